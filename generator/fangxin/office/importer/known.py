"""What the programme knows, so that a wrong town or category is told before a record has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fangxin.base.problem import Place, Problem
from fangxin.facts.programme.programme import Programme
from fangxin.office.importer.mapping import TableMapping


@dataclass(frozen=True, slots=True)
class CountyCodes:
    """The county's towns, and code → label of its categories and of every kind of failure."""

    towns: tuple[str, ...]
    categories: Mapping[str, str]
    kinds: Mapping[str, str]

    def faults(self, key: str, value: str) -> Iterator[tuple[str, str]]:
        """In Chinese and English, what is wrong with ``value`` as town or category."""
        if key == "town" and value not in self.towns:
            yield (
                f"“{value}”不是本县的乡镇、街道（{'、'.join(self.towns)}）",
                f"'{value}' is not one of the county's towns ({', '.join(self.towns)})",
            )
        if key == "category" and value not in self.categories:
            yield (
                f"“{value}”不是规定的类别（{_labelled(self.categories)}）",
                f"'{value}' is not one of the categories ({', '.join(self.categories)})",
            )


def _labelled(labels: Mapping[str, str]) -> str:
    return "、".join(f"{code}（{label}）" for code, label in labels.items())


def known_of(programme: Programme) -> CountyCodes:
    """The words that records of this programme may use."""
    versions = programme.policy.versions
    return CountyCodes(
        towns=programme.towns,
        categories={code: category.label for code, category in programme.categories.items()},
        kinds={code: kind.label for version in versions for code, kind in version.kinds.items()},
    )


def unknown_words(mapping: TableMapping, known: CountyCodes, path: str) -> Iterator[Problem]:
    """Constants and translations that no record may have: mistakes of the mapping, told once."""
    for key, cell in mapping.merchant.items():
        written = [cell.value, cell.default, *(cell.words or {}).values()]
        for value in dict.fromkeys(word for word in written if word is not None):
            for zh, en in known.faults(key, value):
                yield Problem(
                    Place(path),
                    f"unknown-{key}",
                    f"merchant 的 {key} 写错了：{zh}；请改正对照表",
                    f"{key} of merchant is wrong: {en}; mend the mapping",
                )
    for kind in mapping.failures.kinds if mapping.failures is not None else ():
        if kind.kind not in known.kinds:
            yield Problem(
                Place(path),
                "unknown-kind",
                f"kinds 里的“{kind.kind}”不是规则列明的问题类型（{_labelled(known.kinds)}）；"
                "请改正对照表",
                f"'{kind.kind}' in kinds is not a kind of the policy ({', '.join(known.kinds)}); "
                "mend the mapping",
            )
