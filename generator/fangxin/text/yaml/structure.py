"""What a YAML parser cannot say: which bracket, quote, dash or indentation was broken first.

A parser notices a missing ``}`` or ``"`` lines later and calls it something else. This reads the
lines again as a person does, up to where the parser gave up, and tells the first thing that does
not fit. It knows only block mappings and lists, brackets and quotes, and it is asked only after the
parser has failed; of text that a parser accepts it says nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fangxin.text.yaml.brackets import Brackets, Breakage

_KEY = re.compile(r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'\[\]{}#&*!|>%@`,-][^\"'\[\]{}#]*?) *:(?=[ ]|$)")
_RECORD_KEY = re.compile(r" *(?:- +)?\{? *[A-Za-z_]\w*:(?: |$)")
# No key for its colon: it is what puts the line below out of step, and has words of its own.
_MISTYPED = re.compile(r" *(?:- +)*[A-Za-z_]\w*(?:：|:[^\s:/])")
_BLOCK = re.compile(r"(?:: |- )[|>][-+1-9]{0,2} *(?: #.*)?$")
_NOTE = re.compile(r"(?:^| )#.*")


class OpenBlock(NamedTuple):
    """An open block: its column from 0, whether it is a list, and its latest line from 0."""

    indent: int
    is_list: bool
    line: int


def structural_cause(lines: list[str], last: int) -> Breakage | None:
    """The first broken bracket, quote, dash or indentation in ``lines[:last + 1]``, if any."""
    scan = _Scan()
    for number in range(min(last + 1, len(lines))):
        cause = scan.line(number, lines[number].rstrip("\r"))
        if cause:
            above = next((text for text in reversed(lines[:number]) if text.strip()), "")
            return None if cause.line == number and _MISTYPED.match(above) else cause
    if any(line.strip() for line in lines[last + 1 :]):
        return None  # what is open here may be closed further down
    return scan.brackets.unfinished()


class _Scan:
    """Reads line by line; ``opened``: the latest line leaves its value to the lines below."""

    def __init__(self) -> None:
        self.brackets = Brackets()
        self.levels: list[OpenBlock] = []
        self.opened = True
        self.block: int | None = None  # lines indented further belong to a text after | or >
        self.lone: tuple[int, int] | None = None  # the latest line, if it is only a bracket's value

    def line(self, number: int, line: str) -> Breakage | None:
        """The first thing that does not fit in this line."""
        text = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if not text or (self.block is not None and indent > self.block):
            return None
        self.block = None
        if self.brackets.open:
            return self._inside(number, line, indent)
        if text.startswith("#"):
            return None
        cause, start = self._place(number, line, indent)
        if cause or start is None:
            return cause
        if _BLOCK.search(line):
            self.block = indent
            return None
        return self.brackets.read(number, line, start)

    def _inside(self, number: int, line: str, indent: int) -> Breakage | None:
        """A line that should go on with what a bracket or a quote began."""
        goes_on = not _RECORD_KEY.match(line)
        if not goes_on and self.brackets.quote is None:
            dash = line.lstrip(" ").startswith("- ")
            goes_on = not dash and indent > self.brackets.indent
        if goes_on:
            return self.brackets.read(number, line, 0)
        return self.brackets.unfinished()

    def _place(self, number: int, line: str, indent: int) -> tuple[Breakage | None, int | None]:
        """What is wrong with the place of a line, and where its value begins, if it has one."""
        rest = line[indent:]
        lone, self.lone = self.lone, None
        if rest.startswith("{"):
            cause = self._bare(number, indent)
            self.lone, self.opened = (number, indent), False
            return cause, indent
        dash = rest == "-" or rest.startswith("- ")
        if not dash and not _KEY.match(rest):
            return None, None
        cause = self._fit(number, indent, dash)
        if cause:
            lost = dash and lone and not (self.levels and self.levels[-1].is_list)
            return (_no_dash(*lone, number) if lone and lost else cause), None
        while line[indent:] == "-" or line[indent:].startswith("- "):
            after = line[indent + 1 :]
            indent += 1 + len(after) - len(after.lstrip(" "))
            dash = line[indent:] == "-" or line[indent:].startswith("- ")
            if dash or _KEY.match(line[indent:]):
                self.levels.append(OpenBlock(indent, dash, number))
        key = _KEY.match(line[indent:])
        start = indent + key.end() if key else indent
        self.opened = not _NOTE.sub("", line[start:]).strip()
        return None, start

    def _bare(self, number: int, indent: int) -> Breakage | None:
        """A line that begins with a bracket is the value of the line above, or lacks its dash."""
        open_levels = [level for level in self.levels if level.indent <= indent]
        if self.opened or not open_levels or not open_levels[-1].is_list:
            return None
        return _no_dash(number, indent, open_levels[-1].line)

    def _fit(self, number: int, indent: int, dash: bool) -> Breakage | None:
        """Enter the line into the levels, or say with which line it is out of step."""
        popped: list[OpenBlock] = []
        while self.levels and self.levels[-1].indent > indent:
            popped.append(self.levels.pop())
        if not self.levels and not popped:
            self.levels.append(OpenBlock(indent, dash, number))
            return None
        top = self.levels[-1] if self.levels else None
        if top and top.indent == indent and top.is_list and not dash:
            if self._below_is_map(indent):
                self.levels.pop()
                top = self.levels[-1]
            else:
                return _at_dash(number, indent, top)
        if top and top.indent == indent and top.is_list == dash:
            self.levels[-1] = top._replace(line=number)
        elif self.opened and not popped:
            self.levels.append(OpenBlock(indent, dash, number))
        else:
            return _out_of_step(number, indent, dash, [*popped, *reversed(self.levels)])
        return None

    def _below_is_map(self, indent: int) -> bool:
        below = self.levels[-2] if len(self.levels) > 1 else None
        return below is not None and below.indent == indent and not below.is_list


def _out_of_step(number: int, indent: int, dash: bool, others: list[OpenBlock]) -> Breakage:
    alike = [level for level in others if level.is_list == dash and level.indent != indent]
    near = min(alike or others, key=lambda level: abs(level.indent - indent))
    if near.indent == indent:
        return _nameless(number, indent, near)
    what = ("「- 」", "'- '") if near.is_list else ("各行", "lines")
    return Breakage(
        number,
        indent,
        f"缩进须和上面同层的{what[0]}对齐：这里缩进 {indent} 格，上面第 {near.line + 1} 行是 "
        f"{near.indent} 格。请让同一层的各行缩进一样多",
        f"the indentation must be that of the {what[1]} of the same level above: found "
        f"{indent} spaces, line {near.line + 1} has {near.indent}; give both the same",
    )


def _nameless(number: int, indent: int, near: OpenBlock) -> Breakage:
    """A dash where names stand: the list that it begins has no name, or its name has a value."""
    return Breakage(
        number,
        indent,
        f"「- 」开头的列表须写在「名称:」的下面：这里上面第 {near.line + 1} 行的名称已经有内容。"
        "请在这一行上面补上列表的「名称:」，或删去「- 」",
        f"a list, each line beginning with '- ', stands below 'name:': the name above, on line "
        f"{near.line + 1}, has a value already; add the list's 'name:' above this line, or delete "
        "'- '",
    )


def _no_dash(number: int, indent: int, other: int) -> Breakage:
    return Breakage(
        number,
        indent,
        f"列表的每一条须以「- 」开头：这一行没有，而同一列表的第 {other + 1} 行有。"
        "请在「{」前面补上「- 」并对齐",
        f"each item of a list must begin with '- ': this line does not, line {other + 1} of the "
        "same list does; type '- ' before '{' and align it",
    )


def _at_dash(number: int, indent: int, top: OpenBlock) -> Breakage:
    return Breakage(
        number,
        indent,
        f"这一行须以「- 」开头，或比上面的「- 」（第 {top.line + 1} 行）多缩进两格：两样都没有。"
        f"新的一条请补上「- 」，属于上面一条的请缩进 {indent + 2} 格",
        f"this line must begin with '- ' or be indented two spaces more than the '- ' on line "
        f"{top.line + 1}: it does neither; type '- ' for a new item, or indent it by "
        f"{indent + 2} spaces",
    )
