"""Words that would hurt a merchant, and what nobody may be called.

No list of words is complete: they only decide who looks (``fangxin.change.mentions``), and what
is refused as a name (``fangxin.change.misworded``).
"""

from __future__ import annotations

import re
from unicodedata import normalize

from fangxin.facts.notices.page import letters
from fangxin.facts.values import Merchant
from fangxin.text.han import folded


def words(pattern: str) -> re.Pattern[str]:
    """A pattern for Chinese, in whichever characters it is written."""
    return re.compile(folded(pattern))


def said_of(text: str) -> str:
    """Letters and digits alone, small and in one form: what patterns are held against."""
    return letters(folded(text)).casefold()


# What would hurt a shop that did nothing of the kind: it is gone, it sells what is bad, somebody
# came to harm, an authority acts against it.
_ACCUSED = words(
    r"关[门闭张停]|(?<!不等于)停[业产]|歇业|倒闭|破产|跑路|卷款|失联|人去楼空|搬走|注销|转让|关店|不干了"
    r"|售假(?!期)|卖假|贩假|制假|造假|(?<![度休])假[酒烟药劣币]|劣质|伪劣|次品|山寨|有毒|有害|毒品|毒奶|变质|发霉|过期|生虫|不合格|三无|偷换"
    r"|地沟油|致癌|超标|不卫生|脏乱|异物|老鼠|蟑螂|查封|查处|查扣|扣押|没收|取缔|封停|封店|关停|贴封条|立案|约谈|责令|整顿|整改|拒不|屡教"
    r"|逃避|抗拒|起诉|被判|判刑|判决|逮捕|拘留|被抓|抓走|刑事|犯罪|涉嫌|涉案|涉黑|通缉|老赖|失信|欠薪|欠款|欠债|赖账|拖欠|[吃害闹出致毒打]死|死[过了人亡]|中毒|住院|受伤|伤人|送医"
    r"|腹泻|呕吐|食物中毒|事故|爆炸|着火|起火|坑(?:人|害|骗|顾客|消费者|钱)|宰客|挨宰|黑店|黑心|缺斤|短斤|短两|少秤|欺客|欺诈|骗|忽悠|强买|强卖|乱收费|乱涨价|哄抬|霸王"
    r"|虚假|夸大|误导|侵权|盗版|抄袭|泄露|差评|上当|吃亏|拒赔|拒退|不退|不赔|打人|骂人|殴打|辱骂|别去|不要去|勿去|远离|当心|小心|抵制"
    r"|避雷|曝光|拉黑|没良心|坏人|使坏|很坏|差劲|恶劣|败类|被?带走|绕着走|绕道走|绕行|别来|不是好|坏店|烂店|借来的|来路不明|风评|口碑差|不佳|批评|通报|调查|没有?通过|未通过|不通过|不达标|挂失|收回|作假|丑闻|黑幕|猫腻|赌|嫖|吸毒|传销|走私|偷税|逃税|漏税|非法|无证|无照|冒名|挂靠|顶替"
)
_ACCUSED_EN = re.compile(
    r"\b(?:closed|shut|bankrupt|gone|fraud|scam|cheat|fake|counterfeit|poison|died|death|dead|killed|"
    r"seized|sealed|raided|arrest|fined|illegal|criminal|unsafe|dirty|rotten|expired|avoid|beware|"
    r"sued|guilty|dishonest|steal|stole|harm|investigat|lost its|"
    r"bad (?:shop|store|place)|stay away|scandal|suspicious)",
    re.IGNORECASE,
)

# What would help a shop that is not recognised: it is cleared, it passed, one may go there.
_PRAISED = words(
    r"(?<!没有)(?<!未)(?<!不)通过|澄清|误会|误判|清白|冤|翻案|胜诉|赢了|平反|名誉|挂牌|(?:继续|照常?|照样|可以|重新)(?:挂|用|使用)"
    r"|保障|有保证|先行赔付|无理由退货|好店|好评|老字号|放心(?!消费)|安心|欢迎光临|推荐|优惠|达标|问题不存在|不存在问题|查无此事"
    r"|整改(?:到位|完成|好)|值得|首选|光顾|大家可以"
)
_PRAISED_EN = re.compile(
    r"\b(?:passed|cleared|innocent|welcome|good|great|best|safe|recommend|display the sign"
    r"|acquitted|vindicated|overturned)\b",
    re.IGNORECASE,
)

# A sentence after one that names somebody goes on about them.
_GOES_ON = words(
    r"被|已|据说|听说|后来|结果|竟|过人|该[店场]|这[家里]店?|它|他们|店主|老板|那里|里面|也|还"
)

# A paragraph that does says so: whom it means, or how one came to know.
_MEANT_BELOW = words(
    r"该(?:[店场铺馆家]|商[家户]|企业|公司|市场|餐[馆厅])|[这那此](?:一?家)?[店铺馆]|[这那]家|店主|店家|店[里内]|老板(?!们)|据说|听说|传闻|后来|竟然"
    r"|它|其(?:后厨|店|老板|负责人|商品)|里面|\A(?:已经?|又|还|且|并且?|曾?被|吃死|专门?)"
)

# What nobody is called, but who is to be praised or hurt: whole words, and long ones as they are
# spelt out (R.E.V.O.K.E.D).
_BRANDED = re.compile(
    r"\b(?:revok\w*|revocation|suspend\w*|suspension|withdrawn|expired|(?:de|un)?-?certif\w*"
    r"|(?:un|de-?)?recogni[sz]ed|(?:un)?accredited|(?:un)?approved|(?:dis)?qualified|blacklist\w*"
    r"|banned|barred|debarred|delisted|(?:in)?valid|unlicensed|unsafe|counterfeits?|counterfeiter"
    r"|fakes?|frauds?|fraudulent|fraudster\w*|scam\w*|swindl\w*|poison(?:ed|ous|ing)?|bankrupt"
    r"|arrested|closed|raided|fined|sued|illegal|criminals?|dishonest|rotten|killed|harmful|beware"
    r"|forger\w*|cheats?|cheater\w*|thie(?:f|ves)|crooks?|liars?|shut|penali[sz]ed"
    r"|punished|unreliable|untrustworthy|toxic|boycott|don'?t (?:buy|go|trust)"
    r"|do not (?:buy|go|trust))\b",
    re.IGNORECASE,
)
_BRANDED_APART = re.compile(
    r"revoked|suspended|counterfeit|certified|recogni[sz]ed|fraudulent|blacklisted|delisted"
    r"|撤销|吊销|暂停|除名|失信|认定有效|放心消费单位"
)


def accuses(text: str, merchant: Merchant | None = None) -> bool:
    """Whether a text says what would hurt a shop; the name of ``merchant`` itself says nothing."""
    said = said_of(text)
    if merchant is not None:
        said = said.replace(said_of(merchant.name.removesuffix("（示例）")), "")
    return bool(_ACCUSED.search(said) or _ACCUSED_EN.search(text))


def praises(text: str, merchant: Merchant | None = None) -> bool:
    """Whether a text says what would help a shop that is not recognised; the name of ``merchant``
    itself says nothing."""
    said = said_of(text)
    if merchant is not None:
        said = said.replace(said_of(merchant.name.removesuffix("（示例）")), "")
    return bool(_PRAISED.search(said) or _PRAISED_EN.search(text))


def goes_on(text: str) -> bool:
    """Whether a sentence that names nobody accuses whoever was named before it."""
    return accuses(text) and _GOES_ON.search(said_of(text)) is not None


def goes_on_below(text: str) -> bool:
    """The same of a paragraph after the one that named somebody, which must say whom it means."""
    return accuses(text) and _MEANT_BELOW.search(said_of(text)) is not None


def branded(text: str) -> bool:
    """Whether what somebody or something is called says a standing, or what would hurt; written
    apart or in other letters too."""
    flat = normalize("NFKC", text)
    said = said_of(flat)
    return any((_BRANDED.search(flat), _BRANDED_APART.search(said), _ACCUSED.search(said)))
