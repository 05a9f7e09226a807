"""The grammar of the command line: commands, their options, their help.

Help is Chinese first, then English; every command gives an example. The commands stand in modules
by what they are for; each has a list ``COMMANDS`` of functions that add one.
"""

from __future__ import annotations

from generator.grammar import (
    bookkeeping,
    comparing,
    deciding,
    guarding,
    letters,
    looking,
    matching,
    notifying,
    publishing,
    recording,
    redress,
    signing,
    site,
    tables,
    ticking,
)
from generator.grammar.command import Parser

_ALL = (
    *deciding.COMMANDS,
    *ticking.COMMANDS,
    *signing.COMMANDS,
    *recording.COMMANDS,
    *redress.COMMANDS,
    *bookkeeping.COMMANDS,
    *notifying.COMMANDS,
    *matching.COMMANDS,
    *looking.COMMANDS,
    *comparing.COMMANDS,
    *guarding.COMMANDS,
    *site.COMMANDS,
    *publishing.COMMANDS,
    *letters.COMMANDS,
    *tables.COMMANDS,
)


def parser() -> Parser:
    """The grammar of every command."""
    whole = Parser(
        prog="fangxin",
        description="放心消费单位公开登记 | A public registry of trustworthy merchants",
        epilog="每个命令都有例子：fangxin COMMAND --help | Every command has an example",
    )
    group = whole.add_subparsers(
        title="命令 | commands", metavar="COMMAND", required=True, parser_class=Parser
    )
    for add in _ALL:
        add(group)
    return whole
