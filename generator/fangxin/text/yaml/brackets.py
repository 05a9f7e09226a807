"""Brackets and quotes of a few lines of YAML, and the first of them that is not paired."""

from __future__ import annotations

import re
from typing import NamedTuple

_PAIR = {"{": "}", "[": "]"}
_DASHES = re.compile(r" *(?:- +)*-\Z")
_CLOSE = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}


class Breakage(NamedTuple):
    """What broke the text: line and column from 0, and the words for it."""

    line: int
    column: int
    zh: str
    en: str


class Opening(NamedTuple):
    """A bracket or quote that is open."""

    mark: str
    line: int
    column: int
    indent: int  # of its line


class Brackets:
    """What is open after the lines that were read."""

    def __init__(self) -> None:
        self.brackets: list[Opening] = []
        self.quote: Opening | None = None
        self.colons: list[int] = []  # per bracket, of the entry being read

    @property
    def open(self) -> bool:
        """The next line goes on with this one."""
        return bool(self.brackets) or self.quote is not None

    @property
    def indent(self) -> int:
        """Of the line on which the outermost bracket was opened."""
        return self.brackets[0].indent if self.brackets else 0

    def read(self, number: int, line: str, at: int) -> Breakage | None:
        """Read ``line`` from column ``at``; the first thing that is not paired."""
        while at < len(line):
            if self.quote:
                closed = _CLOSE[self.quote.mark].match(line, at)
                if not closed:
                    return None
                at = closed.end()
                quote, self.quote = self.quote, None
                if quote.line < number and re.match(r" *[^\s,}\]#:]", line[at:]):
                    return _unclosed_quote(quote)
                continue
            mark = line[at]
            if mark == "#" and line[at - 1 : at] in ("", " "):
                return self._note(number, line, at)
            cause = self._mark(mark, number, line, at)
            if cause:
                return cause
            at += 1
        return None

    def unfinished(self) -> Breakage | None:
        """The quote or bracket that is still open."""
        if self.quote:
            return _unclosed_quote(self.quote)
        return _unclosed(self.brackets[-1]) if self.brackets else None

    def _mark(self, mark: str, number: int, line: str, at: int) -> Breakage | None:
        if mark in "\"'" and self._begins(line, at):
            self.quote = Opening(mark, number, at, _indent(line))
        elif mark in "[{" and (self.brackets or self._begins(line, at)):
            self.brackets.append(Opening(mark, number, at, _indent(line)))
            self.colons.append(0)
        elif mark in "]}" and self.brackets:
            return self._close(mark, number, line, at)
        elif mark == "," and self.brackets:
            self.colons[-1] = 0
        elif mark == ":" and self.brackets and line[at + 1 : at + 2] in ("", " "):
            self.colons[-1] += 1
            if self.colons[-1] == 2 and self.brackets[-1].mark == "{" and "，" not in line:
                return _two_colons(number, at)
        return None

    def _begins(self, line: str, at: int) -> bool:
        """A value may begin at ``at``, so that a quote or bracket there means something."""
        before = line[:at].rstrip(" ")
        if not before or _DASHES.match(before):
            return True
        if self.brackets:
            return before[-1] in ":,[{"
        return before[-1] == ":" and len(before) < at

    def _close(self, mark: str, number: int, line: str, at: int) -> Breakage | None:
        opening = self.brackets.pop()
        self.colons.pop()
        if _PAIR[opening.mark] != mark:
            return _unclosed(opening)
        rest = line[at + 1 :].lstrip(" ")
        if self.brackets or not rest or rest[0] in "#:":
            return None
        if rest[0] in "]}":
            return _too_many(rest[0], number, len(line) - len(rest))
        if rest[0] == "," or opening.line < number:
            return None
        return _begins_with(opening)

    def _note(self, number: int, line: str, at: int) -> Breakage | None:
        """A note hides the rest of its line; fatal when brackets were to be closed there."""
        if self.brackets and re.search(r"[}\]]", line[at:]):
            return _hidden(number, at)
        return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _unclosed_quote(quote: Opening) -> Breakage:
    return Breakage(
        quote.line,
        quote.column,
        f"引号须成对：从这里开始的「{quote.mark}」没有配对。请在这段文字末尾补上同样的引号",
        f"quotes must be paired: the {quote.mark} that begins here is never closed; add the "
        "closing quote at the end of the text",
    )


def _unclosed(opening: Opening) -> Breakage:
    other = _PAIR[opening.mark]
    return Breakage(
        opening.line,
        opening.column,
        f"括号须成对：这里有「{opening.mark}」，没有与它配对的「{other}」。请补上「{other}」",
        f"brackets must be paired: '{opening.mark}' here has no '{other}'; add '{other}'",
    )


def _too_many(mark: str, number: int, column: int) -> Breakage:
    return Breakage(
        number,
        column,
        f"括号须成对：这里多了一个「{mark}」。请删去它",
        f"brackets must be paired: there is one '{mark}' too many here; delete it",
    )


def _begins_with(opening: Opening) -> Breakage:
    return Breakage(
        opening.line,
        opening.column,
        f"文字不能以「{opening.mark}」开头：括号后面还有文字。请给整段文字加英文双引号",
        f"text must not begin with '{opening.mark}': more text follows the bracket; put the whole "
        "text in double quotes",
    )


def _hidden(number: int, column: int) -> Breakage:
    return Breakage(
        number,
        column,
        "空格后面的「#」是注释的开始，后面的文字和括号都不算内容：这里的「#」在括号里面。"
        "如「#」属于文字，请给这段文字加英文双引号",
        "'#' after a space begins a note, and what follows is not read: this one stands inside "
        "brackets; if it belongs to the text, put the text in double quotes",
    )


def _two_colons(number: int, column: int) -> Breakage:
    return Breakage(
        number,
        column,
        "「{ }」里每一项须为「名称: 内容」，各项用英文逗号「, 」分隔：这里又有一个「: 」。"
        "请补上漏掉的逗号；如「: 」属于文字，请给这段文字加英文双引号",
        "each item inside { } must be 'name: value', separated by ', ': there is a second ': ' "
        "here; add the comma that is missing, or quote the text that the colon belongs to",
    )
