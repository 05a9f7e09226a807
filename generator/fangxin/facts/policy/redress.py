"""The section ``redress`` of a version: who answers appeals, and that it is not who found.

It is optional. From the first version that has it, what is found and decided says which office did
so, and what comes after its last day is admitted by a stated decision or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fangxin.facts.policy.basis import BASIS_FIELDS, BASIS_TOGETHER, BASIS_WHEN, basis_of
from fangxin.facts.policy.policy import Redress
from fangxin.text.fields.kinds import Coded, Line
from fangxin.text.fields.tables import Field, Group, ListOf

_OFFICE = Coded(
    r"[a-z][a-z0-9_]{1,40}",
    "部门代码（小写字母；本办公室写 office）",
    "a code of departments.yml, or office",
)
REDRESS = Group(
    (
        Field("label", Line(60), "名称", "label", required=True),
        Field("label_en", Line(160), "英文名称", "label in English", required=True),
        Field(
            "answers",
            _OFFICE,
            "申诉由谁处理",
            "office that answers appeals",
            required=True,
            example="justice",
        ),
        Field("as_one", ListOf(_OFFICE), "视为同一机关的", "offices that count as one"),
        *BASIS_FIELDS,
    ),
    when=BASIS_WHEN,
    together=BASIS_TOGETHER,
)


def redress_of(values: Mapping[str, Any] | None) -> Redress | None:
    """The section of a version as read by ``REDRESS``; None where it has none."""
    if values is None:
        return None
    return Redress(
        label=values["label"],
        label_en=values["label_en"],
        answers=values["answers"],
        as_one=frozenset(values.get("as_one", ())),
        basis=basis_of(values),
    )
