"""Where a number comes from: the keys that every number of the programme carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fangxin.facts.policy.policy import Basis
from fangxin.text.fields.kinds import Choice, Coded, Line
from fangxin.text.fields.tables import Field, When

CODE = Coded(
    r"[a-z][a-z0-9_]{0,39}",
    "代号（小写字母开头，只用小写字母、数字和下划线）",
    "a code of lower-case letters, digits and underscores",
)
# Where a number comes from. The keys are part of every Group whose numbers need a basis.
BASIS_FIELDS = (
    Field("clause", Line(60), "条款", "clause of the plan or a law", example="二(一)1"),
    Field(
        "basis",
        Choice({"assumed": ("假定", "assumed")}),
        "依据",
        "basis, when no clause gives the number",
        example="assumed",
    ),
    Field("source", Line(200), "出处", "what an assumed number follows", example="参照……"),
)
BASIS_WHEN = (When("basis", ("assumed",), ("source",)),)
BASIS_TOGETHER = (("source", "basis"),)


def basis_of(values: Mapping[str, Any]) -> Basis:
    """The basis written among ``values``: a clause, or assumed for the sake of a clause."""
    if values.get("basis") == "assumed":
        return Basis("assumed", values["source"], values.get("clause"))
    return Basis(values["clause"])
