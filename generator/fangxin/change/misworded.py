"""What a change may not write onto a merchant's page at all, whoever writes it and whoever agrees.

One rule for commands and the gate, of what is new: ``fangxin.change.worded`` says what that is.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Problem
from fangxin.change.accusations import branded
from fangxin.change.holding import Known, knowing
from fangxin.change.statements import asserts, verdict
from fangxin.change.worded import WordedValue, worded
from fangxin.facts.naming_papers import instead_of_number, names_a_document
from fangxin.facts.notices.standings import Block, plain
from fangxin.facts.values import Status
from fangxin.registry.sources.reading import Sources
from fangxin.text.yaml.characters import shown
from fangxin.words.sentences import STATUS_EN, STATUS_ZH


def misworded(before: Sources, after: Sources) -> Iterator[Problem]:
    """What calls a merchant by a standing, says of its own standing the contrary of the registry,
    or lacks the paper that its kind asks for."""
    if before.registry is None or after.registry is None:
        return
    those = None
    for one in worded(before.registry, after.registry):
        if one.calls:
            if branded(one.said) or asserts(_block(one), plain(one.said)):
                yield _branding(one)
            continue
        those = those or knowing(after)
        if one.key == "summary" and those is not None and _contradicts(one, those):
            yield _contrary(one, those)
        yield from _unfounded(one)


def _contradicts(one: WordedValue, those: Known) -> bool:
    now = those.now(one.merchant.id)
    holds = now.status is Status.CERTIFIED
    block = _block(one)
    return verdict(block, block.text, one.merchant, now, holds, own=True) == "false"


def _block(one: WordedValue) -> Block:
    return Block(1, "piece", plain(one.said))


def _unfounded(one: WordedValue) -> Iterator[Problem]:
    """A reply says on which day the merchant sent it; a review that advises or describes names its
    document, and so does a promise of money that is added to a published record."""
    if one.key == "reply" and one.fact.replied is None:
        yield _lacking(
            one,
            "replied",
            "商户陈述是以商户的名义说的，须写明商户来函的日子（replied），页面照这一天引用；"
            "这里没有写。请照来函补上，用 fangxin reply 登记",
            "a reply speaks in the merchant's name and must say on which day it came (replied), as "
            "the page quotes it: it is missing; write the day of the merchant's letter",
        )
    paper = getattr(one.fact, "document", None)
    if names_a_document(paper):
        return
    zh, en = instead_of_number(paper)
    if one.sort == "reviews" and _advises(one):
        yield _lacking(
            one,
            "document",
            f"复评的说明和意见写在商户页面上，须凭文书：document {zh}。请照复评的文书补上",
            f"what a review says stands on the merchant's page and rests on a document: document "
            f"{en}; add that of the review",
        )
    if one.sort == "commitments" and one.key == "limit":
        yield _lacking(
            one,
            "document",
            "后来增加的承诺限额是商户答应的钱，须凭商户的来函或承诺书："
            f"document {zh}。请照文书补上",
            f"a limit that is added later is money that the merchant promised, by a letter of its "
            f"own: document {en}; add it",
        )


def _advises(one: WordedValue) -> bool:
    """Whether a review says more than that it was passed; told of its outcome or of its words."""
    if one.key == "outcome":
        return one.said != "passed"
    return not one.fresh or bool(one.fact.outcome == "passed")


def _lacking(one: WordedValue, key: str, zh: str, en: str) -> Problem:
    label = one.labels
    named = f"{one.merchant.id} {one.name}".strip()
    return Problem(
        one.place, "unfounded-words", f"{named} 的{label[0]}：{zh}", f"{named}, {label[1]}: {en}"
    )


def _branding(one: WordedValue) -> Problem:
    zh, en = one.labels
    return Problem(
        one.place,
        "claims-status",
        f"{zh}里不能写认定的状态，也不能写伤害商户的话：这里是“{shown(one.said)}”。"
        "状态只由登记簿说，请照营业执照、招牌写",
        f"{en} must say nothing of a standing, nor what would hurt the merchant: found "
        f"'{shown(one.said)}'; only the registry tells a status, so write it as on the business "
        "licence or the shop sign",
    )


def _contrary(one: WordedValue, those: Known) -> Problem:
    zh, en = one.labels
    status = those.now(one.merchant.id).status
    return Problem(
        one.place,
        "standing-misstated",
        f"{one.merchant.id} {one.name} 的{zh}和登记簿相反：“{shown(one.said, 80)}”；"
        f"登记簿今天：{STATUS_ZH[status]}。请照文书改写；状态由决定和问题记录推出，不写在说明里",
        f"{one.merchant.id} {one.name}, {en}: this is the contrary of what the registry says: "
        f"'{shown(one.said, 80)}'; the registry today: {STATUS_EN[status]}; write what the "
        "document says: a standing follows from decisions and failures, not from words",
    )
