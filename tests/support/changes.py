"""A small registry in a scratch repository, and a change of it that does a little of everything.

``python -m tests.support.changes`` blesses the reports of this change in tests/fixtures/effects.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

from fangxin.change.changeset import Changeset
from fangxin.change.effect.comparison import Comparison, comparison
from fangxin.change.effect.markdown import as_markdown
from fangxin.change.effect.page import as_page
from fangxin.change.effect.text import comparison_lines
from fangxin.registry.git import repository_of
from fangxin.registry.sources.versions import Versions
from fangxin.text.fields.idents import check_character
from tests.support.demonstration import KEPT

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "fixtures" / "effects"
DAY = date(2026, 5, 2)
WIDTH = 96


def an_id(number: int) -> str:
    """A merchant ID with its check character."""
    stem = f"PJ99{number:04}"
    return stem + check_character(stem)


GROCER, GRAIN, CHAIN, BRANCH, BOOKS, NOODLES, TEA = map(an_id, range(1, 8))
_GRANTED = (
    "    - {{id: D1, date: 2025-03-03, status: publicised, until: 2025-03-10, "
    "document: 浦消联办〔2025〕71号}}\n"
    "    - {{id: D2, date: 2025-03-12, status: certified, until: 2028-03-11, "
    "certificate: FX-2025-7{n:03}, document: 浦消联办〔2025〕72号}}\n"
)


def a_record(name: str, n: int, code: str, more: str = "", decisions: str = _GRANTED) -> str:
    """A shop that was certified in March 2025; ``more`` are the lines after its decisions."""
    return (
        f"name: {name}（示例）\nuscc: {code}\ncategory: shop\ntown: 浦南街道\n"
        f"address: 浙江省浦江县浦南街道月泉路{n}号\ncertification:\n  decisions:\n"
        + decisions.format(n=n)
        + more
    )


_F1 = (
    "failures:\n  - {id: F1, kind: penalty, date: 2026-04-08, served: 2026-04-10, "
    "recorded: 2026-04-10, document: 浦市监罚〔2026〕71号, summary: 没有明码标价"
)
BEFORE = {
    GROCER: a_record("溪畔超市", 1, "91330726MA2DEM54XD"),
    GRAIN: a_record("月泉粮油店", 2, "91330726MA2DEM55XE", f"{_F1}}}\n"),
    CHAIN: a_record("白帆电器城中店", 3, "91330726MA2DEM57XG"),
    BRANCH: a_record("白帆电器岩头店", 4, "91330726MA2DEM57XG"),
    BOOKS: a_record("墨香书店", 5, "91330726MA2DEM58XH"),
    NOODLES: a_record("老街面馆", 6, "91330726MA2DEM59XJ"),
}
_NEW = (
    "    - {{id: D1, date: 2026-04-30, status: publicised, until: 2026-05-07, "
    "document: 浦消联办〔2026〕81号}}\n"
)
AFTER = {
    GROCER: BEFORE[GROCER]
    + "failures:\n  - {id: F1, kind: penalty, date: 2026-04-27, served: 2026-04-29, "
    "recorded: 2026-05-02, document: 浦市监罚〔2026〕97号, summary: 标签不符合规定}\n",
    GRAIN: BEFORE[GRAIN].replace(
        "标价}", "标价, rectified: 2026-04-29, rectified_recorded: 2026-05-01}"
    ),
    CHAIN: BEFORE[CHAIN]
    + "failures:\n  - {id: F1, kind: counterfeit, date: 2026-04-20, recorded: 2026-05-01, "
    "document: 浦市监罚〔2026〕98号, summary: 销售假冒他人注册商标的电饭煲}\n",
    BRANCH: BEFORE[BRANCH],
    BOOKS: BEFORE[BOOKS] + "service_phone: 0579-00000001\n",
    NOODLES: BEFORE[NOODLES] + "pledge: {signed: 2025-03-01, policy_version: 2}\n",
    TEA: a_record("梅江茶叶店", 7, "91330726MA2DEM60XK", decisions=_NEW),
}
INSPECTIONS = (
    "id,date,recorded,channel,stage,product,result\n"
    "INS-2026-7001,2026-04-01,2026-04-03,offline,circulation,移动电源,passed\n"
)
MORE_INSPECTIONS = "INS-2026-7002,2026-04-20,2026-05-02,online,circulation,充电器,passed\n"
NOTICE = """\
Title: 五一出游：团费太低要当心
Date: 2026-04-30
Category: 消费提醒
Summary: 签合同，看许可证。

购物和自费项目，一项一项写明。
"""


def git(folder: Path, *words: str) -> str:
    """What git says; with its own settings, whoever runs this."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_")
    } | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{who}_NAME": "办公室" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "office@fx.example" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_DATE": "2026-05-02T09:00:00+08:00" for who in ("AUTHOR", "COMMITTER")},
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, check=True, env=environment
    )
    return done.stdout.decode()


def write(folder: Path, records: dict[str, str]) -> None:
    """Records as files."""
    for id, text in records.items():
        path = folder / "merchants" / "shop" / f"{id}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def commit(folder: Path, message: str = "变更") -> str:
    """Everything committed; the commit's id."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def a_repository(folder: Path, records: dict[str, str] | None = None) -> Path:
    """A repository with one commit: these records, the kept programme, one row of a register."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main", ".")
    shutil.copytree(KEPT / "content" / "programme", folder / "content" / "programme")
    (folder / "content" / "registers").mkdir()
    inspections = folder / "content" / "registers" / "inspections.csv"
    inspections.write_text(INSPECTIONS, encoding="utf-8")
    write(folder, BEFORE if records is None else records)
    commit(folder, "登记")
    return folder


def change(folder: Path) -> None:
    """A little of everything."""
    write(folder, AFTER)
    registers, notices = folder / "content" / "registers", folder / "content" / "notices"
    (registers / "inspections.csv").write_text(INSPECTIONS + MORE_INSPECTIONS, encoding="utf-8")
    notices.mkdir()
    (notices / "may-2026.md").write_text(NOTICE, encoding="utf-8")


def policy_of(folder: Path) -> Path:
    """Where the policy stands."""
    return folder / "content" / "programme" / "policy.yml"


def compared(folder: Path, old: str = "HEAD~1", new: str = "HEAD", day: date = DAY) -> Comparison:
    """Two commits of a repository compared."""
    repository = repository_of(folder)
    versions = Versions(repository, day, day)
    first = versions.committed(repository.commit_of(old), old)
    return comparison(Changeset(first, versions.committed(repository.commit_of(new), new, first)))


def reports(found: Comparison) -> dict[str, str]:
    """The reports that are kept: file name → text."""
    return {
        "diff.txt": "\n".join(comparison_lines(found, WIDTH)) + "\n",
        "diff.md": as_markdown(found),
        "diff.html": as_page(found),
    }


def the_example(folder: Path) -> Comparison:
    """The change of this module, committed and compared."""
    change(a_repository(folder))
    commit(folder)
    return compared(folder)


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in reports(the_example(Path(scratch) / "county")).items():
            (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
