"""Elements that stand within a line: their text goes on where they end."""

from __future__ import annotations

_NAMES = """a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small
span strike strong sub sup time tt u var wbr tspan"""
INLINE = frozenset(_NAMES.split())
