"""Where a build may work, and what it changes in the output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fangxin.base.refusal import RefusedError
from fangxin.site.build import manifest, stage
from fangxin.site.build.manifest import Manifest, Seen
from fangxin.site.build.stage import difference, room


def seen_in(folder: Path) -> dict[str, Seen]:
    return {
        path: Seen(manifest.sha256_of(folder / path), stat.st_size, stat.st_mtime_ns)
        for path, stat in manifest.walk(folder)
    }


def fill(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def refusal(output: Path, *sources: Path) -> str:
    with pytest.raises(RefusedError) as caught, room(output, sources):
        pass
    assert caught.value.zh and caught.value.en
    return caught.value.en


def test_the_state_lies_beside_the_output(tmp_path: Path) -> None:
    """Never in the public folder; folders on the way are made."""
    with room(tmp_path / "a" / "site", ()) as where:
        assert where.state == tmp_path / "a" / ".site.state"
        assert where.stage.parent == where.state
        assert not where.output.exists()


@pytest.mark.parametrize("output", ["src", "src/merchants", "src/merchants/shop"])
def test_an_output_over_sources_is_refused(tmp_path: Path, output: str) -> None:
    """A build empties its output of everything it did not make: never where sources are."""
    fill(tmp_path / "src" / "merchants" / "shop")
    assert "overlaps" in refusal(tmp_path / output, tmp_path / "src" / "merchants")


def test_a_link_to_the_sources_is_refused(tmp_path: Path) -> None:
    """Also when it goes by another name."""
    fill(tmp_path / "merchants", a="1")
    (tmp_path / "site").symlink_to(tmp_path / "merchants")
    assert "overlaps" in refusal(tmp_path / "site", tmp_path / "merchants")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    """It leads nowhere, and Python says so in different ways."""
    (tmp_path / "site").symlink_to("site")
    assert "link to itself" in refusal(tmp_path / "site", tmp_path / "merchants")


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    """A mistyped --output must not cost anybody's files; a file is no folder."""
    fill(tmp_path / "home", letters="dear")
    assert "no build made" in refusal(tmp_path / "home")
    assert "not a folder" in refusal(tmp_path / "home" / "letters")
    assert (tmp_path / "home" / "letters").read_text() == "dear"


@pytest.mark.parametrize("names", [(".gitignore",), stage.OURS])
def test_an_empty_folder_and_an_older_site_are_taken(tmp_path: Path, names: tuple[str]) -> None:
    """A fresh checkout holds only .gitignore; a site from elsewhere is known by its files."""
    fill(tmp_path / "site", **dict.fromkeys(names, "x"))
    with room(tmp_path / "site", ()):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_one_build_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build waits, then says that another one is at work."""
    monkeypatch.setattr(stage, "PATIENCE", 0.2)
    with room(tmp_path / "site", ()):
        assert "Another build" in refusal(tmp_path / "site")
    with room(tmp_path / "site", ()):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_the_lock_outlives_its_maker_in_a_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a process started by a killed build still writes the stage, no other build begins."""
    monkeypatch.setattr(stage, "PATIENCE", 0.2)
    with room(tmp_path / "site", ()) as where:
        child = subprocess.Popen(["sleep", "30"], pass_fds=(where.lock.fileno(),))
    try:
        assert "Another build" in refusal(tmp_path / "site")
    finally:
        child.kill()
        child.wait()
    with room(tmp_path / "site", ()):
        pass


def test_the_difference_is_exactly_what_has_to_be_done(tmp_path: Path) -> None:
    """Equal files stay with their time, others are placed, all else goes, .gitignore stays."""
    output = fill(tmp_path / "out", same="s", old="1", kept="k", stray="x", **{".gitignore": "*"})
    staged = seen_in(fill(tmp_path / "stage", same="s", old="2", new="n"))
    there = seen_in(output)
    kept = {"kept": there["kept"]}
    work, after = difference(staged, kept, there, output)
    assert work.place == ("new", "old")
    assert work.remove == ("stray",)
    assert after == {
        "same": there["same"],
        "kept": there["kept"],
        "old": staged["old"],
        "new": staged["new"],
    }


def test_a_folder_with_one_file_of_ours_is_refused(tmp_path: Path) -> None:
    """An asof.json alone does not make somebody's folder a site of ours."""
    fill(tmp_path / "home", **{"asof.json": "{}", "thesis.doc": "precious"})
    assert "no build made" in refusal(tmp_path / "home")


def test_present_trusts_time_or_content_only(tmp_path: Path) -> None:
    """Of the recorded files those count that are there unchanged: by time, or else by content."""
    output = fill(tmp_path / "out", a="aa", touched="bb", changed="cc", longer="dd", link="ee")
    before = Manifest(seen_in(output))
    os.utime(output / "touched", ns=(1, 1))
    (output / "changed").write_text("xx")
    os.utime(output / "changed", ns=(1, 1))
    (output / "longer").write_text("ddd")
    (output / "link").unlink()
    (output / "link").symlink_to(output / "a")
    there = manifest.present(before, output)
    assert sorted(there) == ["a", "touched"]
    assert there["touched"].mtime_ns == 1


def test_a_merchant_with_a_missing_file_is_made_again(tmp_path: Path) -> None:
    """All six files must be there as they were made; the same holds for all lists together."""
    seen = Seen("0", 1, 1)
    paths = manifest.merchant_paths("PJSH0016")
    before = Manifest({}, {"PJSH0016": "a", "PJSH0024": "b", manifest.LISTS: "c"}, ("index.html",))
    whole = dict.fromkeys([*paths, "index.html"], seen)
    assert manifest.unchanged(before, whole) == {"PJSH0016": "a", manifest.LISTS: "c"}
    for path in paths:
        rest = {other: seen for other in whole if other != path}
        assert manifest.unchanged(before, rest) == {manifest.LISTS: "c"}


def test_a_manifest_is_read_back(tmp_path: Path) -> None:
    """As it was written."""
    before = Manifest({"index.html": Seen("ab", 3, 4)}, {"PJSH0016": "digest"}, ("index.html",))
    (tmp_path / "m.json").write_bytes(manifest.dump(before))
    assert manifest.read(tmp_path / "m.json") == before


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2}', '{"version": 1, "files": {"a": 3}}'])
def test_a_manifest_that_cannot_be_read_counts_as_none(tmp_path: Path, text: str) -> None:
    """Then everything is made anew, which is always right."""
    (tmp_path / "m.json").write_text(text)
    assert manifest.read(tmp_path / "m.json") == Manifest()
    assert manifest.read(tmp_path / "absent.json") == Manifest()
