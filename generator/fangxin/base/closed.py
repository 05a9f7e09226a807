"""A closed list of codes with their Chinese names: typed either way, told both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Labels = Mapping[str, str]  # code → Chinese name; "" where it has none


def code_of(word: str, labels: Labels) -> str | None:
    """The code that a word is, or names by its label or by a part of exactly one; None for any
    other word. Nothing is guessed from letters that are nearly a code."""
    word = word.strip()
    if word in labels:
        return word
    same = [code for code, label in labels.items() if word and word == label]
    if not same and word and not word.isascii():
        same = [code for code, label in labels.items() if word in label]
    if not same and word.isascii():
        same = [code for code in labels if code.casefold() == word.casefold()]
    return same[0] if len(same) == 1 else None


def listed(labels: Labels) -> tuple[str, str]:
    """All of them: in Chinese with their names, in English the codes alone."""
    return "、".join(_both(labels.items())), ", ".join(labels)


def _both(items: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{code}（{label}）" if label and label != code else code for code, label in items]
