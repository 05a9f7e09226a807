"""What a record names must exist: categories, towns, kinds, commitments, other merchants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from fangxin.base.problem import Problem
from fangxin.facts.values import Merchant
from fangxin.registry.book import Book, own_failures, place_of


def _one_of(known: Iterable[str]) -> str:
    return "、".join(known)


def _labelled(known: Mapping[str, str]) -> str:
    """Codes with what they are called."""
    return "、".join(f"{code}（{label}）" for code, label in known.items())


def _meant(written: str, known: Mapping[str, str]) -> tuple[str, str]:
    """A suggestion at the end of a message: the code that was nearly written; empty for none."""
    close = get_close_matches(written, known, n=1, cutoff=0.7)
    if not close:
        return "请改正", "mend it"
    return f"是不是 {close[0]}（{known[close[0]]}）？请改正", f"did you mean {close[0]}? mend it"


def categories_are_known(book: Book) -> Iterator[Problem]:
    """A category is one of the programme's."""
    known = {code: category.label for code, category in book.programme.categories.items()}
    for merchant in book.merchants.values():
        if merchant.category not in known:
            zh, en = _meant(merchant.category, known)
            yield Problem(
                place_of(merchant, "category"),
                "unknown-category",
                f"category 必须是规定的类别之一：{_labelled(known)}。这里是“{merchant.category}”；"
                f"{zh}，或在 content/programme/categories.yml 中增加类别",
                f"category must be one of the programme's ({', '.join(known)}): "
                f"got '{merchant.category}'; {en}, or add it to categories.yml",
            )


def towns_are_known(book: Book) -> Iterator[Problem]:
    """A town is one of the county's."""
    known = book.programme.towns
    for merchant in book.merchants.values():
        if merchant.town is not None and merchant.town not in known:
            yield Problem(
                place_of(merchant, "town"),
                "unknown-town",
                f"town 必须是本县的乡镇、街道之一（{_one_of(known)}），"
                f"这里是“{merchant.town}”；请改正",
                f"town must be one of the county's ({', '.join(known)}): got '{merchant.town}'; "
                "mend it, or add it to towns.yml",
            )


def kinds_are_known(book: Book) -> Iterator[Problem]:
    """A failure's kind stands in the version of the policy in force when it was recorded."""
    for merchant in book.merchants.values():
        for index, failure in enumerate(own_failures(merchant)):
            version = book.programme.policy.on(failure.recorded)
            if failure.kind not in version.kinds:
                known = {code: kind.label for code, kind in version.kinds.items()}
                zh, en = _meant(failure.kind, known)
                yield Problem(
                    place_of(merchant, f"failures.{index}.kind"),
                    "unknown-kind",
                    f"kind 必须是规则（第 {version.number} 版）列明的问题类型，这里是"
                    f"“{failure.kind}”；{zh}。可以写：{_labelled(known)}",
                    f"kind must be one of version {version.number} of the policy: got "
                    f"'{failure.kind}'; {en}; there are {', '.join(known)}",
                )


def commitments_are_known(book: Book) -> Iterator[Problem]:
    """A commitment's kind is one of the programme's."""
    known = book.programme.commitments
    for merchant in book.merchants.values():
        for index, commitment in enumerate(merchant.commitments):
            if commitment.kind not in known:
                yield Problem(
                    place_of(merchant, f"commitments.{index}.kind"),
                    "unknown-commitment",
                    f"承诺类型必须是规定的之一（{_one_of(known)}），这里是“{commitment.kind}”；请改正",
                    f"commitment must be one of the programme's ({', '.join(known)}): "
                    f"got '{commitment.kind}'; mend it",
                )


def pledges_name_a_version(book: Book) -> Iterator[Problem]:
    """A pledge names a published version of the policy."""
    known = [version.number for version in book.programme.policy.versions]
    for merchant in book.merchants.values():
        if merchant.pledge is not None and merchant.pledge.policy_version not in known:
            yield Problem(
                place_of(merchant, "pledge.policy_version"),
                "unknown-policy-version",
                f"承诺书依据的规则版本必须是已公布的（{_one_of(map(str, known))}），"
                f"这里是 {merchant.pledge.policy_version}；请改正",
                f"a pledge's policy_version must be a published one ({known}): "
                f"got {merchant.pledge.policy_version}; mend it",
            )


def _references(merchant: Merchant) -> Iterator[tuple[str, str]]:
    """Pairs (dotted path, merchant ID) of everything that names another merchant."""
    if merchant.inside:
        yield "inside", merchant.inside
    for index, decision in enumerate(merchant.decisions):
        where = f"certification.decisions.{index}"
        if decision.successor:
            yield f"{where}.successor", decision.successor
        for other in decision.unrelated_to:
            yield f"{where}.unrelated_to", other
        for name in decision.because:
            if "/" in name:
                yield f"{where}.because", name.partition("/")[0]
    for index, failure in enumerate(own_failures(merchant)):
        for other in failure.affects:
            yield f"failures.{index}.affects", other


def references_exist(book: Book) -> Iterator[Problem]:
    """A merchant named by another one is in the registry, and is not itself."""
    for merchant in book.merchants.values():
        for where, other in _references(merchant):
            key = where.rpartition(".")[2]
            if other not in book.merchants:
                yield Problem(
                    place_of(merchant, where),
                    "unknown-merchant",
                    f"{key} 必须是登记簿中已有的商户编号，这里是“{other}”；请核对编号",
                    f"{key} must be the ID of a merchant in the registry: got '{other}'; check it",
                )
            elif other == merchant.id:
                yield Problem(
                    place_of(merchant, where),
                    "refers-to-itself",
                    f"{key} 不能指向商户自己（{other}）；请改正",
                    f"{key} must not name the merchant itself ({other}); mend it",
                )


def causes_exist(book: Book) -> Iterator[Problem]:
    """What a decision rests on in another record stands there."""
    for merchant in book.merchants.values():
        for index, decision in enumerate(merchant.decisions):
            for name in decision.because:
                other, _, fact = name.partition("/")
                if not fact or other not in book.merchants or other == merchant.id:
                    continue
                there = book.merchants[other]
                known = [failure.id for failure in there.failures]
                known += [decision.id for decision in there.decisions]
                if fact not in known and there.path not in book.broken:
                    yield Problem(
                        place_of(merchant, f"certification.decisions.{index}.because"),
                        "unknown-fact",
                        f"because 里的 {name} 不存在：{other} 的档案里没有 {fact}"
                        f"（有：{_one_of(known) or '无'}）；请核对编号",
                        f"{name} in because does not exist: the record of {other} has no {fact} "
                        f"(it has: {', '.join(known) or 'none'}); check it",
                    )


def follow_ups_have_a_fact(book: Book) -> Iterator[Problem]:
    """A follow-up names a failure that stands in a register, or one of a sibling that reaches this
    merchant."""
    for merchant in book.merchants.values():
        registered = {failure.id for failure in merchant.failures if failure.register}
        if any(item.elsewhere for item in merchant.follow_up):
            siblings = book.facts(merchant.id).siblings
            registered |= {f"{s.id}/{f.id}" for s in siblings for f in s.failures}
        for index, follow_up in enumerate(merchant.follow_up):
            if follow_up.fact not in registered:
                yield Problem(
                    place_of(merchant, f"follow_up.{index}.fact"),
                    "unknown-register-row",
                    f"follow_up 的 fact 必须是登记簿里记在这家名下的一行，没有找到"
                    f"“{follow_up.fact}”：登记簿文件（content/registers/）被删去或改名的，请先放回；"
                    "否则请核对编号。本档案 failures 中的问题请直接在该条下填写 rectified、reply；"
                    "别的门店的问题须影响到本店，写成「商户编号/编号」",
                    "a follow_up's fact must be a row of a register about this merchant, or "
                    "'<merchant ID>/<id>' of a sibling that reaches it: "
                    f"'{follow_up.fact}' was not found; if a file of content/registers was deleted "
                    "or renamed, put it back, else check the id; for a failure of this record "
                    "write rectified or reply beside it",
                )
