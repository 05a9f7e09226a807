"""What every merchant's files are made of besides its View: settings, theme, code and packages."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fangxin.facts.programme.programme import Programme

ROOT = Path(__file__).resolve().parents[4]  # what lies in it is told below, by its place
# The rooms whose code makes pages: what officials, servers and commands do changes no byte.
ROOMS = ("base", "text", "facts", "standing", "registry", "view", "words", "site")
SETTINGS = ("pelicanconf.py", "publishconf.py")
# Packages whose version may change a byte of a page, a badge or a sign.
PACKAGES = ("Jinja2", "MarkupSafe", "Pillow", "pylopdf-fonts-zh-cn", "pypinyin", "qrcode")


def surroundings(programme: Programme, content: Path, theme: Path) -> str:
    """A digest that changes whenever a merchant's files may, although its View did not.

    The programme's files stand for the programme; the site's address may come from elsewhere."""
    digest = hashlib.sha256()
    for part in _parts(programme, content, theme):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(programme: Programme, content: Path, theme: Path) -> Iterator[bytes]:
    yield platform.python_version().encode()
    for package in PACKAGES:
        yield f"{package}=={_version(package)}".encode()
    yield programme.site.url.encode()
    mark = [content / programme.site.mark] if programme.site.mark else []
    yield from _files(content, [*(content / "programme").rglob("*"), *mark])
    yield from _files(theme, theme.rglob("*"))
    yield from _files(ROOT, code_files(ROOT))


def code_files(root: Path) -> list[Path]:
    """The program's files that make pages, those that are there, in the order of paths."""
    code = [root / "plugins", *(root / "generator" / "fangxin" / room for room in ROOMS)]
    sources = [
        path for folder in code for ending in ("py", "txt") for path in folder.rglob(f"*.{ending}")
    ]
    return sorted(
        path for path in (*sources, *(root / name for name in SETTINGS)) if path.is_file()
    )


def _files(base: Path, paths: Iterable[Path]) -> Iterator[bytes]:
    for path in sorted(paths):
        if path.is_file():
            yield path.relative_to(base).as_posix().encode()
            yield path.read_bytes()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"
