"""What new sentences say of merchants by name, beside what the registry says of them today."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from fangxin.change.changeset import Changeset
from fangxin.change.effect.effect import Everybody
from fangxin.change.holding import Known
from fangxin.change.mentions import Mention
from fangxin.text.yaml.characters import shown
from fangxin.words.sentences import STATUS_EN, STATUS_ZH

_QUOTED, _NAMED = 160, 5  # letters of a sentence, merchants of it
_EACH = 20  # harmless sentences of one file that are quoted
_COMMA = re.compile(
    r"(?<=[\u4e00-\u9fff)]),"
)  # of Chinese, in the form in which texts are compared
_SAYS = {
    "false": ("，和登记簿相反", ", the contrary of it"),
    "undecided": ("，登记簿不能证实，请核对", ", which the registry cannot confirm: look at it"),
    "true": ("", ""),
    "nothing": ("", ""),
}
_KIND = {"content/pages/": ("页面", "page"), "content/notices/": ("公告", "notice")}


def mentioned(change: Changeset) -> tuple[list[Everybody], list[Everybody]]:
    """What a second person must read first of all, and the rest."""
    those = change.known
    if those is None:
        return [], []
    found = change.mentions
    first = sorted((one for one in found if one.wants_two), key=lambda one: one.verdict != "false")
    return [_quoted(one, those) for one in first], list(_rest(found, those))


def _rest(found: Iterable[Mention], those: Known) -> Iterator[Everybody]:
    """The harmless ones, so many of each file; of the others, how many of which standing."""
    files: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        if not mention.wants_two:
            files[mention.path].append(mention)
    for path, some in files.items():
        yield from (_quoted(one, those) for one in some[:_EACH])
        more = some[_EACH:]
        if more:
            ids = dict.fromkeys(id for one in more for id in one.ids)
            counts = Counter(those.now(id).status for id in ids)
            zh = "、".join(f"{STATUS_ZH[status]} {count} 家" for status, count in counts.items())
            en = ", ".join(f"{STATUS_EN[status]}: {count}" for status, count in counts.items())
            yield Everybody(
                f"{path} 另有 {len(more)} 句提到商户；登记簿今天：{zh}",
                f"{path}: {len(more)} more sentences name merchants; the registry today: {en}",
                path,
            )


def _quoted(mention: Mention, those: Known) -> Everybody:
    kinds = (kind for start, kind in _KIND.items() if mention.path.startswith(start))
    zh, en = next(kinds, ("方案文件", "programme"))
    after_zh, after_en = _SAYS[mention.verdict]
    more = f" 等 {len(mention.ids)} 家" if len(mention.ids) > _NAMED else ""
    perhaps = ("", "") if mention.sure else ("（可能是）", "(perhaps) ")
    now_zh = "、".join(f"{_name(id, those)} {_now(id, those)[0]}" for id in mention.ids[:_NAMED])
    now_en = ", ".join(f"{id} {_now(id, those)[1]}" for id in mention.ids[:_NAMED])
    text = _COMMA.sub("，", shown(mention.text, _QUOTED))
    return Everybody(
        f"{zh} {mention.path} 第 {mention.line} 行写着“{text}”；"
        f"登记簿今天{perhaps[0]}：{now_zh}{more}{after_zh}",
        f"{en} {mention.path}, line {mention.line}, says '{text}'; the registry today: "
        f"{perhaps[1]}{now_en}{after_en}",
        mention.path,
    )


def _name(id: str, those: Known) -> str:
    return f"{shown(those.registry.merchants[id].name, 30)} {id}"


def _now(id: str, those: Known) -> tuple[str, str]:
    now = those.now(id)
    since = f"，{now.since} 起" if now.since else ""
    until = f"，至 {now.until}" if now.until else ""
    return (
        f"{STATUS_ZH[now.status]}{since}{until}",
        f"{STATUS_EN[now.status]}" + (f" since {now.since}" if now.since else ""),
    )
