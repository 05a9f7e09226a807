"""What may be done to a fact that was published, by the flags of its field table.

A key that is not flagged may not be added later: it would change what the registry said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fangxin.change.guard.facts import LISTS, FactChange
from fangxin.facts.policy.file import VERSION
from fangxin.facts.programme.tables import DOCUMENTS
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.declared import every, named
from fangxin.text.fields.difference import Difference, in_words
from fangxin.text.fields.shape import Kind
from fangxin.text.fields.tables import Field, Group, ListOf, MapOf

FAILURES = frozenset({"failures", "follow_up"})  # the lists of a record that say what went wrong


def tables() -> Mapping[str, Group]:
    """Everything that has facts, by what erasures call it: lists of a record, registers, files."""
    assert isinstance(DOCUMENTS.value, Group)
    rows = {register.name: register.row for register in every()}
    return {**LISTS, **rows, "documents": DOCUMENTS.value, "policy": VERSION}


def late_keys(sort: str) -> frozenset[str]:
    """The keys that may be added to a fact, if only as long as it is open; a key stands for
    everything below it: "appeal" also for "appeal.decided"."""
    return frozenset(spec.key for spec in tables()[sort].fields if spec.late)


def may_be_added(fact: FactChange, difference: Difference) -> bool:
    """Whether a key is of those that come later."""
    spec = fact.kind.table.get(difference.path[0])
    if spec is None:
        return False
    if spec.late_before and fact.was(spec.late_before) is not None:
        return False
    default = _default(fact, difference)
    return spec.late if default is None else in_words(difference.after) == default


def _default(fact: FactChange, difference: Difference) -> str | None:
    """What OLD says already under the key whose day holds where the added one is not written."""
    spec = difference.fields[-1] if difference.fields else None
    if spec is None or not spec.falls_to or spec.key != difference.path[-1]:
        return None
    return fact.was(".".join((*difference.path[:-1], spec.falls_to)))


def makes_milder(fact: FactChange, difference: Difference) -> bool:
    """Whether altering a key of what went wrong makes it weigh less, or act later."""
    spec = fact.kind.table.get(difference.path[0])
    register = named(fact.sort)
    failing = fact.sort in FAILURES or (register is not None and register.fails)
    return failing and spec is not None and spec.weighs


def is_erasable(difference: Difference) -> bool:
    """Whether a value is of those that an authorised erasure may take away or blank: words and
    particulars, never what a standing follows from."""
    spec = difference.fields[-1] if difference.fields else None
    return spec is not None and spec.key == difference.path[-1] and spec.erasable


def is_erasable_whole(sort: str) -> bool:
    """Whether the items of a list may be erased as a whole."""
    spec = MERCHANT.table.get(sort)
    return spec is not None and isinstance(spec.kind, ListOf) and spec.erasable


def may_be_named(name: str) -> bool:
    """Whether an erasure may name this: a key of the record, or list, id and key of a fact."""
    first, *rest = name.split(".")
    if not rest:
        spec = MERCHANT.table.get(first)
        return spec is not None and spec.erasable and not isinstance(spec.kind, ListOf)
    if is_erasable_whole(first) and len(rest) == 1:
        return True
    table = tables().get(first)
    return table is not None and any(one.key == rest[-1] and one.erasable for one in _below(table))


def _below(kind: Kind) -> Iterator[Field]:
    """Every field of a table and of what stands in it."""
    if isinstance(kind, ListOf | MapOf):
        yield from _below(kind.item if isinstance(kind, ListOf) else kind.value)
    elif isinstance(kind, Group):
        for spec in kind.fields:
            yield spec
            yield from _below(spec.kind)
