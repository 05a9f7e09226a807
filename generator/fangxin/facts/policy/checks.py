"""What must hold between the parts of a policy. Each check yields problems; one list names all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from fangxin.base.problem import Problem
from fangxin.facts.policy.checking import (
    Check,
    Values,
    fault,
    names_below,
    not_among,
    without_basis,
)
from fangxin.facts.policy.periods import CHECKS as PERIODS
from fangxin.facts.policy.periods import numbers_of
from fangxin.facts.policy.reinstatement import reinstatements_fit
from fangxin.text.fields.tables import Report
from fangxin.text.yaml.reading import Map

# Reasons that a standing may give besides the policy's rules: a rule may not borrow their names.
BUILT_IN = frozenset(
    {
        "closed", "decision", "expiry", "grace", "no-certificate", "publicity", "refused",
        "transfer", "unknown-kind", "withdrawn", "withheld-revoke", "withheld-suspend",
    }
)  # fmt: skip


def policy_problems(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """Every problem of versions as read by the tables of ``fangxin.facts.policy.file``."""
    for check in CHECKS:
        yield from check(versions, report)


def versions_ascend(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """A later version has a higher number and comes into force later."""
    for before, after in pairwise(versions):
        for key, zh, en in (("number", "版本号", "number"), ("effective", "施行日期", "day")):
            if after[key] <= before[key]:
                yield fault(
                    report,
                    report.node_of(after, key),
                    "version-order",
                    f"{key}（{zh}）须比前一版大：写的是 {after[key]}，前一版是 {before[key]}。"
                    "请把新版写在最后，并核对编号和日期",
                    f"{key} must be a later {en} than the version before: found {after[key]} after "
                    f"{before[key]}; write the new version last and check number and day",
                )


def kinds_are_kept(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """A later version knows every kind of the earlier one: old failures must stay readable."""
    for before, after in pairwise(versions):
        kept = names_below(report, after, "kinds")
        for code in before["kinds"]:
            if code not in kept:
                yield fault(
                    report,
                    report.node_of(after, "kinds"),
                    "kind-dropped",
                    f"kinds（问题类型）须保留前一版的各类：第 {after['number']} 版少了「{code}」。"
                    "请补上；不再使用的，分值可改为 0",
                    f"kinds must keep those of the version before: version {after['number']} lacks "
                    f"'{code}'; add it, with 0 points if it is no longer used",
                )


def numbers_have_a_basis(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """Whatever holds a number says its clause, or that it is assumed."""
    for version in versions:
        parts = [("grading", version["grading"]), ("ends_on_change", version["ends_on_change"])]
        parts += [("redress", version["redress"])] if "redress" in version else []
        parts += [*version["parameters"].items(), *version["rules"].items()]
        parts += [*version.get("analysis", {}).items()]
        parts += [(name, version[name]) for name in ("reinstatement",) if name in version]
        parts += numbers_of(version)
        yield from without_basis(parts, report)


def terms_fit(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """The usual term is not longer than the longest one."""
    for version in versions:
        usual, longest = (version["parameters"][c] for c in ("term_years", "term_max_years"))
        if usual["value"] > longest["value"]:
            yield fault(
                report,
                report.node_of(usual, "value"),
                "term-too-long",
                f"term_years（认定有效期）须不超过 term_max_years：写的是 {usual['value']}，"
                f"上限是 {longest['value']}。请核对这两项",
                f"term_years must be at most term_max_years: found {usual['value']} over "
                f"{longest['value']}; check both",
            )


def rules_know_their_kinds(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """A rule looks at kinds of its own version."""
    for version in versions:
        known = names_below(report, version, "kinds")
        for rule in version["rules"].values():
            for code, node in not_among(rule, "kinds", known, report):
                yield fault(
                    report,
                    node,
                    "unknown-kind",
                    f"kinds（问题类型）须是本版列出的：写的是「{code}」。"
                    "请改正，或在本版 kinds 里补上",
                    f"kinds must be listed in the same version: found '{code}'; correct it, or "
                    "add it to kinds",
                )


def rules_count_one_thing(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """A rule counts failures or adds up points, and only then has a window of months."""
    for version in versions:
        for rule in version["rules"].values():
            if "count" in rule and "points" in rule:
                yield fault(
                    report,
                    report.node_of(rule, "points"),
                    "count-and-points",
                    "count（次数）和 points（累计分数）只能写一样：两样都写了。请拆成两条规则",
                    "only one of count and points may be written: found both; make two rules",
                )
            if "months" in rule and "count" not in rule and "points" not in rule:
                yield fault(
                    report,
                    report.node_of(rule, "months"),
                    "idle-months",
                    "months（多少个月内）须与 count 或 points 一起写：这里没有。"
                    "请补上其中一样，或删去 months",
                    "months must go with count or points: neither is written; add one of them, or "
                    "delete months",
                )


def rule_names_are_free(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """A rule's code is not the name of a built-in reason, nor of an overdue revocation."""
    for version in versions:
        rules = report.node_of(version, "rules")
        for code in version["rules"]:
            if (code in BUILT_IN or code.endswith("-overdue")) and isinstance(rules, Map):
                yield fault(
                    report,
                    rules.keys[code],
                    "reserved-rule",
                    f"规则代号须另取：「{code}」是程序自用的名称。请改名",
                    f"a rule must have a name of its own: '{code}' is used by the program; rename "
                    "it",
                )


def kinds_have_consequences(versions: Sequence[Values], report: Report) -> Iterator[Problem]:
    """Every kind is looked at by a rule; a failure without any consequence is a slip."""
    for version in versions:
        if len(version["rules"]) < len(names_below(report, version, "rules")):
            continue  # a rule that could not be read may be the one
        for code, kind in version["kinds"].items():
            if not any(_looks_at(rule, code, kind) for rule in version["rules"].values()):
                yield fault(
                    report,
                    report.node_of(kind),
                    "kind-without-rule",
                    f"「{code}」须有规则管它：第 {version['number']} 版没有一条规则针对它。"
                    "请改 severity，或补一条规则",
                    f"'{code}' must be looked at by a rule: version {version['number']} has none "
                    "for it; check its severity, or add a rule",
                )


def _looks_at(rule: Values, code: str, kind: Values) -> bool:
    if rule.get("severity", kind["severity"]) != kind["severity"]:
        return False
    if code not in rule.get("kinds", (code,)):
        return False
    return "points" not in rule or kind["points"] > 0


CHECKS: tuple[Check, ...] = (
    versions_ascend,
    kinds_are_kept,
    numbers_have_a_basis,
    terms_fit,
    rules_know_their_kinds,
    rules_count_one_thing,
    rule_names_are_free,
    kinds_have_consequences,
    *PERIODS,
    reinstatements_fit,
)
