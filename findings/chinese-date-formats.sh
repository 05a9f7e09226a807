#!/usr/bin/env bash
# openpyxl 3.1.5 and Excel's built-in Chinese date formats.
#
# ECMA-376 part 1, 18.8.30, gives the number formats 27 to 36 and 50 to 58 to East Asian dates
# (zh-cn: 31 is yyyy"年"m"月"d"日", 57 yyyy"年"m"月"). A workbook that a Chinese Excel saved names
# them by number alone.
# Expected: a cell with such a format is a date, as for the formats 14 to 22.
# Seen: the number format is "General" and the value an integer.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env" >/dev/null
"$work/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5
cd "$work"
env/bin/python - <<'PY'
import io, re, zipfile
from openpyxl import Workbook, load_workbook

book = Workbook()
sheet = book.active
for row, style in enumerate((14, 31, 57, 58), 1):
    cell = sheet.cell(row, 1, 46086)  # 2026-03-05
    cell.number_format = f'"x"{style}'  # a place for the number, put in below
made = io.BytesIO()
book.save(made)
out = io.BytesIO()
with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
    for name in old.namelist():
        data = old.read(name)
        if name == "xl/styles.xml":
            text = data.decode()
            ids = dict(re.findall(r'<numFmt formatCode="&quot;x&quot;(\d+)" numFmtId="(\d+)"', text)
                       or [(b, a) for a, b in re.findall(
                           r'<numFmt numFmtId="(\d+)" formatCode="&quot;x&quot;(\d+)"', text)])
            for style, id in ids.items():
                text = text.replace(f'numFmtId="{id}"', f'numFmtId="{style}"')
            text = re.sub(r"<numFmts.*?</numFmts>", "", text, flags=re.S)
            data = text.encode()
        new.writestr(name, data)
found = [(c.number_format, c.is_date, type(c.value).__name__)
         for c in load_workbook(io.BytesIO(out.getvalue())).active["A"]]
print("formats 14, 31, 57, 58:", found)
assert found[0][1] is True, "format 14 is a date"
assert [one[1:] for one in found[1:]] == [(False, "int")] * 3, "changed: mend this finding"
print("as described: 31, 57 and 58 are no dates to openpyxl 3.1.5")
PY
