"""``fangxin import``: a table becomes records, or rows of a register."""

from __future__ import annotations

import re
from pathlib import Path

from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.desk.given import IMPOSSIBLE, files, folders
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option, Switch
from fangxin.cli.frame.refusal import UnfitError

EXAMPLE = """\
fangxin import 商户登记表.xlsx
fangxin import 抽检.csv --mapping 对照.yml --merchants merchants"""


def _prefix(text: str) -> str:
    """One to four capital letters."""
    if not re.fullmatch("[A-Z]{1,4}", text):
        raise UnfitError(f"应是 1 至 4 个大写字母，不是 {text!r}", "needs 1 to 4 capital letters")
    return text


TAKES = (
    Argument("file", "FILE", "表格（.xlsx、.xls、.ods 或 .csv）| the table", Path),
    Option(
        "--mapping",
        metavar="M.yml",
        read=Path,
        help="对照表；按模板填的不用 | what each column is; not for what a template was made for",
    ),
    Option(
        "--prefix",
        metavar="LETTERS",
        read=_prefix,
        help="新商户编号开头的字母（默认照已有的）| letters new IDs begin with (default: as usual)",
    ),
    Switch("--no-copy", help="不写标出错处的副本 | write no copy with the mistakes marked"),
    *options.WRITTEN,
)


def run(options: Options) -> int:
    """Turn a table into records, or into rows of a register when the mapping names one; what
    cannot be used is told row by row, and answers 1."""
    from fangxin.cli.desk.opening import open_desk
    from fangxin.cli.own.import_.filled import import_filled
    from fangxin.cli.own.import_.mapped import import_records, import_rows_of
    from fangxin.office.importer.row_mapping import maps_rows
    from fangxin.registry.git import GitError
    from fangxin.text.yaml.reading import RECORD_BYTES

    given = [options.file, *([options.mapping] if options.mapping else [])]
    if not files(*given) or not folders(options.content):
        return IMPOSSIBLE
    try:
        desk = open_desk(options, beginning=True)
        if options.mapping is None:
            return import_filled(desk)
        with options.mapping.open("rb") as file:
            words = file.read(RECORD_BYTES + 1)  # one more: the reader sees that it is too big
        return (import_rows_of if maps_rows(words) else import_records)(desk, words)
    except GitError as error:
        complain(f"没有改动任何文件：{error.zh}", f"nothing was changed: {error.en}")
        return IMPOSSIBLE


COMMAND = Command("import", run, TAKES, EXAMPLE)
