"""Options made from the field tables of facts: a new field becomes an option by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fangxin.cli.frame.parameters import Option
from fangxin.text.fields.kinds import Choice, Flag
from fangxin.text.fields.tables import Field, Group, ListOf

CONTENT = "内容 | what is written"  # over the options of a fact


def entered(table: Group, besides: Sequence[str] = ()) -> tuple[Option, ...]:
    """An option for every field of a fact that a person types when it is entered, explained as the
    field table explains it: all but what the program writes itself, what is a fact of its own, and
    what is said otherwise or by other commands, ``besides``."""
    return options_of(table, [spec.key for spec in typed_fields(table) if spec.key not in besides])


def typed_fields(table: Group) -> Iterator[Field]:
    """The fields of a fact that a person may type, in the order of the table."""
    for spec in table.fields:
        item = spec.kind.item if isinstance(spec.kind, ListOf) else spec.kind
        written = spec.key in ("id", "corrected") or spec.key.endswith("recorded")
        if not (written or isinstance(item, Group)):
            yield spec


def options_of(table: Group, keys: Sequence[str], heading: str = CONTENT) -> tuple[Option, ...]:
    """An option for each of these fields."""
    return tuple(field_option(table.table[key], heading) for key in keys)


def field_option(spec: Field, heading: str = CONTENT, name: str = "") -> Option:
    """The option for a field, ``name`` where that is not its key."""
    example = f"，例如 {typed_example(spec)}" if spec.example else ""
    return Option(
        f"--{(name or spec.key).replace('_', '-')}",
        f"field_{name or spec.key}",
        metavar=(name or spec.key).upper(),
        help=f"{spec.zh}{example} | {spec.en}",
        heading=heading,
        wanted=f"{spec.zh}{_answers(spec)}",
    )


def typed_example(spec: Field) -> str:
    """The example of a field as it is typed: a list without the brackets that a record has, and
    the Chinese name of a code."""
    example = spec.example or ""
    if isinstance(spec.kind, Choice):
        return spec.kind.options.get(example, (example,))[0]
    return example.strip("[]") if isinstance(spec.kind, ListOf) else example


def as_date(spec: Field) -> Field:
    """The field of a day under the name that every command has for its day, ``--date``, with its
    own words: 整改完成日, not just any day."""
    return replace(spec, key="date")


def _answers(spec: Field) -> str:
    """What may be written, shortly."""
    if isinstance(spec.kind, Flag):
        return "：是或否"
    if isinstance(spec.kind, Choice):
        return "：" + " / ".join(zh for zh, _ in spec.kind.options.values())
    return f"，例如 {typed_example(spec)}" if spec.example else ""
