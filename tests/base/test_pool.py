"""Work in several processes gives what work in one gives, and dead workers are noticed."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

import pytest

from fangxin.base import pool

NUMBERS = tuple(range(pool.CHUNK * 5 + 3))


def times(factor: int, items: Sequence[int]) -> list[int]:
    return [factor * item for item in items]


def refuse(limit: int, items: Sequence[int]) -> list[int]:
    if limit in items:
        raise ValueError(f"not {limit}")
    return list(items)


def die(_: None, items: Sequence[int]) -> list[int]:
    if NUMBERS[-1] in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return list(items)


@pytest.mark.parametrize(("jobs", "method"), [(1, "fork"), (2, pool.METHOD), (3, "spawn")])
def test_results_come_in_the_order_of_items(jobs: int, method: str) -> None:
    """One process, forked ones and spawned ones give the same, and tick every item once."""
    ticked: list[int] = []
    found = pool.each(times, 3, NUMBERS, jobs, ticked.append, method)  # type: ignore[arg-type]
    assert found == [3 * item for item in NUMBERS]
    assert sum(ticked) == len(NUMBERS)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_work_raises_is_raised(jobs: int) -> None:
    """An error of a worker reaches the caller with its message."""
    with pytest.raises(ValueError, match="not 100"):
        pool.each(refuse, 100, NUMBERS, jobs)


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_killed_worker_is_noticed() -> None:
    """As when the system takes a worker because memory ran out."""
    with pytest.raises(pool.WorkerDiedError):
        pool.each(die, None, NUMBERS, 2)


def test_nothing_to_do() -> None:
    """No items give no results."""
    assert pool.each(times, 3, (), 2) == []
