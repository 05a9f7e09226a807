"""What is announced of decisions: which shops, in which words, in which files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fangxin.base.report import complain
from fangxin.cli.desk.given import IMPOSSIBLE, WRONG
from fangxin.cli.desk.opening import Desk, GivenUpError
from fangxin.cli.desk.twins import refuse_twin_notice
from fangxin.facts.notices.reading import FOLDER
from fangxin.facts.record.decisions import ACTS
from fangxin.facts.values import Act, Decision
from fangxin.office.editing.documents import FILE, with_document
from fangxin.office.editing.notice import (
    KEYS,
    KINDS,
    Shop,
    decision_text,
    is_slug,
    notice,
    publicity_text,
    slug_of,
)
from fangxin.office.editing.text import CannotEditError


def several_ends(ends: list[str]) -> tuple[str, str]:
    """That one notice cannot have several last days."""
    return (
        f"公示截止日不是同一天（{'、'.join(ends)}），一份公示公告只能写一天；请分成几批",
        f"the last days differ ({', '.join(ends)}), but a notice has one; split the list",
    )


def shop_of(desk: Desk, id: str, decision: Decision | None = None) -> Shop:
    """A shop as a notice lists it, its address as far as it is public."""
    from fangxin.view.viewing import view_of

    view = view_of(id, desk.registry, desk.programme, desk.today)
    if decision is None or decision.act is not Act.CERTIFIED:
        return Shop(id, view.name, view.address)
    return Shop(id, view.name, view.address, decision.certificate, str(decision.until))


def decided_head(
    desk: Desk, kind: str, shops: list[Shop], document: str, decision: Decision, word: str
) -> dict[str, str]:  # fmt: skip
    """The head of a notice of decisions: what its title, summary and days are where nobody says
    otherwise."""
    day = decision.date
    example = "（示例）" if desk.programme.site.demonstration else ""
    label = _act_zh(decision, word)
    whom = "放心消费单位续期" if word == "renew" else f"{label}放心消费单位"
    title = f"{day.year}年{day.month}月{whom}的决定{example}"
    summary = f"{len(shops)} 家单位：{label}。名单和证书编号见正文。"
    head = {"category": KINDS[kind].category, "document": document}
    if kind == "publicity":
        title = f"{day.year}年{day.month}月拟认定放心消费单位公示{example}"
        summary = f"{len(shops)} 家单位拟认定或续期，公示期内任何人都可以提出异议。"
        head |= {"begins": day.isoformat(), "ends": str(decision.until)}
    elif decision.act is not Act.CERTIFIED:
        title = f"{day.year}年{day.month}月{label}的决定{example}"
        summary = f"{len(shops)} 家单位：{label}。名单见正文。"
    return head | {
        "title": title,
        "summary": summary,
        "date": desk.today.isoformat(),
        "shops": "、".join(shop.id for shop in shops),
    }


def decided_text(
    desk: Desk, kind: str, shops: list[Shop], document: str, decision: Decision, word: str
) -> str:  # fmt: skip
    """The text of a notice of decisions."""
    if kind == "publicity":
        return publicity_text(shops, desk.programme.site.office)
    return decision_text(shops, _act_zh(decision, word), document)


def _act_zh(decision: Decision, word: str) -> str:
    return {"certify": "认定", "renew": "续期"}.get(word, ACTS[decision.act.value][0])


def notice_files(
    desk: Desk,
    kind: str,
    head: dict[str, str],
    text: str,
    slug: str | None = None,
    issued: str | None = None,
) -> dict[Path, bytes]:
    """The file of a notice, and the list of documents with its document, which was ``issued`` on
    the notice's day or an earlier one."""
    day = date.fromisoformat(head["date"])
    taken = {one.slug for one in desk.sources.gazette.notices}
    name = slug or slug_of(kind, head.get("document"), day, taken)
    if not is_slug(name):
        complain(
            f"--slug 只能用小写字母、数字和短横，例如 spring-2026，它就是网址；写的是“{name}”",
            f"--slug must be small letters, digits and hyphens, for it is the address: '{name}'",
        )
        raise GivenUpError(IMPOSSIBLE)
    path = desk.sources.content / FOLDER / f"{name}.md"
    data = notice({KEYS[key]: value for key, value in head.items()}, text)
    if slug is None:
        refuse_twin_notice(desk, data)
    if name in taken or path.exists():
        complain(
            f"公告 {name} 已经有了，没有覆盖；请用 --slug 换一个文件名，或直接修改 {path}",
            f"there is a notice {name} already; choose another --slug, or edit {path}",
        )
        raise GivenUpError(IMPOSSIBLE)
    files = {path: data}
    if head.get("document"):
        by = head.get("publisher", desk.programme.site.office)
        files |= document_files(desk, head["document"], head["title"], issued or head["date"], by)
    return files


def document_files(
    desk: Desk, number: str, title: str, day: str, by: str | None = None
) -> dict[Path, bytes]:  # fmt: skip
    """The list of documents with this one; nothing when it is there. Raises GivenUpError."""
    if number in desk.programme.documents:
        return {}
    path = desk.sources.content / FILE
    about = {"title": title, "date": day, "by": by or desk.programme.site.office}
    try:
        text = path.read_bytes().decode() if path.exists() else ""
        return {path: with_document(text, number, about).encode()}
    except (CannotEditError, UnicodeDecodeError) as error:
        complain(
            f"{path} 的写法特别，加不进 {number}（{error}）；请手工加上一行",
            f"{path} has no place for {number} ({error}); add a line by hand",
        )
        raise GivenUpError(WRONG) from None
