"""``content/notices/*.md``: what the office publishes in words, checked before Pelican reads it.

    gazette, problems = read_notices(content, programme, today)
    problems += gazette.against(merchants, folder)

Pelican turns the notices into pages and feeds. It would log and skip one that it cannot read, and
publish one without a day or with a stranger's script; so every problem of every file is found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.document_number import ByDocument
from fangxin.facts.notices.checks import check_against, check_notices
from fangxin.facts.notices.head import read_head
from fangxin.facts.notices.links import is_inside, targets
from fangxin.facts.notices.notice import (
    ALERT,
    CAMPAIGN,
    DOCUMENT,
    KINDS,
    PUBLIC,
    Notice,
    pages,
    published,
)
from fangxin.facts.notices.text import check_text, personal
from fangxin.facts.programme.hosts import nameable
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Merchant
from fangxin.text.yaml.characters import decode, text_problems

__all__ = [
    "ALERT", "CAMPAIGN", "DOCUMENT", "KINDS", "PUBLIC", "Gazette", "Notice", "pages", "published",
    "read_notices",
]  # fmt: skip

FOLDER = "notices"
MOST_BYTES = 256 * 1024
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Gazette:
    """All notices, drafts too, ordered by place; the ``texts`` of their files by slug; the folder
    of the records that they are about."""

    notices: tuple[Notice, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    home: Path | None = None

    def on(self, as_of: date) -> tuple[Notice, ...]:
        """Those published on a day, newest first."""
        return published(self.notices, as_of)

    def printed(self) -> frozenset[str]:
        """The index numbers and documents that stand on the pages of notices."""
        found = (
            code for one in self.notices if not one.draft for code in (one.index, one.document)
        )
        return frozenset(code for code in found if code)

    def announced(self, as_of: date) -> ByDocument[str]:
        """Document → address of the public notice that announced it, the first there was."""
        public = [
            notice
            for notice in reversed(self.on(as_of))
            if notice.kind == PUBLIC and not notice.withdrawn
        ]
        first: dict[str, str] = {}
        for notice in public:
            if notice.document:
                first.setdefault(notice.document, notice.address)
        return ByDocument(first)

    def links(self, as_of: date) -> tuple[tuple[Place, str], ...]:
        """Place and target of every link from a notice published on a day into this site."""
        return tuple(
            (Place(notice.place.path, line, column), target)
            for notice in self.on(as_of)
            for line, column, target in targets(self.texts.get(notice.slug, "").split("\n"))
            if is_inside(target)
        )

    def against(self, merchants: Mapping[str, Merchant], folder: Path) -> list[Problem]:
        """What notices say of merchants that the records in ``folder`` do not say; advice only
        when these are not the records beside the content."""
        home = self.home is None or folder.resolve() == self.home
        return sorted(check_against(self.notices, self.texts, merchants, home))


def read_notices(
    content: Path, programme: Programme, today: date
) -> tuple[Gazette, list[Problem]]:  # fmt: skip
    """Every notice below ``content``/notices and every problem of every file; an absent folder is
    an office that has published nothing."""
    folder = content / FOLDER
    hosts = nameable(programme.site)
    problems: list[Problem] = list(_strays(folder))
    notices: list[Notice] = []
    texts: dict[str, str] = {}
    for path in _files(folder):
        text, notice, found = _read(path, programme, hosts, content)
        problems += found
        if notice is not None:
            notices.append(notice)
            texts[notice.slug] = text
    notices.sort(key=lambda notice: notice.place)
    problems += check_notices(notices, programme, today)
    return Gazette(tuple(notices), texts, content.resolve().parent / "merchants"), sorted(problems)


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*.md") if path.is_file() and not _hidden(path, folder)
    )


def _hidden(path: Path, folder: Path) -> bool:
    """Whether it, or a folder on the way to it, is one that nobody reads, Pelican neither."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _strays(folder: Path) -> Iterator[Problem]:
    """Only notices lie there, each under a name that can be an address."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if _hidden(path, folder):
            if path.suffix == ".md" and path.is_file():
                yield _unseen(path)
            continue
        if path.is_dir() and not path.is_symlink():
            continue
        if path.suffix == ".md" and _SLUG.fullmatch(path.stem) and not path.is_symlink():
            continue
        yield Problem(
            Place(path.as_posix()),
            "stray-notice",
            f"公告目录里只能有「小写字母-数字.md」这样的文件，文件名就是网址：这里是"
            f"「{path.name}」。请改名，或移走（图片放 content/images/）",
            f"only files named like 'spring-2026.md' may lie here, the name is the address: found "
            f"'{path.name}'; rename it, or move it away (pictures to content/images/)",
        )


def _read(
    path: Path, programme: Programme, hosts: frozenset[str], content: Path
) -> tuple[str, Notice | None, list[Problem]]:
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        return "", None, [_unreadable(name, error)]
    text, problems = decode(data, name, MOST_BYTES)
    if text is None:
        return "", None, problems
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    found, _ = text_problems(text, name)
    problems += [problem for problem in found if not _harmless(problem, end)]
    lists = {
        "areas": {code: topic.label for code, topic in programme.areas.items()},
        "campaigns": {code: topic.label for code, topic in programme.campaigns.items()},
    }
    notice, found = read_head(lines[:end], name, lists)
    problems += found
    told = {problem.place for problem in found if problem.code == "personal-number"}
    for number, line in enumerate(lines[:end], 1):
        if not any(place.line == number for place in told):
            problems += personal(line, name, number)
    problems += check_text(lines[end:], end + 1, name, hosts, content)
    if notice is not None:
        notice = replace(notice, slug=path.stem, place=Place(name))
    return "\n".join(lines), notice, problems


def _harmless(problem: Problem, head: int) -> bool:
    """In prose a line may begin with a percentage; blanks before it are told by check_text."""
    wide = problem.code == "odd-space" and "U+3000" in problem.en and problem.place.line > head
    return wide or problem.code == "directive"


def _unseen(path: Path) -> Problem:
    return Problem(
        Place(path.as_posix()),
        "stray-notice",
        "以点开头的文件和文件夹里的东西都不发布，这个文件也不会：要发布就改名、移出来，不要的请删去",
        "whatever is named with a dot in front, or lies in such a folder, is not published, nor is "
        "this file; rename or move it to publish it, or delete it",
        "warning",
    )


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem(
        Place(name),
        "unreadable",
        f"读不出这个文件（{error.strerror}）；请检查文件权限",
        f"cannot read this file ({error.strerror}); check its permissions",
    )
