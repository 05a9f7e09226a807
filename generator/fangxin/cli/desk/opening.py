"""What a command that writes works with: everything read, the day, and the person to ask.

desk = open_desk(options)
merchant = desk.merchant("PJ180005E")
values = desk.values(FAILURE, needed=("kind", "date"), asked=("document", "summary"))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fangxin.base import machine
from fangxin.base.problem import Problem, errors
from fangxin.base.report import ask, complain, complain_about
from fangxin.cli.desk.given import IMPOSSIBLE, WRONG, as_of, complete_writing, folders, read
from fangxin.cli.frame.command import Options
from fangxin.cli.frame.fields import typed_example
from fangxin.cli.frame.refusal import GivenUpError as GivenUpError
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Merchant
from fangxin.office.editing.given import Reader
from fangxin.office.editing.text import Value
from fangxin.registry.registry import Registry
from fangxin.registry.sources.reading import Sources
from fangxin.text.fields.shape import Lists
from fangxin.text.fields.tables import Field, Group


@dataclass(frozen=True)
class Desk:
    """Everything that was read, and the day on which the command works; ``since``: when the
    youngest file was written that it was read from."""

    options: Options
    sources: Sources
    programme: Programme
    registry: Registry
    today: date
    since: int

    @property
    def lists(self) -> Lists:
        """The programme's codes with their labels, as fields name them."""
        from fangxin.facts.record.schema import lists_of
        from fangxin.facts.registers.reading import lists_of as lists_of_rows

        return {**lists_of_rows(self.programme), **lists_of(self.programme)}

    def merchant(self, id: str) -> Merchant:
        """A merchant of the registry. Raises GivenUpError after saying which IDs may be meant."""
        found = self.registry.merchants.get(id)
        if found is None:
            from fangxin.cli.desk.given import no_merchant

            complain(*no_merchant(id, self.registry))
            raise GivenUpError(WRONG if self.sources.errors else IMPOSSIBLE)
        return found

    def values(
        self,
        table: Group,
        needed: Iterable[str] = (),
        asked: Iterable[str] = (),
        defaults: Mapping[str, str] | None = None,
    ) -> dict[str, Value]:
        """The value of every field of ``table`` that was given as an option. What is ``needed`` and
        was not given is asked for at a terminal, ``asked`` too, which may be left empty; what
        cannot be asked for or read is told, all at once, and raises GivenUpError."""
        reader = Reader(self.today, self.lists, machine.minute())
        found: dict[str, Value] = {}
        problems: list[Problem] = []
        missing: list[Field] = []
        for spec in table.fields:
            words = getattr(self.options, f"field_{spec.key}", None)
            words = (defaults or {}).get(spec.key) if words is None else words
            if words is not None:
                value, told = reader.read(spec, words)
                problems += told
                if value is not None:
                    found[spec.key] = value
            elif spec.key in needed:
                missing.append(spec)
        if errors(problems) or (missing and not machine.can_ask()):
            complain_of(problems)
            _complain_missing(missing, self.lists)
            raise GivenUpError(IMPOSSIBLE)
        complain_of(problems)
        wanted = [s for s in table.fields if s.key in asked and s.key not in found]
        for spec in missing if not machine.can_ask() else [*missing, *wanted]:
            value = _asked(spec, reader, spec in missing)
            if value is not None:
                found[spec.key] = value
        return {spec.key: found[spec.key] for spec in table.fields if spec.key in found}


def open_desk(options: Options, beginning: bool = False) -> Desk:
    """Read everything. Raises GivenUpError when a folder or the programme is not to be used, after
    saying why; errors elsewhere are told, and do not stop the work. At the ``beginning`` of a
    registry there need be no record."""
    from fangxin.cli.desk.which import announce
    from fangxin.registry.origin import newest
    from fangxin.registry.records import BEGINNING

    if not folders(*([] if beginning else [options.merchants]), options.content):
        raise GivenUpError(IMPOSSIBLE)
    announce(options)
    complete_writing(options.content)
    today, since = as_of(options), newest(options.merchants, options.content)
    sources = read(options, today)
    if sources.programme is None or sources.registry is None:
        complain_about(sources.errors)
        raise GivenUpError(WRONG)
    known = [one for one in sources.errors if not (beginning and one.code in BEGINNING)]
    if known:
        complain(
            f"数据里已有 {len(known)} 个错误（见 fangxin check），下面的推算可能不准",
            f"the data has {len(known)} errors already (see fangxin check); what follows "
            "may be wrong",
        )
    return Desk(options, sources, sources.programme, sources.registry, today, since)


def complain_of(problems: Iterable[Problem]) -> None:
    """Say what is wrong with words that were typed; there is no file and no line to name."""
    for problem in problems:
        complain(f"{problem.place.path} {problem.zh}", problem.en)


def _complain_missing(missing: list[Field], lists: Lists) -> None:
    for spec in missing:
        option = f"--{spec.key.replace('_', '-')}"
        example = f"，例如 {option} {typed_example(spec)}" if spec.example else ""
        complain(
            f"还要写 {option}（{spec.zh}）{example}",
            f"{option} ({spec.en}) is needed" + (f": {spec.help_en}" if spec.help_en else ""),
        )
        for line in _choices(spec, lists):
            complain(*line)


def _asked(spec: Field, reader: Reader, needed: bool) -> Value | None:
    """What a person answers, asked again until it can be read; None when it was left empty."""
    hint = f"（{spec.help_zh}）" if spec.help_zh else ""
    choices = _choices(spec, reader.lists)
    example = f"，例如 {typed_example(spec)}" if spec.example and not choices else ""
    skip = "" if needed else "，没有就按回车"
    while True:
        for line in choices:
            complain(*line)
        words = ask(f"{spec.zh}{hint}{example}{skip}：", f"{spec.en}:")
        if words is None:
            complain("输入已结束，没有改动", "the input has ended; nothing was changed")
            raise GivenUpError(IMPOSSIBLE)
        if not words:
            if not needed:
                return None
            continue
        value, problems = reader.read(spec, words)
        complain_of(problems)
        if value is not None:
            return value


def _choices(spec: Field, lists: Lists) -> list[tuple[str, str]]:
    """What may be answered, a line each."""
    from fangxin.text.fields.kinds import Choice, Coded, Line

    kind = spec.kind
    if isinstance(kind, Choice):
        return [(f"  {code}  {zh}", en) for code, (zh, en) in kind.options.items()]
    if isinstance(kind, Coded | Line) and kind.of:
        listed = lists.get(kind.of, {})
        if all(code == label for code, label in listed.items()):  # as towns are
            return [(f"  {'、'.join(listed)}", "one of these")] if listed else []
        return [(f"  {code}  {label}", code) for code, label in listed.items()]
    return []
