"""``fangxin decide ACT --candidates``: everybody about whom this could be decided today."""

from __future__ import annotations

from pathlib import Path

from fangxin.base.files import put
from fangxin.base.report import complain, progress
from fangxin.change.proposal import propose
from fangxin.cli.desk.changing import new_text
from fangxin.cli.desk.criteria import OPEN
from fangxin.cli.desk.given import FINE, IMPOSSIBLE, WRONG
from fangxin.cli.desk.opening import Desk
from fangxin.cli.own.decide.single import DECISIONS
from fangxin.facts.values import Merchant
from fangxin.office.editing.decisions import decision
from fangxin.office.editing.numbers import certificate_numbers
from fangxin.office.editing.refusal import NotPossibleError
from fangxin.office.editing.steps import AddItem
from fangxin.standing.standing import standing
from fangxin.view import criteria
from fangxin.words.sentences import STATUS_ZH

ACTS = ("publicise", "certify", "renew")
CERTIFYING = ("certify", "renew")
_MISSED = "certified-against-criteria"
_TRIED = {"document": "试算1号"}  # stands for the document that there will be


def candidates(desk: Desk, path: Path) -> int:
    """Write the list; a file that is there stays as it is."""
    from fangxin.office.matching.candidates import candidates_sheet

    if desk.options.act not in ACTS:
        complain(
            "--candidates 只用于公示、认定、续期（publicise、certify、renew）",
            "--candidates is for publicise, certify and renew",
        )
        return IMPOSSIBLE
    if path.suffix.lower() != ".xlsx" or path.exists():
        complain(
            f"{path} 须以 .xlsx 结尾，而且还不存在（也许已有人在里面改过）；请换一个文件名",
            f"{path} must end in .xlsx and not exist yet; choose another name",
        )
        return IMPOSSIBLE
    found = _possible(desk)
    if not found:
        complain("今天没有一家可以这样决定，没有写名单", "there is nobody today; no list was made")
        return WRONG
    put(path, candidates_sheet([_row(desk, one) for one in found]))
    complain(
        f"已写好 {path}，{len(found)} 家：审核后删去不决定的行，再运行 "
        f"fangxin decide {desk.options.act} --list {path} --document 文号",
        f"written, {len(found)} merchants; delete rows, then decide with --list",
    )
    return FINE


def _possible(desk: Desk) -> list[Merchant]:
    """Those for whom the decision makes sense and brings no error, by ID."""
    numbers = certificate_numbers(desk.registry, desk.today)
    tried: dict[Path, Merchant] = {}
    changed: dict[Path, bytes] = {}
    with progress("逐家试算", len(desk.registry.merchants)) as tick:
        for id, merchant in sorted(desk.registry.merchants.items()):
            tick(1)
            facts, policy = desk.registry.facts(id), desk.programme.policy
            word, today = desk.options.act, desk.today
            try:
                item = decision(word, merchant, facts, policy, today, _TRIED, numbers)
            except NotPossibleError:
                continue
            path = Path(merchant.path)
            tried[path] = merchant
            changed[path] = new_text(path, [AddItem(DECISIONS, item)], another=True)
    if not changed:
        return []
    refused = propose(desk.sources, changed).refused
    wrong = {Path(one.place.path) for one in refused if one.code != _MISSED}
    found = [merchant for path, merchant in tried.items() if path not in wrong]
    return [merchant for merchant in found if _may(desk, merchant)]


def _may(desk: Desk, merchant: Merchant) -> bool:
    """Whether no criterion stands against it but those that are still to be checked; why not, is
    told."""
    if desk.options.act not in CERTIFYING:
        return True
    lacking = criteria.lacking(desk.registry, desk.programme, merchant.id, desk.today)
    missed = [one for one in lacking if one.state != OPEN]
    for one in missed:
        complain(
            f"没有列入 {merchant.id} {merchant.name}：不符合“{one.criterion.label}”"
            f"（{one.found[0]}）；例外须先登记，见 fangxin tick --help",
            f"left out {merchant.id}: {one.criterion.code}: {one.found[1]}",
        )
    return not missed


def _open(desk: Desk, merchant: Merchant) -> str:
    """What somebody has to check before the decision."""
    if desk.options.act not in CERTIFYING:
        return ""
    lacking = criteria.lacking(desk.registry, desk.programme, merchant.id, desk.today)
    return "；".join(one.criterion.label for one in lacking)


def _row(desk: Desk, merchant: Merchant) -> dict[str, str]:
    category = desk.programme.categories.get(merchant.category)
    now = standing(desk.registry.facts(merchant.id), desk.programme.policy, desk.today)
    return {
        "商户编号": merchant.id,
        "名称": merchant.name,
        "统一社会信用代码": merchant.uscc or "",
        "类别": category.label if category is not None else merchant.category,
        "乡镇": merchant.town or "",
        "今天的状态": STATUS_ZH[now.status],
        "待核对的条件": _open(desk, merchant),
    }
