"""Two versions of the registry, and what differs between them, found when it is asked for, once.

change = Changeset(old, new)
change.facts              # what differs, fact by fact
change.mentions           # what new sentences say of merchants
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fangxin.change.differing import Differing, differing_facts, differing_records
from fangxin.change.guard.facts import FactChange, RecordChange
from fangxin.change.holding import Known, knowing
from fangxin.change.mentions import Mention, mentions, new_texts
from fangxin.facts.programme.guard import Guarding
from fangxin.registry.sources.revision import Revision


@dataclass(frozen=True)
class Changeset:
    """What a commit, a push, an import or a command makes of the registry, on the day ``as_of``."""

    old: Revision
    new: Revision

    @property
    def as_of(self) -> date:
        """The day on which both are judged."""
        return self.new.sources.as_of

    @property
    def guarding(self) -> Guarding:
        """What OLD asks for: a commit cannot disarm its own check."""
        return guarding_of(self.old)

    @cached_property
    def changed(self) -> Mapping[str, tuple[str, ...]]:
        """Paths of the files that differ, and how."""
        return self.old.changed_to(self.new)

    @cached_property
    def records(self) -> tuple[RecordChange, ...]:
        """The records that differ."""
        return tuple(differing_records(self._differing))

    @cached_property
    def facts(self) -> tuple[FactChange, ...]:
        """The facts that differ."""
        return tuple(differing_facts(self._differing, self.records))

    @property
    def unread(self) -> tuple[str, ...]:
        """Files of OLD that differ and cannot be read, so that nobody can say what was changed."""
        return tuple(sorted(self._differing.unread)) if self.facts is not None else ()

    @cached_property
    def known(self) -> Known | None:
        """What texts are held against, None where NEW cannot be read."""
        return knowing(self.new.sources)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The sentences of NEW that name merchants and were not there."""
        texts = new_texts(self.old.sources, self.new.sources)
        return tuple(mentions(texts, self.known)) if texts and self.known is not None else ()

    def data(self, path: str, *, old: bool = False) -> bytes:
        """A file of NEW, or of OLD; nothing where it is not there."""
        side = self.old if old else self.new
        if path not in side.files:
            return b""
        data = self._differing.data(0 if old else 1, path)
        return side.texts((path,))[path] if data is None else data

    def text(self, path: str, *, old: bool = False) -> str:
        """The same as text."""
        return self.data(path, old=old).decode("utf-8", "replace")

    @cached_property
    def _differing(self) -> Differing:
        return Differing(self.old, self.new, self.changed)


def guarding_of(version: Revision) -> Guarding:
    """Who guards the registry by a version of it."""
    programme = version.sources.programme
    return programme.guard if programme is not None else Guarding()
