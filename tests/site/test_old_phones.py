"""Style sheets and scripts are understood by phones of 2018, or do without what those lack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fangxin.facts.values import Status
from tests.support.old_phones import as_old_phones_read, faults_of, rules_of, script_faults_of

ROOT = Path(__file__).resolve().parents[2]
STYLES = [*sorted((ROOT / "theme" / "static" / "css").glob("*.css"))]
STYLES += [ROOT / "generator" / "fangxin" / "change" / "effect" / "page.css"]
SCRIPTS = sorted((ROOT / "theme" / "static" / "js").glob("*.js"))
BAD_STYLES = [
    ".a { margin-inline: auto; }",
    ".a { padding-inline: 1rem; }",
    ".a { padding-inline-start: 1rem; }",
    ".a { margin-block-end: 1rem; }",
    ".a { border-inline-start: 1px solid; }",
    ".a { inset: 0; }",
    ".a { aspect-ratio: 1; }",
    ".a { inline-size: 10rem; }",
    ".a { font-size: clamp(1rem, 2vw, 2rem); }",
    ".a { width: min(100%, 20rem); }",
    ".a { font-size: clamp(1rem, 2vw, 2rem); font-size: 1rem; }",
    ".a { color: rgb(0 0 0 / .5); }",
    ".a { height: 100dvh; }",
    ".a { color: color-mix(in srgb, red, blue); }",
    ".a { translate: 1px; }",
    ".a { display: flex; gap: 1rem; }",
    ".a { display: inline-flex; column-gap: 1rem; }",
    ".a { display: flex; } .a { gap: 1rem; }",
    "@media (min-width: 10rem) { .a { display: flex; gap: 1rem; } }",
    ".a { display: flex; gap: 1rem; } @supports not (inset: 0) { .b > * { margin: 0; } }",
    ":is(.a, .b) { color: red; }",
    ".a:where(.b) { color: red; }",
    ".a:has(.b) { color: red; }",
    ".a:not(.b, .c) { color: red; }",
    ".a:focus, .a:focus-visible { color: red; }",
    "@layer a { .a { color: red; } }",
    "@container (width > 1rem) { .a { color: red; } }",
    "@media (width >= 10rem) { .a { color: red; } }",
]
GOOD_STYLES = [
    ".a { margin-left: auto; padding: 0 1rem; }",
    ".a { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }",
    ".a { font-size: 1rem; font-size: clamp(1rem, 2vw, 2rem); }",
    ".a { display: flex; gap: 1rem; } @supports not (inset: 0) { .a > * { margin: 0; } }",
    ":focus-visible { outline: 1px solid; }",
    ".a { color: rgba(0, 0, 0, .5); clip-path: inset(50%); }",
    '/* inset: 0 */ .a::after { content: ""; }',
]
BAD_SCRIPTS = [
    "a?.b;", "a ?? b;", "a ||= b;", "try {} catch {}", "a.at(-1);", "a.replaceAll('x', 'y');",
    "Object.fromEntries(a);", "structuredClone(a);", "a.replaceChildren();", "/(?<=a)b/;",
    "class A { #x = 1; }", "import a from 'a';", "var a = 1_000;", "a.flatMap(b);",
]  # fmt: skip
# What the search's package uses where a phone has it; the search says so where it has not.
VENDOR = {"globalThis", ".flatMap(", "Object.fromEntries"}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.name))
def test_old_phones_miss_nothing(path: Path) -> None:
    """No property, value, selector or gap without which a page would lose its margins or order."""
    css = path.read_text("utf-8")
    assert len(list(rules_of(css))) > 20
    assert list(faults_of(css)) == []


@pytest.mark.parametrize("css", BAD_STYLES)
def test_what_they_would_miss_is_found(css: str) -> None:
    """Each kind has a style sheet that is refused."""
    assert list(faults_of(css))


@pytest.mark.parametrize("css", GOOD_STYLES)
def test_what_they_know_passes(css: str) -> None:
    """So does what has something for them beside it."""
    assert list(faults_of(css)) == []


def test_a_style_sheet_as_they_read_it() -> None:
    """Without what they do not know, and with what is written for them."""
    css = ".a { display: flex; gap: 1px; inset: 0; top: 0 }"
    own = "@supports not (inset: 0) { .a > b { top: 1px } }"
    assert as_old_phones_read(css + own).split("\n") == [
        ".a { display: flex; top: 0 }",
        ".a > b { top: 1px }",
    ]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.name))
def test_scripts_are_understood(path: Path) -> None:
    """A word that a phone does not know would cost it the whole file."""
    assert list(script_faults_of(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("script", BAD_SCRIPTS)
def test_late_words_of_scripts_are_found(script: str) -> None:
    """Each kind has a script that is refused."""
    assert list(script_faults_of(script))


def test_what_is_vendored_uses_no_late_syntax() -> None:
    """The search's package asks for nothing that would keep a phone from reading it."""
    script = (ROOT / "theme" / "static" / "vendor" / "minisearch.js").read_text("utf-8")
    assert {fault.split(": ")[1] for fault in script_faults_of(script)} == VENDOR


def test_a_forced_dark_mode_leaves_every_status_readable() -> None:
    """Browsers that force it make dark letters light, and dark only what was light before: a ground
    between the two would be left with letters of its own lightness."""
    css = (ROOT / "theme" / "static" / "css" / "site.css").read_text("utf-8")
    named = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", css))
    rules = re.findall(r"^\.is-([a-z]+) \{ background: ([^;]+); color: ([^;]+);", css, re.MULTILINE)
    assert {*Status, "unconfirmed"} <= {name for name, _, _ in rules}
    for name, ground, letters in rules:
        lights = [brightness(re.sub(r"var\(--(.+)\)", lambda m: named[m[1]], one))
                  for one in (ground, letters)]  # fmt: skip
        assert lights[0] > 205 or lights[1] > 205, name


def brightness(colour: str) -> float:
    """How light "#fff" or "#0a6b39" is, from 0 to 255, as the browsers reckon it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return (299 * red + 587 * green + 114 * blue) / 1000
