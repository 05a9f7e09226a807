"""The pictures of docs/guide.md: its commands are run for real, and what they say, the workbook
they write and the pages they change are shown at the moments that the guide marks with 照."""

from __future__ import annotations

import html
import io
import tempfile
import threading
from datetime import datetime
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import Browser

from fangxin.publish.serve import server
from tests.support.guide import CLERK, County, play

PHONE = (390, 844)
WIDE = 900
# Rows and columns of a workbook that a picture has room for.
ROWS, COLUMNS = 6, 7
_COLOURS = 128

_WINDOW = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 14px; width: {width}px; box-sizing: border-box; background: #e9ecef }}
main {{ border-radius: 8px; overflow: hidden; box-shadow: 0 2px 8px #0004; background: #1e2227 }}
header {{ background: #343a40; color: #dee2e6; font: 13px "Noto Sans CJK SC"; padding: 7px 14px }}
pre {{ margin: 0; padding: 12px 16px 16px; color: #e9ecef; white-space: pre-wrap;
  overflow-wrap: anywhere; font: 14px/1.55 "Noto Sans Mono CJK SC", monospace }}
b {{ color: #8ce99a; font-weight: normal }} i {{ color: #ffe066; font-style: normal }}
</style><main><header>终端</header><pre>{text}</pre></main>"""

_SHEET = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 12px; width: max-content; font: 14px "Noto Sans CJK SC" }}
table {{ border-collapse: collapse }}
td, th {{ border: 1px solid #ced4da; padding: 5px 9px; white-space: nowrap; text-align: left;
  font-weight: normal; height: 18px }}
.edge {{ background: #f1f3f5; color: #495057; text-align: center }}
caption {{ caption-side: bottom; text-align: left; padding-top: 8px; color: #495057 }}
</style><table><caption>{caption}</caption>{rows}</table>"""


def take(browser: Browser, folder: Path) -> None:
    """Play the guide and write each of its pictures into ``folder``."""

    def on_picture(name: str, county: County, subject: str) -> None:
        if subject.startswith("/"):
            picture = _page(browser, county, subject)
        elif subject:
            picture = _shown(browser, _sheet(county.folder / CLERK / subject), WIDE)
        else:
            picture = _shown(browser, _terminal(county), WIDE)
        (folder / f"{name}.png").write_bytes(_small(picture))

    with tempfile.TemporaryDirectory() as county:
        play(Path(county), on_picture)


def _terminal(county: County) -> str:
    """The last block's commands and all that they said."""
    lines = []
    for said in county.said:
        lines.append(f"<b>登记簿 $</b> <i>{html.escape(said.command)}</i>")
        lines.append(html.escape(said.shown.rstrip("\n")))
    return _WINDOW.format(width=WIDE, text="\n".join(filter(None, lines)))


def _sheet(path: Path) -> str:
    """The first cells of a workbook's first sheet, drawn as a table."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    letters = "".join(f'<th class="edge">{"ABCDEFGHIJ"[n]}</th>' for n in range(COLUMNS))
    rows = [f'<tr><th class="edge"></th>{letters}</tr>']
    for number, row in enumerate(sheet.iter_rows(max_row=ROWS, max_col=COLUMNS), 1):
        cells = "".join(_cell(cell) for cell in row)
        rows.append(f'<tr><th class="edge">{number}</th>{cells}</tr>')
    caption = f"按 {path.name} 里的内容画的示意图"
    return _SHEET.format(caption=caption, rows="".join(rows))


def _cell(cell: openpyxl.cell.cell.Cell | openpyxl.cell.cell.MergedCell) -> str:
    fill = cell.fill.start_color.rgb if cell.fill.fill_type == "solid" else None
    ink = cell.font.color.rgb if cell.font.color and isinstance(cell.font.color.rgb, str) else None
    style = f"background:#{fill[-6:]};" if isinstance(fill, str) else ""
    style += f"color:#{ink[-6:]};" if ink else ""
    style += "font-weight:bold" if cell.font.bold else ""
    text = "" if cell.value is None else html.escape(str(cell.value))
    return f'<td style="{style}">{text}</td>'


def _shown(browser: Browser, page: str, width: int) -> bytes:
    context = browser.new_context(viewport={"width": width, "height": 200}, locale="zh-CN")
    window = context.new_page()
    window.set_content(page)
    picture = window.locator("body").screenshot()
    context.close()
    return picture


def _page(browser: Browser, county: County, address: str) -> bytes:
    """A public page as a phone shows it on the day it is."""
    running = server(county.server / "site" / "current", port=0, prefix="")
    threading.Thread(target=running.serve_forever, daemon=True).start()
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(f"{county.day}T12:00:00+08:00"))
    page.goto(f"http://127.0.0.1:{running.server_address[1]}{address}", wait_until="networkidle")
    picture = page.screenshot()
    context.close()
    running.shutdown()
    running.server_close()
    return picture


def _small(picture: bytes) -> bytes:
    """The picture with a palette."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    out = io.BytesIO()
    image.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()
