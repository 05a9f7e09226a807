"""What was read before is what would be read now; a store that is damaged costs time only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxin.facts.record.reading import read_record
from fangxin.facts.values import Merchant
from fangxin.registry import readings, records
from fangxin.registry.readings import ReadingStore, opened
from fangxin.registry.records import read_records
from tests.support.demonstration import RECORDS

TEXTS = {path.as_posix(): path.read_bytes() for path in sorted(RECORDS.rglob("*.yml"))}
FIRST = next(iter(TEXTS))


def _read(texts: dict[str, bytes]) -> dict[str, Merchant]:
    found = {path: read_record(data, path) for path, data in texts.items()}
    return {path: one for path, (one, problems) in found.items() if one and not problems}


@pytest.fixture
def store(tmp_path: Path) -> ReadingStore:
    """A store that has read the demonstration."""
    made = opened(tmp_path / "cache")
    made.keep(TEXTS, _read(TEXTS))
    return made


def _file(store: ReadingStore) -> Path:
    assert store._path is not None
    return store._path


def test_every_record_comes_back_as_it_was_read(store: ReadingStore) -> None:
    """Every value, its path, and the places of its values."""
    known = store.known(TEXTS)
    assert known == _read(TEXTS) and len(known) > 20
    for path, merchant in known.items():
        fresh, _ = read_record(TEXTS[path], path)
        assert fresh is not None and merchant.path == path
        assert dict(merchant.places) == dict(fresh.places)


def test_only_the_same_bytes_of_the_same_id_are_known(store: ReadingStore) -> None:
    """One byte more, or another file name, is another record; another folder is not."""
    name = FIRST.rpartition("/")[2]
    assert not store.known({FIRST: TEXTS[FIRST] + b"\n"})
    assert not store.known({FIRST.replace(name, "PJ190001R.yml"): TEXTS[FIRST]})
    moved = store.known({f"elsewhere/{name}": TEXTS[FIRST]})
    assert [one.path for one in moved.values()] == [f"elsewhere/{name}"]


def _spoilt(path: Path) -> None:
    path.write_bytes(b"no database" * 500)


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _flipped(path: Path) -> None:
    """Every value altered in its last byte, so that it is a value still."""
    with sqlite3.connect(path) as database:
        for key, value in database.execute("SELECT key, value FROM reading").fetchall():
            other = value[:-1] + bytes([value[-1] ^ 1])
            database.execute("UPDATE reading SET value = ? WHERE key = ?", (other, key))


def _swapped(path: Path) -> None:
    """Every key with the value of another record."""
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT key, value FROM reading").fetchall()
        values = [value for _, value in rows]
        for (key, _), value in zip(rows, values[1:] + values[:1], strict=True):
            database.execute("UPDATE reading SET value = ? WHERE key = ?", (value, key))


@pytest.mark.parametrize("damage", [_spoilt, _emptied, _flipped, _swapped])
def test_a_damaged_store_knows_nothing(store: ReadingStore, damage: Callable[[Path], None]) -> None:
    """It is as if it were empty, and is whole again after the next reading."""
    damage(_file(store))
    assert store.known(TEXTS) == {}
    store.keep(TEXTS, _read(TEXTS))
    assert store.known(TEXTS) == _read(TEXTS)


def test_a_locked_or_forbidden_store_is_none(
    store: ReadingStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process writes it, or nothing can be made there."""
    monkeypatch.setattr(readings, "PATIENCE", 0.01)
    with sqlite3.connect(_file(store), isolation_level=None) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert store.known(TEXTS) == {}
        store.keep(TEXTS, _read(TEXTS))
    (tmp_path / "file").write_text("")
    blocked = opened(tmp_path / "file" / "inside")
    blocked.keep(TEXTS, _read(TEXTS))
    assert blocked.known(TEXTS) == {} and opened(None).known(TEXTS) == {}


def test_a_large_store_is_begun_anew_and_old_versions_end(
    store: ReadingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It never grows for ever."""
    folder = _file(store).parent
    for number in range(5):
        old = folder / f"records-{number}.sqlite"
        old.write_bytes(b"")
        os.utime(old, (number, number))
    monkeypatch.setattr(readings, "MOST_BYTES", 1)
    one = {FIRST: TEXTS[FIRST]}
    store.keep(one, _read(one))
    assert store.known(TEXTS) == _read(one)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["records-3.sqlite", "records-4.sqlite", _file(store).name]
    )


def test_problems_are_found_again_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records with problems are never kept; a folder reads the same with a store and without."""
    for path, data in TEXTS.items():
        (tmp_path / Path(path).name).write_bytes(data)
    (tmp_path / Path(FIRST).name).write_bytes(TEXTS[FIRST] + b"colour: red\n")
    monkeypatch.setattr(records, "KEPT_FROM", 1)
    monkeypatch.setenv("FANGXIN_CACHE", "off")
    plain = read_records(tmp_path)
    monkeypatch.setenv("FANGXIN_CACHE", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    ticks: list[int] = []
    first, second = (read_records(tmp_path, tick=ticks.append) for _ in range(2))
    assert plain == first == second and sum(ticks) == 2 * len(TEXTS)
    assert sum(bool(problems) for _, problems in second.read.values()) == 1


@given(st.builds(Merchant, path=st.just(""), places=st.just({})))
@settings(max_examples=60)
def test_every_field_of_a_record_survives(
    tmp_path_factory: pytest.TempPathFactory, one: Merchant
) -> None:
    """Whatever a merchant may hold by its types, none left out, none taken for another."""
    made = opened(tmp_path_factory.mktemp("any"))
    made.keep({"X.yml": b"x"}, {"X.yml": one})
    assert made.known({"X.yml": b"x"}) == {"X.yml": one}
