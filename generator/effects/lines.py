"""What a change does, as lines for a terminal: Chinese first, the gravest first, short."""

from __future__ import annotations

from collections.abc import Iterator

from generator.effects.effect import Effect, Effects
from generator.effects.words import move_en, move_zh, shifts_zh, summary_zh


def as_lines(effects: Effects, width: int | None = None, most: int = 20) -> tuple[str, ...]:
    """The lines; the first ``most`` merchants with reasons, the others with their status alone."""
    return tuple(_lines(effects, most))


def _lines(effects: Effects, most: int) -> Iterator[str]:
    yield f"{effects.as_of}：{summary_zh(effects)}"
    for index, one in enumerate(effects.merchants):
        yield f"{one.id} {one.name}"
        yield f"  {move_zh(one.move)} | {move_en(one.move)}"
        if index < most:
            yield from _details(one)


def _details(one: Effect) -> Iterator[str]:
    for shift in shifts_zh(one):
        yield f"  {shift}"
    for cause in one.after.causes if one.after else ():
        yield f"  因：{cause.told}"
    for fact in one.facts:
        yield f"  · {fact}"
