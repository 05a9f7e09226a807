"""公示与信用修复: the optional sections ``publication`` and ``remains`` of a version.

How long a failure is public follows from its severity, by the version in force when it was
recorded; a kind that is not ``published`` never is. Without the section it is
``publication_months`` for every failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from fangxin.base.dates import add_days, add_months
from fangxin.facts.policy.basis import BASIS_FIELDS, BASIS_TOGETHER, BASIS_WHEN, basis_of
from fangxin.facts.policy.policy import Policy, Publication, Remains, Severity, Span, Version
from fangxin.text.fields.kinds import Choice, Coded, Line, Whole
from fangxin.text.fields.tables import Field, Group, ListOf

SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    "minor": ("一般问题", "minor failures"),
    "serious": ("较重问题", "serious failures"),
    "grave": ("严重问题", "grave failures"),
}
TELLS = {
    "kind": ("问题类型和日期", "kind and days"),
    "nothing": ("只写曾经认定，已退出", "only that it was recognised and left"),
}
UNKNOWN: Severity = "serious"  # of a kind that the version does not know

_MONTHS = 120
SPAN = Group(
    (
        Field("label", Line(60), "名称", "label", required=True),
        Field("label_en", Line(160), "英文名称", "label in English", required=True),
        Field("shortest", Whole(0, _MONTHS), "最短几个月", "least months", required=True),
        Field("longest", Whole(0, _MONTHS), "最长几个月", "most months", required=True),
        *BASIS_FIELDS,
    ),
    when=BASIS_WHEN,
    together=BASIS_TOGETHER,
)
_RULE = Coded(
    r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
    "规则代号（小写字母、数字和短横）",
    "a rule's code of lower-case letters, digits and hyphens",
)
PUBLICATION = Group(
    (
        *(
            Field(code, SPAN, f"{zh}公示多久", f"how long {en} are public", required=True)
            for code, (zh, en) in SEVERITIES.items()
        ),
        Field("repair_lifts", ListOf(_RULE), "信用修复还解除哪些规则", "what a repair lifts"),
    )
)
REMAINS = Group(
    (
        Field("tells", Choice(TELLS), "还写什么", "what is told", required=True, example="nothing"),
        *BASIS_FIELDS,
    ),
    when=BASIS_WHEN,
    together=BASIS_TOGETHER,
)


class Term(NamedTuple):
    """On which days a failure may be public. ``earliest``: the first day on which a credit repair
    ends it, or None where the version knows no shortest period; ``last``: the last public day,
    before ``first`` when there is none."""

    first: date
    earliest: date | None
    last: date


def publication_of(values: Mapping[str, Any] | None) -> Publication | None:
    """The section as read by ``PUBLICATION``."""
    if values is None:
        return None
    spans: dict[Severity, Span] = {code: _span(code, values[code]) for code in SEVERITIES}
    return Publication(spans, frozenset(values.get("repair_lifts", ())))


def _span(code: Severity, values: Mapping[str, Any]) -> Span:
    kept = {key: values[key] for key in ("label", "label_en", "shortest", "longest")}
    return Span(severity=code, **kept, basis=basis_of(values))


def remains_of(values: Mapping[str, Any] | None) -> Remains | None:
    """The section as read by ``REMAINS``."""
    return None if values is None else Remains(values["tells"], basis_of(values))


def is_published(version: Version, kind: str | None) -> bool:
    """Whether anything is ever told of failures of a kind."""
    known = version.kinds.get(kind or "")
    if known is None:
        return True
    span = version.publication.spans[known.severity] if version.publication else None
    return known.published and (span is None or span.longest > 0)


def term_of(policy: Policy, kind: str | None, recorded: date, served: date | None = None) -> Term:
    """The days of a failure by the version in force when it was recorded. The law counts from the
    finding itself, so that a late entry never makes a publication longer."""
    version = policy.on(recorded)
    known = version.kinds.get(kind or "")
    if known is not None and not is_published(version, kind):
        return Term(recorded, None, add_days(recorded, -1))
    if version.publication is None:
        return Term(recorded, None, policy.public_until(recorded))
    first = min(served or recorded, recorded)
    span = version.publication.spans[known.severity if known is not None else UNKNOWN]
    last = add_days(add_months(first, span.longest), -1)
    return Term(first, add_months(first, span.shortest), last)


def last_public(
    policy: Policy,
    kind: str | None,
    recorded: date,
    served: date | None = None,
    given: date | None = None,
    repaired: date | None = None,
) -> date:
    """The last day on which the detail of a failure is public: to the end of its term, or to
    ``given`` (its own ``publication_ends``) or the eve of the day from which its repair is known,
    never before the shortest period is over."""
    term = term_of(policy, kind, recorded, served)
    lasting = policy.on(recorded).publication is None and is_published(policy.on(recorded), kind)
    last = term.last if given is None else given if lasting else min(term.last, given)
    if repaired is None:
        return last
    earliest = repaired if term.earliest is None else max(repaired, term.earliest)
    return min(last, add_days(earliest, -1))
