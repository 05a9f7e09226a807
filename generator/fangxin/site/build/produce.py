"""Every file of the registry, written into a folder: merchants by several processes, then lists.

This is what the site generator's plugin calls. It knows nothing of stages and journals; it is told
which merchants' files are there already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound

from fangxin.base import machine, pool
from fangxin.base.problem import Place, Problem
from fangxin.facts.notices.reading import Gazette
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.misuse import MISUSES
from fangxin.facts.values import Status
from fangxin.registry.registry import Registry
from fangxin.registry.sources.reading import read_sources
from fangxin.site.build.broken import explain
from fangxin.site.build.manifest import LISTS
from fangxin.site.build.surroundings import surroundings
from fangxin.site.pages.files import site_files
from fangxin.site.render import Renderer
from fangxin.view.catalogue import Catalogue, Entry
from fangxin.view.misuse import misuse_views
from fangxin.view.view import View
from fangxin.view.viewing import entry_of, view_of

Tick = Callable[[int], None]


class InvalidError(Exception):
    """Records, programme or theme are wrong: no site is made of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(list(problems))
        self.problems = list(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What to read, for which day, and where to write. ``known``: digests of the merchants, and of
    LISTS, whose files are there. ``alone``: in an empty folder, where no file is written twice.
    ``admin``: with the web form for officials, if the programme has one."""

    merchants: Path
    content: Path
    theme: Path
    target: Path
    as_of: date
    site_url: str | None = None
    jobs: int = 1
    known: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False
    admin: bool = False


@dataclass(frozen=True)
class Source:
    """Everything that was read for an order, without an error in it."""

    order: BuildOrder
    programme: Programme
    registry: Registry
    warnings: tuple[Problem, ...]
    gazette: Gazette = field(default_factory=Gazette)

    @cached_property
    def renderer(self) -> Renderer:
        order, rows = self.order, self.registry.registers.of(MISUSES)
        reports = misuse_views(rows, self.programme.policy, order.as_of)
        return Renderer(self.programme, order.theme, order.content, reports)

    @cached_property
    def surroundings(self) -> str:
        return surroundings(self.programme, self.order.content, self.order.theme)

    @cached_property
    def announced(self) -> Mapping[str, str]:
        return self.gazette.announced(self.order.as_of)

    def __reduce__(
        self,
    ) -> tuple[Any, ...]:  # templates are not pickled: each process has its own
        return Source, (
            self.order,
            self.programme,
            self.registry,
            self.warnings,
            self.gazette,
        )


@dataclass(frozen=True, slots=True)
class MerchantFiles:
    """One merchant: the digest of its View and surroundings, and what its files say. ``files``:
    path and SHA-256 of those written now; none when they were known."""

    id: str
    digest: str
    status: Status
    entry: Entry
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Produced:
    """What was written: every merchant, ordered by ID; the digest of what the lists are made of,
    and path and SHA-256 of their files, none when they were known."""

    merchants: tuple[MerchantFiles, ...]
    lists: str
    files: Mapping[str, str]


def read(order: BuildOrder, tick: Tick | None = None) -> Source:
    """Read programme and registry strictly. Raises InvalidError with every problem; that there is
    not a single merchant is one."""
    today = max(order.as_of, machine.clock())  # only problems depend on it, never a page
    found = read_sources(
        order.merchants,
        order.content,
        order.as_of,
        today,
        jobs=order.jobs,
        tick=tick,
        site_url=order.site_url,
    )
    if found.programme is None or found.registry is None or found.errors:
        raise InvalidError(found.problems)
    programme = found.programme if order.admin else replace(found.programme, admin=None)
    return Source(order, programme, found.registry, found.problems, found.gazette)


def write(source: Source, tick: Tick | None = None) -> Produced:
    """Write every file of the registry, but not those that are known.

    Raises InvalidError when a template or the code fails, OSError, pool.WorkerDiedError."""
    order, _ = source.order, source.surroundings  # computed once, before the processes part
    made = pool.each(write_merchants, source, tuple(source.registry.merchants), order.jobs, tick)
    # An entry follows from its merchant's View, and the lists from all entries and the day.
    lines = [order.as_of.isoformat(), source.registry.registers.digest()]
    lines += [repr(source.programme.admin)]
    lines += [repr(source.gazette.on(order.as_of))]
    lines += [f"{one.id} {one.digest}" for one in made]
    lists = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    known = order.known.get(LISTS) == lists
    return Produced(tuple(made), lists, {} if known else _write_lists(source, made))


def _write_lists(source: Source, made: list[MerchantFiles]) -> dict[str, str]:
    catalogue = Catalogue(
        as_of=source.order.as_of,
        entries=tuple(one.entry for one in made),
        registers=source.registry.registers,
        linked=source.registry.linked(),
        notices=source.gazette.on(source.order.as_of),
    )
    try:
        return {
            path: _write(source.order, path, data)
            for path, data in site_files(catalogue, source.renderer)
        }
    except Exception as error:
        raise _explained(error) from None


def view_digest(view: View, around: str) -> str:
    """SHA-256 of everything a merchant's files are made of. A View is tuples, texts and days all
    the way down, so its ``repr`` is the same in every process."""
    return hashlib.sha256(f"{around}\n{view!r}".encode()).hexdigest()


def write_merchants(source: Source, ids: Sequence[str]) -> list[MerchantFiles]:
    """Make the files of some merchants, in a worker process. Raises InvalidError, OSError."""
    made = []
    for merchant in ids:
        try:
            made.append(_merchant(source, merchant))
        except Exception as error:
            raise _explained(error, merchant) from None
    return made


def _explained(error: Exception, merchant: str = "") -> Exception:
    """Errors of templates and code as problems with a place; those of the disk as they are."""
    disk = isinstance(error, OSError) and not isinstance(error, TemplateNotFound)
    if disk or isinstance(error, InvalidError):
        return error
    return InvalidError([explain(error, merchant)])


def _merchant(source: Source, merchant: str) -> MerchantFiles:
    order = source.order
    view = view_of(merchant, source.registry, source.programme, order.as_of)
    named = sorted({one.document for one in view.decisions if one.document})
    addresses = tuple((d, source.announced[d]) for d in named if d in source.announced)
    view = replace(view, notices=addresses)
    digest = view_digest(view, source.surroundings)
    files: tuple[tuple[str, str], ...] = ()
    if order.known.get(merchant) != digest:
        made = source.renderer.merchant_files(view)
        files = tuple((path, _write(order, path, data)) for path, data in made)
    return MerchantFiles(merchant, digest, view.status, entry_of(view), files)


def _write(order: BuildOrder, path: str, data: bytes) -> str:
    target = order.target / path
    if path.startswith("/") or ".." in Path(path).parts:
        raise ValueError(f"path leaves the output: {path}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb" if order.alone else "wb") as file:
            file.write(data)
    except FileExistsError:
        raise InvalidError([_twice(path)]) from None
    return hashlib.sha256(data).hexdigest()


def _twice(path: str) -> Problem:
    return Problem(
        Place(path),
        "file-twice",
        "网站的每个文件只能有一个来源，但这个文件写了两次。"
        "请改掉 content/ 里同名页面的 slug 或 save_as。",
        "each file of the site must come from one source, but this one was written twice. Change"
        " slug or save_as of the page in content/ that has the same address.",
    )
