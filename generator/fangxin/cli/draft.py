"""``fangxin draft``: hot spots of complaints, and the notices they call for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.base.files import put_new
from fangxin.base.report import complain, complain_about, say, say_json
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, as_of, folders, read
from fangxin.cli.desk.which import announce
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Switch

if TYPE_CHECKING:
    from fangxin.facts.programme.programme import Programme
    from fangxin.office.drafts import Draft
    from fangxin.view.analysis.analysing import Analysis


EXAMPLE = """\
fangxin draft
fangxin draft alert-prepaid-2026-10 --write"""
TAKES = (
    Argument("name", "NAME", "草稿名称 | name of the draft", required=False),
    Switch("--write", help="写入文件 | write the file"),
    *options.SOURCES,
    options.JSON,
)


def run(options: Options) -> int:
    """List what complaints tell and the notices it calls for; show or write one of them."""
    from fangxin.facts.registers.complaints import COMPLAINTS
    from fangxin.view.analysis.analysing import analyse

    if not folders(options.merchants, options.content):
        return IMPOSSIBLE
    if options.write:
        announce(options)
    day = as_of(options)
    sources = read(options, day)
    registry, programme = sources.registry, sources.programme
    if registry is None or programme is None or sources.errors:
        complain_about(sources.errors)
        return WRONG
    names = {id: merchant.name for id, merchant in registry.merchants.items()}
    complaints = registry.registers.of(COMPLAINTS)
    analysis = analyse(complaints, registry.linked(), names, day, programme)
    return _answer(options, analysis, programme)


def _answer(options: Options, analysis: Analysis, programme: Programme) -> int:
    """Print the list, print the draft that was named, or write it; the exit code."""
    from fangxin.office.drafts import as_json, as_lines, drafts, markdown, path_of

    found = drafts(analysis, programme)
    if options.name is None and not options.write:
        if options.json:
            say_json(as_json(analysis, found))
        else:
            say("\n".join(as_lines(analysis, found, programme, options.content)))
        return FINE
    chosen = next((one for one in found if one.name == options.name), None)
    if chosen is None:
        return _unknown(options.name, found)
    text = markdown(chosen, analysis.as_of)
    if options.write:
        return _write(path_of(chosen, options.content, analysis.as_of), text)
    say(text.rstrip("\n"))
    return FINE


def _unknown(name: str | None, found: tuple[Draft, ...]) -> int:

    known = [one.name for one in found]
    if not known:
        complain(
            "现在没有可拟的公告：没有达到门槛的热点",
            "there is nothing to draft: no hot spot reaches the threshold",
        )
    elif name is None:
        complain(
            f"--write 要写明哪一份草稿：{'、'.join(known)}",
            f"--write needs the name of a draft: {', '.join(known)}",
        )
    else:
        complain(
            f"没有叫 {name} 的草稿；请写其中之一：{'、'.join(known)}",
            f"there is no draft named {name}; choose one of {', '.join(known)}",
        )
    return IMPOSSIBLE


def _write(path: Path, text: str) -> int:
    """A file that is there is somebody's work and stays as it is."""
    try:
        put_new(path, text.encode("utf-8"))
    except FileExistsError:
        complain(
            f"{path} 已经有了，没有覆盖；请直接修改，或先移走",
            f"{path} is there already and was left as it is; edit it, or move it away first",
        )
        return IMPOSSIBLE
    say(
        f"{path}：请修改核实，再删去 Status: draft 这一行，提交后发布 | edit and check it, then "
        "delete the line Status: draft and commit to publish"
    )
    return FINE


COMMAND = Command("draft", run, TAKES, EXAMPLE)
