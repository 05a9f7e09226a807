"""The field table of a merchant's record: every key that an official may write, in two languages.

``MERCHANT`` is the whole record. The reader (``fangxin.facts.record``), the JSON Schema
(``fangxin.facts.record.schema``) and ``docs/record.md`` follow from it; labels of choices come from
it too (``KITCHENS["video"][0]``). The tables of its facts are in the modules beside it.
"""

from __future__ import annotations

from fangxin.facts.record.decisions import CHANGE, DECISION, OBJECTION, REVIEW
from fangxin.facts.record.failures import FAILURE, FOLLOW_UP
from fangxin.facts.record.parts import DAY
from fangxin.facts.record.promises import COMMITMENT, HONOUR, PLEDGE, REDACTION, SIGN
from fangxin.facts.record.ticks import TICK
from fangxin.text.fields.idents import PHONE, CreditCode, MerchantId
from fangxin.text.fields.kinds import Choice, Coded, Line, Web
from fangxin.text.fields.tables import Field, Group, ListOf

ADDRESS_PUBLIC = {
    "full": ("公开完整地址", "the full address is public"),
    "road": ("只公开到路名", "only the road is public"),
}
GRADES = {"A": ("优秀", "excellent"), "B": ("良好", "good"), "C": ("一般", "fair")}
KITCHENS = {
    "open": ("开放式或透明隔断", "open or behind glass"),
    "video": ("视频公开", "shown by video"),
    "online": ("网络直播", "shown on the internet"),
    "none": ("未建成", "none yet"),
}
SCENIC_LEVELS = {f"{n}A": (f"国家{n}A级", f"national {n}A") for n in range(1, 6)}
CATEGORY = Coded(
    "[a-z][a-z0-9_]{1,30}", "类别代码（小写字母）", "a category code (lower-case)", of="categories"
)

_WHO = (
    Field(
        "name",
        Line(100, name=True),
        "商户名称",
        "name",
        "与门头或网店一致的名称；虚构的示例商户须带「（示例）」",
        "as on the shop sign; invented merchants carry （示例）",
        required=True,
        example="仙华山超市（示例）",
        erasable=True,
    ),
    Field(
        "name_en",
        Line(120, name=True),
        "英文名称",
        "English name",
        example="Xianhuashan Supermarket (example)",
        erasable=True,
    ),
    Field(
        "uscc",
        CreditCode(),
        "统一社会信用代码",
        "unified social credit code",
        "营业执照上的 18 位代码；只有从旧登记簿导入的商户可以不写",
        "18 characters of the business licence; only imported merchants may lack it",
        example="91330726MA2DEM0P1X",
    ),
    Field(
        "category",
        CATEGORY,
        "类别",
        "category",
        "一处经营场所、一个类别一份记录；代码见 content/programme/categories.yml",
        "one record for each premises and category; codes are in content/programme/categories.yml",
        required=True,
        example="shop",
    ),
    Field(
        "town",
        Line(20, of="towns"),
        "乡镇街道",
        "town",
        "见 content/programme/towns.yml；网店和从旧登记簿导入的商户可以不写",
        "see content/programme/towns.yml; online shops and imported merchants may lack it",
        example="仙华街道",
        erasable=True,
    ),
)
_WHERE = (
    Field(
        "address",
        Line(200),
        "地址",
        "address",
        "经营场所地址；网店和从旧登记簿导入的商户可以不写",
        "of the premises; online shops and imported merchants may lack it",
        example="浙江省浦江县仙华街道示例路1号",
        erasable=True,
    ),
    Field(
        "address_public",
        Choice(ADDRESS_PUBLIC),
        "地址公开范围",
        "how much of the address is public",
        "个体工商户（信用代码 92 开头）须写明；网店的个体工商户只公开到路名",
        "sole traders (codes beginning with 92) must say it; online ones publish the road only",
        example="road",
    ),
    Field("website", Web(), "网址", "website", example="https://www.example.com/", erasable=True),
    Field(
        "platform",
        Line(40, name=True),
        "网络平台",
        "online platform",
        example="示例商城",
        erasable=True,
    ),
    Field(
        "platform_shop",
        Line(60, name=True),
        "平台店铺号",
        "shop ID on the platform",
        example="SC-100242",
        erasable=True,
    ),
    Field(
        "inside",
        MerchantId(),
        "所在市场",
        "market it is in",
        "摊位所在市场的商户编号；市场的认定不代表每个摊位",
        "ID of the market; its recognition does not stand for each stall",
        example="PJ190001R",
    ),
    Field(
        "catering_grade",
        Choice(GRADES),
        "餐饮量化等级",
        "catering grade",
        example="A",
    ),
    Field("kitchen", Choice(KITCHENS), "阳光厨房", "visible kitchen", example="video"),
    Field("scenic_level", Choice(SCENIC_LEVELS), "景区等级", "scenic level", example="3A"),
    Field(
        "service_phone",
        PHONE,
        "服务电话",
        "service phone",
        "对外公布的客服电话；如是个人手机，须经本人同意",
        "published customer phone; a person's mobile needs consent",
        example="0579-00000001",
        erasable=True,
    ),
    Field("opened", DAY, "开业日期", "first day of business", example="2017-05-01"),
)
_CERTIFICATION = Group(
    (
        Field(
            "decisions",
            ListOf(DECISION),
            "决定",
            "decisions",
            "办公室作出的决定，只增不改；当前状态由决定、问题记录和规则推算，不在此填写",
            "what the office decided, only added to; the status in force follows, it is not stored",
            required=True,
        ),
    ),
)
_FACTS = (
    Field("certification", _CERTIFICATION, "认定", "recognition"),
    Field(
        "failures",
        ListOf(FAILURE),
        "问题记录",
        "failures",
        "发生了什么；后果由规则决定",
        "what went wrong; the policy decides what follows",
    ),
    Field(
        "follow_up",
        ListOf(FOLLOW_UP),
        "登记簿问题的后续",
        "follow-up of register rows",
        "问题记在登记簿（content/registers）里时，整改、申诉和陈述写在这里",
        "rectification, appeal and reply for a failure that stands in a register",
    ),
    Field("commitments", ListOf(COMMITMENT), "公开承诺", "public commitments", erasable=True),
    Field("changes", ListOf(CHANGE), "变更", "changes"),
    Field("objections", ListOf(OBJECTION), "异议", "objections"),
    Field("reviews", ListOf(REVIEW), "复评", "reviews"),
    Field(
        "criteria",
        ListOf(TICK),
        "认定条件的核对",
        "criteria that were checked",
        "程序能判断的条件不用写；每次认定各核对一次",
        "not for those the program can judge; each certification has its own",
    ),
    Field("pledge", PLEDGE, "承诺书", "pledge"),
    Field("signs", ListOf(SIGN), "标牌", "printed signs"),
    Field("honours", ListOf(HONOUR), "其他荣誉", "other honours", erasable=True),
    Field("redacted", ListOf(REDACTION), "依法删除", "authorised erasures"),
)
_STATUS = (
    "当前状态不填写，由决定、问题记录和规则推算；要写决定，请写在 certification.decisions 里",
    "the status in force is never written, it follows from decisions, failures and the policy; a "
    "decision belongs in decisions, under certification",
)
_DECISIONS = (
    "决定写在 certification 下面，请把它缩进到「certification:」之下",
    "decisions stand under certification; indent it below 'certification:'",
)
_OF_DECISION = (
    "它属于某一条决定，请写在 certification.decisions 里",
    "it belongs to a decision; write it in decisions, under certification",
)
_OF_FAILURE = (
    "它属于某一条问题记录，请写在 failures 里的那一条下面",
    "it belongs to a failure; write it in its item of failures",
)
_ELSEWHERE = {
    **dict.fromkeys(("status", "state", "状态", "当前状态", "认定状态"), _STATUS),
    "decisions": _DECISIONS,
    **dict.fromkeys(("until", "certificate"), _OF_DECISION),
    **dict.fromkeys(("appeal", "rectified", "served"), _OF_FAILURE),
}
MERCHANT = Group((*_WHO, *_WHERE, *_FACTS), elsewhere=_ELSEWHERE)
RECORD = Field("", MERCHANT, "商户记录", "the record")
