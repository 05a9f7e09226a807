"""``fangxin sign``: what becomes of numbered signs, from the day they are handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fangxin.base.closed import listed
from fangxin.cli import options
from fangxin.cli.frame.command import Command, Commands, Options, Run, described
from fangxin.cli.frame.fields import as_date, entered, field_option, options_of
from fangxin.cli.frame.parameters import ALWAYS, Argument, Option, Words, one_of
from fangxin.facts.promises import FATE_ZH
from fangxin.facts.record.promises import LOST, RESTORED, SIGN
from fangxin.facts.values import Merchant
from fangxin.text.fields.tables import Group

if TYPE_CHECKING:
    from fangxin.cli.desk.opening import Desk
    from fangxin.office.editing.steps import Step
    from fangxin.office.editing.text import Value

NUMBER = Argument("fact", "NUMBER", "标牌编号 | number of the sign", str.upper)
WHAT = Option(
    "--what",
    metavar="WHAT",
    read=one_of(FATE_ZH),
    help=f"登记了几样的，写明撤回哪一样：{listed(FATE_ZH)[0]} | which, where several were entered",
)
DOWN = SIGN.table["taken_down"]
RESTORING = Group(tuple(RESTORED.table[key] for key in ("date", "reason", "document")))
RESTORE_NEEDS = dict.fromkeys(("reason", "document"), ALWAYS)
NEW = entered(SIGN, ("taken_down", "replaced_by", "restored"))  # what other actions tell


def issue(options: Options) -> int:
    """A numbered sign was handed out."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import signs

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        facts = desk.registry.facts(merchant.id)
        return signs.issued(facts, desk.programme.policy, _new(desk))

    return recorded(options, work)


def remove(options: Options) -> int:
    """A sign was taken down."""
    from fangxin.cli.desk.recorded import day_of, recorded
    from fangxin.office.editing import signs

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        return signs.removed(merchant, options.fact, day_of(desk, DOWN))

    return recorded(options, work)


def lose(options: Options) -> int:
    """A sign was lost or stolen."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import signs

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        given = desk.values(LOST, (), ("document",), {"date": desk.today.isoformat()})
        return signs.lost(merchant, options.fact, given)

    return recorded(options, work)


def replace(options: Options) -> int:
    """A new sign hangs in the place of one that was lost, stolen or damaged."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import signs

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        facts, policy = desk.registry.facts(merchant.id), desk.programme.policy
        return signs.replaced(merchant, options.fact, facts, policy, _new(desk))

    return recorded(options, work)


def restore(options: Options) -> int:
    """What was entered of a sign was a mistake, or a lost one was found again."""
    from fangxin.cli.desk.recorded import recorded
    from fangxin.office.editing import signs

    def work(desk: Desk, merchant: Merchant) -> Sequence[Step]:
        found = signs.fates(merchant, options.fact)
        key = _which(found, options.what)
        today = {"date": desk.today.isoformat()}
        given = desk.values(RESTORING, RESTORE_NEEDS, (), today)
        return signs.restored(merchant, options.fact, key, given)

    return recorded(options, work)


def _which(found: Sequence[str], said: str | None) -> str:
    """Which of what is said of a sign is meant. Raises NotPossibleError."""
    from fangxin.office.editing.refusal import NotPossibleError

    if said is not None and said in found:
        return said
    if said is None and len(found) == 1:
        return found[0]
    zh, en = listed({key: FATE_ZH[key] for key in found})
    raise NotPossibleError(
        f"要撤回哪一样？用 --what 写明其中之一：{zh}",
        f"say by --what which of these is taken back: {en}",
    )


def _new(desk: Desk) -> dict[str, Value]:
    """The number, day and place of a sign that is handed out."""
    from fangxin.base.report import complain
    from fangxin.office.editing.numbers import sign_numbers

    numbers = sign_numbers(desk.registry, desk.today)
    number = numbers.next(desk.today)
    given = desk.values(SIGN, (), ("place",), {"number": number, "issued": desk.today.isoformat()})
    for words in numbers.words() if given.get("number") == number else ():
        complain(*words)
    return given


def _action(
    name: str,
    run: Run,
    zh: str,
    en: str,
    example: str,
    takes: Sequence[Argument | Option],
    needs: Mapping[str, Words] | None = None,
) -> Command:
    """One thing that becomes of a sign."""
    every = (options.MERCHANT, *takes, *options.WRITTEN)
    return Command(name, run, every, example, words=(zh, en), needs=needs)


ACTIONS = (
    _action(
        "issue",
        issue,
        "登记发放标牌，编号自动给出；只发给认定有效或暂停中的商户",
        "Record that a sign was handed out; its number is given; for recognised shops only",
        "fangxin sign issue PJ180005E --place 店门",
        NEW,
    ),
    _action(
        "remove",
        remove,
        "登记标牌已经取下",
        "Record that a sign was taken down",
        "fangxin sign remove PJ2400054 BP-2024-0005",
        (NUMBER, field_option(as_date(DOWN))),
    ),
    _action(
        "lost",
        lose,
        "登记标牌丢失或被盗；从那天起谁挂着都不算数",
        "Record that a sign was lost or stolen; it proves nothing from that day on",
        "fangxin sign lost PJ180005E BP-2018-0005 --date 昨天",
        (NUMBER, *entered(LOST)),
    ),
    _action(
        "replace",
        replace,
        "登记换发新标牌，新编号自动给出",
        "Record that a new sign hangs in its place",
        "fangxin sign replace PJ180005E BP-2018-0005",
        (NUMBER, *NEW),
    ),
    _action(
        "restore",
        restore,
        "撤回登记错的丢失、取下、换新、作废，或者丢失的标牌找回来了",
        "Take back what was entered of a sign by mistake, or that it is lost: it was found",
        "fangxin sign restore PJ180006C BP-2018-0006 --what taken_down --reason 登记时写错标牌编号 "
        "--document 浦消联办〔2026〕109号",
        (NUMBER, *options_of(RESTORED, ("date", "reason", "document")), WHAT),
        RESTORE_NEEDS,
    ),
)
LABELS = {"issue": "发放", "remove": "取下", "lost": "丢失", "replace": "换发", "restore": "撤回"}
COMMAND = Commands(
    "sign",
    {action.name or "": action.words for action in ACTIONS},
    "要写的 | arguments",
    "ACTION",
    " | ".join(described("sign")),
    example="fangxin sign issue PJ180005E --place 店门",
    labels={
        "issue": "发放",
        "remove": "取下",
        "lost": "丢失",
        "replace": "换发",
        "restore": "撤回",
    },
)
for action in ACTIONS:
    COMMAND.add_command(action)
