"""Which registry a command works on: found, said, or told to be at its beginning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from fangxin.base import machine
from fangxin.base.problem import Problem
from fangxin.base.report import complain
from fangxin.base.where import MARK, is_one, near, registry_above
from fangxin.cli.frame.command import Options

BEGINNING = (
    "登记簿刚开始，还没有商户；登记第一家：fangxin new，已有名单的用 fangxin template merchants",
    "the registry is at its beginning and has no merchant yet; enter the first with fangxin new, or"
    " a list with fangxin template merchants",
)


def announce(options: Options) -> None:
    """Say which registry is worked on, before anything else; programs are not told."""
    if not getattr(options, "json", False):
        merchants = getattr(options, "merchants", options.content.parent / "merchants")
        _say(merchants, options.content)


def announce_of(repository: Path) -> None:
    """The same of a command that works on a git repository."""
    _say(repository / "merchants", repository / "content")


def _say(merchants: Path, content: Path) -> None:
    zh, en = _title_of(content)
    home = content.resolve().parent
    where = str(home) if is_one(merchants, content) else f"{merchants} {content}"
    complain(f"登记簿：{zh or '（没有名称）'}（{where}）", f"registry: {en or zh} ({where})")


def _title_of(content: Path) -> tuple[str, str]:
    """What the registry is called, in Chinese and English; empty where that cannot be read, which
    whoever reads all of it says."""
    from fangxin.text.yaml.reading import RECORD_BYTES, Map, Text, read_yaml

    try:
        with content.joinpath(*MARK.parts[1:]).open("rb") as file:
            tree, _ = read_yaml(file.read(RECORD_BYTES), MARK.name)
    except OSError:
        return "", ""
    said = tree.entries if type(tree) is Map else {}
    zh, en = (said.get(key) for key in ("title", "title_en"))
    return (zh.value if type(zh) is Text else "", en.value if type(en) is Text else "")


def nowhere(folder: Path) -> bool:
    """Whether a folder is not there because one stands in no registry; says so."""
    here = machine.here()
    usual = (near("merchants"), near("content"))
    if folder not in usual or (here is not None and registry_above(here) is not None):
        return False
    complain(
        f"这里不是登记簿：{here or '当前文件夹'} 和它上面的文件夹里都没有 {MARK.as_posix()}。"
        "请先 cd 到登记簿的文件夹，或用 --merchants、--content 写明",
        f"no registry here: neither {here or 'this folder'} nor one above it has "
        f"{MARK.as_posix()}; cd into your registry, or name it with --merchants and --content",
    )
    return True


def as_beginning(problems: Iterable[Problem], options: Options) -> tuple[Problem, ...]:
    """The problems, where that there is no merchant yet is no error: a beginning, in the registry's
    own folders."""
    from fangxin.registry.records import BEGINNING as CODES

    found = tuple(problems)
    if not is_one(options.merchants, options.content):
        return found
    zh, en = BEGINNING
    return tuple(
        replace(one, zh=zh, en=en, level="warning") if one.code in CODES else one for one in found
    )
