"""A last look at what was made, before it replaces the site: read back from the disk, file by file.

It trusts neither theme nor plugin: a page that says more than the standing does, links to a host
nobody allowed, or is simply not there, stops the build.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.notices.links import files_of
from fangxin.site.build.foreign import look_at_page, look_into
from fangxin.site.build.manifest import Seen, merchant_paths
from fangxin.site.build.personal import personal_problems
from fangxin.site.build.statements import Claim, inspect_merchant, inspect_other
from fangxin.text.yaml.characters import shown

REQUIRED = ("index.html", "404.html", "asof.json", "asof.svg", "theme/css/site.css")
NOTICES = "notices/"  # below it lie notices, and nothing else


@dataclass(frozen=True, slots=True)
class Expected:
    """What the stage must hold: each merchant's claim, SHA-256 of every file of the registry, and
    the hosts that pages may name."""

    stage: Path
    claims: Mapping[str, Claim]
    digests: Mapping[str, str]
    hosts: frozenset[str]
    notices: frozenset[str] = frozenset()  # files of the published notices and of their lists
    links: tuple[tuple[Place, str], ...] = ()  # from their texts into the site, and where
    phones: frozenset[str] = frozenset()  # mobile numbers that their owners made public


def look(expected: Expected, paths: Sequence[str]) -> list[tuple[str, Seen, list[Problem]]]:
    """Read files of the stage back: what they are, and what is wrong with them. Raises OSError."""
    found = []
    for path in paths:
        file = expected.stage / path
        data, stat = file.read_bytes(), file.stat()
        seen = Seen(hashlib.sha256(data).hexdigest(), stat.st_size, stat.st_mtime_ns)
        found.append((path, seen, list(inspect_file(expected, path, data, seen.sha256))))
    return found


def inspect_file(expected: Expected, path: str, data: bytes, sha256: str) -> Iterator[Problem]:
    """Every rule for one file."""
    if expected.digests.get(path, sha256) != sha256:
        yield _altered(path)
    yield from personal_problems(path, data, expected.phones)
    claim = _claim(expected, path)
    allowed = expected.hosts | ({claim.shop} if claim and claim.shop else set())
    text = None
    if path.lower().endswith(".html"):
        text, problems = look_at_page(path, data, allowed)
        yield from problems
    else:
        yield from look_into(path, data, allowed)
    if claim is not None:
        yield from inspect_merchant(path, data, claim, text)
    elif text is not None:
        yield from inspect_other(path, text, expected.claims)


def inspect_site(
    expected: Expected, records: Sequence[str], staged: frozenset[str], kept: frozenset[str]
) -> Iterator[Problem]:
    """Exactly one status page for every record, with its six files, made now or kept; and the
    files without which it is no site."""
    for merchant in sorted(set(records) - set(expected.claims)):
        yield _missing(f"m/{merchant}/index.html")
    unknown = {path.split("/")[1] for path in staged if path.startswith("m/")} - set(records)
    for merchant in sorted(unknown | (set(expected.claims) - set(records))):
        yield _unknown(f"m/{merchant}/")
    needed = [path for merchant in expected.claims for path in merchant_paths(merchant)]
    for path in sorted(path for path in staged if path.startswith(NOTICES)):
        if path not in expected.notices:
            yield _unpublished(path)
    for path in (*REQUIRED, *needed, *sorted(expected.notices), *sorted(expected.digests)):
        if path not in staged and path not in kept:
            yield _missing(path)
    yield from _dead_links(expected, staged | kept)
    for path in sorted(staged & kept):  # kept as it was, and yet somebody wrote one over it
        yield _altered(path)


def _dead_links(expected: Expected, files: frozenset[str]) -> Iterator[Problem]:
    """Links of notices that lead to no file of the site; a merchant who is not there was told of
    when the notices were read."""
    for place, target in expected.links:
        named = files_of(target)
        merchant = re.match(r"m/([^/]+)/", named[0])
        absent = merchant is not None and merchant[1] not in expected.claims
        if not absent and files.isdisjoint(named):
            yield _dead(place, target)


def _claim(expected: Expected, path: str) -> Claim | None:
    parts = path.split("/")
    return expected.claims.get(parts[1]) if len(parts) == 3 and parts[0] == "m" else None


def _altered(path: str) -> Problem:
    return Problem(
        Place(path),
        "file-altered",
        "登记簿写出的文件必须原样留下，但写出之后被改过。"
        "请检查 content/ 里有没有同名文件，以及其他插件。",
        "a file of the registry must stay as it was written, but was altered afterwards. Look for a"
        " file of the same name in content/, and at other plugins.",
    )


def _missing(path: str) -> Problem:
    return Problem(
        Place(path),
        "file-missing",
        "网站必须有这个文件，但没有生成。请检查主题和插件；原来的网站没有改动。",
        "the site must have this file, but it was not made. Look at the theme and at plugins; the"
        " previous site stays.",
    )


def _unknown(path: str) -> Problem:
    return Problem(
        Place(path),
        "merchant-unknown",
        "每个状态页都必须有对应的商户档案，但这里没有。请删去 content/ 里生成这个页面的文件。",
        "every status page must belong to a record, but this one has none. Remove the file in"
        " content/ that makes this page.",
    )


def _unpublished(path: str) -> Problem:
    return Problem(
        Place(path),
        "notice-unpublished",
        "公告目录下只能有已发布公告的网页，但这里多了一个（草稿、未到日期的，或别的页面）。"
        "请检查 content/ 和插件。",
        "below notices/ only published notices may stand, but here is another page (a draft, one"
        " that is not due, or a stranger). Look at content/ and at plugins.",
    )


def _dead(place: Place, target: str) -> Problem:
    return Problem(
        place,
        "notice-dead-link",
        f"公告里链接本站的，必须真有这一页：网站里没有「{shown(target, 60)}」"
        "（草稿、未到日期的公告也不算）。请照浏览器地址栏改正，或删去链接，只写名称",
        "a link into this site must lead to a page of it: there is no "
        f"'{shown(target, 60)}' (drafts and notices that are not due are none); correct it, or "
        "write the name without a link",
    )
