"""A list of penalties beside the registry: the comparison, and rows that a person confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fangxin.base.files import put
from fangxin.base.problem import errors
from fangxin.base.report import complain, complain_about, say, say_json
from fangxin.cli.desk.changing import carry_out, new_text
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG, files
from fangxin.cli.desk.opening import Desk, GivenUpError
from fangxin.office.editing.given import Reader
from fangxin.office.editing.steps import AddItem
from fangxin.office.matching import confirm, penalties, said
from fangxin.office.matching.penalties import Match, PenaltyMatch, PenaltyMatches
from fangxin.office.matching.whom import index_of
from fangxin.text.table.lists import Headings, Listed, read_list

_MOST = 500


def compare(desk: Desk) -> int:
    """Show whom each row of a list means, and write the sheet for it; the exit code."""
    from fangxin.office.matching.sheet import sheet_of

    options = desk.options
    output = options.output
    if output is not None and (output.suffix.lower() != ".xlsx" or output.exists()):
        complain(
            f"{output} 须以 .xlsx 结尾，而且还不存在（也许已有人在里面填了）；请换一个文件名",
            f"{output} must end in .xlsx and not exist yet; choose another name",
        )
        return IMPOSSIBLE
    headings, needed = penalties.HEADINGS, penalties.NEEDED
    listed = _listed(options.file, headings, needed, _chosen(options.columns))
    index = index_of(desk.registry.merchants)
    reader = Reader(desk.today, desk.lists)
    found = penalties.compared(listed, desk.registry, desk.programme, index, reader)
    if options.json:
        say_json(_as_json(found, listed))
    else:
        say("\n".join(_lines(desk, found, listed)))
    if output is not None:
        kinds = desk.programme.policy.on(desk.today).kinds
        labels = {code: kind.label for code, kind in kinds.items() if not kind.provisional}
        put(output, sheet_of(found, listed, labels, desk.registry.merchants))
        complain(
            f"已写好 {output}：逐行核对，在“是否登记”选是或否，再运行 "
            f"fangxin match --confirm {said.quoted(str(output))}",
            "written; mark the rows, then run fangxin match --confirm with it",
        )
    return FINE


def _listed(
    path: Path, headings: Headings, needed: Any, chosen: dict[str, str], told: bool = True
) -> Listed:
    """The rows of a list; raises GivenUpError after saying what is wrong."""
    if not files(path):
        raise GivenUpError(IMPOSSIBLE)
    listed, problems = read_list(path, headings, needed, chosen)
    wrong = [*problems, *(listed.problems if listed else ())]
    complain_about([one for one in wrong if told or one.code != "sheet-not-read"])
    if listed is None or errors(wrong):
        raise GivenUpError(WRONG)
    return listed


def _chosen(words: str | None) -> dict[str, str]:
    """``文号=决定书号,日期=决定日`` → by key. Raises GivenUpError."""
    labels = {label: key for key, label in penalties.LABELS.items()}
    chosen: dict[str, str] = {}
    for part in filter(None, (words or "").replace("，", ",").split(",")):
        name, _, heading = (one.strip() for one in part.partition("="))
        key = labels.get(name, name)
        if key not in penalties.HEADINGS or not heading:
            known = "、".join(f"{label}（{key}）" for label, key in labels.items())
            complain(
                f"--columns 写成 文号=表里的列名 这样，等号左边可写 {known}；写的是“{part}”",
                f"--columns must be like document=HEADING, with {', '.join(penalties.HEADINGS)}",
            )
            raise GivenUpError(IMPOSSIBLE)
        chosen[key] = heading
    return chosen


def _lines(desk: Desk, found: PenaltyMatches, listed: Listed) -> list[str]:
    read = "、".join(
        f"{heading}→{penalties.LABELS[key]}" for key, heading in listed.columns.items()
    )
    lines = [f"读到的列 | columns read: {read}"]
    for case in found.matched:
        lines.append(_row(case, listed))
        for one in case.matches:
            lines += _matched(case, one)
        lines += [f"  ! {text}" for text in said.notes_zh(case, desk.registry.merchants)]
    if found.near:
        lines += ["", "请核对（没有当作同一家）| To be checked, not taken for the same:"]
    for case in found.near:
        lines.append(_row(case, listed))
        lines += _fault(case)
        lines += [f"  ? {text}" for text in said.near_zh(case, desk.registry.merchants)]
    if found.by_hand:
        lines += ["", "信用代码不可能对，也没有相近的商户，请照原件人工核对（没有当作别家）| Codes "
                  "that cannot be right, nobody near: check by hand"]  # fmt: skip
    for case in found.by_hand[:_MOST]:
        lines += [_row(case, listed), *_fault(case)]
    if len(found.by_hand) > _MOST:
        lines.append(f"…… 另有 {len(found.by_hand) - _MOST} 行")
    return [*lines, "", *_totals(found)]


def _fault(case: PenaltyMatch) -> list[str]:
    return [f"  ! {said.fault_zh(case)}"] if case.fault is not None else []


def _totals(found: PenaltyMatches) -> list[str]:
    """How many rows came to what."""
    entered = sum(case.entered for case in found.matched)
    matched, again, by_hand = len(found.matched), found.repeats, len(found.by_hand)
    more_zh = f"，重复列出的 {again} 行" if again else ""
    more_en = f", repeated: {again}" if again else ""
    hand_zh = f"，信用代码不对、须人工核对 {by_hand} 行" if by_hand else ""
    return [
        f"共 {found.rows} 行：对上 {matched} 行（其中已登记 {entered} 行）{more_zh}，请核对 "
        f"{len(found.near)} 行，不是本登记簿商户 {found.others} 行{hand_zh}"
        f" | rows: {found.rows}, matched: {matched}, entered already: {entered}{more_en}, to be "
        f"checked: {len(found.near)}, of others: {found.others}, codes that cannot be right: "
        f"{by_hand}"
    ]


def _row(case: PenaltyMatch, listed: Listed) -> str:
    words = [case.name, *(case.entry.get(key) for key in ("date", "document", "reason"))]
    if case.entry.get("amount"):  # its heading tells the unit
        words.append(f"{listed.columns['amount']} {case.entry.get('amount')}")
    return " ".join((f"第 {case.entry.number} 行", *filter(None, (case.shown, *words))))


def _matched(case: PenaltyMatch, one: Match) -> list[str]:
    merchant = one.merchant
    former = "；名单写的是以前的信用代码" if one.former else ""
    who = f"{merchant.id} {merchant.name}，{merchant.address or '无地址'}"
    lines = [f"  → {who}：{one.status}；{said.there(one)}{former}"]
    if not case.entered:
        lines.append(f"    {said.command(merchant.id, case.values)}")
        lines += [f"    ! {doubt}" for doubt in case.doubts]
    return lines


def _as_json(found: PenaltyMatches, listed: Listed) -> dict[str, Any]:
    return {
        "columns": dict(listed.columns),
        "rows": found.rows,
        "matched": [_case_json(case) for case in found.matched],
        "near": [
            {
                **_row_json(case),
                "may_be": [
                    {"id": one.id, "why": one.why[0], "reasons": list(one.why)} for one in case.near
                ],
            }
            for case in found.near
        ],
        "by_hand": [{**_row_json(case), "name": case.name} for case in found.by_hand],
        "others": found.others,
        "unreadable": [case.entry.number for case in found.by_hand],
    }


def _row_json(case: PenaltyMatch) -> dict[str, Any]:
    return {
        "row": case.entry.number,
        "uscc": case.shown,
        "fault": case.fault,
        "values": dict(case.values),
    }


def _case_json(case: PenaltyMatch) -> dict[str, Any]:
    return {
        **_row_json(case),
        "entered": case.entered,
        "doubts": list(case.doubts),
        "repeats": list(case.repeats),
        "elsewhere": list(case.elsewhere),
        "merchants": [
            {
                "id": one.merchant.id,
                "name": one.merchant.name,
                "status": one.status,
                "former_code": one.former,
                "same_document": list(one.entered),
                "same_day": list(one.same_day),
                "command": None if case.entered else said.command(one.merchant.id, case.values),
            }
            for one in case.matches
        ],
    }


def confirmed(desk: Desk) -> int:
    """Enter the rows that a person marked in a sheet; the exit code."""
    path = desk.options.confirm
    listed = _listed(path, confirm.HEADINGS, confirm.NEEDED, {}, told=False)
    merchants = desk.registry.merchants
    rows, problems = confirm.confirmed(listed, path, merchants, Reader(desk.today, desk.lists))
    complain_about(problems, _MOST)
    if errors(problems) or not rows:
        complain(
            "没有改动任何文件" + ("" if errors(problems) else "：没有一行的“是否登记”写了是"),
            "nothing was changed" + ("" if errors(problems) else ": no row is marked 是"),
        )
        return WRONG
    changed = {}
    for id, items in confirm.failures(rows, desk.today).items():
        record = Path(merchants[id].path)
        changed[record] = new_text(
            record,
            [AddItem(("failures",), item) for item in items],
            another=desk.options.another,
        )
    return carry_out(desk, changed, f"按处罚名单核对登记 {len(rows)} 个问题（{len(changed)} 家）")
