"""What a build makes, what it leaves alone, and what it removes."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from fangxin.site.build.building import BuildOptions, build
from fangxin.site.build.manifest import merchant_paths
from tests.support.toy_site import (
    ENDING,
    FIRST,
    GRAVE,
    RECORDS,
    SISTER,
    WAITING,
    own_theme,
    spoil,
    stamps,
    toy,
    tree,
    write_records,
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with records and their finished site; tests work on copies."""
    folder = tmp_path_factory.mktemp("built")
    options = toy(folder)
    options.output.mkdir()
    (options.output / ".gitignore").write_text("*\n")
    assert build(options) == 0
    return folder


@pytest.fixture
def site(built: Path, tmp_path: Path) -> BuildOptions:
    """Options of a build whose site is already there."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return toy(tmp_path)


def status(options: BuildOptions, merchant: str) -> str:
    document = json.loads((options.output / "m" / merchant / "status.json").read_bytes())
    return str(document["status"])


def changed(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> set[str]:
    """Merchants whose page was replaced."""
    return {
        path.split("/")[1]
        for path in after
        if path.endswith("/index.html") and path.startswith("m/") and after[path] != before[path]
    }


def test_every_merchant_has_its_files(site: BuildOptions) -> None:
    """A page for every record, beside lists, theme and Pelican's pages; no working files."""
    files = tree(site.output)
    for merchant in RECORDS:
        assert set(merchant_paths(merchant)) <= set(files)
    assert {path.split("/")[1] for path in files if path.startswith("m/")} == set(RECORDS)
    assert {"index.html", "about/index.html", "theme/css/site.css", ".gitignore"} <= set(files)
    assert {path.name for path in site.output.parent.iterdir()} == {
        "merchants",
        "site",
        ".site.state",
    }
    assert {path.name for path in (site.output.parent / ".site.state").iterdir()} == {
        "lock",
        "manifest.json",
        "texts",
    }
    assert [status(site, merchant) for merchant in RECORDS] == ["certified"] * 3 + ["publicised"]


def test_an_unchanged_registry_touches_no_file(site: BuildOptions) -> None:
    """Not even lists are replaced by equal ones, so caches and mirrors see no change."""
    assert build(site) == 0
    before = stamps(site.output)
    assert build(site) == 0
    assert stamps(site.output) == before


def test_an_expiry_that_passes_makes_the_page_anew(site: BuildOptions) -> None:
    """No record changes, only the day: one merchant is made again, the others stay."""
    before = stamps(site.output)
    assert build(toy(site.output.parent, as_of=date(2026, 7, 1))) == 0
    assert status(site, ENDING) == "expired"
    assert changed(before, stamps(site.output)) == {ENDING, WAITING}


# Files that say by design up to which day they are known, and figures of the last 365 days.
DAILY = {"asof.json", "asof.svg", "search/codes.json", "search/merchants.json"}
ROLLING = {"complaints/index.html"}


def test_only_what_says_the_day_changes_on_the_next(site: BuildOptions) -> None:
    """A day passes and nothing happens: no page is another, that of a merchant under notice and
    those made of registers neither."""
    before = tree(site.output)
    assert build(toy(site.output.parent, as_of=date(2026, 5, 3))) == 0
    after = tree(site.output)
    differing = {path for path in before | after if before.get(path) != after.get(path)}
    assert {path for path in differing if not path.startswith("api/v1/")} - ROLLING == DAILY


def test_a_sisters_penalty_makes_the_page_anew(site: BuildOptions) -> None:
    """The record of the sister shop is not touched, but its owner's grave failure reaches it."""
    write_records(site.merchants, {FIRST: RECORDS[FIRST] + GRAVE})
    before = stamps(site.output)
    assert build(site) == 0
    assert (status(site, FIRST), status(site, SISTER)) == ("revoked", "revoked")
    assert changed(before, stamps(site.output)) == {FIRST, SISTER}
    assert "认定已撤销" in (site.output / "m" / SISTER / "index.html").read_text(encoding="utf-8")


def test_the_result_does_not_depend_on_what_was_there(site: BuildOptions, tmp_path: Path) -> None:
    """After many small builds the site is the one that a build from nothing gives."""
    write_records(site.merchants, {FIRST: RECORDS[FIRST] + GRAVE})
    assert build(site) == 0
    (site.merchants / f"{WAITING}.yml").unlink()
    last = toy(site.output.parent, as_of=date(2026, 7, 1))
    assert build(last) == 0
    fresh = toy(site.output.parent, as_of=date(2026, 7, 1), output=tmp_path / "fresh")
    assert build(fresh) == 0
    (site.output / ".gitignore").unlink()
    assert tree(site.output) == tree(fresh.output)


def test_what_no_build_made_is_removed(site: BuildOptions) -> None:
    """A merchant that is gone, and strays, with their folders; .gitignore stays."""
    (site.merchants / f"{WAITING}.yml").unlink()
    stray = site.output / "m" / "FAKE" / "index.html"
    stray.parent.mkdir()
    stray.write_text("认定有效")
    assert build(site) == 0
    assert not (site.output / "m" / WAITING).exists()
    assert not stray.parent.exists()
    assert (site.output / ".gitignore").exists()


def test_an_altered_output_is_repaired(site: BuildOptions) -> None:
    """Page, list or badge: whoever changed or removed it, the next build puts it right."""
    assert build(site) == 0
    right = tree(site.output)
    page = site.output / "m" / FIRST / "index.html"
    page.write_bytes(page.read_bytes().replace("认定有效".encode(), "认定无效".encode()))
    (site.output / "m" / SISTER / "sign.png").unlink()
    shutil.rmtree(site.output / "registry")
    (site.output / "index.html").write_text("hacked")
    (site.output / "verify" / "index.html").unlink()
    (site.output / "verify" / "index.html").symlink_to(page)
    assert build(site) == 0
    assert tree(site.output) == right


def test_files_that_were_only_copied_are_not_made_again(site: BuildOptions) -> None:
    """A backup put back has other times but the same content."""
    for path in site.output.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    before = stamps(site.output)
    assert build(site) == 0
    assert stamps(site.output) == before


def test_full_makes_everything_and_replaces_nothing_equal(
    site: BuildOptions, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --full each merchant is made again; equal files stay in place all the same."""
    before = stamps(site.output)
    assert build(toy(site.output.parent, full=True, quiet=False)) == 0
    assert "4 made anew, 0 files updated" in capsys.readouterr().out
    assert stamps(site.output) == before


def test_full_mends_what_hides_from_the_clock(site: BuildOptions) -> None:
    """A page altered with its size and time kept is put right by --full."""
    page = site.output / "m" / FIRST / "index.html"
    before, seen = page.read_bytes(), page.stat()
    page.write_bytes(before.replace("认定有效".encode(), "认定无效".encode()))
    os.utime(page, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert build(toy(site.output.parent, full=True)) == 0
    assert page.read_bytes() == before


def test_another_address_changes_the_pages(site: BuildOptions) -> None:
    """The address is part of what pages, badges and signs are made of."""
    assert build(toy(site.output.parent, site_url="http://127.0.0.1:8000/a")) == 0
    page = (site.output / "m" / FIRST / "index.html").read_text(encoding="utf-8")
    assert f"http://127.0.0.1:8000/a/m/{FIRST}/" in page
    assert "fx.example" not in page


def test_a_changed_theme_changes_the_pages(site: BuildOptions, tmp_path: Path) -> None:
    """Templates are part of what pages are made of; badges that stay equal stay in place."""
    theme = own_theme(tmp_path)
    spoil(theme / "templates" / "merchant.html", "</section>", "<!-- new --></section>")
    before = stamps(site.output)
    assert build(toy(site.output.parent, theme=theme)) == 0
    after = stamps(site.output)
    assert changed(before, after) == set(RECORDS)
    badge = f"m/{FIRST}/badge.svg"
    assert before[badge] == after[badge]


def test_a_damaged_manifest_costs_time_only(site: BuildOptions) -> None:
    """Without knowing what is there, everything is made anew, and is the same."""
    before = tree(site.output)
    (site.output.parent / ".site.state" / "manifest.json").write_text("{")
    assert build(site) == 0
    assert tree(site.output) == before


def test_it_says_what_it_did(site: BuildOptions, capsys: pytest.CaptureFixture[str]) -> None:
    """One line in Chinese and English; nothing at all with --quiet."""
    write_records(site.merchants, {FIRST: RECORDS[FIRST] + GRAVE})
    assert build(toy(site.output.parent, quiet=False)) == 0
    said = capsys.readouterr().out
    assert "4 merchants: 2 made anew" in said and "共 4 家商户：重做 2 家" in said
    assert build(site) == 0
    assert capsys.readouterr() == ("", "")


def test_a_merchant_that_vanished_is_named(
    site: BuildOptions, capsys: pytest.CaptureFixture[str]
) -> None:
    """A deleted record takes its page away, but not without a word."""
    (site.merchants / f"{WAITING}.yml").unlink()
    assert build(toy(site.output.parent, quiet=False)) == 0
    said = capsys.readouterr().err
    assert "merchant-vanished" in said and WAITING in said


def test_a_refused_build_says_that_nothing_changed(
    site: BuildOptions, capsys: pytest.CaptureFixture[str]
) -> None:
    """After the problems comes the comfort: the site is as it was."""
    (site.merchants / f"{FIRST}.yml").write_text("name: [", encoding="utf-8")
    assert build(site) == 1
    assert "网站没有改动" in capsys.readouterr().err
