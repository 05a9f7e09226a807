"""依法删除: what a new ``redacted`` entry allows, with a document and two approvers.

    redacted:
      - {date: 2026-03-02, fields: [failures.F1.summary], document: 浦消联办〔2026〕9号}

``fields`` name exactly what goes: a key of the record ("address"), or list, id and key of a fact
("failures.F1.summary", "decisions.D2.document"); a commitment or an honour also as a whole
("honours.消费者信得过单位"). What must be written is replaced by ERASED. Erasures in registers and
documents are written the same way in ``redacted`` of guard.yml ("complaints.CMP-1.merchant_name").
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.facts import (
    CERTIFICATION,
    LISTS,
    FactChange,
    RecordChange,
    dig,
    listed,
    text,
)
from fangxin.change.guard.late import is_erasable, is_erasable_whole, may_be_named
from fangxin.change.guard.persons import approved
from fangxin.change.guard.push import Push
from fangxin.registry.sources.revision import GUARD_FILE
from fangxin.text.fields.difference import Difference, name_of
from fangxin.text.fields.shape import ERASED
from fangxin.text.yaml.reading import Seq, Text

APPROVERS = 2


def _named(fact: FactChange) -> frozenset[str]:
    """What a new entry names, without "certification." in front."""
    node = dig(fact.new.node, "fields") if fact.new is not None else None
    items = node.items if type(node) is Seq else []
    names = (item.value for item in items if type(item) is Text)
    return frozenset(name.removeprefix(f"{CERTIFICATION}.") for name in names)


def _entries(push: Push, home: str) -> Iterator[FactChange]:
    """The erasures that this push adds for a merchant, or for everything that is no merchant."""
    for fact in push.facts:
        if fact.sort == "redacted" and fact.old is None and fact.home == home:
            yield fact


def _authorised(push: Push, home: str, name: str) -> bool:
    return any(
        name in _named(entry) and approved(push, entry.path, APPROVERS)
        for entry in _entries(push, home)
    )


def erased(push: Push, fact: FactChange, difference: Difference | None = None) -> bool:
    """Whether an authorised erasure covers that a fact, or a value of it, is gone."""
    home = fact.home if fact.home != fact.sort else GUARD_FILE
    if difference is None:
        return is_erasable_whole(fact.sort) and _authorised(push, home, fact.key)
    key = difference.path[-1]
    mended = fact.sort == "documents" and key == "title"  # a wrong title is mended like this too
    if not is_erasable(difference) or not (mended or _blank(difference)):
        return False
    return _authorised(push, home, ".".join((fact.key, *difference.path)))


def erased_key(push: Push, record: RecordChange, key: str) -> bool:
    """Whether an authorised erasure covers that a key of the record itself is gone."""
    gone = record.written(key) in (None, ERASED)
    return may_be_named(key) and gone and _authorised(push, record.id, key)


def _blank(difference: Difference) -> bool:
    """Gone, or blanked; the end of publication may also come earlier."""
    after = difference.after
    if difference.path[-1] == "publication_ends" and type(after) is Text:
        before = difference.before
        return before is None or (type(before) is Text and after.value < before.value)
    return after is None or (type(after) is Text and after.value == ERASED)


def erasures_are_approved(push: Push) -> Iterator[Problem]:
    """An erasure is approved by two officials who did not make the commit."""
    for fact in push.facts:
        if fact.sort != "redacted" or fact.old is not None or push.first:
            continue
        if not approved(push, fact.path, APPROVERS):
            yield Problem(
                fact.place(),
                "erasure-unapproved",
                "依法删除须由提交人以外的两个人批准：这个提交没有两个人的批准。"
                "请在提交说明末尾写两行"
                "「Approved-by: 岗位 <邮箱>」；要求签名的，由两人各做一个签名的批准提交（见 "
                "docs/guard.md）",
                "an erasure must be approved by two persons besides its author: it is not; add two "
                "lines 'Approved-by: Role <mail>' to the message of the commit, or where "
                "signatures "
                "are required two signed commits of approval (see docs/guard.md)",
            )


def erasures_are_exact(push: Push) -> Iterator[Problem]:
    """An erasure names what may be erased, and what it names is gone."""
    for fact in push.facts:
        if fact.sort != "redacted" or fact.old is not None or push.first:
            continue
        for name in sorted(_named(fact)):
            if not may_be_named(name):
                yield _not_erasable(fact.place("fields"), name)
            elif _still_there(push, fact.home, name):
                yield _incomplete(fact.place("fields"), name)


def _still_there(push: Push, home: str, name: str) -> bool:
    """Whether a merchant's record still says what is to be erased."""
    record = next((one for one in push.records if one.id == home), None)
    item = record.new if record is not None else None
    sort, _, rest = name.partition(".")
    if item is None or name.endswith("publication_ends"):
        return False
    if not rest:
        return text(item.node, name) not in (None, ERASED)
    for fact in listed(item, sort):
        id = name_of(fact.node, LISTS[sort])
        if rest == id:
            return True
        if rest.startswith(f"{id}."):
            key = rest.removeprefix(f"{id}.")
            return dig(fact.node, key) is not None and text(fact.node, key) != ERASED
    return False


def _incomplete(at: Place, name: str) -> Problem:
    return Problem(
        at,
        "erasure-incomplete",
        f"写明依法删除「{name}」，档案里却还有它；请删去那一项（必填的改写成「{ERASED}」），"
        "或从 fields 里去掉这个名称",
        f"the erasure names '{name}', but the record still has it; delete it, write '{ERASED}' "
        "where something must stand, or drop the name",
    )


def _not_erasable(at: Place, name: str) -> Problem:
    return Problem(
        at,
        "not-erasable",
        f"依法删除只能点名文字和细节，如 failures.F1.summary；「{name}」删不得：状态由它推出，"
        "或没有这一项。"
        "事情本身记错的请用 void",
        f"only words and particulars can be erased, such as failures.F1.summary; '{name}' cannot: "
        "the standing follows from it, or there is no such key; a mistake is declared void",
    )
