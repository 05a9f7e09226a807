"""``fangxin inspect``: a batch that was sampled, or what became known of one later."""

from __future__ import annotations

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.facts.registers.inspections import INSPECTIONS

EXAMPLE = """\
fangxin inspect --date 10月12日 --channel 线下 --stage 流通领域 --product 移动电源 --seller \
PJ180005E --result 合格
fangxin inspect --date 10月12日 --channel 线下 --stage 流通领域 --product 充电器 --seller \
PJ180005E --result 不合格 --reason 温升超标 --responsible 销售者 --kind failed_sample \
--served 昨天 --document 浦市监检〔2026〕131号
fangxin inspect INS-2026-0100 --retest confirmed --retested 昨天 --retest-document \
浦检复〔2026〕4号"""

NEEDS = dict.fromkeys(("date", "product", "channel", "stage", "result"), options.NEW)


def run(options: Options) -> int:
    """Enter a row, or what came later."""
    from fangxin.cli.desk.rows import Asking, kept
    from fangxin.office.editing.registers import book_of

    asking = Asking(
        needed=tuple(NEEDS),
        asked=("batch", "producer", "focus", "campaign"),
        then=("served", "document"),
        later=("served", "document", "retest", "retested", "final", "follow_up"),
    )
    return kept(options, book_of(INSPECTIONS), asking)


COMMAND = Command(
    "inspect", run, options.row(INSPECTIONS.row, "INS-2026-0100"), EXAMPLE, needs=NEEDS
)
