"""No module names a register by hand: it asks for all, or speaks of one and says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache

from fangxin.facts.registers.declared import every
from tests.house.test_house import ROOT, modules, text_of

NAMES = frozenset(register.name for register in every())
HOME = "facts.registers"
# Who speaks of one register on purpose, and why it cannot be said by every register itself.
ON_PURPOSE: Mapping[str, str] = {
    "registry.republished": "listings reach all shops of an operator, fake domains may be a shop's",
    "registry.laws": "a listing cites laws, which laws.yml knows",
    "view.listings": "what is left of a listing on a day, for its page and the merchant's",
    "view.misuse": "what is left of a report on a day, for the page of fakes",
    "view.indicators.measuring": "the plan has targets for samples and for complaints",
    "site.pages.files": "the page of verification shows fakes",
    "site.pages.codes": "which codes are fakes",
    "registry.genuine": "what is genuine is no fake",
    "registry.reports": "a report whose value is genuine accuses nobody",
    "change.guard.misuse": "no report that a push brings calls anything genuine fake",
    "office.due.cleared": "reports whose value somebody has come by since are looked at again",
    "registry.agreeing": "ratings, examples, honours and sellers agree with the records",
    "view.recalls": "what a merchant sold that is called back",
    "view.stations": "where help is near a merchant",
    "view.indicators.kitchens": "the plan has targets for kitchens",
    "view.sweeps": "what a campaign changed, counted from complaints and samples",
    "site.pages.search": "goods that are called back are searched for by their names",
    "site.pages.rows": "what six pages show besides rows",
    "site.pages.complaints": "the page of complaints",
    "site.pages.dishonest": "the page of listings",
    "site.pages.inspections": "the page of samples",
    "site.build.produce": "pages of articles may show fakes",
    "office.due.rows": "the clock of complaints; operators that are listed",
    "cli.complaint": "the command for complaints",
    "cli.inspect": "the command for samples",
    "cli.desk.rows": "what the two commands tell: the clock, the subject of the commit",
    "cli.draft": "drafts follow from complaints",
    "cli.notice": "a draft that follows from complaints",
}
# The same word for something else.
OTHERWISE: Mapping[str, str] = {
    "office.drafts": "ids in what draft --json answers",
    "site.pages.programme": "a group of indicators",
    "site.render": "what templates call the reports of fakes",
}


def said(tree: ast.AST) -> Iterator[str]:
    """Names of registers that a module writes as a word, as an attribute or as an argument."""
    for node in ast.walk(tree):
        word = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
        word = node.attr if isinstance(node, ast.Attribute) else word
        word = node.arg if isinstance(node, ast.keyword) else word
        if isinstance(word, str) and word in NAMES:
            yield word


def imported(tree: ast.AST) -> Iterator[str]:
    """Registers whose own module a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"fangxin.{HOME}"):
            names = [(node.module or "").rpartition(".")[2], *(one.name for one in node.names)]
            yield from NAMES.intersection(names)


@cache
def elsewhere() -> Mapping[str, ast.Module]:
    """Every module outside the registers' own folder, and the scripts and plugins."""
    found = {name: path for name, path in modules().items() if not name.startswith(HOME)}
    for folder in ("scripts", "plugins"):
        found |= {f"{folder}.{path.stem}": path for path in (ROOT / folder).rglob("*.py")}
    return {name: ast.parse(text_of(path)) for name, path in found.items()}


def test_no_module_names_a_register() -> None:
    """Neither as a word nor as an attribute, but for other things of that name."""
    named = {name: sorted(said(tree)) for name, tree in elsewhere().items()}
    assert {name for name, words in named.items() if words} == OTHERWISE.keys(), named


def test_who_speaks_of_one_register_says_why() -> None:
    """Its module is imported only by those on the list, and all of these need it."""
    assert {name for name, tree in elsewhere().items() if [*imported(tree)]} == ON_PURPOSE.keys()


def test_inside_only_the_list_knows_them_all() -> None:
    """What handles rows beside the declarations names none of them."""
    own = {f"{HOME}.{name}" for name in NAMES} | {f"{HOME}.declared"}
    for name, path in modules().items():
        if name.startswith(HOME) and name not in own:
            tree = ast.parse(text_of(path))
            assert not [*said(tree), *imported(tree)], name
