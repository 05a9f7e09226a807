"""Setting up: the locks are complete and pinned, and the environment refreshes itself."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import environment

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+) \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
LOCKS = ("requirements.lock", "requirements-test.lock")
# Where it runs: every supported Python, on Linux and macOS.
PLACES = [
    {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": system}
    for version in ("3.11", "3.12", "3.13", "3.14")
    for system in ("linux", "darwin")
]


def pins(lock: Path) -> dict[str, str]:
    """Name → version of every line of a lock that names a package."""
    found = (PIN.match(line) for line in lock.read_text(encoding="ascii").splitlines())
    return {match["name"]: match["version"] for match in found if match}


def asked(source: Path) -> Iterator[Requirement]:
    """The requirements that a person wrote into an .in file."""
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-c ")):
            yield Requirement(line)


def needed(requirement: Requirement) -> Iterator[Requirement]:
    """What the installed package of ``requirement`` needs in one of the places it runs."""
    for text in distribution(requirement.name).requires or []:
        found = Requirement(text)
        marker = found.marker
        extras = ["", *requirement.extras]
        if marker is None or any(
            marker.evaluate({**place, "platform_system": "", "extra": extra})
            for place in PLACES
            for extra in extras
        ):
            yield found


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_only_names_versions_and_hashes(root: Path, name: str) -> None:
    """No line of a lock is anything but a pin, a SHA-256 or a comment: no address, no option."""
    lines = (root / name).read_text(encoding="ascii").splitlines()
    kinds = [bool(PIN.match(line)) for line in lines]
    strange = [
        line
        for line, pin in zip(lines, kinds, strict=True)
        if line and not pin and not HASH.match(line) and not line.startswith("# ")
    ]
    assert strange == []
    assert "://" not in "\n".join(lines)
    unhashed = [
        lines[at]
        for at, pin in enumerate(kinds)
        if pin and not (at + 1 < len(lines) and HASH.match(lines[at + 1]))
    ]
    assert unhashed == []


def test_locks_agree() -> None:
    """A package in both locks has one version."""
    runtime, tests = (pins(environment.ROOT / name) for name in LOCKS)
    differing = {name for name in runtime.keys() & tests if runtime[name] != tests[name]}
    assert differing == set()


@pytest.mark.parametrize(
    ("sources", "locks"),
    [(["requirements.in"], LOCKS[:1]), (["requirements.in", "requirements-test.in"], LOCKS)],
    ids=["runtime", "tests"],
)
def test_lock_is_closed(root: Path, sources: list[str], locks: tuple[str, ...]) -> None:
    """Everything that is asked for, and all that needs in turn, is locked at a fitting version."""
    locked = {name: version for lock in locks for name, version in pins(root / lock).items()}
    waiting = [requirement for source in sources for requirement in asked(root / source)]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        assert name in locked, f"{requirement} is missing from the locks; run make lock"
        assert requirement.specifier.contains(locked[name], prereleases=True), requirement
        key = f"{name}[{','.join(sorted(requirement.extras))}]"
        if key not in seen:
            seen.add(key)
            waiting.extend(needed(requirement))
    assert {key.split("[")[0] for key in seen} == set(locked), "locked, but nothing needs it"


def test_installed_versions_are_the_locked_ones(root: Path) -> None:
    """The tests run with what the locks say, not with what happens to be installed."""
    for lock in LOCKS:
        installed = {name: distribution(name).version for name in pins(root / lock)}
        assert installed == pins(root / lock)


def test_project_needs_what_the_lock_is_made_from(root: Path) -> None:
    """The package's own metadata and the runtime lock come from one list."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    dynamic = project["tool"]["setuptools"]["dynamic"]
    assert dynamic["dependencies"]["file"] == ["requirements.in"]
    assert project["project"]["requires-python"] == ">=3.11"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that needs nothing, so that pip has nothing to fetch."""
    folder = tmp_path.resolve() / "project"
    folder.mkdir()
    for name in LOCKS:
        (folder / name).write_text("# nothing\n", encoding="ascii")
    (folder / "pyproject.toml").write_text("", encoding="ascii")
    return folder


@pytest.fixture
def installs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pip's arguments instead of pip's work; the rest of the set-up is real."""
    calls: list[str] = []
    real = environment.run

    def run(command: list[str], *, folder: Path | None = None, quiet: bool = False) -> str | None:
        if "install" not in command:
            return real(command, folder=folder, quiet=quiet)
        calls.append(" ".join(command[command.index("install") :]))
        return ""

    monkeypatch.setattr(environment, "run", run)
    return calls


def test_environment_is_refreshed_when_a_lock_changes(project: Path, installs: list[str]) -> None:
    """A second start installs nothing; a changed lock is installed again, and only that one."""
    target = project / ".venv"
    first = environment.refresh(project, target, tests=True)
    assert first == [*LOCKS, "fangxin"]
    assert all("--require-hashes --no-deps" in call for call in installs[:2])
    assert environment.refresh(project, target, tests=True) == []
    (project / LOCKS[1]).write_text("# changed\n", encoding="ascii")
    assert environment.refresh(project, target, tests=False) == []
    assert environment.refresh(project, target, tests=True) == [LOCKS[1]]


def test_moved_environment_is_made_anew(project: Path, installs: list[str]) -> None:
    """A checkout that was moved gets a new environment: the old one names the old folder."""
    environment.refresh(project, project / ".venv", tests=False)
    moved = project.with_name("moved")
    project.rename(moved)
    assert not environment.is_usable(moved / ".venv")
    assert environment.refresh(moved, moved / ".venv", tests=False) == [LOCKS[0], "fangxin"]
    assert environment.is_usable(moved / ".venv")


def test_environment_without_ensurepip(
    project: Path, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Python has no ensurepip, as on Debian, the pip beside it installs instead."""
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    target = project / ".venv"
    environment.create(target)
    assert not list(target.glob("lib/python*/site-packages/pip"))
    assert environment.is_usable(target)
    expected = [sys.executable, "-m", "pip", "--python", str(target / "bin" / "python")]
    assert environment.pip_of(target) == expected


def test_failed_installation_is_tried_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When pip fails, the message says what to do, and the next start installs again."""
    wrong = f"absent==1 --hash=sha256:{hashlib.sha256().hexdigest()}\n"
    (project / LOCKS[0]).write_text(wrong, encoding="ascii")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setattr(environment, "ROOT", project)
    for _ in range(2):
        assert environment.main([]) == 2
        assert "make clean" in capsys.readouterr().err


def test_old_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Python older than 3.11 gets a sentence, not a traceback."""
    monkeypatch.setattr(environment, "OLDEST", (99, 0))
    assert environment.main([]) == 2
    assert "make PYTHON=" in capsys.readouterr().err


def test_wrong_arguments_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown argument prints how the script is used."""
    assert environment.main(["--nonsense"]) == 2
    assert "--tests" in capsys.readouterr().err


def test_help_lists_every_target(root: Path) -> None:
    """`make help` names every target of the Makefile with its explanation."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony is not None
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = dict(line.split("\t", 1) for line in shown.splitlines())
    assert set(lines) == {f"make {target}" for target in phony[1].split()}
    assert all(" | " in explanation for explanation in lines.values())
