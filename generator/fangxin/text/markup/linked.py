"""Data for programs in a page (JSON-LD): well-formed, and which hosts its addresses name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from fangxin.text.markup.addresses import host_of

BLOCK = re.compile(r"<script\b[^<>]*\btype=\"application/ld\+json\"[^<>]*>([^<]*)</script>")
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
_VOCABULARY = frozenset({"schema.org"})  # named as the language of the data, never loaded


def hosts_in_block(block: str) -> set[str] | None:
    """Every host that a block names; None when it is no JSON."""
    try:
        strings = list(_strings(json.loads(block)))
    except (ValueError, RecursionError):
        return None
    named = {host_of(one) for one in strings if _ADDRESS.match(one)}
    return {host for host in named if host} - _VOCABULARY


def _strings(block: Any) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    elif isinstance(block, dict | list):
        for one in block.values() if isinstance(block, dict) else block:
            yield from _strings(one)
