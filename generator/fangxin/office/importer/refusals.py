"""Why rows of a table do not become what they say, each told of its row with the remedy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fangxin.base.problem import Place, Problem
from fangxin.facts.values import Merchant
from fangxin.office.importer.acts import Fact, fail_command
from fangxin.office.importer.findings import DatedFinding
from fangxin.office.importer.mapping import TableMapping
from fangxin.office.importer.present import Present
from fangxin.office.importer.rows import unusable
from fangxin.text.table.shapes import TableRow

# Problems because of which a merchant is left out whole; others are told and do not stop it.
LEAVING_OUT = frozenset({
    "unusable-row", "contradicting-rows", "same-merchant-twice", "record-contradicts",
})  # fmt: skip
MOST_ROWS = 10  # that one message numbers; each row has its own message besides


def left_out(
    source: Path, name: str, wrong: Sequence[Problem], bad: Collection[int], present: bool
) -> Problem:
    """That a merchant was left out whole, and because of which rows; it sorts behind these."""
    numbers = sorted({one.place.line for one in wrong} | set(bad))
    count, shown = len(numbers), numbers[:MOST_ROWS]
    behind = max((p.place.column for p in wrong if p.place.line == numbers[0]), default=1)
    zh = "、".join(map(str, shown)) + (" 等" if count > len(shown) else "")
    en = ", ".join(map(str, shown)) + (" and others" if count > len(shown) else "")
    kept_zh, kept_en = ("，已有的档案没有改动", ", its record is left as it was")
    return Problem(
        Place(str(source), numbers[0], behind),
        "whole-merchant-left-out",
        f"“{name}”有 {count} 行不能用，整家没有导入{kept_zh if present else ''}；"
        f"改好第 {zh} 行（或对照表）再导入一次",
        f"'{name}' has unusable rows ({count}) and was left out whole"
        f"{kept_en if present else ''}; mend row {en} (or the mapping) and import again",
    )


def same_id(source: Path, row: TableRow, id: str) -> Problem:
    """Two merchants of the table have one ID."""
    return unusable(
        source,
        row.number,
        f"编号 {id} 与另一家商户相同：两家在表里分开，却是同一份档案；"
        "请核对是不是同一家，不是的换一个 prefix",
        f"the ID {id} is another merchant's of the table too: check whether both are one, or "
        "choose another prefix",
    )


def two_records(source: Path, row: TableRow, ids: Sequence[str]) -> Problem:
    """The registry has the merchant of a row twice."""
    return Problem(
        Place(str(source), row.number),
        "same-merchant-twice",
        f"第 {row.number} 行可能是登记簿里的 {len(ids)} 份档案（{'、'.join(ids)}），"
        "说不清该记在哪一份。表里没有写地址的请补上；两份档案确是一家的，"
        f"把多余的终止（fangxin decide close {ids[-1]}），再导入",
        f"row {row.number} may mean any of {len(ids)} records ({', '.join(ids)}): give the address "
        "where the table has none; if two records are one merchant, close the one too many, and "
        "import again",
    )


def looks_the_same(source: Path, first: TableRow, row: TableRow, mapping: TableMapping) -> Problem:
    """Two merchants of the table have a name and an address that look the same."""
    differing = [
        name for name in mapping.group_by if first.raw[name].strip() != row.raw[name].strip()
    ]
    columns = "、".join(f"“{name}”" for name in differing)
    at = row.at.get(differing[0], 1) if differing else 1
    return Problem(
        Place(str(source), row.number, at),
        "contradicting-rows",
        f"第 {first.number} 行和第 {row.number} 行名称、地址看起来相同，{columns}却不同，"
        "说不清是一家还是两家；请核对：是一家的改成一样，是两家的把地址写清楚",
        f"rows {first.number} and {row.number} look the same in name and address but differ in "
        f"{', '.join(differing)}: make them agree, or tell the two addresses apart",
    )


def other_record(
    source: Path, row: TableRow, merchant: Merchant, key: str, who: Mapping[str, Any]
) -> Problem:
    """The table says that the merchant of a record is another one."""
    return Problem(
        Place(str(source), row.number),
        "record-contradicts",
        f"第 {row.number} 行的 {key} 是“{who[key]}”，档案 {merchant.id} 里是"
        f"“{getattr(merchant, key)}”：说不清是不是同一家。是同一家改了的，先用 fangxin change 登记"
        "变更，再导入；写错的请改正",
        f"row {row.number} says {key} '{who[key]}', the record {merchant.id} "
        f"'{getattr(merchant, key)}': if it changed, enter that with fangxin change first; "
        "otherwise mend what is wrong",
    )


def unreadable_record(source: Path, row: TableRow, path: Path) -> Problem:
    """The merchant has a record that cannot be read."""
    return unusable(
        source,
        row.number,
        f"这一家已有档案 {path}，但档案有错、读不出；请先用 fangxin check 改正",
        f"its record {path} has errors and cannot be read; mend what fangxin check finds first",
    )


def contradicting_act(source: Path, row: TableRow, key: str, one: Any, other: Any) -> Problem:
    """Two rows of one act say different things."""
    return Problem(
        Place(str(source), row.number),
        "unusable-row",
        f"第 {row.number} 行不能用：同一份文书（同一次检查）的 {key} 一处是“{_shown(one)}”，"
        f"一处是“{_shown(other)}”；请核对原表，改成一样",
        f"row {row.number} cannot be used: {key} of one act is '{_shown(one)}' here and "
        f"'{_shown(other)}' there; check the table and make them agree",
    )


def _shown(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, Mapping):
        return "，".join(f"{key} {_shown(inner)}" for key, inner in value.items())
    return str(value)


def recorded_twice(source: Path, row: TableRow, id: str, ids: Sequence[str]) -> Problem:
    """A record has one act as several failures."""
    return Problem(
        Place(str(source), row.number),
        "recorded-twice",
        f"{id} 的 {'、'.join(ids)} 是同一份文书（同一次检查），以前登记了 {len(ids)} 条；"
        f"请核对后只留一条：fangxin void {id} {ids[-1]} --reason 重复登记 --document 文号",
        f"{', '.join(ids)} of {id} are one act that was entered several times; check them and "
        f"declare all but one void: fangxin void {id} {ids[-1]} --reason … --document …",
        "warning",
    )


def joint(source: Path, row: TableRow, id: str, facts: Sequence[Fact]) -> Iterator[Problem]:
    """An earlier import joined several documents to one failure."""
    for fact in facts:
        yield Problem(
            Place(str(source), row.number),
            "joined-documents",
            f"{id} 的 {fact['id']} 是以前导入时把几份文书并成的一条（{fact['document']}），"
            f"只算一件事。要分开算：fangxin void {id} {fact['id']} --reason 几份文书曾并成一条 "
            "--document 文号，"
            "再按再次导入时列出的命令逐件登记",
            f"{fact['id']} of {id} was joined out of several documents by an earlier import and "
            "counts once; declare it void and enter the documents one by one to count them apart",
            "warning",
        )


def gone(
    source: Path, row: TableRow, id: str, facts: Sequence[Fact], mended: Mapping[str, DatedFinding]
) -> Iterator[Problem]:
    """A table that has everything does not have a failure of the record any more, or has it
    differently (``mended``, by id of the failure)."""
    for fact in facts:
        command = f"fangxin void {id} {fact['id']} --reason 原表已更正 --document 文号"
        now = mended.get(fact["id"])
        zh, en = "原表里已经没有了", "is not in the table any more"
        then_zh = then_en = ""
        if now is not None:
            zh = f"原表第 {now.row.number} 行现在写的是 {now.day}"
            en = f"is {now.day} in row {now.row.number} of the table now"
            values = {"kind": now.kind, "date": now.day, "document": now.document}
            again = fail_command(id, values | {"summary": now.summary})
            then_zh, then_en = f"，再按现在的登记：{again}", f", then {again}"
        what = fact.get("document") or fact.get("summary", "")
        yield Problem(
            Place(str(source), now.row.number if now is not None else row.number),
            "row-taken-back",
            f"{id} 的 {fact['id']}（{fact['date']} {what}）{zh}；登记过的事实不删不改。"
            f"查明确是登记有误的：{command}{then_zh}",
            f"{fact['id']} of {id} ({fact['date']}) {en}; facts are never deleted: if it was "
            f"entered by mistake, {command}{then_en}",
        )


def absent(
    mapping: TableMapping, present: Present, met: Collection[str], source: Path
) -> Iterator[Problem]:
    """A table that has everything does not have a merchant that it brought in any more."""
    for id, path in sorted(present.paths.items()):
        if id.startswith(mapping.prefix) and mapping.folder in path.parts and id not in met:
            merchant = present.merchants.get(id)
            name = merchant.name if merchant is not None else id
            yield Problem(
                Place(str(source)),
                "merchant-not-in-table",
                f"{id}（{name}）以前是从这张表导入的，现在表里没有了；档案没有改动，请核对是否退出、"
                "终止（fangxin decide）",
                f"{id} ({name}) came from this table, which does not have it any more; its record "
                "is unchanged, check whether it left or closed",
                "warning",
            )


def otherwise(source: Path, row: TableRow, id: str, key: str, there: str, said: str) -> Problem:
    """The table has a particular otherwise than the record, which stays."""
    return Problem(
        Place(str(source), row.number),
        "particular-differs",
        f"第 {row.number} 行的 {key} 是“{said}”，档案 {id} 里是“{there}”；导入不改已有的。"
        "要改的，请在档案里改",
        f"row {row.number} says {key} '{said}', the record {id} '{there}', which an import leaves "
        "as it is; change it in the record if need be",
        "warning",
    )


def published(source: Path, row: TableRow, id: str, name: str) -> Problem:
    """The table says something else than what was published, which stays."""
    return Problem(
        Place(str(source), row.number),
        "published-differs",
        f"第 {row.number} 行与 {id} 已公布的 {name} 不同；公布过的内容导入时不改，保持原样。"
        "查明原来登记有误的，用 fangxin void 注明；是变更的，用 fangxin change 登记",
        f"row {row.number} differs from {name} of {id} as it was published, which an import leaves "
        "as it is; use fangxin void if it was wrong, fangxin change if it changed",
    )
