"""What a change does, as one self-contained page to keep or print: no script, nothing foreign."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fangxin.change.effect.comparison import Comparison
from fangxin.change.effect.effect import Effect
from fangxin.change.effect.headline import headline_en, headline_zh, later_zh
from fangxin.change.effect.lines import UNSURE_ZH, grouped, state_zh
from fangxin.change.effect.words import ABSENT_AFTER, ABSENT_BEFORE, shifts_zh, status_zh, why_zh

_HERE = Path(__file__).parent
DETAILED = 300  # merchants with all of their facts; the table has everybody
MOST_BESIDE = 300


def as_page(found: Comparison) -> str:
    """The page. Its one style sheet is allowed by its digest, everything else refused."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(
        found=found,
        style=Markup(style),
        style_hash=digest,
        headline=headline_zh(found.now),
        headline_en=headline_en(found.now),
        later_zh=later_zh,
        status_zh=status_zh,
        state_zh=state_zh,
        grouped=grouped,
        why=_why,
        unsure=UNSURE_ZH,
        absent_before=ABSENT_BEFORE,
        absent_after=ABSENT_AFTER,
        detailed=DETAILED,
        beside=MOST_BESIDE,
    )


def _why(one: Effect) -> str:
    return why_zh(one) or "；".join(shifts_zh(one))
