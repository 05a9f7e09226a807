"""What may be written in content/programme/*.yml, as field tables; values are read as dicts.

``fangxin.facts.programme`` makes the frozen values of them, ``fangxin.facts.policy.file`` reads
policy.yml.
"""

from __future__ import annotations

from fangxin.facts.policy.basis import BASIS_FIELDS, BASIS_TOGETHER, BASIS_WHEN, CODE
from fangxin.facts.programme.criteria import CRITERIA
from fangxin.facts.programme.former import FormerUrl
from fangxin.text.fields.idents import PHONE
from fangxin.text.fields.kinds import Coded, Flag, Line, Web, Whole
from fangxin.text.fields.tables import Field, Group, Kind, ListOf, MapOf
from fangxin.text.fields.times import Day

HOST = Coded(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
    "域名（小写，不带 https:// 和路径）",
    "a host name in lower case, without https:// and path",
)
IMAGE = Coded(
    r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.(?:png|jpe?g)",
    "content/ 之下的图片路径（.png 或 .jpg）",
    "the path of a .png or .jpg below content/",
)


def _need(
    key: str, kind: Kind, zh: str, en: str, example: str = "", *, erasable: bool = False
) -> Field:
    return Field(key, kind, zh, en, required=True, example=example, erasable=erasable)


FORMER = Group(
    (
        _need("url", Web(loopback=True), "网址", "address", "https://fx.example"),
        _need("until", Day(), "用到哪天", "last day", "2026-03-15"),
        _need("document", Line(80), "文号", "document number", "浦消联办〔2026〕107号"),
    ),
    build=FormerUrl,
)
SITE = Group(
    (
        _need("title", Line(40), "网站名称", "title of the site"),
        _need("title_en", Line(80), "英文名称", "title in English"),
        _need("county", Line(20), "地区", "county", "浦江县"),
        _need("office", Line(40), "办公室", "deciding office"),
        _need("office_en", Line(120), "办公室英文名称", "office in English"),
        _need("url", Web(loopback=True), "网址", "address of the site", "https://fx.example"),
        _need("hotline", PHONE, "投诉电话", "hotline", "12315"),
        _need("update_days", Whole(1, 90), "更新间隔（天）", "days between publications", "7"),
        _need("demonstration", Flag(), "示例", "demonstration", "false"),
        Field("mark", IMAGE, "全省统一标识", "the province's mark", example="images/mark.png"),
        _need("allowed_hosts", ListOf(HOST, most=50), "可链接的网站", "hosts to link to", "[]"),
        Field(
            "former_urls",
            ListOf(FORMER, most=20),
            "以前的网址",
            "former addresses",
            "换过网址的，旧的留在这里，一直转到新的：旧标牌上的二维码指着它",
            "kept for redirects for ever: old signs lead there",
            example="[]",
        ),
        _need("report", MapOf(Line(80), key=Line(40), least=1), "监督方式", "how to report"),
    )
)

CATEGORIES = MapOf(
    Group(
        (
            _need("label", Line(20), "名称", "label", "放心商店"),
            _need("label_en", Line(40), "英文名称", "label in English"),
            _need("clause", Line(60), "条款", "clause", "二(一)1"),
            _need("lead", CODE, "牵头部门", "lead department", "amr"),
            _need("support", ListOf(CODE, most=30), "配合部门", "supporting departments", "[]"),
            _need("criteria", CRITERIA, "主体条件", "criteria"),
        )
    ),
    key=CODE,
    into="code",
    least=1,
)

RENAMED = Group(
    (
        _need("from", Line(20), "原名", "former name", "岩头镇"),
        _need("to", Line(20), "现名", "name now", "岩头街道"),
        _need("date", Day(), "日期", "day", "2026-03-15"),
        _need("document", Line(80), "批准文号", "document number", "浙政函〔2026〕12号"),
    )
)
TOWNS = Group(
    (
        _need("towns", ListOf(Line(20), least=1), "乡镇（街道）", "towns"),
        Field(
            "renamed",
            ListOf(RENAMED, most=100),
            "地名变更",
            "places renamed by the state",
            "乡镇（街道）、县市由上级批准改名、合并的；档案里的乡镇和地址照此改写，不必逐家记变更",
            "towns and counties; records follow without a change of their own",
        ),
        Field("grid", ListOf(ListOf(Line(20), most=12), most=30), "示意方格", "schematic grid"),
    )
)

DEPARTMENTS = MapOf(
    Group(
        (
            _need("label", Line(40), "名称", "label", "县市场监管局"),
            _need("member", Flag(), "联席会议成员", "member of the joint conference", "true"),
            Field("role", Line(120), "职责", "role"),
            Field(
                "address",
                Line(120),
                "地址",
                "address",
                "受理申诉的机关要写：文书和页面告诉商户到哪里申诉",
                "of the office that answers appeals: letters and pages say where it is",
                example="浦江县人民东路1号（示例）",
            ),
            Field("phone", Line(40), "电话", "telephone", example="0579-00000002"),
            Field(
                "liaison",
                Line(40),
                "联络员",
                "liaison",
                "只写科室，不写姓名",
                "the office of the liaison officer, no name",
                example="消保科",
            ),
            Field(
                "papers",
                ListOf(Line(20), least=1, most=10),
                "发文字头",
                "words that its documents begin with",
                "写了的，认定、处理、核对的机关和文号对不上的会指出",
                "offices of findings, appeals and checks are held against them",
                example="[浦市监]",
            ),
        )
    ),
    key=CODE,
    into="code",
    least=1,
)

COMMITMENTS = MapOf(
    Group(
        (
            _need("label", Line(30), "名称", "label", "首问负责"),
            _need("label_en", Line(60), "英文名称", "label in English"),
        )
    ),
    key=CODE,
    least=1,
)

TARGET = Group(
    (
        _need("label", Line(40), "名称", "label", "放心商店"),
        _need("value", Whole(0, 1_000_000), "目标值", "value", "100"),
        _need("unit", Line(10), "单位", "unit", "家"),
        _need("clause", Line(60), "条款", "clause", "二(一)1"),
        *BASIS_FIELDS[1:],
        Field("category", CODE, "类别", "category", example="shop"),
        Field("rising", Flag(), "逐年增加", "more every year", example="true"),
        Field("at_least", Flag(), "达到或超过（false 为不超过）", "at least", example="true"),
        Field("note", Line(200), "原文说明", "how the plan words it"),
    ),
    when=BASIS_WHEN,
    together=BASIS_TOGETHER,
)
PLAN = Group(
    (
        _need("title", Line(80), "名称", "title"),
        _need("document", Line(60), "文号", "document number", "浦政办发〔2017〕212号"),
        _need("begins", Day(), "开始", "first day", "2017-12-21"),
        _need("ends", Day(), "结束", "last day", "2020-12-31"),
        _need("targets", MapOf(TARGET, key=CODE, into="code", least=1), "目标", "targets"),
    ),
    order=(("begins", "ends"),),
)

DOCUMENTS = MapOf(
    Group(
        (
            _need("title", Line(120), "标题", "title", erasable=True),
            _need("date", Day(), "日期", "date", "2018-03-12"),
            _need("by", Line(60), "发文单位", "issued by", erasable=True),
            Field("path", Line(120), "全文位置", "path of the text", late=True, erasable=True),
        )
    ),
    key=Line(60),
    into="number",
)

TOPIC = Group(
    (
        _need("label", Line(30), "名称", "label", "数码电子"),
        _need("label_en", Line(60), "英文名称", "label in English"),
        Field("clause", Line(60), "条款", "clause", example="二(一)2"),
    )
)
TOPICS = Group(
    (
        Field("focus", MapOf(TOPIC, key=CODE, into="code"), "重点商品类别", "focus classes"),
        Field("campaigns", MapOf(TOPIC, key=CODE, into="code"), "专项行动", "campaigns"),
        Field("areas", MapOf(TOPIC, key=CODE, into="code"), "消费领域", "fields of consumption"),
        Field("services", MapOf(TOPIC, key=CODE, into="code"), "维权服务", "services to shoppers"),
        Field("projects", MapOf(TOPIC, key=CODE, into="code"), "创建项目", "projects"),
    )
)
