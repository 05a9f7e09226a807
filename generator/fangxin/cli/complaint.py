"""``fangxin complaint``: a complaint (never who complained), or what was done about one."""

from __future__ import annotations

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.facts.registers.complaints import COMPLAINTS

EXAMPLE = """\
fangxin complaint --channel 12315 --class small --field food --department amr --merchant \
PJ180005E --first-contact 现在
fangxin complaint CMP-2026-00066 --closed "今天 16:00" --outcome 和解
fangxin complaint CMP-2026-00067 --void 登记重复 --void-document 浦消联办〔2026〕191号"""

NEEDS = dict.fromkeys(("channel", "class", "field", "department"), options.NEW)


def run(options: Options) -> int:
    """Enter a row, or what came later."""
    from fangxin.cli.desk.rows import Asking, kept
    from fangxin.office.editing.registers import book_of

    asking = Asking(
        needed=("received", *NEEDS),
        asked=("amount", "repeat_of", "first_contact"),
        then=("served",),
        later=("assigned", "first_contact", "closed", "outcome"),
    )
    return kept(options, book_of(COMPLAINTS), asking)


COMMAND = Command(
    "complaint", run, options.row(COMPLAINTS.row, "CMP-2026-00066"), EXAMPLE, needs=NEEDS
)
