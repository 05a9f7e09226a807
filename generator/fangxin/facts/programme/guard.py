"""guard.yml: who may publish, what needs two persons, whether commits must be signed.

``fangxin guard OLD..NEW`` reads it as OLD has it, so that a commit cannot disarm its own check. An
absent file is an office that asks for neither signatures nor second persons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fangxin.facts.demands import ending
from fangxin.facts.record.promises import REDACTION
from fangxin.facts.values import Redaction
from fangxin.text.fields.kinds import Choice, Coded, Flag, Line
from fangxin.text.fields.tables import Field, Group, ListOf

MAIL = Coded(
    r"[a-z0-9][a-z0-9._+-]{0,60}@[a-z0-9][a-z0-9.-]{0,80}[a-z0-9]",
    "邮箱（小写；和 git config user.email 里的一样）",
    "a mail address in lower case, as in git config user.email",
)
KEY = Coded(
    r"(?:ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521)|ssh-rsa|sk-ssh-ed25519@openssh\.com"
    r"|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]{40,1000}={0,3}",
    "SSH 公钥（.pub 文件里的前两段）",
    "an SSH public key: the first two words of the .pub file",
)
SIGNING = {"required": ("每个提交都须签名", "every commit is signed"), "off": ("不要求", "off")}
ACTS = {
    "applied": ("受理续期申请", "an application for renewal"),
    "certified": ("认定、续期", "a certification"),
    "publicised": ("公示", "a publicity"),
    "refused": ("不予认定", "a refusal"),
    "suspended": ("暂停", "a suspension by decision"),
    "reinstated": ("恢复", "a reinstatement"),
    "revoked": ("撤销", "a revocation by decision"),
    "withdrawn": ("自愿退出", "a withdrawal"),
    "closed": ("终止", "a closing"),
    "imported": ("从旧登记簿导入", "a decision taken over from an older register"),
    "failure": ("新的问题记录", "a new failure"),
    "upheld": ("申诉成立", "an upheld appeal"),
    "void": ("登记有误（void）", "a fact declared void"),
    "undoing": (
        "解除、减轻、撤销处理的事（void、申诉成立、恢复、整改、复检推翻、信用修复、冒用举报不再提醒等）",
        "whatever ends, lifts or annuls a sanction, or silences a report of misuse",
    ),
    "affects": ("波及别的商户的问题（affects）", "a failure that reaches other merchants"),
    "distinct": (
        "一份文书算作两件、两份文书算作一件的问题（distinct_from、same_act_as）",
        "a failure that is another act of a document already entered, or the same of another",
    ),
    "corrected": ("更正文字", "a mended text"),
    "standing_told": (
        "文章里说到某家商户的认定情况，登记簿不能证实的（那一句见报告最前面）",
        "a text that says of a merchant's standing what the registry cannot confirm",
    ),
    "words": (
        "商户页面上不凭文书的文字和登记项（英文名称、承诺、荣誉等，见报告最前面）",
        "words and values on a merchant's page that rest on no document",
    ),
    "change": ("名称、地址、信用代码、经营者变更", "a change of name, address, code or owner"),
    "contact": ("网址、服务电话", "a website or service phone"),
    "register": ("登记簿", "a register"),
    "notice": ("公告", "a notice"),
    "policy": (
        "规则（policy.yml：新版、改动）",
        "a change of the policy (policy.yml), such as a new version",
    ),
    "site": ("site.yml（网址、电话、可链接的网站）", "site.yml"),
    "programme": ("方案的其他文件", "the other files of the programme"),
}
# One class: who names one of them asks for two persons in all of them, or the others would be the
# way round.
UNDOING = frozenset({"void", "upheld", "reinstated", "undoing"})
ENDING = ending()  # the same of what takes a recognition away for good
# Asked for as soon as there are two officials, or anything needs two, unless guard.yml waives it.
ALWAYS = frozenset({"affects", "distinct", "corrected", "standing_told", "words"})


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who may publish: by mail, with a role and never a name, and public keys."""

    mail: str
    role: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guarding:
    """What guard.yml asks for. ``redacted``: authorised erasures outside merchants' records."""

    signing: str = "off"
    officials: tuple[Official, ...] = ()
    two_persons: tuple[str, ...] = ()
    lock_code: bool | None = None  # None: as soon as there are two officials
    one_person: tuple[str, ...] = ()  # of ALWAYS, what one person may do all the same
    redacted: tuple[Redaction, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether every commit must be signed by an official."""
        return self.signing == "required"

    @property
    def locked(self) -> bool:
        """Whether the program, the theme and the pipelines need two persons."""
        several = len(self.mails) > 1
        return several if self.lock_code is None else self.lock_code

    @property
    def asked(self) -> frozenset[str]:
        """The acts that need two persons, with those that come along with them."""
        named = frozenset(self.two_persons)
        together = [one for one in (UNDOING, ENDING) if named & one]
        always = ALWAYS if named or len(self.mails) > 1 else frozenset()
        return named.union(*together, always - frozenset(self.one_person))

    @property
    def mails(self) -> frozenset[str]:
        """The mail addresses of officials."""
        return frozenset(official.mail for official in self.officials)


OFFICIAL = Group(
    (
        Field("mail", MAIL, "邮箱", "mail address", required=True, example="jingban@fx.example"),
        Field(
            "role",
            Line(20),
            "岗位（不写姓名）",
            "role, never a name",
            required=True,
            example="经办",
        ),
        Field("keys", ListOf(KEY, most=10), "签名公钥", "public keys"),
    ),
    build=Official,
)
GUARD = Group(
    (
        Field("signing", Choice(SIGNING), "签名", "signatures", required=True, example="off"),
        Field("officials", ListOf(OFFICIAL, most=100), "可以提交的岗位", "officials"),
        Field("two_persons", ListOf(Choice(ACTS), most=50), "须两人的事", "acts of two persons"),
        Field(
            "one_person",
            ListOf(Choice({act: ACTS[act] for act in sorted(ALWAYS)}), most=10),
            "不须两人的事（不写就须两人的）",
            "acts that need no second person, of those that do by default",
        ),
        Field("lock_code", Flag(), "程序文件须两人才能改", "code needs two persons"),
        Field("redacted", ListOf(REDACTION), "依法删除", "authorised erasures"),
    )
)


def guarding_of(values: Mapping[str, Any]) -> Guarding:
    """The settings that a file without errors gives; of an absent one, the weakest."""
    return Guarding(**values)
