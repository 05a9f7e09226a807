"""What must hold of the sections ``publication`` and ``remains`` of a version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.fields import Report
from generator.policy.publication import SEVERITIES
from generator.problem import Place, Problem
from generator.source import Map, Node

Values = Mapping[str, Any]


def _at(report: Report, node: Node, code: str, zh: str, en: str) -> Problem:
    return Problem(Place(report.path, node.line, node.column), code, zh, en)


def _numbers(version: Values) -> Iterator[tuple[str, Values]]:
    for code in SEVERITIES if "publication" in version else ():
        yield f"publication.{code}", version["publication"][code]
    if "remains" in version:
        yield "remains", version["remains"]


def periods_have_a_basis(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """Every span says where it comes from."""
    for version in versions:
        for name, part in _numbers(version):
            if "clause" not in part and "basis" not in part:
                yield _at(
                    report,
                    report.node_of(part),
                    "no-basis",
                    f"「{name}」须写明依据：这里没有写。"
                    "请写 clause: 条款；没有条款的，写 basis: assumed 和 source: 参照什么",
                    f"'{name}' must say where it comes from: nothing is written; add 'clause: …', "
                    "or 'basis: assumed' with 'source: …'",
                )


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
                yield _at(
                    report,
                    report.node_of(span, "shortest"),
                    "shortest-over-longest",
                    f"shortest（最短几个月）须不超过 longest（最长几个月）：写的是 "
                    f"{span['shortest']}，最长是 {span['longest']}。请核对这两项",
                    f"shortest must be at most longest: found {span['shortest']} over "
                    f"{span['longest']}; check both",
                )
            if span["longest"] < longest:
                yield _at(
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
        rules = report.node_of(version, "rules")
        known = frozenset(rules.entries) if isinstance(rules, Map) else frozenset()
        lifts = version.get("publication", {}).get("repair_lifts", ())
        for index, code in enumerate(lifts):
            if code not in known:
                yield _at(
                    report,
                    report.node_of(version["publication"], f"repair_lifts.{index}"),
                    "unknown-rule",
                    f"repair_lifts（信用修复还解除什么）须是本版 rules 里的代号：写的是「{code}」。"
                    "请改正，或删去",
                    f"repair_lifts must name rules of the same version: found '{code}'; correct "
                    "it, or delete it",
                )


CHECKS = (periods_have_a_basis, spans_ascend, repairs_lift_rules)
