"""The audit sees what Chromium sees: its own tree of each hostile page, held against ours."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from fangxin.text.markup.examining import examine
from fangxin.text.markup.tags import TAG, hosts_in, tag_of
from tests.support.markup_cases import LINKS, PAGE, PLAIN, naughty

ROOT = Path(__file__).resolve().parents[2]
# Chromium's tree as tags and attributes, in order; what a template holds belongs to it.
TREES = """pages => pages.map(text => {
  const found = [];
  const walk = node => {
    for (const one of node.children) {
      found.push([one.localName, [...one.attributes].map(a => [a.name, a.value])]);
      if (one.content) walk(one.content);
      walk(one);
    }
  };
  walk(new DOMParser().parseFromString(text, "text/html"));
  return found;
})"""
Tree = list[list[Any]]


@pytest.fixture(scope="module")
def trees(browser: Browser) -> Any:
    """A function from pages to Chromium's trees."""
    page = browser.new_page()
    yield lambda texts: page.evaluate(TREES, texts)
    page.close()


def seen(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Elements and attributes of a page that the audit accepts, as it understands them."""
    tags = [tag_of(one) for one in TAG.findall(text)]
    return [
        (tag.name, sorted((key, value) for key, value in tag.attributes.items()))
        for tag in tags
        if tag.name and not tag.name.startswith("/")
    ]


def assert_seen(text: str, tree: Tree) -> bool:
    """Every host in Chromium's tree is known, and an accepted page is understood to the letter.
    Gives whether it is accepted."""
    page = examine(text.encode("utf-8", "replace"))
    for name, pairs in tree:
        named = hosts_in(name.lower(), {key.lower(): value for key, value in pairs})
        assert named <= set(page.hosts), (text, name, pairs, page)
    if page.flaws:
        return False
    theirs = [
        (name.lower(), sorted((key.lower(), at) for key, at in pairs)) for name, pairs in tree
    ]
    assert seen(text) == theirs, text
    return True


def test_no_link_of_the_catalogue_hides(trees: Any) -> None:
    """Chromium has the link in its tree, and so have we; only what is written plainly passes."""
    pages = [PAGE.format(piece) for piece in LINKS]
    for text, tree in zip(pages, trees(pages), strict=True):
        assert_seen(text, tree)
    plain = [PAGE.format(piece) for piece in PLAIN]
    for text, tree in zip(plain, trees(plain), strict=True):
        assert assert_seen(text, tree), (text, examine(text.encode()).flaws)


def test_naughty_strings_hide_nothing(trees: Any) -> None:
    """The shared list, in a page as text and within a tag."""
    lines = naughty(ROOT)
    if not lines:
        pytest.skip("needs the list of hostile strings in ../shared, which this machine lacks")
    around = (
        "<p>{}</p>",
        '<p title="{}">x</p>',
        "<a href='{}'>x</a>",
        "<p {}>x</p>",
        "<svg>{}</svg>",
    )
    pages = [PAGE.format(shape.replace("{}", line)) for line in lines for shape in around]
    for text, tree in zip(pages, trees(pages), strict=True):
        assert_seen(text, tree)


def test_random_mixtures_hide_nothing(trees: Any) -> None:
    """Pieces of hostile and plain pages, cut anywhere and put together in any order."""
    chance = random.Random(10)
    pieces = [*LINKS, *PLAIN, *"<>\"'/=-! \n", "<!--", "-->", "</p>", "<table>", "<svg>", "</svg>"]

    def mixture() -> str:
        chosen = chance.choices(pieces, k=chance.randint(1, 6))
        return "".join(one[chance.randint(0, 2) * len(one) // 4 :] for one in chosen)

    pages = [PAGE.format(mixture()) for _ in range(3000)]
    accepted = sum(assert_seen(text, tree) for text, tree in zip(pages, trees(pages), strict=True))
    assert accepted, "not one mixture was plain: this proves too little"
