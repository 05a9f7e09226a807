"""A whole list of decisions at once, with signs, the document and its notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fangxin.base.problem import Place, Problem, errors
from fangxin.base.report import complain, complain_about, progress
from fangxin.change.proposal import propose
from fangxin.cli.desk import criteria
from fangxin.cli.desk.announcing import (
    decided_head,
    decided_text,
    document_files,
    notice_files,
    several_ends,
    shop_of,
)
from fangxin.cli.desk.changing import carry_out, new_text
from fangxin.cli.desk.given import IMPOSSIBLE, WRONG, files
from fangxin.cli.desk.opening import Desk, GivenUpError
from fangxin.cli.own.decide import single
from fangxin.facts.record.decisions import ACTS as LABELS
from fangxin.facts.record.decisions import DECISION
from fangxin.facts.values import Act, Decision
from fangxin.office.editing.acts import ACTS
from fangxin.office.editing.decisions import decision
from fangxin.office.editing.given import Reader
from fangxin.office.editing.numbers import Numbers, certificate_numbers, sign_numbers
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem, Step
from fangxin.office.editing.text import Value
from fangxin.office.matching.batch import HEADINGS, NEEDED, BatchOrder, orders
from fangxin.office.matching.whom import index_of
from fangxin.text.table.lists import read_list

ANNOUNCED = ("publicise", "certify", "renew")  # with a notice, unless nobody wants one
SIGNED = ("certify", "renew")
_WORDS = {"publicise": "公示", "certify": "认定", "renew": "续期"}
_MOST = 500  # problems of rows that are told at once


@dataclass(frozen=True, slots=True)
class Made:
    """One decision that was made: for whom, and as the record writes it."""

    order: BatchOrder
    item: Mapping[str, Value]


def together(desk: Desk) -> int:
    """Decide about all of a list at once, or about nobody; the exit code. Raises GivenUpError."""
    options = desk.options
    if options.signs and options.act not in SIGNED:
        complain(
            "标牌只在认定或续期时发：--signs 只能和 certify、renew 一起用",
            "signs are issued with certify or renew only",
        )
        return IMPOSSIBLE
    found, problems = _orders(desk)
    common = dict(desk.values(DECISION, ("document",), single.ASKED.get(ACTS[options.act], ())))
    made, changed, told = _decided(desk, found, common)
    problems += told
    if errors(problems):
        if changed:
            problems += errors(list(propose(desk.sources, changed).new_problems))
        complain_about(problems, _MOST)
        complain(
            f"名单里有 {len(errors(problems))} 处要改，没有改动任何文件",
            f"{len(errors(problems))} errors in the list; nothing was changed",
        )
        return WRONG
    complain_about(problems, _MOST)
    document = str(common["document"])
    changed |= _announced(desk, made, document)
    word = _WORDS.get(options.act, LABELS[ACTS[options.act].value][0])
    return carry_out(desk, changed, f"{word} {len(made)} 家放心消费单位（{document}）")


def _orders(desk: Desk) -> tuple[list[BatchOrder], list[Problem]]:
    """What the list says, or an order for each ID named. Raises GivenUpError."""
    options = desk.options
    if not options.list:
        merchants = [desk.merchant(id) for id in dict.fromkeys(options.ids)]
        return [BatchOrder(_place(desk, one.id), one, {}, {}) for one in merchants], []
    path = Path(options.list)
    if not files(path):
        raise GivenUpError(IMPOSSIBLE)
    listed, problems = read_list(path, HEADINGS, NEEDED, {})
    if listed is None:
        complain_about(problems)
        raise GivenUpError(WRONG)
    if listed.unused:
        complain(
            f"名单里这些列没有用到：{'、'.join(listed.unused)}",
            f"columns that were not used: {', '.join(listed.unused)}",
        )
    index = index_of(desk.registry.merchants)
    found, told = orders(listed, path, index, Reader(desk.today, desk.lists))
    return found, [*problems, *listed.problems, *told]


def _place(desk: Desk, id: str) -> Place:
    return Place(desk.registry.merchants[id].path)


def _decided(
    desk: Desk, found: Sequence[BatchOrder], common: Mapping[str, Value]
) -> tuple[list[Made], dict[Path, bytes], list[Problem]]:
    """The decisions, the records with them, and why some were not possible."""
    options, registry = desk.options, desk.registry
    certificates, signs = (
        certificate_numbers(registry, desk.today),
        sign_numbers(registry, desk.today),
    )
    certificates.taken |= {
        str(one.given["certificate"]) for one in found if "certificate" in one.given
    }
    signs.taken |= {str(one.sign["number"]) for one in found if "number" in one.sign}
    made: list[Made] = []
    changed: dict[Path, bytes] = {}
    problems: list[Problem] = []
    with progress("逐家登记", len(found)) as tick:
        for order in found:
            merchant, facts = order.merchant, desk.registry.facts(order.merchant.id)
            given = {**common, **order.given}
            word, policy = options.act, desk.programme.policy
            try:
                item = decision(word, merchant, facts, policy, desk.today, given, certificates)
                sign = _sign(desk, order, signs, item)
            except NotPossibleError as error:
                problems.append(_refused(order, error))
                continue
            finally:
                tick(1)
            steps: list[Step] = [AddItem(single.DECISIONS, item), *sign]
            steps += criteria.checked(desk, merchant, item)
            path = Path(merchant.path)
            changed[path] = new_text(path, steps, another=options.another)
            made.append(Made(order, item))
    for words in (*certificates.words(), *signs.words()):
        complain(*words)
    return made, changed, problems


def _sign(desk: Desk, order: BatchOrder, signs: Numbers, item: Mapping[str, Value]) -> list[Step]:
    """The sign that is handed out with the decision. Raises NotPossibleError when the decision
    acts only later: until then there is nothing to show."""
    if desk.options.act not in SIGNED or not (desk.options.signs or "number" in order.sign):
        return []
    if str(item["date"]) > desk.today.isoformat():
        raise NotPossibleError(
            f"决定 {item['date']} 才生效，标牌到那天再发：先不写 --signs 和标牌编号，"
            "生效以后用 fangxin sign issue",
            f"the decision acts on {item['date']}, and signs are issued from then on: leave out "
            "--signs, and use fangxin sign issue later",
        )
    number = order.sign.get("number") or signs.next(desk.today)
    sign: dict[str, Value] = {"number": number, "issued": desk.today.isoformat()}
    sign |= {key: order.sign[key] for key in ("place",) if key in order.sign}
    return [AddItem(("signs",), sign)]


def _refused(order: BatchOrder, error: NotPossibleError) -> Problem:
    merchant = order.merchant
    return Problem(
        order.place,
        "list-row",
        f"{merchant.id} {merchant.name}：{error.zh}",
        f"{merchant.id}: {error.en}",
    )


def _announced(desk: Desk, made: Sequence[Made], document: str) -> dict[Path, bytes]:
    """The notice, unless nobody wants one, and the entry of the document."""
    options = desk.options
    wanted = options.act in ANNOUNCED if options.notice is None else options.notice
    decided = [_decision(one.item) for one in made]
    day = min(one.date for one in decided).isoformat()
    kind = "publicity" if options.act == "publicise" else "decision"
    shops = [
        shop_of(desk, one.order.merchant.id, what) for one, what in zip(made, decided, strict=True)
    ]
    head = decided_head(desk, kind, shops, document, decided[0], options.act)
    head["title"] = options.title or head["title"]
    if not wanted:
        return document_files(desk, document, head["title"], day)
    ends = {str(one.until) for one in decided}
    if kind == "publicity" and len(ends) > 1:
        complain(*several_ends(sorted(ends)))
        raise GivenUpError(WRONG)
    text = decided_text(desk, kind, shops, document, decided[0], options.act)
    return notice_files(desk, kind, head, text, None, day)


def _decision(item: Mapping[str, Value]) -> Decision:
    """The decision as notices speak of it."""
    until, certificate = item.get("until"), item.get("certificate")
    return Decision(
        id=str(item["id"]),
        date=date.fromisoformat(str(item["date"])),
        act=Act(str(item["status"])),
        recorded=date.fromisoformat(str(item.get("recorded", item["date"]))),
        until=date.fromisoformat(str(until)) if until else None,
        certificate=str(certificate) if certificate else None,
    )
