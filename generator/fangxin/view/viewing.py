"""From facts and standing to the View: what the public may read about one merchant today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.policy.policy import Policy
from fangxin.facts.programme.programme import Programme
from fangxin.facts.recourse import stands
from fangxin.facts.values import Act, Facts, Merchant, Status
from fangxin.registry.registry import Registry
from fangxin.standing.knowledge import known
from fangxin.standing.reading import publication_of, publicity_runs, read
from fangxin.standing.signs import UP, states_of
from fangxin.standing.standing import Reason, Standing, answer
from fangxin.standing.timeline import timeline
from fangxin.view.amends import amends
from fangxin.view.catalogue import Entry, Move
from fangxin.view.changes import changes, objections
from fangxin.view.codes import codes_of
from fangxin.view.criteria import criteria_of
from fangxin.view.exits import exits
from fangxin.view.fact_views import decisions, failures, link_to
from fangxin.view.former import former, former_certificates, former_documents
from fangxin.view.listings import listings_of
from fangxin.view.pinyin import initials_of, pinyin_of
from fangxin.view.publication import Withheld, withheld
from fangxin.view.recalls import recalls_of
from fangxin.view.remains import generalised, in_place
from fangxin.view.remedies import remedies
from fangxin.view.returns import returns
from fangxin.view.road import road_of
from fangxin.view.stations import stations_near
from fangxin.view.untold import without_names
from fangxin.view.view import Link, Step, View


def view_of(id: str, registry: Registry, programme: Programme, as_of: date) -> View:
    """Everything public about ``id`` on ``as_of``. KeyError when it is not in the registry."""
    view = office_view_of(id, registry, programme, as_of)
    return without_names(view, registry.facts(id), programme.policy)


def office_view_of(id: str, registry: Registry, programme: Programme, as_of: date) -> View:
    """The same with the names of findings that are never told, which letters and duties need."""
    merchant = registry.merchants[id]
    facts = registry.facts(id)
    policy = programme.policy
    reading = read(facts, policy, as_of)
    now = answer(reading, as_of)
    publication = publication_of(reading, as_of)
    running = publication is not None and publicity_runs(publication, as_of)
    certificate = reading.register.on(as_of)
    history = timeline(facts, policy, as_of)
    facts = in_place(facts, reading, as_of)
    merchant = replace(merchant, failures=facts.failures, decisions=facts.decisions)
    hidden = withheld(facts, policy, as_of)
    issued = tuple(sign for sign in merchant.signs if sign.issued <= as_of)

    def link(other: str) -> Link:
        return link_to(other, registry, policy, as_of)

    shown = tuple(failures(merchant, facts, now, registry, policy, as_of))
    decided = tuple(decisions(merchant, now, hidden, policy, as_of))
    market = merchant.inside if merchant.inside in registry.merchants else None
    view = View(
        id=id,
        name=merchant.name,
        former_names=former(merchant, "name", merchant.name, as_of),
        name_en=merchant.name_en,
        category=merchant.category,
        uscc=merchant.uscc,
        town=merchant.town,
        address=_public_address(merchant),
        website=merchant.website,
        platform=merchant.platform,
        platform_shop=merchant.platform_shop,
        inside=link(market) if market else None,
        stalls=tuple(link(other) for other in registry.stalls.get(id, ())),
        siblings=tuple(
            link(other) for other in registry.operators.get(merchant.uscc or "", ()) if other != id
        ),
        successor=_successor(merchant, registry, policy, as_of),
        catering_grade=merchant.catering_grade,
        kitchen=merchant.kitchen,
        scenic_level=merchant.scenic_level,
        service_phone=merchant.service_phone,
        status=now.status,
        since=now.since,
        until=now.until,
        next_date=now.next_change.date if now.next_change else None,
        next_status=now.next_change.status if now.next_change else None,
        certificate=now.certificate,
        certificate_until=certificate.until if certificate and now.certificate else None,
        certificate_since=certificate.decision.acts if certificate and now.certificate else None,
        document=_document(merchant, now, hidden),
        bar_until=now.bar_until,
        flags=tuple(sorted(now.flags)),
        reasons=tuple(map(hidden.reason_of, now.reasons)),
        corrections=now.corrections,
        timeline=tuple(_steps(history, now, merchant, hidden)),
        failures=shown,
        decisions=decided,
        commitments=merchant.commitments,
        reviews=tuple(r for r in merchant.reviews if stands(r, as_of) and r.date <= as_of),
        honours=merchant.honours,
        signs=states_of(issued, reading, policy, as_of),
        criteria=criteria_of(registry, programme, merchant, reading, hidden, as_of),
        opened=merchant.opened,
        open_objections=_open_objections(reading.facts),
        imported=any(decision.imported for decision in merchant.decisions),
        publicity_until=publication.until if running and publication else None,
        changes=tuple(changes(merchant, as_of)),
        objections=tuple(objections(known(registry.facts(id), as_of), as_of)),
        exits=tuple(exits(history, facts, now)),
        listings=listings_of(id, registry, as_of),
        amends=amends(history, facts, now, policy, as_of),
        remedies=tuple(remedies(merchant, shown, decided, programme)),
        returns=returns(facts, now, hidden, policy, as_of),
        revokes=now.revokes,
        former_usccs=former(merchant, "uscc", merchant.uscc, as_of),
        former_certificates=tuple(former_certificates(merchant, as_of)),
        former_websites=former(merchant, "website", merchant.website, as_of),
        former_shops=former(merchant, "platform_shop", merchant.platform_shop, as_of),
        nearby=stations_near(merchant, registry, as_of),
        called_back=recalls_of(id, registry, as_of),
    )
    told = generalised(view, facts, reading, policy, as_of)
    return replace(told, former_documents=tuple(former_documents(merchant, told)))


def _public_address(merchant: Merchant) -> str | None:
    """The address, cut after the road for a sole trader who lives there."""
    if merchant.address is None or merchant.address_public != "road":
        return merchant.address
    return road_of(merchant.address, merchant.town)


def _successor(merchant: Merchant, registry: Registry, policy: Policy, as_of: date) -> Link | None:
    for decision in merchant.decisions:
        named = decision.act is Act.CLOSED and stands(decision, as_of) and decision.acts <= as_of
        if named and decision.successor in registry.merchants:
            return link_to(str(decision.successor), registry, policy, as_of)
    return None


def _document(merchant: Merchant, now: Standing, hidden: Withheld) -> str | None:
    """The document behind the status: of its first reason's decision or failure."""
    documents = {decision.id: decision.document for decision in merchant.decisions}
    documents |= {change.id: change.document for change in merchant.changes}
    documents |= {failure.id: failure.document for failure in merchant.failures}
    for reason in now.reasons:
        for name in reason.facts:
            document = hidden.document_of(documents.get(name))
            if document is not None:
                return document
    return None


def _open_objections(facts: Facts) -> int:
    return sum(1 for objection in facts.objections if objection.outcome is None)


def _steps(
    history: tuple[Standing, ...], now: Standing, merchant: Merchant, hidden: Withheld
) -> Iterator[Step]:
    """Stretches with one status and one set of causes, newest first."""
    kept: list[Standing] = []
    for step in history:
        before = kept[-1] if kept else None
        if before is None or _told(before) != _told(step):
            kept.append(step)
    for index in range(len(kept) - 1, -1, -1):
        step = kept[index]
        following = kept[index + 1].as_of if index + 1 < len(kept) else None
        before = kept[index - 1] if index else None
        yield Step(
            since=step.as_of,
            until=None if following is None else add_days(following, -1),
            status=step.status,
            reasons=tuple(map(hidden.reason_of, step.reasons)),
            flags=tuple(sorted(step.flags)),
            corrected=any(
                fix.annuls(reason.rule, reason.facts)
                for fix in now.corrections
                for reason in step.reasons
            ),
            note=_note(before, step, following or now.as_of, merchant) if before else None,
        )


def _note(before: Standing, step: Standing, last: date, merchant: Merchant) -> str | None:
    """What became of a publicity when nothing but its end sets ``step`` apart: "awaiting" a
    decision, "refused" by ``last``, or "stopped" before its time."""
    if _told(before)[:2] != _told(step)[:2] or not _ran(before) or _ran(step):
        return None
    over = add_days(step.as_of, -1)
    if not any(d.act is Act.PUBLICISED and d.until == over for d in merchant.decisions):
        return "stopped"
    decided = [d for d in merchant.decisions if d.act is Act.REFUSED and stands(d)]
    return "refused" if any(step.as_of <= d.acts <= last for d in decided) else "awaiting"


def _ran(step: Standing) -> bool:
    return not step.flags.isdisjoint({"renewal", "again"})


def _told(step: Standing) -> tuple[object, ...]:
    causes = tuple((reason.rule, reason.facts) for reason in step.reasons)
    return step.status, causes, step.flags


def entry_of(view: View) -> Entry:
    """The short form for lists, search and open data."""
    return Entry(
        id=view.id,
        name=view.name,
        former_names=view.former_names,
        name_en=view.name_en,
        category=view.category,
        town=view.town,
        uscc=view.uscc,
        address=view.address,
        pinyin=pinyin_of(view.name),
        initials=initials_of(view.name),
        status=view.status,
        since=view.since,
        until=view.until,
        certificate=view.certificate,
        flags=view.flags,
        rules=tuple(dict.fromkeys(reason.rule for reason in view.reasons)),
        bar_until=view.bar_until,
        publicity_until=view.publicity_until,
        objections=view.open_objections,
        example="示例" in view.name,
        moves=tuple(_moves(view)),
        exits=view.exits,
        amends=view.amends,
        returns=view.returns,
        listings=view.listings,
        signs_up=tuple(one for one in view.signs if one.state in UP),
        sign_states=tuple(one.state for one in view.signs),
        codes=codes_of(view),
        provisional=_provisional(view.reasons),
        won=tuple(_won(view)),
    )


def _won(view: View) -> Iterator[str]:
    """Its own findings that an appeal or a retest annulled."""
    for one in view.failures:
        if one.merchant is None and one.annulled is not None and one.annulled.by != "void":
            yield one.id


def _provisional(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Rules of which every reason waits for a final finding."""
    settled = {reason.rule for reason in reasons if not reason.provisional}
    return tuple(dict.fromkeys(r.rule for r in reasons if r.rule not in settled))


def _moves(view: View) -> Iterator[Move]:
    """Changes of the status, newest first. Waiting for the decision after a publicity is none: to
    the public the notice ends with what is decided."""
    steps = [step for step in view.timeline if "pending" not in step.flags]
    for index, step in enumerate(steps):
        before = steps[index + 1].status if index + 1 < len(steps) else Status.NONE
        if before is step.status:
            continue
        yield Move(
            date=step.since,
            id=view.id,
            name=view.name,
            category=view.category,
            before=before,
            after=step.status,
            rules=tuple(dict.fromkeys(reason.rule for reason in step.reasons)),
            corrected=step.corrected,
            corrected_on=_corrected_on(step, view),
            amends=tuple(one for one in view.amends if one.date == step.since),
            returns=tuple(one for one in view.returns if one.date == step.since),
            provisional=_provisional(step.reasons),
        )


def _corrected_on(step: Step, view: View) -> date | None:
    """The first day on which something that the step rests on was annulled."""
    fixes = (
        fix.date
        for fix in view.corrections
        if any(fix.annuls(reason.rule, reason.facts) for reason in step.reasons)
    )
    return min(fixes, default=None)
