"""What a new decision must carry, by its kind: one table that every kind stands in.

Commands, lists, gate and documents read it; a kind without a row is a fault, which a
test looks for. What an older register decided is taken over as it was, with what it said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fangxin.facts.naming_papers import instead_of_number, names_a_document
from fangxin.facts.values import Act

WORDS: Mapping[str, tuple[str, str]] = {
    "document": ("文号", "document"),
    "summary": ("说明", "summary"),
    "because": ("恢复的是哪一件", "what it lifts"),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """``keys``: what must be written; ``ends``: it takes a recognition away for good, so that all
    such kinds are of one class; ``zh``, ``en``: why, or what it rests on besides."""

    keys: tuple[str, ...]
    zh: str
    en: str
    ends: bool = False


DEMANDS: Mapping[Act, Demand] = {
    Act.APPLIED: Demand((), "只记商户申请了续期", "only tells that the merchant applied"),
    Act.PUBLICISED: Demand(("document",), "公示的文件", "the notice"),
    Act.REFUSED: Demand(
        ("document", "summary"), "商户可以申诉，须知道为什么", "the merchant may appeal"
    ),
    Act.CERTIFIED: Demand(
        ("document",),
        "另须公示期满、符合认定条件",
        "rests on a publicity and on criteria besides",
    ),
    Act.SUSPENDED: Demand(
        ("document", "summary"), "商户可以申诉，须知道为什么", "the merchant may appeal"
    ),
    Act.REINSTATED: Demand(
        ("document", "summary", "because"), "解除处理，须说明恢复的是哪一件", "undoes a sanction"
    ),
    Act.REVOKED: Demand(("document", "summary"), "使商户失去认定", "takes it away", ends=True),
    Act.WITHDRAWN: Demand(
        ("document", "summary"),
        "使商户离开登记簿，须有它的申请",
        "takes it out of the register on its own application",
        ends=True,
    ),
    Act.CLOSED: Demand(
        ("document", "summary"),
        "使商户离开登记簿，须有查明停业、迁出的文书",
        "takes it out of the register because it closed or moved",
        ends=True,
    ),
}


def demanded(act: Act) -> tuple[str, ...]:
    """The keys that a new decision of a kind must say."""
    return DEMANDS[act].keys


def ending() -> frozenset[str]:
    """The kinds that take a recognition away for good: who asks for two persons in one of them
    asks for two in all, or the others would be the way round."""
    return frozenset(act.value for act, demand in DEMANDS.items() if demand.ends)


def lacking(act: Act, said: Callable[[str], str | None]) -> tuple[str, ...]:
    """What a decision must say and does not. ``said``: its text under a key, of a list any; a
    document without any number (无, 见附件) is none."""
    return tuple(key for key in demanded(act) if not _is_said(key, said(key)))


def _is_said(key: str, text: str | None) -> bool:
    if key == "document":
        return names_a_document(text)
    return bool(text and text.strip())


def in_words(keys: tuple[str, ...], said: Callable[[str], str | None]) -> tuple[str, str]:
    """Keys with what they mean, and what stands there: document（文号）没有写."""
    lines = [(key, WORDS[key], _found(key, said(key))) for key in keys]
    return (
        "、".join(f"{key}（{zh}）{found}" for key, (zh, _), (found, _) in lines),
        ", ".join(f"{key} ({en}) {found}" for key, (_, en), (_, found) in lines),
    )


def _found(key: str, text: str | None) -> tuple[str, str]:
    return instead_of_number(text if key == "document" else None)
