"""What a version of the policy changes against the one before it, in words and over every key.

The two are walked along the table that policies are read by, so that no section can be forgotten:
what is milder or harsher for merchants comes first, then what is only worded otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from fangxin.base.both import Both
from fangxin.change.effect.effect import Everybody
from fangxin.change.effect.sides import HARSHER, MILDER, OTHER, WORDS, Path, held, side
from fangxin.change.effect.told import quoted
from fangxin.facts.policy.clocks import THRESHOLDS
from fangxin.facts.policy.file import VERSION
from fangxin.facts.policy.policy import LIMITS, PARAMETERS, Policy, Version
from fangxin.text.fields.kinds import Choice, Flag
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf
from fangxin.words.rules import UNIT_ZH

FILE = "content/programme/policy.yml"
_HEAD = ("number", "effective", "document", "summary", "summary_en")  # told by the first line
_WORDING = ("label", "label_en", "clause", "basis", "source")
_UNITS = {**PARAMETERS, **LIMITS, **THRESHOLDS}
Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """One key that says something else. ``way``: a side, or None where only words changed."""

    way: int | None
    zh: str
    en: str


def rules_told(old: Policy, new: Policy) -> Iterator[Everybody]:
    """Each version that is new beside the one before it, and each that was published and differs,
    the milder first."""
    known = {version.number: version for version in old.versions}
    before: Version | None = None
    for version in new.versions:
        was = known.get(version.number)
        if was is None:
            yield _heading(version)
        elif was != version:
            yield Everybody(
                f"已经公布的规则第 {version.number} 版被改动",
                f"version {version.number} of the policy, which was published, differs",
                FILE,
            )
        other = before if was is None else was
        if other is not None and other != version:
            for turn in turns(other, version):
                yield _line(version, turn)
        before = version
    for number in sorted(known.keys() - {version.number for version in new.versions}):
        yield Everybody(
            f"规则第 {number} 版被删去", f"version {number} of the policy is gone", FILE
        )


def _heading(version: Version) -> Everybody:
    paper = f"（{version.document}）" if version.document else ""
    summary = f"：{version.summary}" if version.summary else ""
    summary_en = f": {version.summary_en}" if version.summary_en else ""
    return Everybody(
        f"规则第 {version.number} 版，{version.effective} 起对所有商户施行{paper}{summary}",
        f"version {version.number} of the policy, for everybody from {version.effective}"
        + summary_en,
        FILE,
    )


def _line(version: Version, turn: Turn) -> Everybody:
    zh, en = WORDS[turn.way] if turn.way is not None else ("改写", "reworded")
    return Everybody(
        f"规则第 {version.number} 版{zh}：{turn.zh}",
        f"policy version {version.number}, {en}: {turn.en}",
        FILE,
    )


def turns(old: Version, new: Version) -> list[Turn]:
    """Every key that differs, milder ones first, then harsher ones, then the rest."""
    order = (MILDER, HARSHER, OTHER, None)
    walked = _Walk(old.written, new.written)
    found = [turn for spec in VERSION.fields if spec.key not in _HEAD
             for turn in walked.field(spec, (), old.written, new.written, ("", ""))]  # fmt: skip
    return sorted(found, key=lambda turn: order.index(turn.way))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Two versions as they were written, walked together."""

    old: Said
    new: Said

    def field(self, spec: Field, path: Path, was: Said, now: Said, name: Both) -> Iterator[Turn]:
        """A key of two mappings; ``name``: what both mappings are called."""
        here, kind = (*path, spec.key), spec.kind
        left, right = was.get(spec.key), now.get(spec.key)
        if left == right:
            return
        if isinstance(kind, MapOf):
            yield from self._entries(spec, here, left or {}, right or {})
        elif isinstance(kind, Group):
            yield from self._group(spec, here, left, right)
        else:
            yield from self._value(spec, here, left, right, name)

    def _group(self, spec: Field, path: Path, was: Said | None, now: Said | None) -> Iterator[Turn]:
        kind = spec.kind
        assert isinstance(kind, Group)
        name = self._name(spec, now or was or {})
        if len(path) == 1 and (was is None or now is None):
            zh, en = ("不再写明", "no longer written") if now is None else ("新写明", "new")
            yield Turn(OTHER, f"{name[0]}：{zh}", f"{name[1]}: {en}")
        for inner in kind.fields:
            if inner.key not in _WORDING:
                yield from self.field(inner, path, was or {}, now or {}, name)
        if was is not None and now is not None:
            yield from _reworded(kind, was, now, name)

    def _entries(self, spec: Field, path: Path, was: Said, now: Said) -> Iterator[Turn]:
        """Kinds of failures and rules, by their codes."""
        kind = spec.kind
        assert isinstance(kind, MapOf) and isinstance(kind.value, Group)
        for code in dict.fromkeys([*now, *was]):
            left, right = was.get(code), now.get(code)
            if left == right:
                continue
            zh, en = self._name(spec, right or left or {})
            if left is None or right is None:
                yield self._whole(kind.value, (*path, code), (zh, en), left, right)
                continue
            for inner in kind.value.fields:
                if inner.key not in _WORDING:
                    yield from self.field(inner, (*path, code), left, right, (zh, en))
            yield from _reworded(kind.value, left, right, (zh, en))

    def _whole(
        self, kind: Group, path: Path, name: Both, was: Said | None, now: Said | None
    ) -> Turn:
        """One that is new or gone: what there is more of to be sanctioned for is harsher."""
        said = now if now is not None else was or {}
        listed = [
            (f"{spec.zh} {self._shown(spec, path, said[spec.key])[0]}",
             f"{spec.key} {self._shown(spec, path, said[spec.key])[1]}")
            for spec in kind.fields
            if spec.key in said and spec.key not in _WORDING
        ]  # fmt: skip
        zh, en = ("取消", "gone") if now is None else ("新增", "new")
        return Turn(
            MILDER if now is None else HARSHER,
            f"{zh}{name[0]}（{'，'.join(one for one, _ in listed)}）",
            f"{en}: {name[1]} ({', '.join(one for _, one in listed)})",
        )

    def _value(self, spec: Field, path: Path, was: Any, now: Any, name: Both) -> Iterator[Turn]:
        before, after = held(path, was, self.old), held(path, now, self.new)
        if before == after:
            return
        zh, en = _labelled(spec, path, name)
        left, right = self._shown(spec, path, before), self._shown(spec, path, after)
        way = side(path, before, after)
        yield Turn(way, f"{zh}：{left[0]} → {right[0]}", f"{en}: {left[1]} → {right[1]}")

    def _name(self, spec: Field, said: Said) -> Both:
        """What a section, a number, a kind or a rule is called."""
        label = said.get("label")
        if label is None:
            return f"“{spec.zh}”", spec.en
        sort = f"{spec.zh}" if isinstance(spec.kind, MapOf) else ""
        return f"{sort}“{label}”", str(said.get("label_en", label))

    def _shown(self, spec: Field, path: Path, value: Any) -> Both:
        if value is None or value == inf:
            return "没有规定", "nothing"
        if isinstance(value, tuple):
            items = [self._item(spec, one) for one in value]
            return (
                "、".join(zh for zh, _ in items) or "没有",
                ", ".join(en for _, en in items) or "none",
            )
        if isinstance(spec.kind, Flag):
            return ("是", "yes") if value else ("否", "no")
        if isinstance(spec.kind, Choice):
            return spec.kind.options.get(value, (str(value), str(value)))
        if isinstance(value, str):
            return quoted(value) or "", value
        unit = _UNITS.get(path[1]) if len(path) > 1 and path[-1] == "value" else None
        percent = {"percent": "%"}
        return (
            f"{value}{f' {percent.get(unit) or UNIT_ZH[unit]}' if unit else ''}",
            f"{value}{f' {unit}' if unit else ''}",
        )

    def _item(self, spec: Field, code: str) -> Both:
        """An item of a list: a rule or a kind by its label, a particular by its name."""
        inner = spec.kind.item if isinstance(spec.kind, ListOf) else None
        if isinstance(inner, Choice):
            return inner.options[code]
        for version in (self.new, self.old):
            for part in ("rules", "kinds"):
                plain = code.removesuffix("-overdue")
                known = version.get(part, {}).get(code) or version.get(part, {}).get(plain)
                if known is not None:
                    late = "（逾期未整改）" if code not in version[part] else ""
                    return f"“{known['label']}”{late}", code
        return code, code


def _labelled(spec: Field, path: Path, name: Both) -> Both:
    """What a key is called within what it stands in."""
    if path[-1] == "value" or not name[0]:
        return (name[0] or f"“{spec.zh}”"), (name[1] or spec.en)
    return f"{name[0]}的{spec.zh}", f"{name[1]}, {spec.en}"


def _reworded(kind: Group, was: Said, now: Said, name: Both) -> Iterator[Turn]:
    """Labels and bases that differ, in one line."""
    differ = [
        spec for spec in kind.fields if spec.key in _WORDING
        if was.get(spec.key) != now.get(spec.key)
    ]  # fmt: skip
    if differ:
        yield Turn(
            None,
            f"{name[0]}的{'、'.join(spec.zh for spec in differ)}",
            f"{name[1]}: {', '.join(spec.key for spec in differ)}",
        )
