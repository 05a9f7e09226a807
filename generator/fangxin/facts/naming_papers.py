"""Whether words name a document that can be asked for: by the shapes that offices really use.

    names_a_document("浦市监罚〔2026〕88号"), names_a_document("见附件1")  →  (True, False)

A number of a document has whose it is and a serial that is not nought, mostly a year besides, of
our time. Words that say where to look, how something was said, or that there is nothing, name none
though a digit stands behind them; nor does a day or an address, nor letters and digits alone, where
no year and no 编号 say that somebody numbers. It is asked of what is added; what was let in before
stays. It cannot know who exists: 老王1号 is written like 甲1号.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fangxin.facts.document_number import numbers_in
from fangxin.text.sameness import looks

# Taken out of what stands before a serial: where nothing is left, nobody issued anything.
_FILLERS = re.compile(
    "附件|附录|附表|附图|附后|口头|口述|当面|现场|领导|指示|批示|同意|电话|来电|手机|短信|微信|群众?|钉钉"
    "|邮件|邮箱|传真|网上|网络|会议|研究|经办|待补|待定|待查|后补|补充|没有|不详|未知|暂无|未编|无号"
    "|序号|编号|文号|案号|号码|工单|单号|文书|文件|材料|档案|决定书?|通知书?|告知书?|意见书?|报告|记录"
    "|截图|照片|图片|图表|表格|清单|名单|页码|证据|举报|投诉|登记|备注|说明|参见|详见"
    "|上午|下午|昨天|今天|星期|本店|本人|商户|测试"
    "|通告|公告|通报|公报|朋友圈|公众号|视频号|小红书|抖音|快手|微博|知乎|贴吧|头条|百度|淘宝|美团"
    "|点评|哔哩|直播"
    "|便利贴|便签|便条|纸条|字条|草稿|笔记|日记|备忘录?|留言|私信|来信|来访|群众|网友|聊天|语音|录音|视频"
    "|null|none|test|todo|tbd|wechat|phone|mobile|tel|fax|page|annex|fig|table|see|id|qq|vx|na|no|nr|x"
    "|[第见如按依据附图表无待补暂经详同上下左右前后之的了在由及和与字号年月日天周时分次条款项章页份张期]"
)
_PLACE = re.compile(r"[路街巷弄道桥里村镇乡县市区省园苑楼幢栋座层室房院铺摊位柜门车线组队班店]$")
_DAY = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}[日号])?|(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)"
)
_HAN = "〇零一二三四五六七八九十百"
_WITHOUT_YEAR = re.compile(  # 浦20号, 甲第八号
    rf"(?P<office>(?:(?![{_HAN}])[^\W\d_]|[()]){{1,30}}?)第?-?(?P<serial>\d{{1,12}}|[{_HAN}]{{1,7}})号"
    r"(?=之|$|[,;、/()]|(?:处罚|决定|通知|告知|意见|裁定|判决|报告|文))"
)
_BY_YEAR = re.compile(  # 国家药监局2026年第18号通告, 县市监局2026年8号文, 省局2026年第3期抽检通告
    r"(?P<office>[^\W\d_](?:[^\d()\",;:、。]|\([^()\d]{1,8}\)){1,30}?)"
    r"(?P<year>(?:19|20)\d\d)年(?:第?(?P<serial>\d{1,9})[号期]|第(?P<also>\d{1,9}))"
    r"[^\W\d_]{0,10}?(?:通告|公告|通报|通知|公报|公示|决定|命令|令|函|文|告知|批复|意见)"
    r"(?=$|[,;、()之])"
)
_TITLE = (
    "(?:(?:检验|检测|检定|鉴定|抽检|监督抽查)?报告书?(?:编号)?|文书编号|工单号|案号|编号|文号"
    "|字号|单号)"
)
_LETTERS = re.compile(  # 案号A-77, SP20260032, FDA/2026/118, ZJ2026-123456, 国抽检字XC26330726
    rf"(?P<title>{_TITLE}:?|no\.?:?|[\u4e00-\u9fff]{{2,20}}字第?)?(?P<office>[a-z]{{1,10}})"
    r"(?P<digits>(?:(?:[-/.][a-z]{1,8})*(?:[-/.]\d{1,12})+|\d{4}(?:[-/.]\d{1,12})+|\d{6,16}))号?"
)
_YEARS = range(1978, 2100)  # in which an office may have written what is entered
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_ONLY_DIGITS = re.compile(rf"(?:投诉|举报|案件|受理|12315)*(?:{_TITLE}):?\d[\d-]{{7,30}}")


@lru_cache(maxsize=1 << 16)
def names_a_document(words: str | None) -> bool:
    """Whether words say which document is meant: an office's word and a serial."""
    if not words:
        return False
    plain = _DAY.sub("", looks(words))
    numbers = numbers_in(plain)
    if numbers:
        return any(_issues(one.office) and _is_counted(one.serial, one.year) for one in numbers)
    dated = _BY_YEAR.search(plain)
    if dated is not None:
        serial = dated["serial"] or dated["also"]
        return _issues(dated["office"]) and _is_counted(serial, int(dated["year"]))
    for match in _WITHOUT_YEAR.finditer(plain):
        office, serial = match["office"], match["serial"]
        if _issues(office) and _PLACE.search(office) is None and _is_counted(serial):
            return True
    letters = _LETTERS.fullmatch(plain)
    if letters is not None and sum(map(str.isdecimal, plain)) > 1:
        return _is_numbered(letters)
    return _ONLY_DIGITS.fullmatch(plain) is not None


def _is_counted(serial: str, year: int | None = None) -> bool:
    """Whether it is the serial number of something: not nought, nor of a year nobody wrote in."""
    return bool(serial.strip("0〇零")) and (year is None or year in _YEARS)


def _is_numbered(letters: re.Match[str]) -> bool:
    """Whether letters and digits are somebody's number: they say so before it, or have a year."""
    title, digits = letters["title"] or "", letters["digits"]
    said = title not in ("", "no", "no.", "no:", "no.:")
    by = _FILLERS.sub("", letters["office"]) or (title.endswith(("字", "字第")) and _issues(title))
    return bool(by and digits.strip("-/.0") and (said or _A_YEAR.search(digits)))


def _issues(office: str) -> bool:
    """Whether words before a serial are an office's: something is left without the fillers."""
    return any(map(str.isalpha, _FILLERS.sub("", office)))


def instead_of_number(words: str | None) -> tuple[str, str]:
    """What stands where the number of a document should, in both languages, as messages go on."""
    if not words:
        return "没有写", "is missing"
    return f"写的是“{words}”，不是文号", f"says '{words}', which is no number of a document"
