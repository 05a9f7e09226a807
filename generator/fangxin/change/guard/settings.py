"""What needs a second person: acts that OLD's guard.yml names, its own settings, and the code."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from fangxin.base.problem import Place, Problem
from fangxin.change.changeset import Changeset, guarding_of
from fangxin.change.guard.facts import FactChange, dig
from fangxin.change.guard.persons import approved
from fangxin.change.guard.push import Push
from fangxin.change.guard.restoring import restorations
from fangxin.change.guard.rewording import rewordings
from fangxin.change.guard.sound import deleted
from fangxin.change.guard.undone import undone
from fangxin.change.mentions import Mention
from fangxin.change.quieted import clearing, quieted
from fangxin.change.worded import unpapered
from fangxin.facts.notices.reading import FOLDER as NOTICES
from fangxin.facts.programme.guard import ACTS
from fangxin.registry.founding import additions, weighs
from fangxin.registry.founding_grants import late_starts
from fangxin.registry.sources.reading import Sources
from fangxin.registry.sources.revision import (
    CONTENT,
    DOCUMENTS_FILE,
    GUARD_FILE,
    MERCHANTS,
    POLICY_FILE,
    PROGRAMME,
    REGISTERS,
)

# Of one document two acts, which weigh twice; of two documents one, which weighs once.
ACTS_TOLD = ("distinct_from", "same_act_as")
_CONTACT = ("website", "platform", "platform_shop", "service_phone")


def settings_are_changed_by_two(push: Push) -> Iterator[Problem]:
    """Who may publish, and what needs two persons, is changed by two of those who may now; with
    signatures the second one signs too."""
    old, new = guarding_of(push.old), guarding_of(push.new)
    if push.first or push.new.sources.programme is None or GUARD_FILE not in push.old.files:
        return
    if replace(old, redacted=()) == replace(new, redacted=()) or approved(push, GUARD_FILE):
        return
    yield _missing(
        Place(GUARD_FILE), "guard-weakened", "guard.yml（谁可以提交、什么须两人）", "guard.yml"
    )


def settings_are_usable(push: Push) -> Iterator[Problem]:
    """Whoever asks for second persons or signatures has listed them: a registry is not to lock
    itself, and one person is not to count as two."""
    new = guarding_of(push.new)
    if GUARD_FILE not in push.changed:
        return
    keys = [key for official in new.officials for key in official.keys]
    mails = [official.mail for official in new.officials]
    faults = (
        (
            bool(new.two_persons or new.locked or new.signed) and len(set(mails)) < 2,
            "officials 里至少要有两个邮箱，不然没有第二个人可以批准",
            "list at least two officials, or nobody can approve",
        ),
        (
            new.signed and any(not official.keys for official in new.officials),
            "signing: required 时，每个岗位都要写 keys（签名公钥）",
            "with signing: required every official needs keys",
        ),
        (
            len(keys) != len(set(keys)) or len(mails) != len(set(mails)),
            "同一个邮箱或同一把公钥写了两次，一个人会被当成两个人",
            "a mail address or a key stands twice, so that one person would count as two",
        ),
    )
    for wrong, zh, en in faults:
        if wrong:
            yield Problem(
                Place(GUARD_FILE),
                "guard-unusable",
                f"guard.yml 不能这样设：{zh}。请改正（见 docs/guard.md）",
                f"guard.yml cannot be so: {en}; see docs/guard.md",
            )


def code_is_locked(push: Push) -> Iterator[Problem]:
    """Where OLD locks the code, as it does with two officials unless it says otherwise, every file
    that is no record and no article needs two persons: program, theme, pipelines."""
    if not push.guarding.locked:
        return
    for path in push.changed:
        if path.startswith((f"{MERCHANTS}/", f"{CONTENT}/")) or approved(push, path):
            continue
        yield _missing(Place(path), "code-locked", "程序和设置文件", "the code and its settings")


def acts_have_two_persons(push: Push) -> Iterator[Problem]:
    """What OLD's guard.yml lists under two_persons was approved by somebody else."""
    asked = push.guarding.asked
    told: set[tuple[str, str]] = set()
    for act, place in acts(push, deleted(push)):
        if act not in asked or (act, place.path) in told or push.first:
            continue
        if not approved(push, place.path):
            told.add((act, place.path))
            yield _missing(place, "two-persons", *_named(push, act, place.path))


def _named(push: Push, act: str, path: str) -> tuple[str, str]:
    """What is to be approved, in Chinese and English."""
    if path not in push.new.files:
        return f"删去 {path} ", f"the deletion of {path}"
    return ACTS[act]


def _missing(place: Place, code: str, zh: str, en: str) -> Problem:
    return Problem(
        place,
        code,
        f"{zh}须由提交人以外的一位在册人员批准：没有找到批准。请批准人在自己的电脑上取来这个提交，"
        "运行 fangxin approve --role 岗位，再推送；不要求签名的，也可以在提交说明末尾写一行"
        "「Approved-by: 岗位 <邮箱>」（见 docs/guard.md）",
        f"{en} must be approved by another official: no approval was found; let the approver fetch "
        "the commit, run fangxin approve --role ROLE and push, or where no signatures are required "
        "add a line 'Approved-by: Role <mail>' to the message (see docs/guard.md)",
    )


def acts(change: Changeset, gone: Container[str] = ()) -> Iterator[tuple[str, Place]]:
    """Everything in a change that may need two persons, and where it stands; ``gone``: files that
    may not be deleted, whoever approves it."""
    for fact in change.facts:
        for act in _acts_of(fact):
            yield act, fact.place()
    for record in change.records:
        kept = record.old is not None and record.new is not None
        if kept and any(record.was(key) != record.written(key) for key in _CONTACT):
            yield "contact", record.place()
    for path in change.changed:
        if path.startswith(f"{REGISTERS}/"):
            yield "register", Place(path)
        elif path.startswith(f"{CONTENT}/{NOTICES}/"):
            yield "notice", Place(path)
        elif (path == DOCUMENTS_FILE and _only_added(change.facts)) or path in gone:  # daily work
            continue
        elif path == POLICY_FILE:
            yield "policy", Place(path)
        elif path == f"{PROGRAMME}/site.yml":
            yield "site", Place(path)
        elif path.startswith(f"{PROGRAMME}/") and path != GUARD_FILE:
            yield "programme", Place(path)
    yield from _turning(change.old.sources, change.new.sources)
    yield from _standings_told(change)
    for one in quieted(change):
        if one.owner:  # what is written into the report itself is a fact that undoes
            yield from (("undoing", place) for place in clearing(change, one))


def _only_added(facts: Iterable[FactChange]) -> bool:
    """Whether all that differs in the list of documents are those that are new in it."""
    found = [fact for fact in facts if fact.sort == "documents"]
    return bool(found) and all(fact.old is None for fact in found)


def _standings_told(change: Changeset) -> Iterator[tuple[str, Place]]:
    """What pages say of the standing of a merchant."""
    for mention in change.mentions:
        if mention.wants_two:
            yield from (("standing_told", place) for place in _told_at(change, mention))


def _told_at(change: Changeset, mention: Mention) -> Iterator[Place]:
    """The file that says something of a merchant; of the programme, every one that differs."""
    if mention.path != PROGRAMME:
        yield Place(mention.path, mention.line)
        return
    yield from (Place(path) for path in change.changed if path.startswith(f"{PROGRAMME}/"))


def _turning(before: Sources, after: Sources) -> Iterator[tuple[str, Place]]:
    """What turns one standing into another without being a decision of it: who asks for two persons
    in the one asks for two in the other. Findings that become final turn a suspension into a
    revocation; an application entered after the end of a certificate brings it back. And what a
    page says that rests on no document."""
    old, new, programme = before.registry, after.registry, after.programme
    if old is None or new is None or programme is None:
        return
    for added in additions(old, new):
        if (
            added.finalised
            and added.failure.void is None
            and weighs(added.failure, programme.policy)
        ):
            yield "revoked", added.place
    for late in late_starts(old, new):
        yield "undoing", late.place
    yield from (("words", one.place) for one in unpapered(old, new) if one.wants_two)


def _acts_of(fact: FactChange) -> Iterator[str]:
    if fact.sort == "decisions" and fact.old is None:
        yield fact.written("status") or ""
        if fact.written("imported") == "true":
            yield "imported"
    if fact.sort == "failures" and fact.old is None:
        yield "failure"
    if fact.sort == "changes" and fact.old is None:
        yield "change"
    if fact.was("void.date") is None and fact.written("void.date") is not None:
        yield "void"
    if fact.was("appeal.outcome") is None and fact.written("appeal.outcome") == "upheld":
        yield "upheld"
    if any(True for _ in undone(fact)) or restorations(fact):
        yield "undoing"
    if fact.old is None and fact.new is not None and dig(fact.new.node, "affects") is not None:
        yield "affects"
    if fact.old is None and fact.new is not None:
        yield from ("distinct" for key in ACTS_TOLD if dig(fact.new.node, key) is not None)
    if rewordings(fact):
        yield "corrected"
