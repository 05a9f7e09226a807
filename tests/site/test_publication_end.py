"""信用修复: on the day after a publication ended, no file of the site repeats what happened."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from fangxin.site.build.building import build
from tests.support.toy_site import (
    ENDING,
    FIRST,
    RECORDS,
    SISTER,
    WAITING,
    own_content,
    stamps,
    toy,
    tree,
    write_records,
)

PLAIN = "PJSH005X"  # nothing ever happened there
LAST, AFTER = date(2028, 3, 10), date(2028, 3, 11)  # 36 months after it was recorded
# What stands in each of these is gone afterwards; each is written in one place only.
SECRETS = {
    "summary of a record": "紫藤牌插座冒充名牌",
    "document of a record": "浦市监罚〔2025〕901号",
    "reply of a record": "供货商隐瞒了来源",
    "summary of a decision that rests on it": "因紫藤案撤销",
    "product of a batch": "海棠牌充电宝",
    "reason of a batch": "过充保护缺失",
    "document of a batch": "浦市监抽〔2025〕902号",
    "follow-up of a batch": "海棠批次全部封存",
    "reply to a batch": "已联系厂家换货",
    "document of a complaint": "浦消诉〔2025〕903号",
    "summary of a listing": "玉兰公司伪造检验报告",
    "document of a listing": "浦市监严〔2025〕904号",
    "summary of a merchant's listing": "木槿店提供虚假材料",
    "document of a merchant's listing": "浦市监严〔2025〕905号",
}
ROWS = {
    FIRST: f"""\
    - {{id: D2, date: 2025-03-12, status: revoked, because: [F1],
       document: 浦消联办〔2025〕1号, summary: {SECRETS["summary of a decision that rests on it"]}}}
failures:
  - id: F1
    kind: counterfeit
    date: 2025-03-01
    recorded: 2025-03-10
    document: {SECRETS["document of a record"]}
    summary: {SECRETS["summary of a record"]}，货值较大
    reply: {SECRETS["reply of a record"]}，我店已退款
""",
    ENDING: f"""\
follow_up:
  - {{fact: INS-2025-0001, reply: {SECRETS["reply to a batch"]}}}
""",
}
BATCHES = f"""\
id,date,recorded,channel,stage,product,seller,result,reason,responsible,kind,document,follow_up
INS-2025-0001,2025-03-01,2025-03-10,offline,circulation,{SECRETS["product of a batch"]},\
{ENDING},failed,{SECRETS["reason of a batch"]},seller,failed_sample,\
{SECRETS["document of a batch"]},{SECRETS["follow-up of a batch"]}
INS-2025-0002,2025-06-01,2025-06-02,offline,circulation,合格的水壶,{ENDING},passed,,,,,
"""
COMPLAINTS = f"""\
id,received,closed,channel,class,field,merchant,department,outcome,document,publication_ends
CMP-2025-00001,2025-02-20 09:00,2025-03-09 17:00,12315,general,food,{WAITING},amr,not_performed,\
{SECRETS["document of a complaint"]},2028-03-10
"""
LISTINGS = f"""\
- id: LST-2025-001
  name: 浦江玉兰日用品有限公司（示例）
  uscc: 91330726MA2DEM3T0Y
  authority: 浦江县市场监督管理局
  law: 《市场监督管理严重违法失信名单管理办法》第九条
  document: {SECRETS["document of a listing"]}
  from: 2025-03-10
  until: 2028-05-31
  summary: {SECRETS["summary of a listing"]}
  publication_ends: 2028-03-10
- id: LST-2025-002
  name: 试验商店2（示例）
  merchant: {SISTER}
  authority: 浦江县市场监督管理局
  law: 《市场监督管理严重违法失信名单管理办法》第九条
  document: {SECRETS["document of a merchant's listing"]}
  from: 2025-03-10
  until: 2028-05-31
  summary: {SECRETS["summary of a merchant's listing"]}
  publication_ends: 2028-03-10
"""


def a_town(folder: Path) -> Path:
    """Four merchants and three registers, with the project's programme and pages."""
    records = {name: text.replace("2026-06-30", "2036-06-30") for name, text in RECORDS.items()}
    records[PLAIN] = (
        records[ENDING].replace("商店3", "商店5").replace("路3号", "路5号").replace("FX-3", "FX-5")
    )
    write_records(folder / "merchants", {**records, **_failed(records)})
    content = own_content(folder)
    for name in ("registers", "notices"):
        shutil.rmtree(content / name, ignore_errors=True)
    registers = content / "registers"
    registers.mkdir()
    (registers / "inspections.csv").write_text(BATCHES, encoding="utf-8")
    (registers / "complaints.csv").write_text(COMPLAINTS, encoding="utf-8")
    (registers / "dishonest.yml").write_text(LISTINGS, encoding="utf-8")
    return content


def _failed(records: dict[str, str]) -> dict[str, str]:
    return {name: records[name] + text for name, text in ROWS.items()}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site on the last day, and the same folder built again on the day after."""
    folder = tmp_path_factory.mktemp("ends")
    options = toy(folder, content=a_town(folder), as_of=LAST)
    assert build(options) == 0
    before = shutil.copytree(options.output, folder / "before", copy_function=shutil.copy2)
    assert build(toy(folder, content=folder / "content", as_of=AFTER)) == 0
    return Path(before), options.output


def found(site: Path, secret: str) -> set[str]:
    """The files in which a text stands, as it is or as JSON escapes it."""
    forms = {secret.encode(), json.dumps(secret)[1:-1].encode()}
    return {path for path, data in tree(site).items() if any(form in data for form in forms)}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_no_file_repeats_it_afterwards(sites: tuple[Path, Path], secret: str) -> None:
    """Pages, feeds, open data, search data, pictures, lists: every file is read."""
    before, after = sites
    if secret != SECRETS["follow-up of a batch"]:  # only on the register's own page, if at all
        assert found(before, secret), "nobody could read it before: this proves nothing"
    assert found(after, secret) == set()


def test_the_status_stays_with_kind_and_days(sites: tuple[Path, Path]) -> None:
    """What ended is the publication of the detail, not what followed from it."""
    for merchant in (FIRST, SISTER, ENDING):
        pages = [(site / "m" / merchant / "index.html").read_text("utf-8") for site in sites]
        told = [json.loads((site / "m" / merchant / "status.json").read_bytes()) for site in sites]
        assert told[0] == told[1]
        assert told[1]["status"] == ("suspended" if merchant == ENDING else "revoked")
        assert "公开期已满" in pages[1] and "公开期已满" not in pages[0]
        assert "2025年3月1日" in pages[1]
        assert ("商品抽检不合格" if merchant == ENDING else "制售假冒伪劣商品") in pages[1]


def test_only_pages_with_detail_are_made_anew(sites: tuple[Path, Path]) -> None:
    """The digest of a page knows the day: no record was touched between the two builds."""
    before, after = (stamps(site) for site in sites)
    anew = {
        path.split("/")[1]
        for path in before
        if path.startswith("m/") and path.endswith("index.html")
        if before[path][0] != after[path][0]
    }
    assert anew == {FIRST, SISTER, ENDING, WAITING}
