"""The next steps in words: when, who, what; Chinese, and short English beside it."""

from __future__ import annotations

from collections.abc import Mapping

from fangxin.base.dates import add_days
from fangxin.view.next_steps import NextStep
from fangxin.words.sentences import ACT_EN as DECIDED_EN
from fangxin.words.sentences import ACT_ZH as DECIDED_ZH
from fangxin.words.sentences import STATUS_EN, STATUS_ZH, zh_day

WHO_ZH: Mapping[str, str] = {
    "merchant": "商户",
    "office": "联席会议办公室",
    "authority": "作出结论的机关",
    "anyone": "任何人",
    "day": "到期",
}
# {about}: the kind of the failure, or a number; {status}: what the status becomes;
# {before}: the last day of a bar.
ACT_ZH: Mapping[str, str] = {
    "change": "如无新的登记，状态变为「{status}」",
    "finalise": "最终确定结论：维持的，当日撤销；不维持的，更正并恢复",
    "rectify": "就「{about}」完成整改并登记；逾期没有登记的，按规则撤销",
    "rectify_late": "就「{about}」的整改期限已过，仍须整改并登记",
    "reinstate": "查明情况后决定是否恢复认定；决定前一直暂停",
    "answer": "答复就「{about}」提出的申诉；成立的，撤销或暂停自始无效并在本页更正",
    "appeal": "可以就「{about}」{to}提出申诉",
    "reply": "可以就「{about}」提交陈述，登在问题记录旁边",
    "object": "可以提出异议",
    "settle": "处理 {about} 项异议；处理完毕前不能认定",
    "decide": "作出决定；过了最后一天没有决定的，须重新公示",
    "decide_renewal": "就续期作出决定；在此之前原认定继续有效",
    "renew": "可以申请续期；按时申请的，办理期间认定继续有效",
    "anew": "新的经营者或新的场所须另行申请，原认定不延续",
    "apply": "可以申请认定，须重新公示",
    "apply_barred": "可以重新申请认定；{before}以前（含当日）不得再次认定",
    "take_down": "摘下门口标牌、撤下网店徽标；此后仍挂着的，请告诉我们",
}
ACT_EN: Mapping[str, str] = {
    "change": "Unless something new is recorded: {status}",
    "finalise": "The authority makes the finding final, or drops it",
    "rectify": "Merchant to rectify: {about}",
    "rectify_late": "Rectification overdue: {about}",
    "reinstate": "The office decides whether to reinstate",
    "answer": "The appeal is answered: {about}",
    "appeal": "The merchant may appeal: {about}",
    "reply": "The merchant may reply: {about}",
    "object": "Anyone may object",
    "settle": "The office settles {about} objection(s) first",
    "decide": "The office decides, or the notice must be repeated",
    "decide_renewal": "The office decides on the renewal",
    "renew": "The merchant may apply for renewal",
    "anew": "A new operator or place must apply anew",
    "apply": "The merchant may apply",
    "apply_barred": "The merchant may apply again",
    "take_down": "Signs and badges must come down",
}


def act_of(step: NextStep) -> str:
    """The key of the sentence: some acts are told in two ways."""
    if step.act == "rectify" and step.by is None:
        return "rectify_late"
    if step.act == "apply" and step.start is not None:
        return "apply_barred"
    return step.act


def when_zh(step: NextStep) -> str:
    """The days in words that stay true: 2026年12月5日前（含当日）."""
    if step.start and step.start == step.by:
        return zh_day(step.start)
    if step.start and step.by:
        return f"{zh_day(step.start)} 至 {zh_day(step.by)}"
    if step.by:
        return f"{zh_day(step.by)} 前（含当日）"
    if step.start:
        return f"{zh_day(step.start)} 起"
    return "随时" if step.act in ("apply", "anew") else "日期待定"


def when_en(step: NextStep) -> str:
    """The same in English; empty when no day is fixed."""
    if step.start and step.start == step.by:
        return f"on {step.start}"
    if step.start and step.by:
        return f"{step.start} to {step.by}"
    if step.by:
        return f"by {step.by}"
    return f"from {step.start}" if step.start else ""


def who_zh(step: NextStep) -> str:
    """Who has to act; a sibling and another office by its name."""
    return step.elsewhere or WHO_ZH[step.who]


def what_zh(step: NextStep) -> str:
    """What happens or may happen, without who and when."""
    status = STATUS_ZH[step.status] if step.status else ""
    before = zh_day(add_days(step.start, -1)) if step.start else ""
    about = DECIDED_ZH.get(step.about or "", step.about)
    to = f"向{step.to}" if step.to else ""
    return ACT_ZH[act_of(step)].format(about=about, status=status, before=before, to=to)


def what_en(step: NextStep) -> str:
    """The same in a few English words."""
    status = STATUS_EN[step.status] if step.status else ""
    about = DECIDED_EN.get(step.about_en or "", step.about_en or step.about)
    return ACT_EN[act_of(step)].format(about=about, status=status)
