"""Whose host an address names: one answer for gate, notices, build, registers and records."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.change.guard.written import hosts_allowed, page_is_written_plainly
from fangxin.facts.notices.pagetext import line_faults
from fangxin.facts.notices.text import check_text
from fangxin.facts.programme.former import FormerUrl
from fangxin.facts.programme.hosts import nameable, ours
from fangxin.facts.registers.misuse import none_is_our_own
from fangxin.facts.registers.rows import Misuse
from fangxin.text.markup.addresses import canonical, host_of, own_host
from tests.house.test_house import modules, text_of
from tests.site.test_inspect_output import codes
from tests.support.registers import programme

OURS = [  # the site's own host, in the spellings that browsers take for it
    "https://fx.example",
    "http://fx.example/about/",
    "https://fx.example:443/",
    "http://fx.example:80/",
    "https://fx.example:/",
    "https://fx.example./",
    "https://fx.example.:443/m/PJ180001D/",
    "https://FX.Example/",
    "HTTPS://FX.EXAMPLE:443",
    "//fx.example/",
    "https://fx.example?q=1",
    "https://fx.example#top",
    "https://fx%2Eexample/",
    "https://f\u00adx.example/",
    "https://fx\u3002example/",
    "https://\uff46\uff58.example/",
    "https://office@fx.example/",
    "https://evil.example@fx.example:443/",
    "https://alt.example./",  # where the site lay before
]
FOREIGN = [
    "https://evil.example",
    "https://fx.example@evil.example/",
    "https://fx.example:443@evil.example/",
    "https://fx.example.evil.example/",
    "https://evil.example:443/fx.example",
    "https://xfx.example/",
    "https://www.fx.example/",
    "https://fx.example.../../evil.example@evil.example",
    "https://evil.example#@fx.example",
    "https://evil.example?@fx.example",
    "https://evil.example\\@fx.example/",
    "https:/\\evil.example/",
    "https://fx-example/",
    "https://fx%20example/",
    "https://f\u0445.example/",  # a Cyrillic letter
    "//evil.example:80",
]
TOWN = programme()
SITE = replace(
    TOWN.site,
    url="https://fx.example",
    former_urls=(FormerUrl("https://alt.example", date(2026, 3, 1), "某〔2026〕1号"),),
    allowed_hosts=("gov.example",),
)
HERE = replace(TOWN, site=SITE)
ROW = Misuse(
    id="MIS-2026-001",
    kind="domain",
    value="x.example",
    seen=date(2026, 3, 1),
    reported=date(2026, 3, 1),
    recorded=date(2026, 3, 1),
    evidence="照片",
    note="页面",
)


@pytest.mark.parametrize("address", [*OURS, "https://GOV.example.:443/", *FOREIGN])
def test_everybody_sees_the_same_host(address: str) -> None:
    """The host itself, what a page may say, what a notice may link, and what the build finds."""
    allowed = hosts_allowed(HERE)
    assert allowed is not None
    right = address not in FOREIGN
    assert (host_of(address) in allowed) == right
    page = f"Title: 甲\n\n[甲]({address})\n"
    strange = [one.code for one in page_is_written_plainly("a.md", page, allowed)]
    assert (strange == []) == right, strange
    faults = [one.code for one in line_faults(f"[甲]({address})", allowed, drawing=False)]
    assert ("page-host" not in faults) == right, faults
    if "@" not in address and "\\" not in address and not address.startswith("//"):
        lines = [f"见[这里]({address})。"]
        told = [one.code for one in check_text(lines, 1, "n.md", allowed, Path())]
        assert (told == []) == right, told
    seen = codes("about/index.html", f'<a href="{address}">店</a>', hosts=allowed)
    assert ("foreign-host" not in seen) == right, seen


def test_settings_and_registers_ask_the_same_question() -> None:
    """Nobody reports the site, the domain it lies in or its former address as fake."""
    assert ours(SITE) == {"fx.example", "alt.example"}
    assert nameable(SITE) == {"fx.example", "alt.example", "gov.example"}
    for value, right in [
        ("fx.example", False),
        ("example", False),
        ("FX.example.", False),
        ("fx.example:443", False),
        ("alt.example", False),
        ("fx-pujiang.example", True),
        ("sub.fx.example", True),
    ]:
        told = list(none_is_our_own((replace(ROW, value=value),), HERE))
        assert (told == []) == right, value


NAMES = st.from_regex(r"[a-z0-9]{1,8}(?:-[a-z0-9]{1,5})?\.(?:example|cn)", fullmatch=True)
DRESS = st.tuples(
    st.sampled_from(["https://", "http://", "HTTPS://", "//"]),
    st.sampled_from(["", "a@", "fx.example@", "u:p@"]),
    st.booleans(),
    st.sampled_from(["", "."]),
    st.sampled_from(["", ":", ":80", ":443"]),
    st.sampled_from(["", "/", "/a@b.example", "?x=//c.example", "#d.example"]),
)


@given(NAMES, DRESS)
def test_dress_changes_no_host(name: str, dress: tuple[str, str, bool, str, str, str]) -> None:
    """Scheme, user, case, final dots, port and path: the host is the same, and reading it again
    changes nothing."""
    scheme, user, loud, dots, port, rest = dress
    spelt = (name.upper() if loud else name) + dots
    assert own_host(f"{scheme}{user}{spelt}{port}{rest}") == name
    assert canonical(name) == canonical(canonical(spelt)) == name


def test_hosts_are_read_at_one_place() -> None:
    """Nobody else takes an address apart to compare hosts."""
    apart = re.compile(r"\.hostname\b|\ballowed_hosts\b")
    programme = {"facts.programme.programme", "facts.programme.hosts", "facts.programme.tables"}
    free = {"text.markup.addresses", "change.effect.everybody", "cli.options", *programme}
    wrong = [
        f"{name}: {line.strip()}"
        for name, path in modules().items()
        for line in text_of(path).splitlines()
        if name not in free and apart.search(line) and "site.yml" not in line
        if not line.strip().startswith(('"', 'f"', "#"))
    ]
    assert wrong == []
