"""Whom a row is about, as a person says it: by ID, by credit code or by name, then confirmed."""

from __future__ import annotations

from collections.abc import Iterable

from fangxin.base import machine
from fangxin.base.report import ask, complain
from fangxin.cli.desk.given import IMPOSSIBLE
from fangxin.cli.desk.opening import Desk, GivenUpError
from fangxin.facts.values import Merchant
from fangxin.office.matching.whom import Index, Meant, index_of
from fangxin.text.fields.tables import Group

_WHY = {
    "code": ("这个信用代码登记的是", "this credit code belongs to"),
    "name": ("叫这个名称的有", "so named"),
    "near": ("代码只差一处的有", "the code differs in one place from"),
}


def party(desk: Desk, table: Group, key: str, asked: bool) -> dict[str, str]:
    """The columns that say whom a row is about: the ID of a merchant of the registry, or what was
    written of another one. ``key``: the column of the ID; asked for when nothing was given and
    ``asked``. Raises GivenUpError."""
    keys = [f"{key}_{part}" for part in ("uscc", "address", "name")]
    others = Group(tuple(table.table[one] for one in keys))
    written = {one: str(words) for one, words in desk.values(others).items()}
    words = getattr(desk.options, f"field_{key}", None)
    if words is None and written:
        return written
    if words is None and not (asked and machine.can_ask()):
        return {}
    index = index_of(desk.registry.merchants)
    if words is None:
        label = table.table[key].zh.removesuffix("编号")
        words = _answer(
            f"{label}（编号、信用代码或名称，没有就按回车）：", "who (ID, code or name):"
        )
        if not words:
            return {}
    return written | _found(desk, index, others, key, words)


def _found(desk: Desk, index: Index, others: Group, key: str, words: str) -> dict[str, str]:
    meant = index.meant(words)
    if meant.how == "id":
        return {key: meant.ids[0]}
    if meant.ids:
        zh, en = _WHY[meant.how]
        complain(f"“{words}”：{zh}", f"{en}:")
        for line in told(index.merchants[id] for id in meant.ids):
            complain(f"  {line}", line.partition(" ")[0])
    if not machine.can_ask():
        _refuse(words, key, meant)
    if meant.ids:
        hint = meant.ids[0] if len(meant.ids) == 1 else "其中一个编号"
        chosen = _answer(f"是哪一家？写编号（{hint}）；都不是就按回车：", "which ID, or none:")
        if chosen:
            return _found(desk, index, others, key, chosen)
    complain(
        f"“{words}”按登记簿以外的单位记：名称只供核对，不会算到任何商户",
        f"'{words}' is entered as one that is not in the registry",
    )
    rest = desk.values(others, (), [one.key for one in others.fields], {f"{key}_name": words})
    return {one: str(text) for one, text in rest.items()}


def told(merchants: Iterable[Merchant]) -> list[str]:
    """Merchants for an official to choose from, a line each."""
    return [
        f"{one.id} {one.name}，{one.uscc or '无信用代码'}，{one.address or '无地址'}"
        for one in merchants
    ]


def _answer(zh: str, en: str) -> str:
    words = ask(zh, en)
    if words is None:
        complain("输入已结束，没有改动", "the input has ended; nothing was changed")
        raise GivenUpError(IMPOSSIBLE)
    return words


def _refuse(words: str, key: str, meant: Meant) -> None:
    option = f"--{key}"
    if meant.ids:
        complain(
            f"名称和信用代码不能代替编号：核对后请写 {option} {meant.ids[0]} 这样的编号；"
            f"都不是的，写 {option}-name、{option}-uscc、{option}-address",
            f"a name or code is no link: check it and write {option} with the ID; if it is none "
            f"of them, use {option}-name, {option}-uscc and {option}-address",
        )
    else:
        complain(
            f"登记簿里没有“{words}”：是放心消费单位的请核对编号；不是的，写 {option}-name、"
            f"{option}-uscc、{option}-address",
            f"'{words}' is not in the registry: check the ID, or use {option}-name, "
            f"{option}-uscc and {option}-address for one that is not",
        )
    raise GivenUpError(IMPOSSIBLE)
