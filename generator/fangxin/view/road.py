"""How much of an address may be public where somebody lives: up to the road or the village.

What follows a road is somebody's door, building, floor or room, and may be written in any way; so
nothing after the first road is shown, and nothing at all that has a number in it.
"""

from __future__ import annotations

import re

_TO_TOWN = re.compile(  # province, city, county, town; no part of them has a digit
    r"(?:[^\d县区镇乡路]{1,8}?(?:省|自治区))?(?:[^\d县区镇乡路]{1,8}?(?:市|自治州|地区|盟))?"
    r"(?:路?[^\d镇乡路]{1,8}?(?:区|县|市|旗))?(?:路?[^\d路村]{1,10}?(?:街道|镇|乡))?"
)
_SUFFIX = r"(?:村(?:大道|大街|路|街(?!道)|巷)|大道|路|街(?!道)|巷|弄|村)"
# One character or more, so that 路边村 and 村前街 are names; 张村路 is no village.
_ROAD = re.compile(rf"[^\d（(\[【,，;；、]+?{_SUFFIX}")
_NUMERAL = "一二三四五六七八九十百千〇零两壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛"
_NUMBERED = re.compile(
    rf"[0-9０-９A-Za-zＡ-Ｚａ-ｚ#＃①-⑳]|[{_NUMERAL}]+(?:号|幢|栋|座|单元|室|组|层|楼|弄|队|区|期|排)"
    r"|负[一二三四五]|地下|单元|号楼"
)


def road_of(address: str, town: str | None) -> str | None:
    """The address up to its first road, lane or village; the town where there is none or where it
    has a number. None when not even the town is known."""
    text = "".join(address.split())
    at = text.find(town) if town else -1
    match = _TO_TOWN.match(text)
    end = at + len(town) if town and at >= 0 else (match.end() if match else 0)
    head, tail = text[:end], text[end:]
    road = _ROAD.match(tail)
    if road is None or _NUMBERED.search(road.group()) or _NUMBERED.search(head):
        return town
    return head + road.group()
