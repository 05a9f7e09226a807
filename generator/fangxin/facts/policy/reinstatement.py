"""The optional section ``reinstatement``: what a decision to reinstate may lift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.policy.basis import BASIS_FIELDS, BASIS_TOGETHER, BASIS_WHEN, basis_of
from fangxin.facts.policy.checking import fault, not_among
from fangxin.facts.policy.policy import Reinstatement
from fangxin.text.fields.kinds import Coded, Flag
from fangxin.text.fields.tables import Field, Group, ListOf, Report

REVOKING = Coded(
    r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
    "撤销规则的代号，逾期撤销的写“代号-overdue”",
    "the code of a revoking rule, or '<code>-overdue'",
)
REINSTATEMENT = Group(
    (
        Field("suspensions", Flag(), "能否恢复暂停", "may lift suspensions", required=True),
        Field(
            "decisions",
            Flag(),
            "能否恢复办公室决定的撤销",
            "may lift revocations that the office decided",
            required=True,
        ),
        Field(
            "rules",
            ListOf(REVOKING, least=1),
            "能恢复哪些规则的撤销",
            "revoking rules whose revocation it may lift",
        ),
        *BASIS_FIELDS,
    ),
    when=BASIS_WHEN,
    together=BASIS_TOGETHER,
)


def reinstatement_of(values: Mapping[str, Any] | None) -> Mapping[str, Reinstatement]:
    """The field of a version for what its section says; empty without a section."""
    if values is None:
        return {}
    rules = frozenset(values.get("rules", ()))
    said = Reinstatement(values["suspensions"], values["decisions"], rules, basis_of(values))
    return {"reinstatement": said}


def reinstatements_fit(versions: Sequence[Mapping[str, Any]], report: Report) -> Iterator[Problem]:
    """What may be lifted is a revocation by a rule of the version or of an earlier one."""
    known: set[str] = set()
    for version in versions:
        known |= _revoking(version["rules"])
        section = version.get("reinstatement", {})
        for code, node in not_among(section, "rules", known, report):
            listed = "、".join(sorted(known)) or "没有"
            yield fault(
                report,
                node,
                "not-revoking",
                f"rules（能恢复哪些规则的撤销）须是撤销的规则，或者“代号-overdue”：写的是「{code}」。"
                f"可以写的有：{listed}",
                f"rules must be revoking rules, or '<code>-overdue': found '{code}'; there "
                f"are: {', '.join(sorted(known)) or 'none'}",
            )


def _revoking(rules: Mapping[str, Mapping[str, Any]]) -> set[str]:
    found = {code for code, rule in rules.items() if rule["effect"] == "revoke"}
    return found | {f"{code}-overdue" for code, rule in rules.items() if "overdue_days" in rule}
