"""What is said of a row of a register is written there: how, says the register itself."""

from __future__ import annotations

from fangxin.facts.registers.declared import named
from fangxin.facts.values import Failure
from fangxin.office.editing.refusal import NotPossibleError


def in_register(failure: Failure, key: str, zh: str, value: str) -> NotPossibleError:
    """That ``key`` (``zh``: what it is) of a failure that is a row is entered otherwise; ``value``:
    what follows the option."""
    register = named(failure.register)
    assert register is not None  # whoever asks knows that it is a row
    id, book = failure.id, register.book_zh
    if key not in {one.partition(".")[0] for one in register.row.table}:
        return NotPossibleError(
            f"{id} 记在{book}里，那里的行没有{zh}（{key}），不用登记",
            f"{id} stands in {register.name}, whose rows have no {key}; there is nothing to enter",
        )
    if register.command:
        command = f"fangxin {register.command} {id} --{key}"
        return NotPossibleError(
            f"{id} 记在{book}里，{zh}请用 {command} {value}",
            f"{id} stands in {register.name}; use {command}",
        )
    return NotPossibleError(
        f"{id} 记在{book}里，{zh}请写在 {register.file} 那一条的 {key}",
        f"{id} stands in {register.file}; write {key} in its entry there",
    )


def mended_as_row(failure: Failure) -> NotPossibleError:
    """That a text of a failure that is a row is mended by the number of the row alone."""
    register = named(failure.register)
    book = register.book_zh if register is not None else "登记簿"
    command = f"fangxin correct {failure.id}"
    return NotPossibleError(
        f"{failure.id} 记在{book}里，更正文字不写商户编号，请用 {command} --key …",
        f"{failure.id} stands in a register, so the merchant's ID is left out: {command} --key …",
    )
