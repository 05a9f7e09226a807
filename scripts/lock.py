"""Pin what requirements*.in ask for: names, versions and the hashes of every file of a release.

    python3 scripts/lock.py               add or drop what changed in the .in files
    python3 scripts/lock.py --upgrade     and take the newest versions of everything

No address of any index is written, so the locks serve whichever index pip is set up to use. Run it
with the oldest Python that is supported, or packages that only that one needs would be missed.
"""

from __future__ import annotations

import subprocess
import sys

import environment

PIP_TOOLS = "pip-tools==7.6.2"
LOCKS = ("requirements", "requirements-test")  # the second is constrained by the first
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
]


def main(arguments: list[str]) -> int:
    """Write both locks: 0 done, 2 could not be done."""
    if set(arguments) - {"--upgrade"} or sys.version_info[:2] != environment.OLDEST:
        print(__doc__, file=sys.stderr)
        return 2
    target = environment.ROOT / ".venv-lock"
    if not environment.is_usable(target):
        environment.create(target)
    subprocess.run([*environment.pip_of(target), "install", "--quiet", PIP_TOOLS], check=True)
    for name in LOCKS:
        print(f"{name}.in → {name}.lock", flush=True)
        command = [str(environment.python_of(target)), "-m", "piptools", "compile", *OPTIONS]
        command += [*arguments, "--output-file", f"{name}.lock", f"{name}.in"]
        if subprocess.run(command, cwd=environment.ROOT, check=False).returncode:
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
