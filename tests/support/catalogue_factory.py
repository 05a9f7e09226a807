"""A small catalogue with every status, and a programme to show it by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from stdnum.iso7064 import mod_37_36

from fangxin.facts.policy.policy import (
    PARAMETERS,
    Basis,
    FailureKind,
    Parameter,
    Policy,
    Rule,
    Version,
)
from fangxin.facts.programme.criteria import Criterion
from fangxin.facts.programme.programme import Category, Department, Plan, Programme, Target
from fangxin.facts.registers.rows import Misuse, Registers
from fangxin.facts.values import Status
from fangxin.view.catalogue import Catalogue, Entry, Move
from fangxin.view.pinyin import initials_of, pinyin_of
from tests.support.factories import a_site

AS_OF = date(2026, 11, 23)
CLAUSE = Basis("二(一)1")
ASSUMED = Basis("assumed", "参照示例规定")
CATEGORIES = {"market": "放心市场", "shop": "放心商店", "catering": "放心餐饮店"}
TOWNS = ("浦阳街道", "仙华街道", "黄宅镇")
NAMES = (
    "仙华山超市（示例）",
    "浦江麦饼店（示例）",
    "长乐火锅（示例）",
    "KFC风味快餐（示例）",
    "𠮷祥茶馆（示例）",
    "7号便利店（示例）",
    "绿色蔬果行（示例）",
    "重庆小面（示例）",
    "檀溪农贸市场（示例）",
    "乐行户外用品（示例）",
    "丰安大药房（示例）",
    "中山路文具店（示例）",
)
UNTIL = date(2036, 3, 11)
_SEEN = date(2026, 5, 12)
FAKES = (
    Misuse("MIS-2026-001", "domain", "fx-fake.example", _SEEN, _SEEN, _SEEN, "仿照本站", "截图"),
    Misuse("MIS-2026-002", "sign", "FX-2025-9901", _SEEN, _SEEN, _SEEN, "不在登记簿内", "照片"),
)


def an_id(number: int) -> str:
    """A valid merchant ID: PJ, four digits, and the check character."""
    body = f"PJ{number:04d}"
    return body + mod_37_36.calc_check_digit(body)


def an_entry(number: int = 1, **changes: Any) -> Entry:
    """A certified shop without history, with the given fields changed."""
    name = changes.get("name", NAMES[(number - 1) % len(NAMES)])
    entry = Entry(
        id=an_id(number),
        name=name,
        former_names=(),
        name_en=None,
        category="shop",
        town="仙华街道",
        uscc=f"91330726MA2DEM{number:03d}X",
        address="浙江省浦江县仙华街道示例路1号",
        pinyin=pinyin_of(name),
        initials=initials_of(name),
        status=Status.CERTIFIED,
        since=date(2024, 3, 12),
        until=UNTIL,
        certificate=f"FX-2024-{number:04d}",
        flags=(),
        rules=(),
        bar_until=None,
        publicity_until=None,
        objections=0,
        example=True,
        moves=(),
    )
    return replace(entry, **changes)


def a_move(entry: Entry, before: Status, after: Status, day: date, *rules: str) -> Move:
    """A change of status of ``entry``."""
    return Move(day, entry.id, entry.name, entry.category, before, after, rules, False)


def a_catalogue(*more: Entry, as_of: date = AS_OF) -> Catalogue:
    """One merchant of every status and a few certified ones, and ``more``; ordered by ID."""
    entries = [an_entry(number) for number in range(1, 5)]
    entries += [_with_status(5 + place, status) for place, status in enumerate(Status)]
    entries[0] = replace(entries[0], former_names=("浦江供销社（示例）",), name_en="Xianhua Mart")
    entries[1] = replace(entries[1], uscc=entries[0].uscc, category="catering", town="黄宅镇")
    entries[2] = replace(
        entries[2], flags=("renewal",), publicity_until=date(2026, 11, 30), objections=1
    )
    ordered = sorted([*entries, *more], key=lambda entry: entry.id)
    return Catalogue(as_of, tuple(ordered), Registers(misuse=FAKES))


def _with_status(number: int, status: Status) -> Entry:
    day = date(2026, 10, number)
    certified = status in (Status.CERTIFIED, Status.SUSPENDED, Status.EXPIRED)
    rules = {
        Status.REVOKED: ("grave-revoke",),
        Status.SUSPENDED: ("serious-suspend",),
        Status.EXPIRED: ("expiry",),
    }.get(status, ())
    entry = an_entry(
        number,
        status=status,
        since=None if status is Status.NONE else day,
        until=UNTIL if status is Status.CERTIFIED else None,
        certificate=f"FX-2024-{number:04d}" if certified else None,
        rules=rules,
        bar_until=date(2029, 10, 1) if status is Status.REVOKED else None,
        publicity_until=date(2026, 11, 28) if status is Status.PUBLICISED else None,
        town=None if status is Status.CLOSED else "浦阳街道",
    )
    return replace(entry, moves=(a_move(entry, Status.NONE, status, day, *rules),))


@cache
def a_programme() -> Programme:
    """Three categories, three towns, one version of the policy with two rules, one plan."""
    return Programme(
        site=a_site(demonstration=True),
        policy=Policy((_version(),)),
        categories={
            code: Category(
                code, label, code.title(), (Criterion("text_1", "证照齐全"),), "amr", (), "二(一)1"
            )
            for code, label in CATEGORIES.items()
        },
        towns=TOWNS,
        departments={"amr": Department("amr", "县市场监管局", member=True)},
        commitments={},
        plans=(_plan(),),
    )


def _plan() -> Plan:
    target = Target("units_shop", "放心商店", 100, "家", "二(一)1", category="shop")
    day = date(2017, 12, 21)
    return Plan("2017", "行动实施方案", "浦政办发〔2017〕212号", day, date(2020, 12, 31), (target,))


def _version() -> Version:
    return Version(
        number=1,
        effective=date(2018, 1, 1),
        document="浦消联办〔2017〕2号",
        parameters={
            code: Parameter(code, f"参数 {code}", code, 7, unit, ASSUMED)
            for code, unit in PARAMETERS.items()
        },
        kinds={
            "penalty": FailureKind(
                "penalty", "行政处罚", "Penalty", "serious", 6, False, False, CLAUSE
            ),
            "counterfeit": FailureKind(
                "counterfeit", "制假", "Fake", "grave", 12, True, True, CLAUSE
            ),
        },
        rules=(
            Rule(
                "grave-revoke",
                "严重问题，撤销",
                "Grave: revoked",
                ASSUMED,
                "revoke",
                severity="grave",
                bar_years=3,
            ),
            Rule(
                "serious-suspend",
                "较重问题，暂停",
                "Serious: suspended",
                CLAUSE,
                "suspend",
                severity="serious",
                until="rectified",
                overdue_days=30,
                overdue_bar_years=1,
            ),
        ),
        ends_on_change=frozenset({"owner", "uscc"}),
        ends_on_change_basis=ASSUMED,
    )
