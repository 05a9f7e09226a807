"""``fangxin schema``: the JSON Schema of a record, or of a register's row."""

from __future__ import annotations

from fangxin.base.closed import listed
from fangxin.base.problem import errors
from fangxin.base.report import complain_about, say_json
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, folders
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Option, one_of
from fangxin.facts.record.schema import record_schema
from fangxin.facts.registers.declared import every, named

EXAMPLE = "fangxin schema --register inspections > row.schema.json"
_NAMES = {register.name: register.title[0] for register in every()}
TAKES = (
    Option(
        "--register",
        metavar="NAME",
        read=one_of(_NAMES),
        help=f"登记簿的一行，而不是商户档案：{listed(_NAMES)[0]} | a row of this register instead",
    ),
    options.CONTENT,
)


def run(options: Options) -> int:
    """Print the JSON Schema of a record or of a register's row, with this programme's choices."""
    from fangxin.facts.programme.programme import read_programme
    from fangxin.facts.registers.reading import lists_of
    from fangxin.text.csv.schema import row_schema

    if not folders(options.content):
        return IMPOSSIBLE
    programme, problems = read_programme(options.content)
    if programme is None or errors(problems):
        complain_about(errors(problems))
        return WRONG
    one = named(options.register)
    if one is not None:
        say_json(row_schema(one.name, one.ending, one.row, lists_of(programme)))
    else:
        say_json(record_schema(programme))
    return FINE


COMMAND = Command("schema", run, TAKES, EXAMPLE)
