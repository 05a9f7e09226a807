"""One teller: what counts is decided in the view, and worded in the words, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from tests.house.test_house import modules, room, text_of

# The rooms to the right of the view, which ask it.
ASKING = ("words", "change", "site", "office", "publish", "cli")
# Modules that look at what is written themselves, and why.
EXCEPTIONS: Mapping[str, str] = {
    "change.effect.beside": "rows of registers as their register shows them, which says itself",
    "change.guard.deciding": "the gate: what a push writes anew",
    "change.guard.settings": "the gate: what a push writes anew",
    "change.guard.signs": "the gate: what a push writes anew",
    "change.guard.standings": "the gate: what a push writes that was not written before",
    "office.editing.facts": "refuses to write a void twice",
    "office.editing.signs": "refuses to write a void twice",
    "words.signs": "the state of a sign comes decided from the standing; it adds the reason",
}
_OUTCOMES = {"upheld", "overturned"}


def _decides(tree: ast.AST) -> Iterator[str]:
    """Comparisons by which a module makes up its own mind: of ``void``, ``void_date``, of the day
    of a void, and of an outcome with "upheld"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            named = {side.attr for side in sides if isinstance(side, ast.Attribute)}
            inner = {
                side.value.attr
                for side in sides
                if isinstance(side, ast.Attribute) and isinstance(side.value, ast.Attribute)
            }
            outcome = named & {"appeal", "outcome", "retest"} and any(
                isinstance(side, ast.Constant) and side.value in _OUTCOMES for side in sides
            )
            if named & {"void", "void_date"} or "void" in inner or outcome:
                yield ast.unparse(node)
        elif isinstance(node, ast.BoolOp | ast.IfExp | ast.If | ast.UnaryOp):
            asked = getattr(node, "values", None) or [getattr(node, "test", node)]
            asked = [node.operand] if isinstance(node, ast.UnaryOp) else asked
            for one in asked:
                if isinstance(one, ast.Attribute) and one.attr in ("void", "void_date"):
                    yield ast.unparse(node)


def test_only_the_view_decides_what_counts() -> None:
    """Whether a fact was annulled is asked of ``stands``, ``annulled`` and ``counts``."""
    found = {
        name: said
        for name, path in modules().items()
        if room(name) in ASKING and (said := sorted(_decides(ast.parse(text_of(path)))))
    }
    wrong = {name: said for name, said in found.items() if name not in EXCEPTIONS}
    assert wrong == {}
    assert set(EXCEPTIONS) - set(found) == set(), "an exception that nobody needs"
