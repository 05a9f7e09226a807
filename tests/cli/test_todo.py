"""``fangxin todo``: how duties are grouped, printed, written for programs and into calendars."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from fangxin.base.width import cells, wrapped
from fangxin.cli.index import COMMANDS
from fangxin.cli.main import main
from fangxin.cli.todo import _item
from fangxin.facts.programme.holidays import Holidays
from fangxin.office.due.calendar import calendar
from fangxin.office.due.duties import Duty, every_kind
from fangxin.office.due.lines import lines, when
from fangxin.office.due.urgency import URGENCIES, by_urgency, horizon, urgency
from tests.support.commands import understood
from tests.support.demonstration import KEPT
from tests.support.factories import a_site
from tests.support.registers import programme

DAY = date(2026, 10, 1)  # a Thursday
SEEN = horizon(DAY, 30, Holidays(years=frozenset({DAY.year})))


def a_duty(kind: str = "appeal_period", days: int | None = 0, **more: str) -> Duty:
    """A duty whose last day is so many days after DAY."""
    due = None if days is None else DAY + timedelta(days)
    values: dict[str, Any] = {
        "id": "PJ239001B",
        "name": "月泉粮油店（示例）",
        "zh": "要办的事",
        "en": "to do",
    }
    return Duty(kind, **{**values, "command": "fangxin show PJ239001B", **more}, due=due)


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        ("complaint", -1, "overdue"),
        ("complaint", 0, "today"),
        ("complaint", 1, "week"),
        ("complaint", 7, "week"),
        ("complaint", 8, "later"),
        ("complaint", 30, "later"),
        ("complaint", 31, "waiting"),
        ("complaint", None, "waiting"),
        ("revocation", 0, "critical"),
        ("revocation", 2, "critical"),
        ("revocation", 3, "week"),
        ("decision", -1, "overdue"),
    ],
)
def test_how_urgent(kind: str, days: int | None, expected: str) -> None:
    """What the day alone changes is critical two days before; all else goes by its last day."""
    assert urgency(a_duty(kind, days), SEEN) == expected


@pytest.mark.parametrize(
    ("as_of", "last"),
    [
        (date(2026, 9, 1), date(2026, 9, 3)),  # two days at least
        (date(2026, 11, 20), date(2026, 11, 23)),  # a Friday: until Monday
        (date(2026, 9, 30), date(2026, 10, 8)),  # the eve of the National Day
    ],
)
def test_nothing_happens_over_a_holiday_untold(as_of: date, last: date) -> None:
    """What the day alone changes is critical up to the next working day."""
    assert horizon(as_of, 30, programme().holidays).critical == last


def test_a_revocation_of_tomorrow_comes_first() -> None:
    """Before everything that is overdue, however long; each urgency has its heading once."""
    found = [a_duty("complaint", -400), a_duty("signs_down", 0), a_duty("revocation", 0)]
    said = list(lines(found, SEEN))
    headings = [line for line in said if line.startswith("━━")]
    assert [heading.split("：")[0] for heading in headings] == ["━━ 最要紧", "━━ 已逾期", "━━ 今天"]
    assert said[0].startswith("待办 3 件（2026年10月1日）：最要紧 1，已逾期 1，今天 1")
    assert list(by_urgency(found, SEEN)) == list(URGENCIES)


def test_a_kind_is_told_in_the_order_of_danger() -> None:
    """Within an urgency the worst kind comes first, and of a kind the longest overdue."""
    found = [a_duty("misuse", -9), a_duty("complaint", -1), a_duty("complaint", -5)]
    group = by_urgency(found, SEEN)["overdue"]
    assert [(one.kind, one.due) for one in group] == [
        ("complaint", date(2026, 9, 26)),
        ("complaint", date(2026, 9, 30)),
        ("misuse", date(2026, 9, 22)),
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-3, "2026-09-28 逾期 3 天"),
        (0, "2026-10-01 今天"),
        (1, "2026-10-02 明天"),
        (2, "2026-10-03 后天"),
        (3, "2026-10-04 还有 3 天"),
        (None, ""),
    ],
)
def test_how_many_days_are_left(days: int | None, said: str) -> None:
    """Days are counted only where they are printed."""
    assert when(a_duty(days=days), DAY) == said


def test_many_of_a_kind_are_counted() -> None:
    """Of a thousand terms that end some are told, and how many others there are."""
    found = [a_duty("term", 20, id=f"PJ{number:06d}") for number in range(1000)]
    said = "\n".join(lines(found, SEEN, most=3))
    assert said.count("→ fangxin") == 3
    assert "还有 997 件：fangxin todo --kind term" in said
    assert "1000 件" in said


def test_nothing_is_due() -> None:
    """That is said, with the days it is said of."""
    (said,) = lines([], replace(SEEN, ahead=7))
    assert "2026年10月1日起 7 天内没有到期的事" in said and "2026-10-01" in said


def test_lines_fit_the_terminal_and_commands_stay_whole() -> None:
    """Nothing is wider than 80 columns but what is to be copied."""
    long = "这一句话很长，" * 20
    command = "fangxin rectify PJ239001B F1 " + "x" * 70
    said = list(lines([a_duty(zh=long, command=command, name="店" * 60)], SEEN))
    assert f"    → {command}" in said
    assert all(cells(line) <= 80 for line in said if "→" not in line)


@given(st.text(alphabet="中文店，。（）ab12- ", min_size=1, max_size=200), st.integers(20, 100))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    """All but blanks comes through in its order; no line is too wide unless it is one word with
    its marks, and none begins with a closing mark that could stay with its word."""
    said = list(wrapped(text, width))
    assert "".join("".join(said).split()) == "".join(text.split())
    for line in said:
        word = re.fullmatch(r" *([!-~]+|.)[，。）]*", line)
        assert cells(line) <= width or word, line
    assert not any(line.lstrip()[:1] in "，。）" for line in said[1:] if line.strip())


def unfolded(data: bytes) -> list[str]:
    """The content lines of a calendar; asserts that lines end and are folded as they must."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    physical = data[:-2].split(b"\r\n")
    assert all(0 < len(line) <= 75 for line in physical)
    for line in physical:
        line.decode()  # no character is torn
    return data[:-2].replace(b"\r\n ", b"").decode().split("\r\n")


def test_the_calendar() -> None:
    """An event a last day, a whole day long, that says what, how and where; text is escaped."""
    duty = a_duty("revocation", 30, zh="到期；不登记, 就撤销\\;" + "长" * 60, fact="F1")
    told = unfolded(calendar([duty, a_duty(days=None)], a_site(), DAY))
    assert told[0] == "BEGIN:VCALENDAR" and told[-1] == "END:VCALENDAR"
    assert told.count("BEGIN:VEVENT") == told.count("END:VEVENT") == 1
    event = told[told.index("BEGIN:VEVENT") : told.index("END:VEVENT")]
    assert "UID:revocation-PJ239001B-F1@fx.example" in event
    assert "DTSTAMP:20261001T000000Z" in event
    assert "DTSTART;VALUE=DATE:20261031" in event
    assert "DTEND;VALUE=DATE:20261101" in event
    described = next(line for line in event if line.startswith("DESCRIPTION:"))
    assert described == (
        "DESCRIPTION:到期；不登记\\, 就撤销\\\\\\;"
        + "长" * 60
        + "\\nto do\\nfangxin show PJ239001B"
    )


def test_the_calendar_is_no_message_of_a_scheduler() -> None:
    """A METHOD asks for an ORGANIZER in every event (RFC 5546), who would be answered."""
    told = unfolded(calendar([a_duty("term", 3)], a_site(), DAY))
    assert not [line for line in told if line.startswith(("METHOD", "ORGANIZER", "ATTENDEE"))]


def test_an_event_keeps_its_uid() -> None:
    """When a last day moves, the event moves; an empty calendar is still a calendar."""
    uids = set()
    for days in (3, 9):
        told = unfolded(calendar([a_duty("term", days)], a_site(), DAY))
        uids |= {line for line in told if line.startswith("UID:")}
    assert uids == {"UID:term-PJ239001B@fx.example"}
    empty = unfolded(calendar([], a_site(), DAY))
    assert "BEGIN:VTIMEZONE" in empty and "BEGIN:VEVENT" not in empty


@given(st.text(alphabet="a，长😀;,\\\n:", max_size=300))
def test_any_words_come_back_out_of_the_calendar(words: str) -> None:
    """Folded and escaped as the standard wants, and read again they are the same."""
    data = calendar([a_duty("term", 3, zh=f"到{words}期")], a_site(), DAY)
    unfolded(data)
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["DESCRIPTION"]).startswith(f"到{words}期\n")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The kept town in a folder of its own, with one failure that revokes on 3 October."""
    shutil.copytree(KEPT, tmp_path / "town")
    shop = next((tmp_path / "town" / "merchants").rglob("PJ240002A.yml"))
    shop.write_text(
        shop.read_text("utf-8").rstrip("\n")
        + "\nfailures:\n  - {id: F9, kind: penalty, date: 2026-09-01, served: 2026-09-02, "
        "recorded: 2026-09-02, document: 浦市监罚〔2026〕99号, summary: 示例}\n",
        "utf-8",
    )
    return tmp_path / "town"


def todo(town: Path, *words: str) -> int:
    """The exit code of the command in a town."""
    where = ["--merchants", str(town / "merchants"), "--content", str(town / "content")]
    return main(["todo", *where, "--as-of", "2026-10-02", *words])


def test_the_command(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The revocation of tomorrow stands at the top with its command; as JSON too."""
    assert todo(town) == 0
    out = capsys.readouterr().out
    assert out.index("最要紧") < out.index("fangxin rectify PJ240002A F9")
    assert todo(town, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["as_of"], told["ahead"]) == ("2026-10-02", 30)
    assert told["due"] == len(told["duties"]) == sum(told["urgencies"].values())
    first = told["duties"][0]
    assert (first["kind"], first["urgency"], first["due"]) == (
        "revocation", "critical", "2026-10-02",
    )  # fmt: skip
    assert first["automatic"] and first["command"] == "fangxin rectify PJ240002A F9"
    assert set(told) >= {"names_to_confirm", "rows", "parties"}


def test_filters(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A kind by its code or name, a department by its code or name, a town; what does not exist
    is no empty list."""

    def told(*words: str) -> list[tuple[str, str]]:
        assert todo(town, "--json", *words) == 0
        listed = json.loads(capsys.readouterr().out)
        return [(one["kind"], one["id"]) for one in listed["duties"]]

    whole, one = told(), ("revocation", "PJ240002A")
    assert one in whole and len(whole) > 1
    assert told("--kind", "revocation") == told("--kind", every_kind()["revocation"].label) == [one]
    assert told("--kind", "names") == []
    amr = told("--department", "amr")
    assert one in amr and amr == told("--department", "县市场监管局")
    record = next((town / "merchants").rglob("PJ240002A.yml")).read_text("utf-8")
    home = re.findall(r"^town: (.*)$", record, re.MULTILINE)[0]
    assert one in told("--town", home)
    for words in (("--kind", "x"), ("--town", "某镇"), ("--department", "某局")):
        assert todo(town, *words) == 2
        said = capsys.readouterr().err
        assert words[1] in said and "有的是" in said


def test_the_calendar_file(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is written as a whole or not at all: not with errors in the data, nor into a folder."""
    file = tmp_path / "todo.ics"
    assert todo(town, "--ics", str(file)) == 0
    assert "UID:revocation-PJ240002A-F9@" in "\n".join(unfolded(file.read_bytes()))
    before = file.read_bytes()
    assert todo(town, "--ics", str(tmp_path)) == 2
    assert todo(town, "--ics", str(tmp_path / "new" / "todo.ics")) == 0
    record = next((town / "merchants").rglob("PJ240002A.yml"))
    record.write_text(record.read_text("utf-8").replace("kind: penalty", "kind: 罚"), "utf-8")
    capsys.readouterr()
    assert todo(town, "--ics", str(file)) == 1
    assert "日历没有写" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert not list(tmp_path.glob(".fangxin-*.part"))


def test_what_is_overdue_stands_on_today_and_keeps_its_uid(town: Path, tmp_path: Path) -> None:
    """Nobody looks at past days of a calendar: not one event lies there, whatever the day; an
    overdue one says since how many days, under the UID that it had in time."""
    seen: dict[str, set[str]] = {}
    for day in ("2026-10-02", "2026-10-20", "2026-11-28"):
        file = tmp_path / f"{day}.ics"
        assert todo(town, "--as-of", day, "--ics", str(file)) == 0
        events = "\n".join(unfolded(file.read_bytes())).split("BEGIN:VEVENT")[1:]
        begins = [re.findall(r"DTSTART;VALUE=DATE:(\d{8})", event)[0] for event in events]
        assert min(begins) >= day.replace("-", "")
        late = [event for event in events if "（逾期 " in re.findall("SUMMARY:(.*)", event)[0]]
        assert all(f"DTSTART;VALUE=DATE:{day.replace('-', '')}" in event for event in late)
        seen[day] = {re.findall("UID:(.*)", event)[0] for event in late}
    assert seen["2026-10-20"] and seen["2026-11-28"]


def test_with_errors_the_list_says_so(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What could be read is told all the same, under a warning; the exit code is 1."""
    (town / "merchants" / "shop" / "PJ199999X.yml").write_text("name: x\n", "utf-8")
    assert todo(town) == 1
    out = capsys.readouterr().out
    assert out.startswith("数据有错误") and "fangxin rectify PJ240002A F9" in out


# What officials will type; each belongs to a command of its own, with a grammar of its own.
WRITING: set[str] = set()


@pytest.mark.parametrize("kind", [kind for kind, one in every_kind().items() if one.command])
def test_every_command_can_be_typed_as_it_stands(kind: str) -> None:
    """What a duty says to type is understood, its words and their order."""
    words = every_kind()[kind].command.format(id="PJ239001B", fact="F1").split()
    assert words[0] == "fangxin"
    if words[1] not in COMMANDS:
        assert words[1] in WRITING, "a command that nobody knows"
        pytest.skip(f"fangxin {words[1]} is not in this version")
    assert vars(understood(words[1:]))


def test_the_guide_explains_every_kind(root: Path) -> None:
    """docs/todo.md has every kind and every key of the JSON, and no kind that there is not."""
    text = (root / "docs" / "todo.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE)
    told = {code for row in rows for code in re.findall(r"`([a-z_]+)`", row)}
    assert told == {*every_kind(), "names"}
    keys = set(re.findall(r"`([a-z_]+)`", text.partition("## 给程序")[2]))
    (item,) = (_item(a_duty(), SEEN),)
    assert keys >= set(item)


def test_a_category_that_there_is_not(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its shop is told all the same, for no department; the error is what check says."""
    record = next((town / "merchants").rglob("PJ240002A.yml"))
    text = re.sub(r"^category: .*$", "category: foo", record.read_text("utf-8"), flags=re.MULTILINE)
    record.write_text(text, "utf-8")
    assert todo(town, "--json") == 1
    out, err = capsys.readouterr()
    assert "unknown-category" in err
    (one,) = (d for d in json.loads(out)["duties"] if d["kind"] == "revocation")
    assert one["department"] is None and one["id"] == "PJ240002A"


@pytest.mark.parametrize("as_of", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar(
    as_of: str, town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No day is too early or too late to be asked about."""
    assert todo(town, "--as-of", as_of, "--json") in (0, 1)
    assert json.loads(capsys.readouterr().out)["as_of"] == as_of
