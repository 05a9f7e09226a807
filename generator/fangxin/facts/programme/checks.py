"""What must hold between the files of content/programme. One list names all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fangxin.base.problem import Level, Place, Problem
from fangxin.facts.code_size import ADVISED, LEAST_SIDE, LONGEST_SITE, usual_length
from fangxin.facts.document_number import ByDocument, document_keys
from fangxin.facts.programme.admin import admin_problems
from fangxin.facts.programme.holidays import holidays_problems
from fangxin.facts.programme.laws import laws_problems
from fangxin.text.fields.tables import Report
from fangxin.text.yaml.reading import Node

NO_TILE = "·"  # a place of the schematic grid of towns that is left empty


class ProgrammeFile(NamedTuple):
    """One file as read by its table: its values, where each was read, and the names at its root,
    also of entries too broken to be read."""

    value: Any
    report: Report
    written: frozenset[str]


class Sheets(NamedTuple):
    """Every file that could be read, by its name below content/programme without ``.yml``."""

    content: Path
    files: Mapping[str, ProgrammeFile]

    def value(self, name: str, default: Any) -> Any:
        """The values of a file, or ``default`` when it is not there or broken."""
        return self.files[name].value if name in self.files else default

    def written(self, name: str) -> frozenset[str] | None:
        """The names written at the root of a file; None when it could not be read."""
        return self.files[name].written if name in self.files else None

    def plans(self) -> list[str]:
        """The names of the plans."""
        return sorted(name for name in self.files if name.startswith("plans/"))


def programme_problems(sheets: Sheets) -> Iterator[Problem]:
    """Every problem between the files."""
    for check in CHECKS:
        yield from check(sheets)


def _at(
    sheet: ProgrammeFile, node: Node, code: str, zh: str, en: str, level: Level = "error"
) -> Problem:
    return Problem(Place(sheet.report.path, node.line, node.column), code, zh, en, level)


def departments_exist(sheets: Sheets) -> Iterator[Problem]:
    """The lead and supporting departments of a category are listed."""
    known = sheets.written("departments")
    if known is None or "categories" not in sheets.files:
        return
    sheet = sheets.files["categories"]
    for category in sheet.value.values():
        named = [("lead", category["lead"])]
        named += [(f"support.{i}", code) for i, code in enumerate(category["support"])]
        for key, code in named:
            if code not in known:
                yield _at(
                    sheet,
                    sheet.report.node_of(category, key),
                    "unknown-department",
                    f"部门须是 departments.yml 里的代号：写的是「{code}」。请改正，或在那里补上",
                    f"a department must be listed in departments.yml: found '{code}'; correct it, "
                    "or add it there",
                )


def criteria_have_a_basis(sheets: Sheets) -> Iterator[Problem]:
    """The criteria of a category say where they come from."""
    for category in sheets.value("categories", {}).values():
        sheet = sheets.files["categories"]
        if not category["criteria"].keys() & {"clause", "basis"}:
            yield _at(
                sheet,
                sheet.report.node_of(category, "criteria"),
                "no-basis",
                "criteria（主体条件）须写明依据：这里没有写。"
                "请写 clause: 条款；没有条款的，写 basis: assumed 和 source: 参照什么",
                "criteria must say where they come from: nothing is written; add 'clause: …', or "
                "'basis: assumed' with 'source: …'",
            )


def categories_of_targets_exist(sheets: Sheets) -> Iterator[Problem]:
    """A target is set for a category that there is."""
    known = sheets.written("categories") or frozenset()
    for name in sheets.plans() if known else ():
        sheet = sheets.files[name]
        for target in sheet.value["targets"].values():
            if "category" in target and target["category"] not in known:
                yield _at(
                    sheet,
                    sheet.report.node_of(target, "category"),
                    "unknown-category",
                    "category（类别）须是 categories.yml 里的代号："
                    f"写的是「{target['category']}」。可写的有 {'、'.join(sorted(known))}",
                    f"category must be listed in categories.yml: found '{target['category']}'; the "
                    f"codes are {', '.join(sorted(known))}",
                )


def documents_of_plans_exist(sheets: Sheets) -> Iterator[Problem]:
    """The document that a plan was issued by is listed."""
    listed = sheets.written("documents")
    if listed is None and (sheets.content / "programme" / "documents.yml").exists():
        return  # it cannot be read, which is told of itself
    known = ByDocument(dict.fromkeys(sorted(listed or ())))
    for name in sheets.plans():
        sheet = sheets.files[name]
        if sheet.value["document"] not in known:
            yield _at(
                sheet,
                sheet.report.node_of(sheet.value, "document"),
                "unknown-document",
                f"document（文号）须登记在 documents.yml：没有「{sheet.value['document']}」。"
                "请在那里补上标题、日期和发文单位",
                f"document must be listed in documents.yml: '{sheet.value['document']}' is not; "
                "add it there with title, date and office",
            )


def documents_are_listed_once(sheets: Sheets) -> Iterator[Problem]:
    """A document is listed once, however its number is written."""
    if "documents" not in sheets.files:
        return
    sheet = sheets.files["documents"]
    seen: dict[str, str] = {}
    for number, values in sheet.value.items():
        keys = sorted(document_keys(number))
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            yield _at(
                sheet,
                sheet.report.node_of(values, "title"),
                "duplicate-document",
                f"一份文件只列一次：「{number}」和前面的「{first}」是同一个文号，只是写法不同。"
                "请删去一处；确是两份文件的，请核对文号",
                f"a document is listed once: '{number}' is the number '{first}' above, written "
                "otherwise; delete one, or check the number",
            )
        for key in keys:
            seen.setdefault(key, number)


def towns_differ(sheets: Sheets) -> Iterator[Problem]:
    """A town is listed once."""
    if "towns" not in sheets.files:
        return
    sheet, seen = sheets.files["towns"], set()
    for index, town in enumerate(sheet.value["towns"]):
        if town in seen:
            yield _at(
                sheet,
                sheet.report.node_of(sheet.value, f"towns.{index}"),
                "duplicate-town",
                f"乡镇（街道）只能列一次：「{town}」列了两次。请删去一行",
                f"a town must be listed once: '{town}' is listed twice; delete one line",
            )
        seen.add(town)


def tiles_are_the_towns(sheets: Sheets) -> Iterator[Problem]:
    """The schematic grid, where there is one, has every town once and nothing else."""
    grid = sheets.value("towns", {}).get("grid")
    if grid is None:
        return
    sheet = sheets.files["towns"]
    tiles = [name for row in grid for name in row if name != NO_TILE]
    wrong = sorted(name for name in set(tiles) if tiles.count(name) > 1)
    wrong += sorted(set(tiles) ^ set(sheet.value["towns"]))
    if wrong:
        yield _at(
            sheet,
            sheet.report.node_of(sheet.value, "grid"),
            "grid-and-towns-differ",
            f"grid（示意方格）须把 towns 里的每个乡镇（街道）各写一次，空格写「{NO_TILE}」："
            f"多写、少写或重复的有 {'、'.join(wrong)}。请改正",
            f"grid must have every town of the list once, and '{NO_TILE}' where there is none: "
            f"too many, missing or twice: {', '.join(wrong)}; correct it",
        )


def address_fits_the_symbol(sheets: Sheets) -> Iterator[Problem]:
    """The address of a status page is short enough for a sign's QR symbol."""
    if "site" not in sheets.files:
        return
    sheet = sheets.files["site"]
    url = sheet.value["url"]
    node = sheet.report.node_of(sheet.value, "url")
    if url.endswith("/"):
        yield _at(
            sheet,
            node,
            "trailing-slash",
            f"url（网址）末尾不带斜杠：写的是「{url}」。请删去末尾的 /",
            f"url must not end in a slash: found '{url}'; delete it",
        )
    length = usual_length(url)
    if length > ADVISED:
        yield _at(sheet, node, "long-address", *_long_address(length))


def _long_address(length: int) -> tuple[str, str, Level]:
    """What is said of an address whose code holds ``length`` bytes."""
    most = usual_length("x" * LONGEST_SITE)
    zh = f"url（网址）须短：二维码要装 {length} 个字节，最好不超过 {ADVISED}，最多 {most}。"
    en = (
        f"url must be short: the QR symbol would hold {length} bytes, {ADVISED} are advised and "
        f"{most} the most; "
    )
    if length > most:
        zh += f"请换用较短的域名或路径（不超过 {LONGEST_SITE} 个字节）"
        return zh, f"{en}use a shorter domain or path (at most {LONGEST_SITE} bytes)", "error"
    zh += f"可以用，只是码密一些：标牌上的二维码不要小于 {LEAST_SIDE} 毫米，有更短的域名请换用"
    en += f"it works, but the code is finer: never print it smaller than {LEAST_SIDE} mm"
    return zh, f"{en}, or use a shorter domain", "warning"


def mark_exists(sheets: Sheets) -> Iterator[Problem]:
    """The province's mark is a file below content/."""
    mark = sheets.value("site", {}).get("mark")
    if mark is not None and not (sheets.content / mark).is_file():
        sheet = sheets.files["site"]
        yield _at(
            sheet,
            sheet.report.node_of(sheet.value, "mark"),
            "mark-missing",
            f"mark（全省统一标识）须是 content/ 里的图片：没有找到 {mark}。"
            "请放进图片；没有图片就删去这一行",
            f"mark must be an image below content/: {mark} was not found; put it there, or delete "
            "the line",
        )


def holidays_agree(sheets: Sheets) -> Iterator[Problem]:
    """Days off and days worked are those of their year, and do not contradict each other."""
    if "holidays" in sheets.files:
        sheet = sheets.files["holidays"]
        yield from holidays_problems(sheet.value, sheet.report)


def form_is_fit(sheets: Sheets) -> Iterator[Problem]:
    """The web form writes to folders that there are, over a line that nobody else reads."""
    if "admin" in sheets.files:
        sheet = sheets.files["admin"]
        known = sheets.written("categories") or frozenset()
        demonstration = sheets.value("site", {}).get("demonstration", False)
        yield from admin_problems(sheet.value, sheet.report, known, demonstration)


def laws_are_listed(sheets: Sheets) -> Iterator[Problem]:
    """Where laws are listed, every one that the programme cites is."""
    if "laws" in sheets.files:
        sheet = sheets.files["laws"]
        folder = sheets.content / "programme"
        yield from laws_problems(sheet.value, sheet.written, sheet.report, folder)


CHECKS: tuple[Callable[[Sheets], Iterator[Problem]], ...] = (
    departments_exist,
    criteria_have_a_basis,
    categories_of_targets_exist,
    documents_of_plans_exist,
    documents_are_listed_once,
    towns_differ,
    tiles_are_the_towns,
    address_fits_the_symbol,
    mark_exists,
    holidays_agree,
    form_is_fit,
    laws_are_listed,
)
