"""The kinds of scalar values: what is accepted, how it is told, how JSON Schema says it.

Every scalar is text until a kind converts it, so quotes never matter and nothing is guessed.
``Line`` one line · ``Prose`` several lines · ``Coded`` a fixed shape · ``Choice`` one of a few ·
``Whole`` a whole number · ``Flag`` true or false · ``Web`` an http address. Days and moments are in
``fangxin.text.fields.times``, merchant IDs and credit codes in ``fangxin.text.fields.idents``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fangxin.text.fields.names import tell_odd_character
from fangxin.text.fields.personal import personal_numbers, resident_inside
from fangxin.text.fields.shape import BROKEN, Field, Lists, Report, Schema, meant
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Node, Text

# An unquoted 2018 or true is text here, but a number or truth value to an editor.
_ANY_TEXT = ["string", "number", "boolean"]
_SEEN: Schema = {"type": [*_ANY_TEXT], "pattern": r"\S"}
_WHOLE = re.compile(r"(?:0|-?[1-9]\d{0,17})\Z", re.ASCII)
_DECIMAL = re.compile(r"\d{1,15}\.\d{1,6}", re.ASCII)
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
_CURLY = re.compile("“[^“”]*”|‘[^‘’]*’|”.*”|’.*’")
_LOOP = r"localhost|127\.0\.0\.1"
_REST = r"(?::[1-9]\d{0,4})?(?:[/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text without personal numbers; ``of`` names a list of the programme. A ``name``
    has no odd characters, by which it would look like another."""

    most: int = 200
    of: str = ""
    name: bool = False

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The text."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        value = node.value
        if "\n" in value:
            mend = ("请写成一行", "write it on one line")
            return report.wrong(node, spec, "one-line", ("一行文字", "one line"), mend)
        if value != value.strip():
            mend = ("请删去引号内首尾的空格", "delete the blanks inside the quotes")
            expected = ("首尾没有空格的文字", "text without blanks at its ends")
            return report.wrong(node, spec, "blank-edge", expected, mend)
        if self.name and tell_odd_character(node, spec, report):
            return BROKEN
        return _free_text(value, self.most, node, spec, report)

    def schema(self, lists: Lists) -> Schema:
        """Text, or one of the programme's list."""
        return _listed(self.of, lists) or {**_SEEN, "maxLength": self.most}


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of one or more lines without personal numbers."""

    most: int = 2000

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The text without blanks at its ends."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        return _free_text(node.value.strip(), self.most, node, spec, report)

    def schema(self, lists: Lists) -> Schema:
        """Text; blanks at its ends do not count, so a little more is allowed."""
        return {**_SEEN}


@dataclass(frozen=True, slots=True)
class Coded:
    """Text of a fixed shape: ``pattern`` (anchored here) is what ``zh`` and ``en`` describe."""

    pattern: str
    zh: str
    en: str
    of: str = ""  # a list of the programme that names the codes

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The text."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        if resident_inside(node.value):
            return report.person(node, spec)
        if re.fullmatch(self.pattern, node.value, re.ASCII):
            return node.value
        labels = {code: (label,) for code, label in report.lists.get(self.of, {}).items()}
        good = meant(node.value, labels)
        zh = f"请改正，例如 {spec.example}" if spec.example else "请改正"
        en = f"correct it, for example {spec.example}" if spec.example else "correct it"
        if good:
            zh, en = _write(node.value, good)
        elif labels:
            zh = f"请改为下列之一：{'、'.join(f'{c}（{zh}）' for c, (zh,) in labels.items())}"
            en = f"choose one of {', '.join(labels)}"
        elif self.of:
            zh, en = (
                f"{zh}（{spec.help_zh or '见可写的代码'}）",
                f"{en} ({spec.help_en or 'see the codes'})",
            )
        return report.wrong(node, spec, "bad-code", (self.zh, self.en), (zh, en))

    def schema(self, lists: Lists) -> Schema:
        """A pattern, or one of the programme's list."""
        return _listed(self.of, lists) or {"type": [*_ANY_TEXT], "pattern": f"^(?:{self.pattern})$"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few codes; ``options``: code → what it means in Chinese and English."""

    options: Mapping[str, tuple[str, str]]

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The code."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        if node.value in self.options:
            return node.value
        zh = "、".join(f"{code}（{label}）" for code, (label, _) in self.options.items())
        en = ", ".join(self.options)
        good = meant(node.value, self.options)
        mend = _write(node.value, good) if good else ("请改为其中之一", "choose one of them")
        return report.wrong(node, spec, "bad-choice", (f"{zh}之一", f"one of {en}"), mend)

    def schema(self, lists: Lists) -> Schema:
        """The codes, each with its meaning."""
        options = [{"const": code, "title": zh} for code, (zh, _) in self.options.items()]
        return {"oneOf": options}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``least`` to ``most``, in digits without leading zeros; ``unit`` says in
    both languages to what a fraction is rounded."""

    least: int
    most: int
    unit: tuple[str, str] = ("整数", "a whole number")

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The number."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        if _WHOLE.match(node.value) and self.least <= int(node.value) <= self.most:
            return int(node.value)
        expected = (
            f"{self.least} 至 {self.most} 的整数",
            f"a whole number from {self.least} to {self.most}",
        )
        mend = ("请只写阿拉伯数字，不加单位、逗号和前导零", "write digits only")
        if _DECIMAL.fullmatch(node.value):
            near = Decimal(node.value).quantize(Decimal(1), ROUND_HALF_UP)
            zh, en = self.unit
            mend = (f"不写小数，请四舍五入到{zh}：{near}", f"round it to {en}: {near}")
        return report.wrong(node, spec, "bad-number", expected, mend)

    def schema(self, lists: Lists) -> Schema:
        """A number, quoted or not."""
        bounds = {"minimum": self.least, "maximum": self.most}
        return {"type": ["integer", "string"], **bounds, "pattern": "^(0|-?[1-9][0-9]*)$"}


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``, nothing else."""

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The truth value."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        if node.value in ("true", "false"):
            return node.value == "true"
        expected = ("true（是）或 false（否）", "true or false")
        mend = ("请照此改写", "write one of the two")
        return report.wrong(node, spec, "bad-flag", expected, mend)

    def schema(self, lists: Lists) -> Schema:
        """A truth value, quoted or not."""
        return {"enum": [True, False, "true", "false"]}


@dataclass(frozen=True, slots=True)
class Web:
    """An http(s) address with a domain name and without user name; ``loopback`` allows this
    machine, for trials."""

    loopback: bool = False

    @property
    def pattern(self) -> str:
        host = f"(?:{_HOST}|{_LOOP})" if self.loopback else _HOST
        return f"https?://{host}{_REST}"

    def read(self, node: Node, spec: Field, report: Report) -> Any:
        """The address."""
        if type(node) is not Text:
            return report.not_text(node, spec)
        if resident_inside(node.value):
            return report.person(node, spec)
        if len(node.value) <= 300 and re.fullmatch(self.pattern, node.value, re.ASCII):
            return node.value
        expected = (
            "http:// 或 https:// 开头的网址（小写域名，不含用户名、空格和中文）",
            "an address beginning with http:// or https:// (lower-case domain name, no user name, "
            "blanks or non-ASCII letters)",
        )
        mend = (
            "请从浏览器地址栏复制，例如 https://www.example.com/shop",
            "copy it from the browser",
        )
        return report.wrong(node, spec, "bad-address", expected, mend)

    def schema(self, lists: Lists) -> Schema:
        """A pattern."""
        return {"type": "string", "format": "uri", "maxLength": 300, "pattern": f"^{self.pattern}$"}


def _free_text(value: str, most: int, node: Text, spec: Field, report: Report) -> Any:
    """``value`` when it is short enough and holds no personal number."""
    if node.plain and _CURLY.fullmatch(value):
        report.add(
            node,
            "curly-quotes",
            f"{spec.name_zh}的内容不应带引号：写的是「{shown(value)}」，中文引号会原样显示。"
            "请删去；如引号属于内容，请在外面再加英文双引号",
            f"{spec.name_en} should be written without “ ”, which would be shown: found "
            f"'{shown(value)}'; delete them, or put half-width quotes around them if they belong "
            "to the text",
            "warning",
        )
    numbers = list(personal_numbers(value))
    if not numbers and resident_inside(value):
        return report.person(node, spec)
    for number, zh, en in numbers:
        hidden = f"{number[:3]}…{number[-2:]}"  # a message must not spread what it refuses
        report.add(
            node,
            "personal-number",
            f"{spec.name_zh}里不能有个人信息：这里有{zh}（{hidden}）。请删去；"
            "对外电话只写在 service_phone，并须经本人同意",
            f"{spec.name_en} must not hold personal data: found {en} ({hidden}); delete it; a "
            "public phone belongs in service_phone, with consent",
        )
    if numbers:
        return BROKEN
    if len(value) > most:
        expected = (f"不超过 {most} 个字", f"at most {most} characters")
        mend = (f"现有 {len(value)} 个字，请缩短", f"it has {len(value)}, shorten it")
        return report.wrong(node, spec, "too-long", expected, mend)
    return value


def _write(text: str, code: str) -> tuple[str, str]:
    """What to write instead of ``text``."""
    return f"「{shown(text, 20)}」应写 {code}，请改正", f"write {code} instead"


def _listed(of: str, lists: Lists) -> Schema | None:
    if of not in lists:
        return None
    options = [{"const": code, "title": label} for code, label in lists[of].items()]
    return {"oneOf": options}
