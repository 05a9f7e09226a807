"""A table with mistakes goes back to whoever filled it in: a copy with the wrong cells marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.base.files import put
from fangxin.base.problem import Problem, errors
from fangxin.base.report import complain

if TYPE_CHECKING:
    from fangxin.text.table.shapes import TableShape
    from fangxin.text.workbook.reading import GridLine
_WHOLE = "whole-merchant-left-out"  # says of several rows what is told of each
MOST_BYTES = 10 << 20  # of a table that is given back


def marked_copy(
    source: Path, problems: Sequence[Problem], sheet: str = "", lines: Sequence[GridLine] = ()
) -> Path | None:
    """Write the copy beside the original and give its path; None when no cell is wrong, or when it
    could not be written, after saying so. ``lines``: the rows of a CSV."""
    from fangxin.text.workbook.marking import Mark, copy_of, place_for
    from fangxin.text.workbook.opening import is_workbook

    own = [one for one in errors([*problems]) if one.place.path == str(source)]
    marks = [Mark(one.place.line, one.place.column, one.zh) for one in own if _marks(one)]
    if not marks or not (lines or is_workbook(source)):
        return None
    try:
        if source.stat().st_size > MOST_BYTES:
            _none_written(f"表超过 {MOST_BYTES >> 20} MB", f"over {MOST_BYTES >> 20} MB")
            return None
        data = copy_of(source, sheet, marks, lines)
        path = place_for(source, data)
        put(path, data)
    except OSError as error:
        _none_written(str(error.strerror), str(error.strerror))
        return None
    except Exception:  # what can be read need not be writable again, in any way
        _none_written("这个工作簿的写法少见", "the workbook is unusual")
        return None
    complain(
        f"错处已在副本里标红并写明改法：{path}；改好后导入它，原表没有改动",
        f"a copy with the wrong cells marked: {path}; mend and import that, the original is "
        "untouched",
    )
    return path


def _none_written(zh: str, en: str) -> None:
    complain(
        f"没有写成标出错处的副本（{zh}）；请照上面的行号改",
        f"no marked copy could be written ({en}); mend the rows named above",
    )


def _marks(problem: Problem) -> bool:
    return problem.code != _WHOLE and (problem.place.line, problem.place.column) != (1, 1)


def csv_lines(source: Path, sheet: TableShape) -> Sequence[GridLine]:
    """The rows of a CSV for its copy; none when it cannot be read, or is a workbook."""
    from fangxin.text.table.plain import read_plain
    from fangxin.text.workbook.opening import is_workbook

    if is_workbook(source) or source.stat().st_size > MOST_BYTES:
        return ()
    grid, _ = read_plain(source, sheet.encoding, sheet.delimiter, set(sheet.columns()))
    return grid.lines if grid is not None else ()
