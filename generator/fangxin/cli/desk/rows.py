"""Rows of the registers of samples and complaints: a new one, or what came later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fangxin.base import machine
from fangxin.base.report import complain
from fangxin.cli.desk.changing import carry_out
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG
from fangxin.cli.desk.opening import Desk, GivenUpError, open_desk
from fangxin.cli.desk.row_papers import founded, papers
from fangxin.cli.desk.twins import refuse_twin_row
from fangxin.cli.desk.whom import party
from fangxin.cli.frame.command import Options
from fangxin.facts.policy.clocks import CLASSES
from fangxin.facts.record.parts import VOID
from fangxin.facts.registers.clock import clock_of, deadline, in_time, years_without_notice
from fangxin.facts.registers.complaints import COMPLAINTS, OUTCOMES
from fangxin.facts.registers.inspections import INSPECTIONS, RESULTS
from fangxin.office.editing.given import Reader
from fangxin.office.editing.registers import (
    CsvRegister,
    file_for,
    file_with,
    idle,
    ids_in,
    known_row,
    later_days,
    needs,
    numbers_for,
    part,
    row_of,
)
from fangxin.office.editing.rows import FilledError, with_cells, with_row
from fangxin.office.editing.text import CannotEditError
from fangxin.registry.genuine import called_fake
from fangxin.text.fields.kinds import Choice
from fangxin.text.fields.tables import Group
from fangxin.words.clocks import VERDICT_EN, VERDICT_ZH, clock_en, clock_zh, moment_zh


@dataclass(frozen=True, slots=True)
class Asking:
    """Which columns are asked for: of a new row, and of one that is there; what must be given."""

    needed: tuple[str, ...]
    asked: tuple[str, ...]
    then: tuple[str, ...]  # of a row with consequences
    later: tuple[str, ...]


VOIDED = Group((replace(VOID.table["document"], key="void_document"),))


def kept(options: Options, book: CsvRegister, asking: Asking) -> int:
    """Enter a new row, or what came later where the options name one; the exit code."""
    desk = open_desk(options)
    if options.id is None:
        return _new(desk, book, asking)
    return _later(desk, book, asking)


def _new(desk: Desk, book: CsvRegister, asking: Asking) -> int:
    found = _answers(desk, book, asking)
    row = {**found, **party(desk, book.table, book.party, asked=True)}
    row |= later_days(book, row, desk.today)
    content, day = desk.sources.content, row[book.moment][:10]
    refuse_twin_row(desk, book, row)
    fakes = called_fake(desk.registry.registers, desk.today)
    id = next(numbers_for(book, ids_in(book, content), [day], fakes))
    row |= papers(desk, book, {**row, "id": id})
    values = {"id": id} | {spec.key: row[spec.key] for spec in book.table.fields if spec.key in row}
    path, data = file_for(book, content, day)
    try:
        new = with_row(data, book.table, values)
    except CannotEditError as error:
        raise _strange(str(path), error) from None
    _tell_clock(desk, book, values)
    return carry_out(desk, {path: new}, _subject(book, id, values))


def _answers(desk: Desk, book: CsvRegister, asking: Asking) -> dict[str, str]:
    """What a row says, without whom it is about: first what every row has, then what follows from
    the answers."""
    plain = _plain(desk, book)
    follows = [key for key in needs(book.table, _glimpsed(desk, plain)) if key in plain.table]
    kind = _only_kind(plain)
    defaults = _defaults(desk, book) | (kind if "kind" in follows else {})
    needed = asking.needed if machine.can_ask() else (*asking.needed, *follows)
    values = _words(desk.values(plain, needed, asking.asked, defaults))
    before = set(values)
    while missing := [
        key for key in needs(book.table, values) if key not in values and key in plain.table
    ]:
        values |= _words(desk.values(part(plain, missing), missing, (), kind))
    more = [key for key in asking.then if key not in values] if set(values) - before else []
    return values | _words(desk.values(part(plain, more), (), more))


def _glimpsed(desk: Desk, table: Group) -> dict[str, str]:
    """What the options say, as far as it can be read; nothing is told about the rest."""
    reader = Reader(desk.today, desk.lists)
    said = {}
    for spec in table.fields:
        words = getattr(desk.options, f"field_{spec.key}", None)
        value = reader.read(spec, words)[0] if words is not None else None
        if value is not None:
            said[spec.key] = str(value)
    return said


def _words(values: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}


def _defaults(desk: Desk, book: CsvRegister) -> dict[str, str]:
    """What need not be said: the minute of a complaint that comes in now, the day of recording."""
    if book.register is INSPECTIONS:
        return {"recorded": desk.today.isoformat()}
    now = machine.minute()
    return {"received": now} if now.startswith(desk.today.isoformat()) else {}


def _only_kind(table: Group) -> dict[str, str]:
    """The kind of a failed sample, where there is but one that it may be."""
    kinds = list(getattr(table.table["kind"].kind, "options", ())) if "kind" in table.table else []
    return {"kind": kinds[0]} if len(kinds) == 1 else {}


def _plain(desk: Desk, book: CsvRegister) -> Group:
    """The columns that questions of the usual kind are for. A sample is never final at once, so
    that only provisional kinds of failure are offered."""
    kinds = desk.programme.policy.on(desk.today).kinds
    offered = {code: (kind.label, code) for code, kind in kinds.items() if kind.provisional}
    return Group(
        tuple(
            replace(spec, kind=Choice(offered)) if spec.key == "kind" else spec
            for spec in book.table.fields
            if spec.key not in book.apart
        )
    )


def _later(desk: Desk, book: CsvRegister, asking: Asking) -> int:
    id = str(desk.options.id)
    path, data = file_with(book, desk.sources.content, id)
    there = known_row(data, book.table, id) if path is not None else None
    if path is None or there is None:
        _complain_unknown(book, id)
        raise GivenUpError(IMPOSSIBLE)
    given = _given_later(desk, book, asking, there)
    given |= later_days(book, given, desk.today)
    try:
        new = with_cells(data, book.table, id, given)
    except FilledError as error:
        raise _filled(book, id, error) from None
    except CannotEditError as error:
        raise _strange(str(path), error) from None
    if new == data:
        complain(f"{id} 已经是这样，没有改动", f"{id} says so already; nothing was changed")
        return FINE
    _tell_clock(desk, book, there | given)
    labels = "、".join(_label(book, key) for key in given if not there.get(key))
    return carry_out(desk, {path: new}, f"{book.zh} {id}：补记{labels}")


def _given_later(
    desk: Desk, book: CsvRegister, asking: Asking, there: Mapping[str, str]
) -> dict[str, str]:  # fmt: skip
    """What was given or answered about a row that is ``there``."""
    plain = _plain(desk, book)
    given = _words(desk.values(plain)) | party(desk, book.table, book.party, asked=False)
    given |= _void(desk)
    if not given:
        without = idle(book.table, there)
        empty = [key for key in asking.later if not there.get(key) and key not in without]
        given = _words(desk.values(part(plain, empty), (), empty)) if machine.can_ask() else {}
    if not given:
        complain(
            f"没有要补记的内容；例如 --{asking.later[0].replace('_', '-')}，可写的见 --help",
            "nothing to add was given; see --help",
        )
        raise GivenUpError(IMPOSSIBLE)
    whole = {**there, **given}
    missing = [key for key in needs(book.table, whole) if not whole.get(key)]
    rest = part(plain, missing)
    given |= _words(desk.values(rest, tuple(rest.table)))
    given |= founded(desk, book, there, given)
    given |= papers(desk, book, {**there, **given})
    return given


def _void(desk: Desk) -> dict[str, str]:
    reason = getattr(desk.options, "void", None)
    if reason is None:
        return {}
    document = desk.values(VOIDED, ("void_document",))["void_document"]
    return {
        "void.date": desk.today.isoformat(),
        "void.reason": reason.strip(),
        "void.document": str(document),
    }


def _label(book: CsvRegister, key: str) -> str:
    spec = book.table.table.get(key.partition(".")[0])
    return spec.zh if spec is not None else key


def _subject(book: CsvRegister, id: str, values: Mapping[str, str]) -> str:
    """The commit's first line; a complaint names nobody, a sample that passed no seller."""
    if book.register is INSPECTIONS:
        return f"{book.zh} {id}：{values['product']}，{RESULTS[values['result']][0]}"
    outcome = OUTCOMES.get(values.get("outcome", ""), ("",))[0]
    return f"{book.zh} {id}" + (f"：{outcome}" if outcome else "：受理")


def _tell_clock(desk: Desk, book: CsvRegister, values: Mapping[str, str]) -> None:
    """By when a complaint must have got how far, and whether it has."""
    row = row_of(book, values) if book.register is COMPLAINTS else None
    clock = clock_of(row, desk.programme.policy) if row is not None else None
    if row is None or clock is None:
        return
    due = deadline(row, clock, desk.programme.holidays)
    verdict = in_time(row, clock, desk.programme.holidays, desk.today)
    department = desk.programme.departments.get(row.department)
    by = f"；由{department.label}承办" if department is not None else ""
    unknown = years_without_notice(row, clock, desk.programme.holidays)
    years = "、".join(map(str, unknown))
    only = f"；暂定，{years} 年的放假安排还没有录入" if unknown else ""
    only_en = f", provisional until the holidays of {unknown[-1]} are entered" if unknown else ""
    complain(
        f"{row.id} {CLASSES[row.sort][0]}：{clock_zh(clock)}，最后时限 {moment_zh(due)}"
        f"（{VERDICT_ZH[verdict]}）{by}{only}",
        f"{clock_en(clock)}, at the latest {due:%Y-%m-%d %H:%M} ({VERDICT_EN[verdict]}){only_en}",
    )


def _complain_unknown(book: CsvRegister, id: str) -> None:
    complain(
        f"{book.zh}登记簿里没有编号 {id}；请核对编号，新的一件不写编号",
        f"there is no {id} in {book.name}; check it, or leave it out for a new row",
    )


def _filled(book: CsvRegister, id: str, error: FilledError) -> GivenUpError:
    label = _label(book, error.column)
    if error.column.startswith("void."):
        complain(
            f"{id} 已经注明登记有误（{error.there}），不能改成“{error.new}”；正确的一行另行登记",
            f"{id} was declared void already ({error.there}); enter the right row",
        )
        return GivenUpError(WRONG)
    complain(
        f"{id} 的{label}已经写了“{error.there}”，写过的不能改成“{error.new}”；"
        "登记错了的，用 --void 注明原因，再登记正确的一行",
        f"{error.column} of {id} says '{error.there}' already and is not changed; if it is wrong, "
        "use --void with the reason and enter a new row",
    )
    return GivenUpError(WRONG)


def _strange(path: str, error: CannotEditError) -> GivenUpError:
    complain(
        f"{path} 有错误或写法特别，程序不敢改动（{error}）；请先用 fangxin check 改正",
        f"{path} has errors or is written in an unusual way and was left alone ({error}); mend "
        "what fangxin check finds first",
    )
    return GivenUpError(WRONG)
