#!/usr/bin/env bash
# zxing-cpp 3.1.1 and linear codes inside a QR symbol.
#
# A sign carries one QR symbol, drawn by a computer, with its quiet zone and nothing beside it.
# Expected: a reader that is asked for whatever is there gives one code.
# Seen: in about one of two hundred symbols of version 8 a row of modules is given as a second,
# linear code of four digits (ITF), although ITF is hardly ever that short. A caller that takes the
# first or the only code of a picture may take the wrong one: ask for QR codes alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env" >/dev/null
"$work/env/bin/pip" install --quiet --disable-pip-version-check zxing-cpp==3.1.1 qrcode==8.2 pillow==13.0.0 numpy==2.4.6
cd "$work"
env/bin/python - <<'PY'
import qrcode
import zxingcpp

seen = {}
for number in range(400):
    address = f"https://www.county{number}.gov.example/portal/fangxin/registry/m/PJ18{number:04d}X/"
    symbol = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_H, box_size=4, border=4)
    symbol.add_data(address)
    symbol.make(fit=True)
    picture = symbol.make_image().convert("L")
    codes = zxingcpp.read_barcodes(picture)
    assert address in [code.text for code in codes], number
    others = [(str(code.format), code.text) for code in codes if code.text != address]
    if others:
        seen[number] = others
    alone = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [code.text for code in alone] == [address], number
print("symbols with a second code:", seen)
assert seen, "changed: mend this finding"
print("as described")
PY
