"""What complaints tell: hot spots, repeats, merchants over the threshold; by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base import machine
from fangxin.base.dates import add_months
from fangxin.cli import options
from fangxin.cli.main import main
from fangxin.facts.notices.reading import ALERT, CAMPAIGN, read_notices
from fangxin.facts.registers.rows import Complaint, Party
from fangxin.facts.values import Void
from fangxin.office.drafts import as_lines, drafts, markdown, path_of
from fangxin.view.analysis.analysing import Analysis, analyse
from tests.support.complaints import a_complaint, programme
from tests.support.demonstration import KEPT
from tests.support.registers import table

AS_OF = date(2026, 11, 23)
PLAIN = {"sort": "general", "area": "prepaid"}


def many(month: str, count: int, **changes: Any) -> Iterator[Complaint]:
    """So many disputes about prepaid services in a month YYYY-MM."""
    begin = int(month[2:4] + month[5:]) * 100 + len(changes) * 10_000_000
    for n in range(count):
        received = datetime.fromisoformat(f"{month}-{n % 27 + 1:02d} 10:00")
        yield replace(a_complaint(begin + n), **{**PLAIN, "received": received, **changes})


def quiet(first: str = "2024-01") -> Complaint:
    """A question long ago, so that the register reaches back."""
    received = datetime.fromisoformat(f"{first}-01 10:00")
    return replace(a_complaint(), sort="consultation", received=received)


def tell(*rows: Complaint, as_of: date = AS_OF, linked: dict[str, str] | None = None) -> Analysis:
    return analyse((quiet(), *rows), linked or {}, {"PJ180004G": "示例店"}, as_of, programme())


def hot(found: Analysis) -> list[tuple[str, str, int]]:
    return [(spot.area, f"{spot.month:%Y-%m}", spot.count) for spot in found.hot_spots]


def test_five_where_none_is_usual() -> None:
    """The least number is a hot spot, one fewer is not."""
    assert hot(tell(*many("2026-09", 5))) == [("prepaid", "2026-09", 5)]
    assert hot(tell(*many("2026-09", 4))) == []


def test_compared_with_the_mean_of_the_months_before() -> None:
    """24 in six months are four a month; six are 150 per cent of it, five are not."""
    before = [row for n in range(3, 9) for row in many(f"2026-{n:02d}", 4)]
    assert hot(tell(*before, *many("2026-09", 5))) == []
    (spot,) = tell(*before, *many("2026-09", 6)).hot_spots
    assert (spot.usual, spot.last_year, spot.expected) == (Fraction(4), 0, Fraction(4))


def test_a_season_is_no_alarm() -> None:
    """What was as much in the same month of the year before is to be expected."""
    october = [*many("2025-10", 6), *many("2026-10", 8)]
    assert hot(tell(*october)) == [("prepaid", "2025-10", 6)]
    more = tell(*many("2025-10", 6), *many("2026-10", 9))
    assert hot(more) == [("prepaid", "2026-10", 9), ("prepaid", "2025-10", 6)]
    assert more.hot_spots[0].expected == 6


def test_a_young_register_has_nothing_to_compare_with() -> None:
    """Six months must lie before; before the register began is not zero complaints."""
    rows = tuple(many("2024-06", 9))
    assert hot(tell(*rows)) == []
    assert hot(analyse((quiet("2023-12"), *rows), {}, {}, AS_OF, programme())) != []


def test_a_month_is_judged_when_it_is_over() -> None:
    """The running month is no hot spot yet, and nothing of later days is known."""
    rows = tuple(many("2026-10", 6))
    assert hot(tell(*rows, as_of=date(2026, 10, 31))) == []
    assert hot(tell(*rows, as_of=date(2026, 11, 1))) == [("prepaid", "2026-10", 6)]


@pytest.mark.parametrize(
    "changes",
    [
        {"sort": "consultation"},
        {"outcome": "unfounded", "closed": datetime.fromisoformat("2026-09-29 10:00")},
        {"outcome": "withdrawn", "closed": datetime.fromisoformat("2026-09-29 10:00")},
        {"void": Void(date(2026, 9, 30), "写错")},
        {"repeat_of": "CMP-2026-00001"},
        {"area": "other"},
    ],
)
def test_what_is_no_further_trouble(changes: dict[str, Any]) -> None:
    """Questions, unfounded and withdrawn ones, mistakes, repeats and other fields do not add up."""
    assert hot(tell(*many("2026-09", 4), *many("2026-09", 1, **changes))) == []


def test_hot_again_and_again_calls_for_a_campaign() -> None:
    """Two hot months of the last six; one of them long ago is not enough."""
    found = tell(*many("2026-08", 5), *many("2026-10", 6))
    assert [(c.area, len(c.months)) for c in found.campaigns] == [("prepaid", 2)]
    assert tell(*many("2026-04", 5), *many("2026-10", 6)).campaigns == ()


def test_merchants_over_the_threshold() -> None:
    """Four within six months; by ID or credit code, never by name; unfounded ones do not count."""
    party = Party(uscc="91330726MA2DEM0P1X", name="某店（示例）")
    found = tell(*many("2026-10", 4, merchant=party))
    assert [(o.key, o.name, len(o.complaints)) for o in found.often] == [
        ("91330726MA2DEM0P1X", "某店（示例）", 4)
    ]
    assert tell(*many("2026-10", 3, merchant=party)).often == ()
    assert tell(*many("2026-04", 4, merchant=party)).often == ()
    assert tell(*many("2026-10", 9, merchant=Party(name="某店（示例）"))).often == ()
    closed = datetime.fromisoformat("2026-11-02 10:00")
    taken = many("2026-10", 9, merchant=party, outcome="withdrawn", closed=closed)
    assert tell(*taken).often == ()
    rows = tuple(many("2026-10", 4))
    (one,) = tell(*rows, linked={row.id: "PJ180004G" for row in rows}).often
    assert (one.key, one.name) == ("PJ180004G", "示例店")


def test_repeats_of_the_last_year_by_field() -> None:
    """How many of a field's disputes came again."""
    rows = [*many("2026-09", 3), *many("2026-10", 2, repeat_of="CMP-2026-00001")]
    assert tell(*rows).repeats == {"prepaid": (2, 5)}
    assert tell(*many("2025-10", 2, repeat_of="CMP-2026-00001")).repeats == {}


def test_without_thresholds_nothing_is_told() -> None:
    """A policy that sets none calls nothing a hot spot and drafts nothing."""
    plain = programme()
    versions = tuple(replace(version, analysis={}) for version in plain.policy.versions)
    plain = replace(plain, policy=replace(plain.policy, versions=versions))
    found = analyse((quiet(), *many("2026-09", 50)), {}, {}, AS_OF, plain)
    assert not (found.hot_spots or found.campaigns or found.often)
    assert drafts(found, plain) == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["prepaid", "food"])), max_size=60))
def test_hot_spots_equal_a_plain_count(found: list[tuple[int, str]]) -> None:
    """Whatever comes in, a hot spot is exactly a month that the definition names."""
    first = date(2024, 1, 1)
    rows = [
        a_complaint(
            n + 2,
            area=area,
            received=datetime.fromisoformat(f"{add_months(first, month)} 10:00"),
        )
        for n, (month, area) in enumerate(found)
    ]
    expected = set()
    for area in ("prepaid", "food"):
        counts = [sum(m == month and a == area for m, a in found) for month in range(31)]
        for month in range(6, 31):
            usual = Fraction(sum(counts[month - 6 : month]), 6)
            if month >= 12:
                usual = max(usual, Fraction(counts[month - 12]))
            if counts[month] >= 5 and counts[month] >= usual * Fraction(3, 2):
                expected.add((area, f"{add_months(first, month):%Y-%m}", counts[month]))
    assert set(hot(tell(*rows))) == expected


SURGE = (
    *many("2026-09", 5, merchant=Party(uscc="91330726MA2DEM0P1X", name="劲跑健身房（示例）")),
    *many("2026-10", 7),
)


def test_drafts_speak_of_fields_not_of_merchants() -> None:
    """A campaign and two alerts; the merchant that most complaints were about is in none."""
    found = drafts(tell(*SURGE), programme())
    assert [(draft.name, draft.category) for draft in found] == [
        ("campaign-prepaid-2026-10", CAMPAIGN),
        ("alert-prepaid-2026-10", ALERT),
        ("alert-prepaid-2026-09", ALERT),
    ]
    for draft in found:
        text = markdown(draft, AS_OF)
        assert "预付式消费" in text and "Status: draft\n" in text
        assert "劲跑" not in text and "91330726" not in text
    assert "7 件" in found[1].text and "平均每月 0.8 件" in found[1].text


def test_officials_see_who_is_complained_of(tmp_path: Path) -> None:
    """The list for the terminal names merchants over the threshold and says it is not public."""
    found = tell(*SURGE)
    lines = "\n".join(as_lines(found, drafts(found, programme()), programme(), tmp_path))
    assert "劲跑健身房（示例）  5" in lines and "不得公布" in lines
    assert "campaign-prepaid-2026-10  专项行动" in lines


def test_a_draft_is_a_sound_notice_that_is_not_published(tmp_path: Path) -> None:
    """What is written passes the checks of notices as it is, and stays out of the site."""
    (tmp_path / "notices").mkdir()
    for draft in drafts(tell(*SURGE), programme()):
        path = path_of(draft, tmp_path, AS_OF)
        path.write_text(markdown(draft, AS_OF), encoding="utf-8")
        assert path_of(draft, tmp_path, date(2026, 12, 1)) == path
    gazette, problems = read_notices(tmp_path, programme(), AS_OF)
    assert problems == []
    assert len(gazette.notices) == 3 and gazette.on(AS_OF) == ()


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of one merchant with a surge of complaints."""
    folder = tmp_path / "content"
    (folder / "registers").mkdir(parents=True)
    (folder / "programme").symlink_to(KEPT / "content/programme")
    (tmp_path / "merchants").mkdir()
    shop = sorted((KEPT / "merchants/shop").glob("*.yml"))[-1]
    (tmp_path / "merchants" / shop.name).write_bytes(shop.read_bytes())
    rows = [
        {
            "id": row.id,
            "received": f"{row.received:%Y-%m-%d %H:%M}",
            "channel": "12315",
            "class": row.sort,
            "field": row.area,
            "department": "amr",
        }
        for row in (quiet(), *SURGE)
    ]
    (folder / "registers/complaints.csv").write_text(table(*rows), encoding="utf-8")
    monkeypatch.setattr(options, "near", lambda name: tmp_path / name)
    monkeypatch.setattr(machine, "clock", lambda: AS_OF)
    return folder


DAY = ("--as-of", "2026-11-23")


def test_draft_lists(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name the command lists what it could write; as JSON for programs."""
    assert main(["draft", *DAY]) == 0
    assert "alert-prepaid-2026-10" in capsys.readouterr().out
    assert main(["draft", "--json", *DAY]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [spot["month"] for spot in told["hot_spots"]] == ["2026-10", "2026-09"]
    assert told["drafts"][0]["name"] == "campaign-prepaid-2026-10"


def test_draft_writes_once(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--write makes the file; a second time somebody's work is left alone; check stays fine."""
    name = "alert-prepaid-2026-10"
    assert main(["draft", name, *DAY]) == 0
    shown = capsys.readouterr().out
    assert not (content / "notices").exists()
    assert main(["draft", name, "--write", *DAY]) == 0
    path = content / "notices" / f"2026-11-23-{name}.md"
    assert path.read_text(encoding="utf-8") == shown
    path.write_text(shown + "改过\n", encoding="utf-8")
    assert main(["draft", name, "--write", *DAY]) == 2
    assert main(["draft", name, "--write", "--as-of", "2026-11-24"]) == 2
    assert path.read_text(encoding="utf-8").endswith("改过\n")
    for other in (f"notices/{name}.md", f"notices/2026/2026-12-01-{name}.md"):
        (content / other).parent.mkdir(exist_ok=True)
        path = path.rename(content / other)
        assert main(["draft", name, "--write", *DAY]) == 2
        assert [*content.rglob(f"*{name}*")] == [path]
    assert "没有覆盖" in capsys.readouterr().err
    assert main(["check", *DAY]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [(["no-such"], "没有叫 no-such 的草稿"), (["--write"], "--write 要写明哪一份草稿")],
)
def test_draft_says_what_it_cannot_do(
    content: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    """An unknown name, or none to write: exit 2, and which names there are."""
    assert main(["draft", *words, *DAY]) == 2
    err = capsys.readouterr().err
    assert said in err and "alert-prepaid-2026-10" in err


def test_draft_has_nothing_to_say(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With data in error no draft is made; without hot spots the command says so."""
    assert main(["draft", "alert", "--as-of", "2026-08-01"]) == 2
    assert "没有达到门槛" in capsys.readouterr().err
    register = content / "registers/complaints.csv"
    register.write_text(register.read_text().replace("general", "genaral"), encoding="utf-8")
    assert main(["draft", *DAY]) == 1
    assert "bad-choice" in capsys.readouterr().err


def test_todo_tells_what_is_wrong(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With rows that cannot be read the errors are told, and never that nothing waits."""
    register = content / "registers/complaints.csv"
    register.write_text(register.read_text().replace("general", "genaral", 1), encoding="utf-8")
    assert main(["todo", *DAY]) == 1
    out, err = capsys.readouterr()
    assert "bad-choice" in err
    assert "数据有错误" in out and "没有待确认的行" not in out
    assert main(["todo", "--json", *DAY]) == 1
    out, err = capsys.readouterr()
    assert "bad-choice" in err and json.loads(out)["rows"] == 0
