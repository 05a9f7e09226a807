"""What the documents say to do when something has happened is done here, on a real server.

The commands are taken from the documents themselves: what stands there is what runs.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from fangxin.facts.record.reading import read_record
from fangxin.facts.values import Facts, Status
from fangxin.standing.standing import standing
from tests.publish.test_server import GIT, GRAVE, Place, dated, set_up
from tests.publish.test_wrong_clock import AHEAD, NEXT, TODAY, Clocked
from tests.publish.test_wrong_clock import begun as begun
from tests.publish.test_wrong_clock import (
    place as clocked,  # a server whose clock says what one wants
)
from tests.support.forge import read_yaml
from tests.support.registers import programme
from tests.support.town_repository import cases
from tests.support.toy_site import DAY, FIRST, RECORDS, ROOT, environment, tree, write_records

DOCS, HERE = ROOT / "docs", ROOT / "tests"
# Where the tables of emergencies stand, by the heading above them.
TABLES = {
    "server.md": "## 六、出了问题",
    "guard.md": "## 常见的拦下和正确的办法",
    "pipelines.md": "## 八、不成的时候",
    "guide.md": "### 被退回来：最常见的十种",
}
__all__ = ["begun", "clocked"]


@cache
def text_of(name: str) -> str:
    """A document."""
    return (DOCS / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """What stands below a heading, down to the next one of its rank."""
    _, found, rest = text_of(name).partition(f"{heading}\n")
    assert found, f"{name} has no {heading}"
    return re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def rows(name: str, heading: str) -> Iterator[tuple[str, str]]:
    """First and last cell of every row of the table below a heading, without its own heading."""
    lines = [line for line in section(name, heading).splitlines() if line.startswith("|")]
    for line in lines[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        yield cells[0], cells[-1]


def played() -> Mapping[str, Mapping[str, object]]:
    """What plays which row, by document."""
    found: Mapping[str, Mapping[str, object]] = read_yaml(HERE / "fixtures" / "emergencies.yml")
    return found


@pytest.mark.parametrize("name", TABLES)
def test_every_emergency_is_played(name: str) -> None:
    """No row of the tables without a play, no play without a row."""
    assert {first for first, _ in rows(name, TABLES[name])} == played()[name].keys()


def sentences() -> Mapping[str, Mapping[str, object]]:
    """What plays which sentence outside the tables, by document."""
    found: Mapping[str, Mapping[str, object]] = read_yaml(
        HERE / "fixtures" / "emergencies_said.yml"
    )
    return found


# A case (…的，…了，如果…) and what is to be done in it: a command, or once more.
CASE = re.compile(r"如果|要是|一旦|万一|(?:了|的|不成|不对)(?:，|：)")
DEED = re.compile(
    r"`[^`]*(?:fangxin|git|refresh|check|void|correct|init-server|redate)[^`]*`"
    r"|重新|再推送|再运行|告诉管理员|反过来|丢掉"
)


def prose(name: str) -> Iterator[str]:
    """The sentences of a document outside blocks and tables."""
    for line in re.sub(r"```.*?```", "", text_of(name), flags=re.DOTALL).splitlines():
        if not line.startswith("|"):
            yield from filter(None, map(str.strip, re.split(r"(?<=[。；])", line)))


@pytest.mark.parametrize("name", ["server.md", "office.md", "guide.md"])
def test_every_sentence_that_says_what_to_do_is_played(name: str) -> None:
    """None of the kind stands outside the tables without a play; what is played stands there."""
    told = sentences()[name]
    assert [one for one in told if one not in text_of(name)] == []
    kind = [one for one in prose(name) if CASE.search(one) and DEED.search(one)]
    assert [one for one in kind if not any(said in one for said in told)] == []


def test_every_play_is_there() -> None:
    """A test by its module and name, or cases of the catalogues of the guard."""
    known = {kind: {case["name"] for case in cases(kind)} for kind in ("refused", "passed")}
    every = [*played().items(), *sentences().items()]
    for name, plays in every:
        for row, play in plays.items():
            if isinstance(play, str):
                module, _, test = play.partition("::")
                (file,) = HERE.rglob(f"{module}.py")
                tree_of = ast.parse(file.read_text(encoding="utf-8"))
                tests = {one.name for one in tree_of.body if isinstance(one, ast.FunctionDef)}
                assert test in tests, (name, row, play)
            else:
                assert isinstance(play, dict) and play, (name, row)
                assert all(case in known[kind] for kind, case in play.items()), (name, row, play)


def test_nobody_is_sent_to_what_the_gate_refuses() -> None:
    """A published fact is not reverted; where the documents name that, they say so. The guide,
    which reverts what nobody has published, is played by tests of its own."""
    for path in sorted(set(DOCS.glob("*.md")) - {DOCS / "guide.md"}):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "git revert" in line:
                assert "不能用 `git revert`" in line or "坏的改掉" in line, f"{path.name}: {line}"


# The commands of the documents


def command(name: str, heading: str, word: str) -> str:
    """The one command below a heading, in a block or within a line, that has ``word``."""
    part = section(name, heading)
    blocks = [line.partition("#")[0].strip() for block in re.findall(r"```sh\n(.*?)```", part, re.S)
              for line in block.splitlines()]  # fmt: skip
    found = {one for one in (*blocks, *re.findall(r"`([^`\n]+)`", part)) if word in one}
    (words,) = found
    return str(words)


def here(words: str, place: Place) -> str:
    """A command of the documents, for this server, its account and this installation."""
    program = f"{sys.executable} -m fangxin.cli"
    words = words.replace("sudo -u fangxin ", "")
    words = words.replace("install -d -o fangxin -g fangxin", "mkdir -p")
    words = words.replace("/opt/fangxin/.venv/bin/fangxin", program)
    words = re.sub(r"(?<![\w/.-])fangxin (?=[a-z])", f"{program} ", words)
    backup = str(place.server.parent / "backup")
    return words.replace("/srv/fangxin", str(place.server)).replace("/backup", backup)


def do(words: str, place: Place, folder: Path | None = None, day: str = TODAY) -> str:
    """Run it; what it said."""
    done = subprocess.run(
        ["bash", "-ec", here(words, place)],
        cwd=folder or place.server.parent,
        env=environment(**GIT, **dated(day), FANGXIN_AS_OF=day),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


REFRESH = ("server.md", "## 五、每夜更新", "sudo -u fangxin /opt/fangxin/.venv/bin/fangxin refresh")


def refresh() -> str:
    """The refresh of section five, without the word that the clock is right."""
    part = section(*REFRESH[:2])
    found = {line for line in part.splitlines() if line.startswith(REFRESH[2])}
    (plain,) = (line for line in found if "--day" not in line)
    return plain


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A server after its first push; not to be changed."""
    made = set_up(tmp_path_factory.mktemp("emergencies"))
    code, said = made.push()
    assert code == 0, said
    return made


@pytest.fixture
def place(first: Place, tmp_path: Path) -> Place:
    """A copy of it at its own place."""
    shutil.copytree(first.server.parent, tmp_path, symlinks=True, dirs_exist_ok=True)
    moved = Place(tmp_path / "server", tmp_path / "clone")
    assert moved.fangxin("init-server", str(moved.server)).returncode == 0
    moved.git("remote", "set-url", "server", str(moved.server / "registry.git"))
    return moved


def fails(place: Place) -> None:
    """A grave failure of the first merchant is committed."""
    write_records(place.clone / "merchants", {FIRST: RECORDS[FIRST] + GRAVE})
    place.commit("登记问题")


def test_what_was_taken_becomes_public_by_the_command_of_the_document(place: Place) -> None:
    """A push that stays unpublished: the reason is mended, the command run, nothing pushed."""
    (place.server / "site" / ".fangxin-site").rename(place.server / "site" / "away")
    fails(place)
    code, said = place.push()
    assert code == 1 and "提交已经收下，但还没有公开" in said
    alert = command("server.md", "## 五、每夜更新", "test ! -e")
    with pytest.raises(AssertionError):
        do(alert, place)
    (place.server / "site" / "away").rename(place.server / "site" / ".fangxin-site")
    do(refresh(), place)
    assert place.status() == "revoked"
    do(alert, place)


def test_a_clock_is_set_right_or_said_to_be(clocked: Clocked) -> None:
    """Once right it needs nothing else; where it was right all the time, one word."""
    assert clocked.nightly(AHEAD).returncode == 2 and clocked.alert
    said = command("server.md", "## 五、每夜更新", "--day-is-right").split()[4:]
    words = [word.replace("/srv/fangxin", str(clocked.server)) for word in said]
    assert words[0] == "refresh"
    assert clocked.serve(*words, clock=AHEAD).returncode == 0 and clocked.as_of() == AHEAD
    assert clocked.nightly(NEXT).returncode == 0 and clocked.as_of() == NEXT
    assert not clocked.alert


def test_a_text_is_shortened(place: Place) -> None:
    """What the bound refuses is taken once it is an ordinary text."""
    page = place.clone / "content" / "pages" / "long.md"
    head = "Title: 长\nSlug: long\n\n"
    page.write_text(head + "**掏钱**之前，先问[三句话](/registry/)。\n\n" * 3000, encoding="utf-8")
    place.commit()
    config = place.server / "server.toml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("max_text_ms = 4000", "max_text_ms = 20"), "utf-8")
    code, said = place.push()
    assert code == 1 and "content/pages/long.md:1:1: text-too-slow" in said
    page.write_text(head + "掏钱之前，先问三句话。\n", encoding="utf-8")
    config.write_text(text, "utf-8")
    place.commit()
    assert place.push()[0] == 0


def test_the_program_has_moved(place: Place) -> None:
    """``init-server`` once more, by the program where it is now."""
    for hook in (place.server / "registry.git" / "hooks").iterdir():
        hook.write_text(hook.read_text("utf-8").replace(sys.executable, "/absent/python"), "utf-8")
    fails(place)
    code, said = place.push()
    assert code == 1 and "服务器上的程序不在" in said
    part = section("server.md", "## 六、出了问题")
    assert "`init-server /srv/fangxin`" in part
    do("/opt/fangxin/.venv/bin/fangxin init-server /srv/fangxin", place)
    assert place.push()[0] == 0 and place.status() == "revoked"


def test_a_push_may_be_larger(place: Place) -> None:
    """By the setting that the document names."""
    bare = ["git", "-C", str(place.server / "registry.git"), "config", "receive.maxInputSize", "1k"]
    subprocess.run(bare, check=True)
    (place.clone / "content" / "images").mkdir(exist_ok=True)
    (place.clone / "content" / "images" / "noise.png").write_bytes(os.urandom(5000))
    fails(place)
    code, said = place.push()
    assert code == 1 and "maximum allowed size" in said
    do(command("server.md", "## 六、出了问题", "receive.maxInputSize"), place)
    code, said = place.push()
    assert "maximum allowed size" not in said


def test_what_was_wrong_is_declared_void(place: Place) -> None:
    """Reverted it is refused; void it is taken; meanwhile the release before can be shown."""
    fails(place)
    assert place.push()[0] == 0 and place.status() == "revoked"
    assert place.git("revert", "--no-edit", "HEAD").returncode == 0
    code, said = place.push()
    assert code == 1 and "fact-removed" in said
    assert place.git("reset", "-q", "--hard", "HEAD~1").returncode == 0
    do(command("server.md", "## 六、出了问题", "--back"), place)
    assert place.status() == "certified"
    words = command("server.md", "## 六、出了问题", "fangxin void")
    for general, special in (("商户编号", FIRST), ("事实编号", "F1"), ("原因", "登记时写错商户"),
                             ("文号", "浦消联办〔2026〕99号")):  # fmt: skip
        words = words.replace(general, special)
    do(f"{words} --merchants merchants --content content", place, place.clone)
    code, said = place.push()
    assert code == 0, said
    assert place.status() == "certified" and "登记有误" in (
        place.public / "m" / FIRST / "index.html"
    ).read_text("utf-8")


def test_one_process_is_enough(place: Place) -> None:
    """The setting that the document names is one."""
    assert "`jobs = 1`" in section("server.md", "## 六、出了问题")
    config = place.server / "server.toml"
    config.write_text(config.read_text("utf-8").replace("jobs = 0", "jobs = 1"), "utf-8")
    fails(place)
    assert place.push()[0] == 0 and place.status() == "revoked"


def test_the_backup_makes_a_new_server(place: Place, tmp_path: Path) -> None:
    """The commands of section seven, one after another: the new server says what the old did."""
    fails(place)
    assert place.push()[0] == 0
    before = tree(place.public)
    backup, move = re.findall(
        r"```sh\n(.*?)```", section("server.md", "## 七、升级、备份、搬家"), re.S
    )
    do("\n".join(line.partition("#")[0] for line in backup.splitlines()), place)
    other = Place(tmp_path / "other", place.clone)
    assert place.fangxin("init-server", str(other.server), "--site-url", "https://fx.example")
    do(move, other)
    assert tree(other.public) == before


def _by_hand(place: Place) -> None:
    """The commands of the document for a forge that is broken, in the clone on the server."""
    words = re.findall(
        r"`([^`]+)`", dict(rows("pipelines.md", TABLES["pipelines.md"]))["急着撤销，平台又坏了"]
    )
    assert [one.split()[:2] for one in words] == [
        ["git", "pull"], ["fangxin", "build"], ["fangxin", "publish"]
    ]  # fmt: skip
    where = "--merchants merchants --content content"
    options = f"{where} --output {place.server.parent / 'by-hand'}"
    do(words[0] + " -q server main", place, place.clone)
    do(f"{words[1]} {options}", place, place.clone)
    target = str(place.server.parent / "public")
    do(f"{words[2].replace('发布目录', target)} {options}", place, place.clone)


def test_without_a_forge_the_server_publishes_by_hand(place: Place) -> None:
    """Pull, build, publish: the revocation is public."""
    fails(place)
    assert place.push()[0] == 0
    assert place.git("reset", "-q", "--hard", "HEAD~1").returncode == 0
    _by_hand(place)
    status = place.server.parent / "public" / "current" / "m" / FIRST / "status.json"
    assert '"revoked"' in status.read_text("utf-8")


def test_a_site_of_no_commit_is_published_once_by_hand(place: Place) -> None:
    """From then on what is public says of which commit it is."""
    _by_hand(place)
    (facts,) = (place.server.parent / "public" / "releases").glob(f"{DAY}-0001.json")
    head = place.git("rev-parse", "HEAD").stdout.strip()
    assert f'"commit": "{head}"' in facts.read_text("utf-8")


def test_who_comes_second_pulls_first(place: Place, tmp_path: Path) -> None:
    """The command of section three: what a colleague pushed is fetched, then the push is taken."""
    other = tmp_path / "colleague"
    shutil.copytree(place.clone, other)
    fails(place)
    assert place.push()[0] == 0
    colleague = Place(place.server, other)
    (other / "content" / "pages" / "new.md").write_text("Title: 新\n\n新的一页。\n", "utf-8")
    colleague.commit()
    code, said = colleague.push()
    assert code == 1 and ("fetch first" in said or "non-fast-forward" in said)
    do(command("server.md", "## 三、让官员能推送", "--rebase"), colleague, other)
    code, said = colleague.push()
    assert code == 0, said
    assert place.status() == "revoked" and (place.public / "new" / "index.html").is_file()


def test_the_site_moves(place: Place) -> None:
    """Settings, hooks, refresh: the pages have the new address, and the example for the web server
    sends old signs on. That the gate takes such a push is a case of its catalogue."""
    config, old, new = place.server / "server.toml", "https://fx.example", "https://neu.example"
    site = place.clone / "content" / "programme" / "site.yml"
    former = f"former_urls:\n  - {{url: {old}, until: {TODAY}, document: 浦消联办〔2026〕9号}}\n"
    text = re.sub(r"(?m)^url: .*$", f"url: {new}", site.read_text("utf-8"))
    site.write_text(text + former, encoding="utf-8")
    place.commit()
    words = ["fetch", "-q", str(place.clone), "main:main"]
    subprocess.run(["git", "-C", str(place.server / "registry.git"), *words], check=True)
    assert "把 `site_url` 改成新的" in section("server.md", "## 六、出了问题")
    config.write_text(config.read_text("utf-8").replace(old, new), encoding="utf-8")
    (row,) = (last for first, last in rows("server.md", TABLES["server.md"]) if "换网址" in first)
    (words_of_row,) = re.findall(r"`([^`]*init-server[^`]*)`", row)
    do(words_of_row, place)
    do(refresh(), place)
    assert f"{new}/m/{FIRST}/" in (place.public / "m" / FIRST / "index.html").read_text("utf-8")
    example = (place.server / "examples" / "nginx.conf").read_text("utf-8")
    assert "server_name neu.example;" in example
    assert "server_name fx.example;" in example and f"return 301 {new}$request_uri;" in example


NEVER = """\
name: 溪畔水果行（示例）
uscc: 91330726MA2DEM55XE
category: shop
town: 黄宅镇
address: 浙江省浦江县黄宅镇溪畔路6号
certification:
  decisions:
    - {id: D1, date: 2023-03-01, status: publicised, until: 2023-03-07}
    - {id: D2, date: 2023-03-14, status: certified, until: 2026-03-13, certificate: A-1}
    - {id: D3, date: 2025-07-01, status: publicised, until: 2025-07-07}
    - {id: D4, date: 2025-07-14, status: certified, until: 2028-07-13, certificate: A-2}
failures:
  - id: F1
    kind: short_measure
    date: 2024-05-06
    served: 2024-05-08
    recorded: 2024-05-08
"""
DONE = "    rectified: 2025-05-20\n    rectified_recorded: 2025-05-21\n"


@pytest.mark.parametrize(("more", "status"), [("", Status.SUSPENDED), (DONE, Status.CERTIFIED)])
def test_who_never_rectified_stays_suspended(more: str, status: Status) -> None:
    """A new recognition after the bar is suspended, until the rectification is entered."""
    merchant, problems = read_record((NEVER + more).encode(), "PJ2390029.yml")
    assert merchant is not None, problems
    facts = Facts(merchant.id, merchant.uscc, merchant.decisions, merchant.failures)
    assert standing(facts, programme().policy, date(2025, 7, 14)).status is status
