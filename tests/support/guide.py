"""The guide for officials, played: its commands are run in order, in a county made for it.

What the reader does not see says how:

    <!-- 2026-03-02 -->         the day it is from here on
    <!-- 夜 -->                 the server's nightly run
    <!-- 不成 -->               the next command must fail
    <!-- 答 甲|乙 -->          what the official types when the next command asks
    <!-- 填 名单.xlsx -->       somebody fills in a workbook beside the registry
    <!-- 改 ID old → new -->    somebody edits a record by hand
    <!-- 在 分管负责人 -->     the next commands are of another official
    <!-- 做 fangxin … -->       they do this unseen
    <!-- 页 /m/ID/ 词 -->       a public page says this
    <!-- 照 NAME [/m/ID/] -->   the picture NAME shows this page, this workbook, or the terminal

A block of sh is run; one of text is what the commands before it said, ``……`` for what is left out;
one of yaml is a file whose first line names it.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fangxin.cli.main import main
from tests.support import guide_workbooks
from tests.support.commands import understood
from tests.support.demonstration import KEPT
from tests.support.guide_terminal import typed

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide.md"
COUNTY = ROOT / "tests" / "fixtures" / "guide"
ADDRESS = "fangxin@fx.example:/srv/fangxin/registry.git"
FOLDER = "登记簿"
CLERK, CHIEF = "经办", "分管负责人"
MAILS = {CLERK: "jingban@fx.example", CHIEF: "fenguan@fx.example"}
# Done once on a machine; what they do is tested where environments and keys are.
MACHINE = ("make site", "source .venv/bin/activate", "ssh-keygen -t ed25519")

_PART = re.compile(
    r"^<!-- (?P<note>.+?) -->$|^```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Part:
    """A note or a block of the guide. ``kind``: note, or the block's."""

    kind: str
    text: str
    line: int


@dataclass
class Said:
    """One command line and what the terminal showed."""

    command: str
    shown: str
    code: int


def parts() -> Iterator[Part]:
    """The guide's notes and blocks in their order."""
    guide = GUIDE.read_text(encoding="utf-8")
    for found in _PART.finditer(guide):
        line = guide.count("\n", 0, found.start()) + 1
        if found["note"]:
            yield Part("note", found["note"], line)
        else:
            yield Part(found["kind"], found["text"], line)


@dataclass
class County:
    """A server with a registry, and officials who work in clones of it."""

    folder: Path
    day: str = "2026-02-27"
    who: str = CLERK
    said: list[Said] = field(default_factory=list)
    fails: bool = False
    answers: list[str] = field(default_factory=list)

    @property
    def server(self) -> Path:
        return self.folder / "server"

    @property
    def desk(self) -> Path:
        """The clone of whoever works now; before there is one, the place where it will be."""
        place = self.folder / (CHIEF if self.who == CHIEF else CLERK)
        clone = place / FOLDER
        return clone if clone.is_dir() else place

    def start(self) -> None:
        """The administrator sets up the server and pushes what was kept so far."""
        with self._at(self.folder):
            assert main(["init-server", str(self.server), "--site-url", "https://fx.example"]) == 0
        settings = self.server / "server.toml"  # so few pages are made faster by one process
        kept = settings.read_text(encoding="utf-8")
        assert "jobs = 0\n" in kept
        settings.write_text(kept.replace("jobs = 0\n", "jobs = 1\n"), encoding="utf-8")
        first = self.folder / "管理员"
        shutil.copytree(KEPT / "content", first / "content")
        shutil.rmtree(first / "content" / "registers")  # their rows are of another year
        shutil.copytree(COUNTY / "merchants", first / "merchants")
        shutil.copy(COUNTY / "documents.yml", first / "content" / "programme")
        shutil.copy(ROOT / ".gitignore", first)
        for words in (
            "git init -q -b main",
            "git config user.name 管理员",
            "git config user.email guanli@fx.example",
            "git add -A",
            "git commit -q -m 开始登记",
            f"git push -q {self.server / 'registry.git'} main",
        ):
            self._git(first, shlex.split(words))
        (self.folder / CLERK).mkdir()
        (self.folder / CHIEF).mkdir()

    def note(self, text: str) -> None:
        """Do what a note says."""
        word, _, rest = text.partition(" ")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            assert text >= self.day, f"the guide goes back to {text}"
            self.day = text
        elif word == "夜":
            with self._at(self.folder):
                assert main(["refresh", str(self.server)]) == 0
        elif word == "不成":
            self.fails = True
        elif word == "答":
            self.answers = rest.split("|")
        elif word == "填":
            guide_workbooks.fill(self.desk.parent / rest)
        elif word == "改":
            id, _, edit = rest.partition(" ")
            (path,) = (self.desk / "merchants").rglob(f"{id}.yml")
            old, new = edit.split(" → ")
            kept = path.read_text(encoding="utf-8")
            assert f"{old}\n" in kept, edit
            path.write_text(kept.replace(f"{old}\n", f"{new}\n", 1), encoding="utf-8")
        elif word == "做":
            self.run(rest)
        elif word == "在":
            self.who = rest
            self._seat()
        else:
            assert word == "页", f"an unknown note: {text}"
            address, _, wanted = rest.partition(" ")
            page = self.page(address)
            assert wanted in page, f"{address} does not say {wanted}: {page[:400]}"

    def page(self, address: str) -> str:
        """The text of a public page, without markup."""
        path = self.server / "site" / "current" / address.strip("/") / "index.html"
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8")))

    def run(self, block: str) -> None:
        """Run every line of a block; the last one fails when it should."""
        lines = re.sub(r"\\\n\s*", "", block).splitlines()
        self.said = []
        for line in filter(None, (line.partition("  #")[0].strip() for line in lines)):
            self.said.append(self._line(line))
            failed = self.said[-1].code != 0
            wanted = self.fails and line == lines[-1].strip()
            assert failed == wanted, f"{line}\n{self.said[-1].shown}"
        self.fails = False

    def _line(self, line: str) -> Said:
        words = shlex.split(line)
        if line in MACHINE or words[0] == "cd":
            return Said(line, "", 0)
        if words[0] == "git":
            words = [str(self.server / "registry.git") if w == ADDRESS else w for w in words]
            done = self._git(self.desk, words, check=False)
            shown = done.stdout + done.stderr
            shown = shown.replace(str(self.server / "registry.git"), ADDRESS)
            if "clone" in words:
                self._seat()
            return Said(line, re.sub(r"^remote: (.*?) *$", r"remote: \1", shown, flags=re.M),
                        done.returncode)  # fmt: skip
        assert words[0] == "fangxin", f"the guide cannot run: {line}"
        return Said(line, *self._fangxin(words[1:]))

    def _fangxin(self, words: list[str]) -> tuple[str, int]:
        shown = io.StringIO()
        options = understood(words)
        for name, where in (("merchants", "merchants"), ("content", "content"),
                            ("repository", ".")):  # fmt: skip
            if hasattr(options, name):
                words = [*words, f"--{name}", where]
        if answers := self.answers:
            self.answers = []
            with self._at(self.desk):
                code, text = typed(words, answers, self.desk)
            return text, code
        with (
            self._at(self.desk),
            contextlib.redirect_stdout(shown),
            contextlib.redirect_stderr(shown),
        ):
            code = main(words)
        return shown.getvalue(), code

    def _git(
        self, where: Path, words: list[str], check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        with self._at(where):
            done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not check, done.stderr
        return done

    def _seat(self) -> None:
        """Whoever works now has a clone, and git knows who it is."""
        if not (self.folder / self.who / FOLDER).is_dir():
            words = ["git", "clone", "-q", "-o", "server", str(self.server / "registry.git")]
            self._git(self.desk, [*words, FOLDER])
        if self.who == CHIEF:
            self._git(self.desk, ["git", "config", "user.name", self.who])
            self._git(self.desk, ["git", "config", "user.email", MAILS[self.who]])

    @contextlib.contextmanager
    def _at(self, where: Path) -> Iterator[None]:
        """Stand in a folder on the day it is."""
        stamp = f"{self.day}T09:00:00+08:00"
        ours = {
            "FANGXIN_AS_OF": self.day,
            "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_DATE": stamp,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PYTHONPATH": str(ROOT / "generator"),
            "COLUMNS": "100",
        }
        kept, here = dict(os.environ), Path.cwd()
        os.environ.update(ours)
        os.chdir(where)
        try:
            yield
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(kept)

    def write(self, block: str) -> None:
        """Write the file that a block's first line names."""
        head, _, text = block.partition("\n")
        path = self.desk / head.removeprefix("# ").strip()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def check(self, block: str) -> None:
        """Every line of a quotation was said, in this order."""
        shown = "\n".join(said.shown for said in self.said)
        rest = shown.splitlines()
        for line in filter(None, (line.strip() for line in block.splitlines())):
            if line == "……":
                continue
            pieces = [re.escape(piece) for piece in line.split("……")]
            wanted = re.compile(".*?".join(pieces))
            at = next((n for n, told in enumerate(rest) if wanted.search(told)), None)
            assert at is not None, f"not said: {line}\n----\n{shown}"
            rest = rest[at + 1 :]


def play(folder: Path, on_picture: Callable[[str, County, str], None] | None = None) -> County:
    """Play the whole guide in ``folder``. ``on_picture``: told of each picture's name and of what
    it shows: an address, a workbook, or nothing for the terminal."""
    county = County(folder)
    county.start()
    doing = {"note": county.note, "sh": county.run, "yaml": county.write, "text": county.check}
    for part in parts():
        word, _, rest = part.text.partition(" ")
        try:
            if (part.kind, word) != ("note", "照"):
                doing[part.kind](part.text)
            elif on_picture:
                name, _, subject = rest.partition(" ")
                on_picture(name, county, subject)
        except AssertionError as error:
            raise AssertionError(f"docs/guide.md:{part.line}: {error}") from error
    return county
