"""``fangxin decide``: what the office decides about merchants, one by one or from a list."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.closed import listed
from fangxin.base.report import complain
from fangxin.cli import options
from fangxin.cli.desk.given import IMPOSSIBLE
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.fields import entered
from fangxin.cli.frame.parameters import Argument, Option, Switch, Words, one_of
from fangxin.facts.demands import demanded
from fangxin.facts.record.decisions import ACTS as LABELS
from fangxin.facts.record.decisions import DECISION
from fangxin.office.editing.acts import ACTS

EXAMPLE = """\
fangxin decide publicise PJ230007W --document 浦消联办〔2026〕131号
fangxin decide certify PJ260005E --checked-by amr --document 浦消联办〔2026〕132号 --commit
fangxin decide publicise --candidates 名单.xlsx
fangxin decide publicise --list 名单.xlsx --document 浦消联办〔2026〕133号 --commit
fangxin decide reinstate PJ2300025 --because D5 --document 浦消联办〔2026〕134号 --summary \
已复查"""
# What the act says, what import tells, and what served and reply tell later.
OTHERWISE = ("status", "imported", "served", "reply", "replied")
MANY = "一批 | many at once"


WORDS = {word: LABELS[act.value][0] for word, act in ACTS.items()}
WORDS |= {"certify": "认定", "renew": "续期"}
TAKES = (
    Argument("act", "ACT", listed(WORDS)[0], one_of(WORDS)),
    Argument("ids", "ID", "商户编号 | merchant IDs", str.upper, many=True, required=False),
    Option(
        "--list",
        metavar="FILE",
        read=Path,
        help="名单（xlsx 或 csv），有“商户编号”一列，或“名称”和“统一社会信用代码”两列；"
        "可有截止日期、证书编号、标牌编号等列 | a list of merchants, in place of IDs",
        heading=MANY,
    ),
    Option(
        "--candidates",
        metavar="FILE.xlsx",
        read=Path,
        help="先列一份今天可以这样决定的名单，审核后用 --list | make a list of those who qualify",
        heading=MANY,
    ),
    Switch(
        "--notice/--no-notice",
        help="同时写公告；名单的公示、认定、续期默认写 | write a notice too",
        heading=MANY,
    ),
    Switch(
        "--signs",
        help="认定或续期时发标牌，编号接着往下排 | issue signs, numbers go on",
        heading=MANY,
    ),
    Option("--title", help="公告和文件的标题，默认按月份写 | title of the notice", heading=MANY),
    Option(
        "--checked-by",
        "field_by",
        metavar="DEPARTMENT",
        help="认定、续期时，由部门核对的条件都符合：哪个部门核对的 | who found the criteria met",
    ),
    *entered(DECISION, OTHERWISE),
    *options.WRITTEN,
)


def _when(key: str) -> Words:
    """For which acts a field must be written."""
    acts = [word for word, act in ACTS.items() if key in demanded(act)]
    others = [word for word in ACTS if word not in acts]
    if len(acts) <= len(others):
        return "、".join(WORDS[word] for word in acts), f"to {', '.join(acts)}"
    named = f"除{'、'.join(WORDS[word] for word in others)}外" if others else "写决定时"
    return named, f"but to {', '.join(others)}" if others else "to enter it"


NEEDS = {key: _when(key) for act in ACTS.values() for key in demanded(act)}


def run(options: Options) -> int:
    """Decide about each merchant named, or about all of a list."""
    from fangxin.cli.desk.opening import open_desk
    from fangxin.cli.own.decide import single
    from fangxin.cli.own.decide.batch import together
    from fangxin.cli.own.decide.candidates import candidates

    ways = sum(map(bool, (options.ids, options.list, options.candidates)))
    if ways != 1:
        complain(
            "写商户编号，或用 --list 写名单文件，或用 --candidates 先列出可以决定的：选一样",
            "give merchant IDs, or a list with --list, or --candidates: one of them",
        )
        return IMPOSSIBLE
    if options.ids and not options.notice and not options.signs:
        return single.decide(options)
    if options.candidates:
        return candidates(open_desk(options), options.candidates)
    return together(open_desk(options))


COMMAND = Command("decide", run, TAKES, EXAMPLE, needs=NEEDS)
