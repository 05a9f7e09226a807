"""What an official typed for a field → the value as a record writes it.

Typed words may be looser than a record: 今天, 2026/3/7 or 3月7日 for a day, 现在 or 昨天 9:05 for a
minute, the Chinese label for a code, commas between several values. What is written is always the
strict form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import normalize

from fangxin.base.dates import day_in_words
from fangxin.base.problem import Problem, errors
from fangxin.office.editing.text import Value
from fangxin.text.fields import everyday
from fangxin.text.fields.kinds import Choice, Coded
from fangxin.text.fields.shape import Lists, Report, meant
from fangxin.text.fields.strict import strict
from fangxin.text.fields.tables import Field, ListOf
from fangxin.text.fields.times import Day, Minute
from fangxin.text.yaml.reading import Node, Seq, Text

_THIS_YEAR = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_CLOCK = re.compile(r"(.*?)[ T]*((?:上午|下午)?\d{1,2}[:时点]\d{2}分?)")
_COMMAS = re.compile(r"[,，、;；\s]+")
_BRACKETS = re.compile(r"\s*[\[［【](.*)[\]］】]\s*", re.DOTALL)  # as lists stand in a record


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads typed words on a day, with the programme's ``lists`` of codes."""

    today: date
    lists: Lists
    now: str = ""  # this minute, for 现在

    def read(self, spec: Field, words: str) -> tuple[Value | None, list[Problem]]:
        """The value of ``spec`` as it is to be written, None when it cannot be; and what is wrong,
        each told at the option ``--key``."""
        report = Report(f"--{spec.key.replace('_', '-')}", self.lists)
        kind = spec.kind
        if isinstance(kind, ListOf):
            inner = replace(spec, kind=kind.item)
            within = _BRACKETS.fullmatch(words)
            parts = [part for part in _COMMAS.split(within[1] if within else words) if part]
            texts = [self._text(inner, part) for part in parts]
            node: Node = Seq([Text(text, 1, 1, False) for text in texts], 1, 1)
            kind.read(node, spec, report)
            wrong = errors(report.problems)
            return (None if wrong else texts), report.problems
        text = self._text(spec, words)
        kind.read(Text(text, 1, 1, False), spec, report)
        return (None if errors(report.problems) else text), report.problems

    def _text(self, spec: Field, words: str) -> str:
        text = words.strip()
        kind = spec.kind
        if isinstance(kind, Day):
            return self._day(text)
        if isinstance(kind, Minute):
            return self._minute(text)
        known = strict(kind, text)
        if known is not None:
            return known
        labels: Mapping[str, tuple[str, ...]] = {}
        if isinstance(kind, Choice):
            labels = kind.options
        elif isinstance(kind, Coded) and kind.of:
            labels = {code: (label,) for code, label in self.lists.get(kind.of, {}).items()}
        return text if text.isascii() else meant(text, labels) or text

    def _day(self, text: str) -> str:
        """An everyday spelling as YYYY-MM-DD; a day without its year is the last one there was."""
        word = normalize("NFKC", text)
        if (named := day_in_words(word, self.today)) is not None:
            return named.isoformat()
        if (known := everyday.day(word)) is not None:
            return known
        found = _THIS_YEAR.fullmatch(word)
        if found is None:
            return text
        try:
            this = date(self.today.year, *map(int, found.groups()))
            return (this if this <= self.today else this.replace(year=this.year - 1)).isoformat()
        except ValueError:
            return text

    def _minute(self, text: str) -> str:
        """An everyday spelling as YYYY-MM-DD HH:MM; an hour without its day is one of today."""
        word = normalize("NFKC", text)
        if word in ("现在", "now"):
            return self.now or text
        if (known := everyday.minute(word)) is not None:
            return known
        found = _CLOCK.fullmatch(word)
        clock = everyday.clock(found[2]) if found else None
        if found is None or clock is None:
            return text
        return f"{self._day(found[1]) if found[1] else self.today.isoformat()} {clock}"
