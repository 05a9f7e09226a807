"""Which keys may be added to a fact that was published, and what the rest means.

What is not named here may not be added later: it would change what the registry said before.
"""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A key stands for everything below it: "appeal" also for "appeal.decided".
LATE: Mapping[str, frozenset[str]] = {
    sort: _words(keys)
    for sort, keys in {
        "decisions": "document summary successor void unrelated_to certificate served appeal reply"
        " replied reply_admitted corrected",
        "failures": "document summary found_by served served_document rectified rectified_recorded"
        " rectified_document rectified_summary final final_recorded final_document appeal"
        " reply replied reply_admitted distinct_from repair void corrected",
        "follow_up": "rectified rectified_recorded rectified_document rectified_summary appeal"
        " reply replied reply_admitted repair corrected",
        "commitments": "since until summary",
        "changes": "summary void corrected",
        "objections": "summary decided outcome recorded document void corrected",
        "reviews": "summary document void corrected",
        "criteria": "void",
        "signs": "place taken_down lost replaced_by void restored corrected",
        "honours": "by until",
        "redacted": "",
        "inspections": "batch focus producer campaign seller seller_uscc seller_address seller_name"
        " served document retest retested retested_recorded retest_document final final_recorded"
        " final_document follow_up void corrected",
        "complaints": "assigned first_contact closed outcome recorded served document amount"
        " merchant merchant_uscc merchant_address merchant_name void corrected",
        "dishonest": "merchant uscc address until summary repaired repaired_recorded"
        " lifted_document lifted_summary police"
        " restrictions void corrected",
        "misuse": "handled outcome void corrected",
        "documents": "path",
        "policy": "",
    }.items()
}
# Keys that may be added only as long as another one was not written: a complaint that runs.
UNTIL: Mapping[str, tuple[str, frozenset[str]]] = {
    "complaints": ("outcome", frozenset({"publication_ends", "repeat_of", "recorded"})),
    "objections": ("outcome", frozenset({"recorded"})),
}
# A day that may be written out when it says what holds without it.
DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "decisions": {"recorded": "date"},
    "failures": {"recorded": "date"},
    "changes": {"recorded": "date"},
    "inspections": {"recorded": "date"},
    "dishonest": {"recorded": "from"},
    "misuse": {"recorded": "reported"},
}
# A recording day that is written with its day, never to a day that was there before.
WITH: Mapping[str, str] = {
    "rectified_recorded": "rectified",
    "final_recorded": "final",
    "retested_recorded": "retested",
    "repaired_recorded": "repaired",
    "appeal.recorded": "appeal.decided",
    "repair.recorded": "repair.date",
}
# What makes a failure weigh less, or act later, when it is altered.
WEIGHT = _words(
    "kind date served recorded rectified rectified_recorded final final_recorded appeal affects"
    " repair publication_ends result responsible outcome retest retested retested_recorded from"
    " until repaired repaired_recorded restrictions closed repeat_of"
)
FAILING = frozenset({"failures", "follow_up", "inspections", "complaints", "dishonest"})
# What an authorised erasure may take away or blank: words and particulars, never what a standing
# follows from.
ERASABLE = _words(
    "summary document reply before after place by reason producer product batch seller_name"
    " seller_address merchant_name merchant_address note evidence value publication_ends name"
    " name_en address service_phone website platform platform_shop town title path limit"
    " follow_up authority"
)
WHOLE = frozenset({"commitments", "honours"})  # these may be erased as a whole
ERASED = "（依法删除）"  # stands where something must be written
