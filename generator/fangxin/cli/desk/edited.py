"""One row of a register edited in its file: the edit of a command, carried out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fangxin.base.report import complain
from fangxin.cli.desk.changing import carry_out
from fangxin.cli.desk.given import WRONG
from fangxin.cli.desk.opening import Desk, open_desk
from fangxin.cli.frame.command import Options
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.text import CannotEditError

RowEdit = Callable[[Desk], tuple[Path, bytes, str]]  # the file, its new text, what was done


def edited(options: Options, edit: RowEdit) -> int:
    """Let ``edit`` say the new text of the file that the row stands in, and carry it out."""
    try:
        desk = open_desk(options)
        path, data, subject = edit(desk)
        return carry_out(desk, {path: data}, subject)
    except NotPossibleError as error:
        complain(error.zh, error.en)
    except CannotEditError as error:
        complain(
            f"登记簿有错误或写法特别，程序不敢改动（{error}）；请先用 fangxin check 改正",
            f"the register has errors or is written in an unusual way ({error}); mend what fangxin "
            "check finds first",
        )
    complain("没有改动任何文件", "nothing was changed")
    return WRONG
