"""What tests of criteria name must exist: values of a field, kinds, commitments, days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.checks import ProgrammeFile, Sheets
from fangxin.facts.programme.criteria import DAYS, FIELDS, Criterion


def criteria_can_be_judged(sheets: Sheets, policy: Policy | None) -> Iterator[Problem]:
    """A criterion has a code of its own, and its test asks for what records can say."""
    sheet = sheets.files.get("categories")
    for category in sheet.value.values() if sheet is not None else ():
        seen: set[str] = set()
        for criterion in category["criteria"]["items"]:
            if sheet is not None and criterion.code:
                if criterion.code in seen:
                    yield _twice(sheet, criterion)
                seen.add(criterion.code)
                yield from _names(sheets, sheet, criterion, policy)


def _twice(sheet: ProgrammeFile, criterion: Criterion) -> Problem:
    return _problem(
        sheet,
        criterion,
        "code",
        "criterion-twice",
        f"同一类别里，条件的代号须各不相同：“{criterion.code}”用了两次。请改后一个；"
        "条件有改动的，给旧的写 ends，新的另取代号",
        f"a criterion's code must be its own within the category: '{criterion.code}' is used "
        "twice; change the later one; where a criterion changed, end the old one and give the new "
        "one a code of its own",
    )


def _names(
    sheets: Sheets, sheet: ProgrammeFile, criterion: Criterion, policy: Policy | None
) -> Iterator[Problem]:  # fmt: skip
    test = criterion.test
    if test is None:
        return
    if test.what == "age" and test.field is not None and test.field not in DAYS:
        yield _unknown(sheet, criterion, "field", test.field, DAYS)
    if test.what == "field" and test.field is not None:
        known: Mapping[str, Any] = getattr(FIELDS[test.field].kind, "options", {})
        for value in test.one_of if known else ():
            if value not in known:
                yield _unknown(sheet, criterion, "one_of", value, tuple(known))
    promised = sheets.written("commitments")
    if test.what == "commitment" and promised is not None:
        for kind in test.one_of:
            if kind not in promised:
                yield _unknown(sheet, criterion, "one_of", kind, tuple(sorted(promised)))
    kinds = {code for version in policy.versions for code in version.kinds} if policy else None
    for kind in test.kinds if kinds is not None else ():
        if kind not in (kinds or ()):
            yield _unknown(sheet, criterion, "kinds", kind, tuple(sorted(kinds or ())))


def _unknown(
    sheet: ProgrammeFile, criterion: Criterion, key: str, value: str, known: tuple[str, ...]
) -> Problem:
    return _problem(
        sheet,
        criterion,
        f"test.{key}",
        "criterion-unknown",
        f"条件 {criterion.code} 的 {key} 须为这些之一：{'、'.join(known)}；写的是“{value}”，"
        "没有一家商户能符合。请改正",
        f"{key} of criterion {criterion.code} must be one of {', '.join(known)}: found '{value}', "
        "which no merchant could meet; correct it",
    )


def _problem(
    sheet: ProgrammeFile, criterion: Criterion, key: str, code: str, zh: str, en: str
) -> Problem:  # fmt: skip
    node = sheet.report.node_of(criterion, key)
    return Problem(Place(sheet.report.path, node.line, node.column), code, zh, en)
