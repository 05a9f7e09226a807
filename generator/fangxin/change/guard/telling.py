"""What a text says of a merchant by name is not the contrary of what the registry says, and a link
that is called after one merchant does not lead to another.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.imitation import no_text_imitates_a_status
from fangxin.change.guard.push import Push
from fangxin.change.holding import Known
from fangxin.change.links import TargetedLink, links
from fangxin.change.mentions import Mention
from fangxin.registry.sources.revision import CONTENT
from fangxin.text.yaml.characters import shown
from fangxin.words.sentences import STATUS_EN, STATUS_ZH

_FOLDERS = (f"{CONTENT}/pages/", f"{CONTENT}/notices/")


def no_text_contradicts_the_registry(push: Push) -> Iterator[Problem]:
    """No new sentence says of a merchant that it names that it is recognised when it is not, or
    that it is revoked when it is recognised."""
    if push.first:
        return
    said = [one for one in push.mentions if one.verdict == "false"]
    those = push.known if said else None
    if those is None:
        return
    told = {(one.place.path, one.place.line) for one in no_text_imitates_a_status(push)}
    for mention in said:
        if mention.sure and (mention.path, mention.line) not in told:
            yield _contrary(mention, those)


def _contrary(mention: Mention, those: Known) -> Problem:
    zh = "、".join(
        f"{_name(id, those)} {STATUS_ZH[those.now(id).status]}" for id in mention.ids[:3]
    )
    en = ", ".join(f"{id} {STATUS_EN[those.now(id).status]}" for id in mention.ids[:3])
    return Problem(
        Place(mention.path, mention.line),
        "standing-misstated",
        f"这句话和登记簿相反：“{shown(mention.text, 80)}”；登记簿今天：{zh}。请照登记簿改，"
        f"或链接到商户"
        "自己的状态页（/m/编号/），状态变了那里会跟着变；说的是过去的，写明是哪一天",
        f"this sentence is the contrary of what the registry says: '{shown(mention.text, 80)}'; "
        f"the registry today: {en}; say what the registry says, or link to the merchant's own page "
        "(/m/ID/), which changes with the status; of the past, say which day",
    )


def _name(id: str, those: Known) -> str:
    return f"{those.registry.merchants[id].name} {id}"


def links_lead_to_whom_they_name(push: Push) -> Iterator[Problem]:
    """The words of a new link to a merchant's page name that merchant, or none."""
    paths = [path for path in push.changed if path.startswith(_FOLDERS) and path.endswith(".md")]
    those = push.known if paths else None
    for path in paths if those is not None else ():
        before = {_words(link) for link in links(push.text(path, old=True))}
        for link in links(push.text(path)):
            if _words(link) not in before and those is not None:
                yield from _misleading(path, link, those)


def _words(link: TargetedLink) -> tuple[str, str, str]:
    return link.text, link.title, link.id


def _misleading(path: str, link: TargetedLink, those: Known) -> Iterator[Problem]:
    said = f"{link.text}，{link.title}"
    named = {id for ids in those.naming.named(said).values() for id in ids}
    if not named or link.id in named or link.id not in those.registry.merchants:
        return
    heirs = {
        decision.successor
        for id in named
        for decision in those.registry.merchants[id].decisions
        if decision.successor
    }
    if link.id in heirs:
        return
    says = "、".join(_name(id, those) for id in sorted(named)[:3])
    yield Problem(
        Place(path, link.line),
        "link-misleads",
        f"链接的文字写的是 {says}，点开的却是 {_name(link.id, those)}："
        f"看的人会把一家的状态当成另一家的。"
        "请核对，把文字或网址改成同一家",
        f"the words of this link name {', '.join(sorted(named)[:3])}, and it leads to {link.id}: "
        "readers would take the status of the one for the other's; make words and address name "
        "the same merchant",
    )
