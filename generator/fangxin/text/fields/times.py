"""Kinds of time: ``Day`` a calendar day, ``Minute`` a moment. Values are date and datetime."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fangxin.text.fields.shape import Field, Lists, Report, Schema
from fangxin.text.yaml.reading import Node, Text

_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day between 1990 and 2100, written YYYY-MM-DD."""

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The date."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        expected = ("日期 YYYY-MM-DD（1990 至 2100 年）", "a day YYYY-MM-DD (1990 to 2100)")
        if not _DAY.match(node.value):
            mend = ("请写成四位年、两位月、两位日，例如 2018-03-12", "write it like 2018-03-12")
            return report.wrong(node, spec, "bad-day", expected, mend)
        try:
            day = date.fromisoformat(node.value)
        except ValueError:
            mend = ("日历上没有这一天，请核对", "there is no such day, check it")
            return report.wrong(node, spec, "bad-day", expected, mend)
        if _FIRST <= day <= _LAST:
            return day
        mend = ("年份不对，请核对", "check the year")
        return report.wrong(node, spec, "bad-day", expected, mend)

    def schema(self, lists: Lists) -> Schema:
        """Text that looks like a day."""
        pattern = r"^(199\d|20\d\d|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
        return {"type": "string", "format": "date", "pattern": pattern}


@dataclass(frozen=True, slots=True)
class Minute:
    """A moment to the minute, written YYYY-MM-DD HH:MM, in UTC+08:00 and without zone."""

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The datetime, naive."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        expected = ("时间 YYYY-MM-DD HH:MM（24 小时制）", "a moment YYYY-MM-DD HH:MM (24 hours)")
        mend = ("请写成 2026-03-02 09:05 这样，精确到分钟", "write it like 2026-03-02 09:05")
        if not _MINUTE.match(node.value):
            return report.wrong(node, spec, "bad-minute", expected, mend)
        try:
            moment = datetime.fromisoformat(node.value)
        except ValueError:
            mend = ("没有这一天或这个钟点，请核对", "there is no such day or hour, check it")
            return report.wrong(node, spec, "bad-minute", expected, mend)
        if _FIRST <= moment.date() <= _LAST:
            return moment
        return report.wrong(node, spec, "bad-minute", expected, ("年份不对，请核对", "check it"))

    def schema(self, lists: Lists) -> Schema:
        """Text that looks like a moment."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$"}
