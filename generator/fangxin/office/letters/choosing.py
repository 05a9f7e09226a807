"""From what an official asks for to one letter, or to why not and what would fit."""

from __future__ import annotations

from dataclasses import dataclass

from fangxin.office.letters.kinds import KINDS, Letter
from fangxin.view.view import View
from fangxin.words.sentences import STATUS_EN, STATUS_ZH


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the letter is not written, and which ones would be."""

    zh: str
    en: str


def choose(
    kind: str, fact: str | None, fitting: tuple[Letter, ...], view: View
) -> Letter | Refused:
    """The letter of this kind, about ``fact`` where one is named; ``fitting`` are those that the
    standing allows."""
    found = [letter for letter in fitting if letter.kind == kind]
    if not found:
        return _not_so(kind, fitting, view)
    if fact is not None:
        named = [letter for letter in found if fact in letter.facts]
        return named[0] if named else _about_another(kind, fact, found)
    due = [letter for letter in found if letter.due]
    if len(found) == 1 or len(due) == 1:
        return (due or found)[0]
    facts = [letter.facts[0] for letter in due or found]
    return Refused(
        f"《{KINDS[kind].zh}》一件事一份，请用 --fact 写明是哪一件：{'、'.join(facts)}",
        f"one {KINDS[kind].en} is about one fact; name it with --fact: {', '.join(facts)}",
    )


def command(letter: Letter, view: View) -> str:
    """The command that writes a letter."""
    fact = f" --fact {letter.facts[0]}" if KINDS[letter.kind].each else ""
    return f"fangxin letter {letter.kind} {view.id}{fact}"


def _not_so(kind: str, fitting: tuple[Letter, ...], view: View) -> Refused:
    asked = KINDS[kind]
    better = [letter for letter in fitting if letter.due] or list(fitting)
    zh, en = "现在没有适合它的文书", "no letter fits it now"
    if better:
        titles = [f"《{KINDS[one.kind].zh}》（{command(one, view)}）" for one in better]
        zh = f"可以出具的是{'、'.join(titles)}"
        en = f"what fits is: {'; '.join(command(one, view) for one in better)}"
    return Refused(
        f"不能给 {view.id} {view.name}出具《{asked.zh}》：要{asked.needs_zh}；"
        f"这家商户的状态是「{STATUS_ZH[view.status]}」。{zh}",
        f"no {asked.en} for {view.id}: it is written when {asked.needs_en}; the status is "
        f"“{STATUS_EN[view.status]}”; {en}",
    )


def _about_another(kind: str, fact: str, found: list[Letter]) -> Refused:
    facts = list(dict.fromkeys(name for letter in found for name in letter.facts))
    return Refused(
        f"《{KINDS[kind].zh}》不能说 {fact}：现在能说的是{'、'.join(facts)}",
        f"no {KINDS[kind].en} about {fact}; it can be about {', '.join(facts)}",
    )
