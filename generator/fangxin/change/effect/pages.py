"""What becomes of pages that visitors rely on: gone, at another address, cut, without a telephone.

An office may do all of that, but not without everybody who approves it reading it first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fangxin.facts.notices.page import Page, kept, lost
from fangxin.text.yaml.characters import shown

_HALF = 0.5  # of what it said: less is a page that is largely cut
_MOST = 3  # things that one line names
Line = tuple[str, str, str]  # Chinese, English, file


def pages_lost(before: Iterable[Page], after: Iterable[Page]) -> Iterator[Line]:
    """Each page that is gone or says much less, what is gone first."""
    there = {page.slug: page for page in after}
    old = sorted(before, key=lambda page: page.slug in there)
    for page in old:
        now = there.get(page.slug)
        if now is None:
            yield _gone(page, {other.text: other for other in there.values()}.get(page.text))
        elif now.text != page.text:
            yield from _cut(page, now)


def _gone(page: Page, moved: Page | None) -> Line:
    where = f"（改到 {moved.address}）" if moved is not None else ""
    at = f" (moved to {moved.address})" if moved is not None else ""
    return (
        f"页面《{_name(page.title)}》没有了：{page.address} 从此打不开{where}，别处的链接都会失效",
        f"the page '{_name(page.title)}' is gone: {page.address} no longer opens{at}",
        page.path,
    )


def _cut(page: Page, now: Page) -> Iterator[Line]:
    part = kept(page, now)
    if part < _HALF:
        yield (
            f"页面《{_name(page.title)}》（{page.address}）大半删去或改写："
            f"原来 {page.size} 字，照旧的只有 {part:.0%}",
            f"the page '{_name(page.title)}' ({page.address}) is largely cut or rewritten: of "
            f"{page.size} letters {part:.0%} are as they were",
            now.path,
        )
    without = list(lost(page, now))
    if without:
        more = f" 等 {len(without)} 处" if len(without) > _MOST else ""
        yield (
            f"页面《{_name(page.title)}》（{page.address}）不再有："
            f"{'、'.join(_name(zh) for zh, _ in without[:_MOST])}{more}",
            f"the page '{_name(page.title)}' ({page.address}) no longer has "
            f"{', '.join(_name(en) for _, en in without[:_MOST])}",
            now.path,
        )


def _name(text: str) -> str:
    return shown(text, 40)
