"""Merchants stay who they are: nobody vanishes, no ID is used again, particulars change openly."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.erasure import erased_key
from fangxin.change.guard.facts import FactChange, ItemAt, RecordChange, listed, text
from fangxin.change.guard.joining import filled_in_openly
from fangxin.change.guard.push import Push
from fangxin.facts.programme.former import follows
from fangxin.facts.record.particulars import JOINING, OWNER, PARTICULARS, EntryKeeper
from fangxin.registry.sources.revision import MERCHANTS, Revision, is_record

_LABELS = {  # what changes with an entry under ``changes``
    key: one.zh
    for key, one in PARTICULARS.items()
    if one.entry is EntryKeeper.DEMANDED and key != OWNER
}


def ids_of(side: Revision) -> dict[str, str]:
    """Merchant ID → path of its record."""
    found: dict[str, str] = {}
    for path, entry in side.files.items():
        if is_record(path, entry):
            found.setdefault(PurePosixPath(path).stem, path)
    return found


def nobody_vanishes(push: Push) -> Iterator[Problem]:
    """Every merchant that was published has a record, under its ID; the folder does not matter."""
    old, new = ids_of(push.old), ids_of(push.new)
    gained = {id: new[id] for id in new.keys() - old.keys()}
    for id in sorted(old.keys() - new.keys()):
        heir = _heir(push, old[id], gained)
        if heir is None:
            yield Problem(
                Place(old[id]),
                "merchant-removed",
                f"商户 {id} 的档案不能删除：标牌还在外面，扫码要看得到结果。请用 git 找回文件；"
                "停业的用 fangxin decide close，登记错的用 fangxin void 注明",
                f"the record of merchant {id} must stay, because its sign still hangs somewhere; "
                "restore the file; close it with fangxin decide close, or void what was a mistake",
            )
        else:
            yield Problem(
                Place(new[heir]),
                "merchant-renamed",
                f"商户编号永远不变：{id} 被改成了 {heir}。请改回文件名 {id}.yml；确要换编号的，"
                f"{id} 写 closed 和 successor: {heir}，{heir} 另建档案",
                f"a merchant's ID never changes: {id} became {heir}; rename the file back, or "
                "close "
                f"{id} with successor: {heir} and make a record of its own for {heir}",
            )


def _heir(push: Push, path: str, gained: Mapping[str, str]) -> str | None:
    """The new ID that seems to be the same merchant: the same text, name, or number but case."""
    entry = push.old.files[path]
    read = push.old.read(path)
    was = read[0] if read is not None else None
    for id, where in sorted(gained.items()):
        found = push.new.read(where)
        now = found[0] if found is not None else None
        if (
            push.new.files[where].blob == entry.blob
            or id.casefold() == PurePosixPath(path).stem.casefold()
        ):
            return id
        if was is None or now is None:
            continue
        if (was.name, was.address, was.uscc) == (now.name, now.address, now.uscc):
            return id
    return None


def no_id_is_used_again(push: Push) -> Iterator[Problem]:
    """A new merchant has an ID that nobody ever had, not even in another case."""
    old, new = ids_of(push.old), ids_of(push.new)
    gained = sorted(new.keys() - old.keys())
    if push.first or not gained:
        return
    folded = {fold(id): id for id in old}
    past = {fold(id): id for id in _gone(push)}
    for id in gained:
        other = folded.get(fold(id)) or past.get(fold(id))
        if other is None or (other in old and other not in new):  # renamed: told already
            continue
        yield Problem(
            Place(new[id]),
            "id-reused",
            f"商户编号用过就不再给别家：{id} 以前是 {other}。请另取一个编号（fangxin new 会给）",
            f"a merchant's ID is never given twice: {id} was {other} before; take another one "
            "(fangxin new finds one)",
        )


def _gone(push: Push) -> Iterator[str]:
    """Every ID whose file was ever deleted or moved in the history of OLD."""
    words = ("--diff-filter=D", "--name-only", "--format=", "-z", "-m", "--no-renames")
    said = push.repository.run("log", *words, push.base, "--", MERCHANTS)
    for path in said.decode("utf-8", "surrogateescape").split("\0"):
        name = PurePosixPath(path.strip("\n"))
        if name.suffix == ".yml":
            yield name.stem


def fold(text: str) -> str:
    """A name as file systems and hurried people see it: case and composition do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


def categories_stay(push: Push) -> Iterator[Problem]:
    """A record is for one category, for ever."""
    for record in push.records:
        was, now = record.was("category"), record.written("category")
        if was is not None and now is not None and was != now:
            yield Problem(
                record.place("category"),
                "category-changed",
                f"一份档案只管一个类别，不能由 {was} 改为 {now}；请改回，另一类别另取编号建档",
                f"a record is for one category and cannot go from {was} to {now}; restore it, and "
                "make a record with its own ID for the other category",
            )


def particulars_change_openly(push: Push) -> Iterator[Problem]:
    """A changed name, address, credit code or whatever criteria ask for comes with dated entries
    that lead from the old to the new one; the town changes with the address, and both with what
    the state renamed; a mistaken change goes with what it wrote, the town too."""
    for record in push.records:
        if record.old is None or record.new is None:
            continue
        for key in _LABELS:
            yield from _particular(push, record, key)
        was, now = record.was("town"), record.written("town")
        if was is None or was == now or _renamed(push, was, now):
            continue
        moved = bool(_entries(push, record, "address")) or erased_key(push, record, "town")
        if not moved and not _goes_back(push, record, was, now):
            yield _unannounced(record, "town", "乡镇街道", was, now, "address")


def _particular(push: Push, record: RecordChange, key: str) -> Iterator[Problem]:
    was, now = record.was(key), record.written(key)
    entries = _entries(push, record, key)
    if key in JOINING:
        yield from filled_in_openly(push, record, key, entries)
    if was is None or erased_key(push, record, key):
        return
    if key == "address" and not entries and _renamed(push, was, now):
        return
    reached: str | None = was
    undone = _undone(push, record, key, was)
    stands = entries[0].written("before") if entries else now
    if undone == stands or (undone not in (None, was) and _same(push, key, undone, stands)):
        reached = stands
    for entry in entries:
        if entry.written("before") is None and entry.written("after") == reached:
            yield _needless(record, key, entry)
            return
        if entry.written("before") != reached:
            yield Problem(
                entry.place("before"),
                "change-differs",
                f"{entry.label} 的 before 须是变更前登记的{_LABELS[key]}「{reached}」，"
                f"这里是「{entry.written('before')}」；请照原来登记的写",
                f"{entry.label}: before must be what was registered, '{reached}': found "
                f"'{entry.written('before')}'; copy it",
            )
            return
        reached = entry.written("after")
    if reached != now:
        yield _unannounced(record, key, _LABELS[key], was, now, key)


def _needless(record: RecordChange, key: str, entry: FactChange) -> Problem:
    return Problem(
        entry.place("after"),
        "change-differs",
        f"{entry.label}：{record.id} 的{_LABELS[key]}已经公开，须写 before；"
        "这里没有写，前后也一样，没有变更，请删去这一条",
        f"{entry.label}: the {key} of {record.id} is public already, and before must be what it "
        "was: nothing changes; delete this entry",
    )


def _goes_back(push: Push, record: RecordChange, was: str, now: str | None) -> bool:
    """Whether the town goes with an address whose mistaken change is void: in the same push, or
    later, where the address that stands again names the one and not the other."""
    old, new = _mistaken_addresses(record.old), _mistaken_addresses(record.new)
    address = record.written("address") or ""
    named = now is not None and now in address and was not in address
    return bool(new - old) or (bool(new) and named)


def _mistaken_addresses(side: ItemAt | None) -> set[str]:
    """The changes of the address that are void, by their ids."""
    return {
        text(item.node, "id") or ""
        for item in listed(side, "changes")
        if text(item.node, "field") == "address" and text(item.node, "void.date") is not None
    }


def _same(push: Push, key: str, was: str | None, now: str | None) -> bool:
    """Whether one is the other, but for what the state renamed in an address."""
    return was == now or (key == "address" and was is not None and _renamed(push, was, now))


def _undone(push: Push, record: RecordChange, key: str, was: str | None) -> str | None:
    """What stood there before the changes that are void in NEW, one after the other: a mistaken
    change goes with what it wrote."""
    void = [
        item.node
        for item in listed(record.new, "changes")
        if text(item.node, "field") == key and text(item.node, "void.date") is not None
    ]
    # The last first; of one day, the one that stands last.
    void.sort(key=lambda one: text(one, "date") or "")
    for node in reversed(void):
        if _same(push, key, text(node, "after"), was):
            was = text(node, "before")
    return was


def _renamed(push: Push, was: str, now: str | None) -> bool:
    """Whether only the name of a place differs, which the state has changed."""
    old, new = push.old.sources.programme, push.new.sources.programme
    if now is None or old is None or new is None:
        return False
    places = {*old.towns, *new.towns, old.site.county, new.site.county}
    places |= {name for one in old.renamed for name in (one.before, one.after)}
    real = [one for one in new.renamed if {one.before, one.after} <= places]
    return follows(was, now, real)


def _entries(push: Push, record: RecordChange, key: str) -> list[FactChange]:
    """The new, valid changes of one particular, oldest first."""
    found = [
        fact
        for fact in push.facts
        if fact.sort == "changes" and fact.home == record.id and fact.old is None
        if fact.written("field") == key and fact.written("void.date") is None
    ]
    return sorted(found, key=lambda fact: (fact.written("date") or "", fact.name))


def _unannounced(
    record: RecordChange, key: str, label: str, was: str, now: str | None, field: str
) -> Problem:
    found = ("删去了", "gone") if now is None else (f"成了「{now}」", f"'{now}'")
    return Problem(
        record.place(key),
        "unannounced-change",
        f"{record.id} 的{label}原来是「{was}」，现在{found[0]}，changes 里却没有一条从旧到新的变更"
        f"（field: {field}）。请用 fangxin change，写明 before、after 和文号；打错的请改回",
        f"{record.id}: {key} was '{was}' and is now {found[1]}, but no new entry under changes "
        f"(field: {field}) leads from the one to the other; use fangxin change with a document, or "
        "restore it",
    )


def _version(side: Callable[[str], str | None]) -> int:
    number = side("pledge.policy_version") or ""
    return int(number) if number.isascii() and number.isdigit() else 0


def pledges_go_forward(push: Push) -> Iterator[Problem]:
    """A pledge is replaced only by a later one under the same or a later policy."""
    for record in push.records:
        was, now = record.was("pledge.signed"), record.written("pledge.signed")
        if was is None or record.new is None:
            continue
        if was == now and _version(record.was) == _version(record.written):
            continue
        if now is not None and now > was and _version(record.written) >= _version(record.was):
            continue
        yield Problem(
            record.place("pledge"),
            "fact-altered",
            f"{record.id} 的承诺书签于 {was}，不能删去或改早；请恢复，重新签的写新的日期",
            f"{record.id}: the pledge of {was} cannot be removed or altered; restore it, or write "
            "the later day of a new one",
        )
