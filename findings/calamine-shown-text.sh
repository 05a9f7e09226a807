#!/usr/bin/env bash
# python-calamine 0.9.1 and what a cell shows.
#
# Offices make document numbers with a number format: the value 3 under "示罚〔2026〕"0"号" shows
# 示罚〔2026〕3号. They strike out what no longer holds, and hide rows.
# Expected: a reader of workbooks gives the shown text, or the number format, or says that it
# gives bare values.
# Seen: the value 3.0 alone; nothing tells the format, that a cell is struck out, that its row is
# hidden, or that a cell holds an error (it is empty, as a cell without anything).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env" >/dev/null
"$work/env/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
cd "$work"
env/bin/python - <<'PY'
from openpyxl import Workbook
from openpyxl.styles import Font
from python_calamine import CalamineWorkbook

book = Workbook()
sheet = book.active
sheet["A1"], sheet["A1"].number_format = 3, '"示罚〔2026〕"0"号"'
sheet["A2"], sheet["A2"].font = "作废", Font(strike=True)
sheet["A3"] = "隐藏"
sheet.row_dimensions[3].hidden = True
sheet["A4"] = "#N/A"
sheet["A4"].data_type = "e"
book.save("t.xlsx")
read = CalamineWorkbook.from_path("t.xlsx").get_sheet_by_index(0)
rows = [row[0] for row in read.to_python()]
print("read:", rows)
told = [name for name in dir(read) if name[0] != "_" and any(w in name.lower() for w in ("format", "strike", "hidden"))]
print("what a sheet tells of formats, strike and hidden rows:", told)
assert rows[0] in (3, 3.0) and rows[1:3] == ["作废", "隐藏"] and rows[3] in ("", None), rows
assert told == [], "changed: mend this finding"
print("as described")
PY
