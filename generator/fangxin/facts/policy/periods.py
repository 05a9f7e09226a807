"""What must hold of the sections ``publication`` and ``remains`` of a version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fangxin.base.problem import Problem
from fangxin.facts.policy.checking import Values, fault, names_below, not_among
from fangxin.facts.policy.publication import SEVERITIES
from fangxin.text.fields.tables import Report


def numbers_of(version: Values) -> Iterator[tuple[str, Values]]:
    """The parts of both sections that say where they come from, by name."""
    for code in SEVERITIES if "publication" in version else ():
        yield f"publication.{code}", version["publication"][code]
    if "remains" in version:
        yield "remains", version["remains"]


def spans_ascend(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """The shortest publication is not longer than the longest, and no graver failure is public for
    less than a lighter one."""
    for version in versions:
        if "publication" not in version:
            continue
        longest = 0
        for code in SEVERITIES:
            span = version["publication"][code]
            if span["shortest"] > span["longest"]:
                yield fault(
                    report,
                    report.node_of(span, "shortest"),
                    "shortest-over-longest",
                    f"shortest（最短几个月）须不超过 longest（最长几个月）：写的是 "
                    f"{span['shortest']}，最长是 {span['longest']}。请核对这两项",
                    f"shortest must be at most longest: found {span['shortest']} over "
                    f"{span['longest']}; check both",
                )
            if span["longest"] < longest:
                yield fault(
                    report,
                    report.node_of(span, "longest"),
                    "graver-for-less",
                    f"longest（最长几个月）须不短于较轻一档的：{code} 写的是 {span['longest']}，"
                    f"较轻的是 {longest}。请核对",
                    f"longest must be no less than that of a lighter severity: {code} has "
                    f"{span['longest']}, the lighter one {longest}; check them",
                )
            longest = span["longest"]


def repairs_lift_rules(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """What a repair lifts are rules of the same version."""
    for version in versions:
        known = names_below(report, version, "rules")
        section = version.get("publication", {})
        for code, node in not_among(section, "repair_lifts", known, report):
            yield fault(
                report,
                node,
                "unknown-rule",
                f"repair_lifts（信用修复还解除什么）须是本版 rules 里的代号：写的是「{code}」。"
                "请改正，或删去",
                f"repair_lifts must name rules of the same version: found '{code}'; correct "
                "it, or delete it",
            )


CHECKS = (spans_ascend, repairs_lift_rules)
