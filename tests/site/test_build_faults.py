"""Whatever goes wrong: a clear message, an exit code, and the previous site as it was."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fangxin.site.build.building import BuildOptions, build
from tests.support.demonstration import CONTENT
from tests.support.toy_site import (
    ENDING,
    FIRST,
    GRAVE,
    RECORDS,
    ROOT,
    SISTER,
    environment,
    own_content,
    own_settings,
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
    assert build(toy(folder)) == 0
    return folder


@pytest.fixture
def site(built: Path, tmp_path: Path) -> BuildOptions:
    """Options of a build whose site is there, and whose records have changed since."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    write_records(tmp_path / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    return toy(tmp_path)


def refused(options: BuildOptions, capsys: pytest.CaptureFixture[str], code: int = 1) -> str:
    """What a build that must fail says; the site and the working folder are left as they were."""
    before = stamps(options.output)
    assert build(options) == code
    assert stamps(options.output) == before
    assert not (options.output.parent / ".site.state" / "stage").exists()
    said = capsys.readouterr()
    text = said.out + said.err
    assert "Traceback" not in text
    return text


def test_a_bad_record(site: BuildOptions, capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem of every record with its place, and nothing of the good ones is published."""
    spoil(site.merchants / f"{FIRST}.yml", "category: shop", "category: ship")
    spoil(site.merchants / f"{SISTER}.yml", "2036-05-31", "2036-05-32")
    said = refused(site, capsys)
    assert f"{FIRST}.yml:3:11" in said
    assert f"{SISTER}.yml:" in said


def test_no_merchants(site: BuildOptions, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty registry is a mistake, not a site without merchants."""
    for record in site.merchants.iterdir():
        record.unlink()
    assert "merchants" in refused(site, capsys)


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("merchant.html", "{{ view.name", "merchant.html:1:1: template-wrong"),
        ("merchant.html", "{{ vieww.name }}", "merchant.html:1:1: template-wrong"),
        ("home.html", "{{ totaal }}", "home.html:1:1: template-wrong"),
        ("page.html", "{% if %}", "page.html:1:1: template-wrong"),
        ("page.html", "{{ undefined_here }}", "page.html:1:1: template-wrong"),
        ("home.html", "{% include 'absent.html' %}", "templates/absent.html:1:1: template-missing"),
    ],
)
def test_a_broken_template(
    site: BuildOptions,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    template: str,
    line: str,
    message: str,
) -> None:
    """Wrong syntax and undefined names are told with the template's name and line."""
    theme = own_theme(tmp_path)
    path = theme / "templates" / template
    path.write_text(line + "\n", encoding="utf-8")
    assert message in refused(replace(site, theme=theme), capsys)


def test_a_template_that_is_gone(
    site: BuildOptions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is no other theme to fall back on, unlike in a bare Pelican."""
    theme = own_theme(tmp_path)
    (theme / "templates" / "page.html").unlink()
    assert "page.html:1:1: template-missing" in refused(replace(site, theme=theme), capsys)


@pytest.mark.parametrize(
    ("template", "old", "new", "path"),
    [
        (
            "merchant.html",
            "{% block title %}{{ words.STATUS_ZH[status] }}",
            "{% block title %}{{ words.STATUS_ZH['certified'] }}",
            f"m/{FIRST}/index.html",
        ),
        ("merchant.html", "{{ word[0] }}", "认定有效", f"m/{FIRST}/index.html"),
        ("pill.html", "is-{{ status }}", "is-certified", "registry/all/index.html"),
    ],
)
def test_a_template_that_flatters(
    site: BuildOptions,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    template: str,
    old: str,
    new: str,
    path: str,
) -> None:
    """A theme by which a revoked merchant looks certified does not reach the public."""
    theme = own_theme(tmp_path)
    spoil(theme / "templates" / template, old, new)
    assert f"{path}:1:1: status-differs" in refused(replace(site, theme=theme), capsys)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            "class Bad:\n  def register(self): raise KeyError('secret')\n"
            "PLUGINS = [*PLUGINS, Bad()]",
            "siteconf.py:3:1: code-raised",
        ),
        (
            "from pelican import signals\ndef late(*_): raise KeyError('secret')\n"
            "signals.finalized.connect(late)",
            "siteconf.py:3:1: code-raised",
        ),
        ("PLUGINS = [*PLUGINS, 'no_such_plugin']", "Cannot load plugin `no_such_plugin`"),
        ("PLUGINS = []", "plugin-absent"),
        ("import no_such_module", "siteconf.py:2:1: code-raised"),
        ("1 +", "siteconf.py:2:1: code-raised"),
        (
            "STATIC_PATHS = ['programme/site.yml']\n"
            "EXTRA_PATH_METADATA = {'programme/site.yml': {'path': 'asof.json'}}",
            "asof.json:1:1: file-altered",
        ),
        (
            "STATIC_PATHS = ['programme/site.yml']\n"
            "EXTRA_PATH_METADATA = {'programme/site.yml': {'path': 'm/FAKE/index.html'}}",
            "m/FAKE/:1:1: merchant-unknown",
        ),
    ],
)
def test_a_raising_plugin_and_bad_settings(
    site: BuildOptions,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    settings: str,
    message: str,
) -> None:
    """Where Pelican would go on without it, the build stops."""
    said = refused(replace(site, settings=own_settings(tmp_path, settings)), capsys)
    assert message in said


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("No title here", "pages/x.md"),
        ("Title: X\nSlug: verify\n\nHello", "verify/index.html:1:1: file-twice"),
        (f"Title: X\nSave_as: m/{FIRST}/index.html\n\nHello", f"m/{FIRST}/index.html:1:1: file-"),
        (f"Title: X\nSave_as: m/{ENDING}/sign.svg\n\n{ENDING}", "sign.svg:1:1: file-"),
        ("Title: X\n\n[bet](https://casino.example/)", "x/index\\.html:\\d+:4: foreign-host"),
        ("Title: X\n\n<script>alert(1)</script>", "x/index\\.html:\\d+:1: active-content"),
        (
            "Title: X\n\n<p><a href=//h.example '>x</a></p>",
            "x/index\\.html:\\d+:4: markup-repaired",
        ),
        ("Title: X\n\n<p><a href=//h.example '>x</a></p>", "x/index\\.html:\\d+:4: foreign-host"),
        ("Title: X\n\n</article><p>x</p>", "x/index\\.html:\\d+:4: markup-repaired"),
        ('Title: X\n\n<p data-status="certified">店</p>', "x/index.html:1:1: status-elsewhere"),
        ("Title: X\n\n[[nonsense]]", r"\[\[nonsense\]\]"),
    ],
)
def test_a_bad_page(
    site: BuildOptions,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    page: str,
    message: str,
) -> None:
    """Pages that Pelican would skip, that lie over ours, lead elsewhere or run something."""
    content = own_content(tmp_path)
    # What surrounds the merchants stays as it was built: the sign is one that is kept.
    shutil.copy(CONTENT / "programme" / "guard.yml", content / "programme")
    (content / "pages" / "x.md").write_text(page, encoding="utf-8")
    assert re.search(message, refused(replace(site, content=content), capsys))


def test_a_page_fetches_no_file(site: BuildOptions, tmp_path: Path) -> None:
    """Words in braces that Pelican obeys would publish any file of the machine that builds."""
    content = own_content(tmp_path)
    (tmp_path / "secret.txt").write_text("a key", encoding="utf-8")
    page = "Title: X\n\n[a]({attach}../../secret.txt) [b]({static}/../secret.txt)\n"
    (content / "pages" / "x.md").write_text(page, encoding="utf-8")
    assert build(replace(site, content=content)) == 0
    assert [path.name for path in (site.output / "x").iterdir()] == ["index.html"]


def test_content_that_is_no_file(
    site: BuildOptions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pipes, circles of links and links to nothing are told; a pipe would be waited for."""
    content = own_content(tmp_path)
    os.mkfifo(content / "pages" / "pipe.md")
    (content / "pages" / "loop").symlink_to(".")
    (content / "pages" / "up").symlink_to(content)
    (content / "images").mkdir(exist_ok=True)
    (content / "images" / "gone.png").symlink_to("nowhere")
    (content / "images" / "self.png").symlink_to("self.png")
    (content / "pages" / ".#about.md").symlink_to("an-editor-s-lock")
    said = refused(replace(site, content=content), capsys)
    assert "pages/pipe.md:1:1: not-a-file" in said
    assert "pages/loop:1:1: folder-circle" in said
    assert "pages/up:1:1: folder-circle" in said
    assert "images/gone.png:1:1: unreadable" in said
    assert "images/self.png:1:1: unreadable" in said
    assert ".#about" not in said


def test_a_folder_of_one_s_own_as_output(
    site: BuildOptions, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped --output is refused with a message, and nothing in it is touched."""
    before = tree(site.merchants)
    assert build(replace(site, output=site.merchants)) == 2
    assert "overlaps" in capsys.readouterr().err
    assert tree(site.merchants) == before


def test_pelican_is_killed(
    site: BuildOptions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when memory runs out while the pages are made."""
    settings = own_settings(
        tmp_path,
        "import os\nfrom pelican import signals\n"
        "def die(*_): os.kill(os.getpid(), 9)\nsignals.finalized.connect(die)",
    )
    assert "ended early (code -9)" in refused(replace(site, settings=settings), capsys, 2)


def test_what_a_plugin_prints_does_not_matter(site: BuildOptions, tmp_path: Path) -> None:
    """Print statements of a plugin do not get into the answer."""
    settings = own_settings(tmp_path, "print('hello')\nimport os\nos.write(1, b'{}')")
    assert build(replace(site, settings=settings)) == 0


def run_limited(options: BuildOptions, *more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process whose files may not grow beyond 30 kB, as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    return subprocess.run(
        [sys.executable, "-m", "fangxin.cli", "build", "--quiet", *arguments(options), *more],
        env=environment(),
        cwd=options.output.parent,
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )


def arguments(options: BuildOptions) -> list[str]:
    return [
        f"--merchants={options.merchants}",
        f"--content={options.content}",
        f"--output={options.output}",
        f"--as-of={options.as_of}",
    ]


def test_a_file_that_cannot_be_written(site: BuildOptions) -> None:
    """Not by this project's writer, nor by Pelican's, which would only warn: code 2, no change."""
    before = stamps(site.output)
    done = run_limited(site)
    assert done.returncode == 2
    assert "File too large" in done.stderr or "A problem occurred copying" in done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    assert stamps(site.output) == before


@pytest.fixture
def small_disk(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk with room for three finished sites, in whole pages; only root may mount one."""
    files = [path for path in built.rglob("*") if path.is_file()]
    pages = sum(-(-path.stat().st_size // 4096) + 1 for path in files)
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={12 * pages}k", "tmpfs", str(disk)]
    if os.name != "posix" or shutil.which("mount") is None:
        pytest.skip("needs a Unix with mount for a full disk")
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("needs root to mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(built: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The site fits once, but not beside its successor: code 2, the old site stays and is whole;
    when there is room again, the next run succeeds."""
    options = toy(built, output=small_disk / "site")
    shutil.copytree(built / "site", options.output)
    shutil.copytree(built / ".site.state", small_disk / ".site.state")
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 150_000))
    changed = replace(options, site_url="https://other.example")
    said = refused(changed, capsys, 2)
    assert "No space left on device" in said and "磁盘空间" in said
    filler.unlink()
    assert build(options) == 0


def test_a_disk_that_fills_up_at_the_last_moment(
    site: BuildOptions, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the journal is written nothing is decided."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left" in refused(site, capsys, 2)


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from fangxin.site.build.building import BuildOptions, build
event, text, left = sys.argv[1], sys.argv[2], int(sys.argv[3])
def hook(name, arguments):
    global left
    if name == event and text in repr(arguments):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
merchants, content, output, theme = map(Path, sys.argv[4:])
sys.exit(build(BuildOptions(
    merchants, content, output, theme, date(2026, 5, 2), None, 1, True, False)))
"""


def killed(options: BuildOptions, event: str, text: str, after: int) -> None:
    """A build killed without warning at an event of the interpreter."""
    folders = (options.merchants, options.content, options.output, options.theme)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, event, text, str(after), *map(str, folders)],
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done


@pytest.fixture(scope="module")
def goal(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site that an undisturbed build makes of the changed records."""
    folder = tmp_path_factory.mktemp("goal")
    write_records(folder / "merchants", {**RECORDS, FIRST: RECORDS[FIRST] + GRAVE})
    assert build(toy(folder)) == 0
    return tree(folder / "site")


@pytest.mark.parametrize(
    ("event", "text", "after"),
    [
        ("subprocess.Popen", "plugins.run", 0),  # before Pelican starts
        ("open", "/stage/m/", 0),  # while the stage is looked at
        ("open", "manifest.next", 0),  # before anything is decided
        ("os.rename", "journal.json", 0),  # just before the journal is there
    ],
)
def test_killed_before_it_was_decided(
    site: BuildOptions, goal: dict[str, bytes], event: str, text: str, after: int
) -> None:
    """The old site is whole, and the next run builds the new one."""
    before = stamps(site.output)
    killed(site, event, text, after)
    assert stamps(site.output) == before
    assert build(site) == 0
    assert tree(site.output) == goal


@pytest.mark.parametrize(
    ("event", "text", "after"),
    [
        ("os.rename", "/stage/", 0),  # before the first file moves
        ("os.rename", "/stage/", 4),  # among the files
        ("os.rename", "manifest.json'", 0),  # when all files have moved
        ("os.remove", "journal.json", 0),  # when only the journal is left
    ],
)
def test_killed_after_it_was_decided(
    site: BuildOptions, goal: dict[str, bytes], event: str, text: str, after: int
) -> None:
    """The next run completes the new site first, even when the records have become bad."""
    killed(site, event, text, after)
    spoil(site.merchants / f"{SISTER}.yml", "category: shop", "category: ship")
    assert build(site) == 1
    assert tree(site.output) == goal


def test_a_journal_changed_by_hand(site: BuildOptions, capsys: pytest.CaptureFixture[str]) -> None:
    """What no build wrote is not carried out, but explained."""
    (site.output.parent / ".site.state" / "journal.json").write_text("{")
    before = stamps(site.output)
    assert build(site) == 2
    assert "journal.json" in capsys.readouterr().err
    assert stamps(site.output) == before
