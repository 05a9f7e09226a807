"""The files of content/programme: which there are, and each read by its table."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.programme.admin import ADMIN
from fangxin.facts.programme.checks import ProgrammeFile, Sheets
from fangxin.facts.programme.guard import GUARD
from fangxin.facts.programme.holidays import HOLIDAYS
from fangxin.facts.programme.laws import LAWS
from fangxin.facts.programme.tables import (
    CATEGORIES,
    COMMITMENTS,
    DEPARTMENTS,
    DOCUMENTS,
    PLAN,
    SITE,
    TOPICS,
    TOWNS,
)
from fangxin.text.fields.tables import BROKEN, Field, Kind, Report
from fangxin.text.yaml.reading import Map, read_yaml

FILE_BYTES = 512 * 1024
POLICY = "policy.yml"
REQUIRED: Mapping[str, Kind] = {
    "site": SITE,
    "categories": CATEGORIES,
    "towns": TOWNS,
    "departments": DEPARTMENTS,
    "commitments": COMMITMENTS,
}
OPTIONAL: Mapping[str, Kind] = {
    "documents": DOCUMENTS,
    "topics": TOPICS,
    "holidays": HOLIDAYS,
    "guard": GUARD,
    "admin": ADMIN,
    "laws": LAWS,
}


def read_sheets(content: Path) -> tuple[Sheets, list[Problem]]:
    """Every file of content/programme but the policy, with all problems found inside files."""
    folder = content / "programme"
    files: dict[str, ProgrammeFile] = {}
    problems = list(_strays(folder))
    wanted = [*REQUIRED, *OPTIONAL]
    wanted += [f"plans/{path.stem}" for path in sorted(folder.glob("plans/*.yml"))]
    for name in wanted:
        path = folder / f"{name}.yml"
        if name in OPTIONAL and not path.exists():
            continue
        data, found = _bytes(path)
        problems += found
        if data is not None:
            sheet, told = _sheet(data, name)
            problems += [problem.at(path.as_posix()) for problem in told]
            if sheet is not None:
                files[name] = sheet._replace(report=sheet.report.at(path.as_posix()))
    return Sheets(content, files), problems


def policy_bytes(content: Path) -> tuple[bytes | None, str, list[Problem]]:
    """The policy's bytes and path; a problem when it cannot be read."""
    path = content / "programme" / POLICY
    data, problems = _bytes(path)
    return data, path.as_posix(), problems


@lru_cache(maxsize=64)
def _sheet(data: bytes, name: str) -> tuple[ProgrammeFile | None, list[Problem]]:
    """A file by its name; two versions of a registry, read together, mostly have the same ones."""
    kind = {**REQUIRED, **OPTIONAL}.get(name, PLAN)
    root, problems = read_yaml(data, name, max_bytes=FILE_BYTES)
    if root is None:
        return None, problems
    report = Report(name)
    value = kind.read(root, Field("", kind, "文件", "the file"), report)
    problems += report.problems
    if value is BROKEN:
        return None, problems
    written = frozenset(root.entries) if isinstance(root, Map) else frozenset()
    return ProgrammeFile(value, report, written), problems


def _bytes(path: Path) -> tuple[bytes | None, list[Problem]]:
    place = Place(path.as_posix())
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise IsADirectoryError(errno.EISDIR, "not a file")
        return path.read_bytes(), []
    except FileNotFoundError:
        zh = (
            f"须有文件 {path.as_posix()}：没有找到。"
            "请从示例仓库复制一份再改，或用 --content 指明目录"
        )
        en = (
            f"the file {path.as_posix()} must be there: it was not found; copy it from the "
            "demonstration and edit it, or name the folder with --content"
        )
        return None, [Problem(place, "file-missing", zh, en)]
    except OSError as error:
        zh = f"读不出这个文件（{error.strerror}）。请检查它是不是文件、有没有读取权限"
        en = f"cannot read this file ({error.strerror}); check that it is a file you may read"
        return None, [Problem(place, "unreadable", zh, en)]


def _strays(folder: Path) -> list[Problem]:
    """A problem for each file that no one reads: most likely its name is mistyped."""
    names = [*REQUIRED, *OPTIONAL]
    known = {f"{name}.yml" for name in names} | {POLICY, "plans"}
    found = [path for path in sorted(folder.glob("*")) if path.name not in known]
    found += [path for path in sorted(folder.glob("plans/*")) if path.suffix != ".yml"]
    return [
        Problem(
            Place(path.as_posix()),
            "stray-file",
            f"这里只放规定的文件，没有程序会读「{path.name}」。"
            f"请改正文件名（{'、'.join(sorted(known))}），或移走",
            f"only the known files belong here, nothing reads '{path.name}'; correct its name "
            f"({', '.join(sorted(known))}), or move it away",
        )
        for path in found
        if not path.name.startswith(".")
    ]
