"""Rows of the merchants' form become new records; whoever is in the registry already is left alone.

An ID is the prefix, two digits of a year, four of a number that goes on from the highest of that
prefix and year, and a check character. A row is a merchant of the registry by category and credit
code with address or platform shop, or by category, name and address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.demands import in_words, lacking
from fangxin.facts.record.checks import PartialRecord, check_draft
from fangxin.facts.record.decisions import DECISION
from fangxin.facts.record.table import MERCHANT, RECORD
from fangxin.facts.values import Act, Merchant
from fangxin.office.editing.numbers import next_ids
from fangxin.office.editing.text import Value, rendered
from fangxin.office.importer.filled import FilledRow, FilledTable
from fangxin.office.importer.forms import PUBLICISED
from fangxin.office.importer.present import closed, known_as
from fangxin.office.importer.rows import WHO
from fangxin.office.importer.target import Already, Planned
from fangxin.office.importer.telling import told_of_cell
from fangxin.registry.genuine import called_fake
from fangxin.registry.sources.reading import Sources
from fangxin.text.fields.tables import Lists, Report
from fangxin.text.sameness import Key, identities, looks
from fangxin.text.yaml.reading import Map, Seq, Text


def year_of(row: FilledRow, today: date) -> int:
    """The year of a row's ID: of its publicity, or of today."""
    day = row.words.get(f"{PUBLICISED}.date", "")[:4]
    return int(day) if day.isdecimal() else today.year


def record_text(row: FilledRow, today: date) -> bytes:
    """The record of a row, in the order and form of records written by hand. A publicity of an
    earlier day says that it enters the registry today: the public could not see it before."""
    own: dict[str, Value] = {k: v for k, v in row.words.items() if "." not in k}
    decision = _decision(row)
    if decision:
        late = {"recorded": today.isoformat()} if decision["date"] < today.isoformat() else {}
        written = {"id": "D1", **decision, **late}
        ordered = {spec.key: written[spec.key] for spec in DECISION.fields if spec.key in written}
        own["certification"] = {"decisions": [ordered]}
    return rendered(own).encode()


def _decision(row: FilledRow) -> dict[str, str]:
    """The publicity of a row, by key of a decision; empty when it has none."""
    words = {
        key.partition(".")[2]: text
        for key, text in row.words.items()
        if key.startswith(f"{PUBLICISED}.")
    }
    if not words:
        return {}
    head = {"date": words.pop("date")} if "date" in words else {}
    return {**head, "status": PUBLICISED, **words}


def record_problems(
    row: FilledRow, filled: FilledTable, source: Path, lists: Lists
) -> list[Problem]:
    """Why the row would make no record, each told of its cell."""
    report = Report(str(source), lists, cells=True)
    root = _tree(row, filled)
    values = MERCHANT.values(root, RECORD, report)
    certification = values.pop("certification", {})
    given = {"name": "", "category": "", "decisions": certification.get("decisions", ()), **values}
    merchant = Merchant(id="", path=str(source), places={}, **given)
    found = [*report.problems, *check_draft(PartialRecord(merchant, root, report))]
    told = [told_of_cell(problem, filled, source, row.number) for problem in found]
    # What a record of before may lack, a new one may not.
    strict = [replace(one, level="error") if one.code == "missing-cell" else one for one in told]
    return [*strict, *_unfounded(row, filled, source)]


def _unfounded(row: FilledRow, filled: FilledTable, source: Path) -> Iterator[Problem]:
    """The document of a publicity has a number; that there is none is told already."""
    said = _decision(row)
    missing = lacking(Act.PUBLICISED, said.get) if "document" in said else ()
    if missing:
        zh, en = in_words(missing, said.get)
        yield Problem(
            Place(str(source), row.number, filled.at.get(f"{PUBLICISED}.{missing[0]}", 1)),
            "unfounded-decision",
            f"公示须写明凭哪份文书：{zh}。请在这一行补上；还没有公示的，公示各列都空着",
            f"a publicity must say by which document: {en}; fill it in, or leave every "
            "column of the publicity empty",
        )


def _tree(row: FilledRow, filled: FilledTable) -> Map:
    """The row as the tree that records are read from; nodes stand at their cells."""

    def text(value: str, key: str) -> Text:
        return Text(value, row.number, filled.at.get(key, 1), False)

    own = {key: text(value, key) for key, value in row.words.items() if "." not in key}
    keys = {key: text(key, key) for key in own}
    root = Map({**own}, keys, row.number, 1)
    decision = _decision(row)
    if decision:
        inner = {key: text(value, f"{PUBLICISED}.{key}") for key, value in decision.items()}
        inner["id"] = text("D1", "")
        names = {key: text(key, f"{PUBLICISED}.{key}") for key in inner}
        acts = Seq([Map({**inner}, names, row.number, 1)], row.number, 1)
        where = text("certification", "")
        under = Map({"decisions": acts}, {"decisions": where}, row.number, 1)
        root.entries["certification"], root.keys["certification"] = under, where
    return root


def known_by(merchants: Mapping[str, Merchant]) -> dict[Key, str]:
    """The merchants of the registry that are not closed, by everything they are known by."""
    found: dict[Key, str] = {}
    for id, merchant in merchants.items():
        for key in () if closed(merchant) else known_as(merchant):
            found.setdefault(key, id)
    return found


def _contradicting(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Keys in which two rows say different things about who the merchant is."""
    both = [key for key in WHO if key in one and key in other]
    return [key for key in both if looks(one[key]) != looks(other[key])]


def _above(other: FilledRow, row: FilledRow) -> Already:
    return Already("", other.number, tuple(_contradicting(other.words, row.words)))


def differing(row: FilledRow, merchant: Merchant) -> list[str]:
    """Keys in which a row says something else than the record it is already in."""
    own = {key: text for key, text in row.words.items() if "." not in key}
    said = {key: str(getattr(merchant, key) or "") for key in own}
    return [key for key, text in own.items() if looks(said[key]) != looks(text)]


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Merchants' rows on their way into the registry of ``sources``."""

    filled: FilledTable
    source: Path
    sources: Sources
    lists: Lists
    prefix: str | None

    @property
    def _merchants(self) -> Mapping[str, Merchant]:
        registry = self.sources.registry
        return registry.merchants if registry is not None else {}

    def unusable(self) -> list[Problem]:
        """Without a prefix nobody can tell IDs."""
        if self.prefix is not None:
            return []
        return [
            Problem(
                Place(str(self.source)),
                "no-prefix",
                "登记簿里还没有商户，不知道编号用什么字母开头；请加 --prefix 写明，"
                "例如 --prefix PJ（编号印在标牌上，定了不再改）",
                "the registry has no merchant yet, so nobody can tell with which letters IDs "
                "begin; say it with --prefix, such as --prefix PJ; they are never changed",
            )
        ]

    def wrong(self, row: FilledRow) -> list[Problem]:
        """Why the row would make no record."""
        return record_problems(row, self.filled, self.source, self.lists)

    def already(self, rows: Sequence[FilledRow]) -> Iterator[Already | None]:
        """The merchant of the registry, or the row above, that a row is."""
        known, above = known_by(self._merchants), dict[Key, FilledRow]()
        for row in rows:
            keys = list(identities(row.words))
            id = next((known[key] for key in keys if key in known), None)
            other = next((above[key] for key in keys if key in above), None)
            for key in keys:
                above.setdefault(key, row)
            if id is not None:
                yield Already(id, differing=tuple(differing(row, self._merchants[id])))
            else:
                yield None if other is None else _above(other, row)

    def planned(self, rows: Sequence[FilledRow]) -> Planned:
        """A record for each row. Raises ValueError when a year's IDs are used up."""
        taken = [Path(path).stem for path in self.sources.records.read]
        years = (year_of(row, self.sources.today) for row in rows)
        registry = self.sources.registry
        fakes = called_fake(registry.registers, self.sources.today) if registry is not None else ()
        given = next_ids(self.prefix or "", taken, years, fakes)
        ids = dict(zip((row.number for row in rows), given, strict=True))
        files, begins = {}, {}
        for row in rows:
            path = self.sources.merchants / row.words["category"] / f"{ids[row.number]}.yml"
            files[path] = record_text(row, self.sources.as_of)
            begins[str(path)] = {1: row.number}
        return Planned(files, ids, begins)
