"""A finding that may never be told is named nowhere: not by what rests on it, nor by another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.values import Act, Appeal, Decision, Failure, Merchant, Void
from fangxin.registry.registry import Registry, assemble
from fangxin.view.publication import is_never_told
from fangxin.view.view import View
from fangxin.view.viewing import entry_of, office_view_of, view_of
from fangxin.words.published import status_json
from fangxin.words.returns import grounds_zh
from fangxin.words.story import causes, past_cause_zh
from tests.site.test_remains import failed
from tests.support.registers import programme
from tests.view.test_viewing import certified

PROGRAMME = programme()
POLICY = PROGRAMME.policy
FIRST = date(2026, 5, 6)
KINDS = ("warning", "warning", "penalty_minor", "price_not_marked", "penalty", "counterfeit")
IDS = ("XA1", "XA2", "XA3", "XA4", "XA5")


def strings(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield str(value)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from strings(getattr(value, one.name))
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for text in strings(pair))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (text for one in value for text in strings(one))


def said(view: View) -> str:
    """Everything that pages, feeds and files make their words of."""
    words = [*strings(view), *strings(entry_of(view)), status_json(view, PROGRAMME).decode()]
    words += [text for cause in causes(view, PROGRAMME) for text in strings(cause)]
    words += [
        past_cause_zh(reason, PROGRAMME, view) for step in view.timeline for reason in step.reasons
    ]
    words += map(grounds_zh, view.returns)
    return "\n".join(words)


def named(view: View, registry: Registry, id: str) -> set[str]:
    """Which findings that are never told are named."""
    text = said(view)
    never = [one.id for one in registry.merchants[id].failures if is_never_told(one, POLICY)]
    return {name for name in never if name in text}


@st.composite
def shops(draw: st.DrawFn) -> Merchant:
    """A shop with findings that name each other, are annulled, and are decided about."""
    found: list[Failure] = []
    for id in IDS:
        day = FIRST + timedelta(days=draw(st.integers(0, 90)))
        others = draw(st.lists(st.sampled_from(IDS), max_size=2, unique=True))
        one = replace(
            failed(draw(st.sampled_from(KINDS)), day),
            id=id,
            document=f"浦市监罚〔2026〕{len(found)}号",
            same_act_as=tuple(other for other in others if other < id),
            distinct_from=draw(st.sampled_from(((), tuple(i for i in IDS if i < id)[-1:]))),
        )
        late = day + timedelta(days=draw(st.integers(1, 60)))
        if draw(st.booleans()):
            replaced = draw(st.sampled_from([None, *IDS]))
            one = replace(one, void=Void(late, "错", "例〔2026〕1号", replaced))
        elif draw(st.booleans()):
            one = replace(one, appeal=Appeal(day, late, "upheld", late))
        found.append(one)
    act = draw(st.sampled_from((Act.SUSPENDED, Act.REVOKED, Act.REINSTATED)))
    on = FIRST + timedelta(days=draw(st.integers(30, 150)))
    because = (draw(st.sampled_from(IDS)),)
    decision = Decision("D8", on, act, on, because=because, document="例〔2026〕8号", summary="例")
    shop = certified()
    return replace(shop, failures=tuple(found), decisions=(*shop.decisions, decision))


@given(shops(), st.integers(0, 1500))
def test_no_view_names_what_is_never_told(shop: Merchant, days: int) -> None:
    """On any day, in any field of the View, nor in the words and data made of it."""
    registry = assemble([shop], POLICY.entity_kinds())
    view = view_of(shop.id, registry, PROGRAMME, FIRST + timedelta(days=days))
    assert named(view, registry, shop.id) == set()
    shown = {one.id for one in view.failures if not one.ended}
    for one in view.failures:
        assert {*one.same_act_as, *one.distinct_from} <= shown


def test_the_property_can_fail() -> None:
    """The office's own view of the same names them: letters and duties are about them."""
    three = [
        replace(
            failed("warning", FIRST + timedelta(days=30 * n)), id=id, document=f"例〔2026〕{n}号"
        )
        for n, id in enumerate(IDS[:3])
    ]
    shop = replace(certified(), failures=tuple(three))
    registry, day = assemble([shop], POLICY.entity_kinds()), FIRST + timedelta(days=70)
    office = office_view_of(shop.id, registry, PROGRAMME, day)
    assert named(office, registry, shop.id) == set(IDS[:3])
    view = view_of(shop.id, registry, PROGRAMME, day)
    assert view.status == office.status and view.reasons
    assert named(view, registry, shop.id) == set()


@pytest.mark.parametrize("link", ["same_act_as", "distinct_from"])
def test_a_finding_whose_publication_is_over_is_not_named_beside_another(link: str) -> None:
    """As long as both are told in full, the page says so; not longer."""
    first = replace(failed("penalty_minor", FIRST), id="XA1", document="例〔2026〕1号")
    more: dict[str, Any] = {link: ("XA1",), "document": "例〔2026〕2号"}
    second = replace(failed("penalty", FIRST + timedelta(days=20)), id="XA2", **more)
    shop = replace(certified(), failures=(first, second))
    registry = assemble([shop], POLICY.entity_kinds())

    def beside(day: date) -> tuple[str, ...]:
        view = view_of(shop.id, registry, PROGRAMME, day)
        shown = {one.id: getattr(one, link) for one in view.failures}
        found: tuple[str, ...] = shown["XA2"]
        return found

    assert beside(FIRST + timedelta(days=40)) == ("XA1",)
    assert beside(date(2026, 9, 1)) == ()  # a minor one is public for three months
