"""No text makes publications slow: each is rendered once, within bounds, and tried before."""

from __future__ import annotations

import locale
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pelican.readers import MarkdownReader  # type: ignore[import-untyped]
from pelican.settings import read_settings  # type: ignore[import-untyped]

from fangxin.base import bounded
from fangxin.site.build.building import build
from fangxin.site.build.produce import InvalidError
from plugins import texts
from plugins.texts import TextReader, prune, rendered
from tests.publish.test_server import Place, set_up
from tests.support.toy_site import ROOT, own_content, own_settings, toy, tree

HEAD = """\
Title: 年前办卡，先问三句话
Date: 2026-05-01
Category: 消费提醒
Summary: 三句话。

"""
# An ordinary text, only long: what a stand-in for a slow one needs is a bound that it trips.
LONG = HEAD + "".join(f"第{n}段：**掏钱之前**，先问[三句话](/registry/)。\n\n" for n in range(3500))
SHORT = HEAD + "掏钱之前，先问三句话。\n"


@pytest.fixture(autouse=True)
def same_locale() -> Iterator[None]:
    """Pelican sets the locale of the whole process when it reads settings."""
    before = locale.setlocale(locale.LC_ALL)
    yield
    locale.setlocale(locale.LC_ALL, before)


def settings(folder: Path, most: int = 20_000) -> dict[str, object]:
    """Those of the site, with texts kept in ``folder``."""
    more = {"FANGXIN_TEXTS": str(folder), "FANGXIN_TEXT_MS": most}
    return dict(read_settings(str(ROOT / "pelicanconf.py"), override=more))


def test_work_is_ended_whatever_it_is_in_the_middle_of() -> None:
    """Also within one long search of a regular expression, which looks for no signal."""
    pattern, text = re.compile("(?:[ab]+c)+d"), "ab" * 300_000
    for work in (lambda: str(pattern.search(text)).encode(), lambda: bytes(_for_ever())):
        with pytest.raises(bounded.TooSlowError):
            bounded.apart(work, 50)
    assert bounded.apart(lambda: b"x" * 1_000_000, 1000) == b"x" * 1_000_000
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        bounded.apart(lambda: bytes(1 // 0), 1000)


def _for_ever() -> int:
    while True:
        pass


def test_a_text_is_rendered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it or the way of rendering changes; what is gone is forgotten."""
    calls, real = list[int](), bounded.apart

    def counted(work: Callable[[], bytes], most: int) -> bytes:
        calls.append(most)
        return real(work, most)

    monkeypatch.setattr(bounded, "apart", counted)
    plain = settings(tmp_path / "texts")
    first = rendered(SHORT, "a.md", plain)
    assert rendered(SHORT, "b.md", plain) == first and len(calls) == 1
    other = {**plain, "MARKDOWN": {**plain["MARKDOWN"], "output_format": "xhtml"}}  # type: ignore[dict-item]
    rendered(SHORT, "a.md", other)
    rendered(SHORT + "再付款。\n", "a.md", plain)
    assert len(calls) == 3
    monkeypatch.setattr(texts, "_used", set())
    rendered(SHORT, "a.md", plain)
    prune(plain)
    assert len(tree(tmp_path / "texts")) == 1 and len(calls) == 3


def test_what_is_kept_and_spoilt_is_rendered_again(tmp_path: Path) -> None:
    """A file that is cut off is none."""
    plain = settings(tmp_path)
    wanted = rendered(SHORT, "a.md", plain)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:20])
    assert rendered(SHORT, "a.md", plain) == wanted


def test_it_is_what_pelican_itself_makes(tmp_path: Path) -> None:
    """Of every page and notice of the demonstration, now and when it was kept."""
    plain = settings(tmp_path)
    files = [*(ROOT / "content" / "pages").glob("*.md"), *(ROOT / "content").glob("notices/*.md")]
    assert len(files) > 5
    for path in files:
        wanted = _pelican(path)
        for _ in range(2):
            assert TextReader(plain).read(str(path)) == wanted


def _pelican(path: Path) -> object:
    return MarkdownReader(dict(read_settings(str(ROOT / "pelicanconf.py")))).read(str(path))


@pytest.mark.parametrize("place", ["pages/long.md", "notices/long.md"])
def test_a_build_names_the_text_that_takes_too_long(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """And leaves the site as it was."""
    content = own_content(tmp_path)
    (content / place).parent.mkdir(exist_ok=True)
    (content / place).write_text(LONG, encoding="utf-8")
    if place.startswith("pages"):
        (content / place).write_text(
            "Title: 长\nSlug: long\n\n" + LONG.partition("\n\n")[2], "utf-8"
        )
    options = toy(
        tmp_path, content=content, settings=own_settings(tmp_path, "FANGXIN_TEXT_MS = 50")
    )
    assert build(options) == 1
    said = capsys.readouterr().out
    assert f"{place}:1:1: text-too-slow" in said and "0.05 秒" in said
    assert not (tmp_path / "site" / "index.html").exists()


def test_a_text_that_cannot_be_rendered_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word of the library is told."""

    def deep(work: object, most: int) -> bytes:
        raise RuntimeError("RecursionError: maximum recursion depth exceeded")

    monkeypatch.setattr(bounded, "apart", deep)
    with pytest.raises(InvalidError) as caught:
        rendered(SHORT, "a.md", settings(tmp_path))
    (problem,) = caught.value.problems
    assert problem.code == "text-not-rendered" and "recursion" not in str(problem)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A server after its first push."""
    made = set_up(tmp_path_factory.mktemp("texts"))
    (made.clone / "content" / "notices").mkdir(exist_ok=True)
    code, said = made.push()
    assert code == 0, said
    return made


def test_a_push_is_tried_before_it_is_let_in(place: Place) -> None:
    """Refused with the file's name while a text may take next to nothing; let in when it may take
    what it needs, and then rendered for good."""
    notice = place.clone / "content" / "notices" / "long.md"
    notice.write_text(LONG.replace("Date: 2026-05-01", "Date: 2026-05-02"), encoding="utf-8")
    place.commit()
    config = place.server / "server.toml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("max_text_ms = 4000", "max_text_ms = 1"), "utf-8")
    before = tree(place.public)
    code, said = place.push()
    assert code == 1 and "content/notices/long.md:1:1: text-too-slow" in said
    assert "推送没有收下" in said and tree(place.public) == before
    config.write_text(text.replace("max_text_ms = 4000", "max_text_ms = 60000"), "utf-8")
    kept = len(tree(place.server / "texts"))
    code, said = place.push()
    assert code == 0, said
    assert (place.public / "notices" / "long" / "index.html").is_file()
    assert len(tree(place.server / "texts")) == kept + 1
    config.write_text(text.replace("max_text_ms = 4000", "max_text_ms = 1"), "utf-8")
    done = place.fangxin("refresh", str(place.server), day="2026-05-03")
    assert done.returncode == 0, done.stderr  # nothing is rendered a second time
