"""What a comparison with a list of penalties came to, row by row, in the words that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fangxin.facts.naming_papers import names_a_document
from fangxin.facts.values import Merchant
from fangxin.office.matching.penalties import Match, PenaltyMatch
from fangxin.office.matching.suspects import FAULT_ZH, reasons_zh

NEEDED = ("kind", "date", "document", "summary")


def command(id: str, values: Mapping[str, str]) -> str:
    """The command that enters the row as a failure of this merchant, with dots for what the list
    does not say and the failure must."""
    parts = ["fangxin", "fail", id]
    if not names_a_document(values.get("document")):
        values = {key: text for key, text in values.items() if key != "document"}
    for key, text in values.items():
        parts += [f"--{key}", quoted(text)]
    missing = [f"--{key} …" for key in NEEDED if key not in values]
    return " ".join([*parts, *missing])


def quoted(text: str) -> str:
    """A word for a shell: in single quotes when it has anything that a shell may take otherwise."""
    plain = text and all(one.isalnum() or one in "-_.,:/〔〕（）、，。《》“”" for one in text)
    return text if plain else "'" + text.replace("'", "'\\''") + "'"


def there(match: Match) -> str:
    """What of the row stands in the merchant's record, in Chinese."""
    if match.entered:
        return f"已登记（{'、'.join(match.entered)}，文号相同）"
    if match.same_day:
        return f"同一天有 {'、'.join(match.same_day)}，请核对是不是同一件"
    return "没有登记"


def notes_zh(case: PenaltyMatch, merchants: Mapping[str, Merchant]) -> Sequence[str]:
    """What somebody has to know before a matched row is entered, in Chinese."""
    notes = []
    if case.fault is not None:
        notes.append(f"{FAULT_ZH[case.fault]}，但与档案所记的完全相同：请核对档案和执照")
    if case.repeats:
        rows = "、".join(map(str, case.repeats))
        notes.append(f"名单第 {rows} 行是同一份文书，只登记一次")
    for there in case.elsewhere:
        id, _, fact = there.partition("/")
        notes.append(f"同一文号已登记在 {id} {merchants[id].name}（{fact}）：请核对是哪一家")
    return notes


def near_zh(case: PenaltyMatch, merchants: Mapping[str, Merchant]) -> Sequence[str]:
    """Whom a row may mean, and why that is not sure."""
    right = case.fault is None
    return [
        f"{one.id} {merchants[one.id].name}（{merchants[one.id].uscc or '无信用代码'}）："
        f"{reasons_zh(one, right)}"
        for one in case.near
    ]


def fault_zh(case: PenaltyMatch) -> str:
    """Why the code of a row says nothing, "" where it says something."""
    return FAULT_ZH[case.fault] if case.fault is not None else ""
