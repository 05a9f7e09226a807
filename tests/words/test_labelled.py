"""Every public value of every fact has one name, and page, show, diff and letter tell it by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, make_dataclass, replace
from datetime import date
from typing import Any

import pytest

from fangxin.change.effect.details import facts_of
from fangxin.facts.promises import Commitment, Honour, Sign
from fangxin.facts.values import Review, Status
from fangxin.office.letters.told import ANSWERS, VALUES
from fangxin.site.render import Renderer
from fangxin.view.view import ChangeView, ObjectionView, View
from fangxin.words.explain.facts import fact_json, fact_lines, facts_told
from fangxin.words.labelled import values_of
from fangxin.words.labels import FOLLOWING, SHORT, SORTS, label
from fangxin.words.layout import PLACED
from tests.support.demonstration import ROOT
from tests.support.factories import a_view
from tests.support.status_pages import CERTIFIED, a_failure, a_programme

DAY = date(2026, 3, 1)
FACTS: Mapping[str, Any] = {
    "failures": a_failure(),
    "decisions": CERTIFIED,
    "changes": ChangeView("C1", "name", DAY, "例〔2026〕1号"),
    "objections": ObjectionView("O1", DAY),
    "reviews": Review("R1", DAY, "passed"),
    "commitments": Commitment("advance_compensation"),
    "honours": Honour("守合同重信用单位（示例）", DAY),
    "signs": Sign("BP-2026-0001", DAY),
}
# Keys of the tables that no View has, and why: nothing here may be told by any of the four.
UNTOLD: Mapping[str, frozenset[str]] = {
    "failures": frozenset(
        {"affects"}  # other merchants, whose pages tell it
        | {
            "served_document",
            "rectified_document",
            "rectified_summary",
        }  # papers between offices
        | {"rectified_recorded", "final_recorded"}  # from when it is known, which the View minds
        | {"reply_admitted"}  # of the procedure
        | {"repair", "corrected"}  # "repaired" and "mended" tell of them
    ),
    "decisions": frozenset(
        {"because", "imported", "successor", "unrelated_to"}  # of the merchant, not the fact
        | {"recorded", "reply_admitted", "corrected"}
    ),
    "changes": frozenset({"before", "after", "summary", "corrected"}),  # it may be a home
    "objections": frozenset({"summary", "corrected"}),  # between the office and who objected
    "reviews": frozenset({"void", "corrected"}),  # what was a mistake is not told at all
    "signs": frozenset({"corrected"}),
}
TITLE = frozenset({"id", "number", "name", "kind", "status", "field", "outcome", "date", "filed"})


@pytest.mark.parametrize("sort", FACTS)
def test_each_value_has_one_name(sort: str) -> None:
    """Nothing is without one, and no two values of a fact share one."""
    names = [label(sort, key).zh for key in values_of(FACTS[sort])]
    assert len(names) == len(set(names)) and all(names)
    assert all(label(sort, key).en for key in values_of(FACTS[sort]))


@pytest.mark.parametrize("sort", FACTS)
def test_each_key_that_may_be_written_is_told_or_not_for_a_reason(sort: str) -> None:
    """A new key of a table is put into the View, or into the list of what is not told."""
    written = {spec.key for spec in SORTS[sort][2].fields} - TITLE
    told = set(values_of(FACTS[sort]))
    assert written - told == UNTOLD.get(sort, frozenset()) - told
    assert not told & UNTOLD.get(sort, frozenset()) - {"void"}


def test_no_name_stands_there_for_nothing() -> None:
    """A short name is that of a key, and what follows is no key of any table."""
    keys = {spec.key for _, _, table in SORTS.values() for spec in table.fields}
    assert set(SHORT) <= keys
    assert not set(FOLLOWING) & {spec.key for spec in SORTS["failures"][2].fields}


def wider(one: Any, key: str, value: Any) -> Any:
    """The same view of a fact with one more attribute, as if somebody had just made it public."""
    known = {spec.name: getattr(one, spec.name) for spec in fields(one)}
    sort = type(one)
    made = make_dataclass("Wider", [(key, type(value), None)], bases=(sort,), frozen=True)
    return made(**known, **{key: value})


PROOF = "例送〔2026〕77号"


def told_on_page(view: View) -> str:
    """The status page."""
    return Renderer(a_programme(), ROOT / "theme").merchant_page(view).decode()


def told_by_show(view: View) -> str:
    """What ``show`` lists, and its JSON."""
    (one,) = facts_told(view)
    assert (PROOF in str(fact_json(one))) is (PROOF in "\n".join(fact_lines(one)))
    return "\n".join(fact_lines(one))


def told_by_diff(view: View) -> str:
    """What is new for ``diff``."""
    return "，".join(
        f"{k} {v}" for one in facts_of(view, a_programme()) for k, v in one.values.items()
    )


@pytest.mark.parametrize("teller", [told_on_page, told_by_show, told_by_diff])
def test_by_which_document_it_became_final(teller: Callable[[View], str]) -> None:
    """Whoever loses a recognition by it reads which it is, beside its day."""
    one = replace(a_failure(), final=DAY, final_document=PROOF)
    view = replace(a_view(status=Status.CERTIFIED), failures=(one,), decisions=())
    assert PROOF in teller(view)
    assert PROOF not in teller(replace(view, failures=(replace(one, final_document=None),)))


@pytest.mark.parametrize("teller", [told_on_page, told_by_show, told_by_diff])
@pytest.mark.parametrize(
    ("sort", "key"),
    [("failures", "served_document"), ("decisions", "successor"), ("failures", "affects")],
)
def test_what_becomes_public_is_told_by_itself(
    teller: Callable[[View], str], sort: str, key: str
) -> None:
    """By the name of the field table, without a line anywhere else."""
    value: Any = (PROOF,) if key == "affects" else PROOF
    one = wider(FACTS[sort], key, value)
    alone: dict[str, Any] = {"failures": (), "decisions": (), sort: (one,)}
    view = replace(a_view(status=Status.CERTIFIED), **alone)
    said = teller(view)
    assert PROOF in said
    assert label(sort, key).zh in said
    assert label(sort, key).zh == SORTS[sort][2].table[key].zh


def test_the_page_places_what_there_is() -> None:
    """What the template says in its own words are values, so that nothing is placed in vain."""
    for sort, placed in PLACED.items():
        assert placed == set(values_of(FACTS[sort])), sort


def test_letters_choose_from_the_same_values() -> None:
    """Each name of a template that stands for a value of a finding or a decision is one of them."""
    keys = {key.partition(".")[0] for key in (*VALUES.values(), *ANSWERS.values())}
    assert keys <= set(values_of(FACTS["failures"]))
    assert {key.partition(".")[0] for key in ANSWERS.values()} <= set(values_of(CERTIFIED))


ANNULLED = {
    "void": {"void_date": DAY, "void_reason": PROOF},
    "retest": {"appeal": "upheld", "appeal_decided": DAY, "retested": True},
    "appeal": {"appeal": "upheld", "appeal_filed": DAY, "appeal_decided": DAY},
}


@pytest.mark.parametrize("by", ANNULLED)
def test_all_say_alike_why_it_counts_no_longer(by: str) -> None:
    """A retest is no appeal, in none of them; a mistake is called one in all."""
    values: dict[str, Any] = ANNULLED[by]
    one = replace(a_failure(), **{"appeal_filed": None, **values})
    view = replace(a_view(status=Status.CERTIFIED), failures=(one,), decisions=())
    (listed,) = facts_told(view)
    told = next(one for one in facts_of(view, a_programme()) if one.zh == "问题")
    over = "该记录不再计入"
    words = {"void": "登记有误", "retest": f"复检合格，{over}", "appeal": f"成立，{over}"}
    said = (
        told_on_page(view).partition('id="failures"')[2].partition("</article>")[0],
        "".join(fact_lines(listed)),
        "".join(f"{name}{value}" for name, value in told.values.items() if value),
    )
    for text in said:
        assert words[by] in text
        assert ("申诉成立" in text or "成立，该记录" in text) is (by == "appeal")
