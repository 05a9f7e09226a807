"""What each indicator is called and how it is computed: the definitions stand on the page."""

from __future__ import annotations

from fangxin.facts.policy.clocks import CLASSES
from fangxin.facts.programme.programme import Category
from fangxin.facts.registers.handling import DEFINITION_EN, DEFINITION_ZH
from fangxin.view.indicators.values import IndicatorWords

CIRCULATION = IndicatorWords(
    "流通领域商品质量抽检",
    "Batches sampled in circulation",
    "当年抽样的流通领域商品，一行抽检记录算一个批次，线上线下都算，登记有误的不算。"
    "抽检登记簿里没有任何记录的年份不算零，算没有数据。",
    "Batches of goods in circulation sampled in the year, online and in shops, one row each, "
    "without void ones. A year in which nothing at all was sampled has no data.",
)
FOCUS = IndicatorWords(
    "六类重点商品抽检",
    "Batches of the focus classes of goods",
    "当年抽样的流通领域商品中，属于方案点名的重点类别的批次，各类合计。",
    "Of the batches in circulation, those of the classes of goods that the plan names, all "
    "classes together.",
)
PRODUCTION = IndicatorWords(
    "生产领域抽查合格率",
    "Pass rate in production",
    "当年抽样的生产领域批次中合格的占多少；复检改判合格的算合格，登记有误的不算。",
    "Share of the batches sampled in production that passed, also by a retest; void ones left out.",
)
HANDLING = IndicatorWords("消费投诉处理率", "Complaints handled", DEFINITION_ZH, DEFINITION_EN)
EXIT = IndicatorWords(
    "问题入册到退出",
    "Days from the record of a failure to the exit",
    "当年因问题记录而暂停或撤销认定的，从问题登记入册到认定停下来用了几天，看最慢的一件；"
    "另列中位数。同一问题只算第一次；后来被纠正的、没有写明问题记录的个案决定不算。",
    "Of the recognitions suspended or revoked in the year because of a failure: days from its "
    "record to the exit, the longest; the median beside it. A failure counts once; annulled ones "
    "and manual decisions that name no failure are left out.",
)
ENTRY = IndicatorWords(
    "问题发生到入册",
    "Days from a failure to its record",
    "同样这些退出，从问题发生到登记入册用了几天，看最慢的一件；另列中位数。"
    "检验、调查和送达的时间都在里面。方案没有定目标。",
    "Of the same exits: days from the failure to its record, the longest; the median beside it. "
    "Tests, inquiries and service take their time. The plan sets no target.",
)
MEDIAN = {"median": ("中位数", "median")}
CHANNELS = {"offline": ("线下", "in shops"), "online": ("线上", "online")}


def units(category: Category) -> IndicatorWords:
    """Certified units of one category."""
    return IndicatorWords(
        category.label,
        category.label_en,
        "当天认定有效的家数（暂停、撤销、到期的都不算）。过去各年末的家数按登记簿当时公布的状态统计，"
        "后来的更正不改写。",
        "Units whose recognition was valid on the day. Past years' ends are counted as the "
        "registry said it then; later corrections do not rewrite them.",
    )


def clock(code: str, label: str | None, label_en: str | None) -> IndicatorWords:
    """One class of complaints and its clock, by the labels of the policy; None without one."""
    zh, en = CLASSES[code]
    rule = (
        (f"规则写的时限：{label}。", f"The clock: {label_en}.")
        if label is not None
        else ("现行规则没有写这一类的时限。", "The policy has no clock for this class.")
    )
    return IndicatorWords(
        f"{zh}按时率",
        f"In time: {en}",
        f"当年受理、已能判断是否按时的这类投诉中，按时的占多少；逾期未办的算不按时，"
        f"时限未到的不计入。{rule[0]}",
        "Of the complaints of this class received in the year of which it can be said, the share "
        f"in time; overdue ones are late, running ones left out. {rule[1]}",
    )


def kitchen(label: str, label_en: str) -> IndicatorWords:
    """Units of one kind whose kitchen can be seen."""
    return IndicatorWords(
        f"{label}“阳光厨房”建设率",
        f"Kitchens in the open: {label_en}",
        f"年末（今年到今天）在册的{label}中，看得见后厨的占多少；一家以最近一次评定为准，停业的不算。"
        "登记簿里还没有这一类单位的年份，算没有数据。",
        "Of the units of the kind that are on record at the end of the year, or today, those whose "
        "kitchen can be seen; the newest rating counts. A year without any has no data.",
    )
