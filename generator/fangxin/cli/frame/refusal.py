"""What is wrong with a call, as values, and in words: Chinese first, and none of the library's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from click import (
    BadOptionUsage,
    BadParameter,
    Context,
    MissingParameter,
    NoSuchCommand,
    NoSuchOption,
    Parameter,
    UsageError,
)

from fangxin.base.closed import Labels, listed


class GivenUpError(Exception):
    """The command cannot go on; the reason was told. ``code`` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class UnfitError(BadParameter):
    """A word that its parameter cannot take, with what it takes."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class NotOneOfError(UnfitError):
    """A word that is none of those which there are."""

    def __init__(self, word: str, known: Labels) -> None:
        every = [one for one in (*known, *known.values()) if one]
        zh, en = _near(get_close_matches(word, every))
        all_zh, all_en = listed(known)
        super().__init__(
            f"不能是“{word}”，只能写其中之一：{all_zh}{zh}",
            f"cannot be '{word}', but one of {all_en}{en}",
        )


class LackingError(UsageError):
    """Parameters that are needed and were not typed, in their order."""

    def __init__(self, lacking: Sequence[Parameter], context: Context) -> None:
        super().__init__("", context)
        self.lacking = tuple(lacking)


class NoActionError(UsageError):
    """No name of a command; ``metavar``: what help calls it, ``known``: the names where they are
    few."""

    def __init__(self, metavar: str, known: Labels, context: Context) -> None:
        super().__init__("", context)
        self.metavar, self.known = metavar, known


class NoValueError(BadOptionUsage):
    """An option without what has to follow it; ``wanted``: what that is, in Chinese."""

    def __init__(self, name: str, wanted: str, context: Context) -> None:
        super().__init__(name, "", context)
        self.wanted = wanted


class NeedlessValueError(BadOptionUsage):
    """An option with a value that takes none."""

    def __init__(self, name: str, context: Context) -> None:
        super().__init__(name, "", context)


class ShortenedError(NoSuchOption):
    """The beginning of several options; ``meant``: their names."""

    def __init__(self, name: str, meant: tuple[str, ...], context: Context) -> None:
        super().__init__(name, ctx=context)
        self.meant = meant


class NoSuchActionError(NoSuchCommand):
    """The name of none of a few commands; ``known``: all of them."""

    def __init__(self, name: str, known: Labels, context: Context) -> None:
        super().__init__(name, possibilities=tuple(known), ctx=context)
        self.known = known


class ApartError(UsageError):
    """Two options of which only one can be meant."""

    def __init__(self, first: str, second: str, context: Context) -> None:
        super().__init__("", context)
        self.first, self.second = first, second


class TwiceError(BadOptionUsage):
    """One option with two values that differ."""

    def __init__(self, name: str, values: tuple[str, str], context: Context) -> None:
        super().__init__(name, "", context)
        self.values = values


class TooManyError(UsageError):
    """Words for which there is no parameter."""

    def __init__(self, words: tuple[str, ...], context: Context) -> None:
        super().__init__("", context)
        self.words = words


def in_words(error: UsageError) -> tuple[str, str]:
    """What was wrong, in both languages, with the help that says how it is right."""
    zh, en = _said(error)
    path = f"{error.ctx.command_path} --help" if error.ctx is not None else "fangxin --help"
    return f"命令有误：{zh}；写法见 {path}", f"wrong usage: {en}; see {path}"


def _said(error: UsageError) -> tuple[str, str]:
    match error:
        case UnfitError():
            name = _name(error.param)
            return f"{name} {error.zh}", f"{name} {error.en}"
        case LackingError():
            lacking = "、".join(f"{_name(one)}{_meant(one)}" for one in error.lacking)
            return f"还要写 {lacking}", f"needed: {', '.join(map(_name, error.lacking))}"
        case NoActionError():
            few = f"，其中之一：{listed(error.known)[0]}" if error.known else ""
            return f"还要写 {error.metavar}{few}", f"needed: {error.metavar}"
        case MissingParameter():
            hint = error.param_hint or _name(error.param)
            names = [hint] if isinstance(hint, str) else list(hint)
            return f"还要写 {'、'.join(names)}", f"needed: {', '.join(names)}"
        case NoValueError():
            name = error.option_name
            return f"{name} 后面要写{error.wanted}", f"{name} needs a value"
        case TwiceError():
            name, (one, other) = error.option_name, error.values
            return (
                f"{name} 写了两次，内容不同（“{one}”和“{other}”），请只留一个",
                f"{name} has two values, '{one}' and '{other}'; leave one of them",
            )
        case NeedlessValueError():
            return f"{error.option_name} 后面不写内容", f"{error.option_name} takes no value"
        case ShortenedError():
            name, meant = error.option_name, error.meant
            return (
                f"选项 {name} 写得太短，可能是 {'、'.join(meant)}",
                f"{name} may be {', '.join(meant)}",
            )
        case NoSuchOption():
            zh, en = _near(error.possibilities or [])
            name = error.option_name
            return f"没有 {name} 这样的选项{zh}", f"there is no option {name}{en}"
        case NoSuchCommand():
            zh, en = _near(error.possibilities or [])
            if isinstance(error, NoSuchActionError) and not zh:
                zh, en = listed(error.known)
                zh, en = f"，有 {zh}", f"; there are {en}"
            name = error.command_name
            return f"没有“{name}”这个命令{zh}", f"there is no command '{name}'{en}"
        case ApartError():
            first, second = error.first, error.second
            return f"{first} 不能和 {second} 同时写", f"{first} cannot stand beside {second}"
        case TooManyError():
            words = " ".join(error.words)
            return f"多写了 {words}", f"too many words: {words}"
    return "这样写看不懂", "it cannot be understood"


def resembling(name: str, names: Iterable[str]) -> list[str]:
    """The options that may be meant by one that is none; what all begin with counts nothing."""
    bare = {one.removeprefix("--"): one for one in names}
    return [bare[one] for one in get_close_matches(name.removeprefix("--"), bare, cutoff=0.6)]


def _name(param: Parameter | None) -> str:
    """A parameter as it is typed, or as help calls it."""
    if param is None:
        return ""
    return param.opts[-1] if param.param_type_name == "option" else str(param.human_readable_name)


def _meant(param: Parameter) -> str:
    """What is to be written there, in Chinese, as help has it."""
    zh = str(getattr(param, "help", None) or "").partition("|")[0].strip()
    return f"（{zh}）" if zh else ""


def _near(names: list[str]) -> tuple[str, str]:
    """That one of these may be meant; nothing where there is none."""
    if not names:
        return "", ""
    return f"（是不是 {'、'.join(names)}？）", f" (did you mean {', '.join(names)}?)"
