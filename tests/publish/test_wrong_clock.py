"""A wrong clock neither stops nor falsifies the registry: ahead and back, through to the page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fangxin.base.refusal import RefusedError
from fangxin.publish.publishing import back, publish
from fangxin.publish.release import Release, never_taken_back
from fangxin.publish.server.setup import HOOKS
from fangxin.publish.today import FAR, DayEvidence, WrongDayError, refuse_wrong_day
from tests.publish.test_publish import a_site, order, refusal
from tests.publish.test_server import GIT, GRAVE, Place, dated, served, set_up
from tests.support.toy_site import DAY, FIRST, RECORDS, ROOT, environment, tree, write_records

SHIM = ROOT / "tests" / "fixtures" / "clock"
TODAY = "2026-05-02"
NEXT = "2026-05-03"
AHEAD = "2027-06-06"  # 400 days
A_LITTLE = "2026-05-22"
LONG_AGO = "2025-01-01"


@dataclass(frozen=True)
class Clocked(Place):
    """A server whose clock says what the test wants; the official's own clock is right."""

    def at(self, clock: str, day: str) -> dict[str, str]:
        """The environment in which the server's clock says ``clock`` on ``day``."""
        path = f"{SHIM}:{ROOT}/generator"
        return environment(**GIT, **dated(day), STAND_IN_CLOCK=clock, PYTHONPATH=path)

    def serve(self, *words: str, clock: str) -> subprocess.CompletedProcess[str]:
        """A command on the server by its clock."""
        done = subprocess.run(
            [sys.executable, "-m", "fangxin.cli", *words],
            cwd=self.server.parent,
            env=self.at(clock, TODAY),
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done

    def nightly(self, clock: str, *more: str) -> subprocess.CompletedProcess[str]:
        """The nightly run."""
        return self.serve("refresh", str(self.server), *more, clock=clock)

    def pushed(self, clock: str, day: str) -> tuple[int, str]:
        """A push on ``day`` to the server with this clock."""
        done = subprocess.run(
            ["git", "push", "server", "main"],
            cwd=self.clone,
            env=self.at(clock, day),
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr

    def fails(self, day: str) -> None:
        """Commit a grave failure of the first merchant, entered on ``day``."""
        grave = GRAVE.replace("recorded: 2026-05-02", f"recorded: {day}")
        write_records(self.clone / "merchants", {FIRST: RECORDS[FIRST] + grave})
        self.commit(day=day)

    @property
    def alert(self) -> str:
        """What the alert says; nothing when there is none."""
        path = self.server / "ALERT.txt"
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    """A server with its first publication, its clock right so far."""
    plain = set_up(tmp_path_factory.mktemp("clocked"))
    for name in HOOKS:
        _look_at_the_shim(plain.server / "registry.git" / "hooks" / name)
    place = Clocked(plain.server, plain.clone)
    code, said = place.pushed(TODAY, TODAY)
    assert code == 0, said
    return place


def _look_at_the_shim(hook: Path) -> None:
    text = hook.read_text("utf-8")
    assert f"PYTHONPATH={ROOT}/generator " in text
    path = f"{ROOT}/generator "
    hook.write_text(text.replace(f"PYTHONPATH={path}", f"PYTHONPATH={SHIM}:{path}"), "utf-8")


@pytest.fixture
def place(begun: Clocked, tmp_path: Path) -> Clocked:
    """A copy of it at its own place."""
    shutil.copytree(begun.server.parent, tmp_path, symlinks=True, dirs_exist_ok=True)
    moved = Clocked(tmp_path / "server", tmp_path / "clone")
    assert moved.fangxin("init-server", str(moved.server)).returncode == 0
    for name in HOOKS:
        _look_at_the_shim(moved.server / "registry.git" / "hooks" / name)
    moved.git("remote", "set-url", "server", str(moved.server / "registry.git"))
    return moved


def seen(place: Place, folder: Path) -> tuple[str, str, str]:
    """What a visitor reads through the web server: the page, its status, the day of the site."""
    with served(place, folder) as port:
        at = f"http://127.0.0.1:{port}"
        page, status, day = (
            urllib.request.urlopen(f"{at}{path}", timeout=10).read()
            for path in (f"/m/{FIRST}/", f"/m/{FIRST}/status.json", "/asof.json")
        )
    return page.decode(), json.loads(status)["status"], json.loads(day)["as_of"]


def test_a_clock_that_is_far_ahead_publishes_nothing(place: Clocked, tmp_path: Path) -> None:
    """Neither by night nor by a push, which is refused with the reason; when the clock is right
    again, everything goes on by itself."""
    before = tree(place.public)
    night = place.nightly(AHEAD)
    assert night.returncode == 2 and "时钟是 2027-06-06" in night.stderr
    assert "时钟是 2027-06-06" in place.alert and "fangxin refresh" in place.alert
    place.fails(NEXT)
    code, said = place.pushed(AHEAD, NEXT)
    assert code == 1 and "时钟是 2027-06-06" in said and "隔了" in said
    assert tree(place.public) == before
    code, said = place.pushed(NEXT, NEXT)
    assert code == 0, said
    assert place.alert == ""
    page, status, day = seen(place, tmp_path / "nginx")
    assert (status, day) == ("revoked", NEXT) and "认定已撤销" in page


def test_from_a_future_far_away_the_site_comes_back_by_itself(place: Clocked) -> None:
    """It came from nowhere, so that the nightly run needs nobody."""
    assert place.nightly(AHEAD, "--day-is-right").returncode == 0
    assert place.as_of() == AHEAD
    night = place.nightly(NEXT)
    assert night.returncode == 0, night.stderr
    assert place.as_of() == NEXT and place.status() == "certified"


@pytest.mark.parametrize("ahead", [AHEAD, A_LITTLE])
def test_a_push_of_today_replaces_a_release_of_the_future(
    place: Clocked, tmp_path: Path, ahead: str
) -> None:
    """The official's clock bears the server's out; the visitor sees the revocation."""
    assert place.nightly(ahead, "--day-is-right").returncode == 0
    assert place.as_of() == ahead
    place.fails(NEXT)
    code, said = place.pushed(NEXT, NEXT)
    assert code == 0, said
    page, status, day = seen(place, tmp_path / "nginx")
    assert (status, day) == ("revoked", NEXT) and "认定已撤销" in page
    gone = place.serve("publish", str(place.server / "site"), "--back", clock=NEXT)
    assert gone.returncode == 0 and place.as_of() == TODAY  # never back to the future


def test_from_a_near_future_the_site_comes_back_when_told(place: Clocked) -> None:
    """Nothing tells which is wrong, the clock or the release: the reason says both, and what to
    do, which works."""
    assert place.nightly(A_LITTLE).returncode == 0
    before = tree(place.public)
    night = place.nightly(NEXT)
    assert night.returncode == 2 and "不是现在时钟慢了，就是那时时钟快了" in night.stderr
    assert "--day-is-right" in place.alert and tree(place.public) == before
    night = place.nightly(NEXT, "--day-is-right")
    assert night.returncode == 0, night.stderr
    assert place.as_of() == NEXT and place.alert == ""
    assert place.nightly("2026-05-04").returncode == 0  # and needs nobody from then on


def test_a_clock_that_is_behind_brings_nothing_back(place: Clocked, tmp_path: Path) -> None:
    """Before the last publication or the last commit: refused, with the reason."""
    before = tree(place.public)
    assert place.nightly(LONG_AGO).returncode == 2
    assert "时钟是 2025-01-01" in place.alert and "时钟是 2026-05-02" not in place.alert
    place.fails(NEXT)
    code, said = place.pushed(LONG_AGO, NEXT)
    assert code == 1 and "时钟是 2025-01-01" in said
    assert tree(place.public) == before
    code, said = place.pushed(NEXT, NEXT)
    assert code == 0, said
    assert seen(place, tmp_path / "nginx")[1:] == ("revoked", NEXT)


def test_a_push_that_stays_unpublished_is_a_failure(place: Clocked) -> None:
    """The pusher's exit code, the reason on the terminal and in the alert; the next run mends it
    without another push."""
    (place.server / "site" / ".fangxin-site").rename(place.server / "site" / "away")
    place.fails(NEXT)
    code, said = place.pushed(NEXT, NEXT)
    assert code == 1 and "已收下，还没有公开" in said and "不必重新推送" in said
    assert "不是发布目录" in said and "不是发布目录" in place.alert
    (place.server / "site" / "away").rename(place.server / "site" / ".fangxin-site")
    assert place.nightly(NEXT).returncode == 0
    assert place.alert == "" and place.status() == "revoked"


def test_a_push_with_wrong_data_is_no_alarm(place: Clocked) -> None:
    """Who pushed was told, and nothing is left to do on the server."""
    place.record().write_text("", encoding="utf-8")
    place.commit(day=NEXT)
    assert place.pushed(NEXT, NEXT)[0] == 1
    assert place.alert == ""


def test_a_public_site_of_a_day_to_come_is_not_built(place: Clocked) -> None:
    """``build --public`` and ``publish`` refuse it unless told that the day is right; for the
    office alone one may look ahead."""
    clone, site = place.clone, place.clone.parent / "looked"
    words = ["build", "--merchants", str(clone / "merchants"), "--content", str(clone / "content")]
    words += ["--output", str(site), "--quiet", "--as-of", AHEAD]
    refused = place.serve(*words, "--public", clock=TODAY)
    assert refused.returncode == 2 and "还没有到的日子" in refused.stderr and not site.exists()
    assert place.serve(*words, clock=TODAY).returncode == 0
    target = [*("publish", str(clone.parent / "public"), "--output", str(site)), *words[1:5]]
    refused = place.serve(*target, clock=TODAY)
    assert refused.returncode == 2 and "还没有到的日子" in refused.stderr
    assert not (clone.parent / "public" / "current").exists()
    assert place.serve(*target, "--day-is-right", clock=TODAY).returncode == 0


def test_a_public_site_is_not_built_by_a_clock_before_the_last_commit(place: Clocked) -> None:
    """A day that was chosen is another thing: somebody builds again what was public then."""
    clone, site = place.clone, place.clone.parent / "looked"
    words = ["build", "--merchants", str(clone / "merchants"), "--content", str(clone / "content")]
    words += ["--output", str(site), "--quiet", "--public"]
    refused = place.serve(*words, clock="2026-04-20")
    assert refused.returncode == 2 and "最后的提交" in refused.stderr
    assert place.serve(*words, "--as-of", "2026-04-20", clock=TODAY).returncode == 0


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
MAYBE = st.none() | DAYS


@given(clock=DAYS, day=DAYS, public=MAYBE, earlier=MAYBE, committed=MAYBE)
def test_what_no_clock_can_do(
    clock: date, day: date, public: date | None, earlier: date | None, committed: date | None
) -> None:
    """Whatever the days: none to come is published, none before a public one that has come, and
    none that nothing bears out; said to be right, today always can be."""
    assume(earlier is None or earlier <= day)
    known = DayEvidence(clock, public, earlier, committed)
    try:
        refuse_wrong_day(day, known)
    except WrongDayError as error:
        assert str(day) in error.zh and str(day) in error.en
    else:
        assert day <= clock
        assert public is None or public <= day or public > clock
        told = [one for one in (public, earlier, committed) if one and one <= day]
        assert not told or day - max(told) <= timedelta(FAR)
    today = DayEvidence(clock, public, earlier if earlier and earlier <= clock else None, committed)
    refuse_wrong_day(clock, today, certain=True)


@pytest.mark.parametrize("by", ["a later release", "going back", "its removal"])
def test_a_release_that_was_taken_back_bears_no_clock_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """After a release of the future was withdrawn, a clock as far ahead again is refused."""
    monkeypatch.setattr("fangxin.base.machine.clock", lambda: DAY)
    a_site(tmp_path)
    publish(order(tmp_path))
    a_site(tmp_path, DAY + timedelta(400))
    future = publish(order(tmp_path, certain=True)).release.name
    if by == "going back":
        back(tmp_path / "public")
    else:
        a_site(tmp_path)
        publish(order(tmp_path, certain=True))
    if by == "its removal":
        (tmp_path / "public" / "releases" / f"{future}.json").unlink()
    for more in (400, 400 + FAR):
        a_site(tmp_path, DAY + timedelta(more))
        monkeypatch.setattr("fangxin.base.machine.clock", lambda more=more: DAY + timedelta(more))
        assert "the clock is fast" in refusal(lambda: publish(order(tmp_path)), 2)
    a_site(tmp_path, DAY + timedelta(FAR))
    monkeypatch.setattr("fangxin.base.machine.clock", lambda: DAY + timedelta(FAR))
    assert publish(order(tmp_path)).published


RELEASES = st.lists(st.integers(0, 60), max_size=6)


@given(RELEASES, st.integers(0, 6))
def test_only_what_stayed_in_order_tells_the_day(days: list[int], shown: int) -> None:
    """Whatever was published and withdrawn in whatever order: no release counts in whose place one
    of an earlier day came, or is shown; and the one that is shown always does."""
    all_of_them = [
        Release(f"r{at}", at, DAY + timedelta(day), None, 0, "", frozenset())
        for at, day in enumerate(days)
    ]
    now = all_of_them[shown] if shown < len(all_of_them) else None
    left = never_taken_back(all_of_them, now)
    for one in all_of_them:
        over = [other for other in all_of_them if one.number < other.number]
        over = [other for other in over if now is None or other.number <= now.number]
        wrong = any(other.as_of < one.as_of for other in [*over, *([now] if now else [])])
        assert (one in left) or wrong or (now is not None and one.number > now.number)
        assert not (one in left and now is not None and one.as_of > now.as_of)
    assert now is None or now in left


def test_a_release_of_the_future_is_none_to_go_back_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone behind the current one, it is none at all."""
    monkeypatch.setattr("fangxin.base.machine.clock", lambda: DAY)
    a_site(tmp_path, DAY + timedelta(400))
    publish(order(tmp_path, certain=True))
    a_site(tmp_path)
    publish(order(tmp_path, certain=True))
    assert "no earlier release" in refusal(lambda: back(tmp_path / "public"), 2)


def test_a_clock_is_said_to_be_right_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a long rest the first publication needs the word, the second does not."""
    a_site(tmp_path)
    publish(order(tmp_path))
    later = DAY + timedelta(FAR + 1)
    a_site(tmp_path, later)
    monkeypatch.setattr("fangxin.base.machine.clock", lambda: later)
    with pytest.raises(RefusedError):
        publish(order(tmp_path))
    assert publish(order(tmp_path, committed=later)).published  # a commit of these days will do
    a_site(tmp_path, later + timedelta(FAR))
    monkeypatch.setattr("fangxin.base.machine.clock", lambda: later + timedelta(FAR))
    assert publish(order(tmp_path)).published
