"""The words that were typed, told apart: options with their values, and the rest.

Officials type what earlier versions took, too: an option may be shortened while only one begins so,
and words without a name stand anywhere. What begins with a dash is no value, unless it is a number
or has a blank, so that an option whose value was forgotten does not swallow the next one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from click import Context, NoSuchOption, UsageError
from click import Option as AnyOption

from fangxin.cli.frame.parameters import Option
from fangxin.cli.frame.refusal import (
    NeedlessValueError,
    NoValueError,
    ShortenedError,
    TwiceError,
    resembling,
)

HELP = ("-h", "--help")
_NUMBER = re.compile(r"-\d+|-\d*\.\d+")


@dataclass(slots=True)
class Typed:
    """``options``: each as ``--name`` or ``--name=value``, its name written out; ``names``: those
    alone; ``rest``: the words without a name; ``wrong``: what was wrong first."""

    options: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    wrong: UsageError | None = None

    @property
    def asks_for_help(self) -> bool:
        return any(name in HELP for name in self.names)


def typed(
    words: Sequence[str], params: Sequence[object], context: Context, first_only: bool = False
) -> Typed:
    """``words`` told apart by the options among ``params``. ``first_only``: from the first word
    without a name on, all are left to the command which that word names."""
    options: dict[str, AnyOption | None] = dict.fromkeys(HELP)
    for param in params:
        if isinstance(param, AnyOption):
            options |= dict.fromkeys((*param.opts, *param.secondary_opts), param)
    found, waiting = Typed(), list(words)
    while waiting:
        word = waiting.pop(0)
        try:
            name = None if word == "--" else _option(word, options, context)
            if name is not None:
                _take(word, name, options, waiting, found, context)
                continue
        except UsageError as error:
            found.wrong = found.wrong or error
            continue
        found.rest += [word] if word != "--" else waiting
        if word == "--" or first_only:
            found.rest += waiting if word != "--" else []
            break
    return found


def _take(
    word: str,
    name: str,
    options: Mapping[str, AnyOption | None],
    waiting: list[str],
    found: Typed,
    context: Context,
) -> None:
    """Add an option, with its value from the word itself or from the next one."""
    option = options[name]
    _, equals, value = word.partition("=")
    found.names.append(name)
    if not isinstance(option, Option):
        if equals:
            raise NeedlessValueError(name, context)
        found.options.append(name)
        return
    if not equals:
        if not waiting or waiting[0] == "--" or _option(waiting[0], options, context) is not None:
            raise NoValueError(name, option.wanted, context)
        value = waiting.pop(0)
    before = [one for one in found.options if one.startswith(f"{name}=")]
    if before and not option.multiple and _enters(option) and before[-1] != f"{name}={value}":
        raise TwiceError(name, (before[-1].partition("=")[2], value), context)
    found.options.append(f"{name}={value}")


def _enters(option: Option) -> bool:
    """Whether what is typed is written into a fact: there it is not for the last one to win."""
    return (option.name or "").startswith("field_")


def _option(word: str, options: Mapping[str, AnyOption | None], context: Context) -> str | None:
    """The whole name of the option that a word names; None when it names none. Raises
    NoSuchOption, ShortenedError."""
    if len(word) < 2 or word[0] != "-":
        return None
    name = word.partition("=")[0]
    if word in options or name in options:
        return name if name in options else word
    meant = tuple(one for one in options if one.startswith(name)) if len(name) > 2 else ()
    if len({id(options[one]) for one in meant}) == 1:
        return meant[0]
    if meant:
        raise ShortenedError(name, meant, context)
    if _NUMBER.fullmatch(word) or " " in word:
        return None
    raise NoSuchOption(name, possibilities=resembling(name, options), ctx=context)
