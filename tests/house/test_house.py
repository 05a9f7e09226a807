"""The rules of the house: which way imports go, how large rooms are, what no file may say."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Each room, and those from which it may import: the ones before it. ``change`` and ``site`` are
# neighbours and do not know each other.
ROOMS = (
    *("base", "text", "facts", "standing", "registry", "view", "words", "change", "site"),
    *("office", "publish", "cli"),
)
APART = {"change", "site"}
PACKAGE = ROOT / "generator" / "fangxin"
# What only one module may touch, so that everything else answers the same everywhere.
AMBIENT = re.compile(
    r"\bos\.(?:environ|getenv|cpu_count)\b|\b(?:date|datetime)\.(?:today|now|utcnow)\("
    r"|\btime\.(?:time|localtime|strftime)\(|\blocale\.[gs]et|\brandom\.[a-z]+\(|\buuid\.uuid"
)
# Put together here, or this file would break its own rule.
FOREIGN = [
    "".join(parts)
    for parts in (
        ("py", "pi", ".org"),
        ("python", "hosted", ".org"),
        ("registry.", "npm", "js"),
        ("npm", "mirror", ".com"),
        ("deb.", "debian", ".org"),
        ("proxy.", "golang", ".org"),
        ("mirrors.", "aliyun"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/tm", "p/"),
    )
]
LARGEST = 1024 * 1024  # bytes of a file in the repository
# The one file that is larger: somebody else's program, whole and pinned (tests/site/test_cms.py).
LARGER = {"theme/admin/vendor/decap-cms.js"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository, as git knows it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    found = tuple(ROOT / name for name in listed.split("\0") if name)
    assert len(found) > 50, "git lists too few files for this to prove anything"
    return tuple(path for path in found if path.is_file())


@cache
def text_of(path: Path) -> str:
    """The text of a file, "" when it is binary."""
    data = path.read_bytes()
    return "" if b"\0" in data[:8000] else data.decode("utf-8")


@cache
def modules() -> dict[str, Path]:
    """The program's modules by dotted name, without ``fangxin.``; a package by its own."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            found[name] = path
    return found


def room(name: str) -> str:
    """The room that the module ``name`` stands in."""
    return name.partition(".")[0]


def imported(path: Path) -> Iterator[str]:
    """Dotted names of the modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield node.module or "."


@cache
def neighbours(path: Path) -> set[str]:
    """The program's modules that a file imports; of a package, what stands in its __init__."""
    known, found = set(modules()), set()
    for node in ast.walk(ast.parse(text_of(path))):
        module = getattr(node, "module", None) or ""
        if isinstance(node, ast.ImportFrom) and module.partition(".")[0] == "fangxin":
            package = module.partition(".")[2]
            for alias in node.names:
                inner = f"{package}.{alias.name}".lstrip(".")
                found.add(inner if inner in known else package)
        elif isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[2] for alias in node.names}
    return found & known


def test_every_module_stands_in_a_room() -> None:
    """Beside the rooms there is nothing, and no room is empty."""
    assert {room(name) for name in modules()} == set(ROOMS)


def test_the_plan_of_the_house_is_drawn() -> None:
    """docs/architecture.md has every room in its order, and names only modules that are there."""
    text = text_of(ROOT / "docs" / "architecture.md")
    assert tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == ROOMS
    named = set(re.findall(r"`fangxin\.([a-z_.]+)`", text))
    assert named and named <= set(modules())


def test_imports_go_one_way() -> None:
    """No module imports from a room to the right, nor from the one beside it."""
    backward = [
        f"{name} imports {other}"
        for name, path in modules().items()
        for other in neighbours(path)
        if ROOMS.index(room(other)) > ROOMS.index(room(name)) or {room(name), room(other)} == APART
    ]
    assert sorted(backward) == []


def test_imports_make_no_circle() -> None:
    """Within a room too, imports have a direction."""
    graph = {name: neighbours(path) for name, path in modules().items()}
    while graph:
        leaves = {name for name, others in graph.items() if not others & graph.keys()}
        assert leaves, f"a circle among {sorted(graph)}"
        graph = {name: others for name, others in graph.items() if name not in leaves}


def test_generator_does_not_know_the_site_generator() -> None:
    """Delete Pelican, and checks, standings, badges and open data still work."""
    wrong = [
        f"{name} imports {other}"
        for name, path in modules().items()
        for other in imported(path)
        if other.split(".")[0] in {"pelican", "plugins", "pelicanconf", "publishconf", "tests"}
    ]
    assert wrong == []


def test_only_commands_and_report_print() -> None:
    """Everything else hands its findings back as values."""
    allowed = {"base.report"}
    printing = [
        name
        for name, path in modules().items()
        if re.search(r"^\s*(?:print\(|sys\.std(?:out|err)\.write)", text_of(path), re.MULTILINE)
    ]
    assert set(printing) <= allowed


def test_clock_and_environment_enter_at_one_place() -> None:
    """Neither day, environment nor randomness is looked up outside base/machine.py."""
    wrong = [
        f"{path.name}: {found[0]}"
        for name, path in modules().items()
        if name != "base.machine"
        for found in AMBIENT.finditer(text_of(path))
    ]
    assert wrong == []


def test_rooms_are_small() -> None:
    """No module of the program has more than 300 lines."""
    folders = ("generator", "plugins", "scripts")
    large = {
        str(path.relative_to(ROOT)): lines
        for folder in folders
        for path in (ROOT / folder).glob("**/*.py")
        if (lines := len(text_of(path).splitlines())) > 300
    }
    assert large == {}


def test_packages_say_what_they_are_and_modules_do_it() -> None:
    """No package's ``__init__`` imports or defines anything but names of constants: who imports one
    module of a package pays for no other."""
    doing = [
        name
        for name, path in modules().items()
        if path.name == "__init__.py"
        for node in ast.parse(text_of(path)).body
        if not isinstance(node, ast.Expr | ast.Assign)
        and not (isinstance(node, ast.ImportFrom) and node.module == "__future__")
    ]
    assert doing == []


def test_a_public_class_has_a_name_of_its_own() -> None:
    """Whoever reads the name of a class knows which one is meant."""
    found: dict[str, list[str]] = {}
    for name, path in modules().items():
        for node in ast.parse(text_of(path)).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(name)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_public_functions_are_explained() -> None:
    """Each public function and class of the generator says in a docstring what it gives."""
    silent = [
        f"{name}.{node.name}"
        for name, path in modules().items()
        for node in ast.parse(text_of(path)).body
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_"
        if ast.get_docstring(node) is None
    ]
    assert silent == []


def test_every_test_says_what_it_shows() -> None:
    """Each test has a docstring: the rule in a sentence."""
    silent = [
        f"{path.name}: {node.name}"
        for path in (ROOT / "tests").glob("**/test_*.py")
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if ast.get_docstring(node) is None
    ]
    assert silent == []


@pytest.mark.parametrize("foreign", FOREIGN)
def test_no_file_names_a_package_index_or_a_machine(foreign: str) -> None:
    """The repository names no package index and no folder of the machine it was written on."""
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if foreign in text_of(path)
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if foreign in line
    ]
    assert named == []


def test_files_are_small() -> None:
    """No file of the repository is larger than 1 MiB, but the one that is named."""
    large = {str(p.relative_to(ROOT)) for p in tracked() if p.stat().st_size > LARGEST}
    assert large == LARGER


def test_nothing_generated_is_tracked() -> None:
    """The output folder is kept by its .gitignore alone; the environment not at all."""
    names = {str(path.relative_to(ROOT)) for path in tracked()}
    assert {name for name in names if name.startswith("output/")} == {"output/.gitignore"}
    assert not {name for name in names if name.startswith((".venv", "build/", ".output.state"))}


def test_templates_keep_the_content_security_policy() -> None:
    """No template has an inline script, style or handler; JSON-LD is data, not a script."""
    inline = re.compile(
        r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']"
        r"|<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))",
        re.IGNORECASE,
    )
    templates = sorted((ROOT / "theme" / "templates").glob("**/*.html"))
    assert templates, "there are no templates to look at"
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in templates
        for found in inline.finditer(re.sub(r"{#.*?#}", "", text_of(path), flags=re.DOTALL))
    ]
    assert wrong == []
