"""What the facts of a record have in common: ids, days, documents, appeals, mistakes.

A fact keeps its ``id`` for ever; keys are added, never changed.
"""

from __future__ import annotations

from dataclasses import replace

from fangxin.facts.recourse import Admission, Appeal, Rewording, Void
from fangxin.text.fields.idents import FACT_ID
from fangxin.text.fields.kinds import Choice, Coded, Line, Prose
from fangxin.text.fields.tables import Field, Group, ListOf
from fangxin.text.fields.times import Day

DAY = Day()
APPEAL_OUTCOMES = {"upheld": ("成立", "upheld"), "dismissed": ("不成立", "dismissed")}
NUMBER = Coded(
    r"[^\s,;，；、]{2,40}", "不含空格和标点的编号", "a number without blanks, commas or semicolons"
)
CODE = r"[a-z][a-z0-9_]{1,40}"


def document(required: bool = False) -> Field:
    """The number of the document a fact rests on."""
    return Field(
        "document",
        Line(80),
        "文号",
        "document number",
        required=required,
        example="浦消联办〔2018〕3号",
        late=not required,
        erasable=True,
    )


def recorded(key: str, of: str, default: str) -> Field:
    """The day on which something entered the registry; ``default`` is the key it falls back to."""
    return Field(
        key,
        DAY,
        f"{of}登记日",
        "day it entered the registry",
        f"进入登记簿的日子；不写则同 {default}",
        f"default: {default}",
        example="2019-06-06",
        weighs=True,
        falls_to=default,
    )


def fact_id(example: str) -> Field:
    """The permanent id of a fact."""
    return Field(
        "id",
        FACT_ID,
        "编号",
        "permanent id",
        "本记录内唯一，永不更改",
        "unique in the record, never changed",
        required=True,
        example=example,
    )


SUMMARY = Field(
    "summary",
    Prose(1000),
    "说明",
    "summary",
    example="销售标签不符合规定的商品",
    late=True,
    erasable=True,
)
REPLY = Field(
    "reply",
    Prose(2000),
    "商户陈述",
    "the merchant's reply",
    example="已全部下架…",
    late=True,
    erasable=True,
)


def day(zh: str, en: str, key: str = "date", *, entered: bool = False) -> Field:
    """A day that must be written; ``entered``: on it the registry says so."""
    made = Field(key, DAY, zh, en, required=True, example="2019-06-03", weighs=True)
    return replace(made, entered=entered)


VOID = Group(
    (
        day("更正日期", "day it was declared void", entered=True),
        Field(
            "reason",
            Line(200),
            "更正原因",
            "reason",
            required=True,
            example="登记时写错商户",
            erasable=True,
        ),
        document(),
        Field("replaced_by", FACT_ID, "改记为", "id of the right fact", example="F2"),
    ),
    build=Void,
)
VOID_FIELD = Field(
    "void",
    VOID,
    "登记有误",
    "entered by mistake",
    "错误的事实不删除，在此注明；页面显示「登记有误，非商户责任」",
    "mistakes are not deleted but marked here; not the merchant's fault",
    late=True,
)
ADMISSION = Group(
    (
        day("准予日期", "day it was admitted"),
        document(required=True),
        Field(
            "reason",
            Line(200),
            "准予的理由",
            "reason",
            required=True,
            example="送达回证补到较迟",
            erasable=True,
        ),
    ),
    build=Admission,
)


def admitted(key: str, of: str) -> Field:
    """The stated decision that lets in what came after its last day."""
    return Field(
        key,
        ADMISSION,
        f"准予逾期{of}",
        "let in after its last day",
        f"过了最后一天才提出的{of}，须写明准予受理的日期、文号和理由，否则不登记",
        "what came after its last day is entered only with the day, document and reason for it",
        late=True,
    )


def office(key: str, zh: str, en: str, help_zh: str, help_en: str) -> Field:
    """Which office did it: a code of departments.yml, or that of the registry's own office."""
    kind = Coded(CODE, "部门代码（小写字母）", "a code (lower-case)", of="offices")
    return Field(key, kind, zh, en, help_zh, help_en, example="amr", late=True)


APPEAL = Group(
    (
        day("申诉日期", "day it was filed", "filed"),
        admitted("admitted", "申诉"),
        Field("decided", DAY, "答复日期", "day it was decided", example="2019-06-20"),
        Field("outcome", Choice(APPEAL_OUTCOMES), "结果", "outcome", example="dismissed"),
        recorded("recorded", "答复", "decided"),
        document(),
        office(
            "decided_by",
            "处理申诉的机关",
            "office that decided",
            "代码见 content/programme/departments.yml，本办公室写 office；不得是作出认定的机关",
            "a code of departments.yml, or office for the registry's own; not that which found",
        ),
        SUMMARY,
    ),
    build=Appeal,
    order=(("filed", "decided"), ("decided", "recorded"), ("filed", "admitted.date")),
    together=(
        ("decided", "outcome"),
        ("outcome", "decided"),
        ("recorded", "decided"),
        ("decided_by", "decided"),
        ("summary", "decided"),
    ),
)


def added(key: str, zh: str, en: str) -> tuple[Field, Field]:
    """A day that is added later, and the day on which it was recorded."""
    return (
        Field(key, DAY, zh, en, example="2019-06-28", late=True, weighs=True),
        replace(recorded(f"{key}_recorded", zh[:2], key), late=True),
    )


RECTIFIED = (
    *added("rectified", "整改完成日", "day it was put right"),
    Field(
        "rectified_document",
        Line(80),
        "整改核查文号",
        "document that says it was put right",
        example="浦市监检〔2019〕6号",
        late=True,
    ),
    Field(
        "rectified_summary",
        Prose(1000),
        "核查所见",
        "what was seen",
        example="现场复查，标签已全部更换",
        late=True,
    ),
)
FINAL = (
    *added("final", "最终确定日", "day a provisional finding became final"),
    Field(
        "final_document",
        Line(80),
        "最终结论文号",
        "document that made it final",
        "凭什么最终确定：最终结论的文号；申诉不成立有文号、复检维持有报告，或送达后申诉期满没有申诉的，可以不写",
        "needed unless a dismissed appeal, a confirming retest, or a service without an appeal in "
        "time shows it",
        example="浦市监检〔2026〕45号",
        late=True,
    ),
)
APPEAL_FIELD = Field("appeal", APPEAL, "申诉", "appeal", late=True, weighs=True)
REPLIED = (
    REPLY,
    Field(
        "replied",
        DAY,
        "陈述日期",
        "day the reply came",
        "商户来函的日子，新登记的陈述须写，页面照这一天引用；以前没有写的，按登记那天算",
        "day of the merchant's letter, needed for a new reply and quoted with it; of older ones "
        "without it the day it was entered",
        example="2019-06-08",
        late=True,
    ),
    admitted("reply_admitted", "陈述"),
)


def rewordings(keys: tuple[str, ...]) -> Field:
    """The list of mended texts of a fact; ``keys``: which of its keys may be mended."""
    table = Group(
        (
            day("更正日期", "day it was mended", entered=True),
            Field(
                "key",
                Choice({key: (key, key) for key in keys}),
                "哪一项",
                "which key",
                required=True,
                example=keys[0],
            ),
            Field(
                "before",
                Prose(2000),
                "原来的文字",
                "the words that stood there",
                required=True,
                example="销售标签不符合规定的商吕",
                erasable=True,
            ),
            document(required=True),
        ),
        build=Rewording,
    )
    return Field(
        "corrected",
        ListOf(table, least=1, most=50),
        "更正文字",
        "mended texts",
        "只改错字、错号：先写下原来的文字再改；日子、种类、结果不能改，后果不变（fangxin correct）",
        "typing errors only: the old words are kept here; days, kinds and outcomes never change",
        late=True,
    )
