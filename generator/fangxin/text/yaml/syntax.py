"""A YAML syntax error explained in plain words: where, what is probably wrong, how to mend it."""

from __future__ import annotations

import re
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.text.yaml.brackets import Breakage
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.structure import structural_cause

# What the culprit's line looks like → the remedy. The first that fits is told, at its group "at" or
# else where the line begins.
_CAUSES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"^\s*(?:- )?[^\s:\"'#]+：(?!.*: )"),
        "冒号须用英文半角「: 」：这一行用了中文全角「：」。请改为半角冒号，后面空一格",
        "the colon must be ': ': this line has the full-width '：'; type a half-width colon and a "
        "space",
    ),
    (
        re.compile(r"[\[{].*，"),
        "「{ }」和「[ ]」里须用英文半角逗号「, 」分隔：这一行用了中文全角「，」。请改为半角逗号；"
        "如逗号属于文字，请给这段文字加英文双引号",
        "items inside { } and [ ] must be separated by ', ': this line has the full-width '，'; "
        "type a half-width comma, or quote the text that the comma belongs to",
    ),
    (
        re.compile(r"[“”]"),
        '引号须用英文半角「"」成对书写：这一行有中文引号“”。请检查引号；'
        "中文引号只能出现在英文双引号之内",
        "quotes must be paired half-width '\"': this line has “ or ”; check the quotes, and put "
        "text that holds “ ” inside half-width quotes",
    ),
    (
        re.compile(r"(?:: |- |[\[{,] ?)[\"'][^\"']*$"),
        "引号须成对：这一行的引号没有配对。请在文字末尾补上同样的引号",
        "quotes must be paired: the quote on this line is never closed; add the closing quote",
    ),
    (
        re.compile(r"(?:: |- )([\"']).*\1\s*[^\s#,}\]]"),
        "引号须把整段文字括住：这一行的引号后面还有文字。请把引号移到整段文字的两端",
        "quotes must enclose the whole text: something follows the closing quote on this line; "
        "move the quotes to both ends of the text",
    ),
    (
        re.compile(r"\"[^\"]*\\"),
        "英文双引号里的反斜杠「\\」有特殊含义：这一行里的反斜杠没有读懂。请把双引号改为单引号 '…'",
        "a backslash is special inside double quotes: the one on this line means nothing; use "
        "single quotes '…' instead",
    ),
    (
        re.compile(
            r"(?:^ *(?:- +)*|[\[{,] *)(?:[^\s:]+: +)?"
            r"(?P<at>[@`%*&!]|[|>](?![-+1-9]*(?: |$)))"
        ),
        "文字不能以「@」「`」「%」「*」「&」「!」「|」「>」开头：请给整段文字加英文双引号",
        "text must not begin with '@', '`', '%', '*', '&', '!', '|' or '>': put the whole text in "
        "double quotes",
    ),
    (
        re.compile(r"^\s*(?:- )?[A-Za-z_][\w-]*:[^\s:/]"),
        "冒号后面须空一格：这一行的冒号紧挨着文字。请写成「名称: 内容」",
        "a colon must be followed by a space: on this line text follows directly; write "
        "'name: value'",
    ),
    (
        re.compile(r"^\s*(?:- )?[^\s:{\[]+: +[^\"'\[{#|>].*: "),
        "一行只能有一组「名称: 内容」：这一行的内容里又有「: 」。请给内容加英文双引号",
        "a line must hold one 'name: value': the value on this line has ': ' in it; put the value "
        "in double quotes",
    ),
    (
        re.compile(r"^\s*-[^\s-]"),
        "列表的短横后面须空一格：请写成「- 内容」",
        "the dash of a list must be followed by a space: write '- value'",
    ),
    (
        re.compile(r"[\[{][^\]}]*$"),
        "括号须成对：这一行的「{」或「[」没有配对。请补上「}」或「]」",
        "brackets must be paired: '{' or '[' on this line is never closed; add '}' or ']'",
    ),
)
_INDENT = (
    "这里须为「名称: 内容」，缩进须与上面同层的各行对齐（每层两个空格）：没有读懂这一行。"
    "请检查缩进、冒号和引号，可对照同类记录",
    "a line must be 'name: value', indented like its neighbours (two spaces a level): this line "
    "could not be understood; check indentation, colons and quotes against a similar record",
)


def syntax_problem(error: Exception, text: str, path: str) -> Problem:
    """One problem for a parser's error: the line that most probably caused it, and the remedy."""
    lines = text.split("\n")
    number, column = _mark(error, len(lines))
    cause = structural_cause(lines, number) or _by_its_looks(error, lines)
    if cause:
        number, column, zh, en = cause
    else:
        zh, en = _INDENT
    line = lines[number].strip()
    place = Place(path, number + 1, column + 1)
    return Problem(place, "syntax", f"{zh}{_quote(line)}", f"{en}: {shown(line, 60)}")


def _by_its_looks(error: Exception, lines: list[str]) -> Breakage | None:
    for number in _suspects(error, len(lines)):
        line = lines[number].rstrip("\r")
        for pattern, zh, en in _CAUSES:
            match = pattern.search(line)
            if match:
                at = match.start("at") if "at" in pattern.groupindex else None
                return Breakage(number, _column(line) if at is None else at, zh, en)
    return None


def _suspects(error: Exception, count: int) -> list[int]:
    """Line indexes worth a look: where the broken thing began, up to where it was noticed."""
    last = _mark(error, count)[0]
    context: Any = getattr(error, "context_mark", None)
    first = min(max(context.line, last - 3), last) if context else last
    before = [last - 1] if last and first == last else []
    return [*range(first, last + 1), *before]


def _mark(error: Exception, count: int) -> tuple[int, int]:
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return 0, 0
    return (mark.line, mark.column) if mark.line < count else (count - 1, 0)


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())


def _quote(line: str) -> str:
    return f"。该行：{shown(line, 60)}" if line.strip() else ""
