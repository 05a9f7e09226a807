"""A page that visitors rely on is not emptied, as a published notice is not. What is deleted or
largely cut is let in, and told first of all (``fangxin.change.effect.pages``).
"""

from __future__ import annotations

from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.push import Push
from fangxin.facts.notices.page import Page, emptied


def pages_say_something(push: Push) -> Iterator[Problem]:
    """No page that came or changed says nothing, or nothing any more."""
    by_address = {page.slug: page for page in push.old.sources.pages}
    by_path = {page.path: page for page in push.old.sources.pages}
    for page in push.new.sources.pages:
        before = by_address.get(page.slug) or by_path.get(page.path)
        if page.path in push.changed and emptied(page, before):
            yield _emptied(page, before)


def _emptied(page: Page, before: Page | None) -> Problem:
    if before is None:
        return Problem(
            Place(page.path),
            "page-emptied",
            f"新页面《{page.title}》（{page.address}）没有看得见的文字：访客打开是空的。请写上正文，"
            "或者不要这个文件",
            f"the new page '{page.title}' ({page.address}) says nothing that is seen; write its "
            "text, or leave the file out",
        )
    return Problem(
        Place(page.path),
        "page-emptied",
        f"页面《{page.title}》（{page.address}）的正文空了：原来有 {before.size} 字，"
        f"现在看得见的只有 {page.size} 字，"
        "访客要查的找不到了。请恢复；确实不用的页面，删去整个文件（git rm），报告最前面会写明",
        f"the page '{page.title}' ({page.address}) says nothing: {page.size} letters are seen"
        f" of {before.size} letters; restore it, or delete the whole file (git rm), which is "
        f"told at the top of the "
        "report",
    )
