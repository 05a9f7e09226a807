"""What a change changes for everybody who comes to the site, told before anything else: by which
rules, where signs lead, whom people call, what they may be led to, what a notice or a published
fact says now, who comes in by a list, who guards the registry, how every page is made. Most of it
moves nobody's standing, so that no list of merchants shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fangxin.change.changeset import Changeset
from fangxin.change.effect.conditions import conditions_told
from fangxin.change.effect.effect import Everybody
from fangxin.change.effect.foremost import (
    mended_texts,
    reports_quieted,
    taken_over,
    unpapered_words,
)
from fangxin.change.effect.mentioned import mentioned
from fangxin.change.effect.named import names_told
from fangxin.change.effect.pages import pages_lost
from fangxin.change.effect.rules import rules_told
from fangxin.change.effect.told import quoted
from fangxin.facts.notices.reading import Notice
from fangxin.facts.programme.guard import ACTS, SIGNING, Guarding
from fangxin.facts.programme.programme import Site
from fangxin.registry.sources.reading import Sources

_SITE: Mapping[str, tuple[str, str]] = {
    "url": ("网址（标牌上的二维码指向它）", "address of the site, where signs lead"),
    "hotline": ("投诉电话", "hotline"),
    "title": ("网站名称", "title of the site"),
    "title_en": ("网站英文名称", "English title"),
    "county": ("地区", "county"),
    "office": ("办公室", "office"),
    "office_en": ("办公室英文名称", "office in English"),
    "update_days": ("更新间隔（天）", "days between publications"),
    "demonstration": ("示例横幅", "banner of a demonstration"),
    "mark": ("统一标识的图", "picture of the mark"),
}
_CONTACT: Mapping[str, tuple[str, str]] = {
    "website": ("网址", "website"),
    "platform": ("平台", "platform"),
    "platform_shop": ("平台店铺号", "shop number"),
    "service_phone": ("服务电话", "service phone"),
    "address_public": ("地址公开范围", "public part of the address"),
}
_PROGRAMME = "content/programme/"
_OWN_LINES = frozenset({"site", "guard", "policy", "documents", "holidays"})  # told by themselves
_PICTURES = "图片和附件"
_KINDS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    ((_PROGRAMME,), "方案文件", "programme"),
    (("content/pages/",), "页面", "page"),
    (("content/images/",), _PICTURES, "picture"),
    (
        (".github/", ".gitlab", ".gitea/", ".forgejo/", ".gitee/", ".workflow/", ".ci", "Jenkins"),
        "流水线（公开以前的检查由它执行）",
        "pipeline, which runs the checks before publication",
    ),
    (("theme/",), "模板和样式（每一页都由它生成）", "theme, which makes every page"),
    (("docs/", "tests/", "findings/", "README", "CHANGELOG", "CONTRIBUTING", "LICENSE"), "", ""),
    (("content/", "merchants/"), "", ""),
    (("",), "程序和设置", "program and its settings"),
)
_MOST = 20  # of one kind


def everybody(change: Changeset) -> tuple[Everybody, ...]:
    """Everything of this kind: what texts say of merchants and the registry does not, then the
    rules, pages that are gone and the address of the site."""
    before, after = change.old.sources, change.new.sources
    old, new = before.programme, after.programme
    lost = [Everybody(*line) for line in pages_lost(before.pages, after.pages)]
    told, harmless = mentioned(change)
    told += reports_quieted(change)
    if old is not None and new is not None:
        told += [*rules_told(old.policy, new.policy), *lost, *_site(old.site, new.site)]
        told += [*conditions_told(old, new), *_guard(old.guard, new.guard)]
    else:
        told += lost
    told += names_told(before, after)
    if before.registry is not None and after.registry is not None:
        told += taken_over(before.registry, after.registry)
        told += mended_texts(before.registry, after.registry)
        told += unpapered_words(before.registry, after.registry)
    if new is not None:  # without a programme no notice can be read, so that none is gone
        told += _notices(before, after)
    told += [*harmless, *_contacts(before, after), *_files(change.changed)]
    return tuple(told)


def _change(zh: str, en: str, was: object, now: object) -> Everybody:
    old, new = ("" if value is None else quoted(str(value)) for value in (was, now))
    return Everybody(
        f"{zh}：{old or '（无）'} → {new or '（无）'}",
        f"{en}: {old or 'none'} → {new or 'none'}",
    )


def _site(old: Site, new: Site) -> Iterator[Everybody]:
    for name, (zh, en) in _SITE.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield _change(zh, en, was, now)
    for host in new.allowed_hosts:
        if host not in old.allowed_hosts:
            yield Everybody(f"网页从此可以链接 {host}", f"pages may lead to {host} from now on")
    for host in old.allowed_hosts:
        if host not in new.allowed_hosts:
            yield Everybody(f"网页不再可以链接 {host}", f"pages may no longer lead to {host}")
    for label in dict.fromkeys([*new.report, *old.report]):
        was, now = old.report.get(label), new.report.get(label)
        if was != now:
            yield _change(f"监督方式“{label}”", f"way to report '{label}'", was, now)
    for former in new.former_urls:
        if former not in old.former_urls:
            yield Everybody(
                f"以前的网址 {former.url} 留作跳转（{former.document}）",
                f"the former address {former.url} is kept for redirects ({former.document})",
            )


def _guard(old: Guarding, new: Guarding) -> Iterator[Everybody]:
    if old.signing != new.signing:
        was, now = SIGNING[old.signing], SIGNING[new.signing]
        yield Everybody(f"提交签名：{was[0]} → {now[0]}", f"signatures: {was[1]} → {now[1]}")
    for act in ACTS:
        zh, en = ACTS[act]
        if act in new.asked and act not in old.asked:
            yield Everybody(f"从此须两人：{zh}", f"needs two persons from now on: {en}")
        if act in old.asked and act not in new.asked:
            yield Everybody(f"不再须两人：{zh}", f"no longer needs two persons: {en}")
    if old.locked != new.locked:
        zh, en = ("从此须", "need") if new.locked else ("不再须", "no longer need")
        yield Everybody(f"程序、模板、流水线{zh}两人才能改", f"program and theme {en} two persons")
    was_keys = {one.mail: one.keys for one in old.officials}
    keys = {one.mail: one.keys for one in new.officials}
    for mail in sorted(was_keys.keys() | keys.keys()):
        if mail not in was_keys:
            yield Everybody(f"在册人员增加 {mail}", f"another official: {mail}")
        elif mail not in keys:
            yield Everybody(f"在册人员去掉 {mail}", f"no longer an official: {mail}")
        elif keys[mail] != was_keys[mail]:
            yield Everybody(f"{mail} 的签名公钥换了", f"other keys of {mail}")


def _notices(before: Sources, after: Sources) -> Iterator[Everybody]:
    now = {notice.slug: notice for notice in after.gazette.on(after.as_of)}
    known = {notice.slug for notice in before.gazette.on(before.as_of)}
    for slug, notice in now.items():
        if slug not in known and notice.recorded is not None:
            day, why = notice.recorded.date, notice.recorded.reason
            yield Everybody(
                f"补登公告《{notice.title}》，日期是 {notice.date}，{day} 补登：{quoted(why)}",
                f"a notice of {notice.date} is entered late, on {day}: '{notice.title}'",
                notice.place.path,
            )
    for notice in before.gazette.on(before.as_of):
        other = now.get(notice.slug)
        if other is None:
            yield _notice(notice, "不见了", "is gone")
        elif other.withdrawn and not notice.withdrawn:
            yield _notice(notice, "撤回", "is withdrawn")
        elif (other, after.gazette.texts[notice.slug]) != (
            notice,
            before.gazette.texts[notice.slug],
        ):
            yield _notice(notice, "改了文字", "says something else")


def _notice(notice: Notice, zh: str, en: str) -> Everybody:
    return Everybody(
        f"已发布的公告《{notice.title}》{zh}",
        f"the published notice '{notice.title}' {en}",
        notice.place.path,
    )


def _contacts(before: Sources, after: Sources) -> Iterator[Everybody]:
    if before.registry is None or after.registry is None:
        return
    count = 0
    for id, old in before.registry.merchants.items():
        new = after.registry.merchants.get(id)
        for name, (zh, en) in _CONTACT.items() if new is not None else ():
            was, now = getattr(old, name), getattr(new, name)
            if was != now:
                count += 1
                if count <= _MOST:
                    yield _change(f"{old.name} {id} 的{zh}", f"{en} of {id}", was, now)
    if count > _MOST:
        yield Everybody(f"另有 {count - _MOST} 处商户网址、电话", f"and {count - _MOST} more")


def _files(changed: Mapping[str, tuple[str, ...]]) -> Iterator[Everybody]:
    found: dict[tuple[str, str], list[str]] = {}
    for path, ways in changed.items():
        zh, en = next((zh, en) for starts, zh, en in _KINDS if path.startswith(starts))
        gone = ways == ("removed",)
        own = path.removeprefix(_PROGRAMME).removesuffix(".yml") in _OWN_LINES
        if zh and (gone or not (own and path.startswith(_PROGRAMME))):
            kind = (f"删去{zh}", f"deleted: {en}") if gone else (zh, en)
            found.setdefault(kind, []).append(path)
    for (zh, en), paths in found.items():
        more = f" 等 {len(paths)} 个" if len(paths) > 5 else ""
        named = "、".join(paths[:5])
        look = ("，请打开看一看", "; look at it") if zh == _PICTURES else ("", "")
        yield Everybody(
            f"{zh}：{named}{more}{look[0]}", f"{en}: {', '.join(paths[:5])}{look[1]}", paths[0]
        )
