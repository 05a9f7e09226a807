"""Workbooks (.xlsx): read without trusting them, made with help for whoever fills them in.

``opening`` looks at a file before anything reads it, ``reading`` gives its rows as text,
``columns`` tells the columns of a sheet from a field table, ``sheets`` makes the sheet to fill in
with its lists, help and examples, ``saving`` writes the same bytes each time, ``marking`` gives a
table back with the wrong cells marked. Nothing here knows what the rows become.
"""

from __future__ import annotations

# Sheets that a workbook of ours has beside the one to fill in; none of them is ever read.
EXAMPLES, EXPLAINED, OPTIONS, MARKS = "例子", "说明", "选项", "需改正"
ASIDE = (EXAMPLES, EXPLAINED, OPTIONS, MARKS)
