"""Every new sentence that names a merchant, beside what the registry says of that merchant today.

Whoever approves a page reads both at the top of the report. What the words contradict for sure is
refused; what a program cannot hold against the registry wants a second person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import NamedTuple

from fangxin.change.accusations import accuses, goes_on, goes_on_below, praises
from fangxin.change.holding import Known
from fangxin.change.leading import in_body, led, of_others
from fangxin.change.links import TargetedLink, captions, links
from fangxin.change.naming import pressed, squeezed
from fangxin.change.statements import Verdict, asserts, speaks, verdict
from fangxin.facts.notices.page import letters
from fangxin.facts.notices.standings import Block, blocks, plain
from fangxin.facts.programme.programme import Programme
from fangxin.registry.sources.reading import Sources
from fangxin.registry.sources.revision import PROGRAMME

_SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;]*|[。！？；!?;]+")
_ORDER: Mapping[Verdict, int] = {"nothing": 0, "true": 1, "undecided": 2, "false": 3}
_FEW = 4  # letters besides a name
_NEAR = 40  # letters of a paragraph that is taken to speak of who was named before
_PUBLICISED = re.compile(r"公示期?(?:已经?)?(?:届?满|结束)[,，、]?")  # which the decision ended
_DATA = re.compile(r"(?im)^(?:merchants|document|index|slug|image|date|begins|ends):.*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One new sentence. ``line``: of the file; ``ids``: whom it names, as the registry knows them;
    ``sure``: whether by a name that nobody else may have."""

    path: str
    line: int
    text: str
    ids: tuple[str, ...]
    verdict: Verdict
    sure: bool = True

    @property
    def wants_two(self) -> bool:
        """Whether it says something of a standing that the registry does not say too."""
        return self.verdict in ("undecided", "false")


class NewTexts(NamedTuple):
    """What is said anew: path → the text before and after; and strings of the programme."""

    files: Mapping[str, tuple[str, str]]
    strings: Sequence[str]


def new_texts(before: Sources, after: Sources) -> NewTexts | None:
    """Of pages, published notices and the programme, what differs; None where nothing does."""
    old = dict(_texts(before))
    files = {p: (old.get(p, ""), text) for p, text in _texts(after) if old.get(p) != text}
    strings = _new_strings(before.programme, after.programme)
    return NewTexts(files, strings) if files or strings else None


def mentions(texts: NewTexts, those: Known) -> Iterator[Mention]:
    """The sentences that were not there."""
    for path, (before, after) in texts.files.items():
        yield from of_text(path, before, after, those)
    for text in texts.strings:
        block = Block(1, "piece", plain(" ".join(text.split())))
        yield from _of_block(PROGRAMME, block, None, (), (), those)


def _texts(sources: Sources) -> Iterator[tuple[str, str]]:
    """Path → the whole file, of what is published."""
    for page in sources.pages:
        yield page.path, page.whole
    for notice in sources.gazette.notices:
        if not notice.draft:
            yield notice.place.path, sources.gazette.texts[notice.slug]


def of_text(path: str, before: str, after: str, those: Known) -> Iterator[Mention]:
    """The mentions of one file."""
    there = Counter(_same(one.text) for one in _all(path, before, those))
    for mention in _all(path, after, those):
        key = _same(mention.text)
        if there[key]:
            there[key] -= 1
        else:
            yield mention


def _same(text: str) -> str:
    return letters(text)


def _all(path: str, text: str, those: Known) -> Iterator[Mention]:
    found = blocks(_without_data(text))
    linked = list(links(text))
    beside = [Block(line, "piece", plain(words)) for line, words in captions(text)]
    said = [block.text for block in (*found, *beside)] + [one.text for one in linked]
    those = those.within("\n".join((*said, *(one.id for one in linked))))
    for block in beside:
        yield from _of_block(path, block, None, (), (), those)
    above: list[Block] = []
    order = led(
        found, in_body(text), lambda one: _names(one, those), lambda one: _is_a_name(one, those)
    )
    for at, (block, lead, before) in enumerate(order):
        if block.sort == "heading":
            above = [one for one in above if one.level < block.level]
        until = found[at + 1].line if at + 1 < len(found) else block.line + 10_000
        own = [link for link in linked if block.line <= link.line < max(until, block.line + 1)]
        heads = [*above, *_title(found)] if block not in _title(found) else []
        heads += [lead] if lead is not None else []
        yield from _of_block(path, block, before, heads, own, those)
        if block.sort == "heading":
            above = [*above, block]


def _names(block: Block, those: Known) -> bool:
    return bool(those.naming.named(block.text) or those.naming.perhaps(block.text))


def _without_data(text: str) -> str:
    """The same lines, those of the head that are data and say nothing left empty."""
    end = re.search(r"\n[^\S\n]*\n", text)
    at = end.start() if end is not None else len(text)
    return _DATA.sub(".", text[:at]) + text[at:]


def _title(found: Sequence[Block]) -> list[Block]:
    return [block for block in found[:1] if block.sort == "piece" and block.line <= 2]


def _of_block(
    path: str,
    block: Block,
    before: Block | None,
    above: Sequence[Block],
    linked: Sequence[TargetedLink],
    those: Known,
) -> Iterator[Mention]:
    """The mentions of one block; of one that names nobody and yet asserts something, whom the block
    before it or a heading names."""
    last: Mention | None = None
    for sentence in map(str.strip, _SENTENCE.findall(block.text)):
        mention = _named(path, block, sentence, those)
        if mention is None and last is not None and (speaks(sentence) or goes_on(sentence)):
            last = _and(last, sentence, block, those)
            continue
        if mention is None:
            continue
        if last is not None:
            yield _under(last, above, those)
        last = mention
    linked = [link for link in linked if link.id in those.registry.merchants]
    if last is None and linked:
        spellings = {link.id.casefold(): (link.id,) for link in linked}
        last = _mention(path, block, block.text, spellings, those)
    for link in linked:
        if link.title:
            yield _mention(path, block, link.title, {link.id.casefold(): (link.id,)}, those)
    if last is not None:
        yield _under(last, above, those)
    elif _goes_on_about(block, before, those):
        yield from _of_others(path, block, [*([before] if before else []), *above], those)


def _goes_on_about(block: Block, before: Block | None, those: Known) -> bool:
    """Whether a block that names nobody speaks of whom the one before it names."""
    sentences = _SENTENCE.findall(block.text)
    if any(asserts(block, sentence) or goes_on_below(sentence) for sentence in sentences):
        return True
    told = accuses(block.text) or praises(block.text)
    return before is not None and told and _is_a_name(before, those)


def _is_a_name(block: Block, those: Known) -> bool:
    """Whether a block names somebody and says next to nothing else."""
    spellings = those.naming.named(block.text)
    said = squeezed(block.text) if spellings else pressed(block.text)
    spellings = spellings or those.naming.at(block.text)
    for spelling in spellings:
        said = said.replace(spelling, "")
    return bool(spellings) and len(said) <= _FEW


def _of_others(path: str, block: Block, others: Sequence[Block], those: Known) -> Iterator[Mention]:
    for other in others:
        if other.denies:  # it explains, or warns of somebody
            continue
        naming = those.naming
        spellings = naming.named(other.text) or naming.perhaps(other.text) or naming.at(other.text)
        if spellings:
            short = len(letters(block.text)) <= _NEAR and block.sort != "piece"
            near = short and not of_others(block)
            found = _mention(path, block, block.text, spellings, those)
            text = f"（{other.text}）{block.text}"
            yield replace(found, text=text, sure=near and found.sure)
            return


def _named(path: str, block: Block, sentence: str, those: Known) -> Mention | None:
    spellings = those.naming.named(sentence)
    if spellings:
        return _mention(path, block, sentence, spellings, those)
    hurts = accuses(block.text)
    spellings = those.naming.perhaps(sentence) if hurts or speaks(block.text) else {}
    if not spellings and (hurts or asserts(block, block.text)):
        spellings = those.naming.at(sentence)
    if not spellings:
        return None
    return replace(_mention(path, block, sentence, spellings, those), sure=False)


def _mention(
    path: str,
    block: Block,
    text: str,
    spellings: Mapping[str, tuple[str, ...]],
    those: Known,
    own: bool = True,
) -> Mention:
    found: list[Verdict] = []
    for spelling, ids in spellings.items():
        each = {
            verdict(
                block,
                text,
                those.registry.merchants[id],
                those.now(id),
                those.holds(spelling, id),
                own=own,
            )
            for id in ids
        }
        found.append(each.pop() if len(each) == 1 else "undecided")
    worst = max(found, key=lambda one: _ORDER[one])
    if worst == "false" and len(set(found)) > 1:
        worst = "undecided"  # it may speak of one of them alone
    if block.ticked and _ORDER[worst] < _ORDER["undecided"]:
        worst = "undecided"
    named = dict.fromkeys(id for ids in spellings.values() for id in ids)
    return Mention(path, block.line, text, tuple(named), worst)


def _and(mention: Mention, sentence: str, block: Block, those: Known) -> Mention:
    """The same with a sentence after it that may speak of who was named."""
    more = _mention(
        mention.path, block, sentence, {id.casefold(): (id,) for id in mention.ids}, those
    )
    worst = max(mention.verdict, more.verdict, key=lambda one: _ORDER[one])
    return replace(mention, text=mention.text + sentence, verdict=worst)


def _under(mention: Mention, above: Sequence[Block], those: Known) -> Mention:
    """A mention that says nothing itself says what the heading above says."""
    if mention.verdict != "nothing":
        return mention
    for head in reversed(above):
        if speaks(head.text) or accuses(head.text):
            spellings = {id.casefold(): (id,) for id in mention.ids}
            text = _PUBLICISED.sub("", head.text)
            found = _mention(mention.path, head, text, spellings, those, own=False)
            said: Verdict = "undecided" if found.verdict == "false" else found.verdict
            return replace(mention, text=f"（{head.text}）{mention.text}", verdict=said)
    return mention


def _new_strings(before: Programme | None, after: Programme | None) -> list[str]:
    """What a programme says and did not say before."""
    if before is None or after is None or before == after:
        return []
    there = set(_strings(before))
    return [text for text in dict.fromkeys(_strings(after)) if text not in there]


def _strings(value: object) -> Iterator[str]:
    """Every text of a programme but the titles of its documents."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from (*_strings(key), *_strings(one))
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("documents", "guard", "laws"):
                yield from _strings(getattr(value, field.name))
