"""Publishing: visitors see one whole release, whatever happens, and nothing that was erased."""

from __future__ import annotations

import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fangxin.base.files import put
from fangxin.base.refusal import RefusedError
from fangxin.cli.main import main
from fangxin.publish.erasures import erasures
from fangxin.publish.publishing import Outcome, PublishOptions, back, publish
from fangxin.registry.origin import commit_of, newest
from fangxin.site.build.building import build
from fangxin.site.build.journal import JOURNAL, Journal, commit
from tests.site.test_journal import killed_at, needs_fork
from tests.support.demonstration import CONTENT
from tests.support.toy_site import (
    DAY,
    FIRST,
    GRAVE,
    RECORDS,
    ROOT,
    SISTER,
    environment,
    stamps,
    toy,
    tree,
    write_records,
)

SHOP = "m/PJSH0016/status.json"


def a_site(folder: Path, day: date = DAY, files: Mapping[str, str] = {}) -> Path:
    """A small finished site with no build's state beside it; ``files`` by path."""
    shop = {"id": "PJSH0016", "name": "试验商店（示例）", "status_zh": "放心消费单位（认定有效）"}
    every = {
        "index.html": "home",
        "404.html": "absent",
        "asof.json": json.dumps({"as_of": day.isoformat()}),
        "asof.svg": f"<svg>{day}</svg>",
        "theme/css/site.css": "a{}",
        SHOP: json.dumps(shop),
        **files,
    }
    for name, text in every.items():
        path = folder / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.unlink(missing_ok=True)  # as a build does: never in place
            path.write_text(text, encoding="utf-8")
    (folder / "merchants").mkdir(exist_ok=True)
    return folder / "output"


def order(folder: Path, **changes: object) -> PublishOptions:
    """What to publish from ``folder``."""
    options = PublishOptions(
        target=folder / "public",
        output=folder / "output",
        merchants=folder / "merchants",
        content=folder / "content",
        commit=None,
        keep=5,
        jobs=1,
        quiet=True,
    )
    return replace(options, **changes)  # type: ignore[arg-type]


def days(folder: Path, count: int, **changes: object) -> list[Outcome]:
    """Publications of so many days, one after another."""
    found = []
    for ahead in range(count):
        a_site(folder, DAY + timedelta(ahead))
        found.append(publish(order(folder, **changes)))
    return found


def releases(folder: Path) -> list[str]:
    """The releases that are kept, by name."""
    return sorted(path.name for path in (folder / "public" / "releases").iterdir() if path.is_dir())


def refusal(act: Callable[[], object], code: int) -> str:
    """Why it was refused, in English; Chinese comes with it."""
    with pytest.raises(RefusedError) as caught:
        act()
    assert caught.value.code == code
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.zh)
    return caught.value.en


def test_the_first_release_is_the_whole_site(tmp_path: Path) -> None:
    """Readable by the web server whatever the umask; what is known of it lies outside."""
    output, before = a_site(tmp_path), os.umask(0o077)
    try:
        outcome = publish(order(tmp_path, commit="abc"))
    finally:
        os.umask(before)
    public = tmp_path / "public"
    assert os.readlink(public / "current") == "releases/2026-05-02-0001"
    assert tree(public / "current") == tree(output)
    assert outcome.published and outcome.copied == len(tree(output))
    for path in [public, public / "releases", *(public / "current" / ".").rglob("*")]:
        wanted = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    told = json.loads((public / "releases" / "2026-05-02-0001.json").read_bytes())
    assert (told["commit"], told["as_of"], told["files"]) == ("abc", "2026-05-02", 6)


def test_the_list_of_files_can_be_checked_by_hand(tmp_path: Path) -> None:
    """``sha256sum -c`` reads it, and finds the release whole."""
    a_site(tmp_path)
    publish(order(tmp_path))
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "../2026-05-02-0001.sha256"],
        cwd=tmp_path / "public" / "releases" / "2026-05-02-0001",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and done.stdout.count("OK") == 6


def test_unchanged_files_are_links_among_releases_never_to_the_output(tmp_path: Path) -> None:
    """Only what changed costs space; writing into the output in place cannot reach visitors."""
    output = a_site(tmp_path)
    days(tmp_path, 2)
    old, new = (tmp_path / "public" / "releases" / name for name in releases(tmp_path))
    same = {path for path in tree(new) if (old / path).samefile(new / path)}
    assert same == tree(new).keys() - {"asof.json", "asof.svg"}
    assert not any((output / path).samefile(new / path) for path in tree(new))
    before = tree(new)
    for path in tree(output):
        with (output / path).open("r+b") as file:
            file.write(b"spoilt in place")
    assert tree(new) == before


def test_files_keep_their_times(tmp_path: Path) -> None:
    """What did not change has the time it had, so that browsers need not load it again; not even
    after the output was made anew from nothing."""
    output = a_site(tmp_path)
    publish(order(tmp_path))
    first = (tmp_path / "public" / "current" / "index.html").stat().st_mtime_ns
    assert first == (output / "index.html").stat().st_mtime_ns
    shutil.rmtree(output)
    os.utime(a_site(tmp_path, DAY + timedelta(1)) / "index.html", ns=(1, 1))
    publish(order(tmp_path))
    assert (tmp_path / "public" / "current" / "index.html").stat().st_mtime_ns == first


def test_the_same_site_again_changes_nothing(tmp_path: Path) -> None:
    """Nothing is touched but the commit that it was made from."""
    a_site(tmp_path)
    publish(order(tmp_path, commit="one"))
    before = stamps(tmp_path / "public" / "releases" / "2026-05-02-0001")
    outcome = publish(order(tmp_path, commit="two"))
    assert not outcome.published and releases(tmp_path) == ["2026-05-02-0001"]
    assert stamps(tmp_path / "public" / "releases" / "2026-05-02-0001") == before
    assert json.loads((tmp_path / "public/releases/2026-05-02-0001.json").read_bytes())[
        "commit"
    ] == ("two")


@pytest.mark.parametrize("spoil", ["altered", "lost", "added"])
def test_a_spoilt_release_is_replaced(tmp_path: Path, spoil: str) -> None:
    """Whoever got at the public files is undone by the next publication, also of the same site."""
    output = a_site(tmp_path)
    publish(order(tmp_path))
    public = tmp_path / "public" / "current"
    if spoil == "altered":
        (public / "index.html").write_text("evil", encoding="utf-8")  # of the same size
    elif spoil == "lost":
        (public / SHOP).unlink()
    else:
        (public / "evil.html").write_text("evil", encoding="utf-8")
    assert publish(order(tmp_path)).published
    assert tree(public) == tree(output)


def test_every_folder_of_a_release_is_made_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that holds nothing but folders: else power may fail and lose what lies below."""
    flushed: list[Path] = []
    monkeypatch.setattr("fangxin.publish.publishing.flush", lambda paths: flushed.extend(paths))
    a_site(tmp_path)
    publish(order(tmp_path))
    staging = tmp_path / "public" / "releases" / ".new"
    wanted = {staging / name for name in (".", "m", "m/PJSH0016", "theme", "theme/css", SHOP)}
    assert wanted <= set(flushed)


def test_what_changed_is_told(tmp_path: Path) -> None:
    """Which merchant has another status now, in words."""
    a_site(tmp_path)
    assert publish(order(tmp_path)).changes == ()
    shop = {"id": "PJSH0016", "name": "试验商店（示例）", "status_zh": "认定已撤销"}
    a_site(tmp_path, files={SHOP: json.dumps(shop), "m/PJSH0024/status.json": "{}"})
    lines = [change.line for change in publish(order(tmp_path)).changes]
    assert lines[0] == "PJSH0016 试验商店（示例）：放心消费单位（认定有效） → 认定已撤销"
    assert "新增" in lines[1]


@pytest.mark.parametrize("name", ["index.html", "404.html", "asof.json", "m", "theme/css/site.css"])
def test_half_a_site_is_refused(tmp_path: Path, name: str) -> None:
    """A site without its pages is no site."""
    path = a_site(tmp_path) / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert "build first" in refusal(lambda: publish(order(tmp_path)), 1)
    assert not (tmp_path / "public").exists()


def test_an_interrupted_build_is_refused(tmp_path: Path) -> None:
    """While the build's journal is there, the output is between two sites."""
    state = a_site(tmp_path).parent / ".output.state"
    (state / "stage").mkdir(parents=True)
    (state / "stage" / "index.html").write_text("new", encoding="utf-8")
    put(state / "manifest.next.json", b"{}")
    commit(state, Journal((), ("index.html",)))
    assert (state / JOURNAL).exists()
    assert "half built" in refusal(lambda: publish(order(tmp_path)), 1)


@pytest.mark.parametrize("kind", ["link", "pipe", "newline"])
def test_what_is_no_plain_file_is_refused(tmp_path: Path, kind: str) -> None:
    """A link could show visitors any file of the server."""
    output = a_site(tmp_path)
    if kind == "link":
        (output / "passwd").symlink_to("/etc/passwd")
    elif kind == "pipe":
        os.mkfifo(output / "pipe")
    else:
        (output / "a\nb").write_text("x", encoding="utf-8")
    assert "no ordinary file" in refusal(lambda: publish(order(tmp_path)), 1)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("output/public", "overlaps"),
        ("output", "overlaps"),
        (".", "overlaps"),
        ("home", "holds other files"),
        ("file", "no folder"),
    ],
)
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, where: str, said: str) -> None:
    """A mistyped folder costs nobody's files."""
    a_site(tmp_path)
    (tmp_path / "home").mkdir()
    for path in (tmp_path / "home" / "letter", tmp_path / "file"):
        path.write_text("dear", encoding="utf-8")
    before = tree(tmp_path)
    assert said in refusal(lambda: publish(order(tmp_path, target=tmp_path / where)), 2)
    assert tree(tmp_path) == before


def test_a_folder_in_the_place_of_the_link_is_left_alone(tmp_path: Path) -> None:
    """Somebody copied a site to ``current`` by hand: it is not overwritten."""
    a_site(tmp_path)
    publish(order(tmp_path))
    (tmp_path / "public" / "current").unlink()
    (tmp_path / "public" / "current").mkdir()
    assert "move it away" in refusal(lambda: publish(order(tmp_path)), 2)


def test_older_releases_are_kept_up_to_a_number(tmp_path: Path) -> None:
    """The oldest go first, with what is known of them."""
    outcomes = days(tmp_path, 4, keep=2)
    assert releases(tmp_path) == [f"2026-05-0{day}-000{day - 1}" for day in (3, 4, 5)]
    assert outcomes[-1].removed == ("2026-05-02-0001",)
    assert not list((tmp_path / "public" / "releases").glob("*-0001*"))


def test_back_shows_the_previous_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says that it shows old standings; the next publication goes on from there."""
    days(tmp_path, 3)
    public = tmp_path / "public"
    assert main(["publish", str(public), "--back"]) == 0
    assert "旧状态" in capsys.readouterr().out
    assert os.readlink(public / "current").endswith("2026-05-03-0002")
    assert back(public).release.name == "2026-05-02-0001"
    assert "no earlier" in refusal(lambda: back(public), 2)
    assert publish(order(tmp_path)).release.name == "2026-05-04-0004"
    assert tree(public / "current") == tree(tmp_path / "output")


def test_back_makes_no_folder(tmp_path: Path) -> None:
    """A mistyped folder is told, and not made."""
    assert "No site" in refusal(lambda: back(tmp_path / "publik"), 2)
    assert not (tmp_path / "publik").exists()


def test_an_older_day_is_refused(tmp_path: Path) -> None:
    """A site built for an earlier day would bring revoked merchants back."""
    days(tmp_path, 2)
    a_site(tmp_path, DAY)
    assert "cannot go back" in refusal(lambda: publish(order(tmp_path)), 1)


def test_erased_text_does_not_live_on(tmp_path: Path) -> None:
    """When an erasure was authorised, every release that holds the text goes, after the swap."""
    days(tmp_path, 2)
    erased = RECORDS[FIRST] + (
        "redacted:\n  - {date: 2026-05-03, fields: [name], document: 浦消联办〔2026〕2号}\n"
    )
    write_records(tmp_path / "merchants", {FIRST: erased, SISTER: RECORDS[SISTER]})
    a_site(tmp_path, DAY + timedelta(2))
    outcome = publish(order(tmp_path))
    assert outcome.erased and len(outcome.removed) == 2
    assert releases(tmp_path) == ["2026-05-04-0003"]
    a_site(tmp_path, DAY + timedelta(3))
    assert publish(order(tmp_path)).removed == ()


def test_an_erasure_outside_the_records_counts_too(tmp_path: Path) -> None:
    """Registers, notices and the programme have theirs in guard.yml."""
    days(tmp_path, 2)
    shutil.copytree(CONTENT / "programme", tmp_path / "content" / "programme")
    guard = tmp_path / "content" / "programme" / "guard.yml"
    guard.write_text(
        "redacted:\n  - {date: 2026-05-03, fields: [complaints.C1.summary],"
        " document: 浦消联办〔2026〕2号}\n",
        encoding="utf-8",
    )
    known = erasures(tmp_path / "merchants", tmp_path / "content")
    assert len(known) == 1
    assert publish(order(tmp_path)).removed == ("2026-05-02-0001",)
    guard.write_text("redacted: [broken", encoding="utf-8")
    assert erasures(tmp_path / "merchants", tmp_path / "content") - known


def test_an_erasure_counts_also_when_the_pages_are_the_same(tmp_path: Path) -> None:
    """It may have been published under an older release only."""
    days(tmp_path, 2)
    (tmp_path / "merchants" / f"{FIRST}.yml").write_text("redacted: broken\n", encoding="utf-8")
    outcome = publish(order(tmp_path))
    assert (outcome.published, outcome.removed) == (False, ("2026-05-02-0001",))


@needs_fork
def test_killed_at_every_step_visitors_see_a_whole_site(tmp_path: Path) -> None:
    """Killed before any change, ``current`` is the old release or the new one, and the next run
    publishes the new one and leaves nothing behind."""
    seen = set()
    a_site(tmp_path / "origin")
    publish(order(tmp_path / "origin"))
    old = tree(tmp_path / "origin" / "output")
    for step in range(400):
        folder = tmp_path / str(step)
        shutil.copytree(tmp_path / "origin", folder, symlinks=True)
        new = tree(a_site(folder, DAY + timedelta(1), {"index.html": "new", "a/b.html": "b"}))

        def run(folder: Path = folder) -> None:
            publish(order(folder))

        killed = killed_at(step, run)
        shown = tree(folder / "public" / "current" / ".")
        assert shown in (old, new)
        publish(order(folder))
        assert tree(folder / "public" / "current" / ".") == new
        assert not list((folder / "public").rglob("*new*")) + list(
            (folder / "public").rglob(".fangxin-*.part")
        )
        assert len(list((folder / "public" / "releases").iterdir())) == 3 * len(releases(folder))
        seen.add((killed, shown == new))
        shutil.rmtree(folder)
        if not killed:
            break
    assert seen == {(True, False), (True, True), (False, True)}


def test_a_full_disk_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """The message says so, and nothing half-made stays."""
    a_site(tmp_path)
    publish(order(tmp_path))
    before = tree(tmp_path / "public")
    a_site(tmp_path, DAY + timedelta(1), {"large.html": "x" * 50_000})

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = subprocess.run(
        command(tmp_path),
        env=environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    assert done.returncode == 2 and "公开的网站没有改动" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(tmp_path / "public") == before


def command(folder: Path, *more: str) -> list[str]:
    """The command line of a publication."""
    return [
        *(sys.executable, "-m", "fangxin.cli", "publish", str(folder / "public")),
        *("--output", str(folder / "output"), "--merchants", str(folder / "merchants")),
        *("--content", str(CONTENT), *more),
    ]


def test_two_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    """Both are published, the second upon the first."""
    a_site(tmp_path)
    a_site(tmp_path / "other", files={"index.html": "other"})
    target = tmp_path / "public"
    both = [order(tmp_path), order(tmp_path / "other", target=target)]
    outcomes: list[Outcome] = []
    threads = [
        threading.Thread(target=lambda one=one: outcomes.append(publish(one))) for one in both
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.release.number for one in outcomes) == [1, 2]
    shown = tree(target / "current" / ".")
    assert shown in [tree(one.output) for one in both]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with records, their site as a real build left it, and its state."""
    folder = tmp_path_factory.mktemp("built")
    assert build(toy(folder, output=folder / "output")) == 0
    return folder


@pytest.fixture
def real(built: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copytree(built, tmp_path, dirs_exist_ok=True))


def test_a_build_is_published_and_the_next_one_links_to_it(real: Path) -> None:
    """A failure is recorded, built, published; only what it changed is new."""
    whole = publish(order(real)).copied
    write_records(real / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    assert build(toy(real, output=real / "output")) == 0
    outcome = publish(order(real))
    assert 0 < outcome.copied < whole / 2
    assert {change.id for change in outcome.changes} == {FIRST, SISTER}
    assert tree(real / "public" / "current" / ".") == tree(real / "output")


@pytest.mark.parametrize("spoil", ["altered", "lost", "added"])
def test_what_was_changed_after_the_build_is_refused(real: Path, spoil: str) -> None:
    """Only what the build looked at goes public."""
    page = real / "output" / "index.html"
    if spoil == "altered":
        page.write_text("evil", encoding="utf-8")
    elif spoil == "lost":
        (real / "output" / "verify" / "index.html").unlink()
    else:
        (real / "output" / "note.txt").write_text("mine", encoding="utf-8")
    assert "after the build" in refusal(lambda: publish(order(real)), 1)


def test_the_records_of_now_must_have_been_built(
    real: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who records a revocation and publishes without a build is told that it is not in there."""
    told = command(real)[3:]
    assert main(told[told.index("publish") :]) == 0
    write_records(real / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    assert main(told[told.index("publish") :]) == 1
    assert "请先运行 fangxin build" in capsys.readouterr().err
    assert build(toy(real, output=real / "output")) == 0
    assert main([*told[told.index("publish") :], "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["published"] and document["release"] == "2026-05-02-0002"
    assert {change["id"] for change in document["changes"]} == {FIRST, SISTER}


def test_a_build_at_the_same_time_is_waited_for(
    real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a build holds the output, nothing of it is published."""
    from fangxin.site.build import stage

    monkeypatch.setattr(stage, "PATIENCE", 0.2)
    with stage.room(real / "output", ()):
        assert "Another build" in refusal(lambda: publish(order(real)), 2)


def test_the_commit_is_known(tmp_path: Path) -> None:
    """From the repository that the records lie in; changes that are not committed are told."""
    assert commit_of(tmp_path) is None
    merchants = write_records(tmp_path / "merchants")
    who = ["-c", "user.name=office", "-c", "user.email=office@fx.example"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    commit = commit_of(merchants)
    assert commit is not None and len(commit) == 40
    before = newest(merchants)
    write_records(merchants, {FIRST: RECORDS[FIRST] + GRAVE})
    assert commit_of(merchants) == f"{commit}-dirty"
    assert newest(merchants) > before


def test_help_names_the_root_of_the_web_server() -> None:
    """Nothing else has to be known to serve it."""
    done = subprocess.run(
        [sys.executable, "-m", "fangxin.cli", "publish", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "current" in done.stdout
