"""An interrupted build is completed by the next one, wherever it was interrupted."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fangxin.base.files import put
from fangxin.site.build import journal
from fangxin.site.build.journal import Journal, JournalError

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

# Events of the interpreter (PEP 578) around everything that changes a file system.
CHANGES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"})

OLD = {"a.txt": "old a", "gone/deep/b.txt": "old b", "same.txt": "same", "turned": "was a file"}
NEW = {"a.txt": "new a", "new/c.txt": "new c", "same.txt": "same", "turned/d.txt": "now a folder"}
WORK = Journal(remove=("gone/deep/b.txt", "turned"), place=("a.txt", "new/c.txt", "turned/d.txt"))


def write_tree(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def read_tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def prepare(tmp_path: Path) -> tuple[Path, Path]:
    state, output = tmp_path / ".output.state", tmp_path / "output"
    write_tree(output, OLD)
    write_tree(state / journal.STAGE, {path: NEW[path] for path in WORK.place})
    (state / journal.MANIFEST).write_text("old")
    (state / journal.NEXT).write_text("new")
    return state, output


def killed_at(step: int, action: Callable[[], None]) -> bool:
    """Run ``action`` in a child killed before its ``step``-th change; whether it was killed."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, _: object) -> None:
            nonlocal left
            if event in CHANGES:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        action()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def finish(state: Path, output: Path) -> None:
    found = journal.pending(state)
    if found is not None:
        journal.apply(state, output, found)


def test_apply_gives_exactly_the_new_tree(tmp_path: Path) -> None:
    """Files are placed and removed, empty folders go, the manifest is the new one."""
    state, output = prepare(tmp_path)
    journal.commit(state, WORK)
    finish(state, output)
    assert read_tree(output) == NEW
    assert not (output / "gone").exists()
    assert (state / journal.MANIFEST).read_text() == "new"
    assert journal.pending(state) is None
    assert not (state / journal.STAGE).exists()


@needs_fork
def test_killed_at_every_step_it_is_all_or_nothing(tmp_path: Path) -> None:
    """Killed before any change, the next run finds the old tree untouched or makes the new one."""
    seen = set()
    for step in range(200):
        state, output = prepare(tmp_path / str(step))

        def build(state: Path = state, output: Path = output) -> None:
            journal.commit(state, WORK)
            journal.apply(state, output, WORK)

        killed = killed_at(step, build)
        decided = journal.pending(state) is not None
        finish(state, output)
        manifest = (state / journal.MANIFEST).read_text()
        expected = (OLD, "old") if killed and not decided and manifest == "old" else (NEW, "new")
        assert (read_tree(output), manifest) == expected, step
        seen.add((killed, decided, manifest))
        if not killed:
            break
    assert seen == {
        (True, False, "old"),  # before it was decided
        (True, True, "new"),  # while it was done
        (True, False, "new"),  # after the journal was forgotten
        (False, False, "new"),
    }


@needs_fork
def test_killed_again_while_rolling_forward(tmp_path: Path) -> None:
    """A run that completes an interrupted one may itself be killed, as often as you like."""
    state, output = prepare(tmp_path)
    journal.commit(state, WORK)
    step = 0
    while killed_at(step, lambda: finish(state, output)):
        step += 1
        assert step < 200
    assert step > 5
    assert read_tree(output) == NEW


def test_applying_twice_changes_nothing(tmp_path: Path) -> None:
    """The same journal once more, as after a kill just before it is forgotten, does no harm."""
    state, output = prepare(tmp_path)
    journal.commit(state, WORK)
    kept = (state / journal.JOURNAL).read_bytes()
    finish(state, output)
    (state / journal.JOURNAL).write_bytes(kept)
    finish(state, output)
    assert read_tree(output) == NEW


def test_empty_folders_where_a_file_belongs(tmp_path: Path) -> None:
    """A file takes the place of a folder that holds no file."""
    state, output = prepare(tmp_path)
    (output / "a.txt").unlink()
    (output / "a.txt" / "b").mkdir(parents=True)
    journal.commit(state, WORK)
    finish(state, output)
    assert read_tree(output) == NEW


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2}',
        '{"version": 1}',
        "\xff",
        '{"version": 1, "remove": ["../victim"], "place": []}',
        '{"version": 1, "remove": [], "place": ["/etc/victim"]}',
    ],
)
def test_a_journal_changed_by_hand_is_refused(tmp_path: Path, text: str) -> None:
    """What no build wrote is not carried out."""
    (tmp_path / journal.JOURNAL).write_text(text, encoding="latin-1")
    with pytest.raises(JournalError):
        journal.pending(tmp_path)


def test_a_failed_write_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full the old content stays."""
    path = tmp_path / "x.json"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(path, b"new")
    assert path.read_bytes() == b"old"
