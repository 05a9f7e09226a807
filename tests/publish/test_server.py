"""One's own server: real pushes to a real repository, checked, built and published by its hooks."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from fangxin.base.refusal import RefusedError
from fangxin.publish.serve import server as web_server
from fangxin.publish.server.hook import updates
from fangxin.publish.server.layout import server_at
from fangxin.publish.server.pushed import file_problems
from fangxin.registry.git import NOTHING, Repository
from tests.support.toy_site import (
    FIRST,
    RECORDS,
    ROOT,
    SISTER,
    environment,
    own_content,
    spoil,
    tree,
    write_records,
)

URL = "https://fx.example"
# A grave failure that enters the registry today: the guard lets nobody date it back.
GRAVE = """\
failures:
  - {id: F1, kind: counterfeit, date: 2026-04-20, recorded: 2026-05-02,
     document: 浦市监罚〔2026〕12号, summary: 销售假冒商品}
"""
# Nothing of the machine's own settings of git, and always the same official.
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "office",
    "GIT_AUTHOR_EMAIL": "office@fx.example",
    "GIT_COMMITTER_NAME": "office",
    "GIT_COMMITTER_EMAIL": "office@fx.example",
    "LC_ALL": "C.UTF-8",
}


def dated(day: str) -> dict[str, str]:
    """The settings by which git takes ``day`` for today."""
    return dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T09:00:00+0800")


@dataclass(frozen=True)
class Place:
    """A server and an official's clone of the registry."""

    server: Path
    clone: Path

    @property
    def public(self) -> Path:
        """What visitors see."""
        return self.server / "site" / "current" / "."

    def git(self, *words: str, day: str = "2026-05-02") -> subprocess.CompletedProcess[str]:
        """A command of git in the clone; hooks on the server take ``day`` for today."""
        return subprocess.run(
            ["git", *words],
            cwd=self.clone,
            env=environment(**GIT, **dated(day), FANGXIN_AS_OF=day),
            capture_output=True,
            text=True,
            check=False,
        )

    def commit(self, message: str = "change", day: str = "2026-05-02") -> None:
        """Commit everything."""
        assert self.git("add", "-A").returncode == 0
        done = self.git("commit", "-q", "--allow-empty", "-m", message, day=day)
        assert done.returncode == 0, done.stderr

    def push(self, *what: str, day: str = "2026-05-02") -> tuple[int, str]:
        """Push and give git's exit code and all that the official reads."""
        done = self.git("push", "server", *(what or ("main",)), day=day)
        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stderr and "\r" not in re.sub(r" *\r?\n", "\n", done.stderr)
        return done.returncode, done.stderr

    def fangxin(self, *words: str, day: str = "2026-05-02") -> subprocess.CompletedProcess[str]:
        """A command of the installed program, on the server."""
        return subprocess.run(
            [sys.executable, "-m", "fangxin.cli", *words],
            cwd=self.server.parent,
            env=environment(**GIT, FANGXIN_AS_OF=day),
            capture_output=True,
            text=True,
            check=False,
        )

    def record(self, merchant: str = FIRST) -> Path:
        """A merchant's record in the clone."""
        return self.clone / "merchants" / f"{merchant}.yml"

    def status(self, merchant: str = FIRST) -> str:
        """What the public page's data say."""
        raw = json.loads((self.public / "m" / merchant / "status.json").read_bytes())
        return str(raw["status"])

    def as_of(self) -> str:
        """The day that the public site is of."""
        return str(json.loads((self.public / "asof.json").read_bytes())["as_of"])


def set_up(folder: Path) -> Place:
    """A new server, and a clone with four merchants that nobody pushed yet."""
    place = Place(folder / "server", folder / "clone")
    place.clone.mkdir()
    done = place.fangxin("init-server", str(place.server), "--site-url", URL)
    assert done.returncode == 0, done.stderr
    write_records(place.clone / "merchants")
    own_content(place.clone)
    for words in (
        ("init", "-q", "-b", "main"),
        ("remote", "add", "server", str(place.server / "registry.git")),
    ):
        assert place.git(*words).returncode == 0
    place.commit("the registry")
    return place


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, str]:
    """A server after the first push, and what the official read; not to be changed."""
    place = set_up(tmp_path_factory.mktemp("first"))
    code, said = place.push()
    assert code == 0, said
    return place, said


@pytest.fixture
def clone(first: tuple[Place, str], tmp_path: Path) -> Place:
    """Another clone, for pushes that leave the server as it is."""
    shutil.copytree(first[0].clone, tmp_path / "clone")
    return Place(first[0].server, tmp_path / "clone")


@pytest.fixture
def place(first: tuple[Place, str], tmp_path: Path) -> Place:
    """A copy of it, at its new place: init-server once more makes the hooks find it."""
    shutil.copytree(first[0].server.parent, tmp_path, symlinks=True, dirs_exist_ok=True)
    moved = Place(tmp_path / "server", tmp_path / "clone")
    assert moved.fangxin("init-server", str(moved.server)).returncode == 0
    moved.git("remote", "set-url", "server", str(moved.server / "registry.git"))
    return moved


def test_the_first_push_is_published(first: tuple[Place, str]) -> None:
    """Into an empty repository; the official reads that it was checked, and the address."""
    place, said = first
    assert "remote: 检查通过" in said and "remote: 已公开：2026-05-02-0001" in said
    assert said.count("正在生成网站") == 1 and "已经公开了" not in said
    assert f"{URL}/" in said
    assert (place.status(), place.as_of()) == ("certified", "2026-05-02")
    commit = place.git("rev-parse", "HEAD").stdout.strip()
    facts = json.loads((place.server / "site/releases/2026-05-02-0001.json").read_bytes())
    assert facts["commit"] == commit


def test_a_push_changes_the_page(place: Place) -> None:
    """A failure is recorded: what it does to whom is read on the terminal and on the page."""
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit()
    code, said = place.push()
    assert code == 0
    assert f"{FIRST} 试验商店1（示例）：放心消费单位（认定有效） → 认定已撤销" in said
    lines = [line.strip() for line in said.splitlines() if line.startswith("remote: ")]
    assert len(set(lines)) == len(lines), said  # each is told once
    assert SISTER in said  # the same owner
    assert place.status() == "revoked"
    assert "认定已撤销" in (place.public / "m" / FIRST / "index.html").read_text("utf-8")


def _misspell(place: Place) -> None:
    text = place.record().read_text("utf-8").replace("category: shop", "category: ship")
    place.record().write_text(text, encoding="utf-8")


def _no_merchants(place: Place) -> None:
    shutil.rmtree(place.clone / "merchants")


def _no_content(place: Place) -> None:
    shutil.rmtree(place.clone / "content")


def _link(place: Place) -> None:
    (place.clone / "content" / "pages" / "passwd.md").symlink_to("/etc/passwd")


def _linked_folder(place: Place) -> None:
    shutil.rmtree(place.clone / "merchants")
    (place.clone / "merchants").symlink_to("/etc")


def _submodule(place: Place) -> None:
    head = place.git("rev-parse", "HEAD").stdout.strip()
    place.git("update-index", "--add", "--cacheinfo", f"160000,{head},content/other")


def _huge(place: Place) -> None:
    (place.clone / "content" / "film.mp4").write_bytes(b"\0" * (10 * 1024 * 1024 + 1))


def _odd_name(place: Place) -> None:
    (place.clone / "content" / "a\x1b[2Jb.md").write_text("x", encoding="utf-8")


def _page(place: Place, text: str, slug: str = "more") -> None:
    path = place.clone / "content" / "pages" / "more.md"
    path.write_text(f"Title: 更多\nSlug: {slug}\n\n{text}\n", encoding="utf-8")


def _page_of_another(place: Place) -> None:
    _page(place, "占了别的地址。", "policy")


def _page_with_unknown_name(place: Place) -> None:
    _page(place, "这里是[[nobody]]。")


def _page_with_foreign_link(place: Place) -> None:
    _page(place, "[点这里](https://evil.example/)")


def _empty(place: Place) -> None:
    place.record().write_text("", encoding="utf-8")


def _vanish(place: Place) -> None:
    place.record().unlink()


def _back_date(place: Place) -> None:
    spoil(place.record(), "date: 2020-06-01", "date: 2020-06-02")


def _stray(place: Place) -> None:
    (place.clone / "merchants" / "notes.txt").write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_misspell, rf"merchants/{FIRST}\.yml:3:11: unknown-category: .*ship"),
        (_no_merchants, "fangxin: .*：这个提交里没有 merchants/ 目录"),
        (_no_content, "fangxin: .*：这个提交里没有 content/ 目录"),
        (_link, r"content/pages/passwd\.md:1:1: pushed-no-file: .*符号链接"),
        (_linked_folder, r"merchants:1:1: pushed-no-file"),
        (_submodule, r"content/other:1:1: pushed-no-file: .*子模块"),
        (_huge, r"content/film\.mp4:1:1: pushed-too-large"),
        (_odd_name, r"content/a\\x1b\[2Jb\.md:1:1: pushed-name"),
        (_empty, rf"merchants/{FIRST}\.yml:1:1: empty-file"),
        (_vanish, rf"merchants/{FIRST}\.yml:1:1: merchant-removed"),
        (_back_date, rf"merchants/{FIRST}\.yml:8:22: fact-altered"),
        (_stray, r"merchants/notes\.txt:1:1: misplaced-file"),
        (_page_of_another, r"content/pages/more\.md:\d+:1: page-head: .*policy"),
        (
            _page_with_unknown_name,
            r"theme/templates/page\.html:\d+:1: template-wrong: .*\[\[nobody\]\]",
        ),
        (_page_with_foreign_link, r"content/pages/more\.md:4:1: page-host: .*evil\.example"),
        (_page_with_foreign_link, r"content/pages/more\.md:4:7: foreign-host: .*evil\.example"),
    ],
)
def test_a_bad_push_is_refused_with_its_reasons(
    clone: Place, harm: Callable[[Place], None], said: str
) -> None:
    """On the terminal of who pushed; not a byte of the site changes, and nothing stays behind."""
    before, head = tree(clone.public), clone.git("ls-remote", "server").stdout
    harm(clone)
    if harm is not _submodule:
        clone.git("add", "-A")
    clone.git("commit", "-q", "-m", "bad")
    code, told = clone.push()
    assert code == 1
    assert re.search(f"^remote: {said}", told, re.MULTILINE), told
    assert "remote: fangxin: 推送没有收下，网站没有改动" in told
    assert clone.git("ls-remote", "server").stdout == head
    assert tree(clone.public) == before
    assert [path.name for path in (clone.server / "incoming").iterdir()] == [".lock"]


def test_one_content_under_very_many_names_is_too_large(clone: Place) -> None:
    """Git keeps it once; the server would write it out each time, until the disk is full."""
    (clone.clone / "film").write_bytes(b"\0" * (9 << 20))
    blob = clone.git("hash-object", "-w", "film").stdout.strip()
    for number in range(120):
        clone.git(
            "update-index", "--add", "--cacheinfo", f"100644,{blob},content/images/{number}.png"
        )
    tree = clone.git("write-tree").stdout.strip()
    told = list(file_problems(Repository(clone.clone), tree, ("content", "merchants"), 10))
    assert [problem.code for problem in told] == ["pushed-too-large"]


def test_a_mended_push_goes_through(place: Place) -> None:
    """What was refused is mended by a further commit."""
    _misspell(place)
    place.commit()
    assert place.push()[0] == 1
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit()
    assert place.push()[0] == 0 and place.status() == "revoked"


def test_what_the_site_said_every_night_is_not_rewritten(place: Place) -> None:
    """The nightly runs are publications too: what is recorded before the last one is back-dated."""
    late = GRAVE.replace("recorded: 2026-05-02", "recorded: 2026-05-04")
    assert late != GRAVE
    assert place.fangxin("refresh", str(place.server), day="2026-05-08").returncode == 0
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + late})
    place.commit(day="2026-05-09")
    code, said = place.push(day="2026-05-09")
    assert code == 1 and "recorded-too-early" in said


def test_the_published_branch_is_never_deleted(clone: Place) -> None:
    """Nor by mistake."""
    code, said = clone.push(":main")
    assert code == 1 and "main 分支不能删除" in said
    assert clone.push()[0] == 0


def test_history_is_not_rewritten(clone: Place) -> None:
    """Neither by force, nor with another history altogether."""
    clone.git("commit", "-q", "--amend", "-m", "rewritten")
    code, said = clone.push("--force", "main")
    assert code == 1 and "改写已经公开的提交历史" in said
    clone.git("checkout", "-q", "--orphan", "other")
    clone.commit("another beginning")
    code, said = clone.push("+other:main")
    assert code == 1 and "改写已经公开的提交历史" in said


def test_other_branches_and_tags_are_taken_but_not_published(place: Place) -> None:
    """Work in progress may be bad; who meant to publish it is told how."""
    before = tree(place.public)
    place.git("checkout", "-q", "-b", "draft")
    _misspell(place)
    place.commit()
    code, said = place.push("draft")
    assert code == 0 and "git push 远程名 draft:main" in said
    place.git("tag", "v1")
    code, said = place.push("v1")
    assert code == 0 and "标签 v1 收下了" in said
    assert place.push(":draft")[0] == 0
    assert tree(place.public) == before


def test_refs_that_change_what_commits_say_are_refused(clone: Place) -> None:
    """``refs/replace/`` would let another commit stand in for the one that was checked."""
    clone.commit("other")
    code, said = clone.push("HEAD:refs/replace/" + "1" * 40)
    assert code == 1 and "只能推送分支和标签" in said


def test_one_bad_ref_refuses_all_of_a_push(clone: Place) -> None:
    """Several refs at once come in together or not at all."""
    _misspell(clone)
    clone.commit()
    before = clone.git("ls-remote", "server").stdout
    code, _ = clone.push("main", "main:draft", "main:refs/tags/v2")
    assert code == 1 and clone.git("ls-remote", "server").stdout == before


def test_several_good_refs_at_once(place: Place) -> None:
    """The branch is published, the rest is taken."""
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit()
    code, said = place.push("main", "main:draft", "main:refs/tags/v3")
    assert code == 0 and "分支 draft 收下了" in said and place.status() == "revoked"


def test_nothing_that_was_pushed_is_run(place: Place) -> None:
    """Neither code, settings, hooks nor a theme of the commit have any effect."""
    program = "generator/fangxin/cli/main.py"
    for name in (program, "pelicanconf.py", "plugins/run.py", "sitecustomize.py"):
        (place.clone / name).parent.mkdir(parents=True, exist_ok=True)
        (place.clone / name).write_text("raise SystemExit('evil')\n", encoding="utf-8")
    (place.clone / "theme").mkdir()
    (place.clone / "theme" / "evil.html").write_text("evil", encoding="utf-8")
    (place.clone / "merchants" / "sub").mkdir()
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit()
    code, said = place.push()
    assert code == 0, said
    assert place.status() == "revoked"
    assert sorted(path.name for path in (place.server / "work").iterdir()) == [
        "content",
        "merchants",
    ]


def test_a_pushed_theme_counts_when_the_settings_say_so(place: Place) -> None:
    """Off by default; on, the commit's templates make the pages."""
    shutil.copytree(ROOT / "theme", place.clone / "theme")
    spoil(place.clone / "theme" / "templates" / "base.html", "</body>", "<!-- ours --></body>")
    place.commit()
    assert place.push()[0] == 0
    assert "<!-- ours -->" not in (place.public / "404.html").read_text("utf-8")
    spoil(place.server / "server.toml", "theme = false", "theme = true")
    done = place.fangxin("refresh", str(place.server))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "<!-- ours -->" in (place.public / "404.html").read_text("utf-8")


def test_the_nightly_run_lets_terms_expire(place: Place) -> None:
    """Nothing is committed, a day passes, and the pages say what holds then."""
    ending = "PJSH0032"
    assert place.status(ending) == "certified"
    done = place.fangxin("refresh", str(place.server), day="2026-07-01")
    assert done.returncode == 0, done.stderr
    assert "认定已到期" in done.stdout
    assert (place.status(ending), place.as_of()) == ("expired", "2026-07-01")
    again = place.fangxin("refresh", str(place.server), day="2026-07-01")
    assert again.returncode == 0 and "网站没有变化" in again.stdout


def test_a_site_that_cannot_be_built_stays_until_it_can(place: Place) -> None:
    """The commit is taken, the official is told and git fails; the next run completes it."""
    site, before = place.server / "site", tree(place.public)
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit()
    (site / ".fangxin-site").rename(site / "away")
    code, said = place.push()
    assert code == 1 and "还没有公开" in said and "fangxin refresh" in said
    assert tree(place.public) == before
    (site / "away").rename(site / ".fangxin-site")
    assert place.fangxin("refresh", str(place.server)).returncode == 0
    assert place.status() == "revoked"


@pytest.mark.parametrize("moment", ["stage", "journal", "releases"])
def test_killed_in_the_middle_the_site_stays_and_the_next_push_completes(
    place: Place, moment: str
) -> None:
    """The hook is killed without warning: as pages are made, moved, published."""
    before = tree(place.public)
    paths = {
        "stage": place.server / ".output.state" / "stage" / "m",
        "journal": place.server / ".output.state" / "journal.json",
        "releases": place.server / "site" / "releases" / ".new",
    }
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit()
    killed = push_and_kill(place, paths[moment])
    shown = tree(place.public)
    assert shown == before or place.status() == "revoked"
    assert killed or place.status() == "revoked"
    place.commit("nothing more")
    code, said = place.push()
    assert code == 0, said
    assert place.status() == "revoked"
    assert tree(place.public) == tree(place.server / "output")
    assert not (place.server / "site" / "releases" / ".new").exists()


def push_and_kill(place: Place, until: Path) -> bool:
    """Push, and kill every process of the push when ``until`` appears; whether it came to that."""
    with subprocess.Popen(
        ["git", "push", "server", "main"],
        cwd=place.clone,
        env=environment(**GIT, FANGXIN_AS_OF="2026-05-02"),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as pushing:
        while pushing.poll() is None:
            if until.exists():
                os.killpg(pushing.pid, signal.SIGKILL)  # its own session, started above
                return True
            time.sleep(0.0005)
    return False


def test_two_pushes_at_once_come_one_after_the_other(place: Place, tmp_path: Path) -> None:
    """Two officials: the second is told to fetch, or both are published in order."""
    other = Place(place.server, tmp_path / "second")
    shutil.copytree(place.clone, other.clone)
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit("one")
    other.git("checkout", "-q", "-b", "two")
    other.commit("two")
    said: list[tuple[int, str]] = []
    threads = [
        threading.Thread(target=lambda: said.append(place.push())),
        threading.Thread(target=lambda: said.append(other.push("two:main"))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(code for code, _ in said) == [0, 1], said
    assert place.fangxin("refresh", str(place.server)).returncode == 0
    head = place.git("ls-remote", "server", "main").stdout.split()[0]
    newest = sorted((place.server / "site" / "releases").glob("*.json"))[-1]
    assert json.loads(newest.read_bytes())["commit"] == head


def test_an_official_who_hangs_up_does_not_stop_it(place: Place) -> None:
    """The terminal goes away while the site is built: it is published all the same."""
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit()
    hook = place.server / "registry.git" / "hooks" / "post-receive"
    head = place.git("rev-parse", "HEAD").stdout.strip()
    place.git("push", "-q", "--no-verify", "server", "main:refs/heads/draft")
    bare = ["git", "-C", str(place.server / "registry.git")]
    subprocess.run([*bare, "update-ref", "refs/heads/main", head], check=True)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [hook],
        input=f"{NOTHING} {head} refs/heads/main\n".encode(),
        cwd=place.server / "registry.git",
        env=environment(FANGXIN_AS_OF="2026-05-02"),
        stdout=writer,
        stderr=writer,
        check=False,
    )
    os.close(writer)
    assert done.returncode == 0 and place.status() == "revoked"


@contextmanager
def served(place: Place, folder: Path) -> Iterator[int]:
    """The public site behind nginx with the shipped configuration, or else behind our server."""
    from tests.browser.test_nginx import AROUND, filled, serving

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program and Path("/etc/nginx/mime.types").is_file():
        folder.mkdir()
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        site = filled(port, place.server / "site" / "current")
        (folder / "site.conf").write_text(site, encoding="utf-8")
        with serving(program, folder, port):
            yield port
        return
    running = web_server(place.server / "site" / "current", port=port, prefix="")
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield port
    running.shutdown()
    running.server_close()


def in_order(bodies: Iterable[bytes]) -> list[bytes]:
    """What was seen one after the other, the same twice counted once."""
    return [body for body, _ in groupby(bodies)]


def test_visitors_see_whole_releases_only(place: Place, tmp_path: Path) -> None:
    """Asked for without a pause while releases are swapped, every answer is 200 and is, byte for
    byte, of the old or of the new one; nobody who saw the new one sees the old one again."""
    known = [place.public / "asof.json", place.public / "m" / FIRST / "index.html"]
    pages = {f"/m/{FIRST}/": [known[1].read_bytes()], "/asof.json": [known[0].read_bytes()]}
    answers: dict[str, list[tuple[int, bytes]]] = {path: [] for path in pages}
    done = threading.Event()

    def visit(port: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while not done.is_set():
            for path in pages:
                line.request("GET", path)
                answer = line.getresponse()
                answers[path].append((answer.status, answer.read()))
            time.sleep(0.002)  # leaves the processor to the build, never a moment of the swap
        line.close()

    with served(place, tmp_path / "nginx") as port:
        visitor = threading.Thread(target=visit, args=(port,))
        visitor.start()
        try:
            for day in ("2026-05-03", "2026-05-04"):
                grave = GRAVE.replace("2026-05-02", day) if day == "2026-05-04" else ""
                write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + grave})
                place.commit(day, day)
                assert place.push(day=day)[0] == 0
                for path, page in zip(("/asof.json", f"/m/{FIRST}/"), known, strict=True):
                    pages[path].append(page.read_bytes())
            time.sleep(0.2)
        finally:
            done.set()
            visitor.join()
    for path, bodies in pages.items():
        told = answers[path]
        assert len(told) > 50 and {status for status, _ in told} == {200}
        assert in_order(body for _, body in told) == in_order(bodies)


def test_setting_up_again_changes_hooks_only(place: Place) -> None:
    """After the program moved; settings, repository and site stay, another address is refused."""
    config = (place.server / "server.toml").read_bytes()
    hook = place.server / "registry.git" / "hooks" / "pre-receive"
    right = hook.read_text("utf-8")
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    done = place.fangxin("init-server", str(place.server), "--site-url", URL)
    assert done.returncode == 0 and hook.read_text("utf-8") == right
    assert (place.server / "server.toml").read_bytes() == config
    done = place.fangxin("init-server", str(place.server), "--site-url", "https://other.example")
    assert done.returncode == 2 and "server.toml" in done.stderr


def test_a_program_that_is_gone_refuses_every_push(place: Place) -> None:
    """The gate fails closed, and says who can mend it."""
    for name in ("pre-receive", "post-receive"):
        hook = place.server / "registry.git" / "hooks" / name
        text = hook.read_text("utf-8").replace(sys.executable, "/absent/python")
        hook.write_text(text, encoding="utf-8")
    place.commit()
    code, said = place.push()
    assert code == 1 and "请管理员再运行一次 init-server" in said


def test_hooks_of_the_machine_do_not_switch_the_gate_off(place: Place, tmp_path: Path) -> None:
    """``core.hooksPath`` in the settings of the account leads git elsewhere, but not here."""
    (tmp_path / "none").mkdir()
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[core]\n\thooksPath = {tmp_path / 'none'}\n", encoding="utf-8")
    _misspell(place)
    place.commit()
    done = subprocess.run(
        ["git", "push", "server", "main"],
        cwd=place.clone,
        env=environment(**{**GIT, "GIT_CONFIG_GLOBAL": str(settings)}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "unknown-category" in done.stderr


@pytest.mark.parametrize("where", ["full", "file", str(ROOT), str(ROOT / "inside"), "a b"])
def test_a_server_is_not_set_up_over_anything(tmp_path: Path, where: str) -> None:
    """Nor within the program, nor where a hook's command would fall apart."""
    (tmp_path / "full").mkdir()
    for name in ("full/letter", "file"):
        (tmp_path / name).write_text("dear", encoding="utf-8")
    place = Place(tmp_path / where, tmp_path)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "fangxin.cli", "init-server"),
            *(str(place.server), "--site-url", URL),
        ],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and done.stderr.startswith("fangxin: ")
    assert not (place.server / "server.toml").exists()
    assert tree(tmp_path) == {"full/letter": b"dear", "file": b"dear"}


def test_a_site_below_a_path_is_served_from_there(tmp_path: Path) -> None:
    """The address has a path: the web server's root has the site at that path."""
    place = Place(tmp_path / "server", tmp_path)
    done = place.fangxin("init-server", str(place.server), "--site-url", f"{URL}/a/b")
    assert done.returncode == 0, done.stderr
    link = place.server / "web" / "a" / "b"
    assert link.is_symlink() and (link.parent / os.readlink(link)) == link.parent / (
        "../../site/current"
    )
    text = (place.server / "examples" / "nginx.conf").read_text("utf-8")
    assert f"root {place.server / 'web'};" in text and "server_name fx.example;" in text
    assert "=404 /a/b/404.html" in text and "location = /a/b/404.html" in text
    assert "=404 /a/b/no-code.html" in text and "location = /a/b/no-code.html" in text
    assert "location /a/b/m/ {" in text


def test_the_timer_is_one_that_systemd_takes(place: Place) -> None:
    """The service runs the nightly command as the owner; the hour is Beijing's."""
    program = shutil.which("systemd-analyze")
    files = [place.server / "examples" / f"fangxin-refresh.{end}" for end in ("service", "timer")]
    assert f"refresh {place.server}" in files[0].read_text("utf-8")
    if program is None:
        pytest.skip("needs systemd-analyze, which this machine does not have")
    done = subprocess.run(
        [program, "verify", *map(str, files)], capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if "fangxin" in line]
    assert done.returncode == 0 and told == [], done.stderr


def test_what_git_tells_the_hook() -> None:
    """One line for each ref; names may hold blanks in no case."""
    told = updates(f"{NOTHING} {'a' * 40} refs/heads/main\n{'a' * 40} {NOTHING} refs/tags/v1\n")
    assert [(one.ref, one.name) for one in told] == [
        ("refs/heads/main", "main"),
        ("refs/tags/v1", "v1"),
    ]
    (odd,) = updates(f"{NOTHING} {'a' * 40} refs/heads/main\u2028x\n")  # git lets such a name be
    assert odd.ref == "refs/heads/main\u2028x"


def test_a_server_of_another_account_is_left_alone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that root made could not be replaced by the next push."""
    monkeypatch.setattr(os, "geteuid", lambda: place.server.stat().st_uid + 1)
    with pytest.raises(RefusedError, match="belongs to another account"):
        server_at(place.server)


def test_the_web_form_is_not_on_the_public_site(place: Place) -> None:
    """An office that switches its form on for itself does not publish it by pushing."""
    settings = place.clone / "content" / "programme" / "admin.yml"
    settings.write_text("backend: test\n", encoding="utf-8")
    place.commit()
    code, said = place.push()
    assert code == 0, said
    assert not (place.public / "admin").exists()
