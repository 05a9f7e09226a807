"""Everything that officials write, read together: programme, registers, records and notices.

    sources = read_sources(Path("merchants"), Path("content"), as_of, today)

Commands and the build read the same here. What a change of some records would do is found by
reading them anew (``Sources.edited``), without a file being written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from fangxin.base.problem import Place, Problem, errors
from fangxin.facts.notices.page import Page, read_pages
from fangxin.facts.notices.reading import Gazette, read_notices
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.registers.reading import read_registers
from fangxin.registry.records import Records, Tick, read_records
from fangxin.registry.registry import Registry, load
from fangxin.registry.sources.content import content_problems

__all__ = ["Sources", "read_sources"]


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read, on ``as_of``; nothing can have happened after ``today``. Without a readable
    programme there is no registry. Fit for use only without errors among ``problems``."""

    merchants: Path
    content: Path
    as_of: date
    today: date
    programme: Programme | None = None
    registry: Registry | None = None
    gazette: Gazette = field(default_factory=Gazette)
    pages: tuple[Page, ...] = ()
    records: Records = field(default_factory=lambda: Records({}))
    problems: tuple[Problem, ...] = ()
    told: tuple[Problem, ...] = ()  # those among them that stand in the programme and registers

    @property
    def errors(self) -> list[Problem]:
        """What stops a build."""
        return errors(list(self.problems))

    def edited(self, files: Mapping[str, bytes]) -> Sources:
        """The same with some records written anew or added, by path as they were found. Only these
        are read; nothing is written."""
        records = self.records.edited(files)
        if self.programme is None or self.registry is None:
            return replace(self, records=records)
        return _checked(replace(self, records=records))


def read_sources(
    merchants: Path,
    content: Path,
    as_of: date,
    today: date,
    *,
    jobs: int = 1,
    tick: Tick | None = None,
    site_url: str | None = None,
    records: Records | None = None,
    judged: bool = True,
) -> Sources:
    """Read everything and find every problem of it. ``site_url``: another address than the
    programme's; ``records``: those that were read already. Not ``judged``: for what was public
    once, only whether it could be read."""
    programme, problems = read_programme(content)
    if programme is None:
        return Sources(
            merchants,
            content,
            as_of,
            today,
            pages=read_pages(content),
            problems=(*problems, _not_judged(content)),
        )
    if site_url is not None:
        programme = replace(programme, site=replace(programme.site, url=site_url))
    registers, found = read_registers(content, programme, today)
    gazette, notes = read_notices(content, programme, today)
    known = records or read_records(merchants, jobs, tick)
    return _checked(
        Sources(
            merchants=merchants,
            content=content,
            as_of=as_of,
            today=today,
            programme=programme,
            registry=Registry({}, registers=registers),
            gazette=gazette,
            pages=read_pages(content),
            records=known,
            told=(*problems, *found, *content_problems(content), *notes),
        ),
        judged,
    )


def _not_judged(content: Path) -> Problem:
    """What is not said of records, registers and notices, because it cannot be."""
    return Problem(
        Place(f"{content.as_posix()}/programme"),
        "not-judged",
        "方案里有读不出的文件（见另外列出的错误），所以档案、登记簿和公告这一次都没有检查，"
        "不等于没有错误。先改好那个文件，再查一次",
        "a file of the programme cannot be read (see the errors), so that records, registers and "
        "notices were not judged this time, which does not mean that they are right; mend that "
        "file first, then look again",
        "warning",
    )


def _checked(sources: Sources, judged: bool = True) -> Sources:
    """With its records joined into a registry and everything checked."""
    assert sources.programme is not None and sources.registry is not None
    registry, problems = load(
        sources.merchants,
        sources.programme,
        sources.as_of,
        today=sources.today,
        registers=sources.registry.registers,
        records=sources.records,
        judged=judged,
        printed=sources.gazette.printed(),
    )
    notes = sources.gazette.against(registry.merchants, sources.merchants)
    return replace(sources, registry=registry, problems=(*sources.told, *problems, *notes))
