"""The same work on many items in several processes, with results in the order of the items.

What all items need (registry, programme, theme) is handed over once: where the system can fork, it
is inherited without a copy, elsewhere it is pickled. Workers write files themselves, so that only
small results travel back.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Literal, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64  # items a worker takes at once: enough to make the hand-over cheap
METHOD: Literal["fork", "spawn"] = "fork" if sys.platform.startswith("linux") else "spawn"

_shared: Any = None  # in a worker process only: what all items need


class WorkerDiedError(RuntimeError):
    """A worker process was killed or crashed, most often because memory ran out."""


def each(
    work: Callable[[S, Sequence[T]], list[R]],
    shared: S,
    items: Sequence[T],
    jobs: int = 1,
    tick: Callable[[int], None] | None = None,
    method: Literal["fork", "spawn"] = METHOD,
) -> list[R]:
    """``work(shared, chunk)`` for chunks of ``items``: all results, in the order of the items.

    ``work`` is a function of a module. With ``jobs`` 1, or little to do, it runs in this process.
    What ``work`` raises is raised here; raises WorkerDiedError when a worker was killed."""
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    done = tick or (lambda count: None)
    if jobs <= 1 or len(chunks) <= 1:
        return _inline(work, shared, chunks, done)
    results: list[R] = []
    with ProcessPoolExecutor(
        max_workers=min(jobs, len(chunks)),
        mp_context=multiprocessing.get_context(method),
        initializer=_start,
        initargs=(shared,),
    ) as pool:
        futures = [pool.submit(_call, work, chunk) for chunk in chunks]
        try:
            for chunk, future in zip(chunks, futures, strict=True):
                results.extend(future.result())
                done(len(chunk))
        except BrokenProcessPool as error:
            raise WorkerDiedError(str(error)) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return results


def _inline(
    work: Callable[[S, Sequence[T]], list[R]],
    shared: S,
    chunks: Sequence[Sequence[T]],
    done: Callable[[int], None],
) -> list[R]:
    results: list[R] = []
    for chunk in chunks:
        results.extend(work(shared, chunk))
        done(len(chunk))
    return results


def _start(shared: Any) -> None:
    """Keep what all items need; leave Ctrl-C to the process that waits for the results."""
    global _shared
    _shared = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _call(work: Callable[[Any, Sequence[Any]], list[Any]], chunk: Sequence[Any]) -> list[Any]:
    return work(_shared, chunk)
