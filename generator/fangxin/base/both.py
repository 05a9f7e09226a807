"""What is said in both languages, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Both = tuple[str, str]  # in Chinese, and in English
K = TypeVar("K")


def parted(words: Mapping[K, Both]) -> tuple[Mapping[K, str], Mapping[K, str]]:
    """The words of each language by themselves."""
    return {key: zh for key, (zh, _) in words.items()}, {key: en for key, (_, en) in words.items()}
