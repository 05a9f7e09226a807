"""What hangs on walls stays reachable, and what was kept private stays so: the address of the site,
the shops of one operator, the door of a sole trader. All of it changes only by a document and by
more than one person, whatever guard.yml asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.facts import FactChange, RecordChange
from fangxin.change.guard.persons import approved
from fangxin.change.guard.push import Push
from fangxin.facts.programme.former import FormerUrl
from fangxin.registry.sources.revision import PROGRAMME

SITE_FILE = f"{PROGRAMME}/site.yml"
APPROVERS = 2  # of another address of the site, as of an erasure
_OPEN, _ROAD = "full", "road"


def the_address_of_the_site_stays(push: Push) -> Iterator[Problem]:
    """Signs lead to ``url``: another one comes with a document and two approvers, and the former
    one is kept for redirects, for ever."""
    old, new = push.old.sources.programme, push.new.sources.programme
    if push.first or old is None or new is None:
        return
    kept = {former.url: former for former in new.site.former_urls}
    for former in old.site.former_urls:
        if kept.get(former.url) != former:
            yield _lost(former)
    if old.site.url == new.site.url:
        return
    known = {former.url for former in old.site.former_urls}
    named = kept.get(old.site.url)
    if named is None or named.url in known:
        yield _unkept(old.site.url, new.site.url, push.as_of.isoformat())
    if not approved(push, SITE_FILE, APPROVERS):
        yield _unapproved(old.site.url, new.site.url)


def _lost(former: FormerUrl) -> Problem:
    return Problem(
        Place(SITE_FILE),
        "site-moved",
        f"former_urls 里的「{former.url}」不能删改：旧标牌上的二维码还指着它。请恢复",
        f"'{former.url}' stays in former_urls as it was: old signs lead to it, and must be "
        "redirected for ever; restore it",
    )


def _unkept(old: str, new: str, day: str) -> Problem:
    return Problem(
        Place(SITE_FILE),
        "site-moved",
        f"网址 url 不能悄悄改：原来是「{old}」，现在是「{new}」，挂着的标牌扫出来就都打不开了。"
        f"确需更换的，在 site.yml 的 former_urls 加一条：{{url: {old}, until: {day}, "
        "document: 文号}，让旧网址一直转到新的，并由提交人以外的两个人批准；不换的请改回",
        f"url does not change in silence: '{old}' became '{new}', and no sign on a wall would lead "
        f"anywhere; add to former_urls {{url: {old}, until: {day}, document: …}}, keep redirects "
        "from it, and have two others approve; or restore it",
    )


def _unapproved(old: str, new: str) -> Problem:
    return Problem(
        Place(SITE_FILE),
        "site-moved",
        f"更换网址（{old} → {new}）须由提交人以外的两个人批准：这个提交没有两个人的批准"
        "（写法与依法删除相同，见 docs/guard.md）",
        f"another address of the site ({old} → {new}) must be approved by two persons besides the "
        "author, as an erasure is: it is not (see docs/guard.md)",
    )


def operators_stay_together(push: Push) -> Iterator[Problem]:
    """A credit code that changes and goes on changes for all shops of its operator at once, or one
    would leave what the others are punished for."""
    old, new = push.old.sources.registry, push.new.sources.registry
    if push.first or old is None or new is None:
        return
    codes = {id: merchant.uscc for id, merchant in new.merchants.items()}
    groups = _groups({id: merchant.uscc for id, merchant in old.merchants.items()})
    for fact in push.facts:
        if fact.sort != "changes" or fact.old is not None or not _goes_on(fact):
            continue
        before = old.merchants[fact.home].uscc if fact.home in old.merchants else None
        left = [id for id in groups.get(before or "", ()) if codes.get(id) != codes.get(fact.home)]
        if before is not None and left:
            yield _split(fact, before, left)


def _groups(codes: Mapping[str, str | None]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for id, code in codes.items():
        groups[code or ""].append(id)
    return groups


def _goes_on(fact: FactChange) -> bool:
    return (
        fact.written("field") == "uscc"
        and fact.written("continues") == "true"
        and fact.written("before") is not None  # else it was filled in, and no one left anybody
        and fact.written("void.date") is None
    )


def _split(fact: FactChange, code: str, left: list[str]) -> Problem:
    return Problem(
        fact.place("continues"),
        "operator-split",
        f"{fact.label}：信用代码换了而认定继续，同一经营者的店要一起换：{'、'.join(left[:5])} "
        f"还是「{code}」。给它们也各记一条同样的变更；换了经营者的，不写 continues，重新公示认定",
        f"{fact.label}: a credit code that changes and goes on changes for all shops of the "
        f"operator: {', '.join(left[:5])} still have '{code}'; record the same change for them, or "
        "leave out continues where another operator took over",
    )


def addresses_open_by_two(push: Push) -> Iterator[Problem]:
    """What of an address was kept private is opened by a change with a document and two persons."""
    for record in push.records:
        if push.first or record.old is None or record.new is None:
            continue
        if record.was("address_public") != _ROAD or record.written("address_public") == _ROAD:
            continue
        entry = _opening(push, record)
        if entry is None or not approved(push, entry.path):
            yield _opened(record)


def _opening(push: Push, record: RecordChange) -> FactChange | None:
    for fact in push.facts:
        new = fact.home == record.id and fact.sort == "changes" and fact.old is None
        if new and fact.written("field") == "address_public" and fact.written("after") == _OPEN:
            return fact if fact.written("document") and not fact.written("void.date") else None
    return None


def _opened(record: RecordChange) -> Problem:
    return Problem(
        record.place("address_public"),
        "address-opened",
        f"{record.id} 的地址原来只公开到路名，改成全部公开就收不回来了：须在 changes 记一条 "
        "{field: address_public, before: road, after: full, document: 文号}，"
        "并由提交人以外的一个人批准（fangxin approve）；弄错的请改回 road",
        f"the address of {record.id} was public to its road only, and what is opened cannot be "
        "taken back: add under changes {field: address_public, before: road, after: full, "
        "document: …}, and have another person approve (fangxin approve); or restore road",
    )
