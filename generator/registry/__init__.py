"""All records together: found, read in parallel, checked as a whole, and joined into facts.

``merchants/**/<ID>.yml``: folders are free, nothing else may live there.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.facts import Facts, Merchant
from generator.pool import each
from generator.problem import Place, Problem, errors
from generator.programme import Programme
from generator.record import read_record
from generator.registers.confirm import failures_are_confirmed
from generator.registers.linking import joined, linked, links_are_clear
from generator.registers.once import facts_stand_once
from generator.registers.rows import Registers
from generator.registry.book import Book
from generator.registry.checks import check_all
from generator.registry.republished import (
    Reach,
    fakes_are_not_genuine,
    operators_are_acted_on,
    reaches,
)

# What file managers leave behind without being asked; never part of a registry.
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
PARALLEL_FROM = 400  # fewer files are read faster by one process


@dataclass(frozen=True, slots=True)
class Registry:
    """Every merchant by ID, in the order of IDs, and who is connected with whom."""

    merchants: Mapping[str, Merchant]
    reaching: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # whose failures reach
    operators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # USCC → IDs
    stalls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # market → IDs inside
    registers: Registers = field(default_factory=Registers)
    listed: Mapping[str, tuple[Reach, ...]] = field(default_factory=dict)  # listings that reach it

    def linked(self) -> Mapping[str, str]:
        """Register row → merchant ID."""
        return linked(self.registers, self.merchants)

    def facts(self, id: str) -> Facts:
        """What the standing of ``id`` follows from, siblings included. KeyError if absent."""
        siblings = tuple(_own(self.merchants[other]) for other in self.reaching.get(id, ()))
        return _own(self.merchants[id], siblings)


def _own(merchant: Merchant, siblings: tuple[Facts, ...] = ()) -> Facts:
    return Facts(
        id=merchant.id,
        uscc=merchant.uscc,
        decisions=merchant.decisions,
        failures=merchant.failures,
        objections=merchant.objections,
        changes=merchant.changes,
        siblings=siblings,
        former=former_codes(merchant),
    )


def former_codes(merchant: Merchant) -> frozenset[str]:
    """The codes that the same operator had before; an annulled change counts, to be safe."""
    return frozenset(
        change.before
        for change in merchant.changes
        if change.field == "uscc" and change.continues and change.before is not None
    )


def _codes(merchant: Merchant) -> frozenset[str]:
    former = former_codes(merchant)
    return former if merchant.uscc is None else former | {merchant.uscc}


def _reaches_far(merchant: Merchant, entity: frozenset[str]) -> bool:
    """Whether it has a failure that may reach the whole operator."""
    return any(failure.kind in entity for failure in merchant.failures)


def assemble(merchants: list[Merchant], entity: frozenset[str]) -> Registry:
    """Connect merchants: same USCC, ``affects``, ``because``, ``inside``. One per ID; the first
    one stays. ``entity`` are the kinds of failures that reach the whole operator."""
    ordered: dict[str, Merchant] = {}
    for merchant in sorted(merchants, key=lambda m: (m.id, m.path)):
        ordered.setdefault(merchant.id, merchant)
    operators: dict[str, list[str]] = defaultdict(list)
    codes: dict[str, list[str]] = defaultdict(list)  # former ones too
    stalls: dict[str, list[str]] = defaultdict(list)
    for merchant in ordered.values():
        if merchant.uscc:
            operators[merchant.uscc].append(merchant.id)
        for code in _codes(merchant):
            codes[code].append(merchant.id)
        if merchant.inside:
            stalls[merchant.inside].append(merchant.id)
    reaching: dict[str, set[str]] = defaultdict(set)
    for merchant in ordered.values():
        reached = {id for failure in merchant.failures for id in failure.affects}
        if _reaches_far(merchant, entity):
            reached.update(id for code in _codes(merchant) for id in codes[code])
        for other in reached & set(ordered) - {merchant.id}:
            reaching[other].add(merchant.id)
        for name in (name for decision in merchant.decisions for name in decision.because):
            other = name.partition("/")[0]
            if "/" in name and other in ordered and other != merchant.id:
                reaching[merchant.id].add(other)
    return Registry(
        merchants=ordered,
        reaching={id: tuple(sorted(others)) for id, others in sorted(reaching.items())},
        operators={uscc: tuple(ids) for uscc, ids in sorted(operators.items())},
        stalls={id: tuple(ids) for id, ids in sorted(stalls.items())},
    )


def _walk(folder: Path, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """Everything below ``folder`` in the order of paths, without following links: files, and
    folders that are named like a record. However deep it is; what cannot be read is a problem."""
    pending: list[os.DirEntry[str]] = []
    where: str | Path = folder
    while True:
        try:
            with os.scandir(where) as entries:
                pending += sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            problems.append(_unreadable(where, error))
        while pending:
            entry = pending.pop()
            inner = entry.is_dir(follow_symlinks=False)
            if not inner or entry.name.endswith(".yml"):
                yield entry
            if inner:
                where = entry.path
                break
        else:
            return


def find_records(merchants: Path) -> tuple[list[Path], list[Problem]]:
    """Paths of all records in a stable order, and a problem for whatever else lies there."""
    if not merchants.is_dir():
        return [], [
            Problem(
                Place(str(merchants)),
                "merchants-missing",
                f"找不到商户目录 {merchants}；请用 --merchants 指明目录",
                f"merchants folder {merchants} does not exist; name it with --merchants",
            )
        ]
    paths: list[Path] = []
    problems: list[Problem] = []
    for entry in _walk(merchants, problems):
        if entry.name in LITTER:
            continue
        if entry.is_symlink() or not entry.is_file() or not entry.name.endswith(".yml"):
            problems.append(_stray(entry))
        else:
            paths.append(Path(entry.path))
    if not paths:
        problems.append(
            Problem(
                Place(str(merchants)),
                "no-records",
                f"{merchants} 里没有任何商户档案（*.yml）；空登记簿不能发布，请先登记一家商户",
                f"{merchants} holds no record (*.yml); an empty registry cannot be published, "
                "so add a merchant first",
            )
        )
    return paths, problems


def _stray(entry: os.DirEntry[str]) -> Problem:
    what = ("文件", "a file")
    if entry.is_symlink():
        what = ("符号链接", "a symbolic link")
    elif entry.is_dir():
        what = ("文件夹", "a folder")
    return Problem(
        Place(entry.path),
        "stray-file",
        f"商户目录里只能放 <编号>.yml 档案，这里是{what[0]}“{entry.name}”；"
        "请移走，或改成正确的文件名",
        f"only records <ID>.yml may lie in the merchants folder, this is {what[1]} "
        f"'{entry.name}'; move it away or give it the right name",
    )


def _unreadable(path: str | Path, error: OSError) -> Problem:
    return Problem(
        Place(str(path)),
        "unreadable",
        f"读不出这个文件（{error.strerror}）；请检查文件权限",
        f"cannot read this file ({error.strerror}); check its permissions",
    )


def _read_one(path: Path) -> tuple[Merchant | None, list[Problem]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [_unreadable(path, error)]
    return read_record(data, str(path))


def _read_chunk(_: None, paths: Sequence[Path]) -> list[tuple[Merchant | None, list[Problem]]]:
    return [_read_one(path) for path in paths]


def read_all(
    paths: list[Path], jobs: int = 1, tick: Callable[[int], None] | None = None
) -> tuple[list[Merchant], list[Problem]]:
    """Read every record; ``tick`` is told how many more are done."""
    work = each(_read_chunk, None, paths, jobs if len(paths) >= PARALLEL_FROM else 1, tick)
    merchants = [merchant for merchant, _ in work if merchant is not None]
    return merchants, [problem for _, found in work for problem in found]


def load(
    merchants: Path,
    programme: Programme,
    as_of: date,
    jobs: int = 1,
    tick: Callable[[int], None] | None = None,
    today: date | None = None,
    registers: Registers | None = None,
) -> tuple[Registry, list[Problem]]:
    """Find, read and check all records. Every problem of every file at once, in the order of
    places; the registry holds what could be read, and is fit for use only without errors.
    Nothing can have happened after ``today``, by default ``as_of``. Rows of ``registers`` that
    are failures join the merchants they are about."""
    paths, problems = find_records(merchants)
    found, more = read_all(paths, jobs, tick)
    rows = registers or Registers()
    found = joined(found, rows, programme.policy)
    registry = replace(assemble(found, programme.policy.entity_kinds()), registers=rows)
    registry = replace(registry, listed=reaches(rows, registry.merchants, _codes))
    more += links_are_clear(rows, registry.merchants, merchants)
    more += facts_stand_once(rows, registry.merchants)
    more += failures_are_confirmed(rows, registry.merchants)
    more += fakes_are_not_genuine(rows, registry.merchants)
    broken = frozenset(problem.place.path for problem in errors(more))
    book = Book(tuple(found), registry.merchants, programme, today or as_of, registry.facts, broken)
    more += operators_are_acted_on(book, rows, registry.listed)
    return registry, sorted([*problems, *more, *check_all(book)])
