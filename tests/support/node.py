"""Runs the site's pure JavaScript in node, so that tests need no browser for its logic."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "theme" / "static"


def run(body: str, **given: Any) -> Any:
    """What the function body returns or promises, through JSON. ``given`` are its variables;
    ``load(name)`` gives a script of ``theme/static``. Without node the test is skipped."""
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None:
        pytest.skip("needs node to run the site's scripts outside a browser; install nodejs")
    names = ", ".join(["load", *given])
    values = ", ".join(["(name) => require(base + name)", *(f"given.{name}" for name in given)])
    program = (
        f"const base = {json.dumps(str(SCRIPTS) + '/')};"
        "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"const result = (({names}) => {{ {body} }})({values});"
        "Promise.resolve(result).then((value) => process.stdout.write(JSON.stringify(value)));"
    )
    done = subprocess.run(
        [node, "-e", program], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
