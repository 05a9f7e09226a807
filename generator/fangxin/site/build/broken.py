"""Turns an exception of a template or of code into a problem with a place, never a traceback."""

from __future__ import annotations

import os
import sysconfig
import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import TemplateError, UndefinedError

from fangxin.base.problem import Place, Problem

LONG = 300  # characters of a foreign message that are shown
_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")})


def explain(error: BaseException, what: str = "") -> Problem:
    """The problem that ``error`` stands for; ``what`` names what was being made: an ID."""
    about = f"{what}: " if what else ""
    message = about + _short(error)
    if isinstance(error, TemplateNotFound):
        return _missing(error, about)
    if isinstance(error, TemplateSyntaxError):
        return _template(
            Place(_relative(error.filename or error.name or "?"), error.lineno), message
        )
    template = _template_frame(error)
    if template is not None:
        return _template(template, message)
    if isinstance(error, SyntaxError) and error.filename:
        place = Place(_relative(error.filename), error.lineno or 1)
    else:
        place = _last_frame(error) or Place("?")
    return Problem(
        place,
        "code-raised",
        f"程序或插件在这一行出错：{message}。记录没有错；请把这一行信息交给维护程序的人。",
        f"the program or a plugin failed on this line: {message}. The records are not at fault;"
        " give this line to whoever maintains the program.",
    )


def _template(place: Place, message: str) -> Problem:
    return Problem(
        place,
        "template-wrong",
        f"模板这一行必须是正确的 Jinja2，并且只用已定义的名称：{message}。"
        "请改正这一行，再重新生成。",
        f"this line of the template must be valid Jinja2 and use defined names only: {message}."
        " Correct it and build again.",
    )


def _missing(error: TemplateNotFound, about: str) -> Problem:
    name = error.name or "?"
    return Problem(
        Place(f"theme/templates/{name}"),
        "template-missing",
        f"主题必须有这个模板，但没有找到：{about}{name}。请放回这个文件，或改正引用它的模板。",
        f"the theme must have this template, but it is not there: {about}{name}. Put the file back"
        " or mend the template that names it.",
    )


def _template_frame(error: BaseException) -> Place | None:
    """The line of a template where the error was raised; Jinja2 makes frames of its lines."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if "/templates/" in frame.filename.replace(os.sep, "/") and frame.filename[-3:] != ".py":
            return Place(_relative(frame.filename), frame.lineno or 1)
    return None


def _last_frame(error: BaseException) -> Place | None:
    """The innermost line of our own or a plugin's code, or else of a library's."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith("<")
    ]
    ours = [frame for frame in frames if not frame.filename.startswith(_LIBRARIES)]
    for frame in reversed(ours or frames):
        return Place(_relative(frame.filename), frame.lineno or 1)
    return None


def _relative(path: str) -> str:
    try:
        return Path(path).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return Path(path).as_posix()


def _short(error: BaseException) -> str:
    text = " ".join(str(error).split())
    known = isinstance(error, UndefinedError | TemplateError)
    text = text if known and text else f"{type(error).__name__}: {text}".rstrip(": ")
    return text if len(text) <= LONG else text[:LONG] + "…"
