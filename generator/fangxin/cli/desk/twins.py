"""What a command says that runs a second time: this is entered already, there, and nothing is done.

A fact is known by what it says, not by the number that each run would give it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fangxin.base.report import complain
from fangxin.cli.desk.given import WRONG
from fangxin.cli.desk.opening import Desk, GivenUpError
from fangxin.facts.recourse import stands
from fangxin.facts.values import Act
from fangxin.office.editing.once import says, twin_row
from fangxin.office.editing.registers import CsvRegister, files_of, known_rows
from fangxin.office.editing.rows import lines_of
from fangxin.office.editing.text import Value
from fangxin.text.fields.times import Minute


def already(id: str, place: str) -> GivenUpError:
    """That the same is entered at ``place``, said; to be raised."""
    complain(
        f"已经登记过了，是 {id}（{place}），没有改动任何文件。确是另一件事的，加 --another",
        f"this is entered already as {id} ({place}), and nothing was changed; if it is another one,"
        " add --another",
    )
    return GivenUpError(WRONG)


def refuse_twin_shop(desk: Desk, values: Mapping[str, Value]) -> None:
    """Refuse the same shop once more; one that was closed may begin anew. Raises GivenUpError."""
    for merchant in desk.registry.merchants.values() if not desk.options.another else ():
        if merchant.uscc == values["uscc"] and not any(
            one.act is Act.CLOSED and stands(one) for one in merchant.decisions
        ):
            path = Path(merchant.path)
            if says(path.read_bytes(), values):
                raise already(merchant.id, f"{path}:1")


def refuse_twin_row(desk: Desk, book: CsvRegister, row: Mapping[str, str]) -> None:
    """Refuse the same row once more. What comes in now may have come in a few minutes ago, when the
    command ran first. Raises GivenUpError."""
    given = getattr(desk.options, f"field_{book.moment}", None) is not None
    to_the_minute = isinstance(book.table.table[book.moment].kind, Minute)
    moment = book.moment if to_the_minute and not given else None
    for path in files_of(book, desk.sources.content) if not desk.options.another else ():
        data = path.read_bytes()
        found = twin_row(known_rows(data, book.table), row, moment)
        if found is not None:
            raise already(found, f"{path}:{lines_of(data).get(found, 1)}")


def refuse_twin_notice(desk: Desk, data: bytes) -> None:
    """Refuse the same notice under another name. Raises GivenUpError."""
    gazette, wanted = desk.sources.gazette, data.decode().rstrip("\n")
    for one in gazette.notices if not desk.options.another else ():
        if gazette.texts.get(one.slug) == wanted:
            raise already(one.slug, one.place.path)
