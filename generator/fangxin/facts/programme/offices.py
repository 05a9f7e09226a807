"""Offices that are named by code: those of departments.yml, and the registry's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.recourse import OFFICE


def policy_names_offices(
    policy: Policy | None, departments: Collection[str], path: str
) -> Iterator[Problem]:
    """The office that answers appeals, and those that count as one, are in departments.yml."""
    known = {OFFICE, *departments}
    for version in policy.versions if policy is not None else ():
        named = version.redress.offices if version.redress is not None else frozenset()
        for code in sorted(named - known):
            yield Problem(
                Place(path),
                "unknown-office",
                f"第 {version.number} 版 redress（申诉由谁处理）里的机关须是 departments.yml 列出的"
                f"部门或 office（本办公室）：写的是「{code}」。可以写："
                f"{'、'.join(sorted(known))}；请改正",
                f"redress of version {version.number} must name departments of departments.yml or "
                f"office: found '{code}'; there are {', '.join(sorted(known))}; mend it",
            )
