"""What an import did, in one sentence of both languages."""

from __future__ import annotations

from fangxin.base.problem import errors
from fangxin.office.importer.native import FormOutcome
from fangxin.office.importer.plan import ImportResult
from fangxin.office.importer.register_rows import RowsOutcome


def said(outcome: ImportResult) -> str:
    """Of records."""
    kept, left = len(outcome.kept), outcome.left_out
    missing = sum(one.code == "fact-missing" for one in outcome.problems)
    unusable = len(errors(outcome.problems)) - left - missing
    skipped_zh = f"（另有 {outcome.skipped} 行按对照表不导入）" if outcome.skipped else ""
    skipped_en = f" (left out by the mapping: {outcome.skipped})" if outcome.skipped else ""
    lack_zh = f"，其中缺 {missing} 条，见上" if missing else ""
    lack_en = f", which lack facts: {missing}" if missing else ""
    so_zh = f"，因此有 {left} 家没有导入" if left else ""
    so_en = f", merchants left out for it: {left}" if left else ""
    return (
        f"{outcome.rows} 行{skipped_zh} → {outcome.merchants} 家商户、"
        f"{outcome.failures} 条问题记录："
        f"新建 {outcome.created}，更新 {outcome.updated}，未变 {outcome.unchanged}，"
        f"保留手工修改 {kept}{lack_zh}；不能使用 {unusable} 处{so_zh} | "
        f"Rows: {outcome.rows}{skipped_en} → merchants: {outcome.merchants}, "
        f"failures: {outcome.failures}; "
        f"created: {outcome.created}, updated: {outcome.updated}, unchanged: {outcome.unchanged}, "
        f"kept as edited by hand: {kept}{lack_en}; unusable: {unusable}{so_en}"
    )


def said_of_rows(outcome: RowsOutcome) -> str:
    """Of rows of a register."""
    unusable, kept = len(errors(outcome.problems)), len(outcome.kept)
    return (
        f"{outcome.rows} 行 → {outcome.file}：新增 {outcome.created}，补充 {outcome.updated}，"
        f"未变 {outcome.unchanged}；与表不同、保留登记簿写法 {kept}；经确认写明商户 "
        f"{outcome.confirmed}；不能使用 {unusable} 处。名称相同待确认的见 fangxin todo | "
        f"Rows: {outcome.rows} → {outcome.file}; created: {outcome.created}, filled in: "
        f"{outcome.updated}, unchanged: {outcome.unchanged}; differ from the table and were left "
        f"alone: {kept}; about a confirmed merchant: {outcome.confirmed}; unusable: {unusable}"
    )


def said_of_form(outcome: FormOutcome) -> str:
    """Of a form of our own."""
    created, there, left = len(outcome.created), len(outcome.present), outcome.left_out
    wrong = len(errors(outcome.problems))
    return (
        f"{outcome.rows} 行：新登记 {created}，已在登记簿里 {there}，没有导入 {left}"
        f"（{wrong} 处要改）"
        f" | Rows: {outcome.rows}; new: {created}, there already: {there}, left out: "
        f"{left} (mistakes: {wrong})"
    )
