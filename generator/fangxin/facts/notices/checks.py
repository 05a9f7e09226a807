"""What holds between notices, and between a notice and the records it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fangxin.base.problem import Place, Problem
from fangxin.facts.document_number import same_document
from fangxin.facts.notices.links import targets
from fangxin.facts.notices.notice import RESERVED, Notice
from fangxin.facts.programme.programme import Programme
from fangxin.facts.values import Act, Decision, Merchant

_STATUS_PAGE = re.compile(r"/m/([^/?#]*)")


def check_notices(
    notices: Sequence[Notice], programme: Programme, today: date
) -> Iterator[Problem]:
    """Days that have come, addresses and index numbers that are unique, codes and documents that
    are known."""
    addresses: dict[str, Place] = {}
    indexes: dict[str, Place] = {}
    for notice in notices:
        if notice.date > today and not notice.draft:
            yield _future(notice, today)
        yield from _mended(notice, today)
        if notice.slug in RESERVED:
            yield _reserved(notice)
        if notice.slug in addresses:
            first = addresses[notice.slug]
            yield _twice(notice.place, "文件名", "file name", notice.slug, first)
        addresses.setdefault(notice.slug, notice.place)
        if notice.index and notice.index in indexes:
            first = indexes[notice.index]
            yield _twice(notice.where("Index"), "索引号", "index number", notice.index, first)
        indexes.setdefault(notice.index or "", notice.place)
        yield from _codes(notice, programme)
        yield from _document(notice, programme)


def check_against(
    notices: Sequence[Notice],
    texts: Mapping[str, str],
    merchants: Mapping[str, Merchant],
    home: bool,
) -> Iterator[Problem]:
    """Merchants that are named or linked exist, and their records say of the publicity what the
    notice says. ``texts`` by slug; away from ``home``, with other records, one piece of advice."""
    named = [one for notice in notices for one in _named(notice, texts.get(notice.slug, ""))]
    absent = [(place, id) for place, id in named if id not in merchants]
    if not home:
        if absent:
            yield _elsewhere(absent[0][0], len({id for _, id in absent}))
        return
    ids = {id for _, id in absent}
    if len(ids) > 1 and len(absent) == len(named):  # all of them: it is the records that changed
        yield _none_there(absent[0][0], len(ids))
        return
    for place, id in absent:
        yield _absent(place, id)
    for notice in notices:
        if notice.is_publicity:
            yield from _differences(notice, merchants)


def _named(notice: Notice, text: str) -> Iterator[tuple[Place, str]]:
    for id in notice.merchants:
        yield notice.where("Merchants"), id
    for number, column, target in targets(text.split("\n")):
        match = _STATUS_PAGE.match(target)
        if match is not None:
            yield Place(notice.place.path, number, column + match.start(1)), match[1]


def _differences(notice: Notice, merchants: Mapping[str, Merchant]) -> Iterator[Problem]:
    cited = {
        id: decision
        for id, merchant in merchants.items()
        for decision in merchant.decisions
        if _announced(decision, notice)
    }
    unknown = [id for id in notice.merchants if id in merchants and id not in cited]
    unnamed = [id for id in cited if id not in notice.merchants]
    other = [id for id, decision in cited.items() if decision.until != notice.ends]
    for ids, zh, en in (
        (unknown, f"档案里没有按 {notice.document} 公示", "have no such publicity on record"),
        (unnamed, "档案里按这份文件公示，公告却没有写", "are on record with it, but not named"),
        (other, f"档案里的公示截止日不是 {notice.ends}", "have another last day on record"),
    ):
        if ids:
            yield Problem(
                notice.where("Document"),
                "notice-differs",
                f"公告与档案须一致：{'、'.join(ids)} {zh}。请核对 Merchants、Ends 和档案",
                f"notice and records must agree: {', '.join(ids)} {en}; check Merchants, Ends and "
                "the records",
                "warning",
            )


def _announced(decision: Decision, notice: Notice) -> bool:
    return (
        decision.act is Act.PUBLICISED
        and decision.void is None
        and same_document(decision.document, notice.document)
    )


def _codes(notice: Notice, programme: Programme) -> Iterator[Problem]:
    named = [("Area", code, programme.areas) for code in notice.areas]
    if notice.campaign:
        named.append(("Campaign", notice.campaign, programme.campaigns))
    for key, code, known in named:
        if code not in known:
            choices = "、".join(f"{code}（{topic.label}）" for code, topic in known.items())
            yield Problem(
                notice.where(key),
                "notice-code",
                f"{key} 须是 {choices} 之一：这里是「{code}」。请改正",
                f"{key} must be one of {', '.join(known)}: found '{code}'; correct it",
            )


def _document(notice: Notice, programme: Programme) -> Iterator[Problem]:
    if notice.document is None:
        return
    known = programme.documents.get(notice.document)
    if known is None:
        yield Problem(
            notice.where("Document"),
            "notice-document",
            f"Document（文件编号）须登记在 documents.yml：没有「{notice.document}」。"
            "请核对文号，或在 content/programme/documents.yml 加一行",
            f"Document must be listed in documents.yml: '{notice.document}' is not; check it, or "
            "add a line there",
            "warning",
        )
    elif notice.date < known.date:
        yield Problem(
            notice.where("Date"),
            "notice-before-document",
            f"公告不能早于文件：Date 是 {notice.date}，而 {notice.document} 是 {known.date} 的。"
            "请核对",
            f"a notice must not be older than its document: Date is {notice.date}, "
            f"{notice.document} is of {known.date}; check both",
        )


def _mended(notice: Notice, today: date) -> Iterator[Problem]:
    """Days of corrections, of the withdrawal and of a late entry lie between the notice and today,
    in order."""
    days = [("Recorded", notice.recorded.date)] if notice.recorded else []
    days += [("Corrected", one.date) for one in notice.corrected]
    days += [("Withdrawn", notice.withdrawn.date)] if notice.withdrawn else []
    last: dict[str, date] = {}
    for key, day in days:
        if day is None or not last.get(key, notice.date) <= day <= today:
            yield Problem(
                notice.where(key),
                "notice-mended",
                f"{key} 的日子须在发布日 {notice.date} 以后、今天（{today}）以前，先后依次："
                f"这里是 {day or '没有的日子'}。请核对",
                f"days of {key} must lie from {notice.date}, the day of the notice, to today, "
                f"{today}, in order: found {day or 'no day of the calendar'}; check it",
            )
        else:
            last[key] = day


def _future(notice: Notice, today: date) -> Problem:
    return Problem(
        notice.where("Date"),
        "notice-in-the-future",
        f"Date 不能晚于今天（{today}）：写的是 {notice.date}。"
        "请核对日期；还没到日子的，先写「Status: draft」",
        f"Date must not be later than today, {today}: found {notice.date}; check it, or write "
        "'Status: draft' until then",
    )


def _reserved(notice: Notice) -> Problem:
    return Problem(
        notice.place,
        "notice-reserved",
        f"文件名不能是「{notice.slug}」：这个网址已是一个栏目。请换一个文件名",
        f"the file must not be named '{notice.slug}': a list has that address; rename it",
    )


def _twice(place: Place, zh: str, en: str, value: str, first: Place) -> Problem:
    return Problem(
        place,
        "notice-twice",
        f"{zh}不能重复：「{value}」已用在 {first.path}。请改正其中一个",
        f"the {en} must be unique: '{value}' is used by {first.path} too; change one",
    )


def _absent(place: Place, id: str) -> Problem:
    return Problem(
        place,
        "notice-merchant",
        f"登记簿里没有编号为「{id}」的商户。请核对编号",
        f"there is no merchant '{id}' in the registry; check the ID",
    )


def _none_there(place: Place, count: int) -> Problem:
    return Problem(
        place,
        "notice-merchant",
        f"公告提到的 {count} 家商户，档案里一家也没有（第一处在这里）。档案误删的请找回；"
        "换上自己的商户以后，提到示例商户的公告也请删去",
        f"of the merchants that notices name, {count}, the records have none; the first is named "
        "here; fetch records back that were lost, and once your own have replaced the "
        "demonstration's, delete the notices about those too",
    )


def _elsewhere(place: Place, count: int) -> Problem:
    return Problem(
        place,
        "notice-merchant",
        f"公告提到 {count} 家不在这些档案里的商户：公告与档案不是一套（第一处在这里）。"
        "请核对 --merchants 和 --content",
        f"notices name merchants that these records do not have: {count}, the first one here; "
        "notices and records do not belong together; check --merchants and --content",
        "warning",
    )
