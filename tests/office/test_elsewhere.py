"""What is entered of a row of a register is entered there, and the words say how."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fangxin.cli.index import COMMANDS
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.register import Register
from fangxin.facts.values import Failure
from fangxin.office.editing import facts, redress
from fangxin.office.editing.refusal import NotPossibleError
from tests.support.commands import options_of

DAY = date(2026, 3, 2)
ROW = Failure("LST-2024-001", "dishonest_listed", DAY, DAY)
KEYS = ("final", "void", "served")


class Shop:
    """What commands look at of a merchant with one row of a register."""

    decisions = changes = objections = reviews = criteria = signs = follow_up = ()

    def __init__(self, register: str) -> None:
        self.failures = (replace(ROW, register=register),)


def said(register: str, key: str) -> str:
    """What is answered where the merchant's record is meant to say it of a row."""
    shop: Any = Shop(register)
    with pytest.raises(NotPossibleError) as refused:
        if key == "final":
            facts.finalised(shop, ROW.id, "2026-03-05", DAY, {})
        elif key == "void":
            facts.voided(shop, ROW.id, {})
        elif key == "served":
            target = redress.Answerable(ROW.id, shop.failures[0], None, None, None)
            redress.served(target, {})
        else:
            redress.place_in(shop, ROW.id)
    return refused.value.zh


FAILING = [one for one in every() if one.fails]


@pytest.mark.parametrize("register", FAILING, ids=lambda one: one.name)
@pytest.mark.parametrize("key", KEYS)
def test_the_command_that_is_advised_is_there(register: Register[Any], key: str) -> None:
    """Its option too; where no command keeps the rows, the file and the key."""
    zh = said(register.name, key)
    there = key in {one.partition(".")[0] for one in register.row.table}
    if there and register.command:
        assert f"fangxin {register.command} {ROW.id} --{key}" in zh
        assert register.command in COMMANDS and f"--{key}" in options_of(register.command)
    elif there:
        assert f"{register.file} 那一条的 {key}" in zh and "fangxin" not in zh
    else:
        assert "不用登记" in zh and "fangxin" not in zh


@pytest.mark.parametrize("register", FAILING, ids=lambda one: one.name)
def test_a_text_of_a_row_is_mended_by_its_number(register: Register[Any]) -> None:
    """It is not said that there is no such number."""
    zh = said(register.name, "correct")
    assert f"fangxin correct {ROW.id} --key" in zh and "没有编号" not in zh


def test_commands_of_registers_keep_their_rows() -> None:
    """Each register that is a table has one, and none has another's."""
    commands = [one.command for one in every() if one.command]
    assert len(commands) == len(set(commands)) > 1 and set(commands) <= set(COMMANDS)
