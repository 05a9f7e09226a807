"""Duties as an iCalendar file (RFC 5545) that an office can subscribe to: a whole day for each last
day. What has no last day stands in no calendar; what is overdue stands on today, where it is seen,
and says since how many days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from fangxin.base.dates import add_days
from fangxin.facts.programme import Site
from fangxin.office.duties.duty import Duty
from fangxin.office.duties.kinds import every_kind
from fangxin.text.markup.addresses import own_host

_OCTETS = 75  # of a line at most, without its end
# Always there: a calendar without any component is none.
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar(found: Iterable[Duty], site: Site, as_of: date) -> bytes:
    """The file, the same for the same duties. An event keeps its UID as long as it is the same
    duty, also when its day changes."""
    host = own_host(site.url) or "localhost"
    content = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{host}//fangxin todo//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(site.title)}待办",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *_ZONE,
    ]
    events = {duty_uid(duty, host): duty for duty in found if duty.due is not None}
    for uid, duty in events.items():
        content += _event(uid, duty, as_of)
    content.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in content).encode()


def duty_uid(duty: Duty, host: str) -> str:
    """The same as long as the duty is, whatever its day."""
    parts = filter(None, (duty.kind, duty.id, duty.fact))
    return f"{'-'.join(parts)}@{host}".replace("/", "-")


def _event(uid: str, duty: Duty, as_of: date) -> Iterator[str]:
    kind, due = every_kind()[duty.kind], max(duty.due or as_of, as_of)
    late = (as_of - duty.due).days if duty.due is not None else 0
    overdue = f"（逾期 {late} 天）" if late > 0 else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(uid)}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{add_days(due, 1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{kind.label}{overdue}：{duty.name}')}"
    told = (duty.zh, duty.en, duty.command, duty.where)
    yield f"DESCRIPTION:{_text(chr(10).join(line for line in told if line))}"
    yield f"CATEGORIES:{_text(kind.label)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A value of type TEXT: section 3.3.11."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return "".join(letter for letter in value if letter >= " ")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, never within a character: section 3.1."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = "", 1  # the blank that begins the next one
        piece, size = piece + letter, size + octets
    return "\r\n ".join([*pieces, piece])
