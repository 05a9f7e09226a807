"""The sections ``clocks`` and ``analysis`` of a version: how long a complaint may take, and when
complaints are so many that somebody should act. Both are optional; a section is whole or absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fangxin.facts.policy.basis import BASIS_FIELDS, BASIS_TOGETHER, BASIS_WHEN, basis_of
from fangxin.facts.policy.policy import Clock, Parameter
from fangxin.text.fields.kinds import Choice, Line, Whole
from fangxin.text.fields.tables import Field, Group, Only, When

# The classes of complaints, as the plan tells them apart in 二(二)1.
CLASSES: Mapping[str, tuple[str, str]] = {
    "consultation": ("咨询答复", "a question"),
    "small": ("事实清楚的小额纠纷", "a clear dispute about a small sum"),
    "general": ("一般消费纠纷", "an ordinary dispute"),
    "on_site": ("要求现场调处", "to be settled on the spot"),
    "illegal": ("违法违规举报", "a report of a breach of law"),
}
# Thresholds of the analysis, with their units.
THRESHOLDS: Mapping[str, str] = {
    "hot_spot_least": "count",  # complaints of a field in a month
    "hot_spot_percent": "percent",  # of what was to be expected
    "hot_spot_months": "months",  # before, whose mean is to be expected
    "campaign_least": "count",  # months in which one field was a hot spot
    "campaign_months": "months",  # the window of those months
    "merchant_least": "count",  # complaints about one merchant
    "merchant_months": "months",  # the window of those complaints
}
_MOST = {"count": 10_000, "percent": 10_000, "months": 120}

_LABELS = (
    Field("label", Line(60), "名称", "label", required=True),
    Field("label_en", Line(160), "英文名称", "label in English", required=True),
)
CLOCK = Group(
    (
        *_LABELS,
        Field(
            "counts",
            Choice({"first_contact": ("首次联系", "first contact"), "closed": ("办结", "closed")}),
            "做到哪一步算数",
            "what must have happened",
            required=True,
            example="closed",
        ),
        Field(
            "within",
            Choice(
                {
                    "minutes": ("若干分钟", "minutes"),
                    "same_day": ("当天", "the same day"),
                    "days": ("若干天", "days"),
                }
            ),
            "时限怎样算",
            "how the time is told",
            required=True,
            example="same_day",
        ),
        Field("number", Whole(1, 10_080), "数值", "number of minutes or days", example="3"),
        Field(
            "calendar",
            Choice(
                {"every": ("天天都算", "every day"), "working": ("只算工作日", "working days only")}
            ),
            "算不算休息日",
            "which days count",
            required=True,
            example="every",
        ),
        Field("clause", Line(60), "条款", "clause", required=True, example="二(二)1"),
        *(spec for spec in BASIS_FIELDS if spec.key != "clause"),
    ),
    when=(When("within", ("minutes", "days"), ("number",)), *BASIS_WHEN),
    only=(Only(("number",), "within", ("minutes", "days")),),
    together=BASIS_TOGETHER,
)
CLOCKS = Group(
    tuple(
        Field(code, CLOCK, zh, f"clock of {en}", required=True)
        for code, (zh, en) in CLASSES.items()
    )
)


def _threshold(unit: str) -> Group:
    number = Field("value", Whole(1, _MOST[unit]), "数值", "value", required=True, example="5")
    return Group((*_LABELS, number, *BASIS_FIELDS), when=BASIS_WHEN, together=BASIS_TOGETHER)


ANALYSIS = Group(
    tuple(
        Field(code, _threshold(unit), "研判门槛", f"threshold in {unit}", required=True)
        for code, unit in THRESHOLDS.items()
    )
)


def clocks_of(values: Mapping[str, Any]) -> dict[str, Clock]:
    """The clocks of a version as read by ``CLOCKS``, by class of complaint."""
    return {code: _clock(code, values[code]) for code in CLASSES if code in values}


def _clock(code: str, values: Mapping[str, Any]) -> Clock:
    given = {
        key: value for key, value in values.items() if key not in ("clause", "basis", "source")
    }
    return Clock(**{**given, "code": code, "basis": basis_of(values)})


def thresholds_of(values: Mapping[str, Any]) -> dict[str, Parameter]:
    """The thresholds of a version as read by ``ANALYSIS``."""
    return {
        code: Parameter(
            code, found["label"], found["label_en"], found["value"], unit, basis_of(found)
        )
        for code, unit in THRESHOLDS.items()
        if code in values
        for found in [values[code]]
    }
