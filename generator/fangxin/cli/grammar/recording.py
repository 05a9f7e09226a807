"""The grammar of what is recorded about one merchant: new, fail, rectify and so on."""

from __future__ import annotations

import argparse

from fangxin.cli.commands import approving, failing, recording
from fangxin.cli.commands.failing import FINALISED
from fangxin.cli.commands.recording import DAY, RECTIFIED
from fangxin.cli.grammar.command import Group, Run, a_command
from fangxin.cli.grammar.options import repository
from fangxin.cli.grammar.writing import fields, written
from fangxin.facts.record.decisions import CHANGE, OBJECTION, REVIEW
from fangxin.facts.record.failures import FAILURE
from fangxin.facts.record.parts import VOID
from fangxin.facts.record.repair import REPAIR
from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields import Group as Table

WHO = tuple(spec.key for spec in MERCHANT.fields if spec.key not in (
    "certification", "failures", "follow_up", "commitments", "changes", "objections", "reviews",
    "pledge", "criteria", "signs", "honours", "redacted",
))  # fmt: skip
RECTIFIED_ON = Table((*DAY.fields, *RECTIFIED.fields))
CHANGEABLE = (*(key for key in WHO if key != "category"), "owner")


def who(command: argparse.ArgumentParser) -> None:
    """The merchant that a command is about."""
    command.add_argument("id", metavar="ID", type=str.upper, help="商户编号 | the merchant's ID")


def which(command: argparse.ArgumentParser, zh: str, optional: bool = False) -> None:
    """The fact that a command is about."""
    command.add_argument(
        "fact",
        metavar="FACT",
        type=str.upper,
        nargs="?" if optional else None,
        help=f"{zh}，例如 F1 | id of the fact",
    )


def _new(group: Group) -> None:
    command = a_command(
        group,
        "new",
        recording.new,
        "新建一份商户档案，编号自动给出；接着用 decide publicise 公示",
        "Make the record of a new merchant, whose ID is given; then publicise it",
        "fangxin new --name 月泉粮油店（示例） --uscc 91330726MA2DEM54XD --category shop "
        "--town 浦南街道 --address 浙江省浦江县浦南街道月泉路18号",
    )
    command.add_argument("--id", type=str.upper, default=None, help="编号，不写则取下一个 | its ID")
    command.add_argument("--prefix", type=str.upper, default=None, help="编号开头的字母 | letters")
    fields(command, MERCHANT, WHO)
    written(command)


def _fail(group: Group) -> None:
    command = a_command(
        group,
        "fail",
        failing.fail,
        "登记一个问题；是暂停、撤销还是只记分，由规则推出，写入前先显示",
        "Enter a failure; whether it suspends or revokes follows from the policy, shown first",
        "fangxin fail PJ239001B --kind penalty --date 6月3日 --served 6月5日 --found-by amr "
        "--document 浦市监罚〔2026〕17号 --summary 销售标签不符合规定的预包装食品",
    )
    who(command)
    told = ("kind", "date", "found_by", "served", "document", "summary")
    fields(command, FAILURE, (*told, "affects", "distinct_from", "same_act_as", "publication_ends"))
    written(command)


def _later(
    group: Group, name: str, run: Run, words: tuple[str, str], example: str, table: Table,
    keys: tuple[str, ...], optional: bool = False,
) -> None:  # fmt: skip
    """A command about one fact of a merchant."""
    command = a_command(group, name, run, *words, example)
    who(command)
    which(command, "问题编号", optional)
    fields(command, table, keys)
    written(command)


def _amends(group: Group) -> None:
    _later(
        group,
        "rectify",
        recording.rectify,
        (
            "登记整改完成：写实际改好的那天，和核查文书",
            "Record that a failure was put right: on which day, by which document",
        ),
        "fangxin rectify PJ239001B F1 --date 昨天 --rectified-document 浦市监检〔2026〕6号 "
        "--rectified-summary 现场复查，标签已全部更换",
        RECTIFIED_ON,
        ("date", "rectified_document", "rectified_summary"),
    )
    _later(
        group,
        "final",
        failing.final,
        ("登记初步结论已经最终确定", "Record that a provisional finding became final"),
        "fangxin final PJ239001B F1 --date 2026-03-12 --final-document 浦市监检〔2026〕45号",
        FINALISED,
        ("date", "final_document"),
    )
    _later(
        group,
        "repair",
        recording.repair,
        (
            "登记信用修复；最短公示期满以后，凭有权机关的决定提前结束公示",
            "Record a credit repair, which ends a publication after its shortest period",
        ),
        "fangxin repair PJ239001B F1 --date 2026-09-01 --document 浦市监信修〔2026〕6号 "
        "--by 浦江县市场监督管理局",
        REPAIR,
        ("date", "document", "by", "summary"),
    )


def _notes(group: Group) -> None:
    command = a_command(
        group,
        "review",
        recording.review,
        "登记复评",
        "Record a review of a recognised merchant",
        "fangxin review PJ239001B --outcome 通过",
    )
    who(command)
    fields(command, REVIEW, ("date", "outcome", "summary", "document"))
    written(command)
    _later(
        group,
        "object",
        recording.object_,
        ("登记公示期内的异议，或登记异议的答复", "Record an objection, or what became of it"),
        "fangxin object PJ239001B --summary 反映店内部分散装商品没有标价\n"
        "fangxin object PJ239001B O1 --outcome 不成立 --document 浦消联办〔2026〕92号",
        OBJECTION,
        ("filed", "summary", "decided", "outcome", "document"),
        optional=True,
    )
    _later(
        group,
        "void",
        recording.void,
        (
            "注明一条事实登记有误；原来的内容留着",
            "Say that a fact was entered by mistake; it stays",
        ),
        "fangxin void PJ239001B F3 --reason 登记时写错商户 --document 浦消联办〔2026〕95号",
        VOID,
        ("date", "reason", "document", "replaced_by"),
    )


def _change(group: Group) -> None:
    command = a_command(
        group,
        "change",
        recording.change,
        "登记变更：名称、地址、信用代码、经营者留下变更记录，其余各项直接改",
        "Record a change: names, addresses, codes and owners leave an entry, the rest is replaced",
        "fangxin change PJ239001B name 月泉粮油商行（示例） --document 浦消联办〔2026〕96号\n"
        "fangxin change PJ239001B address 浙江省浦江县浦南街道月泉路52号 --continues 是 "
        "--summary 门牌重编，仍在原处经营 --document 浦消联办〔2026〕97号\n"
        "fangxin change PJ239001B service_phone 0579-00000001",
    )
    who(command)
    labels = "、".join(f"{key}（{_label(key)}）" for key in CHANGEABLE)
    command.add_argument("field", metavar="FIELD", choices=CHANGEABLE, help=labels)
    command.add_argument("value", metavar="VALUE", nargs="?", help="改成什么 | the new value")
    fields(command, CHANGE, ("date", "document", "continues", "summary"))
    written(command)


def _label(key: str) -> str:
    return "经营者" if key == "owner" else MERCHANT.table[key].zh


def _redact(group: Group) -> None:
    command = a_command(
        group,
        "redact",
        recording.redact,
        "依法删除已经公开的内容；须有文号，并由两人批准",
        "Erase published detail by law; needs a document and two approvers",
        "fangxin redact PJ239001B failures.F1.summary --document 浦消联办〔2026〕98号",
    )
    who(command)
    command.add_argument(
        "fields",
        metavar="FIELD",
        nargs="+",
        help="删去哪几项，写成 failures.F1.summary 这样 | what to erase",
    )
    command.add_argument("--document", required=True, help="文号 | the authorising document")
    written(command)


def _approve(group: Group) -> None:
    command = a_command(
        group,
        "approve",
        approving.approve,
        "批准别人的提交：需要两个人的事，由另一个人在自己的电脑上运行",
        "Approve a commit of somebody else, where two persons are needed",
        "fangxin approve --role 分管负责人",
    )
    command.add_argument(
        "commit", metavar="COMMIT", nargs="?", default="HEAD", help="哪个提交，默认最新的 | which"
    )
    command.add_argument("--role", required=True, help="您的岗位，不写姓名 | your role, no name")
    repository(command)


COMMANDS = (_approve, _new, _fail, _amends, _change, _notes, _redact)
