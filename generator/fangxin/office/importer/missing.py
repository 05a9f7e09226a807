"""What a table says of a merchant whose record an import must not touch, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fangxin.base.problem import Place, Problem
from fangxin.facts.document_number import papers
from fangxin.facts.recourse import stands
from fangxin.facts.values import Failure, Merchant
from fangxin.office.importer.acts import Fact, fail_command, rank
from fangxin.office.importer.mapping import Failing
from fangxin.text.table.shapes import TableRow


def missing(
    merchant: Merchant,
    facts: Sequence[Fact],
    rows: Mapping[str, TableRow],
    failing: Failing,
    source: Path,
) -> Iterator[Problem]:
    """A problem for each of the table's failures that the record lacks, has milder, or has without
    its rectification, with the command that enters it. ``rows``: where each stands, by its id."""
    free = list(merchant.failures)
    for fact in facts:
        place = Place(str(source), rows[fact["id"]].number)
        failure = next((one for one in free if _is(one, fact)), None)
        if failure is None:
            yield _missing(place, merchant, fact)
            continue
        free.remove(failure)
        if not stands(failure):
            continue  # somebody looked at it
        known = [kind.kind for kind in failing.kinds]
        if failure.kind in known and rank(fact["kind"], known) < rank(failure.kind, known):
            yield _milder(place, merchant, failure, fact)
        if "rectified" in fact and failure.rectified is None:
            yield _unrectified(place, merchant, failure, fact["rectified"].isoformat())


def _is(failure: Failure, fact: Fact) -> bool:
    """Whether they are one act: the same document, or the same day and none on either side."""
    there, named = papers(failure.document or ""), papers(fact.get("document", ""))
    return bool(there & named) or (not there and not named and failure.date == fact["date"])


def _missing(place: Place, merchant: Merchant, fact: Fact) -> Problem:
    command = fail_command(merchant.id, fact)
    what = fact.get("document") or fact.get("summary", "")
    return _told(
        place,
        merchant,
        f"其中缺这一条：{fact['date']} {what}。核对后请登记：{command}",
        f"it lacks this fact of {fact['date']}: check it and enter it with {command}",
    )


def _milder(place: Place, merchant: Merchant, failure: Failure, fact: Fact) -> Problem:
    command = f"fangxin void {merchant.id} {failure.id} --reason 类型登记有误 --document 文号"
    return _told(
        place,
        merchant,
        f"其中 {failure.id} 的类型是 {failure.kind}，表里是较重的 {fact['kind']}。"
        f"查明登记有误的：{command}，再按正确的类型登记",
        f"the kind of its {failure.id} is {failure.kind}, but {fact['kind']} in the table: if it "
        f"is wrong, {command}, and enter it anew",
    )


def _unrectified(place: Place, merchant: Merchant, failure: Failure, day: str) -> Problem:
    command = (
        f"fangxin rectify {merchant.id} {failure.id} --date {day} --rectified-document 文号 "
        "--rectified-summary 核查所见"
    )
    return _told(
        place,
        merchant,
        f"表里 {failure.id} 在 {day} 已经整改（检查合格），档案里没有。核对后请登记：{command}",
        f"by the table {failure.id} was put right by {day}: check it and enter it with {command}",
    )


def _told(place: Place, merchant: Merchant, zh: str, en: str) -> Problem:
    return Problem(
        place,
        "fact-missing",
        f"{merchant.id}（{merchant.name}）的档案已由人改过（{merchant.path}），没有覆盖；{zh}",
        f"the record of {merchant.id} ({merchant.path}) was edited by hand and was left as it is; "
        f"{en}",
    )
