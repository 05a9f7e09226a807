"""The command line: ``fangxin``. It parses, calls one function of ``commands``, returns its code.

Exit codes: 0 fine; 1 the data or the site is wrong; 2 it could not be done; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from fangxin.base import ambient
from fangxin.base.report import CannotSayError, complain, conceal_by
from fangxin.cli.grammar import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. FANGXIN_DEBUG=1 adds tracebacks to messages."""
    ambient.open_streams()
    conceal_by(_concealed)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        words = sys.argv[1:] if arguments is None else arguments
        options = parser(words).parse_args(words)
        code: int = options.run(options)
        return code
    except SystemExit as left:  # by argparse, after --help or an error
        return left.code if isinstance(left.code, int) else 2
    except KeyboardInterrupt:
        complain("已中断", "interrupted")
        return 130
    except BrokenPipeError:
        _discard_output()
        return 2
    except CannotSayError as error:
        _discard_output()
        if not isinstance(error.__cause__, BrokenPipeError):  # that is no fault, e.g. `| head`
            complain(
                f"结果写不出来（{error}）；请检查磁盘空间，或换一个输出的去处",
                f"the result cannot be printed ({error}); check free space, or where it goes",
            )
        return 2
    except Exception as error:
        return _unexpected(error)


def _concealed(text: str) -> str:
    """What may be printed of a text: no number of a person."""
    from fangxin.text.fields.concealing import concealed  # what needs a moment to be loaded

    return concealed(text)


def _discard_output() -> None:
    """What is still to be printed goes nowhere, or it would fail again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: Exception) -> int:
    if ambient.environment("FANGXIN_DEBUG"):
        traceback.print_exception(error)
    shown = " ".join(str(error).split())[:300]
    if isinstance(error, OSError):
        complain(
            f"无法读写文件：{shown}。请检查路径、权限和磁盘空间",
            f"cannot read or write a file: {shown}; check path, permissions and free space",
        )
        return 2
    kind = type(error).__name__
    complain(
        f"程序内部错误（{kind}：{shown}）。请设置 FANGXIN_DEBUG=1 重新运行，"
        "把命令和全部输出发给维护者",
        f"a fault of this program ({kind}: {shown}). Please run it again with FANGXIN_DEBUG=1 set "
        "and send the command and all of its output to the maintainers (see CONTRIBUTING.md)",
    )
    return 2
