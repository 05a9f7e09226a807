"""A build of what was built already makes nothing; a change of anything that is read makes a build.

A wrong skip would be the worst fault of all: so the catalogue holds every kind of input.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fangxin.publish.finished import finished
from fangxin.site.build import asking, building, inputs
from fangxin.site.build.building import BuildOptions, build
from tests.support.demonstration import CONTENT
from tests.support.toy_site import FIRST, own_settings, own_theme, toy

_Change = Callable[[BuildOptions], BuildOptions | None]


class Asked(Exception):
    """Pelican was to be started."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildOptions:
    """A site with a theme and a content folder of its own."""
    folder = tmp_path_factory.mktemp("inputs")
    content = shutil.copytree(CONTENT, folder / "apart" / "content")  # not the records' own
    options = toy(folder, content=content, theme=own_theme(folder))
    assert build(options) == 0
    return options


@pytest.fixture
def counted(built: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> BuildOptions:
    """The same; whoever asks Pelican is caught."""

    def ask(*_: object) -> None:
        raise Asked

    monkeypatch.setattr(building, "answer_to", ask)
    return built


def _rewritten(path: Path) -> Callable[[], None]:
    """Change a file by one byte, keep its size and times; how it is undone."""
    data, times = path.read_bytes(), path.stat()
    path.write_bytes(data[:-1] + (b" " if data[-1:] != b" " else b"\n"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def undo() -> None:
        path.write_bytes(data)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    return undo


def test_nothing_changed_makes_nothing(counted: BuildOptions) -> None:
    """Pelican is not even started, and copies of all inputs with other times count as the same."""
    assert build(counted) == 0
    for path in counted.merchants.rglob("*.yml"):
        os.utime(path, (0, 0))
    assert build(counted) == 0


def test_a_site_is_as_new_as_the_build_that_found_nothing_to_do(counted: BuildOptions) -> None:
    """A record that was written again as it was is older than the site, so that publishing, which
    takes no site that is older than its records, goes on."""
    record = next(counted.merchants.rglob("*.yml"))
    with finished(counted.output) as site:
        first = site.built
    record.write_bytes(record.read_bytes())
    assert build(counted) == 0
    with finished(counted.output) as site:
        assert site.built is not None and first is not None
        assert first < record.stat().st_mtime_ns <= site.built


FILES = [
    "merchants/**/*.yml",
    "content/programme/policy.yml",
    "content/programme/site.yml",
    "content/registers/*.csv",
    "content/registers/*.yml",
    "content/notices/*.md",
    "content/pages/*.md",
    "theme/templates/merchant.html",
    "theme/static/css/site.css",
]


@pytest.mark.parametrize("pattern", FILES)
def test_every_file_counts(counted: BuildOptions, pattern: str) -> None:
    """Also where size and times stay as they were."""
    folders = {"merchants": counted.merchants, "content": counted.content, "theme": counted.theme}
    head, _, rest = pattern.partition("/")
    undo = _rewritten(sorted(folders[head].glob(rest))[0])
    try:
        with pytest.raises(Asked):
            build(counted)
    finally:
        undo()
    assert build(counted) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda o: replace(o, as_of=date(2026, 5, 3)),
        lambda o: replace(o, site_url="https://other.example"),
        lambda o: replace(o, full=True),
        lambda o: replace(o, settings=own_settings(o.output.parent, "")),
    ],
    ids=["day", "address", "full", "settings"],
)
def test_every_option_counts(counted: BuildOptions, change: _Change) -> None:
    """The day, the address, the settings; and whoever wants all anew gets it."""
    with pytest.raises(Asked):
        build(change(counted) or counted)


def test_a_new_day_by_the_clock_counts(
    counted: BuildOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has not happened yet is a problem only until it has."""
    monkeypatch.setattr(building, "clock", lambda: date(2031, 1, 1))
    with pytest.raises(Asked):
        build(counted)


def test_files_that_come_and_go_count(counted: BuildOptions) -> None:
    """A new file, an empty folder, a link, and one that is missing."""
    folder = counted.content / "images"
    folder.mkdir()
    for make in (
        lambda: (folder / "a.txt").write_text("a"),
        lambda: (folder / "b").symlink_to("a.txt"),
        lambda: (folder / "a.txt").unlink(),
    ):
        with pytest.raises(Asked):
            build(counted)
        make()
    shutil.rmtree(folder)
    assert build(counted) == 0


@pytest.mark.parametrize("path", ["index.html", f"m/{FIRST}/sign.png", "theme/css/site.css"])
@pytest.mark.parametrize("how", ["gone", "other", "link"])
def test_an_output_that_was_touched_is_looked_at(
    counted: BuildOptions, path: str, how: str
) -> None:
    """A file of the site that is missing, was written by others, or leads elsewhere."""
    target = counted.output / path
    data, times = target.read_bytes(), target.stat()
    target.unlink()
    if how == "other":
        target.write_bytes(data + b" ")
    elif how == "link":
        target.symlink_to(counted.output / "asof.json")
    try:
        with pytest.raises(Asked):
            build(counted)
    finally:
        target.unlink(missing_ok=True)
        target.write_bytes(data)
        os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert build(counted) == 0


def test_a_stranger_in_the_output_is_looked_at(counted: BuildOptions) -> None:
    """A file that no build made there."""
    stranger = counted.output / "stranger.html"
    stranger.write_text("<p>")
    with pytest.raises(Asked):
        build(counted)
    stranger.unlink()


def test_program_and_packages_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file of the program that makes pages, and each package with its version."""
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    monkeypatch.setattr("sys.path", [str(tmp_path / "packages")])
    settings = tmp_path / "settings.py"
    settings.write_text("")
    seen = {inputs.inputs_digest(settings, "")}
    for name in (
        *("generator/fangxin/site/a.py", "plugins/a.py", "pelicanconf.py"),
        *("packages/jinja2-1.0.dist-info/METADATA", "packages/jinja2-1.1.dist-info/METADATA"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
        seen.add(inputs.inputs_digest(settings, ""))
    assert len(seen) == 6


def test_what_changes_during_a_build_is_not_taken_for_known(
    built: BuildOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record is written while Pelican runs: the next build reads everything again."""
    options = toy(tmp_path)
    record = next(options.merchants.rglob("*.yml"))
    data = record.read_bytes()

    def ask(*arguments: object) -> object:
        answer = asking.answer_to(*arguments)  # type: ignore[arg-type]
        record.write_bytes(data + b"# later\n")
        return answer

    monkeypatch.setattr(building, "answer_to", ask)
    assert build(options) == 0
    record.write_bytes(data)
    monkeypatch.setattr(building, "answer_to", _caught)
    with pytest.raises(Asked):
        build(options)


def _caught(*_: object) -> None:
    raise Asked
