"""One version of the registry, most often a commit: its files, and what they say.

``fangxin.registry.sources.versions`` reads one. Places of problems are told as paths in the
repository.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fangxin.registry.git import EXECUTABLE, FILE, TreeEntry, changed
from fangxin.registry.records import Read
from fangxin.registry.sources.reading import Sources

MERCHANTS, CONTENT = "merchants", "content"
PROGRAMME, REGISTERS = f"{CONTENT}/programme", f"{CONTENT}/registers"
POLICY_FILE, GUARD_FILE = f"{PROGRAMME}/policy.yml", f"{PROGRAMME}/guard.yml"
DOCUMENTS_FILE = f"{PROGRAMME}/documents.yml"

Texts = Callable[[tuple[str, ...]], Mapping[str, bytes]]


def _no_texts(paths: tuple[str, ...]) -> Mapping[str, bytes]:
    return {}


@dataclass(frozen=True, slots=True)
class Revision:
    """Every file of a version, and what the registry's files say. ``name``: what people call it;
    ``texts`` gives the bytes of some files, which are read only then."""

    tree: str
    files: Mapping[str, TreeEntry]
    sources: Sources
    name: str = ""
    texts: Texts = _no_texts

    def read(self, path: str) -> Read | None:
        """One record as it was read."""
        return self.sources.records.read.get(path)

    def changed_to(self, new: Revision) -> Mapping[str, tuple[str, ...]]:
        """Paths of the files that differ, and how."""
        return changed(self.files, new.files)

    def records_unlike(self, old: Revision) -> Mapping[str, bytes]:
        """The records that are not as in ``old``, by path."""
        paths = (path for path, entry in self.files.items() if is_record(path, entry))
        return self.texts(tuple(path for path in paths if old.files.get(path) != self.files[path]))


def is_plain(entry: TreeEntry | None) -> bool:
    """Whether there is a file, no link and no submodule."""
    return entry is not None and entry.mode in (FILE, EXECUTABLE)


def is_record(path: str, entry: TreeEntry) -> bool:
    """Whether a file of a commit is read as a merchant's record."""
    return is_plain(entry) and path.startswith(f"{MERCHANTS}/") and path.endswith(".yml")
