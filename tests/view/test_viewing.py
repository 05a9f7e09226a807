"""What the public may read about one merchant follows from the records alone."""

from __future__ import annotations

from datetime import date

import pytest

from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.values import Act, Appeal, Change, Decision, Failure, Merchant, Status, Void
from fangxin.registry.registry import Registry, assemble
from fangxin.view.view import View
from fangxin.view.viewing import entry_of, view_of
from tests.support.demonstration import CONTENT

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The county's real programme."""
    found, problems = read_programme(CONTENT)
    assert found is not None, problems
    return found


def certified(**more: object) -> Merchant:
    """A shop certified in 2024 until 2036, with whatever a test adds."""
    fields: dict[str, object] = {
        "id": "TEST1",
        "name": "例店（示例）",
        "category": "shop",
        "uscc": "91330726MA2TEXT010",
        "decisions": (
            Decision("D1", date(2024, 2, 1), Act.PUBLICISED, date(2024, 2, 1), date(2024, 2, 8)),
            Decision(
                "D2",
                date(2024, 2, 20),
                Act.CERTIFIED,
                date(2024, 2, 20),
                date(2036, 2, 19),
                document="例〔2024〕2号",
                certificate="EX-1",
            ),
        ),
    }
    return Merchant(**{**fields, **more})  # type: ignore[arg-type]


def failed(**more: object) -> Failure:
    """A grave failure of May 2025."""
    fields: dict[str, object] = {
        "id": "F1",
        "kind": "counterfeit",
        "date": date(2025, 5, 2),
        "recorded": date(2025, 5, 6),
        "document": "例〔2025〕3号",
        "summary": "销售仿冒商品",
        "reply": "已全部下架",
    }
    return Failure(**{**fields, **more})  # type: ignore[arg-type]


def seen(programme: Programme, *merchants: Merchant, as_of: date = TODAY) -> View:
    """The view of the first of ``merchants``."""
    registry: Registry = assemble(list(merchants), programme.policy.entity_kinds())
    return view_of(merchants[0].id, registry, programme, as_of)


def test_a_certified_shop_names_its_document(programme: Programme) -> None:
    """The certificate, its last day and the deciding document are on the view."""
    view = seen(programme, certified())
    assert (view.status, view.certificate, view.document) == (
        Status.CERTIFIED,
        "EX-1",
        "例〔2024〕2号",
    )
    assert (view.until, view.next_date, view.next_status) == (
        date(2036, 2, 19),
        date(2036, 2, 20),
        Status.EXPIRED,
    )


def test_the_view_holds_no_today(programme: Programme) -> None:
    """On two days with the same standing the view is the same, so its files are not made again."""
    assert seen(programme, certified()) == seen(programme, certified(), as_of=date(2027, 1, 1))


def test_the_view_changes_when_a_term_ends(programme: Programme) -> None:
    """An expiry that passes without a commit changes the view."""
    last, after = date(2036, 2, 19), date(2036, 2, 20)
    assert seen(programme, certified(), as_of=last) != seen(programme, certified(), as_of=after)


def test_a_grave_failure_is_told_with_its_reply(programme: Programme) -> None:
    """A revoked shop's view has the failure, the reply and the document behind the status."""
    view = seen(programme, certified(failures=(failed(),)))
    assert (view.status, view.document, view.certificate) == (Status.REVOKED, "例〔2025〕3号", None)
    assert view.failures[0].reply == "已全部下架"
    assert [step.status for step in view.timeline] == [
        Status.REVOKED,
        Status.CERTIFIED,
        Status.NONE,
        Status.PUBLICISED,
    ]


def test_a_sibling_changes_the_view(programme: Programme) -> None:
    """A grave failure at one shop of a firm reaches the other's view, with where it happened."""
    other = certified(id="TEST2", failures=(failed(),))
    view = seen(programme, certified(), other)
    assert view.status is Status.REVOKED
    assert view.reasons[0].merchant == "TEST2"
    assert view.failures[0].merchant is not None
    assert view.failures[0].merchant.id == "TEST2"


def test_detail_ends_with_the_publication(programme: Programme) -> None:
    """After the publication's end the detail is gone, the status is not."""
    failure = failed(publication_ends=date(2026, 1, 1))
    view = seen(programme, certified(failures=(failure,)))
    shown = view.failures[0]
    assert shown.ended
    assert (shown.summary, shown.document, shown.reply) == (None, None, None)
    assert view.status is Status.REVOKED


def test_an_upheld_appeal_is_told_as_a_correction(programme: Programme) -> None:
    """The shop is certified from the beginning; the wrong revocation stays in the timeline."""
    appeal = Appeal(date(2025, 5, 10), date(2025, 6, 1), "upheld")
    view = seen(programme, certified(failures=(failed(appeal=appeal),)))
    assert (view.status, view.since) == (Status.CERTIFIED, date(2024, 2, 20))
    assert [correction.fact for correction in view.corrections] == ["F1"]
    wrong = [step for step in view.timeline if step.corrected]
    assert [(step.status, step.until) for step in wrong] == [(Status.REVOKED, date(2025, 5, 31))]


def test_what_is_not_recorded_yet_is_not_shown(programme: Programme) -> None:
    """A void, a rectification and a failure of later days are not on the view of today."""
    failure = failed(rectified=date(2027, 1, 1), void=Void(date(2027, 1, 2), "例"))
    later = failed(id="F2", recorded=date(2027, 1, 3))
    view = seen(programme, certified(failures=(failure, later)))
    assert [shown.id for shown in view.failures] == ["F1"]
    assert (view.failures[0].rectified, view.failures[0].void_date) == (None, None)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("浙江省浦江县仙华街道和平路12号2单元", "浙江省浦江县仙华街道和平路"),
        ("浙江省浦江县黄宅镇上市村3号", "浙江省浦江县黄宅镇上市村"),
        ("浙江省浦江县浦阳街道人民东路甲5号", "浙江省浦江县浦阳街道人民东路"),
        ("浦江县某处", "仙华街道"),
    ],
)
def test_a_sole_traders_door_is_not_published(
    programme: Programme, address: str, shown: str
) -> None:
    """With address_public: road nothing after the road or village is public."""
    view = seen(programme, certified(address=address, address_public="road", town="仙华街道"))
    assert view.address == shown


def test_former_names_are_kept(programme: Programme) -> None:
    """A name that changed is found by its old sign."""
    change = Change(
        "C1", date(2025, 1, 1), "name", date(2025, 1, 1), "旧店（示例）", "例店（示例）"
    )
    view = seen(programme, certified(changes=(change,)))
    assert view.former_names == ("旧店（示例）",)
    assert entry_of(view).former_names == ("旧店（示例）",)


def test_nothing_is_repeated_of_what_was_entered_by_mistake(programme: Programme) -> None:
    """A void failure keeps its kind, the reason of the correction and what replaces it."""
    void = Void(date(2025, 6, 1), "写错商户", replaced_by="F2")
    shown = seen(programme, certified(failures=(failed(void=void),))).failures[0]
    assert (shown.summary, shown.document, shown.reply) == (None, None, None)
    assert (shown.void_reason, shown.replaced_by) == ("写错商户", "F2")


@pytest.mark.parametrize(
    ("decided", "until", "note"),
    [
        ((), date(2026, 2, 8), "awaiting"),
        ((Act.REFUSED,), date(2026, 2, 8), "refused"),
        ((), date(2026, 3, 8), "stopped"),
    ],
)
def test_steps_of_one_status_are_told_apart(
    programme: Programme, decided: tuple[Act, ...], until: date, note: str
) -> None:
    """After a renewal's publicity: waiting, refused, or stopped by a correction."""
    void = Void(date(2026, 2, 9), "写错商户") if note == "stopped" else None
    day = date(2026, 2, 1)
    more = (
        Decision("D3", day, Act.PUBLICISED, day, until, void=void),
        *(Decision("D4", date(2026, 2, 20), act, date(2026, 2, 20)) for act in decided),
    )
    view = seen(programme, certified(decisions=(*certified().decisions, *more)))
    told = [(step.status, step.flags, step.note) for step in view.timeline]
    assert len(set(told)) == len(told)
    assert told[0] == (Status.CERTIFIED, (), note)
    assert [step.note for step in view.timeline[1:]] == [None] * (len(told) - 1)


def test_a_change_is_public_without_what_it_changed(programme: Programme) -> None:
    """The field and its document; the names of owners stay out."""
    change = Change("C1", date(2025, 1, 1), "owner", date(2025, 1, 1), "甲", "乙", "例〔2025〕9号")
    view = seen(programme, certified(changes=(change,)))
    assert view.status is Status.CLOSED
    assert [(c.id, c.field, c.document) for c in view.changes] == [("C1", "owner", "例〔2025〕9号")]


def test_an_entry_tells_its_moves(programme: Programme) -> None:
    """The latest changes say from which status to which, newest first."""
    entry = entry_of(seen(programme, certified(failures=(failed(),))))
    assert [(move.date, move.before, move.after) for move in entry.moves] == [
        (date(2025, 5, 6), Status.CERTIFIED, Status.REVOKED),
        (date(2024, 2, 20), Status.PUBLICISED, Status.CERTIFIED),
        (date(2024, 2, 1), Status.NONE, Status.PUBLICISED),
    ]
    assert entry.example
