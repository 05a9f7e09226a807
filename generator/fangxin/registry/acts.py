"""One document at two merchants: of one operator it is entered once, of two it is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from fangxin.base.problem import Problem
from fangxin.facts.document_number import DocumentNumber, numbers_in
from fangxin.facts.registers.acts import Witness, own_witnesses
from fangxin.facts.values import Merchant

Found = tuple[Merchant, Witness]


def documents_are_entered_at_one_merchant(
    merchants: Mapping[str, Merchant], codes: Callable[[Merchant], frozenset[str]]
) -> Iterator[Problem]:
    """The number of a document that a failure rests on stands at one merchant: whom else it reaches
    follows from the policy. ``codes``: those of a merchant's operator, former ones too.

    Words without a number are no document that others could share."""
    groups: dict[DocumentNumber, set[str]] = defaultdict(set)
    for merchant in merchants.values():
        for failure in merchant.failures:
            for number in numbers_in(failure.document) if failure.document else ():
                groups[number].add(merchant.id)
    told: set[tuple[str, str]] = set()
    for number, ids in groups.items():
        found = _found(number, ids, merchants) if len(ids) > 1 else []
        if len(found) < 2:
            continue
        entries = sorted(found, key=lambda one: one[1].order)
        for at, (merchant, witness) in enumerate(entries):
            pair = (merchant.id, witness.id)
            earlier = [one for one in entries[:at] if one[0] is not merchant]
            if earlier and pair not in told:
                told.add(pair)
                own = codes(merchant)
                same = [one for one in earlier if not own.isdisjoint(codes(one[0]))]
                first, there = (same or earlier)[0]
                yield _elsewhere(witness, there, first, bool(same))


def _found(
    number: DocumentNumber, ids: set[str], merchants: Mapping[str, Merchant]
) -> list[Found]:  # fmt: skip
    return [
        (merchants[id], witness)
        for id in sorted(ids)
        for witness in own_witnesses(merchants[id])
        if number in numbers_in(witness.document)
    ]


def _elsewhere(second: Witness, first: Witness, merchant: Merchant, same: bool) -> Problem:
    who = f"{merchant.id} {merchant.name}"
    line = f"{first.place.path}:{first.place.line}"
    if same:
        zh = (
            f"{second.id}：这份文书已登记在同一经营者的 {who}名下：{first.where}。"
            "一份文书只登记到一家，别的店受不受影响由规则推出；请核对后只留一处"
        )
        en = (
            f"{second.id}: this document is entered for {merchant.id} of the same operator already "
            f"({first.id}, {line}); enter it at one shop, whom else it reaches follows from the "
            "policy"
        )
        return Problem(second.place, "document-at-two-premises", zh, en, "warning")
    zh = (
        f"{second.id}：这个文号也登记在另一经营者 {who}名下：{first.where}。"
        "一个文号两家经营者，多半有一处写错；请核对原件"
    )
    en = (
        f"{second.id}: this number is entered for {merchant.id} of another operator too "
        f"({first.id}, {line}); most likely one of them is wrong, check the document"
    )
    return Problem(second.place, "document-at-two-operators", zh, en, "warning")
