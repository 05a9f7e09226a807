"""The grammar of the command line: commands, their options, their help.

Help is Chinese first, then English; every command gives an example. The commands stand in modules
by what they are for; each has a list ``COMMANDS`` of functions that add one. Only the module of the
command that was typed is imported: a hook of git starts several of these programs at every push.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module

from fangxin.cli.grammar.command import Parser

# Each module's commands, both in the order of the help.
MODULES = {
    "deciding": "decide",
    "ticking": "tick",
    "signing": "sign",
    "recording": "approve new fail rectify final repair change review object void redact",
    "redress": "served appeal reply correct",
    "bookkeeping": "inspect complaint",
    "notifying": "notice",
    "matching": "match",
    "looking": "check show todo schema",
    "comparing": "diff",
    "guarding": "guard redate",
    "site": "build serve bench",
    "publishing": "publish init-server refresh receive",
    "letters": "letter",
    "tables": "import template tidy draft",
}
_MODULE_OF = {command: module for module, words in MODULES.items() for command in words.split()}


def parser(words: Sequence[str] = ()) -> Parser:
    """The grammar of the command that ``words`` begin with; of every one where they name none."""
    whole = Parser(
        prog="fangxin",
        description="放心消费单位公开登记 | A public registry of trustworthy merchants",
        epilog="每个命令都有例子：fangxin COMMAND --help | Every command has an example",
    )
    group = whole.add_subparsers(
        title="命令 | commands", metavar="COMMAND", required=True, parser_class=Parser
    )
    for module in _needed(words):
        for add in import_module(f"{__name__}.{module}").COMMANDS:
            add(group)
    return whole


def _needed(words: Sequence[str]) -> Iterable[str]:
    """The modules to import."""
    typed = words[0] if words else ""
    return [_MODULE_OF[typed]] if typed in _MODULE_OF else MODULES
