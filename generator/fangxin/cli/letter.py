"""``fangxin letter``: which letters are due to a merchant, and one of them as a Word file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangxin.base import machine
from fangxin.base.closed import code_of, listed
from fangxin.base.files import put_new
from fangxin.base.report import complain, complain_about, say, say_json
from fangxin.cli import options
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, as_of, folders, no_merchant, read
from fangxin.cli.desk.which import announce
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option, one_of
from fangxin.office.letters.kinds import KINDS

if TYPE_CHECKING:
    from fangxin.office.letters.case import LetterCase
    from fangxin.office.letters.kinds import Letter


EXAMPLE = """\
fangxin letter PJ2300025
fangxin letter suspend PJ2300025 --document 浦消联办〔2026〕20号"""
NUMBER = re.compile(r"[^\s〔〕]{2,20}〔[0-9]{4}〕[0-9]{1,5}号")
THEME = options.ROOT / "theme"
TITLES = {code: kind.zh for code, kind in KINDS.items()}
TAKES = (
    Argument(
        "kind",
        "KIND",
        f"文种：{listed(TITLES)[0]}；不写就列出这家商户现在该发的文书 | kind; without it: which are"
        " due",
        one_of(TITLES),
        required=False,
    ),
    options.MERCHANT,
    Option(
        "--fact",
        metavar="F1",
        help="说的是哪一件（问题、决定的编号）| which fact the letter is about",
    ),
    Option(
        "--document",
        metavar="文号",
        help="这份文书的文号，不写就留空 | the letter's own number (default: left blank)",
    ),
    Option(
        "--output",
        metavar="FILE.docx",
        read=Path,
        help="存到哪里（默认：当前目录，编号-文种-日期.docx）| where to (default: here)",
    ),
    *options.SOURCES,
    options.JSON,
)


def run(options: Options) -> int:
    """List the letters that are due, or write one; what the standing does not allow is refused."""
    from fangxin.office.letters.case import LetterCase
    from fangxin.view.viewing import office_view_of

    day = as_of(options)
    if not folders(options.merchants, options.content) or not _sound(options, day):
        return IMPOSSIBLE
    if options.kind is not None:
        announce(options)
    sources = read(options, day)
    registry, programme = sources.registry, sources.programme
    if sources.errors or registry is None or programme is None:
        complain_about(sources.errors)
        complain(
            "数据有错误，文书可能不对，所以不出具；请先改正",
            "no letter is written from data with errors; mend them first",
        )
        return WRONG
    if options.id not in registry.merchants:
        complain(*no_merchant(options.id, registry))
        return IMPOSSIBLE
    view = office_view_of(options.id, registry, programme, day)
    case = LetterCase(view, registry.merchants[options.id], programme, day, options.document)
    return _list(options, case) if options.kind is None else _write(options, case)


def _sound(options: Options, day: date) -> bool:
    """Whether kind, number and day can be meant; says what is wrong with them."""
    kind = code_of(options.id, TITLES) if options.kind is None else None
    if kind is not None:
        complain(
            f"{kind}（{KINDS[kind].zh}）是文种，还要写商户编号，例如 fangxin letter {kind} "
            "PJ2300025；只写商户编号，就列出这家该发的文书",
            f"{kind} is a kind of letter, and the merchant's ID is needed after it: fangxin letter "
            f"{kind} PJ2300025; the ID alone lists what is due",
        )
        return False
    if options.document is not None and not NUMBER.fullmatch(options.document):
        complain(
            f"文号应写成 浦消联办〔2026〕20号，不是 {options.document}；六角括号可以从这里复制",
            f"a document number looks like 浦消联办〔2026〕20号, not {options.document}",
        )
        return False
    if options.as_of is not None and day > machine.clock():
        complain(
            f"{day} 还没有到，那天的状态还会变，不能先出具文书；请到时再写",
            f"{day} has not come yet and the standing may change; write the letter then",
        )
        return False
    return True


def _list(options: Options, case: LetterCase) -> int:
    """What is due, and what else would be true."""
    from fangxin.office.letters.fitting import letters_that_fit

    if options.fact or options.document or options.output:
        complain(
            f"请写明文种，例如 fangxin letter notice {options.id}",
            f"name the kind of letter, for example fangxin letter notice {options.id}",
        )
        return IMPOSSIBLE
    found = letters_that_fit(case.view, case.programme, case.as_of)
    if options.json:
        say_json(_as_json(found, case))
    else:
        say("\n".join(_as_lines(found, case)))
    return FINE


def _as_json(found: tuple[Letter, ...], case: LetterCase) -> dict[str, Any]:
    return {
        "id": case.view.id,
        "name": case.view.name,
        "as_of": case.as_of.isoformat(),
        "due": [one.as_json() for one in found if one.due],
        "other": [one.as_json() for one in found if not one.due],
    }


def _as_lines(found: tuple[Letter, ...], case: LetterCase) -> list[str]:
    from fangxin.office.letters.choosing import command
    from fangxin.office.letters.kinds import KINDS

    lines = [f"{case.view.id} {case.view.name}（{case.as_of}）"]
    for due, zh, en in ((True, "现在该发的", "due now"), (False, "也可以出具的", "also true")):
        these = [one for one in found if one.due is due]
        if these or due:
            lines.append(f"{zh} | {en}{'' if these else '：没有 | none'}")
        for one in these:
            kind, facts = KINDS[one.kind], "、".join(one.facts)
            lines.append(f"  《{kind.zh}》 | {kind.en}：{facts}，{one.day}")
            lines.append(f"    {command(one, case.view)}")
    return lines


def _write(options: Options, case: LetterCase) -> int:
    """The letter in a new file; a file that is there is somebody's work and stays as it is."""
    from fangxin.office.letters.choosing import Refused, choose
    from fangxin.office.letters.fitting import letters_that_fit
    from fangxin.office.letters.kinds import KINDS
    from fangxin.office.letters.paper import paper
    from fangxin.office.letters.text import lines

    fitting = letters_that_fit(case.view, case.programme, case.as_of)
    chosen = choose(options.kind, options.fact, fitting, case.view)
    if isinstance(chosen, Refused):
        complain(chosen.zh, chosen.en)
        return IMPOSSIBLE
    data = paper(lines(chosen, case, THEME), case)
    title = KINDS[options.kind].zh
    path: Path = options.output or Path(f"{case.view.id}-{title}-{case.as_of}.docx")
    if not _save(path, data):
        return IMPOSSIBLE
    if options.json:
        say_json({**chosen.as_json(), "id": case.view.id, "path": str(path)})
    else:
        say(
            f"{path}：请核对、打印、盖章，附送达回证送达 | check, print, stamp and serve it with "
            "its proof of service"
        )
    return FINE


def _save(path: Path, data: bytes) -> bool:
    """Whether the file could be made anew; says why not."""
    if path.suffix.lower() != ".docx":
        complain(
            f"{path} 的后缀应为 .docx，Word 和 WPS 才打得开",
            f"{path} must end in .docx, for Word and WPS to open it",
        )
        return False
    try:
        put_new(path, data)
    except FileExistsError:
        complain(
            f"{path} 已经有了，没有覆盖；请先移走，或用 --output 写另一个名称",
            f"{path} is there already and was left as it is; move it away or name another --output",
        )
        return False
    return True


COMMAND = Command("letter", run, TAKES, EXAMPLE)
