"""Duties as an iCalendar file (RFC 5545) that an office can subscribe to: a whole day for each last
day. What has no last day stands in no calendar; what is overdue stands on today, where it is seen,
and says since how many days. It is a file and no message of a scheduler, so it has no METHOD, which
asks for an ORGANIZER in each event (RFC 5546)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.prop import vText

from fangxin.base.dates import add_days
from fangxin.facts.programme.programme import Site
from fangxin.office.due.duty import Duty
from fangxin.office.due.kinds import every_kind
from fangxin.text.markup.addresses import own_host

_AHEAD = timedelta(hours=8)  # of UTC, all year


def calendar(found: Iterable[Duty], site: Site, as_of: date) -> bytes:
    """The file, the same for the same duties. An event keeps its UID as long as it is the same
    duty, also when its day changes."""
    host = own_host(site.url) or "localhost"
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//{host}//fangxin todo//ZH")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", vText(f"{site.title}待办"))  # unescaped, were it no vText
    made.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    made.add_component(_zone())  # always: a calendar without any component is none
    events = {duty_uid(duty, host): duty for duty in found if duty.due is not None}
    for uid, duty in events.items():
        made.add_component(_event(uid, duty, as_of))
    return bytes(made.to_ical())


def duty_uid(duty: Duty, host: str) -> str:
    """The same as long as the duty is, whatever its day."""
    parts = filter(None, (duty.kind, duty.id, duty.fact))
    return f"{'-'.join(parts)}@{host}".replace("/", "-")


def _zone() -> Timezone:
    always = TimezoneStandard()
    always.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001 - a zone begins by its own clock
    always.add("tzoffsetfrom", _AHEAD)
    always.add("tzoffsetto", _AHEAD)
    always.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", "Asia/Shanghai")
    zone.add_component(always)
    return zone


def _event(uid: str, duty: Duty, as_of: date) -> Event:
    kind, due = every_kind()[duty.kind], max(duty.due or as_of, as_of)
    late = (as_of - duty.due).days if duty.due is not None else 0
    overdue = f"（逾期 {late} 天）" if late > 0 else ""
    told = (duty.zh, duty.en, duty.command, duty.where)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", due)
    event.add("dtend", add_days(due, 1))
    event.add("summary", f"{kind.label}{overdue}：{duty.name}")
    event.add("description", "\n".join(line for line in told if line))
    event.add("categories", [kind.label])
    event.add("transp", "TRANSPARENT")
    return event
