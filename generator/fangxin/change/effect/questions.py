"""What a person has to look at before a change is published: perhaps one act entered twice.

A second entry with the same document is an error that ``fangxin check`` finds; here is what only
somebody with the papers at hand can tell, asked once, when it is entered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fangxin.base.problem import Place, Problem, brought
from fangxin.facts.document_number import act_keys, same_document
from fangxin.facts.recourse import stands
from fangxin.facts.registers.acts import place_in_record
from fangxin.facts.values import Act, Decision, Failure, Merchant
from fangxin.registry.book import decision_place
from fangxin.registry.registry import Registry
from fangxin.registry.sources.reading import Sources

NEAR_DAYS = 7  # of two entries of one kind that may well be one act
ASKED = frozenset({"document-at-two-premises", "document-at-two-operators"})
_SANCTIONS = (Act.SUSPENDED, Act.REVOKED)


def questions(before: Sources, after: Sources, ids: Sequence[str]) -> tuple[Problem, ...]:
    """What the change brings that somebody has to look at, about the merchants ``ids`` and about
    documents that stand at another merchant."""
    assert before.registry is not None and after.registry is not None
    found = [one for one in brought(before.problems, after.problems) if one.code in ASKED]
    rows = _rows(after.registry)
    for id in ids:
        new = after.registry.merchants.get(id)
        if new is not None:
            old = before.registry.merchants.get(id)
            found += _near(old, new, rows)
            found += _decided(old, new, rows)
    return tuple(sorted(found))


def _rows(registry: Registry) -> Mapping[str, Place]:
    return {row.id: row.place for row in registry.registers.all()}


def _near(
    old: Merchant | None, new: Merchant, rows: Mapping[str, Place]
) -> Iterator[Problem]:  # fmt: skip
    """New failures of a kind that the merchant has within a week, under another number or none."""
    known = {one.id for one in old.failures} if old is not None else set[str]()
    standing = [one for one in new.failures if stands(one)]
    for at, failure in enumerate(standing):
        if failure.id in known:
            continue
        earlier = [one for index, one in enumerate(standing) if one.id in known or index < at]
        for other in earlier:
            if _alike(failure, other):
                yield _perhaps(failure, other, new, rows)
                break
        same = next((one for one in earlier if _one_act(failure, one)), None)
        if same is not None:
            yield _together(failure, same, new, rows)


def _alike(one: Failure, other: Failure) -> bool:
    near = one.kind == other.kind and abs((one.date - other.date).days) <= NEAR_DAYS
    return near and one.counts_as != other.counts_as and not _one_paper(one, other)


def _one_paper(one: Failure, other: Failure) -> bool:
    """Whether they share a document, so that ``check`` tells, or the record tells them apart."""
    papers = [act_keys(each.document or "", each.date) for each in (one, other)]
    return not papers[0].isdisjoint(papers[1])


def _one_act(one: Failure, other: Failure) -> bool:
    """Whether they are rows of one register that count once, as several batches of one document."""
    rows = one.register is not None and one.register == other.register and one.id != other.id
    return rows and one.counts_as == other.counts_as


def _together(
    failure: Failure, other: Failure, merchant: Merchant, rows: Mapping[str, Place]
) -> Problem:
    return Problem(
        _place(failure, merchant, rows),
        "counts-together",
        f"{failure.id}：与 {merchant.id} 的 {_told(other, merchant, rows)}是同一件事"
        "（同一份文书），合起来只算一件。不是同一份的，请核对文号",
        f"{failure.id}: it is one act with {other.id} of {merchant.id} (the same document), and "
        "both count once; if it is another document, check the number",
        "warning",
    )


def _perhaps(
    failure: Failure, other: Failure, merchant: Merchant, rows: Mapping[str, Place]
) -> Problem:
    days = abs((failure.date - other.date).days)
    apart = "同一天" if days == 0 else f"相隔 {days} 天"
    both = failure.document and other.document
    numbers = "文号不同" if both else "有一条没有文号"
    return Problem(
        _place(failure, merchant, rows),
        "perhaps-one-act",
        f"{failure.id}：与 {merchant.id} 的 {_told(other, merchant, rows)}是同一类问题、{apart}，"
        f"{numbers}：请核对是不是同一件事。是同一件事的只登记一条",
        f"{failure.id}: {other.id} of {merchant.id} is of the same kind, {days} days apart, with "
        "another number or none: check whether it is the same act, which is entered once",
        "warning",
    )


def _decided(
    old: Merchant | None, new: Merchant, rows: Mapping[str, Place]
) -> Iterator[Problem]:  # fmt: skip
    """New sanctions whose number is that of a failure that they do not rest on."""
    known = {one.id for one in old.decisions} if old is not None else set[str]()
    for decision in new.decisions:
        if decision.id in known or decision.act not in _SANCTIONS or not stands(decision):
            continue
        for failure in new.failures:
            named = stands(failure) and same_document(decision.document, failure.document)
            if named and failure.id not in decision.because:
                yield _same_paper(decision, failure, new, rows)
                break


def _same_paper(
    decision: Decision, failure: Failure, merchant: Merchant, rows: Mapping[str, Place]
) -> Problem:
    return Problem(
        decision_place(merchant, decision.id, "document"),
        "decision-by-failure",
        f"{decision.id}：文号与问题记录 {_told(failure, merchant, rows)}是同一份文书，这件事的后果"
        f"已由规则推出。决定另有文号的，请写自己的文号；以这条问题为依据的，请写 because: "
        f"[{failure.id}]",
        f"{decision.id}: its number is that of the failure {failure.id}, whose consequences follow "
        f"from the policy already; write the decision's own number, or because: [{failure.id}]",
        "warning",
    )


def _place(failure: Failure, merchant: Merchant, rows: Mapping[str, Place]) -> Place:
    if failure.register is not None:
        return rows.get(failure.id, Place(merchant.path))
    own = [one.id for one in merchant.failures if one.register is None]
    return place_in_record(merchant, own.index(failure.id))


def _told(failure: Failure, merchant: Merchant, rows: Mapping[str, Place]) -> str:
    place = _place(failure, merchant, rows)
    document = failure.document or "没有文号"
    return f"{failure.id}（{place.path}:{place.line}，{failure.date}，{document}）"
