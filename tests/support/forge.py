"""A forge for tests: a bare repository, and the jobs of a pipeline run as a forge runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.support.toy_site import ENDING, FIRST, RECORDS, ROOT, own_content, write_records

DAY = "2026-05-02"
REFUSED = "❌ 不能放行"
OLD_FAILURE = """\
failures:
  - {id: F1, kind: counterfeit, date: 2026-04-10, recorded: 2026-04-12, summary: 销售假冒商品}
"""
NEW_FAILURE = """\
failures:
  - id: F1
    kind: counterfeit
    date: 2026-04-20
    recorded: 2026-04-28
    document: 浦市监罚〔2026〕13号
    summary: 销售假冒商品
"""
# What the program is made of; merchants and content are the toy registry's.
PROGRAM = ("generator", "plugins", "scripts", "theme")
FILES = ("pelicanconf.py", "publishconf.py", "pyproject.toml", ".gitignore", ".gitattributes")
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
Step = tuple[str, dict[str, str]]  # a script and its variables
OUTPUT = re.compile(r"^summary<<(\S+)\n(.*)^\1$", re.MULTILINE | re.DOTALL)
# Every machine has Python; what it would install is what these tests run with.
PYTHON3 = """\
#!/bin/sh
if [ "$1" != scripts/environment.py ]; then exec {python} "$@"; fi
mkdir -p .venv/bin
printf '#!/bin/sh\\nPYTHONPATH="%s/generator" exec {python} "$@"\\n' "$PWD" > .venv/bin/python
printf '#!/bin/sh\\nPYTHONPATH="%s/generator" exec {python} -m fangxin.cli "$@"\\n' "$PWD" \\
  > .venv/bin/fangxin
chmod +x .venv/bin/python .venv/bin/fangxin
"""


def read_yaml(path: Path) -> Any:
    """A YAML file by YAML 1.2, as forges read it: ``on`` is no boolean, no key comes twice."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Forge:
    """``remote`` is what the forge keeps, ``clone`` an official's work tree of it."""

    folder: Path
    moment: list[int] = field(default_factory=lambda: [0])

    @property
    def remote(self) -> Path:
        """The repository, where a forge would have it."""
        return self.folder / "office" / "registry"

    @property
    def clone(self) -> Path:
        """The official's files."""
        return self.folder / "clone"

    def environment(self, **more: str) -> dict[str, str]:
        """No settings of this machine, always the same official, one minute after the other."""
        self.moment[0] += 1
        when = f"2026-04-28T10:{self.moment[0]:02}:00+08:00"
        bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **bare,
            "PATH": f"{self.folder / 'bin'}:{bare['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{f"GIT_{who}_NAME": "office" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "office@fx.example" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_DATE": when for who in ("AUTHOR", "COMMITTER")},
            "FANGXIN_AS_OF": DAY,
            "LC_ALL": "C.UTF-8",
            **more,
        }

    def git(self, *words: str, **more: str) -> str:
        """What git answers in the clone."""
        done = subprocess.run(
            ["git", *words],
            cwd=self.clone,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"git {words}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def record(self, merchant: str = FIRST) -> Path:
        """A merchant's record in the clone."""
        return self.clone / "merchants" / f"{merchant}.yml"

    def commit(self, message: str = "change") -> str:
        """Commit everything; the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def propose(self, number: int = 1, base: str = "origin/main") -> str:
        """Put the change that lies in the clone forward as a merge request, the clone being back
        on main then; the commit."""
        self.git("checkout", "-q", "-B", f"proposal-{number}")
        commit = self.commit("proposal")
        self.git("push", "-q", "-f", "origin", f"HEAD:refs/pull/{number}/head")
        self.git("push", "-q", "-f", "origin", f"HEAD:refs/heads/proposal-{number}")
        self.git("checkout", "-q", "main")
        return commit

    def push(self, *words: str) -> str:
        """Commit what lies in the clone on main and push it; the commit."""
        commit = self.commit()
        self.git("push", "-q", *words, "origin", "main")
        return commit


def honest(forge: Forge) -> None:
    """A grave failure of a merchant that is certified."""
    forge.record(ENDING).write_text(RECORDS[ENDING] + NEW_FAILURE, encoding="utf-8")


def malicious(forge: Forge) -> None:
    """The failure that revoked a merchant is gone."""
    forge.record(FIRST).write_text(RECORDS[FIRST], encoding="utf-8")


def forge_in(folder: Path) -> Forge:
    """A forge with the program and four merchants, one of them revoked, and a clone of it."""
    forge = Forge(folder)
    forge.remote.mkdir(parents=True)
    (folder / "bin").mkdir()
    shim = folder / "bin" / "python3"
    shim.write_text(PYTHON3.format(python=sys.executable), encoding="utf-8")
    shim.chmod(0o755)
    forge.clone.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in PROGRAM:
        shutil.copytree(ROOT / name, forge.clone / name, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, forge.clone / name)
    (forge.clone / "output").mkdir()
    shutil.copy(ROOT / "output" / ".gitignore", forge.clone / "output")
    own_content(forge.clone)
    write_records(forge.clone / "merchants", {**RECORDS, FIRST: RECORDS[FIRST] + OLD_FAILURE})
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", forge.remote], check=True)
    forge.git("init", "-q", "-b", "main")
    forge.git("remote", "add", "origin", str(forge.remote))
    forge.push()
    return forge


@dataclass(frozen=True)
class Done:
    """A job that ran: its exit code, all that it said, its folder, what it gave to others."""

    code: int
    said: str
    folder: Path
    summary: str
    outputs: dict[str, str]


def steps_of(
    job: Mapping[str, Any], context: Mapping[str, str]
) -> list[tuple[str, dict[str, str]]]:
    """The scripts of a job and the variables of each, as forges make them of ``context``. Text of
    a merge request never becomes part of a script, so scripts have no expressions at all."""
    if "script" in job:
        return [
            ("\n".join(job["script"]), {str(k): v for k, v in job.get("variables", {}).items()})
        ]
    found = []
    for step in job["steps"]:
        if "run" not in step:
            continue
        assert not EXPRESSION.search(step["run"]), step["run"]
        given = step.get("env", {})
        found.append(
            (step["run"], {k: EXPRESSION.sub(lambda m: context[m[1]], v) for k, v in given.items()})
        )
    return found


def run_job(
    forge: Forge,
    job: Mapping[str, Any],
    context: Mapping[str, str],
    folder: Path,
    **variables: str,
) -> Done:
    """Run the scripts of a job in ``folder`` one after the other, as bash -eo pipefail; after one
    that failed only those that run always."""
    folder.mkdir(exist_ok=True)
    summary, outputs = folder.with_suffix(".summary"), folder.with_suffix(".outputs")
    own = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(outputs)}
    code, said = 0, []
    always = [str(step.get("if", "")) for step in job.get("steps", []) if "run" in step]
    for at, (script, given) in enumerate(steps_of(job, context)):
        if code and "cancelled()" not in always[at]:
            continue
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder,
            env=forge.environment(**own, **variables, **given),
            capture_output=True,
            text=True,
            check=False,
        )
        said += [done.stdout, done.stderr]
        code = code or done.returncode
    written = outputs.read_text(encoding="utf-8") if outputs.is_file() else ""
    return Done(
        code,
        "".join(said),
        folder,
        summary.read_text(encoding="utf-8") if summary.is_file() else "",
        {"summary": found[2]} if (found := OUTPUT.search(written)) else {},
    )
