"""What a sentence about a merchant says of its standing, and whether the registry says so too.

No list of words finds every lie; so these words only decide who looks: what contradicts the
registry for sure is refused, what cannot be held against it is read by a second person, and every
sentence that names a merchant is shown beside what the registry says, by
``fangxin.change.mentions``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from fangxin.change.accusations import accuses, praises, said_of, words
from fangxin.facts.notices.standings import Block
from fangxin.facts.recourse import stands
from fangxin.facts.values import Act, Merchant, Status
from fangxin.standing.signs import HELD
from fangxin.standing.standing import Standing

Verdict = Literal["nothing", "true", "undecided", "false"]


_UNIT = (
    r"(?:放心|可信|诚信|示范)(?:消费)?(?:示范)?"
    r"(?:商店|单位|网店|餐饮店?|市场|景区|商家|商户|店铺|门店|店|企业)"
)
_STILL = r"(?:现在?|目前|当前|今天|今日|至今|如今|仍然?|依然|依旧|一直|始终|继续|照旧|照常|还)"
# A sanction that is said to be gone.
_GONE = words(
    r"(?:撤销|暂停|处罚|处理|限制|禁令|停牌|摘牌|除名)(?:认定|资格|决定|处理)*(?:已经?|现已|早已|业已|全部|都|被)*"
    r"(?:取消|解除|撤回|作废|收回|不作数|推翻|纠正|更正|结束|期满|失效|不算|无效)"
    r"|(?:取消|解除|撤回|推翻|结束|收回)了?(?:对它?的?|其)?(?:撤销|暂停|处罚|处理|限制)"
    r"|(?:没有|从未|从没|未曾?|并未|不曾|并没有?|不再)(?:被|受到?|遭)?(?:撤销|暂停|取消|处罚|终止|除名|限制)"
)
_GONE_EN = re.compile(
    r"\b(?:revocation|suspension|ban|sanction)\b(?:(?! not |n't).){0,60}?"
    r"\b(?:lifted|cancel+ed|withdrawn|over|void|annulled|ended)\b"
    r"|\b(?:never|not|no longer) (?:been )?(?:revoked|suspended)\b",
    re.IGNORECASE,
)
# Said of somebody who is named: the recognition holds now.
_HOLDS = words(
    rf"(?:是|为|系|属|属于|成为|作为|当选|列为|评为|确认为){_STILL}?.{{0,6}}{_UNIT}"
    rf"|{_STILL}(?:都|均|又)?(?:是|为|系|属于)?(?:正式|完全|合法)?(?:有效|{_UNIT}|在有效期|认定有效|合格的?{_UNIT})"
    rf"|(?:已经?|现已|业已|刚刚?|重新|再次|又)(?:被|获|予以|得到|通过|恢复)*"
    rf"(?:恢复|重新获得|获得|取得|通过|得到|拿回|保住)了?(?:它?的)?(?:放心消费)?(?:{_UNIT})?的?(?:认定|认证|资格|称号|标牌)"
    r"|(?:认定|认证|资格|称号)(?:已经?|现已|业已|又|重新|都)*(?:恢复|续上|生效|延长|保留|回来|获批)"
    r"|(?:认定|资格|称号|标牌|证书)(?:仍|还|一直|依然|照样|都)(?:在|有|算数|作数|管用|没变|不变)"
    r"|已恢复(?:正常|认定|资格|有效)?(?=\Z)|绿(?:色|牌|标)(?:状态|有效)|(?:状态|一切)(?:是|为|都)?(?:绿色|正常|良好)"
)
_HOLDS_EN = re.compile(
    r"\b(?:is|are|remains?|stays?|became|been) (?:an? |the |still |again |now |fully |officially "
    r"|our "
    r"|currently |back |as )*(?:recogni[sz]ed|certified|valid|trusted|trustworthy|approved|"
    r"accredited"
    r"|in good standing|authori[sz]ed|reinstated|restored)\b"
    r"|\b(?:recognition|certificate|certification|status|sign|licen[cs]e) (?:of .{1,40}? )?(?:is "
    r"|was |has "
    r"|been |still |now |again |remains? )*"
    r"(?:valid|active|restored|reinstated|in good standing|continues|stands|renewed)\b"
    r"|\b(?:still|again|now|currently) (?:recogni[sz]ed|certified|valid|trusted|approved)\b",
    re.IGNORECASE,
)
# What makes a sentence no statement of now: denied, asked, wished, of the past, of a fake.
_NOT_SO = words(
    r"假(?:标|牌|的|证|徽|网|冒|称|店|货)|[是系属为]假|冒[用充]|伪造|仿冒|谎称|自称|声称|谣言|不实|误以为|不要(?:相)?信"
    r"|不是|不等于|并非|并不|未经|未认定|没有(?:被)?认定|不再|撤销|暂停|失效|作废|无效|终止|注销|到期|过期|尚未|还没|拟|公示期?"
    r"|不代表|不得|不能|不予|如果|若|凡|是否|能否|可否|怎样|怎么|如何|何时|什么|是不是|有没有|才[算是有能可]|要|须|应当?|可以?申请|申请|请求|希望"
    r"|曾|原[是为系来]|过去|以前|当时|此前|那时|以登记簿为准|以状态页为准|从前"
)
_NOT_SO_EN = re.compile(
    r"\b(?:fake|false|forged|not|no longer|expired|revoked|suspended|whether|used to|formerly|"
    r"once|until"
    r"|was|were|claims?|appl(?:y|ied|ies)|if|may|ask|never)\b|n't\b",
    re.IGNORECASE,
)
# Said of somebody who is named: the recognition is gone, now.
_LOST = words(
    rf"(?:认定|资格|称号)(?:{_STILL}|已经?|现已|早已|业已)*(?:被|遭)?(?:撤销|取消|终止|注销|吊销)(?!了?的?公告|程序|听证)"
    rf"|(?:{_STILL}|已经?|现已|早已)(?:被|遭)?(?:撤销|取消|吊销)(?:放心消费)?(?:单位)?的?(?:认定|资格|称号)"
    rf"|(?:已经?|早就?)?(?:不再|不)是.{{0,4}}{_UNIT}"
)
_LOST_EN = re.compile(
    r"\b(?:is|are|has been) (?:now |currently |already )?"
    r"(?:revoked|no longer (?:recogni[sz]ed|certified))\b",
    re.IGNORECASE,
)
# A list may give the number of a certificate: that alone says nothing.
_PAPER = re.compile(r"(?:证书|标牌)(?:编号|号)?[:：]?\s*([A-Za-z]{1,4}-?\d{4}-?\d{3,6})")
_NOW = words("现在?|目前|当前|今天|今日|至今|now|currently|today")
_DOUBTFUL = words("曾|是否|如果|若|谣言|不实|误|并未|没有|未被|从未|怎|拟|可能|将")
_KINDS: tuple[tuple[re.Pattern[str], frozenset[Status], frozenset[Act]], ...] = (
    (
        words(r"公示|拟认定|拟续期|publicis"),
        frozenset({Status.PUBLICISED}),
        frozenset({Act.PUBLICISED}),
    ),
    (
        words(r"撤销|吊销|摘牌|除名|取消|revo[ck]"),
        frozenset({Status.REVOKED}),
        frozenset({Act.REVOKED}),
    ),
    (words(r"暂停|停牌|suspen"), frozenset({Status.SUSPENDED}), frozenset({Act.SUSPENDED})),
    (
        words(r"终止|注销|退出|withdr[ae]w|closed"),
        frozenset({Status.CLOSED, Status.WITHDRAWN}),
        frozenset({Act.CLOSED, Act.WITHDRAWN}),
    ),
    (words(r"到期|过期|失效|expire"), frozenset({Status.EXPIRED}), frozenset()),
    (words(r"恢复|restor|reinstat"), frozenset(), frozenset({Act.REINSTATED})),
    (words(r"不予认定|refused"), frozenset(), frozenset({Act.REFUSED})),
)
# What speaks of a standing in any way; what of it cannot be held against the registry by words.
_OURS = words(r"认定|认证|有效(?!期)|资格|" + _UNIT + r"|续期|recogni[sz]|certif|\bvalid")
_OTHER = words(
    r"名单|标牌|徽标|证书|状态|合格|达标|可信|信得过|值得信|推荐|诚信|正规|处罚|罚款|违法|违规|假货|假冒|伪造|仿冒|冒用|冒充"
    r"|谎称|黑名单|失信|曝光|受限|限制|解除|无效|作废|称号|荣誉|放心(?!消费在)|没有问题|取消|举报|不可信|欺诈|骗"
    r"|approved|accredit|trust|licen[cs]|goodstanding|fake|forged|blacklist|penal|fraud|valid"
)


def verdict(
    block: Block, text: str, merchant: Merchant, now: Standing, holds: bool, *, own: bool
) -> Verdict:
    """What a text, a part of ``block``, says of a merchant: nothing, what the registry says too,
    what it cannot say, the contrary. ``holds``: whether what names it is valid today. ``own``:
    whether the text itself names it, and no heading above. What accuses a recognised shop is
    nothing that the registry can say, nor is what praises one that is not recognised."""
    found = _verdict(block, text, merchant, now, holds, own=own)
    if found in ("nothing", "true") and now.status not in HELD and praises(text, merchant):
        return "undecided"
    honest = now.status is Status.CERTIFIED or (found == "nothing" and now.status in HELD)
    if found in ("nothing", "true") and honest and accuses(text, merchant):
        return "undecided"
    return found


def _verdict(
    block: Block, text: str, merchant: Merchant, now: Standing, holds: bool, *, own: bool
) -> Verdict:
    if claims(block, text):
        return "true" if holds else "false"
    text, papers = _without_papers(text)
    if papers - _papers_of(merchant):
        return "undecided"
    said = said_of(text)
    lost = _LOST.search(said) or _LOST_EN.search(text)
    if lost and not _DOUBTFUL.search(said) and now.status is Status.CERTIFIED:
        return "undecided" if _was_so(merchant) and not _NOW.search(said) else "false"
    parts = list(_kinds(said, merchant, now))
    if parts:
        agreed = all(parts) if own else any(parts)
        return "true" if agreed and not _OTHER.search(_left(said)) else "undecided"
    if _OURS.search(said):
        sure = now.status is Status.CERTIFIED and not _denied(said, text)
        return "true" if sure and not _OTHER.search(_left(said)) else "undecided"
    return "undecided" if _OTHER.search(said) else "nothing"


def _without_papers(text: str) -> tuple[str, set[str]]:
    """A text without the numbers of certificates and signs that it gives, and these."""
    found = {said_of(match[1]) for match in _PAPER.finditer(text)}
    return _PAPER.sub("", text), found


def _papers_of(merchant: Merchant) -> set[str]:
    papers = [one.certificate for one in merchant.decisions if one.certificate]
    return {said_of(number) for number in (*papers, *(sign.number for sign in merchant.signs))}


def claims(block: Block, text: str) -> bool:
    """Whether a text says that the recognition of who is named holds now."""
    said = said_of(text)
    if replace(block, text=text).claims:
        return True
    gone = _GONE.search(said) or _GONE_EN.search(text)
    left, rest = _GONE.sub("", said), _GONE_EN.sub("", text)
    if _denied(left, rest):
        return False
    return bool(gone or _HOLDS.search(left) or _HOLDS_EN.search(rest))


def speaks(text: str) -> bool:
    """Whether a text speaks of any standing at all."""
    said, english = said_of(text), (_GONE_EN, _HOLDS_EN, _LOST_EN)
    found = (_OURS, _OTHER, _GONE, _HOLDS, _LOST, *(one for one, _, _ in _KINDS))
    return any(one.search(said) for one in found) or any(one.search(text) for one in english)


def asserts(block: Block, text: str) -> bool:
    """Whether a text says of whoever was named before that a recognition holds or is gone."""
    said = said_of(text)
    lost = _LOST.search(said) or _LOST_EN.search(text)
    return claims(block, text) or bool(lost and not _DOUBTFUL.search(said))


def _denied(said: str, text: str) -> bool:
    return bool(_NOT_SO.search(said) or _NOT_SO_EN.search(text))


def _was_so(merchant: Merchant) -> bool:
    """Whether it was revoked or left once: the text may tell what was."""
    acts = {one.act for one in merchant.decisions}
    return bool(acts & {Act.REVOKED, Act.WITHDRAWN, Act.CLOSED, Act.REINSTATED}) or bool(
        merchant.failures
    )


def _kinds(said: str, merchant: Merchant, now: Standing) -> Iterator[bool]:
    """Whether the registry says the same, of each kind of act or status in a text: it is so today,
    it was decided last, or in the year that the text says."""
    acts = sorted((one for one in merchant.decisions if stands(one)), key=lambda one: one.acts)
    for pattern, statuses, decided in _KINDS:
        if pattern.search(said):
            last = bool(acts) and acts[-1].act in decided
            then = any(one.act in decided and str(one.acts.year) in said for one in acts)
            yield now.status in statuses or last or then


def _left(said: str) -> str:
    """What is said besides acts and what the registry calls a recognised shop."""
    for pattern in (*(one for one, _, _ in _KINDS), _OURS):
        said = pattern.sub("", said)
    return said
