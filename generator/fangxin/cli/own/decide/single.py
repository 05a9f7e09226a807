"""``fangxin decide``: what the office decides about merchants."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.report import complain
from fangxin.cli.desk import criteria
from fangxin.cli.desk.changing import carry_out, new_text
from fangxin.cli.desk.given import WRONG
from fangxin.cli.desk.opening import Desk, GivenUpError, open_desk
from fangxin.cli.frame.command import Options
from fangxin.facts.demands import demanded
from fangxin.facts.record.decisions import DECISION
from fangxin.facts.values import Act
from fangxin.office.editing.acts import ACTS
from fangxin.office.editing.decisions import decision
from fangxin.office.editing.numbers import certificate_numbers
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem

DECISIONS = ("certification", "decisions")
ASKED = {Act.SUSPENDED: ("until",)}


def decide(options: Options) -> int:
    """Enter one decision for each merchant named."""
    desk = open_desk(options)
    return carry_out(desk, _files(desk))


def _files(desk: Desk) -> dict[Path, bytes]:
    options = desk.options
    act = ACTS[options.act]
    merchants = [desk.merchant(id) for id in dict.fromkeys(options.ids)]
    given = desk.values(DECISION, demanded(act), ASKED.get(act, ()))
    numbers = certificate_numbers(desk.registry, desk.today)
    files: dict[Path, bytes] = {}
    refused = False
    for merchant in merchants:
        facts = desk.registry.facts(merchant.id)
        policy = desk.programme.policy
        try:
            item = decision(options.act, merchant, facts, policy, desk.today, given, numbers)
        except NotPossibleError as error:
            complain(f"{merchant.id} {merchant.name}：{error.zh}", f"{merchant.id}: {error.en}")
            refused = True
            continue
        path = Path(merchant.path)
        steps = [AddItem(DECISIONS, item), *criteria.checked(desk, merchant, item)]
        files[path] = new_text(path, steps, another=options.another)
    for words in numbers.words():
        complain(*words)
    if refused:
        complain("没有改动任何文件", "nothing was changed")
        raise GivenUpError(WRONG)
    return files
