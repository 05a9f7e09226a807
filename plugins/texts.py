"""Markdown read by Pelican's reader: each text once, and none for longer than it may take.

Some repetitive texts cost the Markdown package time that grows with the square of their length, at
every build again. Here a text that takes too much of the processor is a problem that names its
file, and what was rendered is kept by the digest of the text.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import markdown
from pelican.readers import Markdown, MarkdownReader  # type: ignore[import-untyped]

from fangxin.base import bounded
from fangxin.base.files import put
from fangxin.base.problem import Place, Problem
from fangxin.site.build.produce import InvalidError

Rendered = tuple[str, dict[str, list[str]]]  # the HTML, and the head as the reader takes it apart
_used: set[str] = set()  # digests of the texts of this run


class TextReader(MarkdownReader):  # type: ignore[misc]  # Pelican is not typed
    """Reads Markdown within bounds. Raises InvalidError for a text that takes too long."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML of a file, and its metadata."""
        self._source_path = source_path
        self._md = Markdown(**self.settings["MARKDOWN"])
        text = Path(source_path).read_text(encoding="utf-8-sig")
        content, head = rendered(text, source_path, self.settings)
        return content, self._parse_metadata(head)


def rendered(text: str, path: str, settings: Mapping[str, Any]) -> Rendered:
    """The text as HTML, with its head; kept from an earlier run where it was rendered already.
    Raises InvalidError."""
    key, kept = _digest(text, settings), settings.get("FANGXIN_TEXTS")
    _used.add(key)
    known = _read(Path(kept) / key) if kept else None
    if known is not None:
        return known
    most = int(settings["FANGXIN_TEXT_MS"])
    try:
        html, head = json.loads(bounded.apart(lambda: _render(text, settings), most))
    except bounded.TooSlowError:
        raise InvalidError([too_slow(path, most)]) from None
    except RuntimeError:  # most often what is nested too deeply
        raise InvalidError([_not_rendered(path)]) from None
    if kept:
        Path(kept).mkdir(exist_ok=True)
        put(Path(kept) / key, json.dumps([html, head]).encode())
    return html, head


def _render(text: str, settings: Mapping[str, Any]) -> bytes:
    renderer = Markdown(**settings["MARKDOWN"])
    html = renderer.convert(text)
    return json.dumps([html, getattr(renderer, "Meta", {})]).encode()


def prune(settings: Mapping[str, Any]) -> None:
    """Forget what was rendered of texts that are no longer there."""
    kept = settings.get("FANGXIN_TEXTS")
    for path in Path(kept).iterdir() if kept and Path(kept).is_dir() else ():
        if path.name not in _used:
            with suppress(OSError):
                path.unlink()


def too_slow(path: str, most: int) -> Problem:
    """That a text takes too long."""
    return Problem(
        Place(path),
        "text-too-slow",
        f"这篇文章的写法使网页生成器算了 {most / 1000:g} 秒还没有算完，不能发布：多半是同样的符号"
        "（括号、星号、反引号、尖括号……）重复了很多次。请删去重复的符号，或拆成几篇",
        f"the site generator was not done with this text after {most / 1000:g} seconds of the"
        " processor: most likely the same signs (brackets, asterisks, backticks, ...) are repeated"
        " very often; delete them, or split the text",
    )


def _not_rendered(path: str) -> Problem:
    return Problem(
        Place(path),
        "text-not-rendered",
        "网页生成器做不出这篇文章的网页：多半是列表、引用或括号一层套一层，套得太深。请减少层次",
        "the site generator cannot make a page of this text: most likely lists, quotations or"
        " brackets stand within each other too deeply; use fewer levels",
    )


def _digest(text: str, settings: Mapping[str, Any]) -> str:
    """Of the text and of all that decides how it is rendered."""
    how = json.dumps([markdown.__version__, settings["MARKDOWN"]], sort_keys=True, default=str)
    return hashlib.sha256(f"{how}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def _read(path: Path) -> Rendered | None:
    try:
        html, head = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return str(html), head


def main() -> int:
    """Try the texts that are named on standard input; the problems are answered as JSON."""
    from pelican.settings import read_settings  # type: ignore[import-untyped]

    request = json.load(sys.stdin)
    override = {key: value for key, value in request.items() if key.isupper()}
    settings = read_settings(request["settings"], override=override)
    problems = []
    for path in request["files"]:
        try:
            rendered(Path(path).read_text("utf-8-sig", "replace"), path, settings)
        except InvalidError as error:
            problems += [problem.as_json() for problem in error.problems]
    sys.stdout.write(json.dumps(problems))
    return 0
