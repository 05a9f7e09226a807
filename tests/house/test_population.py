"""The registry that is invented to measure with is a sound one, and always the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bench.population import populate, record, shops
from fangxin.facts.programme.programme import read_programme
from fangxin.registry.registry import load
from tests.support.demonstration import CONTENT, needs_demonstration

DAY = date(2026, 11, 28)


@needs_demonstration
def test_it_has_no_error(tmp_path: Path) -> None:
    """By the programme that is shipped, with operators of several shops and failures among them."""
    assert populate(400, tmp_path) == sum(path.stat().st_size for path in tmp_path.rglob("*.yml"))
    programme, _ = read_programme(CONTENT)
    assert programme is not None
    registry, problems = load(tmp_path, programme, DAY)
    assert problems == [] and len(registry.merchants) == 400
    assert sum(len(ids) > 1 for ids in registry.operators.values()) > 20
    assert sum(bool(one.failures) for one in registry.merchants.values()) > 30


def test_a_number_is_a_record() -> None:
    """However many are invented, the first ones are the same."""
    few, many = list(shops(5)), list(shops(50))[:5]
    assert few == many and [*map(record, few)] == [*map(record, many)]
    assert len({record(one) for one in many}) == 5
