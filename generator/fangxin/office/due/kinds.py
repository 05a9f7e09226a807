"""Every kind of duty, the most dangerous first: its heading, its sentence, its command.

In sentences ``{due}`` is the last day, ``{next}`` the day after, ``{since}`` since when it waits;
in commands ``{id}`` is the merchant and ``{fact}`` the failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fangxin.facts.registers.declared import every, named


@dataclass(frozen=True, slots=True)
class DutyKind:
    """``automatic``: the day alone changes a status, without anybody deciding. ``waits``: it can
    be done now, so it is told however late its last day is."""

    label: str
    label_en: str
    zh: str
    en: str
    command: str = ""
    automatic: bool = False
    waits: bool = False


KINDS: Mapping[str, DutyKind] = {
    "revocation": DutyKind(
        "整改到期，没有登记就自动撤销",
        "revoked unless the rectification is recorded",
        "就「{about}」整改，{due}是最后一天；到期没有登记的，{next}自动撤销",
        "last day to record that {about_en} was put right: {due}; else revoked on {next}",
        "fangxin rectify {id} {fact}",
        automatic=True,
    ),
    "rectify": DutyKind(
        "整改期限",
        "rectification",
        "就「{about}」整改，{due}是最后一天；逾期没有登记的，按规则处理，可能撤销",
        "last day to record that {about_en} was put right: {due}; else it may be revoked",
        "fangxin rectify {id} {fact}",
        automatic=True,
    ),
    "listing": DutyKind(
        "经营者在严重违法失信名单上，门店仍认定有效",
        "operator is listed, shop is still recognised",
        "{zh}",
        "{en}",
        waits=True,
    ),
    "renewal": DutyKind(
        "续期待决定，过期认定失效",
        "renewals to be decided before the recognition lapses",
        "已申请续期，{due}前（含当日）须作出决定；没有决定的，{next}认定到期",
        "renewal applied for: decide by {due}, or the recognition expires on {next}",
        "fangxin decide renew {id}",
        automatic=True,
        waits=True,
    ),
    "term": DutyKind(
        "认定将到期，没有申请续期",
        "recognitions that end without an application",
        "认定有效期至{due}；要续期的，商户须在这一天以前（含当日）申请，否则{next}起到期；收到申请，当天登记",
        "valid until {due}; without an application by then it expires on {next}",
        "fangxin decide apply {id}",
        automatic=True,
    ),
    "decision": DutyKind(
        "公示已满，待决定",
        "public notice is over, decision pending",
        "公示已满，{due}前（含当日）须决定是否认定；过后须重新公示",
        "decide by {due}, or the notice must be repeated",
        "fangxin decide certify {id}",
        automatic=True,
        waits=True,
    ),
    "objection": DutyKind(
        "异议未处理，不能认定",
        "objections are open and block the recognition",
        "{since}提出的异议 {number} 没有登记处理结果；处理完毕以前不能认定",
        "objection {number} of {since} has no outcome; until it is decided nothing is certified",
        "fangxin object {id} {fact}",
        waits=True,
    ),
    "appeal": DutyKind(
        "申诉未答复",
        "appeals to be decided",
        "商户{since}就「{about}」提出申诉，还没有登记结果",
        "appeal of {since} against {about_en} has no outcome",
        "fangxin appeal {id} {fact}",
        waits=True,
    ),
    "complaint": DutyKind(
        "投诉举报的办理时限",
        "clocks of complaints",
        "{clock}，最后时限 {moment}；由{department}承办",
        "{clock_en}, at the latest {moment_en}; {department}",
        "fangxin complaint {id}",
        waits=True,
    ),
    "complaint_open": DutyKind(
        "投诉举报没有办结",
        "complaints that are not closed",
        "{since}受理，还没有登记办结；由{department}承办",
        "received {since}, not closed; {department}",
        "fangxin complaint {id}",
        waits=True,
    ),
    "rectify_late": DutyKind(
        "整改逾期未登记，仍在暂停",
        "rectification overdue, still suspended",
        "就「{about}」整改的期限（{due}）已过，没有登记整改；整改了的补记，没有的催办",
        "rectification of {about_en} was due {due}: record it, or press for it",
        "fangxin rectify {id} {fact}",
        waits=True,
    ),
    "criterion": DutyKind(
        "认定有效，认定条件现已不符，待复核",
        "recognised, but a criterion is no longer met: to be reviewed",
        "认定条件“{label}”：现在{now}。认定时符合，不算认定错误；请复核，登记复评，"
        "或者补正登记、决定例外",
        "criterion {code} ({label_en}) is no longer met: review it; the certification was not "
        "false",
        "fangxin review {id}",
        waits=True,
    ),
    "signs_down": DutyKind(
        "标牌该摘未摘",
        "signs to be taken down",
        "认定已结束（{status}），标牌 {number} 须在{due}前（含当日）摘下；摘下后登记",
        "the recognition ended ({status_en}): take down {number} by {due}, then record it",
        "fangxin sign remove {id} {fact}",
        waits=True,
    ),
    "reinstate": DutyKind(
        "暂停中，等办公室决定",
        "suspended until the office decides",
        "自{since}起暂停，没有期限；查明后决定恢复或者撤销",
        "suspended since {since} without an end: reinstate or revoke",
        "fangxin decide reinstate {id}",
        waits=True,
    ),
    "provisional": DutyKind(
        "结论没有最终确定",
        "findings that are not final",
        "「{about}」{since}登记，结论还没有最终确定；向作出结论的机关核实，确定了的登记",
        "{about_en}, recorded {since}, is not final yet: ask the authority",
        "fangxin final {id} {fact} --final-document 文号",
        waits=True,
    ),
    "misuse_cleared": DutyKind(
        "冒用举报要复核",
        "reports of misuse to be looked at again",
        "{since}举报的“{value}”现在是真的（{owner}），网站已不再说它是假的；不再成立的，注明登记有误",
        "'{value}', reported {since}, is genuine by now ({owner}), and not called fake any more: "
        "if the report no longer holds, declare it void",
        "fangxin void {id} --reason 原因 --document 文号",
        waits=True,
    ),
    "publicity": DutyKind(
        "公示将满",
        "public notices about to end",
        "公示到{due}为止，当天还可以提异议；{next}起可以决定",
        "public notice ends on {due}; a decision is possible from {next}",
        "fangxin show {id}",
    ),
    "suspension_ends": DutyKind(
        "暂停期将满",
        "suspensions about to end",
        "暂停到{due}为止；没有新的问题，{next}起恢复认定有效",
        "suspended until {due}; recognised again from {next} unless something new is recorded",
        "fangxin show {id}",
    ),
    "suspension_lapses": DutyKind(
        "暂停将满最长期限",
        "suspensions that reach their longest time",
        "暂停到{due}为止，{next}起自行解除；还须暂停、撤销的，在这以前作出决定；结论确定了的登记",
        "suspended until {due} at most, lapses on {next}: decide before, or record what is final",
        "fangxin show {id}",
        automatic=True,
    ),
    "revoked_overdue": DutyKind(
        "逾期未登记整改，已自动撤销",
        "revoked because no rectification was recorded",
        "「{about}」逾期没有登记整改，{since}已自动撤销；请告知商户。"
        "其实按期整改了的，现在补记整改日，撤销随即更正；商户可在{due}前（含当日）申诉",
        "revoked on {since}, for {about_en} was not recorded as put right: tell the merchant; if "
        "it was put right in time, record that day now; it may appeal until {due}",
        "fangxin letter revoke {id}",
        waits=True,
    ),
    "appeal_period": DutyKind(
        "商户的申诉期将满",
        "time to appeal runs out",
        "就「{about}」申诉，{due}是最后一天；收到申诉，当天登记",
        "last day to appeal against {about_en}: {due}; record an appeal the day it comes",
        "fangxin appeal {id} {fact}",
    ),
    "reply_period": DutyKind(
        "商户的陈述期将满",
        "time to reply runs out",
        "就「{about}」陈述，{due}是最后一天；收到后登在问题旁边",
        "last day to reply to {about_en}: {due}",
        "fangxin reply {id} {fact}",
    ),
    "sign_missing": DutyKind(
        "认定有效，没有标牌",
        "recognised, but no sign is recorded",
        "自{since}起认定有效，没有登记在用的标牌；发了的补记，没发的发放（不收费）",
        "recognised since {since}, no sign is recorded as in use: issue one, or record it",
        "fangxin sign issue {id}",
        waits=True,
    ),
    "holidays": DutyKind(
        "放假安排要补",
        "public holidays to be added",
        "没有 {year} 年的放假安排，投诉时限暂按周末和法定节假日推算；照国务院办公厅的通知补上",
        "{year} is missing, so clocks of complaints know only weekends and the days off by law: "
        "add it from the notice",
    ),
    "plan": DutyKind(
        "方案周期将满",
        "a plan's period ends",
        "《{title}》的周期到{due}为止；下一个方案另写一个文件",
        "the period of the plan ends on {due}; write the next plan into a file of its own",
    ),
    "policy": DutyKind(
        "新规则将施行",
        "a new policy comes into force",
        "第 {number} 版规则自{next}起施行；{due}是旧规则的最后一天",
        "version {number} of the policy is in force from {next}",
        "fangxin check",
    ),
    "document": DutyKind(
        "文号没有登记",
        "documents that are not listed",
        "决定引用的文号没有登记在 documents.yml（{count} 处，如 {first}）；核对文号，或补上一行",
        "decisions name it ({count}, such as {first}), but documents.yml does not: check or add it",
    ),
}
_LAST_OF_COMPLAINTS = "complaint_open"  # behind it, the rows of registers that wait


def every_kind() -> Mapping[str, DutyKind]:
    """Every kind, those of registers by their names among them."""
    return _kinds(tuple(one.name for one in every() if one.waits is not None))


@cache
def _kinds(names: tuple[str, ...]) -> Mapping[str, DutyKind]:
    found: dict[str, DutyKind] = {}
    rows = [(one.name, one.waits) for one in every() if one.name in names]
    waiting = {
        name: DutyKind(*one.label, one.zh, one.en, _kept_by(name), waits=True)
        for name, one in rows
        if one is not None
    }
    for code, kind in KINDS.items():
        found[code] = kind
        if code == _LAST_OF_COMPLAINTS:
            found |= waiting
    return found


def _kept_by(name: str) -> str:
    """The command that keeps the rows of a register, "" where its file is edited."""
    register = named(name)
    return f"fangxin {register.command} {{id}}" if register is not None and register.command else ""


def rank(kind: str) -> int:
    """How dangerous it is to leave it: 0 is the worst."""
    return list(every_kind()).index(kind)
