"""The grammar of what is recorded about one merchant: new, fail, rectify and so on."""

from __future__ import annotations

import argparse

from generator.commands import approving, recording
from generator.commands.recording import DAY
from generator.fields import Group as Table
from generator.grammar.command import Group, Parser, Run, a_command
from generator.grammar.options import repository
from generator.grammar.writing import fields, written
from generator.record.decisions import CHANGE, OBJECTION, REVIEW
from generator.record.failures import FAILURE
from generator.record.parts import APPEAL, VOID
from generator.record.promises import SIGN
from generator.record.table import MERCHANT

WHO = tuple(spec.key for spec in MERCHANT.fields if spec.key not in (
    "certification", "failures", "follow_up", "commitments", "changes", "objections", "reviews",
    "pledge", "signs", "honours", "redacted",
))  # fmt: skip
CHANGEABLE = (*(key for key in WHO if key != "category"), "owner")


def _id(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", metavar="ID", type=str.upper, help="商户编号 | the merchant's ID")


def _fact(command: argparse.ArgumentParser, zh: str, optional: bool = False) -> None:
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
        recording.fail,
        "登记一个问题；是暂停、撤销还是只记分，由规则推出，写入前先显示",
        "Enter a failure; whether it suspends or revokes follows from the policy, shown first",
        "fangxin fail PJ239001B --kind penalty --date 6月3日 --served 6月5日 "
        "--document 浦市监罚〔2026〕17号 --summary 销售标签不符合规定的预包装食品",
    )
    _id(command)
    told = ("kind", "date", "served", "document", "summary")
    fields(command, FAILURE, (*told, "affects", "distinct_from", "same_act_as", "publication_ends"))
    written(command)


def _later(
    group: Group, name: str, run: Run, words: tuple[str, str], example: str, table: Table,
    keys: tuple[str, ...], optional: bool = False,
) -> None:  # fmt: skip
    """A command about one fact of a merchant."""
    command = a_command(group, name, run, *words, example)
    _id(command)
    _fact(command, "问题编号", optional)
    fields(command, table, keys)
    written(command)


def _amends(group: Group) -> None:
    _later(
        group,
        "rectify",
        recording.rectify,
        (
            "登记整改完成；须赶在期限之前登记",
            "Record that a failure was put right; in time, please",
        ),
        "fangxin rectify PJ239001B F1 --date 昨天",
        DAY,
        ("date",),
    )
    _later(
        group,
        "final",
        recording.final,
        ("登记初步结论已经最终确定", "Record that a provisional finding became final"),
        "fangxin final PJ239001B F1 --date 2026-03-12",
        DAY,
        ("date",),
    )
    _later(
        group,
        "appeal",
        recording.appeal,
        ("登记申诉，或登记申诉结果", "Record an appeal, or what became of it"),
        "fangxin appeal PJ239001B F2 --filed 2025-09-15\n"
        "fangxin appeal PJ239001B F2 --decided 2025-09-25 --outcome 成立 "
        "--document 浦消联办〔2025〕94号",
        APPEAL,
        ("filed", "decided", "outcome", "document"),
    )
    _later(
        group,
        "reply",
        recording.reply,
        ("登记商户陈述，和问题一起公开", "Record the merchant's reply, published with the failure"),
        "fangxin reply PJ239001B F1 --reply 已全部下架同批次商品",
        FAILURE,
        ("reply",),
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
    _id(command)
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
        "fangxin void PJ239001B F3 --reason 登记时写错商户",
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
        "--document 浦消联办〔2026〕97号\n"
        "fangxin change PJ239001B service_phone 0579-00000001",
    )
    _id(command)
    labels = "、".join(f"{key}（{_label(key)}）" for key in CHANGEABLE)
    command.add_argument("field", metavar="FIELD", choices=CHANGEABLE, help=labels)
    command.add_argument("value", metavar="VALUE", nargs="?", help="改成什么 | the new value")
    fields(command, CHANGE, ("date", "document", "continues"))
    written(command)


def _label(key: str) -> str:
    return "经营者" if key == "owner" else MERCHANT.table[key].zh


def _sign(group: Group) -> None:
    said = "登记标牌的发放和取下 | Record that signs were issued and taken down"
    example = "例 | Example:\n  fangxin sign issue PJ239001B --place 店门"
    command = group.add_parser("sign", help=said, description=said, epilog=example)
    inner = command.add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    issue = a_command(
        inner,
        "issue",
        recording.sign_issue,
        "登记发放标牌，编号自动给出",
        "Record that a sign was handed out; its number is given",
        "fangxin sign issue PJ239001B --place 店门",
    )
    _id(issue)
    fields(issue, SIGN, ("number", "issued", "place"))
    written(issue)
    remove = a_command(
        inner,
        "remove",
        recording.sign_remove,
        "登记标牌已经取下",
        "Record that a sign was taken down",
        "fangxin sign remove PJ239001B BP-2026-0042",
    )
    _id(remove)
    _fact(remove, "标牌编号")
    fields(remove, DAY, ("date",))
    written(remove)


def _redact(group: Group) -> None:
    command = a_command(
        group,
        "redact",
        recording.redact,
        "依法删除已经公开的内容；须有文号，并由两人批准",
        "Erase published detail by law; needs a document and two approvers",
        "fangxin redact PJ239001B failures.F1.summary --document 浦消联办〔2026〕98号",
    )
    _id(command)
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


COMMANDS = (_approve, _new, _fail, _amends, _change, _notes, _sign, _redact)
