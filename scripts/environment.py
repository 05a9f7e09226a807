"""Make `.venv` from the locks, or refresh what changed in it. Plain Python and pip, nothing else.

    python3 scripts/environment.py            what the generator needs
    python3 scripts/environment.py --tests    and what the tests need

Safe to run at every start: when nothing changed it answers at once. It also runs on a Python that
was installed without ``ensurepip``, as Debian does.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


class SetupError(Exception):
    """The environment could not be made; the message says what to do, in both languages."""


def main(arguments: list[str]) -> int:
    """Bring ``.venv`` up to date: 0 done, 2 could not be done."""
    if set(arguments) - {"--tests"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if sys.version_info < OLDEST:
            raise SetupError(
                f"需要 Python 3.11 或更新版本，现在是 {sys.version.split()[0]}；"
                "请用 make PYTHON=python3.12 之类的命令指定。| "
                f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}; "
                "name another one, for example: make PYTHON=python3.12"
            )
        refresh(ROOT, ROOT / ".venv", tests="--tests" in arguments)
    except SetupError as error:
        print(f"fangxin: {error}", file=sys.stderr)
        return 2
    return 0


def refresh(root: Path, target: Path, *, tests: bool) -> list[str]:
    """Install into ``target`` whatever of ``root``'s locks changed; names what was installed."""
    if not is_usable(target):
        create(target)
    done = []
    for name in ["requirements.lock"] + ["requirements-test.lock"] * tests:
        if install_once(root / name, target, ["--require-hashes", "--no-deps", "-r", name]):
            done.append(name)
    project = ["--no-build-isolation", "--no-deps", "--editable", "."]
    if install_once(root / "pyproject.toml", target, project):
        done.append("fangxin")
    return done


def python_of(target: Path) -> Path:
    """The interpreter of the environment ``target``."""
    return target / "bin" / "python"


def is_usable(target: Path) -> bool:
    """Whether ``target`` was made in this very place, for the Python that it still finds."""
    try:
        lines = (target / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    made = dict(line.split(" = ", 1) for line in lines if " = " in line)
    version = "import sys; print('%d.%d.' % sys.version_info[:2])"
    found = run([str(python_of(target)), "-c", version], quiet=True)
    in_place = made.get("command", "").endswith(f" {target}")
    return in_place and found is not None and made.get("version", "").startswith(found.strip())


def create(target: Path) -> None:
    """Make an empty environment, with its own pip where this Python can give it one."""
    print(f"建立环境 {target} …… / Making the environment ...", flush=True)
    # Debian splits ensurepip off; asking for it there prints advice that is not needed here.
    for with_pip in [True, False] if getattr(find_spec("ensurepip"), "origin", None) else [False]:
        try:
            venv.EnvBuilder(clear=True, with_pip=with_pip, symlinks=True).create(target)
        except (subprocess.CalledProcessError, OSError, SystemExit) as error:
            reason = error
        else:
            return
    raise SetupError(
        f"无法建立 {target}：{reason}。请检查目录是否可写、磁盘是否已满。| "
        f"cannot make {target}: {reason}. Check that the folder is writable and the disk not full."
    )


def install_once(source: Path, target: Path, arguments: list[str]) -> bool:
    """Run pip unless the last install was of these very bytes; says whether it ran."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    stamp = target / f"installed-{source.name}.sha256"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return False
    print(f"安装 {source.name} …… / Installing {source.name} ...", flush=True)
    stamp.unlink(missing_ok=True)
    command = [*pip_of(target), "install", "-qq", "--disable-pip-version-check", *arguments]
    if run(command, folder=source.parent) is None:
        raise SetupError(
            f"安装 {source.name} 失败，原因见上。请检查网络后重试；仍不行时先运行 make clean。| "
            f"could not install {source.name}, see above. Check the network and try again; "
            "if that does not help, run make clean first."
        )
    stamp.write_text(digest, encoding="ascii")
    return True


def pip_of(target: Path) -> list[str]:
    """The environment's own pip, or else this Python's pip told to install into it."""
    python = str(python_of(target))
    if run([python, "-m", "pip", "--version"], quiet=True) is not None:
        return [python, "-m", "pip"]
    if run([sys.executable, "-m", "pip", "--version"], quiet=True) is not None:
        return [sys.executable, "-m", "pip", "--python", python]
    raise SetupError(
        f"{sys.executable} 没有 pip，请先安装（Debian：apt install python3-pip）。| "
        f"{sys.executable} has no pip; install it first (Debian: apt install python3-pip)."
    )


def run(command: list[str], *, folder: Path | None = None, quiet: bool = False) -> str | None:
    """What the command printed, "" when it was shown instead, or None when it failed."""
    pipe = subprocess.PIPE if quiet else None
    try:
        done = subprocess.run(command, cwd=folder, stdout=pipe, stderr=pipe, text=True, check=False)
    except OSError:
        return None
    return (done.stdout or "") if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
