"""``content/registers``: what was inspected, complained of, listed and misused, read strictly.

    registers, problems = read_registers(content, programme, today)

Large registers are CSV (``inspections.csv``, and beside it ``inspections-2019.csv`` and so on, for
those who keep a file a year), small ones YAML. An absent file is an empty register. Every problem
of every file is found at once; publish nothing when there is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from fangxin.base.problem import Place, Problem, errors
from fangxin.facts.programme.programme import Programme
from fangxin.facts.registers.checks import check_rows
from fangxin.facts.registers.declared import ALL, every
from fangxin.facts.registers.persons import without_persons
from fangxin.facts.registers.register import Register
from fangxin.facts.registers.rows import Registers, Row
from fangxin.text.csv.dialect import MOST_BYTES
from fangxin.text.csv.formulas import without_formulas
from fangxin.text.csv.table import read_table
from fangxin.text.fields.shape import Lists
from fangxin.text.fields.tables import BROKEN, Field, Report
from fangxin.text.yaml.reading import Map, Node, Seq, read_yaml

__all__ = ["ALL", "Register", "lists_of", "read_registers"]

MOST_PROBLEMS = 2000  # of one file; then its rows are not looked at any more
_NAME = re.compile(r"([a-z]+)(?:-[a-z0-9-]+)?")


def read_registers(
    content: Path, programme: Programme, today: date
) -> tuple[Registers, list[Problem]]:
    """All registers and all their problems, in the order of places. Nothing can have happened
    after ``today``."""
    folder = content / "registers"
    found: dict[str, Any] = {}
    problems = list(_strays(folder))
    lists = lists_of(programme)
    for register in every():
        rows: list[Any] = []
        broken = False
        for path in _files(folder, register):
            more, told = _read(path, register, lists)
            rows += more
            broken |= bool(errors(told))
            problems += told
        ordered = tuple(sorted(rows, key=lambda row: str(row.id)))
        problems += register.rules(ordered)
        if not broken:  # else what is named may be what could not be read
            problems += _replacements_stand(ordered)
        found[register.name] = ordered
    home = content.resolve().parent / "merchants"
    registers = Registers(home=home, renamed=programme.renamed, **found)
    problems += check_rows(registers, programme, lists, today)
    return registers, sorted(problems)


def _replacements_stand(rows: tuple[Row, ...]) -> Iterator[Problem]:
    """What stands in the place of a void row is another row of the same register."""
    known = {row.id for row in rows}
    for row in rows:
        name = row.void.replaced_by if row.void else None
        if name is None or (name in known and name != row.id):
            continue
        zh, en = ("它自己", "itself") if name == row.id else ("这本登记簿里没有的", "not in it")
        yield Problem(
            row.place,
            "unknown-replacement",
            f"{row.id}：void.replaced_by 须是同一登记簿里另一行的编号，这里的 {name} 是{zh}；"
            "请核对编号，没有改记的就不写",
            f"{row.id}: void.replaced_by must be the id of another row of the same register, but "
            f"{name} is {en}; check it, or leave it out where nothing replaces the row",
        )


def lists_of(programme: Programme) -> Lists:
    """The programme's codes that rows name, with their labels."""
    kinds = {
        code: kind.label
        for version in programme.policy.versions
        for code, kind in version.kinds.items()
    }
    return {
        "kinds": kinds,
        "focus": {code: topic.label for code, topic in programme.focus.items()},
        "campaigns": {code: topic.label for code, topic in programme.campaigns.items()},
        "areas": {code: topic.label for code, topic in programme.areas.items()},
        "departments": {code: one.label for code, one in programme.departments.items()},
        "services": {code: topic.label for code, topic in programme.services.items()},
        "projects": {code: topic.label for code, topic in programme.projects.items()},
        "towns": {town: town for town in programme.towns},
    }


def _files(folder: Path, register: Register[Any]) -> list[Path]:
    paths = sorted(folder.glob(f"{register.name}*.{register.ending}"))
    return [path for path in paths if _of(path) is register and _usable(path)]


def _usable(path: Path) -> bool:
    """A plain file: a link is not followed, and a pipe would be waited for."""
    return path.is_file() and not path.is_symlink()


def _of(path: Path) -> Register[Any] | None:
    """The register that a file belongs to by its name."""
    name = _NAME.fullmatch(path.stem)
    for register in every():
        if name and name[1] == register.name and path.suffix == f".{register.ending}":
            return register
    return None


def _strays(folder: Path) -> Iterator[Problem]:
    """Nothing else may lie in the folder."""
    if not folder.is_dir():
        return
    names = "、".join(register.file for register in every())
    for path in sorted(folder.iterdir()):
        if _of(path) is None or not _usable(path):
            if path.name.startswith("."):
                continue
            yield Problem(
                Place(path.as_posix()),
                "stray-register",
                f"登记簿目录里只能有 {names}（可按年分成 名称-2019 这样的文件），"
                f"这里是“{path.name}”；请移走或改名",
                f"only registers may lie here ({names}, also split like name-2019), this is "
                f"'{path.name}'; move it away or rename it",
            )


def _read(path: Path, register: Register[Any], lists: Lists) -> tuple[list[Any], list[Problem]]:
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        return [], [
            Problem(
                Place(name),
                "unreadable",
                f"读不出这个文件（{error.strerror}）；请检查文件权限",
                f"cannot read this file ({error.strerror}); check its permissions",
            )
        ]
    tree: Node | None
    if register.ending == "csv":
        tree, problems = read_table(data, name, register.row)
        problems += without_formulas(tree, name) if tree is not None else ()
    else:
        tree, problems = read_yaml(data, name, max_bytes=MOST_BYTES)
        if b"#" in data and [problem.code for problem in problems] == ["empty-file"]:
            return [], []  # comments alone, like the heading of a table alone: no row yet
    if tree is None:
        return [], problems
    problems += without_persons(tree, name, landlines=register.landlines)
    if type(tree) is not Seq:
        return [], [*problems, _not_a_list(Place(name, tree.line, tree.column))]
    report = Report(name, lists, cells=register.ending == "csv")
    spec = Field("", register.row, "登记簿的一行", "a row")
    rows = []
    for node in tree.items:
        if len(report.problems) > MOST_PROBLEMS:
            report.problems.append(_more(Place(name, node.line)))
            break
        row = register.row.read(node, spec, report)
        if row is not BROKEN and type(node) is Map:
            rows.append(replace(row, place=Place(name, node.line, node.column)))
    return rows, problems + report.problems


def _more(place: Place) -> Problem:
    return Problem(
        place,
        "too-many-problems",
        f"这本登记簿已有 {MOST_PROBLEMS} 多个错误，从这一行起没有再看：多半是列错了位，"
        "或导出时出了错。请从上次提交恢复，或核对表头和各列",
        f"this register has over {MOST_PROBLEMS} problems, and from this row on it was not looked"
        " at: most likely its columns are shifted, or an export went wrong; restore the last"
        " commit, or compare the heading with the columns",
    )


def _not_a_list(place: Place) -> Problem:
    return Problem(
        place,
        "not-a-list",
        "登记簿须是一个列表：每件以短横和空格「- 」开头，下面各行缩进两格；还没有记录的写 []",
        "a register must be a list: each row begins with '- ', its other lines are indented by two "
        "blanks; where there is no row yet, write []",
    )
