"""``fangxin tidy``: CSV registers in the registry's one spelling, as before a spreadsheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.base.files import put
from fangxin.base.problem import errors
from fangxin.base.report import complain, complain_about, say
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, files, folders
from fangxin.cli.desk.which import announce
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Switch

if TYPE_CHECKING:
    from fangxin.office.editing.registers import CsvRegister


EXAMPLE = """\
fangxin tidy
fangxin tidy content/registers/complaints.csv
fangxin tidy --check"""
TAKES = (
    Argument(
        "files",
        "FILE",
        "登记簿文件（默认全部 CSV 登记簿）| registers (default: all that are CSV)",
        Path,
        many=True,
        required=False,
    ),
    Switch(
        "--check",
        help="只看，不改；有不规范的，退出码为 1 | change nothing; 1 when something would be",
    ),
    options.CONTENT,
)


def run(options: Options) -> int:
    """Rewrite the spelling of registers, never their content; with ``--check`` only say which
    would change."""
    from fangxin.office.editing.registers import books, files_of

    chosen = list(options.files)
    if not (files(*chosen) if chosen else folders(options.content)):
        return IMPOSSIBLE
    if not all(_is_register(path) for path in chosen):
        return IMPOSSIBLE
    if not options.check and not chosen:
        announce(options)
    paths = chosen or [
        path for book in books().values() for path in files_of(book, options.content)
    ]
    plain = [path for path in paths if path.is_file() and not path.is_symlink()]
    codes = [_tidied(path, options.check) for path in plain]
    if all(code is None for code in codes):
        say(f"{len(codes)} 个 CSV 登记簿的写法都规范 | canonical CSV registers: {len(codes)}")
    return max((code for code in codes if code is not None), default=FINE)


def _book(path: Path) -> CsvRegister | None:
    """The register that a file belongs to by its name; None for another file."""
    from fangxin.office.editing.registers import books

    stem = re.fullmatch(r"([a-z]+)(?:-[a-z0-9-]+)?\.csv", path.name)
    return books().get(stem[1]) if stem is not None else None


def _is_register(path: Path) -> bool:
    from fangxin.office.editing.registers import books

    if _book(path) is not None and not path.is_symlink():
        return True
    names = [f"{name}.csv" for name in books()]
    complain(
        f"{path} 不是 CSV 登记簿；能整理的是 {'、'.join(names)}（可按年分，如 "
        f"{names[0].replace('.', '-2025.')}）",
        f"{path} is no CSV register; those are {', '.join(names)}, also split by years",
    )
    return False


def _tidied(path: Path, check: bool) -> int | None:
    """The exit code of one file; None where it is canonical and without errors."""
    from fangxin.facts.registers.tidying import in_words, tidied
    from fangxin.text.csv.table import read_table

    book = _book(path)
    assert book is not None  # or it were no register
    data, table = path.read_bytes(), book.table
    tidy = tidied(data, str(path), table, _mark_before(path))
    wrong = list(tidy.problems) or errors(read_table(tidy.data, str(path), table)[1])
    complain_about(wrong)
    if tidy.problems:
        complain(f"{path} 没有改动，请先改正上面的错误", f"{path} was left alone; mend these first")
        return WRONG
    if tidy.data == data:
        return WRONG if wrong else None
    zh, en = in_words(data, tidy)
    if check:
        complain(
            f"{path} 的写法不规范：{zh}；请运行 fangxin tidy",
            f"{path} is not in canonical spelling: {en}; run fangxin tidy",
        )
        return WRONG
    put(path, tidy.data)
    say(f"已整理 {path}：{zh}，内容不变 | tidied {path}: {en}; its content is the same")
    return WRONG if wrong else FINE


def _mark_before(path: Path) -> bool | None:
    """Whether the last commit's version has a byte-order mark, so that git shows no difference
    where there is none; None where there is no such version."""
    from fangxin.registry.git import GitError, repository_of
    from fangxin.text.csv.dialect import MARK

    try:
        repository = repository_of(path.resolve().parent)
        name = path.resolve().relative_to(repository.folder.resolve()).as_posix()
        code, said, _ = repository.asked("cat-file", "blob", f"HEAD:{name}")
    except (GitError, ValueError):
        return None
    return said.startswith(MARK) if code == 0 else None


COMMAND = Command("tidy", run, TAKES, EXAMPLE)
