"""Every file in its place, under a name that is the same everywhere, and a plain file."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.identity import fold
from fangxin.change.guard.push import Push
from fangxin.registry.elsewhere import ENDINGS, HEAD, looks_like_a_record
from fangxin.registry.git import EXECUTABLE, LINK, MODULE
from fangxin.registry.sources.revision import CONTENT, MERCHANTS, Revision
from fangxin.text.fields.idents import is_merchant_id

FOLDERS = ("images", "imports", "notices", "pages", "programme", "registers")  # of content/
KEEPER = ".gitkeep"  # keeps an empty folder
_TESTS = "tests"  # has records on purpose
_ODD = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\:*?"<>|]')
_PLAIN = re.compile(  # of attributes
    r"-?text|text=auto|eol=lf|binary|-?diff|diff=[a-z]+|-?merge|-?linguist-[a-z]+(?:=(?:true|false))?"
)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def _gained(push: Push) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Paths that are new or differ, and how."""
    for path, ways in push.changed.items():
        if path in push.new.files:
            yield path, ways


def _ours(path: str) -> bool:
    return path.startswith((f"{MERCHANTS}/", f"{CONTENT}/"))


def files_are_plain(push: Push) -> Iterator[Problem]:
    """No link, no submodule anywhere; no executable among what officials write."""
    for path, _ in _gained(push):
        mode = push.new.files[path].mode
        if mode == LINK or path in (MERCHANTS, CONTENT):
            yield Problem(
                Place(path),
                "link-committed",
                "登记簿里不能有符号链接，或把目录换成别的东西：它可以指到别处，"
                "看的人以为是这里的文件。"
                "请删去它，把文件本身放在这里",
                "the registry has no symbolic links, nor anything in the place of its folders: a "
                "link can lead elsewhere; delete it and put the file itself here",
            )
        elif mode == MODULE:
            yield Problem(
                Place(path),
                "submodule-committed",
                "登记簿里不能有子模块：它的内容不在这个仓库里，没有人检查得到。请删去它，"
                "把文件放在这里",
                "the registry has no submodules, whose content nobody could check; delete it and "
                "put the files here",
            )
        elif mode == EXECUTABLE and _ours(path):
            yield Problem(
                Place(path),
                "executable-file",
                "档案和文章不能是可执行文件。请运行 git update-index --chmod=-x 这个文件，再提交",
                "what officials write is not executable; run git update-index --chmod=-x on it",
            )


def files_are_in_place(push: Push) -> Iterator[Problem]:
    """Below merchants/ lie records alone, below content/ the known folders, and records nowhere
    else."""
    for path, ways in _gained(push):
        if ways == ("mode",) or path.endswith(f"/{KEEPER}"):
            continue
        parts = PurePosixPath(path).parts
        if parts[0] == MERCHANTS:
            if not _is_record_name(parts):
                yield _misplaced(
                    path,
                    "merchants/ 里只放商户档案，文件名是「商户编号.yml」（末位校验字符要对）",
                    "only records named <merchant ID>.yml lie below merchants/",
                )
        elif parts[0] == CONTENT:
            if len(parts) < 3 or parts[1] not in FOLDERS or _hidden(parts):
                yield _misplaced(
                    path,
                    f"content/ 里只有这些文件夹：{'、'.join(FOLDERS)}，也没有以点开头的文件",
                    f"content/ has only these folders: {', '.join(FOLDERS)}, and no hidden files",
                )
            elif parts[1] not in ("programme", "imports", "registers") and _a_record(push, path):
                yield _elsewhere(path)
        elif parts[0] != _TESTS and _a_record(push, path):
            yield _elsewhere(path)


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") for part in parts)


def _is_record_name(parts: tuple[str, ...]) -> bool:
    name = PurePosixPath(parts[-1])
    return name.suffix == ".yml" and is_merchant_id(name.stem) and not _hidden(parts)


def _a_record(push: Push, path: str) -> bool:
    name = PurePosixPath(path)
    if name.suffix.lower() not in ENDINGS:
        return False
    if is_merchant_id(name.stem.upper()):
        return True
    return looks_like_a_record(push.data(path)[:HEAD])


def _misplaced(path: str, zh: str, en: str) -> Problem:
    return Problem(
        Place(path), "misplaced-file", f"{zh}。请移走或改名", f"{en}; move it away or rename it"
    )


def _elsewhere(path: str) -> Problem:
    return Problem(
        Place(path),
        "record-misplaced",
        "这个文件像是商户档案，却不在 merchants/ 里：登记簿不读它，看的人却可能当真。请移到 "
        "merchants/，"
        "不是档案的请改名",
        "this looks like a record but lies outside merchants/, where nothing reads it; move it "
        "there, or rename it",
    )


def git_stays_plain(push: Push) -> Iterator[Problem]:
    """No file tells git to change what is checked out: what is published is what was judged."""
    for path, _ in _gained(push):
        name = PurePosixPath(path).name.casefold()
        told = name == ".gitmodules" or (name == ".gitattributes" and not _harmless(push, path))
        if told or (name.startswith(".git") and name != KEEPER and _ours(path)):
            yield Problem(
                Place(path),
                "git-settings",
                "这种文件会让 git 取出的内容和检查过的不同，登记簿里不能有。请删去它",
                "such a file lets git check out something else than what was checked; delete it",
            )


def _harmless(push: Push, path: str) -> bool:
    """Whether attributes only say which files are text and what is shown of them: another encoding,
    a filter or a left out file would make what is checked out differ from what was judged."""
    lines = push.text(path).splitlines()
    said = [line.split() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return all(_PLAIN.fullmatch(word) for words in said for word in words[1:])


def names_are_clear(push: Push) -> Iterator[Problem]:
    """A file's name reads and behaves the same on every computer."""
    for path, _ in _gained(push):
        parts = path.split("/")
        odd = _ODD.search(path) or any("\udc80" <= letter <= "\udcff" for letter in path)
        odd = odd or any(part[-1:] in (" ", ".") or part[:1] == " " for part in parts)
        odd = odd or any(_DEVICES.fullmatch(part) for part in parts)
        if odd or not unicodedata.is_normalized("NFC", path):
            yield Problem(
                Place(path.encode("utf-8", "backslashreplace").decode("utf-8")),
                "odd-name",
                "文件名里有看不见、拆开或别的电脑不认的字符（如冒号、反斜杠、末尾的空格或点）。"
                "请用键盘重新输入文件名",
                "the name of this file has invisible, decomposed or forbidden characters (such as "
                "a colon, a backslash, a blank or dot at the end); type the name anew",
            )


def names_differ_by_more_than_case(push: Push) -> Iterator[Problem]:
    """No two files or folders differ only by case or composition, and none is renamed so."""
    gained = [path for path, ways in _gained(push) if "added" in ways]
    if not gained:
        return
    spelt: dict[str, set[str]] = defaultdict(set)
    for whole in _paths(push.new) | (_paths(push.old) if not push.first else set()):
        spelt[fold(whole)].add(whole)
    told: set[str] = set()
    for path in gained:
        for whole in (*_folders(path), path):
            others = spelt[fold(whole)] - {whole}
            if others and fold(whole) not in told and not _told(told, whole):
                told.add(fold(whole))
                yield _collision(path, whole, min(others))


def _folders(path: str) -> list[str]:
    """The folders that a file lies in, the outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _paths(side: Revision) -> set[str]:
    """Every file and every folder of a commit."""
    return set(side.files) | {folder for path in side.files for folder in _folders(path)}


def _told(told: set[str], whole: str) -> bool:
    return any(fold(folder) in told for folder in _folders(whole))


def _collision(path: str, one: str, other: str) -> Problem:
    return Problem(
        Place(path),
        "case-collision",
        f"“{one}”和“{other}”只差大小写（或写法），在 Windows 和 macOS 上是同一个，会互相覆盖。"
        "请用原来的写法，或换一个真正不同的名称",
        f"'{one}' and '{other}' differ only by case or composition, and are the same on Windows "
        "and "
        "macOS, where one replaces the other; keep the old spelling, or choose another name",
    )
