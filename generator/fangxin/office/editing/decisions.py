"""What an official asks for with ``fangxin decide`` → the decision to be written, or why not.

The numbers come from the policy in force: how long a publicity lasts, how long a certificate. What
is against the policy is found by the checks once the decision stands in the record; here is refused
what would have no effect, or another effect than its name says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fangxin.base.dates import add_days, add_years
from fangxin.facts.demands import DEMANDS, in_words, lacking
from fangxin.facts.policy.policy import Policy
from fangxin.facts.record.decisions import DECISION
from fangxin.facts.recourse import stands
from fangxin.facts.values import Act, Facts, Merchant, Status
from fangxin.office.editing.acts import ACTS
from fangxin.office.editing.numbers import Numbers, fact_ids, next_id
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.reinstating import check_reinstatement
from fangxin.office.editing.text import Value
from fangxin.registry.refusals import answers_nobody
from fangxin.standing.standing import Standing, standing

HELD = (Status.CERTIFIED, Status.SUSPENDED)  # a certificate covers the day


def decision(
    word: str,
    merchant: Merchant,
    facts: Facts,
    policy: Policy,
    today: date,
    given: Mapping[str, Value],
    numbers: Numbers,
) -> dict[str, Value]:
    """The new decision as a record writes it: what was ``given``, the rest by the policy. Raises
    NotPossibleError."""
    now = standing(facts, policy, today)
    act = ACTS[word]
    _sensible(word, now, _tells_heir(word, merchant, given))
    if word == "refuse" and answers_nobody(facts, policy, today):
        raise NotPossibleError(
            "认定有效，没有等着答复的申请或公示，不予认定什么也没有答复；请核对编号，申请过的先登记"
            "受理（fangxin decide apply），现状见 fangxin show",
            "it is recognised, and no application or publicity waits for an answer, so there is "
            "nothing to refuse; check the ID, or record the application first with fangxin decide "
            "apply, see fangxin show",
        )
    _not_barred(word, now)
    day = date.fromisoformat(str(given.get("date", today.isoformat())))
    wanted: dict[str, Value] = {
        "id": next_id("D", fact_ids(merchant)),
        "date": day.isoformat(),
        "status": act.value,
        **({"recorded": today.isoformat()} if day != today else {}),
        **_defaults(act, max(day, today), policy, given, numbers),
    }
    wanted |= {key: value for key, value in given.items() if key != "date"}
    _founded(act, wanted)
    if act is Act.REINSTATED:
        check_reinstatement(wanted, now, facts, policy, today)
    return {spec.key: wanted[spec.key] for spec in DECISION.fields if spec.key in wanted}


def _defaults(
    act: Act, acts: date, policy: Policy, given: Mapping[str, Value], numbers: Numbers
) -> dict[str, Value]:
    version = policy.on(acts)
    found: dict[str, Value] = {}
    if act is Act.PUBLICISED:
        found["until"] = add_days(acts, version.number_of("publicity_days") - 1).isoformat()
    if act is Act.CERTIFIED:
        end = add_days(add_years(acts, version.number_of("term_years")), -1)
        found["until"] = end.isoformat()
        if "certificate" not in given:
            found["certificate"] = numbers.next(acts)
    return found


def _founded(act: Act, wanted: Mapping[str, Value]) -> None:
    """Refuse what does not say what its kind must say."""
    said = {key: value if isinstance(value, str) else " ".join(map(str, value or ()))
            for key, value in wanted.items()}  # fmt: skip
    missing = lacking(act, said.get)
    if said.get("unrelated_to") and not said.get("summary", "").strip():
        missing = (*missing, "summary")  # why it has nothing to do with whom is barred
    if missing:
        zh, en = in_words(missing, said.get)
        raise NotPossibleError(
            f"这种决定须写明凭哪份文书、为什么（{DEMANDS[act].zh}）：{zh}",
            f"such a decision must say by which document and why ({DEMANDS[act].en}): {en}",
        )


def _not_barred(word: str, now: Standing) -> None:
    """Refuse what nothing can come of before the bar has ended."""
    if word in ("apply", "publicise") and now.bar_until is not None:
        raise NotPossibleError(
            f"限制期到 {now.bar_until} 才满，在那以前不得再申请，也不能公示认定；原来的撤销错了的，"
            "走申诉或更正，见 fangxin show",
            f"it is barred until {now.bar_until}: no application and no publicity before; if the "
            "revocation was wrong, enter the appeal or the correction, see fangxin show",
        )


def _tells_heir(word: str, merchant: Merchant, given: Mapping[str, Value]) -> bool:
    """Whether it says who took over, which nothing has said yet: known only later, or of a shop
    whose recognition ended with a change."""
    told = any(one.successor and stands(one) for one in merchant.decisions)
    return word == "close" and "successor" in given and not told


def _sensible(word: str, now: Standing, tells_heir: bool) -> None:
    """Refuse what its name does not fit to."""
    held, publicity = now.status in HELD, {"renewal", "again"} & now.flags
    if word == "certify" and held:
        raise NotPossibleError(
            f"已有证书 {now.certificate}，一家店同时只能有一个；续期请用 fangxin decide renew，"
            "先受理申请（apply）或公示（publicise）",
            f"it holds certificate {now.certificate}, and a merchant has one at a time; to renew "
            "it use fangxin decide renew after apply or publicise",
        )
    if word == "renew" and not held and now.status is not Status.EXPIRED:
        raise NotPossibleError(
            "没有可以续期的认定；第一次认定请用 fangxin decide certify",
            "there is no recognition to renew; for the first one use fangxin decide certify",
        )
    if word == "publicise" and (now.status is Status.PUBLICISED or publicity):
        raise NotPossibleError(
            "公示正在进行；请等公示期满再作决定，公示登记错了先用 fangxin void 注明",
            "a publicity is running already; wait for its end, or void it if it was a mistake",
        )
    if word in ("suspend", "withdraw") and not held:
        raise NotPossibleError(
            "现在没有有效的认定，这个决定不起作用；请核对编号，现状见 fangxin show",
            "there is no recognition in force, so this would have no effect; check the ID, see "
            "fangxin show",
        )
    if word == "reinstate" and now.status not in (Status.SUSPENDED, Status.REVOKED):
        raise NotPossibleError(
            "现在既没有暂停也没有撤销，无可恢复；现状见 fangxin show",
            "it is neither suspended nor revoked, so there is nothing to reinstate; see fangxin "
            "show",
        )
    if now.status is Status.CLOSED and not tells_heir:
        raise NotPossibleError(
            "认定已终止，不能再作决定；同一地点重新开业的，用 fangxin new 另取编号，"
            "再用 fangxin decide close --successor 写明由哪一家承接",
            "it is closed for good; a new shop at the place gets a new record with fangxin new, "
            "and fangxin decide close --successor says which one took over",
        )
