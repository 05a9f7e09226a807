"""What waits for an official: rows of registers that may be about a merchant of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from fangxin.base.width import wrapped
from fangxin.facts.registers.confirm import Doubt, names_to_confirm
from fangxin.facts.registers.rows import Party
from fangxin.facts.values import Merchant
from fangxin.office.due.lines import WIDTH
from fangxin.registry.registry import Registry

WHY = {
    "name": ("名称相同", "same name"),
    "near": ("信用代码校验位不对，只差一处", "wrong check character, one place from"),
    "code": ("信用代码相同，地址不同或没有写", "same credit code, other or no address"),
}
MOST = 5  # merchants named beside a row; a chain may have hundreds


def as_lines(
    registry: Registry,
    whole: bool = True,
    most: int | None = None,
    quiet: bool = False,
    width: int = WIDTH,
) -> Iterator[str]:
    """Each name and address with its rows and the merchants it may mean, at the ``most`` so many;
    at last, how many there are. Only with the ``whole`` data can be said that there are none;
    ``quiet`` leaves that out."""
    doubts = names_to_confirm(registry.registers, registry.merchants)
    if not doubts:
        if whole and not quiet:
            yield "没有待确认的行 | Nothing to confirm"
        return
    groups = grouped(doubts)
    here = sum(1 for doubt in doubts if doubt.at_address)
    yield ""
    yield from wrapped(
        f"━━ 待确认 {len(doubts)} 行（{len(groups)} 处不同的名称、地址），其中地址也相同 {here} "
        f"行 | rows to confirm: {len(doubts)}, at the same address: {here}",
        width,
    )
    yield from wrapped(
        "是同一家的，把商户编号写进登记簿的这一行（或对照表的 confirmed）；不是的，不用动 | If "
        "it is the same merchant, write its ID into the row (or into confirmed of the mapping); if "
        "not, leave it",
        width,
        "  ",
    )
    yield ""
    for group in groups[:most]:
        yield from _lines(group, registry, width)
    if most is not None and len(groups) > most:
        more = len(groups) - most
        yield from wrapped(
            f"…… 还有 {more} 处：fangxin todo --kind names | and {more} more", width, "  "
        )


def grouped(doubts: tuple[Doubt, ...]) -> list[list[Doubt]]:
    """Rows with one name, code and address together, in the order of their first rows."""
    groups: dict[Party, list[Doubt]] = {}
    for doubt in doubts:
        groups.setdefault(doubt.named.party, []).append(doubt)
    return list(groups.values())


def _lines(group: list[Doubt], registry: Registry, width: int) -> Iterator[str]:
    first, (zh, en) = group[0], WHY[group[0].why]
    party = first.named.party
    said = "，".join(filter(None, (party.name, party.uscc, party.address)))
    yield from wrapped(f"· {said}（{zh} | {en}）", width, "  ", "    ")
    rows = "、".join(f"{doubt.named.id}（{_where(doubt)}）" for doubt in group)
    yield from wrapped(rows, width, "    ", "    ")
    for id in first.ids[:MOST]:
        merchant = registry.merchants[id]
        mark = "（地址相同 | same address）" if id in first.at_address else ""
        shop = f"→ {id} {merchant.name} {merchant.address or ''}{mark}"
        yield from wrapped(shop, width, "    ", "      ")
    if len(first.ids) > MOST:
        yield f"    …… 共 {len(first.ids)} 家 | {len(first.ids)} in all"


def _where(doubt: Doubt) -> str:
    place = doubt.named.place
    return f"{PurePath(place.path).name}:{place.line}"


def as_json(registry: Registry) -> dict[str, Any]:
    """The same for programs; every merchant is named."""
    doubts = names_to_confirm(registry.registers, registry.merchants)
    items = [_item(doubt, registry) for doubt in doubts]
    return {"names_to_confirm": items, "rows": len(items), "parties": len(grouped(doubts))}


def _item(doubt: Doubt, registry: Registry) -> dict[str, Any]:
    named = doubt.named
    return {
        "row": named.id,
        "path": named.place.path,
        "line": named.place.line,
        "why": doubt.why,
        "name": named.party.name,
        "uscc": named.party.uscc,
        "address": named.party.address,
        "merchants": [_merchant(registry.merchants[id], doubt) for id in doubt.ids],
    }


def _merchant(merchant: Merchant, doubt: Doubt) -> dict[str, Any]:
    return {
        "id": merchant.id,
        "name": merchant.name,
        "address": merchant.address,
        "same_address": merchant.id in doubt.at_address,
    }
