"""Nobody who asked for nothing is refused; barred premises are barred however they are spelt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.recourse import Appeal, Void
from fangxin.facts.values import Act, Decision
from fangxin.registry.founding import unfounded_additions
from fangxin.registry.refusals import is_pending
from fangxin.registry.registry import Registry, load
from tests.support.demonstration import CONTENT

DAY, AS_OF = date(2026, 1, 1), date(2026, 11, 23)
REGISTRIES = Path(__file__).parents[1] / "fixtures" / "registries"
ASKS, ANSWERS = {Act.APPLIED, Act.PUBLICISED}, {Act.CERTIFIED, Act.REFUSED, Act.WITHDRAWN}
PUBLICISED = (
    "    - {id: D9, date: 2025-02-01, status: publicised, until: 2025-02-09, document: 例9号}\n"
)


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The county's real programme."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


@given(
    st.lists(st.sampled_from(sorted({*ASKS, *ANSWERS, Act.SUSPENDED, Act.REINSTATED})), max_size=8)
)
def test_what_was_asked_last_waits_until_it_is_answered(acts: list[Act]) -> None:
    """Suspensions and what lifts them answer nothing."""
    days = [DAY + timedelta(n) for n in range(len(acts))]
    decisions = [
        Decision(f"D{n}", day, act, day)
        for n, (day, act) in enumerate(zip(days, acts, strict=True))
    ]
    last = next((act for act in reversed(acts) if act in ASKS | ANSWERS), None)
    assert is_pending(decisions, DAY + timedelta(9)) == (last in ASKS)
    assert not is_pending(decisions, DAY - timedelta(1))


def test_an_answer_that_was_a_mistake_or_annulled_is_none() -> None:
    """Then the publicity waits again."""
    asked = Decision("D1", DAY, Act.PUBLICISED, DAY)
    refused = Decision("D2", DAY, Act.REFUSED, DAY)
    void = replace(refused, void=Void(DAY, "写错"))
    upheld = replace(refused, appeal=Appeal(DAY, DAY, "upheld"))
    assert [is_pending((asked, one), DAY) for one in (refused, void, upheld)] == [False, True, True]


@pytest.mark.parametrize(
    ("extra", "codes"),
    [
        ("", ["refused-nothing"]),
        ("    - {id: D9, date: 2025-02-01, status: applied}\n", []),
        (PUBLICISED, []),
        ("    - {id: D9, date: 2025-02-21, status: applied}\n", ["refused-nothing"]),
    ],
)
def test_a_new_refusal_answers_somebody(
    extra: str, codes: list[str], programme: Programme, tmp_path: Path
) -> None:
    """The gate and commands refuse it, a record that has it already is told."""
    text = (REGISTRIES / "refused-nothing" / "TEST1B.yml").read_text("utf-8")
    before = text[: text.index("    - {id: D3")] + extra
    after = before + text[text.index("    - {id: D3") :]
    found = []
    for name, said in (("before", before), ("after", after)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "TEST1B.yml").write_text(said, "utf-8")
        found.append(load(tmp_path / name, programme, AS_OF))
    (old, _), (new, told) = found
    assert isinstance(old, Registry) and isinstance(new, Registry)
    refused = list(unfounded_additions(old, new, programme.policy, AS_OF))
    assert [(one.code, one.level) for one in refused] == [(code, "error") for code in codes]
    assert [(one.code, one.level) for one in told] == [(code, "warning") for code in codes]
    assert not list(unfounded_additions(new, new, programme.policy, AS_OF))


@pytest.mark.parametrize("door", ["例路九号", "例路 9 號", "例路９号"])
@pytest.mark.parametrize("decided", ["2025-02-20", str(AS_OF)])
def test_barred_premises_are_barred_however_they_are_spelt(
    door: str, decided: str, programme: Programme, tmp_path: Path
) -> None:
    """What was certified before numerals were read is told, what is certified now is refused."""
    for source in (REGISTRIES / "premises-barred").iterdir():
        text = source.read_text("utf-8")
        if "counterfeit" not in text:
            text = text.replace("例路9号", door)
            start = (date.fromisoformat(decided) - timedelta(19)).isoformat()
            text = text.replace("2025-02-01", start).replace("2025-02-20", decided)
            last = (date.fromisoformat(start) + timedelta(7)).isoformat()
            text = text.replace("2025-02-08", last)
        (tmp_path / source.name).write_text(text, "utf-8")
    _, problems = load(tmp_path, programme, AS_OF)
    found = [(one.code, one.level) for one in problems if one.code == "premises-barred"]
    old = door == "例路九号" and decided != str(AS_OF)
    assert found == [("premises-barred", "warning" if old else "error")]
