"""Workbooks: read without trusting them, made with help for whoever fills them in.

``opening`` looks at a file before anything reads it. ``makes`` gives its ``pages``: of an .xlsx
(``xlsx``, ``parts``, ``markup``), an .xls (``xls``) or an .ods (``ods``, ``odf``). ``shown`` says
what a cell shows, from ``formats`` and ``times``, or what is the matter (``cells``); ``reading``
gives the rows of the chosen page as text.

``columns`` tells the columns of a sheet from a field table, ``sheets`` makes the sheet to fill in
with its lists, help and examples, ``saving`` writes the same bytes each time. ``marking`` gives a
table back with the wrong cells marked: ``marked`` changes a few parts of its ``package``, with
``red``, ``remarks`` and a ``listing``. Nothing here knows what the rows become.
"""

from __future__ import annotations

# Sheets that a workbook of ours has beside the one to fill in; none of them is ever read.
EXAMPLES, EXPLAINED, OPTIONS, MARKS = "例子", "说明", "选项", "需改正"
ASIDE = (EXAMPLES, EXPLAINED, OPTIONS, MARKS)
