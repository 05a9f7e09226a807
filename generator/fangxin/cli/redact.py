"""``fangxin redact``: published detail is erased by law."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fangxin.cli import options
from fangxin.cli.frame.command import Command, Options
from fangxin.cli.frame.parameters import Argument, Option
from fangxin.facts.values import Merchant

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step

EXAMPLE = "fangxin redact PJ240001C failures.F1.summary --document 浦消联办〔2026〕198号"
TAKES = (
    options.MERCHANT,
    Argument(
        "fields", "FIELD", "删去哪几项，写成 failures.F1.summary 这样 | what to erase", many=True
    ),
    Option("--document", required=True, help="文号 | the authorising document"),
    *options.WRITTEN,
)


def run(options: Options) -> int:
    """An authorised erasure of published detail."""

    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing.erasure import erased
    from fangxin.text.yaml.reading import read_yaml

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        root, _ = read_yaml(Path(merchant.path).read_bytes(), merchant.path)
        assert root is not None  # it was read to make the merchant
        return erased(root, options.fields, options.document, desk.today)

    # What is erased may have been hidden already, so that nothing public changes.
    subject = f"依法删除 {options.id} 的 {'、'.join(options.fields)}（{options.document}）"
    return recorded(options, work, subject)


COMMAND = Command("redact", run, TAKES, EXAMPLE)
