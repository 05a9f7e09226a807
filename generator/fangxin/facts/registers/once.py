"""One act is entered once: in the merchant's record or in a register, once and never in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from fangxin.base.problem import Problem
from fangxin.facts.document_number import same_document
from fangxin.facts.registers.acts import Witness, own_witnesses, place_in_record, row_witness
from fangxin.facts.registers.apart import papers_join_no_two
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.linking import linked
from fangxin.facts.registers.register import Register
from fangxin.facts.registers.rows import Registers
from fangxin.facts.registers.same_act import joined_to_another
from fangxin.facts.values import Failure, Merchant

Of = tuple[Register[Any], Any]  # a register and a row of it
Groups = dict[str, list[list[Witness]]]  # by what documents are compared by


def facts_stand_once(registers: Registers, merchants: Mapping[str, Merchant]) -> Iterator[Problem]:
    """No document stands twice at one merchant, no row has the id of a failure in its record, and
    ``distinct_from`` tells a failure from another one of the same document, ``same_act_as`` joins
    it to one of another.

    A failure that was declared void there may stand in the register instead."""
    rows: dict[str, list[Of]] = defaultdict(list)
    links = linked(registers, merchants)
    places = {row.id: row.place for row in registers.all()}
    for register in every():
        for row in registers.of(register):
            if row.id in links and row.void is None:
                rows[links[row.id]].append((register, row))
    for merchant in merchants.values():
        about = rows.get(merchant.id, [])
        if len(merchant.failures) + len(about) > 1:
            yield from _ids_differ(merchant, about)
            yield from _entered_once(merchant, about)
        if len(about) > 2:
            yield from papers_join_no_two(merchant, places)
        if any(failure.distinct_from for failure in merchant.failures):
            yield from _distinct(merchant)
        if any(failure.same_act_as for failure in merchant.failures):
            yield from joined_to_another(merchant)


def _ids_differ(merchant: Merchant, rows: list[Of]) -> Iterator[Problem]:
    own = [failure for failure in merchant.failures if failure.register is None]
    places = {one.id: at for at, one in enumerate(own) if one.void is None}
    for _, row in rows:
        if row.id in places:
            there = place_in_record(merchant, places[row.id])
            yield Problem(
                row.place,
                "same-id",
                f"{row.id}：商户 {merchant.id} 的档案里也有编号 {row.id}（{there}），"
                "说不清指哪一个；请给登记簿里的这一行换一个编号",
                f"{row.id}: the record of {merchant.id} has a fact with this id too ({there}), so "
                "that nobody can say which is meant; give the row another id",
            )


def _entered_once(merchant: Merchant, rows: list[Of]) -> Iterator[Problem]:
    found = own_witnesses(merchant)
    found += [one for of in rows if (one := row_witness(*of, merchant)) is not None]
    if len(found) < 2:
        return
    groups: Groups = defaultdict(list)
    for witness in sorted(found, key=lambda one: one.order):
        for key in witness.keys:
            _join(witness, groups[key])
    told: set[str] = set()
    for key in sorted(groups):
        for at, group in enumerate(groups[key]):
            first = next((one for one in groups[key][:at] if _same_act(group, one)), None)
            if first is not None and group[0].id not in told:
                told.add(group[0].id)
                yield _twice(group[0], first[0], merchant)


def _join(witness: Witness, groups: list[list[Witness]]) -> None:
    """Rows of one register are one group, each failure of the record is its own."""
    for group in groups:
        if witness.register is not None and group[0].register == witness.register:
            group.append(witness)
            return
    groups.append([witness])


def _same_act(one: list[Witness], other: list[Witness]) -> bool:
    """Whether they share more than a document. A row that is no failure is told beside a record
    alone: a passed sample and a complaint may well rest on one report."""
    if one[0].register is not None and other[0].register is not None:
        return all(any(witness.failure for witness in group) for group in (one, other))
    return not any(witness.apart_from(other) for witness in one)


def _twice(second: Witness, first: Witness, merchant: Merchant) -> Problem:
    zh = (
        f"{second.id}：这与 {merchant.id} 的 {first.where}是同一份文书。"
        "一份文书只算一件事、只登记一条（日期、类型不同也一样）。"
    )
    en = (
        f"{second.id}: this is the same document as {first.id} of {merchant.id} "
        f"({first.place.path}:{first.place.line}, {first.date}, {first.document}); a document is "
        "one act and is entered once, whatever day and kind. "
    )
    if second.register is None and first.register is None:
        zh += (
            "重复的请不要再登记，已发布的写明 void（登记有误）；文号抄错的请改正；"
            f"一份文书确实处理了两件事的，写 distinct_from: [{first.id}]"
        )
        en += (
            "Leave it out, or declare one of them void; mend the number if it is wrong; where the "
            f"document really deals with two acts, write distinct_from: [{first.id}]"
        )
    else:
        row = first.id if second.register is None else second.id
        zh += (
            "确是同一件事的，请在其中一处写明 void（登记有误），整改和陈述写在档案的 follow_up 里；"
            f"不是同一件事的，请核对文号；文号没错的，在档案里那一条写 distinct_from: [{row}]"
        )
        en += (
            "If it is the same, declare one of them void and put rectification and reply into the "
            "record's follow_up; if not, check the number, and where it is right write "
            f"distinct_from: [{row}] into the record's one"
        )
    return Problem(second.place, "same-document", zh, en)


def _distinct(merchant: Merchant) -> Iterator[Problem]:
    """What ``distinct_from`` names is another failure of this merchant with the same document."""
    others = {failure.id: failure for failure in merchant.failures}
    own = [failure for failure in merchant.failures if failure.register is None]
    for index, failure in enumerate(own):
        for id in failure.distinct_from if failure.void is None else ():
            reason = _nothing_to_tell_apart(failure, others.get(id), id)
            if reason is not None:
                zh, en = reason
                yield Problem(
                    place_in_record(merchant, index),
                    "not-distinct",
                    f"{failure.id}：distinct_from 须是本商户文书相同的另一条问题记录，{zh}；"
                    "请改正或删去",
                    f"{failure.id}: distinct_from must name another failure of this merchant with "
                    f"the same document, {en}; correct or delete it",
                )


def _nothing_to_tell_apart(
    failure: Failure, other: Failure | None, id: str
) -> tuple[str, str] | None:
    if other is None:
        return f"没有 {id}", f"but there is no {id}"
    if id == failure.id:
        return f"{id} 就是它自己", f"but {id} is the failure itself"
    if not any(
        same_document(mine, theirs)
        for mine in (failure.document, failure.paper)
        for theirs in (other.document, other.paper)
    ):
        return f"{id} 的文书不同，本来就是两件事", f"but {id} rests on another one"
    return None
