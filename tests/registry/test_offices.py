"""Who found, decided and checked is the office of the paper, and nobody answers for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.test_demands import SHOP
from tests.support.forty import an_id
from tests.support.office import Office
from tests.support.town_repository import founded

DAY, PAPER = "2026-10-20", "浦市监罚〔2026〕77号"
FAIL = ("fail", an_id(1), "--kind", "penalty", "--date", "2026-10-19", "--summary", "标签不符")


@pytest.mark.parametrize(
    ("by", "document", "code"),
    [
        ("amr", PAPER, None),
        ("office", PAPER, None),  # the policy counts both as one
        ("police", "浦公罚〔2026〕7号", None),  # nobody says whose papers these are
        ("police", PAPER, "office-of-another-paper"),
        ("health", "浦市监检（2026）第7号", "office-of-another-paper"),
        ("justice", "浦公罚〔2026〕7号", "found-by-answers"),
        ("justice", PAPER, "office-of-another-paper"),
        ("nobody", PAPER, "unknown-code"),
    ],
)
def test_a_command_refuses_an_office_that_did_not_find_it(
    by: str, document: str, code: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is entered today."""
    desk = Office.make(tmp_path, capsys, {f"shop/{an_id(1)}.yml": SHOP.format(n=100)})
    before = desk.text(an_id(1))
    done = desk.run(*FAIL, "--found-by", by, "--document", document, on=DAY)
    assert (done == 0) == (code is None), desk.err
    assert (desk.text(an_id(1)) == before) == (code is not None)
    if code in ("office-of-another-paper", "found-by-answers"):
        assert code in desk.err


SHOP_TWO = "merchants/shop/PJ269002O.yml"
APPEAL = "decided: 2026-03-16, outcome: dismissed, document: {document}, decided_by: {by}"
STEPS = {
    "an office of another paper is added later": (
        {"in": SHOP_TWO, "append": "    found_by: police\n"}, "office-of-another-paper"),
    "the office of the paper is added later": (
        {"in": SHOP_TWO, "append": "    found_by: amr\n"}, None),
    "an office that there is not": (
        {"in": SHOP_TWO, "append": "    found_by: court\n"}, "unknown-office"),
    "an appeal is decided in another's name": (
        {"in": "merchants/online/PJ269009A.yml", "replace": "appeal: {filed: 2026-02-25}",
         "by": "appeal: {filed: 2026-02-25, "
         + APPEAL.format(document="浦市监复〔2026〕6号", by="justice") + "}"},
        "office-of-another-paper"),
    "an appeal is decided by the office of the paper": (
        {"in": "merchants/online/PJ269009A.yml", "replace": "appeal: {filed: 2026-02-25}",
         "by": "appeal: {filed: 2026-02-25, "
         + APPEAL.format(document="浦政复〔2026〕6号", by="justice") + "}"}, None),
    "a criterion is checked in another's name": (
        {"in": SHOP_TWO, "append": "criteria:\n  - {id: K1, criterion: licence, date: 2026-03-16,"
         " by: health, document: 浦市监核〔2026〕6号, met: true}\n"}, "office-of-another-paper"),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_the_gate_holds_offices_against_papers(name: str, tmp_path: Path) -> None:
    """What is new and what is added later alike, on whatever day it counts as recorded."""
    town = founded(tmp_path / "town")
    step, code = STEPS[name]
    town.take([step])
    town.commit()
    assert town.codes() == ({code} if code else set())


def test_what_was_accepted_before_is_doubted_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check of a later day warns."""
    text = SHOP.format(n=100) + (
        "failures:\n  - {id: F1, kind: penalty, date: 2026-10-19, recorded: 2026-10-20, "
        f"document: {PAPER}, summary: 标签不符, found_by: police}}\n"
    )
    desk = Office.make(tmp_path, capsys, {f"shop/{an_id(1)}.yml": text})
    assert desk.run("check", on="2026-10-20") == 1
    assert desk.run("check", on="2026-10-21") == 0
    assert "office-of-another-paper" in desk.out
