"""A year of a county: every step by a command, every push to a real server, every page read.

The officials work in a clone of a bare repository that ``init-server`` set up; its hooks check,
guard, build and publish. Between pushes the nightly run publishes what changes by the day alone.
What a shopper reads after each step is asserted: the status on the page, in its data, on the lists.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.office import Office
from tests.support.toy_site import ROOT, environment

URL = "https://fx.example"
A, B, C, D = "PJ250001H", "PJ250002F", "PJ250003D", "PJ250004B"
NAMES = {
    A: "月泉粮油店（示例）",
    B: "溪畔小馆（示例）",
    C: "梅江百货店（示例）",
    D: "檀溪山货店（示例）",
}
SHOPS = {
    A: ("月泉粮油店（示例）", "91330726MA2DEM54XD", "shop", "浦南街道", "月泉路18号"),
    B: (
        "溪畔小馆（示例）",
        "91330726MA2DEM55XE",
        "catering",
        "黄宅镇",
        "浙江省浦江县黄宅镇溪畔路6号",
    ),
    C: (
        "梅江百货店（示例）",
        "91330726MA2DEM57XG",
        "shop",
        "郑宅镇",
        "浙江省浦江县郑宅镇梅江路9号",
    ),
    D: (
        "檀溪山货店（示例）",
        "91330726MA2DEM59XJ",
        "shop",
        "檀溪镇",
        "浙江省浦江县檀溪镇檀溪路3号",
    ),
}


@dataclass
class County:
    """The office's clone, the server it pushes to, and the day it is."""

    office: Office
    server: Path
    monkeypatch: pytest.MonkeyPatch
    day: str = "2025-01-06"
    pushes: list[str] = field(default_factory=list)

    def on(self, day: str) -> County:
        """It is another day now: for commands, for commits and for the server."""
        assert day >= self.day
        self.day = day
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            self.monkeypatch.setenv(name, f"{day}T09:00:00+08:00")
        return self

    def do(self, *words: str) -> County:
        """A command that writes and commits."""
        code = self.office.run(*words, "--commit", on=self.day)
        assert code == 0, (words, self.office.out, self.office.err)
        return self

    def refused(self, *words: str) -> str:
        """A command that must not succeed, and what it says."""
        assert self.office.run(*words, "--commit", on=self.day) == 1, words
        assert self.office.git("status", "--short") == ""
        return self.office.err

    def push(self) -> str:
        """What the official reads of a push that is published."""
        done = self._push()
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        self.pushes.append(self.day)
        return done.stderr

    def _push(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "push", "server", "main"],
            cwd=self.office.folder,
            env=environment(FANGXIN_AS_OF=self.day),
            capture_output=True,
            text=True,
            check=False,
        )

    def bounced(self, path: Path, old: str, new: str) -> str:
        """What the official reads when the edit of a file, committed by hand, is not let in; the
        commit is undone."""
        before = self.site()
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.office.git("commit", "-q", "-a", "-m", "改一改")
        done = self._push()
        assert done.returncode != 0, done.stderr
        assert self.site() == before, "the site changed by a refused push"
        self.office.git("reset", "-q", "--hard", "HEAD~1")
        return done.stderr

    def night(self, day: str) -> County:
        """The nightly run of a day on which nobody pushed."""
        self.on(day)
        done = subprocess.run(
            [sys.executable, "-m", "fangxin.cli", "refresh", str(self.server)],
            cwd=ROOT,
            env=environment(FANGXIN_AS_OF=day),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return self

    @property
    def public(self) -> Path:
        return self.server / "site" / "current"

    def site(self) -> dict[str, bytes]:
        """The pages of all merchants, as a visitor gets them."""
        pages = self.public.resolve().glob("m/*/*.*")
        return {str(path): path.read_bytes() for path in sorted(pages)}

    def page(self, id: str) -> str:
        """A status page's text, without markup."""
        html = (self.public / "m" / id / "index.html").read_text(encoding="utf-8")
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))

    def status(self, id: str) -> str:
        """What the page's data say; the page itself must say it too."""
        told = json.loads((self.public / "m" / id / "status.json").read_bytes())
        words = {
            "none": "未认定", "publicised": "公示中", "certified": "认定有效",
            "suspended": "认定暂停", "revoked": "认定已撤销", "expired": "认定已到期",
            "withdrawn": "自愿退出", "closed": "认定已终止",
        }  # fmt: skip
        assert words[told["status"]] in self.page(id)
        day = json.loads((self.public / "asof.json").read_bytes())["as_of"]
        assert day == self.day
        return str(told["status"])

    def listed(self, page: str, id: str) -> bool:
        """Whether a list leads to the merchant."""
        return f"/m/{id}/" in (self.public / page / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def county(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> County:
    """A server that nobody pushed to yet, and a clone with an older merchant in it."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    server = tmp_path / "server"
    done = subprocess.run(
        [sys.executable, "-m", "fangxin.cli", "init-server", str(server), "--site-url", URL],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2025-01-06T08:00:00+08:00")
    older = (
        "name: 旧街杂货店（示例）\nuscc: 91330726MA2DEM0P1X\ncategory: shop\ntown: 仙华街道\n"
        "address: 浙江省浦江县仙华街道旧街1号\ncertification:\n  decisions:\n"
        "    - {id: D1, date: 2022-03-01, status: certified, until: 2025-02-28,\n"
        "       certificate: FX-2022-0001, imported: true}\n"
    )
    office = Office.make(tmp_path / "clone", capsys, {"shop/PJ2200012.yml": older})
    shutil.rmtree(office.folder / "content" / "registers")  # their rows are of another year
    office.git("commit", "-q", "-a", "--amend", "-m", "开始登记")
    office.git("remote", "add", "server", str(server / "registry.git"))
    return County(office, server, monkeypatch)


def test_a_year_of_a_county(county: County) -> None:
    """Granted, objected to, failed, put right, revoked, appealed, renamed, expired, renewed,
    withdrawn and closed; each push read on the public pages, each bad one refused."""
    office = county.office
    # January: three shops are entered and publicised, one meets an objection.
    county.on("2025-01-06")
    for id, (name, uscc, category, town, address) in SHOPS.items():
        county.do("new", "--id", id, "--name", name, "--uscc", uscc, "--category", category,
                  "--town", town, "--address", f"浙江省浦江县{town}{address}")  # fmt: skip
    county.do("decide", "publicise", A, B, C, D, "--document", "浦消联办〔2025〕1号")
    county.push()
    assert [county.status(id) for id in (A, B, C, D)] == ["publicised"] * 4
    assert county.listed("publicity", A)
    assert "certified-against-publicity" in county.refused(
        "decide", "certify", A, "--document", "浦消联办〔2025〕2号"
    )
    county.on("2025-01-08").do("object", C, "--summary", "反映店内商品没有标价")
    county.on("2025-01-13").do("object", C, "O1", "--outcome", "成立", "--document",
                               "浦消联办〔2025〕3号")  # fmt: skip
    refused = ("--document", "浦消联办〔2025〕4号", "--summary", "异议成立")
    county.do("decide", "refuse", C, *refused)
    county.do("decide", "certify", A, B, "--document", "浦消联办〔2025〕5号")
    county.do("decide", "certify", D, "--document", "浦消联办〔2025〕5号", "--until", "2025-09-30")
    county.do("sign", "issue", A, "--place", "店门").do("sign", "issue", B, "--place", "收银台")
    said = county.push()
    assert "月泉粮油店（示例）" in said
    assert [county.status(id) for id in (A, B, C, D)] == [
        "certified", "certified", "none", "certified",
    ]  # fmt: skip
    assert "FX-2025-0001" in county.page(A) and "BP-2025-0001" in county.page(A)

    # March: the older shop applied in time, so that the grace goes on; then it is renewed.
    county.on("2025-02-24").do("decide", "apply", "PJ2200012")
    county.do("decide", "publicise", "PJ2200012", "--document", "浦消联办〔2025〕6号").push()
    county.night("2025-03-03")
    assert county.status("PJ2200012") == "certified"
    county.on("2025-03-05").do("decide", "renew", "PJ2200012", "--document", "浦消联办〔2025〕7号")
    county.push()
    assert "FX-2025-" in county.page("PJ2200012") and county.status("PJ2200012") == "certified"

    # A penalty suspends, rectification in time lifts it; who tampers is not let in.
    county.on("2025-03-10").do(
        "fail", A, "--kind", "penalty", "--date", "2025-03-06", "--served", "2025-03-07",
        "--document", "浦市监罚〔2025〕11号", "--summary", "销售标签不符合规定的预包装食品",
    ).push()  # fmt: skip
    assert county.status(A) == "suspended" and county.listed("revoked", A)
    said = county.bounced(office.path(A), "kind: penalty\n", "kind: penalty_minor\n")
    assert "remote:" in said and "F1" in said
    text = office.text(A)
    said = county.bounced(office.path(A), text[text.index("failures:") :], "")
    assert "F1" in said
    assert county.status(A) == "suspended"
    county.on("2025-03-20").do("reply", A, "F1", "--reply", "同批次商品已全部下架", "--replied",
                               "2025-03-11")  # fmt: skip
    county.do("rectify", A, "F1", "--date", "2025-03-19", "--rectified-document",
              "浦市监检〔2025〕6号", "--rectified-summary", "标签已全部更换").push()  # fmt: skip
    assert county.status(A) == "certified" and "同批次商品已全部下架" in county.page(A)

    # April: nobody rectifies, and the night after the deadline revokes without any commit.
    county.on("2025-04-07").do(
        "fail", B, "--kind", "complaint_not_performed", "--date", "2025-04-02", "--served",
        "2025-04-04", "--document", "浦市监处〔2025〕21号", "--summary", "没有按约定退款",
    ).push()  # fmt: skip
    assert county.status(B) == "suspended"
    county.night("2025-05-05")
    assert county.status(B) == "revoked" and county.listed("revoked", B)
    assert "不得认定" in county.refused(
        "decide", "certify", B, "--document", "浦消联办〔2025〕90号"
    )
    county.on("2025-05-12").do("appeal", B, "F1", "--filed", "2025-05-12").push()
    assert county.status(B) == "revoked"
    county.on("2025-06-03").do("appeal", B, "F1", "--decided", "2025-06-02", "--outcome", "成立",
                               "--document", "浦政复〔2025〕8号", "--decided-by", "justice",
                               "--summary", "退款已经到账").push()  # fmt: skip
    assert county.status(B) == "certified" and "已纠正" in county.page(B)

    # Summer: a new name; a grave failure is revoked at once, on the very day.
    county.on("2025-07-01").do("change", A, "name", "月泉粮油商行（示例）", "--document",
                               "浦消联办〔2025〕9号").push()  # fmt: skip
    assert "月泉粮油商行（示例）" in county.page(A) and county.status(A) == "certified"
    said = county.bounced(office.path(A), "name: 月泉粮油商行", "name: 月泉商行")
    assert "remote:" in said
    county.on("2025-08-11").do(
        "fail", A, "--kind", "counterfeit", "--date", "2025-08-11", "--document",
        "浦市监罚〔2025〕77号", "--summary", "销售假冒注册商标的白酒",
    ).push()  # fmt: skip
    assert county.status(A) == "revoked" and county.listed("revoked", A)
    assert "BP-2025-0001" in county.page(A)
    county.do("sign", "remove", A, "BP-2025-0001").push()

    # Autumn: one expires by itself, one tries again after its refusal, one leaves, one closes.
    county.night("2025-10-01")
    assert county.status(D) == "expired"
    county.on("2025-10-09").do(
        "decide", "publicise", C, "--document", "浦消联办〔2025〕10号"
    ).push()
    assert county.status(C) == "publicised"
    county.on("2025-10-20").do("decide", "certify", C, "--document", "浦消联办〔2025〕11号")
    left = ("--document", "浦消联办〔2025〕12号", "--summary", "店主申请退出")
    county.do("decide", "withdraw", B, *left).push()
    assert (county.status(C), county.status(B)) == ("certified", "withdrawn")
    gone = ("--document", "浦消联办〔2025〕13号", "--summary", "停业")
    county.on("2025-12-01").do("decide", "close", C, *gone).push()
    assert county.status(C) == "closed"
    assert [county.status(id) for id in (A, B, C, D)] == [
        "revoked", "withdrawn", "closed", "expired",
    ]  # fmt: skip
    assert office.run("check", on=county.day) == 0, office.out
    assert len(county.pushes) >= 14
