"""Which merchant a row is about, and what it does to that merchant.

A row names a merchant by ID, or by credit code and address (width, case and spaces do not count).
A name alone is never a link: it is a task for an official (``fangxin.facts.registers.confirm``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.former import renamed_in
from fangxin.facts.recourse import Void
from fangxin.facts.registers.acts import as_acts
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.premises import premises_of, said_there
from fangxin.facts.registers.premises import there as whoever
from fangxin.facts.registers.rows import Party, Registers
from fangxin.facts.values import Appeal, Failure, FollowUp, Merchant
from fangxin.text.fields.shape import ERASED
from fangxin.text.sameness import premises


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that names somebody: its id, whom, and where it stands."""

    id: str
    party: Party
    place: Place
    day: date  # of what it tells


def parties(registers: Registers) -> Iterator[NamedRow]:
    """Every row that may be about a merchant."""
    for register in every():
        for row in registers.of(register):
            party = register.party_of(row)
            if party is not None:
                yield NamedRow(row.id, party, row.place, register.day_of(row))


def linked(registers: Registers, merchants: Mapping[str, Merchant]) -> dict[str, str]:
    """Row id → merchant ID, for every row that names a merchant of the registry."""
    places = premises_of(merchants.values(), registers.renamed)
    found: dict[str, str] = {}
    for named in parties(registers):
        party = named.party
        if party.id is not None and party.id in merchants:
            found[named.id] = party.id
        elif party.id is None and party.uscc is not None and party.address is not None:
            there = whoever(places, party.uscc, party.address, named.day)
            if len(there) == 1:
                found[named.id] = there[0]
    return found


def mistaken(
    registers: Registers, merchants: Mapping[str, Merchant]
) -> dict[str, list[tuple[str, Void]]]:
    """Row id → the merchants that it was about by a change that is void now, and since when it is
    not: it had moved them, and that is told as a mistake."""
    places = premises_of(merchants.values(), registers.renamed)
    found: dict[str, list[tuple[str, Void]]] = {}
    for named in parties(registers) if places.mistaken else ():
        party = named.party
        if party.id is None and party.uscc is not None and party.address is not None:
            stays = said_there(places, party.uscc, party.address, named.day)
            found[named.id] = [(stay.id, stay.void) for stay in stays if stay.void is not None]
    return found


def links_are_clear(
    registers: Registers, merchants: Mapping[str, Merchant], folder: Path
) -> Iterator[Problem]:
    """An ID that a row names is in the registry, and premises belong to one record only.

    Beside the records of another ``folder`` than their own, rows of nobody are one warning for
    each file."""
    at_home = registers.home is None or folder.resolve() == registers.home
    places = premises_of(merchants.values(), registers.renamed)
    strangers: dict[str, list[NamedRow]] = defaultdict(list)
    for named in parties(registers):
        party = named.party
        if party.id is not None and party.id not in merchants:
            if at_home:
                yield _nobody(named)
            strangers[named.place.path].append(named)
        elif party.id is not None:
            yield from _other_code(named, merchants[party.id])
            yield from _other_address(named, merchants[party.id], registers)
        elif party.id is None and party.uscc is not None and party.address is not None:
            there = whoever(places, party.uscc, party.address, named.day)
            if len(there) > 1:
                yield Problem(
                    named.place,
                    "row-of-several",
                    f"{named.id}：这个信用代码和地址有 {len(there)} 份档案（{'、'.join(there)}）；"
                    "请写明商户编号",
                    f"{named.id}: {len(there)} records have this credit code and address "
                    f"({', '.join(there)}); write the ID",
                )

    if not at_home:
        yield from (_elsewhere(rows) for rows in strangers.values())


def _nobody(named: NamedRow) -> Problem:
    return Problem(
        named.place,
        "row-of-nobody",
        f"{named.id}：登记簿中没有商户 {named.party.id}；请核对编号，"
        "不是放心消费单位的请改写信用代码和地址",
        f"{named.id}: there is no merchant {named.party.id}; check the ID, or write credit code "
        "and address of a shop that is not in the registry",
    )


def _elsewhere(rows: list[NamedRow]) -> Problem:
    """That a register and the records beside it do not belong together."""
    first = min(rows, key=lambda named: named.place)
    return Problem(
        first.place,
        "row-of-nobody",
        f"{len(rows)} 行写了这些档案里没有的商户（第一行是 {first.id}，{first.party.id}）：登记簿与"
        "档案不是一套，这些行不算到任何商户。请核对 --merchants 和 --content",
        f"rows that name merchants absent from these records: {len(rows)} (the first is "
        f"{first.id}, {first.party.id}); register and records do not belong together, and these "
        "rows are nobody's; check --merchants and --content",
        "warning",
    )


def _other_code(named: NamedRow, merchant: Merchant) -> Iterator[Problem]:
    """A row whose ID and credit code say two different things."""
    codes = {merchant.uscc, *(c.before for c in merchant.changes if c.field == "uscc")}
    if merchant.uscc is not None and named.party.uscc not in {None, *codes}:
        yield Problem(
            named.place,
            "row-contradicts",
            f"{named.id}：商户 {merchant.id} 的信用代码是 {merchant.uscc}，这一行写的是 "
            f"{named.party.uscc}：说不清是哪一家。请核对，并改正其中一项",
            f"{named.id}: the credit code of {merchant.id} is {merchant.uscc}, but the row says "
            f"{named.party.uscc}; check which is meant and correct the other",
        )


def _other_address(named: NamedRow, merchant: Merchant, registers: Registers) -> Iterator[Problem]:
    """A row whose ID and address may say two different things; what was erased says nothing."""
    written = (merchant.address, *(c.before for c in merchant.changes if c.field == "address"))
    if named.party.address is None or {ERASED, named.party.address} & {*written}:
        return
    towns = registers.renamed
    known = {premises(renamed_in(text, towns)) for text in written if text is not None}
    if known and premises(renamed_in(named.party.address, towns)) not in known:
        yield Problem(
            named.place,
            "row-other-address",
            f"{named.id}：商户 {merchant.id} 的地址是“{merchant.address}”，这一行写的是"
            f"“{named.party.address}”。会算到 {merchant.id}；请核对编号，是同一处的请改成一样",
            f"{named.id}: the address of {merchant.id} is '{merchant.address}', but the row says "
            f"'{named.party.address}'; it counts for {merchant.id}, so check the ID, or write the "
            "same address",
            "warning",
        )


def joined(
    merchants: list[Merchant], registers: Registers, policy: Policy | None = None
) -> list[Merchant]:
    """The merchants with the failures that stand in registers by ``policy``, and what they did
    about them."""
    known = {merchant.id: merchant for merchant in merchants}
    links, mistakes = linked(registers, known), mistaken(registers, known)
    failures: dict[str, list[Failure]] = defaultdict(list)
    for register in every():
        for id, failure in register.failures(registers.of(register), policy).items():
            if id in links:
                failures[links[id]].append(failure)
            for shop, void in mistakes.get(id, ()):
                if shop != links.get(id) and failure.recorded <= void.date:
                    failures[shop].append(replace(failure, void=failure.void or void))
    return [_with(one, failures.get(one.id, [])) for one in merchants]


def _with(merchant: Merchant, failures: list[Failure]) -> Merchant:
    if not failures and len(merchant.failures) < 2:
        return merchant
    done = {follow_up.fact: follow_up for follow_up in merchant.follow_up}
    added = tuple(_followed(failure, done.get(failure.id)) for failure in failures)
    acts = as_acts((*merchant.failures, *added))
    return merchant if acts == merchant.failures else replace(merchant, failures=acts)


def _stronger(retest: Appeal | None, appeal: Appeal | None) -> Appeal | None:
    """What annuls the finding, the earlier of two; or else the merchant's own appeal."""
    upheld = [one for one in (retest, appeal) if one is not None and one.outcome == "upheld"]
    if not upheld:
        return appeal or retest
    return min(upheld, key=lambda one: max(one.decided or one.filed, one.recorded or one.filed))


def _followed(failure: Failure, done: FollowUp | None) -> Failure:
    """The failure with rectification, appeal and reply from the merchant's own record."""
    if done is None:
        return failure
    return replace(
        failure,
        rectified=done.rectified or failure.rectified,
        rectified_recorded=done.rectified_recorded or failure.rectified_recorded,
        rectified_document=done.rectified_document,
        rectified_summary=done.rectified_summary,
        appeal=_stronger(failure.appeal, done.appeal),
        reply=done.reply,
        repair=done.repair or failure.repair,
        replied=done.replied,
        reply_admitted=done.reply_admitted,
        corrected=(*failure.corrected, *done.corrected),
    )
