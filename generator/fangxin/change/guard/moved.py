"""What stands under another name, in another record or file, and is otherwise as it was: that it is
gone from where it stood is told once, and nothing is advised for it as if it were new.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.facts import FactChange, ItemAt
from fangxin.change.guard.identity import ids_of
from fangxin.change.guard.push import Push
from fangxin.text.fields.difference import plain


def only_moved(push: Push) -> frozenset[tuple[str, str, str]]:
    """Home, sort and name of the facts that are new and the same as one that is gone."""
    gone = {_same(fact, fact.old) for fact in push.facts if fact.new is None and fact.old}
    return frozenset(
        (fact.home, fact.sort, fact.name)
        for fact in push.facts
        if fact.old is None and fact.new and _same(fact, fact.new) in gone
    )


def _same(fact: FactChange, item: ItemAt) -> tuple[str, str]:
    values = plain(item.node)
    if isinstance(values, dict):
        first = fact.kind.fields[0].key
        values = {key: value for key, value in values.items() if key != first}
    return fact.sort, json.dumps(values, sort_keys=True, ensure_ascii=False)


def gone_with_their_file(push: Push) -> tuple[set[tuple[str, str, str]], list[Problem]]:
    """The facts that are gone because their record is, which is told of the merchant, or because
    their register is: with what is told of that."""
    ids, former = ids_of(push.new), ids_of(push.old)
    told: set[tuple[str, str, str]] = set()
    files: dict[str, int] = {}
    for fact in _gone(push):
        assert fact.old is not None
        path = fact.old.path
        if fact.home in former:
            if fact.home not in ids:
                told.add((fact.home, fact.sort, fact.name))
        elif path.startswith("content/registers/") and path not in push.new.files:
            told.add((fact.home, fact.sort, fact.name))
            files[path] = files.get(path, 0) + 1
    return told, [_file(push, path, count) for path, count in files.items()]


def _gone(push: Push) -> Iterator[FactChange]:
    for fact in push.facts:
        if fact.new is None and fact.old is not None:
            yield fact


def _file(push: Push, path: str, count: int) -> Problem:
    return Problem(
        Place(path),
        "fact-removed",
        f"登记簿文件 {path} 不见了，里面登记过的 {count} 行也没有了：登记过的不能删除。请恢复："
        f"git checkout {push.base[:10]} -- {path}，再 git commit；只想按年分文件的，"
        f"把行移到别的文件里，"
        "一行也不要少",
        f"the register {path} is gone with {count} rows that were recorded and must stay; restore "
        f"it: git checkout {push.base[:10]} -- {path}, then git commit; to keep a file for each "
        "year, move the rows to others, every one of them",
    )
