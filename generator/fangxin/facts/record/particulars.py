"""Which particulars of a merchant leave an entry under ``changes`` when they become another.

The one list: the field table, the commands, the gate, the policy and the criteria take theirs from
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class EntryKeeper(Enum):
    """Who sees to the entry: the gate demands it and the command writes it; the command alone; the
    command, with a document or without; or the command where a document is given."""

    DEMANDED = "demanded"
    WRITTEN = "written"
    KEPT = "kept"  # it hangs on walls, and is looked up for ever
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Particular:
    """``zh``, ``en``: its name; ``entry``: whether a change leaves one; ``told``: whether an entry
    says what it was and is; ``who``: it says who the merchant is, so that a policy may end a
    recognition when it changes."""

    zh: str
    en: str
    entry: EntryKeeper = EntryKeeper.DEMANDED
    told: bool = False
    who: bool = False


CODE, ADDRESS = "uscc", "address"
JOINING = (CODE, ADDRESS)  # by which others are met: filled in, they leave an entry, no ``before``
OWNER = "owner"  # no key of a record: persons are never named
PARTICULARS: Mapping[str, Particular] = {
    "name": Particular("名称", "name", told=True, who=True),
    ADDRESS: Particular("地址", "address", told=True, who=True),
    CODE: Particular("统一社会信用代码", "credit code", told=True, who=True),
    OWNER: Particular("经营者", "owner", who=True),
    "address_public": Particular(
        "地址公开范围", "how much of the address is public", EntryKeeper.WRITTEN, told=True
    ),
    # What criteria ask for: that it was another one before is known only from its entries.
    "catering_grade": Particular("餐饮量化等级", "catering grade"),
    "kitchen": Particular("阳光厨房", "visible kitchen"),
    "scenic_level": Particular("景区等级", "scenic level"),
    "website": Particular("网址", "website", EntryKeeper.KEPT),
    "platform": Particular("网络平台", "online platform", EntryKeeper.OFFERED),
    "platform_shop": Particular("平台店铺号", "shop ID on the platform", EntryKeeper.KEPT),
    "opened": Particular("开业日期", "first day of business"),
}


def leaves_entry(key: str, documented: bool) -> bool:
    """Whether the command writes an entry when this becomes another one."""
    found = PARTICULARS.get(key)
    return found is not None and (found.entry is not EntryKeeper.OFFERED or documented)


def is_kept(key: str) -> bool:
    """Whether its entry may do without a document: its address on the web is a shop's own."""
    found = PARTICULARS.get(key)
    return found is not None and found.entry is EntryKeeper.KEPT


def needs_document(key: str) -> bool:
    """Whether there must be a document when this becomes another one."""
    found = PARTICULARS.get(key)
    return found is not None and found.entry in (EntryKeeper.DEMANDED, EntryKeeper.WRITTEN)
