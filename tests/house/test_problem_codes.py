"""Officials search for the code of a problem: every one is explained, and none that is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from fangxin.registry.policy import AGAINST
from fangxin.text.yaml.dialect import MESSAGES

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "problems.md"
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (.+) \| (.+) \|$", re.MULTILINE)
CODE = re.compile(r"[a-z]+[0-9]*(?:-[a-z0-9]+)+")
# Where a code of one word stands in a call; any other text with hyphens is one, wherever it is.
CODE_AT = {"Problem": 1, "add": 1, "wrong": 2, "refusal": 0, "_refuse": 0, "_stop": 0, "_at": 2}
SHAPE = re.compile("chart-")  # the classes and ids of drawings, unless they stand as a code
# Modules that tell no problem themselves, and name what stands in files of a foreign format.
FORMATS = {"odf.py", "ods.py", "calendar.py"}
OTHER = {
    "http-equiv", "img-src", "init-server", "no-cache", "no-certificate", "no-town",
    "pylopdf-fonts-zh-cn", "stroke-dasharray", "utf-8", "utf-8-sig",
    # What git is asked.
    "cat-file", "ls-files", "ls-tree", "merge-base", "rev-parse", "symbolic-ref", "update-ref",
    "write-tree",
}  # fmt: skip


def codes_in(tree: ast.Module) -> Iterator[str]:
    """The codes that stand in a module's calls and tables of messages; an f-string gives its
    beginning."""
    yield from told_in_tables(tree)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        for at, argument in enumerate(call.args):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                stands = at == CODE_AT.get(name)
                if CODE.fullmatch(argument.value):
                    if stands or not SHAPE.match(argument.value):
                        yield argument.value
                elif stands and re.fullmatch("[a-z]+", argument.value):
                    yield argument.value
            elif name == "Problem" and at == 1 and isinstance(argument, ast.JoinedStr):
                yield from built(ast.unparse(argument))


def told_in_tables(tree: ast.Module) -> Iterator[str]:
    """The codes that stand with their messages: keys of a dict named ``_WORDS``, the first of a
    tuple (code, zh, en); and those that a module gives a name."""
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name("_WORDS")], ast.Dict(keys)):
                codes = [ast.literal_eval(key) for key in keys if key is not None]
                yield from (code for code in codes if CODE.fullmatch(code))
            case ast.Assign([ast.Name("NO_RECORDS" | "NO_FOLDER")], ast.Constant(str(code))):
                yield code
    for part in ast.walk(tree):
        match part:
            case ast.Tuple([ast.Constant(str(code)), zh, _]) if CODE.fullmatch(code):
                if re.search(r"[\u4e00-\u9fff]", ast.unparse(zh)):
                    yield code


def built(text: str) -> Iterator[str]:
    """The codes that an f-string makes."""
    if text == "f'certified-against-{why}'":
        yield from (f"certified-against-{why}" for why in AGAINST)
    else:
        assert text == "f'unknown-{key}'", f"a code made in a new way: {text}"
        yield from ("unknown-category", "unknown-town")


def all_codes() -> set[str]:
    """Every code that a check, an import or a build can give."""
    found = [*(ROOT / "generator").rglob("*.py"), *(ROOT / "plugins").rglob("*.py")]
    paths = [path for path in found if path.name not in FORMATS]
    trees = [ast.parse(path.read_text("utf-8")) for path in paths]
    return (set(MESSAGES) | {code for tree in trees for code in codes_in(tree)}) - OTHER


def test_every_code_is_explained_once() -> None:
    """The table names each code that the program can give, and no other, once."""
    told = [code for code, _, _ in ROW.findall(TABLE.read_text("utf-8"))]
    codes = all_codes()
    assert len(codes) > 100
    assert codes - set(told) == set(), "explain these codes in docs/problems.md"
    assert set(told) - codes == set(), "docs/problems.md explains codes that are gone"
    assert len(told) == len(set(told))


def test_every_row_says_what_to_do() -> None:
    """No line of the table is malformed, and each is in Chinese."""
    text = TABLE.read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) == len(ROW.findall(text))
    for _, meaning, remedy in ROW.findall(text):
        assert re.search(r"[\u4e00-\u9fff]", meaning) and re.search(r"[\u4e00-\u9fff]", remedy)
