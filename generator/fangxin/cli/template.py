"""``fangxin template``: a workbook to fill in; a file that is there already is never replaced."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.closed import listed
from fangxin.base.files import put
from fangxin.base.problem import errors
from fangxin.base.report import complain, complain_about, say
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, folders
from fangxin.cli.desk.which import announce
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option, one_of
from fangxin.facts.registers.declared import every

EXAMPLE = "fangxin template merchants --output 商户登记表.xlsx"
_OF_MERCHANTS = "merchants"


def forms() -> dict[str, str]:
    """What can be filled in, by its name, in Chinese."""
    rows = {one.name: one.form.zh for one in every() if one.form is not None}
    return {_OF_MERCHANTS: "商户", **rows}


TAKES = (
    Argument(
        "form",
        "FORM",
        f"{listed(forms())[0]} | which one",
        one_of(forms()),
    ),
    Option("--output", metavar="FILE.xlsx", read=Path, help="写到哪里 | where to (default: here)"),
    options.CONTENT,
)


def run(options: Options) -> int:
    """Write a workbook to fill in; a file that is there already is never replaced."""

    from fangxin.facts.programme.programme import read_programme
    from fangxin.office.importer.forms import form_of
    from fangxin.office.importer.steps import steps_of
    from fangxin.office.importer.vocabulary import choices
    from fangxin.text.workbook.sheets import workbook

    if not folders(options.content):
        return IMPOSSIBLE
    announce(options)
    programme, problems = read_programme(options.content)
    if programme is None:
        complain_about(errors(problems))
        return WRONG
    form = form_of(options.form)
    path = options.output or Path(f"{form.zh}登记表.xlsx")
    steps = steps_of(form, programme.site.office)
    data = workbook(form.zh, form.columns, choices(programme), form.examples, steps)
    if path.suffix.lower() != ".xlsx":
        complain(f"{path} 须以 .xlsx 结尾", f"{path} must end in .xlsx")
        return IMPOSSIBLE
    if path.exists() and not (path.is_file() and path.read_bytes() == data):
        complain(
            f"{path} 已经有了，也许已填了内容，没有覆盖；请用 --output 换一个文件名",
            f"{path} exists and may be filled in already; choose another name with --output",
        )
        return IMPOSSIBLE
    put(path, data)
    say(
        f"已写好 {path}：填好“{form.zh}”那张表，保存，再运行 fangxin import {path} | "
        f"Written; fill it in, save it, and import it"
    )
    return FINE


COMMAND = Command("template", run, TAKES, EXAMPLE)
