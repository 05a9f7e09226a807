"""policy.yml becomes the versions that the standing is judged by."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fangxin.base.problem import errors
from fangxin.facts.policy.checks import BUILT_IN
from fangxin.facts.policy.file import ENDS, KIND, RULE, VERSION, read_policy
from fangxin.facts.policy.policy import LIMITS, PARAMETERS, Basis, Policy, Rule
from fangxin.text.fields.tables import Group, MapOf
from fangxin.words.rules import BUILT_IN_ZH

GOOD = Path(__file__).parents[1] / "fixtures/programme/content/programme/policy.yml"
TEXT = GOOD.read_text(encoding="utf-8")


def _good() -> Policy:
    policy, problems = read_policy(GOOD.read_bytes(), "policy.yml")
    assert problems == []
    assert policy is not None
    return policy


def test_versions_are_in_force_from_their_day() -> None:
    """The last version that is in force judges; before the first one, the first."""
    policy = _good()
    assert [version.number for version in policy.versions] == [1, 2]
    assert policy.on(date(2017, 1, 1)).number == 1
    assert policy.on(date(2023, 12, 31)).number == 1
    assert policy.on(date(2024, 1, 1)).number == 2


def test_parameters_have_their_units() -> None:
    """Every parameter is there, in the unit that the program fixes."""
    version = _good().versions[0]
    assert {code: p.unit for code, p in version.parameters.items()} == dict(PARAMETERS)
    assert version.number_of("publicity_days") == 7
    assert version.parameters["term_years"].basis == Basis("assumed", "参照某办法")


def test_kind_counts_by_its_clause_and_weighs_by_the_grading() -> None:
    """An assumed grading keeps the clause that the kind serves."""
    sample = _good().versions[0].kinds["sample"]
    assert (sample.severity, sample.points) == ("serious", 6)
    assert (sample.entity, sample.provisional) == (False, True)
    assert sample.basis == Basis("assumed", "参照某办法", under="二(一)2")


def test_grading_with_a_clause_leaves_kinds_their_own() -> None:
    """Where the grading is no assumption, a kind's basis is its clause alone."""
    text = TEXT.replace("grading: {basis: assumed, source: 参照某办法}", "grading: {clause: 三}")
    policy, problems = read_policy(text.encode(), "policy.yml")
    assert policy is not None and problems == []
    assert policy.versions[0].kinds["sample"].basis == Basis("二(一)2")


def test_rules_are_read_in_order_with_their_conditions() -> None:
    """A rule has what is written and nothing else."""
    grave, twice, serious, points = _good().versions[0].rules
    clause = Basis("二(一)1")
    assumed = Basis("assumed", "参照某办法", under="二(一)1")
    assert grave == Rule(
        "grave-revoke", "撤销", "Revoked", assumed, "revoke", severity="grave", bar_years=3
    )
    assert twice.kinds == frozenset({"sample", "fake"})
    assert (twice.count, twice.months, twice.severity) == (2, 12, None)
    assert (serious.until, serious.overdue_days, serious.overdue_bar_years) == ("rectified", 30, 1)
    assert (points.points, points.until, points.days) == (12, "days", 90)
    assert serious.basis == clause


def test_changes_that_end_a_recognition() -> None:
    """The fields of a change that ends it, with their basis."""
    version = _good().versions[0]
    assert version.ends_on_change == frozenset({"owner", "uscc"})
    assert version.ends_on_change_basis == Basis("某法第九条")


def test_reserved_names_are_those_of_the_built_in_reasons() -> None:
    """The names that a rule may not take are the ones that the pages explain by themselves."""
    assert set(BUILT_IN_ZH) == BUILT_IN


def test_document_names_every_key(root: Path) -> None:
    """docs/policy.md tells every key and parameter, so that an official need not read code."""
    text = (root / "docs" / "policy.md").read_text(encoding="utf-8")
    keys = [*PARAMETERS, *LIMITS, *VERSION.table, *KIND.table, *RULE.table, *ENDS.table]
    told = set(re.findall(r"[a-z_]+", text))
    assert [key for key in keys if key not in told] == []
    folder = root / "content" / "programme"
    names = {path.name for path in folder.glob("*.yml")}
    assert [name for name in names if name not in text] == []


def test_shipped_versions_really_differ(root: Path) -> None:
    """The demonstration shows what a new version changes: numbers, a severity, kinds and rules."""
    path = root / "content" / "programme" / "policy.yml"
    policy, problems = read_policy(path.read_bytes(), "policy.yml")
    assert policy is not None and problems == []
    old, new, newest = policy.versions
    limits = [
        next(rule.points for rule in version.rules if rule.code == "points-suspend")
        for version in policy.versions
    ]
    assert limits == [15, 12, 12]
    assert [version.limit("notice_days") for version in policy.versions] == [None, None, 15]
    assert old.kinds["elderly_fraud"].severity == "serious"
    assert new.kinds["elderly_fraud"].severity == "grave"
    assert new.kinds.keys() > old.kinds.keys()
    assert newest.kinds.keys() >= new.kinds.keys()
    assert {rule.code for rule in new.rules} > {rule.code for rule in old.rules}
    for version in policy.versions:
        assert {kind.severity for kind in version.kinds.values()} == {"minor", "serious", "grave"}
        assert any(kind.provisional for kind in version.kinds.values())
        assert any(kind.entity for kind in version.kinds.values())


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever is in the file, there are problems and no policy, never a traceback."""
    policy, problems = read_policy(data, "policy.yml")
    assert policy is None
    assert errors(problems)


@given(
    st.integers(0, TEXT.count("\n") - 1),
    st.sampled_from(
        ["", "- a", "x: {", "kinds: []", "    rules: 3", "number: -1", "\t", "versions:"]
    ),
)
def test_no_spoilt_line_raises(number: int, line: str) -> None:
    """A line that is replaced or lost gives a policy or problems, never a traceback."""
    lines = TEXT.split("\n")
    lines[number] = line
    policy, problems = read_policy("\n".join(lines).encode(), "policy.yml")
    assert (policy is None) == bool(errors(problems))


def anchor(heading: str) -> str:
    """What a link to a heading is called."""
    kept = (char for char in heading.lower() if char.isalnum() or char in " -_")
    return "".join(kept).replace(" ", "-")


def headings(text: str) -> list[str]:
    """The headings of a document, not what stands in its examples."""
    return re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)


def test_each_section_of_a_version_has_one_in_the_guide(root: Path) -> None:
    """With its name in the heading, numbered one after another, and in the table of contents."""
    text = (root / "docs" / "policy.md").read_text(encoding="utf-8")
    told = re.findall(r"^## (\d+)\. (.+)$", text, re.MULTILINE)
    assert [int(number) for number, _ in told] == list(range(1, len(told) + 1))
    named = set(re.findall(r"[a-z_]{4,}", " ".join(title for _, title in told)))
    sections = {spec.key for spec in VERSION.fields if isinstance(spec.kind, Group | MapOf)}
    assert len(sections) >= 10 and sections <= named
    listed = [line for line in text.splitlines() if line.startswith("- [") and "](#" in line]
    assert listed == [f"- [{n}. {title}](#{anchor(f'{n}. {title}')})" for n, title in told]


def test_every_link_to_a_heading_leads_to_one(root: Path) -> None:
    """In all documents: a section that is numbered anew takes its links with it."""
    texts = {path.name: path.read_text("utf-8") for path in (root / "docs").glob("*.md")}
    known = {name: {anchor(one) for one in headings(text)} for name, text in texts.items()}
    missing = [
        (name, target, heading)
        for name, text in texts.items()
        for target, heading in re.findall(r"\]\(([\w.-]*)#([^)\s]+)\)", text)
        if (target or name) in known and heading not in known[target or name]
    ]
    assert missing == []
