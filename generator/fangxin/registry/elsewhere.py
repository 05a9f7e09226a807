"""Records that were saved where nobody reads them: beside the folder of records, or in content/."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.text.fields.idents import is_merchant_id

OWN = frozenset({"programme", "imports", "registers"})  # folders of content/ with YAML of their own
ENDINGS = (".yml", ".yaml")
HEAD = 4096  # bytes in which the keys of a record show themselves
_KEYS = (re.compile(rb"^(?:\xef\xbb\xbf)?name *:", re.M), re.compile(rb"^certification *:", re.M))


def records_elsewhere(merchants: Path, content: Path) -> Iterator[Problem]:
    """A warning for each file outside ``merchants`` that is named or written like a record: in the
    repository's own folder, and in content/ where no YAML is expected."""
    near = [path for path in _files(content.parent) if path.suffix in ENDINGS]
    for path in [*near, *_below(content, merchants)]:
        if is_merchant_id(path.stem) or _reads_like_a_record(path):
            yield Problem(
                Place(path.as_posix()),
                "record-elsewhere",
                f"这个文件像是商户档案，但不在 {merchants} 里，登记簿不读它，等于没有登记；"
                "请移到那个文件夹里，不是档案的请改名",
                f"this looks like a record, but lies outside {merchants}, so nothing reads it and "
                "the merchant is not registered; move it there, or rename it if it is none",
                "warning",
            )


def _below(folder: Path, merchants: Path) -> Iterator[Path]:
    """The YAML below ``folder`` that nothing reads, without following links."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and not (here == folder and name in OWN)
            and (here / name).absolute() != merchants.absolute()
        )
        yield from (here / name for name in sorted(names) if name.endswith(ENDINGS))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []  # what cannot be listed is told by those who need it


def _reads_like_a_record(path: Path) -> bool:
    try:
        if not path.is_file():  # a pipe would keep us waiting
            return False
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    return looks_like_a_record(head)


def looks_like_a_record(head: bytes) -> bool:
    """Whether a file that begins so has the keys of a record."""
    return all(key.search(head) for key in _KEYS)
