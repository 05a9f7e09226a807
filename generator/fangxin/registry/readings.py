"""Records that were read before, by their bytes: reading one again takes a thirtieth of the time.

    store = opened(folder)
    known = store.known({"merchants/a/PJ190001R.yml": b"name: …"})
    store.keep({"merchants/a/PJ190001R.yml": b"name: …"}, read)

Kept is only what was read without a problem, under a digest of the file's name and bytes, in a file
of its own for each version of the code that reads. Nothing depends on it: it may be deleted at any
time, and whatever is wrong with it (damaged, locked, read-only, full) it is as if it were empty.
"""

from __future__ import annotations

import hashlib
import platform
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from zlib import compress, decompress, error

import msgspec

from fangxin.facts.record.reading import Places
from fangxin.facts.values import Merchant

ENDING = ".sqlite"
MOST_BYTES = 1 << 30  # of the file; a larger one is begun anew
VERSIONS = 3  # of the code, whose files stay
PATIENCE = 2.0  # seconds that another process may hold the file
_ROOMS = ("base", "text", "facts")  # whose code decides how a record is read
_HOME = Path(__file__).resolve().parents[1]
_CHECK = 8  # bytes in front of a value that tell whether it is whole
_TABLE = "CREATE TABLE IF NOT EXISTS reading (key BLOB PRIMARY KEY, value BLOB)"
_DECODER = msgspec.msgpack.Decoder(Merchant)
_ENCODER = msgspec.msgpack.Encoder()


class ReadingStore:
    """One file of readings, or none where there can be none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def known(self, texts: Mapping[str, bytes]) -> dict[str, Merchant]:
        """The merchants of those files that were read before, by path."""
        found: dict[str, Merchant] = {}
        if self._path is None or not self._path.exists():
            return found
        with suppress(sqlite3.Error, OSError), closing(self._connection()) as database:
            for path, data in texts.items():
                key = _key(path, data)
                row = database.execute("SELECT value FROM reading WHERE key = ?", (key,)).fetchone()
                merchant = _merchant(row[0], key, path, data) if row is not None else None
                if merchant is not None:
                    found[path] = merchant
        return found

    def keep(self, texts: Mapping[str, bytes], read: Mapping[str, Merchant]) -> None:
        """Remember merchants that were read from ``texts`` without any problem."""
        if self._path is None or not read:
            return
        rows = []
        for path, merchant in read.items():
            key = _key(path, texts[path])
            packed = compress(_ENCODER.encode(replace(merchant, path="", places={})), 1)
            rows.append((key, _check(key, packed) + packed))
        with suppress(sqlite3.Error, OSError):
            self._make_room()
            with closing(self._connection()) as database, database:
                database.execute(_TABLE)
                database.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?)", rows)

    def _connection(self) -> sqlite3.Connection:
        database = sqlite3.connect(str(self._path), timeout=PATIENCE)
        database.execute("PRAGMA synchronous = OFF")  # what a power cut damages is read anew
        return database

    def _make_room(self) -> None:
        """Make the folder; end files of former versions, and one that is too large or broken."""
        assert self._path is not None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        others = (one for one in self._path.parent.glob(f"*{ENDING}") if one != self._path)
        for old in sorted(others, key=lambda one: one.stat().st_mtime)[: 1 - VERSIONS]:
            old.unlink(missing_ok=True)
        if self._path.exists() and (self._path.stat().st_size > MOST_BYTES or not self._sound()):
            self._path.unlink()

    def _sound(self) -> bool:
        try:
            with closing(self._connection()) as database:
                database.execute("SELECT key FROM reading LIMIT 1").fetchone()
        except sqlite3.OperationalError:  # busy, or without a table yet
            return True
        except sqlite3.DatabaseError:
            return False
        return True


def opened(folder: Path | None) -> ReadingStore:
    """The store of this version of the code in a folder; None: nowhere."""
    return ReadingStore(None if folder is None else folder / f"records-{_version()}{ENDING}")


@cache
def _version() -> str:
    """A digest of everything that decides what a record is read as."""
    digest = hashlib.sha256(f"{platform.python_version()} {msgspec.__version__}".encode())
    for path in sorted(path for room in _ROOMS for path in (_HOME / room).rglob("*")):
        if path.suffix in (".py", ".txt"):
            digest.update(f"\n{path.relative_to(_HOME).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _key(path: str, data: bytes) -> bytes:
    """A record is known by its file's name, which is its ID, and its bytes."""
    name = path.rpartition("/")[2].encode("utf-8", "surrogateescape")
    return hashlib.sha256(len(name).to_bytes(4, "big") + name + data).digest()


def _check(key: bytes, packed: bytes) -> bytes:
    return hashlib.sha256(key + packed).digest()[:_CHECK]


def _merchant(value: bytes, key: bytes, path: str, data: bytes) -> Merchant | None:
    """The merchant of a value, None where it is damaged."""
    if _check(key, value[_CHECK:]) != value[:_CHECK]:
        return None
    try:
        merchant = _DECODER.decode(decompress(value[_CHECK:]))
    except (msgspec.DecodeError, error):
        return None
    return replace(merchant, path=path, places=Places(data, path, frozenset()))
