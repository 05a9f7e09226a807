"""The gate looks at commits: history, days, merges, approvals, signatures. Real git, real keys."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from fangxin.base import bounded
from fangxin.base.problem import Problem
from fangxin.change.guard.gate import guard, push_of
from fangxin.cli.main import main
from fangxin.registry.git import GitError, Repository
from tests.support.town_repository import NOTHING, STAGED, TODAY, Town, founded

CERTIFIED = (
    "    - {id: D2, date: 2026-03-16, status: certified, until: 2029-03-15, "
    "certificate: FX-2026-0104, document: 浦消联办〔2026〕105号}\n"
)
CERTIFY = {"in": "merchants/shop/PJ269004K.yml", "append": CERTIFIED}
REMOVE = {"in": "merchants/shop/PJ269002O.yml", "from": "failures:"}
REPLY = {
    "in": "merchants/shop/PJ269002O.yml",
    "append": "    reply: 已停售并召回\n    replied: 2026-03-09\n",
}
CODE = {"write": "generator/new.py", "text": "NEW = True\n"}
CLERK, CHIEF, LAWYER = "jingban@fx.example", "fenguan@fx.example", "fazhi@fx.example"
ROLES = {CLERK: "经办", CHIEF: "分管领导", LAWYER: "法制审核"}


def settings(signing: str = "off", keys: dict[str, str] | None = None, more: str = "") -> str:
    """A guard.yml with three officials."""
    lines = [f"signing: {signing}", "officials:"]
    for mail, role in ROLES.items():
        key = f", keys: ['{keys[mail]}']" if keys else ""
        lines.append(f"  - {{mail: {mail}, role: {role}{key}}}")
    return "\n".join(lines) + f"\n{more}"


def approved(*mails: str, subject: str = "Certify") -> str:
    """A message with approvals."""
    lines = [f"Approved-by: {ROLES.get(mail, '某岗位')} <{mail}>" for mail in mails]
    return "\n".join([subject, "", *lines, ""])


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A registry without guard.yml."""
    return founded(tmp_path / "town")


@pytest.fixture
def careful(tmp_path: Path) -> Town:
    """A registry whose office asks for two persons."""
    acts = "two_persons: [certified, void, site, register]\nlock_code: true\n"
    return founded(tmp_path / "town", settings(more=acts))


def test_rewritten_history_is_refused(town: Town) -> None:
    """A commit that was not made from the published one is refused, even with the same files."""
    town.git("checkout", "-q", "--orphan", "other")
    town.commit("Open the registry anew")
    assert town.codes() == {"history-rewritten"}


def test_a_dropped_commit_is_refused(town: Town) -> None:
    """Going back to an earlier commit is rewriting history too."""
    town.take([REPLY])
    head = town.commit()
    assert "history-rewritten" in town.codes(head, "published")


def test_merged_branches_pass_and_what_they_smuggle_is_refused(town: Town) -> None:
    """The ends are compared, whatever way the commits took; a merge may not drop a fact."""
    town.git("checkout", "-q", "-b", "one")
    town.take([CERTIFY])
    town.commit()
    town.git("checkout", "-q", "-b", "two", "published")
    town.take([REPLY])
    town.commit()
    town.git("merge", "-q", "--no-ff", "-m", "Merge", "one")
    assert town.codes() == set()
    town.take([REMOVE])
    town.git("add", "--all")
    town.git("commit", "-q", "--amend", "--no-edit")
    assert town.codes() == {"fact-removed"}


def test_what_only_stood_between_the_ends_does_not_matter(town: Town) -> None:
    """A mistake that was mended before it was published never was public."""
    town.take([REMOVE])
    town.commit("A mistake")
    town.git("checkout", "published", "--", "merchants")
    town.commit("Mend it")
    assert town.codes() == set()


@pytest.mark.parametrize("day", [date(2018, 1, 1), date(2026, 3, 20)])
def test_commits_are_dated_truly(town: Town, day: date) -> None:
    """A commit before its parent or after today would make room for back-dated facts."""
    town.take([REPLY])
    town.commit(day=day)
    assert town.codes() == {"commit-date"}


def test_a_clock_that_was_ahead_is_mended_as_the_message_says(town: Town) -> None:
    """The commit that is ahead is named alone, with a possible range; amending the last would not
    do, and what the message says does."""
    ahead = town.commit("Ahead", day=date(2027, 5, 1))
    town.take([REPLY])
    town.commit("Right")
    (said,) = town.judge()
    assert said.code == "commit-date"
    assert ahead[:10] in said.zh
    assert ahead[:10] in said.en
    first, last = re.findall(r"须在 ([\d-]+) 至 ([\d-]+) 之间", said.zh)[0]
    assert first < last
    (base,) = re.findall(r"git rebase --force-rebase (\w+)", said.zh)
    town.git("commit", "-q", "--amend", "--no-edit", "--reset-author")
    assert town.codes() == {"commit-date"}
    town.git("rebase", "-q", "--force-rebase", base)
    assert town.codes() == set()


@pytest.mark.parametrize("more", [0, 1])
def test_the_last_of_several_is_amended(town: Town, more: int) -> None:
    """One that nothing was made from yet needs no rebase."""
    for _ in range(more):
        town.commit()
    town.take([REPLY])
    town.commit("Ahead", day=date(2027, 5, 1))
    (said,) = town.judge()
    assert "rebase" not in said.zh
    town.git("commit", "-q", "--amend", "--no-edit", "--reset-author")
    assert town.codes() == set()


def test_a_publicity_that_lost_days_is_warned_of(town: Town) -> None:
    """It counts from the day it was recorded; one that is long enough is not, nor one of before."""
    steps = [{"in": "merchants/shop/PJ269004K.yml", "append": "    - {id: D2, date: 2026-03-13, "
              "recorded: 2026-03-16, status: publicised, until: 2026-03-21, "
              "document: 浦消联办〔2026〕105号}\n"}]  # fmt: skip
    town.take(steps)
    town.commit()
    assert [one.code for one in said_of(town)] == ["publicity-too-short"]
    town.git("tag", "-f", "published")
    town.commit()
    assert said_of(town) == []
    step = {"in": "merchants/shop/PJ269004K.yml", "replace": "until: 2026-03-21"}
    town.git("tag", "-f", "published", "HEAD~2")
    town.take([{**step, "by": "until: 2026-03-22"}])
    town.commit()
    assert said_of(town) == []


def said_of(town: Town) -> list[Problem]:
    """Warnings too."""
    return guard(push_of(Repository(town.folder), "published", "HEAD", TODAY, clock=TODAY))


def test_days_do_not_creep_back(town: Town) -> None:
    """A day before its parent is a clock that differs; a day each makes room to back-date, in one
    push and in many."""
    head = town.commit(day=date(2026, 3, 9))
    assert town.codes() == set()
    town.commit(day=date(2026, 3, 8))
    assert town.codes() == {"commit-date"}
    assert town.codes(head) == {"commit-date"}
    town.git("reset", "-q", "--hard", head)
    failure = (
        "failures:\n  - {id: F1, kind: penalty, date: 2026-03-09, "
        "document: 浦市监罚〔2026〕9号, summary: 标签不符}\n"
    )
    town.take([{"in": "merchants/shop/PJ269004K.yml", "append": failure}])
    town.commit()
    assert town.codes(head) == {"recorded-too-early"}


def test_an_id_that_was_ever_used_is_not_given_again(town: Town) -> None:
    """An ID that was deleted before there was a gate stays taken."""
    copy = {"copy": "merchants/shop/PJ269004K.yml", "to": "merchants/shop/PJ269010O.yml"}
    town.take([copy])
    town.commit()
    town.take([{"delete": "merchants/shop/PJ269010O.yml"}])
    old = town.commit()
    other = {"in": "merchants/shop/PJ269010O.yml", "replace": "路4号", "by": "路14号"}
    town.take([copy, other])
    town.commit()
    assert "id-reused" in town.codes(old)


def test_a_submodule_is_refused(town: Town) -> None:
    """What lies in another repository cannot be judged."""
    head = town.git("rev-parse", "HEAD")
    town.git("update-index", "--add", "--cacheinfo", f"160000,{head},content/images/sub")
    town.git("commit", "-q", "-m", "Add a submodule")
    assert "submodule-committed" in town.codes()


def test_replaced_objects_do_not_count(town: Town) -> None:
    """A reference that puts another commit in the place of the published one changes nothing."""
    town.take([REMOVE])
    head = town.commit()
    town.git("update-ref", f"refs/replace/{town.git('rev-parse', 'published')}", head)
    assert "fact-removed" in town.codes()


def test_grafted_parents_do_not_count(town: Town) -> None:
    """A file of the repository that gives commits other parents changes nothing: neither what was
    rewritten nor what lies between is hidden by it."""
    published = town.git("rev-parse", "published")
    town.git("checkout", "-q", "--orphan", "other")
    head = town.commit("Open the registry anew")
    grafts = town.folder / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{head} {published}\n", encoding="utf-8")
    assert town.codes() == {"history-rewritten"}


def test_a_first_push_is_judged_for_its_structure(town: Town) -> None:
    """With nothing to compare, old facts pass and wrong places do not."""
    assert town.codes(NOTHING) == set()
    town.take([{"link": "merchants/shop/x.yml", "to": "PJ269001Q.yml"}])
    town.commit()
    assert town.codes(NOTHING) == {"link-committed", "misplaced-file"}


def test_what_is_staged_is_judged_before_it_is_committed(town: Town) -> None:
    """The index counts, not what lies beside it; approvals are judged later."""
    town.take([REMOVE])
    assert town.codes("HEAD", STAGED) == set()
    town.git("add", "--all")
    assert "fact-removed" in town.codes("HEAD", STAGED)


def test_an_unreadable_past_is_not_taken_for_an_empty_one(town: Town) -> None:
    """After a broken commit nobody can compare with it: name the published one."""
    town.take([{"write": "merchants/shop/PJ269002O.yml", "text": "name: [\n"}])
    broken = town.commit()
    town.git("checkout", "published", "--", "merchants")
    town.take([REMOVE])
    town.commit()
    assert "old-unreadable" in town.codes(broken)
    assert "fact-removed" in town.codes()


def test_the_day_of_publication_can_be_told(town: Town) -> None:
    """A site that was published again since the last commit said so until that day."""
    failure = (
        "failures:\n  - {id: F1, kind: penalty, date: 2026-03-11, recorded: 2026-03-12, "
        "document: 浦市监罚〔2026〕110号, summary: 标签不符}\n"
    )
    town.take([{"in": "merchants/shop/PJ269004K.yml", "append": failure}])
    town.commit()
    assert town.codes() == set()
    assert town.codes(published=date(2026, 3, 15)) == {"recorded-too-early"}


def test_a_document_does_not_join_two_acts_later(town: Town) -> None:
    """It may be added to a row later, but not to make one act of two and undo a revocation: two
    batches of one document are one act."""
    path, rows = "merchants/shop/PJ269006G.yml", "content/registers/inspections.csv"
    batch = (
        "INS-2026-000{n},2026-03-0{day},2026-03-10,offline,circulation,第{n}批,PJ269006G,,,,failed,"
        "不合格,seller,failed_sample,2026-03-0{served},{document},,,,2026-03-10,,,,\n"
    )
    both = ({"n": 8, "day": 2, "served": 4}, {"n": 9, "day": 8, "served": 9})
    town.take(
        [
            {
                "in": path,
                "replace": "    - {id: D3, date: 2026-02-09, status: revoked, document: "
                "浦消联办〔2026〕101号, summary: 把标牌借给另一家店使用}\n",
                "by": "",
            },
            *({"in": rows, "append": batch.format(**one, document="")} for one in both),
        ]
    )
    old = town.commit()
    town.take(
        [
            {
                "in": rows,
                "replace": batch.format(**one, document=""),
                "by": batch.format(**one, document="浦市监检〔2026〕9号"),
            }
            for one in both
        ]
    )
    town.commit()
    assert town.codes(old, published=date(2026, 3, 12)) == {"acts-joined"}


def test_what_would_be_one_act_twice_is_refused(town: Town) -> None:
    """The same in a record: a document that another failure has is an error by itself."""
    path = "merchants/shop/PJ269006G.yml"
    first = "  - {id: F1, kind: penalty, date: 2026-03-02, recorded: 2026-03-10, document: 甲号}\n"
    fact = "{id: F2, kind: price_fraud, date: 2026-03-02, recorded: 2026-03-10"
    town.take([{"in": path, "append": f"failures:\n{first}  - {fact}}}\n"}])
    old = town.commit()
    town.take([{"in": path, "replace": f"{fact}}}", "by": f"{fact}, document: 甲号}}"}])
    town.commit()
    assert "same-document" in town.codes(old, published=date(2026, 3, 12))


def test_a_shallow_clone_cannot_be_judged(town: Town, tmp_path: Path) -> None:
    """Without history the gate does not guess."""
    town.take([REPLY])
    town.commit()
    where = tmp_path / "shallow"
    town.git("clone", "-q", "--depth=1", f"file://{town.folder}", str(where))
    with pytest.raises(GitError, match="shallow"):
        Town(where).codes("HEAD")


def bomb(town: Town) -> str:
    """A tree of a few hundred bytes with a hundred million files."""
    blob = town.git("hash-object", "-w", "--stdin", given="x")
    tree = town.git("mktree", given="".join(f"100644 blob {blob}\t{n}\n" for n in range(10)))
    for _ in range(7):
        lines = "".join(f"040000 tree {tree}\t{n}\n" for n in range(10))
        tree = town.git("mktree", given=lines)
    listed = town.git("ls-tree", "published")
    return town.git("mktree", given=f"{listed}\n040000 tree {tree}\tdocs\n")


@pytest.mark.parametrize("mended", [False, True])
def test_a_tree_that_lists_for_ever_is_refused(
    town: Town, mended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few kilobytes must neither fill the memory nor keep the gate from answering, not even in a
    commit that a later one mends."""
    monkeypatch.setattr(bounded, "MOST_MEMORY", 1 << 30)
    head = town.git("commit-tree", "-p", "published", "-m", "Grow", bomb(town))
    if mended:
        head = town.git("commit-tree", "-p", head, "-m", "Mend", "published^{tree}")
    with pytest.raises(GitError):
        town.codes("published", head)


def test_an_act_of_two_persons_needs_an_approval(careful: Town) -> None:
    """The author does not count, nor a stranger; an official who is another does."""
    careful.take([CERTIFY])
    for mails in ((), (CLERK,), ("stranger@fx.example",)):
        careful.commit(approved(*mails))
        assert careful.codes() == {"two-persons"}, mails
        careful.git("reset", "-q", "--soft", "published")
    careful.commit(approved(CHIEF))
    assert careful.codes() == set()


def test_an_approval_may_come_in_a_later_commit(careful: Town) -> None:
    """A merge or an empty commit by the second person approves what it was made from."""
    careful.take([CERTIFY])
    careful.commit()
    careful.commit(approved(CHIEF), mail=CHIEF)
    assert careful.codes() == set()


def test_a_change_after_the_approval_is_not_approved(careful: Town) -> None:
    """What is altered after it was approved needs another approval."""
    careful.take([CERTIFY])
    careful.commit(approved(CHIEF))
    careful.take([{"in": CERTIFY["in"], "replace": "2029-03-15", "by": "2028-03-15"}])
    careful.commit("Shorten it")
    assert careful.codes() == {"two-persons"}


def test_a_merge_brings_nothing_old_back(careful: Town) -> None:
    """To take an older state of the settings by a merge is to change them, whatever else was
    approved; a merge without a conflict needs no approval of its own."""
    path = "content/programme/guard.yml"
    careful.git("checkout", "-q", "-b", "before", "published")
    careful.take([REPLY])
    careful.commit("Something else")
    careful.git("checkout", "-q", "main")
    careful.take([{"in": path, "replace": "[certified, ", "by": "[certified, failure, "}])
    strict = careful.commit(approved(CHIEF))
    careful.take([{"in": path, "append": "# 说明\n"}])
    careful.commit(approved(CHIEF))
    assert careful.codes() == set()
    careful.git("merge", "-q", "--no-ff", "--no-edit", "before")
    assert careful.codes(strict) == careful.codes() == set()
    careful.git("checkout", "published", "--", path)
    careful.git("commit", "-q", "--amend", "--no-edit")
    assert careful.codes(strict) == {"guard-weakened"}


def test_what_needs_no_second_person_passes_alone(careful: Town) -> None:
    """Only the acts that guard.yml names need two."""
    careful.take([REPLY])
    careful.commit()
    assert careful.codes() == set()


WON = (
    "appeal: {filed: 2026-03-16, decided: 2026-03-16, outcome: upheld, document: 文1号, "
    "decided_by: justice, summary: 查无实据}"
)
ALONE = {  # each would make somebody better off, and stands in the class of ``void``
    "an appeal filed and upheld on one day": {
        "in": "merchants/shop/PJ269002O.yml", "append": f"    {WON}\n",
    },
    "an appeal against a decision": {
        "in": "merchants/shop/PJ269006G.yml", "replace": "summary: 把标牌借给另一家店使用}",
        "by": f"summary: 把标牌借给另一家店使用, {WON}}}",
    },
    "a rectification": {
        "in": "merchants/shop/PJ269002O.yml",
        "append": "    rectified: 2026-03-16\n    rectified_document: 文1号\n"
        "    rectified_summary: 已更换\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_whatever_undoes_needs_two_where_one_way_does(careful: Town, name: str) -> None:
    """guard.yml names ``void`` alone, and one person cannot take another way round."""
    careful.take([ALONE[name]])
    careful.commit()
    assert careful.codes() == {"two-persons"}


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ({"in": "content/programme/site.yml", "replace": "hotline: 12315", "by": "hotline: 12345"},
         "two-persons"),
        ({"in": "content/registers/misuse.yml", "append": "# 说明\n"}, "two-persons"),
        (CODE, "code-locked"),
        ({"in": "content/programme/guard.yml", "replace": "lock_code: true", "by": "lock_code: no"},
         "bad-flag"),
        ({"in": "content/programme/guard.yml", "replace": "lock_code: true",
          "by": "lock_code: false"}, "guard-weakened"),
        ({"delete": "content/programme/guard.yml"}, "guard-weakened"),
        ({"in": "content/programme/guard.yml", "replace": "certified, ", "by": ""},
         "guard-weakened"),
    ],
)  # fmt: skip
def test_settings_and_code_need_two_persons(careful: Town, step: dict[str, str], code: str) -> None:
    """A commit cannot disarm its own check: OLD's settings count, and two change them."""
    careful.take([step])
    careful.commit()
    assert code in careful.codes()
    if code != "bad-flag":
        careful.commit(approved(CHIEF), mail=CHIEF)
        assert careful.codes() == set()


def test_disarming_and_using_it_in_one_push_is_refused(careful: Town) -> None:
    """Neither in one commit nor in two of one push."""
    disarm = {"in": "content/programme/guard.yml", "replace": "certified, ", "by": ""}
    careful.take([disarm])
    careful.commit()
    careful.take([CERTIFY])
    careful.commit()
    assert careful.codes() == {"guard-weakened", "two-persons"}


@pytest.mark.parametrize(
    "text",
    [
        "signing: off\ntwo_persons: [void]\n",
        f"signing: off\nofficials: [{{mail: {CLERK}, role: 经办}}]\nlock_code: true\n",
        settings("required"),
        settings("off", dict.fromkeys(ROLES, "ssh-ed25519 " + "A" * 68)),
    ],
)
def test_a_registry_cannot_lock_itself(town: Town, text: str) -> None:
    """Second persons and keys that are asked for are listed, each of them once."""
    town.take([{"write": "content/programme/guard.yml", "text": text}])
    town.commit()
    assert town.codes() == {"guard-unusable"}


needs_keys = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="needs ssh-keygen to sign commits"
)


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Path]:
    """A key pair for each official and for a stranger."""
    found = {}
    for mail in (*ROLES, "stranger@fx.example"):
        path = tmp_path / mail
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", mail, "-f", str(path)]
        subprocess.run(words, check=True)
        found[mail] = path
    return found


@pytest.fixture
def signed(tmp_path: Path, keys: dict[str, Path]) -> Town:
    """A registry that wants signatures, and two persons for certifications and voids."""
    public = {
        mail: " ".join(keys[mail].with_suffix(".example.pub").read_text().split()[:2])
        for mail in ROLES
    }
    more = "two_persons: [certified, void]\nlock_code: true\n"
    return founded(tmp_path / "town", settings("required", public, more))


def sign(town: Town, key: Path, message: str = "Publish", mail: str = CLERK) -> str:
    """A signed commit."""
    words = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={key}", "commit", "-q"]
    town.git("add", "--all")
    town.git(*words, "--allow-empty", "-S", "-F", "-", given=message, mail=mail)
    return town.git("rev-parse", "HEAD")


@needs_keys
def test_a_commit_signed_by_an_official_passes(signed: Town, keys: dict[str, Path]) -> None:
    """A good signature by a listed key, of the committer."""
    signed.take([REPLY])
    sign(signed, keys[CLERK])
    assert signed.codes() == set()


@needs_keys
def test_unsigned_and_foreign_signatures_are_refused(signed: Town, keys: dict[str, Path]) -> None:
    """No signature, a stranger's, and one in another's name."""
    signed.take([REPLY])
    signed.commit()
    assert signed.codes() == {"unsigned"}
    signed.git("reset", "-q", "--soft", "published")
    sign(signed, keys["stranger@fx.example"])
    assert signed.codes() == {"unauthorised"}
    signed.git("reset", "-q", "--soft", "published")
    sign(signed, keys[CHIEF], mail=CLERK)
    assert signed.codes() == {"unauthorised"}


@needs_keys
def test_every_commit_of_a_push_is_verified(signed: Town, keys: dict[str, Path]) -> None:
    """An unsigned commit does not hide behind a signed one, nor in a merged branch."""
    signed.git("checkout", "-q", "-b", "side")
    signed.take([REPLY])
    signed.commit()
    signed.git("checkout", "-q", "main")
    words = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={keys[CLERK]}"]
    signed.git(*words, "merge", "-q", "--no-ff", "-S", "-m", "Merge", "side")
    assert signed.codes() == {"unsigned"}


@needs_keys
def test_a_tampered_signed_commit_is_refused(signed: Town, keys: dict[str, Path]) -> None:
    """A signature does not go over to another tree."""
    signed.take([REPLY])
    sign(signed, keys[CLERK])
    text = signed.git("cat-file", "commit", "HEAD")
    signed.take([{"in": REPLY["in"], "append": "    summary_x: y\n"}])
    signed.git("checkout", "HEAD", "--", ".")
    signed.take([{"in": REPLY["in"], "replace": "已停售并召回", "by": "没有问题"}])
    signed.git("add", "--all")
    tree = signed.git("write-tree")
    forged = f"tree {tree}\n" + text.split("\n", 1)[1] + "\n"
    head = signed.git("hash-object", "-t", "commit", "-w", "--stdin", given=forged)
    assert signed.codes("published", head) == {"unauthorised"}


@needs_keys
def test_a_key_cannot_list_itself(signed: Town, keys: dict[str, Path]) -> None:
    """The officials of OLD count: a new key comes in by two of them."""
    path = keys["stranger@fx.example"].with_suffix(".example.pub")
    line = f"  - {{mail: stranger@fx.example, role: 新人, keys: ['{path.read_text()[:80]}']}}\n"
    more = {
        "in": "content/programme/guard.yml",
        "replace": "two_persons:",
        "by": f"{line}two_persons:",
    }
    signed.take([more])
    sign(signed, keys["stranger@fx.example"], mail="stranger@fx.example")
    assert signed.codes() == {"unauthorised", "guard-weakened"}
    signed.git("reset", "-q", "--soft", "published")
    sign(signed, keys[CLERK])
    assert signed.codes() == {"guard-weakened"}
    sign(signed, keys[CHIEF], approved(CHIEF), CHIEF)
    assert signed.codes() == set()


@needs_keys
def test_a_line_alone_does_not_approve_where_signatures_are_required(
    signed: Town, keys: dict[str, Path]
) -> None:
    """The approval is a commit that is signed by whom it names, with a key of their own."""
    signed.take([CERTIFY])
    sign(signed, keys[CLERK], approved(CHIEF))
    assert signed.codes() == {"two-persons"}
    sign(signed, keys[CLERK], approved(CHIEF))
    assert signed.codes() == {"two-persons"}
    sign(signed, keys[CHIEF], approved(CHIEF), CHIEF)
    assert signed.codes() == set()


@needs_keys
def test_the_machines_own_signers_do_not_count(
    signed: Town, keys: dict[str, Path], tmp_path: Path
) -> None:
    """Neither a list of signers nor a program for signatures in the repository's settings helps."""
    stranger = keys["stranger@fx.example"]
    mine = tmp_path / "mine"
    mine.write_text(f"* {stranger.with_suffix('.example.pub').read_text()}", encoding="utf-8")
    signed.take([REPLY])
    sign(signed, stranger)
    signed.git("config", "gpg.ssh.allowedSignersFile", str(mine))
    signed.git("config", "gpg.ssh.program", "true")
    assert signed.codes() == {"unauthorised"}


def test_the_command_says_why_and_answers_with_its_code(
    town: Town, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """0 may pass, 1 refused with place and reason, 2 cannot be judged."""
    monkeypatch.chdir(town.folder)
    day = f"--as-of={TODAY}"
    town.take([REPLY])
    town.commit()
    assert main(["guard", "published..HEAD", day]) == 0
    assert "可以放行" in capsys.readouterr().out
    town.take([{"in": "merchants/shop/PJ269003M.yml", "from": "failures:"}])
    town.git("add", "--all")
    assert main(["guard", "--staged", day, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {problem["code"] for problem in told["problems"]} >= {"fact-removed"}
    assert told["problems"][0]["path"] == "merchants/shop/PJ269003M.yml"
    assert main(["guard", "--staged", day, "--format=github"]) == 1
    said = capsys.readouterr().out
    assert "::error file=merchants/shop/PJ269003M.yml,line=12,col=5,title=fact-removed" in said
    for wrong in (["gone..HEAD"], ["HEAD"], [f"HEAD..{NOTHING}"], ["a..b", "--staged"]):
        assert main(["guard", *wrong, day]) == 2
    assert "fangxin" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["site", "towns", "policy", "departments", "guard"])
def test_a_broken_programme_is_told_as_what_it_is(town: Town, name: str) -> None:
    """One file that cannot be read is one fault: no notice, no merchant is said to be gone."""
    town.take([{"write": f"content/programme/{name}.yml", "text": "title: [\n"}])
    town.commit()
    found = town.judge()
    assert found and not {one.code for one in found} & {"notice-removed", "merchant-removed"}
    assert all(one.place.path.startswith("content/programme") for one in found)
