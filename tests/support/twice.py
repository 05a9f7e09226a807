"""Every command that writes, as a case: what was done before, and the command to be run twice.

A case is words and the day they are run on; FILE stands for the folder of scratch files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.test_record_commands import FRESH, ID, OTHER, SHOP
from tests.support.office import Office

DAY = "2024-06-06"
Words = tuple[str, ...]
FAIL = (
    "fail",
    ID,
    "--kind",
    "penalty",
    "--date",
    "2024-06-03",
    "--served",
    "2024-06-05",
    "--document",
    "浦市监罚〔2024〕917号",
    "--summary",
    "标签不符合规定",
)
PUBLICISE = ("decide", "publicise", OTHER, "--document", "浦消联办〔2024〕91号")
OBJECT = ("object", OTHER, "--summary", "反映没有标价")
SIGN = ("sign", "issue", ID, "--place", "店门")
INSPECT = (
    "inspect",
    "--date",
    "2024-06-01",
    "--channel",
    "线下",
    "--stage",
    "流通领域",
    "--product",
    "移动电源",
    "--seller",
    ID,
    "--result",
    "不合格",
    "--reason",
    "温升超标",
    "--responsible",
    "销售者",
    "--kind",
    "failed_sample",
    "--served",
    "2024-06-05",
    "--document",
    "浦市监检〔2024〕31号",
)
COMPLAINT = (
    "complaint",
    "--channel",
    "12315",
    "--class",
    "一般消费纠纷",
    "--field",
    "food",
    "--department",
    "amr",
    "--merchant",
    ID,
    "--received",
    "2024-06-06 09:05",
)
NOTICE = ("notice", "消费提醒", "--title", "年前办卡，先问三句话", "--summary", "三句话。")
LIST = "商户编号\nPJ2390029\n"


@dataclass(frozen=True, slots=True)
class Case:
    """``before``: what was done already; ``words``: what is run twice; ``files``: scratch files."""

    words: Words
    before: tuple[Words, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def _decide(word: str, *more: str, before: tuple[Words, ...] = (), id: str = ID) -> Case:
    return Case(("decide", word, id, "--document", "浦消联办〔2024〕95号", *more), before)


CASES: Mapping[str, Case] = {
    "new": Case(
        (
            "new",
            "--name",
            "梅江副食店（示例）",
            "--uscc",
            "91330726MA2DEM57XG",
            "--category",
            "shop",
            "--town",
            "郑宅镇",
            "--address",
            "浙江省浦江县郑宅镇梅江路9号",
        )
    ),
    "fail": Case(FAIL),
    "fail without document": Case(
        ("fail", ID, "--kind", "price_not_marked", "--date", "2024-06-03")
    ),
    "rectify": Case(
        (
            "rectify",
            ID,
            "F1",
            "--date",
            "2024-06-06",
            "--rectified-document",
            "浦市监检〔2024〕9号",
            "--rectified-summary",
            "标签已全部更换",
        ),
        (FAIL,),
    ),
    "final": Case(
        ("final", ID, "F1", "--date", "2024-06-06", "--final-document", "文10号"),
        (
            (
                "fail",
                ID,
                "--kind",
                "failed_sample",
                "--date",
                "2024-06-03",
                "--document",
                "文8号",
                "--summary",
                "温升超标",
            ),
        ),
    ),
    "appeal": Case(("appeal", ID, "F1", "--filed", "2024-06-06"), (FAIL,)),
    "appeal filed and decided": Case(
        (
            "appeal",
            ID,
            "F1",
            "--filed",
            DAY,
            "--decided",
            DAY,
            "--outcome",
            "不成立",
            "--document",
            "文3号",
            "--decided-by",
            "office",
        ),
        (FAIL,),
    ),
    "appeal decided": Case(
        (
            "appeal",
            ID,
            "F1",
            "--decided",
            DAY,
            "--outcome",
            "不成立",
            "--document",
            "文3号",
            "--decided-by",
            "office",
        ),
        (FAIL, ("appeal", ID, "F1", "--filed", DAY)),
    ),
    "reply": Case(("reply", ID, "F1", "--reply", "已下架"), (FAIL,)),
    "review": Case(("review", ID, "--outcome", "通过", "--summary", "符合", "--document", "文8号")),
    "object": Case(OBJECT, (PUBLICISE,)),
    "object decided": Case(
        ("object", OTHER, "O1", "--outcome", "不成立", "--document", "文2号"), (PUBLICISE, OBJECT)
    ),
    "repair": Case(
        (
            "repair",
            ID,
            "F1",
            "--date",
            DAY,
            "--document",
            "浦市监信修〔2024〕6号",
            "--by",
            "浦江县市场监督管理局",
        ),
        (FAIL,),
    ),
    "correct": Case(
        (
            "correct",
            ID,
            "F1",
            "--key",
            "summary",
            "--value",
            "标签不符合规定（两种）",
            "--document",
            "文4号",
        ),
        (FAIL,),
    ),
    "served": Case(
        ("served", ID, "D3", "--served", "2024-06-06"),
        (("decide", "suspend", ID, "--document", "文4号", "--summary", "店面失火"),),
    ),
    "tick": Case(("tick", ID, "--by", "amr", "--document", "文4号", "--criterion", "licence")),
    "void": Case(("void", ID, "F1", "--reason", "登记时写错商户", "--document", "文9号"), (FAIL,)),
    "change name": Case(("change", ID, "name", "月泉商行（示例）", "--document", "文5号")),
    "change owner": Case(("change", ID, "owner", "--document", "文5号")),
    "change phone": Case(("change", ID, "service_phone", "0579-00000001")),
    "sign issue": Case(SIGN),
    "sign lost": Case(("sign", "lost", ID, "BP-2024-0001"), (SIGN,)),
    "sign replace": Case(("sign", "replace", ID, "BP-2024-0001"), (SIGN,)),
    "sign replace lost": Case(
        ("sign", "replace", ID, "BP-2024-0001"), (SIGN, ("sign", "lost", ID, "BP-2024-0001"))
    ),
    "sign issue again": Case(SIGN, (SIGN, ("sign", "remove", ID, "BP-2024-0001"))),
    "sign remove": Case(("sign", "remove", ID, "BP-2024-0001"), (SIGN,)),
    "sign restore": Case(
        ("sign", "restore", ID, "BP-2024-0001", "--reason", "写错编号", "--document", "文9号"),
        (SIGN, ("sign", "lost", ID, "BP-2024-0001")),
    ),
    "redact": Case(("redact", ID, "failures.F1.summary", "--document", "文6号"), (FAIL,)),
    "decide apply": Case(("decide", "apply", OTHER)),
    "decide publicise": Case(PUBLICISE),
    "decide refuse": _decide("refuse", "--summary", "异议成立", id=OTHER, before=(PUBLICISE,)),
    "decide suspend": _decide("suspend", "--summary", "店面失火", "--until", "2024-06-20"),
    "decide reinstate": _decide(
        "reinstate",
        "--because",
        "D3",
        "--summary",
        "店面已修好",
        before=(
            (
                "decide",
                "suspend",
                ID,
                "--document",
                "文7号",
                "--until",
                "2024-06-20",
                "--summary",
                "失火",
            ),
        ),
    ),
    "decide revoke": _decide("revoke", "--summary", "出借标牌"),
    "decide withdraw": _decide("withdraw", "--summary", "店主申请退出"),
    "decide close": _decide("close", "--summary", "停业"),
    "decide list": Case(
        ("decide", "publicise", "--list", "FILE/list.csv", "--document", "浦消联办〔2024〕91号"),
        files={"list.csv": LIST},
    ),
    "inspect": Case(INSPECT),
    "inspect later": Case(
        (
            "inspect",
            "INS-2024-0001",
            "--retest",
            "复检合格",
            "--retested",
            DAY,
            "--retest-document",
            "浦检复〔2024〕2号",
            "--follow-up",
            "解除封存",
        ),
        (INSPECT,),
    ),
    "complaint": Case(COMPLAINT),
    "complaint later": Case(
        ("complaint", "CMP-2024-00001", "--first-contact", "2024-06-06 09:20"), (COMPLAINT,)
    ),
    "notice": Case(NOTICE),
    "notice with text": Case((*NOTICE, "--text", "FILE/text.txt"), files={"text.txt": "三句话。"}),
    "notice of decisions": Case(
        ("notice", "publicity", "--document", "浦消联办〔2024〕91号"), (PUBLICISE,)
    ),
}


def office_of(case: Case, folder: Path, office: Office) -> Words:
    """Do what was done before; the words of the command, with its scratch files written."""
    scratch = folder / "scratch"
    scratch.mkdir()
    for name, text in case.files.items():
        (scratch / name).write_text(text, encoding="utf-8")
    for words in case.before:
        assert office.run(*words, on=DAY) == 0, office.err + office.out
    return tuple(word.replace("FILE", str(scratch)) for word in case.words)


RECORDS = {f"shop/{ID}.yml": SHOP, f"shop/{OTHER}.yml": FRESH}
