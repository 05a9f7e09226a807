"""A registry of any size to measure with: invented merchants of the real schema, by number.

    python scripts/bench/population.py 10000 FOLDER     # FOLDER/merchants/**/<ID>.yml

The same number gives the same bytes on every machine. The records pass ``check`` with the
demonstration's programme: decisions and renewals, terms that ended, failures of three severities
with what follows, operators with several shops, signs, commitments and reviews in about the
shares of the demonstration.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from stdnum.cn import uscc
from stdnum.iso7064 import mod_37_36

TOWNS = (
    *("浦阳街道", "浦南街道", "仙华街道", "黄宅镇", "岩头镇", "郑宅镇", "檀溪镇", "杭坪镇"),
    *("白马镇", "郑家坞镇", "虞宅乡", "大畈乡", "中余乡", "前吴乡", "花桥乡"),
)
FIRST = "春夏秋冬东南西北山水云月松竹梅兰青白金玉和平安福新老大小长远清江溪桥石林花雨风雪"
SECOND = "园泉源丰盛隆兴昌顺达美佳仁德信义诚恒泰康宁祥瑞宝华光辉明亮晨阳星辰海川岳岭坡湾"
TRADES = {
    "shop": ("超市", "百货店", "服装店", "鞋店", "文具店", "家电行", "药房", "五金店", "书店"),
    "catering": ("饭店", "面馆", "酒家", "小吃店", "烧烤店", "茶餐厅", "火锅店", "早餐铺"),
    "online": ("网店", "饰品网店", "手工网店", "特产网店"),
    "market": ("农贸市场", "小商品市场"),
    "scenic": ("景区", "风景区"),
}
SHARES = ("shop",) * 45 + ("catering",) * 37 + ("online",) * 12 + ("market",) * 5 + ("scenic",)
STREETS = ("人民路", "中山路", "解放街", "新华路", "建设路", "和平街", "站前路", "清和路", "溪边路")
PLACES = ("店门", "收银台", "大门", "南门", "橱窗")
# Publicity, its paper, decision, its paper: rounds that the demonstration's documents.yml knows.
ROUNDS = (
    ("2019-05-06", "2019-05-13", "浦消联办〔2019〕2号", "2019-05-20", "浦消联办〔2019〕4号"),
    ("2020-09-07", "2020-09-14", "浦消联办〔2020〕3号", "2020-09-21", "浦消联办〔2020〕4号"),
    ("2021-02-22", "2021-03-01", "浦消联办〔2021〕2号", "2021-03-08", "浦消联办〔2021〕3号"),
    ("2022-05-05", "2022-05-12", "浦消联办〔2022〕2号", "2022-05-18", "浦消联办〔2022〕4号"),
    ("2024-02-26", "2024-03-04", "浦消联办〔2024〕2号", "2024-03-06", "浦消联办〔2024〕3号"),
)
FAULTS = (
    ("price_not_marked", "部分商品未标明价格"),
    ("penalty_minor", "未按规定公示营业执照"),
    ("penalty", "销售标签不符合规定的商品"),
    ("failed_inspection", "监督检查发现台账不全"),
)
GRAVE = ("counterfeit", "销售假冒注册商标的商品")
AFTER_ROUNDS = date(2024, 6, 1)


@dataclass(frozen=True, slots=True)
class Shop:
    """What is drawn for one merchant."""

    number: int
    id: str
    code: str
    category: str
    town: str
    name: str


def shops(count: int) -> Iterator[Shop]:
    """The merchants 0 … ``count`` - 1. One in eight is run by the operator of the one before."""
    code = ""
    for number in range(count):
        draw = Random(number)
        category = draw.choice(SHARES)
        if not number or draw.random() >= 1 / 8:
            code = _code(number)
        body = f"BN{number:08d}"
        town = draw.choice(TOWNS)
        words = draw.choice(FIRST) + draw.choice(SECOND) + draw.choice(SECOND)
        name = f"{words}{draw.choice(TRADES[category])}{number}号（示例）"
        yield Shop(number, body + mod_37_36.calc_check_digit(body), code, category, town, name)


def _code(number: int) -> str:
    """A credit code that nobody has: registered in a county that does not exist."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body, rest = "", number
    for _ in range(9):
        rest, digit = divmod(rest, len(letters))
        body = letters[digit] + body
    start = f"91330799{body}"
    return start + uscc.calc_check_digit(start)


def record(shop: Shop) -> str:
    """The record of a merchant as its file says it."""
    draw = Random(f"record {shop.number}")
    return "\n".join([*_particulars(shop, draw), *_history(shop, draw), ""])


def _particulars(shop: Shop, draw: Random) -> Iterator[str]:
    yield f"name: {shop.name}"
    if shop.number % 9 == 0:
        yield f"name_en: Bench Store {shop.number} (example)"
    yield f"uscc: {shop.code}"
    yield f"category: {shop.category}"
    yield f"town: {shop.town}"
    if shop.category == "online":
        yield f"website: https://bench{shop.number}.example/"
    else:
        door = shop.number * 2 + 1
        yield f"address: 浙江省浦江县{shop.town}{draw.choice(STREETS)}{door}号"
    if shop.category == "catering":
        yield f"catering_grade: {draw.choice('AB')}"
        yield f"kitchen: {draw.choice(('open', 'video'))}"
    if shop.category == "scenic":
        yield f"scenic_level: {draw.choice('345')}A"


def _history(shop: Shop, draw: Random) -> Iterator[str]:
    first = draw.randrange(3) if draw.random() < 0.7 else 3 + draw.randrange(2)
    begun = _day(ROUNDS[first][3])
    yield "certification:"
    yield "  decisions:"
    yield from _round(shop, 1, ROUNDS[first], 3)
    certified = begun
    if first < 3 and draw.random() < 0.85:  # the others let their term end
        later = ROUNDS[3] if first < 1 else ROUNDS[4]
        yield from _round(shop, 3, later, 3)
        certified = _day(later[3])
    yield from _failures(shop, draw, certified)
    yield from _promises(shop, draw, begun)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _years(day: date, count: int) -> date:
    return day.replace(year=day.year + count)


def _round(shop: Shop, number: int, said: tuple[str, str, str, str, str], term: int) -> list[str]:
    opened, closed, notice, decided, paper = said
    until = _years(_day(decided), term) - timedelta(days=1)
    certificate = f"FX-{decided[:4]}-{shop.number:08d}"
    return [
        f"    - {{id: D{number}, date: {opened}, status: publicised, until: {closed}, "
        f"document: {notice}}}",
        f"    - {{id: D{number + 1}, date: {decided}, status: certified, until: {until}, "
        f"certificate: {certificate}, document: {paper}}}",
    ]


def _failures(shop: Shop, draw: Random, certified: date) -> Iterator[str]:
    """One merchant in six has one failure or two, one in fifty a grave one."""
    kinds = []
    if draw.random() < 1 / 6:
        kinds = [draw.choice(FAULTS) for _ in range(draw.choice((1, 1, 1, 2)))]
    if draw.random() < 1 / 50:
        kinds.append(GRAVE)
    if kinds:
        yield "failures:"
    day = certified + timedelta(days=40 + draw.randrange(200))
    for index, (kind, summary) in enumerate(kinds, 1):
        if (kind, summary) == GRAVE:  # after the last round: it bars every shop of the operator
            day = AFTER_ROUNDS + timedelta(days=draw.randrange(600))
        served = day + timedelta(days=3)
        yield f"  - id: F{index}"
        yield f"    kind: {kind}"
        yield f"    date: {day}"
        yield f"    served: {served}"
        yield f"    recorded: {served}"
        yield f"    document: 浦市监罚〔{day.year}〕{shop.number * 4 + index}号"
        yield f"    summary: {summary}"
        if (kind, summary) != GRAVE:
            yield f"    rectified: {served + timedelta(days=12)}"
            yield f"    rectified_document: 浦市监改〔{day.year}〕{shop.number * 4 + index}号"
        day += timedelta(days=130)


def _promises(shop: Shop, draw: Random, begun: date) -> Iterator[str]:
    yield "commitments:"
    yield f"  - {{kind: first_contact, since: {begun}}}"
    if draw.random() < 0.5:
        yield f"  - {{kind: clear_prices, since: {begun}}}"
    if draw.random() < 0.3:
        yield "reviews:"
        day = begun + timedelta(days=200)
        yield f"  - {{id: R1, date: {day}, outcome: passed, summary: 现场查看符合条件}}"
    if shop.category != "online":
        issued = begun + timedelta(days=7)
        number = f"BP-{begun.year}-{shop.number:08d}"
        yield "signs:"
        yield f"  - {{number: {number}, issued: {issued}, place: {draw.choice(PLACES)}}}"


def populate(count: int, merchants: Path) -> int:
    """Write ``count`` records below ``merchants``, a thousand to a folder; their bytes."""
    size = 0
    for shop in shops(count):
        folder = merchants / f"{shop.number // 1000:04d}"
        folder.mkdir(parents=True, exist_ok=True)
        data = record(shop).encode()
        (folder / f"{shop.id}.yml").write_bytes(data)
        size += len(data)
    return size


if __name__ == "__main__":
    print(populate(int(sys.argv[1]), Path(sys.argv[2]) / "merchants"))
