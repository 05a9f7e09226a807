"""A letter's lines, from the office's own templates in ``theme/letters``.

A template is plain text with Jinja2 names; one line is one paragraph, and what it begins with says
how it looks (``MARKS``). docs/letters.md tells the office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fangxin.base.refusal import WRONG, RefusedError
from fangxin.office.letters.case import LetterCase
from fangxin.office.letters.context import context
from fangxin.office.letters.kinds import Letter

FRAME = "frame.txt"
# What a line begins with, and what it then is; a line without any of them is an indented paragraph.
MARKS = {
    "# ": "title",
    "## ": "heading",
    ">> ": "signature",
    "> ": "right",
    "< ": "left",
    "~ ": "small",
    "[页眉]": "header",
    "[二维码]": "code",
    "[换页]": "page",
    "[空行]": "blank",
    "|": "row",
}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One paragraph, or one row of a table with its ``cells``."""

    kind: str
    text: str = ""
    cells: tuple[str, ...] = ()


class LetterTextError(RefusedError):
    """A template says what cannot be made into a letter."""

    code = WRONG


def lines(letter: Letter, case: LetterCase, theme: Path) -> tuple[LetterLine, ...]:
    """The letter as lines, by the templates below ``theme``. Raises LetterTextError."""
    folder, names = theme / "letters", context(letter, case)
    try:
        text = _environment(folder).get_template(FRAME).render(names)
    except TemplateError as error:
        raise _explained(error, folder, names) from None
    except UnicodeDecodeError as error:
        raise LetterTextError(
            f"{folder} 里的文书模板不是 UTF-8 编码；请另存为 UTF-8",
            f"a template in {folder} is not UTF-8 ({error.reason}); save it as UTF-8",
        ) from None
    found = tuple(_read(text, folder))
    if not any(line.kind == "body" for line in found):
        raise LetterTextError(
            f"{folder / (letter.kind + '.txt')} 里没有正文；请补上",
            f"{folder / (letter.kind + '.txt')} has no body",
        )
    return found


@cache
def _environment(folder: Path) -> Environment:
    return ImmutableSandboxedEnvironment(  # words that anybody may change, and no program
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,  # plain text: nothing of it is HTML
        finalize=_on_one_line,
    )


def _on_one_line(value: Any) -> Any:
    """Values are parts of a line: no line of theirs may begin with a mark."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _read(text: str, folder: Path) -> Iterator[LetterLine]:
    for raw in text.splitlines():
        written = raw.strip()
        if not written:
            continue
        mark = next((mark for mark in MARKS if written.startswith(mark)), None)
        if mark is None and re.match(r"[\[#>|~<]", written):
            known = " ".join(sorted(mark.strip() for mark in MARKS))
            raise LetterTextError(
                f"{folder} 的文书模板里，这一行开头的标记不认识：{written[:30]}；可用的有 {known}",
                f"a template in {folder} has a line with an unknown mark: {written[:30]}",
            )
        rest = written.removeprefix(mark or "").strip()
        if mark == "|":
            cells = tuple(cell.strip() for cell in rest.removesuffix("|").split("|"))
            yield LetterLine("row", cells=cells)
        else:
            yield LetterLine(MARKS[mark] if mark else "body", rest)


def _explained(error: TemplateError, folder: Path, names: dict[str, Any]) -> LetterTextError:
    if isinstance(error, TemplateNotFound):
        return LetterTextError(
            f"找不到文书模板 {folder / str(error.name)}；请恢复这个文件",
            f"there is no template {folder / str(error.name)}; put it back",
        )
    if isinstance(error, TemplateSyntaxError):
        where = f"{folder / (error.name or FRAME)}:{error.lineno}"
        return LetterTextError(
            f"{where}：文书模板的写法读不懂（{error.message}）；请核对花括号",
            f"{where}: the template cannot be read: {error.message}",
        )
    if isinstance(error, UndefinedError):
        known = "、".join(sorted(names))
        return LetterTextError(
            f"{folder} 的文书模板里用了没有的名称：{error.message}；可用的名称有 {known}",
            f"a template in {folder} uses an unknown name: {error.message}",
        )
    return LetterTextError(
        f"{folder} 的文书模板用不了：{error.message}",
        f"a template in {folder} cannot be used: {error.message}",
    )
