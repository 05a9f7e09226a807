"""What one record must keep besides the shape of its fields. One rule, one function, one list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fangxin.base.problem import Place, Problem
from fangxin.facts.record.particulars import CODE
from fangxin.facts.values import Change, Decision, Failure, Merchant, Objection, Review, Tick
from fangxin.text.fields.concealing import names_a_person
from fangxin.text.fields.idents import MERCHANT_ID, check_character
from fangxin.text.fields.shape import Report, dig
from fangxin.text.yaml.characters import shown
from fangxin.text.yaml.reading import Map, Node, Seq, Text

Voidable = Decision | Failure | Objection | Change | Review | Tick
_ID = re.compile(MERCHANT_ID)
_LISTS = ("certification.decisions", "failures", "objections", "changes", "reviews", "criteria")


@dataclass(frozen=True, slots=True)
class PartialRecord:
    """A record as far as it could be read, with the tree it was read from."""

    merchant: Merchant
    root: Map
    report: Report

    def place(self, key: str) -> Place:
        """Where the top-level ``key`` stands, or the beginning of the record."""
        return self.at(dig(self.root, key))

    def place_in(self, fact: object, key: str) -> Place:
        """Where ``key`` stands in a fact."""
        return self.at(self.report.node_of(fact, key))

    def at(self, node: Node) -> Place:
        return Place(self.report.path, node.line, node.column)

    @property
    def imported(self) -> bool:
        return any(decision.imported for decision in self.merchant.decisions)


def check_file_name(path: str) -> Iterator[Problem]:
    """The file is named <ID>.yml: 4 to 16 of A-Z and 0-9, the last one a check character."""
    name = path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if not dot or ending != "yml" or not _ID.fullmatch(stem):
        yield Problem(
            Place(path),
            "file-name",
            f"文件名须为「商户编号.yml」（编号为 4 至 16 位大写字母和数字）：现为"
            f"「{shown(name)}」。请改文件名",
            f"the file must be named '<merchant ID>.yml' (4 to 16 of A-Z, 0-9): found "
            f"'{shown(name)}'; rename it",
        )
        return
    good = check_character(stem[:-1])
    if stem[-1] != good:
        whose = names_a_person(stem)  # what it should be would tell nearly all of the number
        zh = "" if whose else f"；如前面各位无误，编号应为「{stem[:-1]}{good}」"
        en = "" if whose else f"; if the others are right it is '{stem[:-1]}{good}'"
        yield Problem(
            Place(path),
            "id-check",
            f"商户编号末位须为校验字符「{good}」：现为「{stem}」。多半抄错了一位，请核对{zh}",
            f"a merchant ID must end in its check character '{good}': found '{stem}'; one "
            f"character is probably mistyped{en}",
        )


def town_is_given(draft: PartialRecord) -> Iterator[Problem]:
    """A merchant has a town, unless it is an online shop or was imported."""
    merchant = draft.merchant
    if "town" not in draft.root.entries and merchant.category != "online" and not draft.imported:
        yield _absent(draft, "town-missing", "乡镇街道", "town: 仙华街道", "网店和", "online and ")


def address_is_given(draft: PartialRecord) -> Iterator[Problem]:
    """A merchant has an address, unless it is an online shop or was imported."""
    merchant = draft.merchant
    if "address" not in draft.root.entries and merchant.category != "online" and not draft.imported:
        yield _absent(
            draft, "address-missing", "地址", "address: 浙江省浦江县…", "网店和", "online and "
        )


def uscc_is_given(draft: PartialRecord) -> Iterator[Problem]:
    """A merchant has a unified social credit code, unless it was imported."""
    if "uscc" in draft.root.entries or draft.imported:
        return
    if any(one.field == CODE and one.void is not None for one in draft.merchant.changes):
        yield _code_taken_out(draft)
    else:
        yield _absent(draft, "uscc-missing", "统一社会信用代码", "uscc: 91330726MA2DEM0P1X", "", "")


def _code_taken_out(draft: PartialRecord) -> Problem:
    id = draft.merchant.id or "编号"
    return Problem(
        draft.at(draft.root),
        "uscc-missing",
        "uscc（统一社会信用代码）必须写（从旧登记簿导入的商户除外）：登记它的那条变更写了 void，"
        f"这里就没有了。建档时抄错的不写 void，用 fangxin change {id} uscc 正确的代码 "
        "--mistaken 是 --document 文号 --summary 依据",
        "uscc must be written (except for imported merchants): the change that wrote it is void, "
        "and it is missing; do not void a code that a new record began with, but use fangxin "
        f"change {id} uscc … --mistaken 是 with the right code, a document and a summary",
    )


def _absent(
    draft: PartialRecord, code: str, zh: str, line: str, but_zh: str, but_en: str
) -> Problem:
    key = line.partition(":")[0]
    return Problem(
        draft.at(draft.root),
        code,
        f"{key}（{zh}）必须写（{but_zh}从旧登记簿导入的商户除外）：这里没有写。请补上一行，例如「{line}」",
        f"{key} must be written (except for {but_en}imported merchants): it is missing; add a "
        f"line, such as '{line}'",
    )


def sole_trader_says_what_is_public(draft: PartialRecord) -> Iterator[Problem]:
    """A sole trader's record says how much of the address is public; online ones show the road."""
    merchant = draft.merchant
    if not (merchant.uscc or "").startswith("92") or "address" not in draft.root.entries:
        return
    if "address_public" not in draft.root.entries:
        yield Problem(
            draft.place("address"),
            "address-public-missing",
            "个体工商户须写明 address_public（地址公开范围）：这里没有写。地址可能是住所，"
            "请补上「address_public: road」（只公开到路名）；确为临街店面可写 full",
            "a sole trader's record must say address_public: it is missing; the address may be a "
            "home, add 'address_public: road', or 'full' for a shop open to the street",
        )
    elif merchant.category == "online" and merchant.address_public == "full":
        yield Problem(
            draft.place("address_public"),
            "address-private",
            "个体工商户网店的 address_public 须为 road：写的是「full」，会公开住所。请改为 road",
            "address_public of a sole trader's online shop must be road: found 'full', which would "
            "probably publish a home; write road",
        )


def ids_are_unique(draft: PartialRecord) -> Iterator[Problem]:
    """An id stands for one fact of the record, of whatever kind."""
    first: dict[str, Text] = {}
    for node in _ids(draft.root):
        known = first.setdefault(node.value, node)
        if known is not node:
            yield Problem(
                draft.at(node),
                "duplicate-id",
                f"编号在一份记录里须唯一：「{shown(node.value)}」在第 {known.line} 行已经用过。"
                "请给新的一条换一个没用过的编号（旧的永不更改）",
                f"an id must be unique in the record: '{shown(node.value)}' is on line "
                f"{known.line} already; give the newer fact an unused id (old ones never change)",
            )


def references_are_known(draft: PartialRecord) -> Iterator[Problem]:
    """An id in ``because`` or ``replaced_by`` names another fact of this record."""
    merchant = draft.merchant
    known = {node.value for node in _ids(draft.root)} | {item.fact for item in merchant.follow_up}
    for decision in merchant.decisions:
        for cause in decision.because:
            if "/" not in cause and (cause not in known or cause == decision.id):
                yield _unknown(draft.place_in(decision, "because"), "because", cause, known)
    for fact in _voidable(merchant):
        name = fact.void.replaced_by if fact.void else None
        if name and (name not in known or name == fact.id):
            place = draft.place_in(fact, "void.replaced_by")
            yield _unknown(place, "replaced_by", name, known)


def _voidable(merchant: Merchant) -> Iterator[Voidable]:
    yield from merchant.decisions
    yield from merchant.failures
    yield from merchant.objections
    yield from merchant.changes
    yield from merchant.reviews
    yield from merchant.criteria


def _unknown(place: Place, key: str, name: str, known: set[str]) -> Problem:
    ids = "、".join(shown(id) for id in sorted(known)[:20])
    return Problem(
        place,
        "unknown-fact",
        f"{key} 须为本记录中另一条事实的编号：写的是「{name}」。现有编号：{ids}。"
        "请核对；别的商户的事实写成「商户编号/编号」",
        f"{key} must name another fact of this record: found '{name}'; there are {ids}; check it, "
        "and write facts of another merchant as '<merchant ID>/<id>'",
    )


def follow_up_is_of_registers(draft: PartialRecord) -> Iterator[Problem]:
    """A follow-up names a register row, each once; own failures carry their own follow-up."""
    own = {failure.id for failure in draft.merchant.failures}
    counts = Counter(item.fact for item in draft.merchant.follow_up)
    for item in draft.merchant.follow_up:
        if item.fact in own:
            zh, en = (
                "这一条就在本记录的 failures 里，请写在那里",
                "it is a failure of this record, write there",
            )
        elif counts[item.fact] > 1:
            zh, en = "这里有不止一条，请合并为一条", "there are several, merge them"
        else:
            continue
        yield Problem(
            draft.place_in(item, "fact"),
            "follow-up",
            f"follow_up 须逐条对应登记簿里的问题：写的是「{item.fact}」。{zh}",
            f"follow_up must name each register row once: found '{item.fact}'; {en}",
        )


CHECKS: tuple[Callable[[PartialRecord], Iterator[Problem]], ...] = (
    town_is_given,
    address_is_given,
    uscc_is_given,
    sole_trader_says_what_is_public,
    ids_are_unique,
    references_are_known,
    follow_up_is_of_registers,
)


def check_draft(draft: PartialRecord) -> Iterator[Problem]:
    """Every problem that ``CHECKS`` find."""
    for check in CHECKS:
        yield from check(draft)


def _ids(root: Map) -> Iterator[Text]:
    for dotted in _LISTS:
        facts = dig(root, dotted)
        for fact in facts.items if type(facts) is Seq else ():
            id = fact.entries.get("id") if type(fact) is Map else None
            if type(id) is Text:
                yield id
