"""A newer list adds: the parts of a table, in any order and more than once, give what the whole
gives, byte for byte; and what they give counts every act once."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fangxin.facts.document_number import numbers_in
from fangxin.facts.record.reading import read_record
from fangxin.office.importer.planning import planned
from fangxin.registry.records import read_records
from fangxin.text.sameness import looks
from tests.support.importing import mapping_of

MAPPING = mapping_of(
    """\
title: 小表（示例）
group_by: [店名, 地址]
prefix: T
folder: small
merchant:
  name: {column: 店名}
  address: {column: 地址}
  category: {value: online}
certified: {date: 2020-06-01, until: 2030-12-31, document: 导入〔2020〕1号, certificate: T-}
outcome: {column: 结果, pass: [合格], fail: [不合格]}
failures:
  date: {column: 日期}
  summary: [问题]
  document: {column: 文号}
  rectified_by_later_pass: true
  kinds:
    - {kind: food_safety_incident, column: 问题, contains: [中毒]}
    - {kind: failed_sample, column: 问题, contains: [抽检]}
    - {kind: failed_inspection}
"""
)


class Line(NamedTuple):
    """One row of a table."""

    店名: str
    地址: str
    日期: str
    结果: str
    问题: str
    文号: str


SHOPS = [  # a shop's name and address, each in the spellings that offices use
    (
        ("示例米粉店（东门店）", "示例米粉店(东门店)", "示例米粉店【东门店】"),
        ("示例街8号", "示例街８号"),
    ),
    (("示例一店",), ("示例街21号", "示例街 21 号")),
    (("ABC咖啡（示例）", "ＡＢＣ咖啡(示例)", "abc咖啡（示例）"), ("示例街3-1号", "示例街3－1号")),
]
NOWHERE = (("示例网店（示例）", "示例网店(示例)"), ("",))
DAYS = ["2026-03-05", "2026/3/5", "2026年3月20日", "2026-04-09", "20260401"]
DOCUMENTS = [
    "",
    "示罚〔2026〕1号",
    "示罚（2026）01号",
    "示罚[2026]2号",
    "示罚〔2026〕3号",
    "决定书",
]
SEVERAL = ["示罚〔2026〕1、2号", "示罚〔2026〕2号；示罚〔2026〕3号"]
PROBLEMS = [
    "后厨卫生不达标",
    "后厨卫生 不达标",
    "抽检一批次",
    "发生食物中毒",
    "抽检；后厨",
    "后厨…",
    "",
]


@st.composite
def lines(draw: st.DrawFn, documents: Sequence[str] = DOCUMENTS) -> Line:
    """A row about one of few shops, in any spelling."""
    names, addresses = draw(st.sampled_from([*SHOPS, NOWHERE]))
    failed = draw(st.booleans())
    return Line(
        draw(st.sampled_from(names)),
        draw(st.sampled_from(addresses)),
        draw(st.sampled_from(DAYS)),
        "不合格" if failed else "合格",
        draw(st.sampled_from(PROBLEMS)) if failed else "",
        draw(st.sampled_from(documents)) if failed else "",
    )


def given_to(folder: Path, rows: Sequence[Line]) -> None:
    """Import a table of these rows."""
    if not rows:
        return
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(Line._fields)
    writer.writerows(rows)
    table = folder / "table.csv"
    table.write_text(text.getvalue(), "utf-8")
    merchants = folder / "merchants"
    plan = planned(table, MAPPING, merchants, read_records(merchants))
    assert plan.outcome.problems == []
    for path, data in plan.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def tree(folder: Path) -> dict[str, bytes]:
    """Every record by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "merchants").rglob("*.yml")
    }


@settings(max_examples=60)
@given(st.lists(lines(DOCUMENTS + SEVERAL), min_size=1, max_size=12), st.data())
@example(
    [
        Line("示例一店", "示例街21号", "2026-03-05", "不合格", "后厨卫生不达标", ""),
        Line("示例一店", "示例街21号", "2026-03-20", "合格", "", ""),
    ],
    None,
)
def test_the_parts_give_the_whole(rows: list[Line], data: st.DataObject | None) -> None:
    """Overlapping or not, once or twice, in any order."""
    parts = [rows[::-1][:1], rows, rows[::-1]]
    if data is not None:
        part = st.lists(st.sampled_from(rows), max_size=len(rows))
        parts = [*data.draw(st.lists(part, max_size=4)), *([row] for row in rows)]
        parts = data.draw(st.permutations(parts))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        given_to(Path(one), rows)
        for some in parts:
            given_to(Path(other), some)
        assert tree(Path(one)) == tree(Path(other))
        assert tree(Path(one)) != {}


@settings(max_examples=60)
@given(st.lists(lines(), min_size=1, max_size=12))
def test_acts_and_shops_are_counted_once(rows: list[Line]) -> None:
    """As many records as shops that differ, as many failures as acts; never two of one number."""
    with tempfile.TemporaryDirectory() as folder:
        given_to(Path(folder), rows)
        found = {}
        for path, text in tree(Path(folder)).items():
            merchant, problems = read_record(text, path)
            assert merchant is not None and problems == []
            found[looks(merchant.name), looks(merchant.address or "")] = merchant
        assert found.keys() == {(looks(row.店名), looks(row.地址)) for row in rows}
        for (name, _), merchant in found.items():
            mine = [row for row in rows if looks(row.店名) == name and row.结果 == "不合格"]
            numbers = {number for row in mine for number in numbers_in(row.文号)}
            visits = {
                row.日期.replace("/3/5", "-03-05") for row in mine if not numbers_in(row.文号)
            }
            acts = [one.counts_as for one in merchant.failures]
            assert len(acts) == len(numbers) + len(visits)
            stated = [one for one in merchant.failures if numbers_in(one.document or "")]
            assert len({one.counts_as for one in stated}) == len(numbers)
