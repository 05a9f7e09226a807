"""The words of the site, and one readable sentence for every reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from fangxin.facts.policy.policy import Basis
from fangxin.facts.values import Act, Status
from fangxin.standing.standing import Correction, Reason
from fangxin.view.view import ChangeView, Link
from fangxin.words import sentences as words
from fangxin.words import story
from tests.conftest import ROOT
from tests.support.factories import a_view
from tests.support.status_pages import (
    REVOKED,
    SIBLING,
    SUSPENDED,
    a_failure,
    a_programme,
    ending_badly,
    view_of_status,
)

DAY = date(2019, 6, 6)


def a_reason(rule: str, *facts: str, until: date | None = None) -> Reason:
    """A reason that runs from 6 June 2019."""
    return Reason(rule, facts, Basis("二(一)1"), DAY, until)


def test_status_words_are_those_of_the_contract() -> None:
    """Signs, pages and programs of others rely on these eight words."""
    assert list(words.STATUS_ZH.items()) == [
        ("none", "未认定"),
        ("publicised", "公示中（尚未认定）"),
        ("certified", "放心消费单位（认定有效）"),
        ("suspended", "认定暂停（不等于停业）"),
        ("revoked", "认定已撤销"),
        ("expired", "认定已到期（并非处罚）"),
        ("withdrawn", "自愿退出（并非失信）"),
        ("closed", "认定已终止（停业、迁出或转让）"),
    ]


def test_every_code_has_words_in_both_languages() -> None:
    """A page never shows a bare code for something the types allow."""
    assert set(words.STATUS_EN) == set(words.STATUS_ZH) == set(Status)
    assert set(words.ACT_ZH) == set(words.ACT_EN) == set(Act)
    section = (ROOT / "docs" / "standing.md").read_text("utf-8").split("## 4.")[1]
    codes = set(re.findall(r"\(`([a-z-]+)`\)", section))
    assert {"bar", "not-certified"} <= codes
    assert set(words.INEFFECTIVE_ZH) == set(words.INEFFECTIVE_EN) == codes
    flags = re.search(r"- `flags`: (.*?)\n- ", section, re.DOTALL)
    assert flags is not None
    named = set(re.findall(r"`([a-z]+)` \(", flags[1]))
    assert len(named) == 7
    assert set(words.FLAG_ZH) == set(words.FLAG_EN) == named


def test_every_built_in_rule_has_a_sentence() -> None:
    """The rules named by the Reason type are exactly those with a sentence, besides decisions."""
    named = " ".join(str(Reason.__doc__).split()).split("one of ")[1].rstrip(".")
    rules = {rule.strip() for rule in named.split(",")} - {"decision"}
    assert set(words.BUILT_IN_ZH) == set(words.BUILT_IN_EN) == rules
    for rule in rules:
        zh = words.reason_zh(a_reason(rule), a_programme(), a_view())
        assert zh.endswith("。")
        assert "{" not in zh + words.reason_en(a_reason(rule), a_programme(), a_view())


def test_recognition_is_never_called_by_the_reserved_word() -> None:
    """认证 is reserved by law; the act here is 认定."""
    reserved = "认" + "证"
    folders = [ROOT / "theme" / "templates", ROOT / "theme" / "static", ROOT / "content" / "pages"]
    files = [path for folder in folders for path in folder.rglob("*.*") if path.is_file()]
    assert len(files) > 20
    files += sorted((ROOT / "generator" / "fangxin" / "words").glob("*.py"))
    assert [path for path in files if reserved in path.read_text("utf-8", "replace")] == []


def test_a_revocation_says_what_happened_when_and_by_which_rule() -> None:
    """The sentence can be read alone, in both languages."""
    view = view_of_status(Status.REVOKED)
    assert words.reason_zh(REVOKED, a_programme(), view) == (
        "因受到较重行政处罚（2019年6月3日），自2019年6月6日起撤销认定。"
        "规则：「严重问题，当日撤销，三年内不得再申请」。"
    )
    assert words.reason_en(REVOKED, a_programme(), view) == (
        "Heavy penalty (2019-06-03) – rule “A grave failure revokes at once; no new recognition for"
        " three years”: recognition revoked from 2019-06-06."
    )


def test_a_suspension_says_how_it_ends() -> None:
    """Until rectified, or on a day."""
    view = view_of_status(Status.SUSPENDED)
    assert "自2019年6月6日起暂停认定，整改登记后解除。" in words.cause_zh(
        SUSPENDED, a_programme(), view
    )
    until = replace(SUSPENDED, until=date(2019, 9, 3))
    assert "暂停认定，至2019年9月3日。" in words.cause_zh(until, a_programme(), view)


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        (
            replace(SUSPENDED, rule="serious-suspend-overdue"),
            "整改期满仍未登记整改，自2019年6月6日起撤销认定。",
            "not rectified in time, recognition revoked",
        ),
        (
            replace(REVOKED, provisional=True),
            "结论尚未最终确定，自2019年6月6日起先行暂停认定。",
            "suspended until the findings are final",
        ),
        (replace(REVOKED, rule="gone"), "规则：「gone」。", "rule “gone”"),
    ],
)
def test_special_reasons(reason: Reason, zh: str, en: str) -> None:
    """Overdue rectification, provisional findings, and a rule that no version knows."""
    view = view_of_status(Status.REVOKED)
    assert zh in words.reason_zh(reason, a_programme(), view)
    assert en in words.reason_en(reason, a_programme(), view)


def test_a_siblings_failure_is_told_from_an_own_one_of_the_same_id() -> None:
    """Both may be called F1."""
    theirs = a_failure(merchant=SIBLING, kind_label="制售假冒伪劣商品")
    view = a_view(failures=(a_failure(), theirs), siblings=(SIBLING,))
    assert words.failures_of(REVOKED, view) == (a_failure(),)
    reason = replace(REVOKED, facts=(f"{SIBLING.id}/F1",), merchant=SIBLING.id)
    assert words.failures_of(reason, view) == (theirs,)
    assert words.cause_zh(reason, a_programme(), view).startswith(
        "受同一经营者的另一门店（仙华山超市北站店（示例））影响：因制售假冒伪劣商品"
    )


def test_what_prevents_a_revocation_is_said_only_where_it_helps() -> None:
    """Without a duty to rectify, the day of the revocation alone; a good end is told as an end."""
    assert (
        story.period_zh(ending_badly(failures=()))
        == "自 2019年6月6日 起。2019年7月6日 起认定已撤销"
    )
    assert "unless" not in story.period_en(ending_badly(failures=()))
    good = ending_badly(next_status=Status.CERTIFIED)
    assert story.period_zh(good) == "自 2019年6月6日 起，至 2019年7月5日"
    until = replace(SUSPENDED, until=date(2019, 7, 5))
    view = ending_badly(reasons=(until,))
    assert "至2019年7月5日" not in words.cause_zh(until, a_programme(), view)
    assert "until 2019" not in words.reason_en(until, a_programme(), view)


def test_a_mistaken_accusation_is_not_repeated_in_the_timeline() -> None:
    """What rested on a void fact says so; an upheld appeal's step keeps what was said then."""
    by_mistake = ending_badly(corrections=(Correction("F1", DAY, "void"),))
    told = story.past_cause_zh(REVOKED, a_programme(), by_mistake)
    assert told == "当时的依据（F1）登记有误，非商户责任。"
    on_appeal = ending_badly(corrections=(Correction("F1", DAY, "appeal"),))
    assert "因受到较重行政处罚" in story.past_cause_zh(REVOKED, a_programme(), on_appeal)


@pytest.mark.parametrize(
    ("field", "zh", "en"),
    [
        ("owner", "商户的经营者变更（例〔2019〕1号），", "The owner changed"),
        ("uscc", "商户的统一社会信用代码变更（例〔2019〕1号），", "The credit code changed"),
        ("address", "商户的地址变更（例〔2019〕1号），", "The address changed"),
        (None, "商户的主要登记事项或经营者变更，", "The main particulars or the owner changed"),
    ],
)
def test_an_end_by_change_says_which(field: str | None, zh: str, en: str) -> None:
    """With its document; in general words only when the change is not known."""
    change = ChangeView("C1", field or "", DAY, "例〔2019〕1号")
    view = a_view(changes=(change,) if field else ())
    assert words.cause_zh(a_reason("transfer", "C1"), a_programme(), view).startswith(zh)
    assert words.reason_en(a_reason("transfer", "C1"), a_programme(), view).startswith(en)


def test_a_publicity_that_is_over_asks_for_no_more_objections() -> None:
    """While it runs its end is named; afterwards the decision is pending."""
    running = words.cause_zh(
        a_reason("publicity", until=date(2019, 6, 13)), a_programme(), a_view()
    )
    assert running.startswith("自2019年6月6日起公示至2019年6月13日。")
    over = words.cause_zh(a_reason("publicity"), a_programme(), a_view())
    assert over == "公示期已满，自2019年6月6日起等待办公室决定；还不是认定。"


def test_a_decision_is_told_with_its_document_and_end() -> None:
    """A certificate names document and last day; an unknown decision at least its id."""
    view = view_of_status(Status.CERTIFIED)
    assert words.reason_zh(view.reasons[0], a_programme(), view) == (
        "办公室决定（浦消联办〔2018〕4号）自2018年3月12日起认定，至2036年3月11日。"
    )
    assert "D9" in words.reason_zh(a_reason("decision", "D9"), a_programme(), view)


def test_a_rule_is_read_from_the_version_in_force_then() -> None:
    """Two versions may give one rule two labels; a later one never speaks for an earlier day."""
    programme = a_programme()
    first = programme.policy.versions[0]
    renamed = tuple(replace(rule, label="新说法") for rule in first.rules)
    second = replace(first, number=2, effective=date(2024, 1, 1), rules=renamed)
    both = replace(programme, policy=replace(programme.policy, versions=(first, second)))
    old = words.rule_label_zh(REVOKED, both)
    new = words.rule_label_zh(replace(REVOKED, since=date(2024, 1, 1)), both)
    assert (old, new) == ("严重问题，当日撤销，三年内不得再申请", "新说法")


def test_a_day_and_a_word_are_split_as_people_write_them() -> None:
    """No leading zeros; the note of a status stands apart."""
    assert words.zh_day(date(2019, 6, 3)) == "2019年6月3日"
    assert words.word_and_note("closed") == ("认定已终止", "停业、迁出或转让")
    assert words.word_and_note("revoked") == ("认定已撤销", "")


def test_an_unrelated_link_does_not_name_the_sibling() -> None:
    """Without a name on the page, the ID stands for the sibling."""
    other = Link("PJSH9999", "别家", "shop", Status.CERTIFIED)
    reason = replace(REVOKED, merchant="PJSH0032")
    assert "（PJSH0032）" in words.cause_zh(reason, a_programme(), a_view(siblings=(other,)))
