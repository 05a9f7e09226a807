"""Decisions that the policy does not allow: without effect, and errors until mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from fangxin.base.dates import add_days
from fangxin.base.problem import Level, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Act, Decision, Merchant
from fangxin.registry.against import finding
from fangxin.registry.book import Book, decision_place
from fangxin.standing.reading import Reading, read
from fangxin.standing.standing import answer
from fangxin.text.sameness import looks, premises

# Why a certification has no effect, and what to do about it.
AGAINST = {
    "bar": (
        "禁止认定期满前不能再认定；原撤销确有错误的，请用 void 更正",
        "wait until the bar has ended, or void the revocation if it was wrong",
    ),
    "publicity": (
        "认定前须有期满、未过期且未用过的公示（status: publicised，写明 until）；"
        "请核对日期，公示过而没有登记的请补登",
        "a publicity that was long enough, over, recent and not used before must come first; "
        "check the days, and record the publicised decision if it is missing",
    ),
    "objection": (
        "有异议未处理完毕或异议成立的不能认定；请先在 objections 中登记处理结果",
        "nothing is certified with an objection open or upheld; record its outcome under "
        "objections first",
    ),
    "term": (
        "请对照证书核对 until",
        "check until against the certificate",
    ),
    "closed": (
        "终止后编号不能再用；请为新的经营者另建档案",
        "a closed ID is not used again; make a new record with a new ID",
    ),
}


def _reading(book: Book, merchant: Merchant) -> Reading:
    """The record as a whole, whatever the day: with everything that was ever recorded."""
    return read(book.facts(merchant.id), book.programme.policy, date.max)


def certifications_follow_the_policy(book: Book) -> Iterator[Problem]:
    """A certification against the policy has no effect and is an error; one that was taken over
    from an older register on the very day on which a grave failure entered is told."""
    for merchant in book.whole():
        if not any(decision.act is Act.CERTIFIED for decision in merchant.decisions):
            continue
        reading = _reading(book, merchant)
        decisions = {decision.id: decision for decision in reading.facts.decisions}
        for name, why in reading.register.ineffective:
            zh, en = AGAINST[why]
            found_zh, found_en = finding(why, decisions[name], reading)
            yield Problem(
                decision_place(merchant, name, "status"),
                f"certified-against-{why}",
                f"决定 {name} 的 certified 不符合规则，没有效力：{found_zh}。{zh}",
                f"decision {name}: certified is against the policy and has no effect: {found_en}; "
                f"{en}",
                "warning" if why == "bar" and _together(decisions[name], reading) else "error",
            )


def _together(decision: Decision, reading: Reading) -> bool:
    """Whether every bar began on the day on which an imported decision acts: both came at once."""
    day = decision.acts
    bars = [s for s in reading.sanctions if s.bar_until and s.start <= day <= s.bar_until]
    return decision.imported and all(sanction.start == day for sanction in bars)


def revocations_meet_a_certificate(book: Book) -> Iterator[Problem]:
    """A manual revocation is of a certificate that was held."""
    for merchant in book.whole():
        if not any(decision.act is Act.REVOKED for decision in merchant.decisions):
            continue
        for name, why in answer(_reading(book, merchant), date.max).ineffective:
            if why == "not-certified":
                yield Problem(
                    decision_place(merchant, name, "status"),
                    "nothing-to-revoke",
                    f"决定 {name} 要撤销的认定当日并不存在；请核对日期，或补登此前的认定决定",
                    f"decision {name} revokes a recognition that was not held on that day; check "
                    "the date, or record the earlier certification",
                    "warning",
                )


def publicities_wait_for_the_bar(book: Book) -> Iterator[Problem]:
    """A publicity that ends under a bar leads to no certification: told before anybody waits."""
    for merchant in book.whole():
        for decision in merchant.decisions:
            if decision.act is not Act.PUBLICISED or _followed(merchant, decision):
                continue
            ends = [last for first, last in _bars(book, merchant) if first <= decision.acts]
            last = max(ends, default=decision.acts)
            if (decision.until or decision.acts) < last:
                yield Problem(
                    decision_place(merchant, decision.id, "date"),
                    "publicised-while-barred",
                    f"决定 {decision.id} 的公示在 {decision.until or decision.acts} 结束，"
                    f"而限制期到 {last}，期满前不能认定；请在限制期满后再公示，"
                    "登记错了的用 fangxin void 注明",
                    f"decision {decision.id}: the publicity ends on "
                    f"{decision.until or decision.acts}, and a bar runs until {last}: nothing is "
                    "certified before; publicise after it, or void what was entered by mistake",
                    "warning",
                )


def publicities_are_long_enough(book: Book) -> Iterator[Problem]:
    """A publicity that is shorter than the policy asks leads to no certification."""
    for merchant in book.merchants.values():
        for decision in merchant.decisions:
            if not _followed(merchant, decision):
                yield from short_publicity(merchant, decision, book.programme.policy)


def short_publicity(merchant: Merchant, decision: Decision, policy: Policy) -> Iterator[Problem]:
    """That nothing can be certified upon a publicity, for it counts from the day it acts."""
    if decision.act is not Act.PUBLICISED or decision.until is None or decision.void is not None:
        return
    least = policy.on(decision.acts).number_of("publicity_days")
    length = max(0, (decision.until - decision.acts).days + 1)
    if length >= least:
        return
    last = add_days(decision.acts, least - 1)
    yield Problem(
        decision_place(merchant, decision.id, "until"),
        "publicity-too-short",
        f"决定 {decision.id}：公示从 {decision.acts}（登记日）算起到 {decision.until} "
        f"只有 {length} 天，规则要求至少 {least} 天，不能凭它认定。"
        f"还没有推送的，把 until 改为 {last} 或以后；已经公示的，另作一次公示",
        f"decision {decision.id}: from {decision.acts}, the day it was recorded, until "
        f"{decision.until} the publicity lasts {length} days, and the policy wants {least}: "
        f"nothing is certified upon it. Before it is pushed write until: {last} or later; else "
        "publicise anew",
        "warning",
    )


def _followed(merchant: Merchant, publicity: Decision) -> bool:
    """Whether a certification was decided after it: then that one is judged."""
    return any(d.act is Act.CERTIFIED and d.acts >= publicity.acts for d in merchant.decisions)


def _bars(book: Book, merchant: Merchant) -> Iterator[tuple[date, date]]:
    for sanction in _reading(book, merchant).sanctions:
        if sanction.bar_until is not None:
            yield sanction.start, sanction.bar_until


def barred_premises_stay_barred(book: Book) -> Iterator[Problem]:
    """Premises under a bar are not certified again in another name, unless found unrelated."""
    there: dict[tuple[str, str], list[Merchant]] = defaultdict(list)
    for merchant in book.whole():
        if merchant.address is not None:
            there[premises(merchant.address), merchant.category].append(merchant)
    for group in there.values():
        if len(group) < 2:
            continue
        for barred in group:
            for first, last in _bars(book, barred):
                yield from _certified_between(book, group, barred, first, last)


def _certified_between(
    book: Book, group: list[Merchant], barred: Merchant, first: date, last: date
) -> Iterator[Problem]:
    for merchant in group:
        if merchant is barred:
            continue
        for certificate in _reading(book, merchant).register.certificates:
            decision = certificate.decision
            if first <= decision.acts <= last and barred.id not in decision.unrelated_to:
                yield Problem(
                    decision_place(merchant, decision.id, "status"),
                    "premises-barred",
                    f"决定 {decision.id}：同一地址的 {barred.id}（{barred.name}）"
                    f"至 {last} 止不得再认定；"
                    f"经核实两者无关的，请在该决定写明 unrelated_to: [{barred.id}] 和 document",
                    f"decision {decision.id}: {barred.id} ({barred.name}) at the same address is "
                    f"barred until {last}; if they were found unrelated, write "
                    f"unrelated_to: [{barred.id}] and the document in this decision",
                    _spelt_alike(book, merchant, barred, decision),
                )


def _spelt_alike(book: Book, one: Merchant, other: Merchant, decision: Decision) -> Level:
    """Of premises that are spelt otherwise (三号, 3号) what was accepted before is only told."""
    spellings = {looks(merchant.address or "") for merchant in (one, other)}
    return "error" if len(spellings) == 1 or decision.acts >= book.day else "warning"
