"""Whatever a merchant's page says is sorted: by what it is asked for, or into what a second person
reads; and what nobody may be called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fangxin.change.accusations import branded
from fangxin.change.guard.facts import LISTS
from fangxin.change.statements import asserts
from fangxin.change.worded import ANEW, CALLED, FILLED, SAID
from fangxin.facts.notices.standings import Block
from fangxin.facts.record.particulars import PARTICULARS
from fangxin.facts.record.table import MERCHANT
from fangxin.text.fields.kinds import Line, Prose, Whole
from fangxin.text.fields.tables import Group, ListOf
from tests.cli.test_record_commands import ID
from tests.support.office import Office
from tests.support.twice import RECORDS

# Between the office and those who wrote: on no page.
UNTOLD = {"changes.summary", "objections.summary"}
# Keys of facts that are asked for something by another rule, and which.
ELSEWHERE = {
    **dict.fromkeys(("document", "served_document", "final_document"), "the paper itself"),
    **dict.fromkeys(("rectified_document", "rectified_summary", "reason"), "undoing, criteria"),
    **dict.fromkeys(("before", "after"), "an entry of a change, which names its document"),
}
OWN = {"town", "category", "certification", "failures", "follow_up", "redacted", "criteria"}


def wordy(table: Group) -> Iterator[str]:
    """The keys of a fact that hold words or a number of somebody's choice."""
    for spec in table.fields:
        if isinstance(spec.kind, Line | Prose | Whole):
            yield spec.key


@pytest.mark.parametrize("sort", sorted(LISTS))
def test_every_text_of_a_fact_is_sorted(sort: str) -> None:
    """What may be written into a fact is asked for a paper, or read by a second person."""
    sorted_keys = {*SAID.get(sort, ()), *ELSEWHERE}
    left = [f"{sort}.{key}" for key in wordy(LISTS[sort]) if key not in sorted_keys]
    assert set(left) <= UNTOLD


def test_every_key_of_a_record_is_sorted() -> None:
    """What may be written into a record is asked for an entry with a document, for two persons as a
    way to reach the merchant, or is read by a second person."""
    entries = set(PARTICULARS) | {"service_phone"}
    plain = {spec.key for spec in MERCHANT.fields if not isinstance(spec.kind, ListOf)}
    assert plain - entries - set(ANEW) - set(FILLED) - set(CALLED) - OWN == set()


@pytest.mark.parametrize(
    "name",
    [
        "REVOKED, counterfeit", "R E V O K E D Grocery", "Ｒｅｖｏｋｅｄ", "Suspended Shop",
        "Certified Store", "Officially recognised shop", "The Fake Goods House", "Closed",
        "Boycott this shop", "Do not go here", "Fraudsters & Co.", "Poisoned Food", "失信的店",
        "No longer certified", "Its recognition is valid", "已被查封",
    ],
)  # fmt: skip
def test_nobody_is_called_by_a_standing(name: str) -> None:
    """Words of a standing and words that hurt, written apart and in other letters too."""
    assert branded(name) or asserts(Block(1, "piece", name), name)


@pytest.mark.parametrize(
    "name",
    [
        "Xianhuashan Supermarket (example)", "Trusted Tailor", "Harmony Cafe", "Goneril's Books",
        "Shutters & Blinds", "Deadwood Bar", "Finedine Restaurant", "Stealth Fitness", "Sunny Days",
        "Diedrich Coffee", "度假酒店大堂", "消费者信得过单位", "诚信商店", "Restoration Hardware",
    ],
)  # fmt: skip
def test_honest_names_are_no_brands(name: str) -> None:
    """A name that only sounds like one is let in."""
    assert not branded(name) and not asserts(Block(1, "piece", name), name)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Two merchants."""
    return Office.make(tmp_path / "office", capsys, RECORDS)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("change", ID, "name_en", "REVOKED, counterfeit"), "claims-status"),
        (("review", ID, "--outcome", "通过", "--summary", "后厨脏", "--document", "见附件"),
         "unfounded-words"),
        (("review", ID, "--outcome", "提出建议", "--document", "口头1"), "unfounded-words"),
        (("review", ID, "--outcome", "提出建议", "--summary", "认定现已被撤销", "--document",
          "文9号"), "standing-misstated"),
    ],
)  # fmt: skip
def test_commands_refuse_what_the_gate_does(
    office: Office, words: tuple[str, ...], code: str
) -> None:
    """Before a byte is written, with the code of the gate."""
    assert office.run(*words, on="2024-05-01") == 1, office.err
    assert code in office.err + office.out


def test_a_review_that_advises_asks_for_its_document(office: Office) -> None:
    """The command says what is missing; with it the review is entered."""
    words = ("review", ID, "--outcome", "提出建议", "--summary", "建议增加公平秤")
    assert office.run(*words, on="2024-05-01") == 2
    assert "--document" in office.err
    assert office.run(*words, "--document", "文9号", on="2024-05-01") == 0, office.err
