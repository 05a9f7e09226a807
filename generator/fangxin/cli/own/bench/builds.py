"""``fangxin bench``: how long a site of ten thousand merchants takes, each build in a process of
its own: from nothing, unchanged, and with one record changed; with ``--push``, how long a push to
one's own server takes until its page has changed.

The records are real ones where they lie beside the repository, or else invented here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from fangxin.base.machine import cores
from fangxin.base.report import complain, progress, say, say_json
from fangxin.cli.own.bench.pushes import MeasuredPush, PushError, measure_pushes
from fangxin.cli.own.bench.pushes import table as push_table
from fangxin.facts.programme.programme import read_programme
from fangxin.site.build.building import ROOT
from fangxin.site.build.manifest import walk
from fangxin.text.fields.idents import check_character

TABLE = "tfda-inspections-taipei-newtaipei-2026-05-02.csv"
MAPPING = ROOT / "content" / "imports" / "tfda-inspections.yml"
DAY = "2026-05-02"  # the day of the table; a fixed one, so that runs can be compared
_RECORD = """\
name: 试算商店{number}{mark}
category: shop
address: 浙江省浦江县仙华街道试算路{number}号
certification:
  decisions:
    - {{id: D1, date: 2020-06-01, status: certified, until: 2030-12-31, certificate: B-{number},
       document: 试算〔2020〕1号, imported: true}}
"""
FEW = 300  # merchants of a county
_CHANGE = "name_en: Changed by the benchmark\n"


@dataclass(frozen=True, slots=True)
class BenchOptions:
    """``records``: how many to invent when there is no ``table``, a CSV for ``fangxin import``."""

    jobs: int
    as_json: bool
    table: Path | None = ROOT.parent / "shared" / "data" / TABLE
    records: int = 10_584
    content: Path = ROOT / "content"
    push: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One measured process and its children: seconds on the clock and of processor time, merchants
    a second, files of the output that were replaced, and the memory of the largest process."""

    what: str
    seconds: float
    cpu_seconds: float
    records_per_second: float
    files: int
    peak_mb: float


class BenchError(RuntimeError):
    """A measured command failed; its message is what it said."""


def bench(options: BenchOptions) -> int:
    """Measure and print a Markdown table, or JSON. Returns 0, or 2 when a build failed."""
    with tempfile.TemporaryDirectory(prefix="fangxin-bench-") as folder:
        try:
            if options.push:
                return _pushes(options, Path(folder))
            source, runs = measure(options, Path(folder))
        except (BenchError, PushError, OSError) as error:
            complain(f"测量没有完成：{error}", f"the measurement failed: {error}")
            return 2
    if options.as_json:
        machine = {"processors": cores(), "jobs": options.jobs, "python": sys.version.split()[0]}
        say_json({"source": source, **machine, "runs": [asdict(run) for run in runs]})
    else:
        say(table(source, options.jobs, runs))
    return 0


def _pushes(options: BenchOptions, folder: Path) -> int:
    """The same for pushes to a server: of ``FEW`` merchants, and of all."""
    source = make_records(options, folder / "merchants")
    records = sorted((folder / "merchants").rglob("*.yml"))
    found: list[MeasuredPush] = []
    with progress("测量推送", 2) as tick:
        for count in sorted({min(FEW, len(records)), len(records)}):
            found += measure_pushes(records[:count], options.content, folder / str(count), DAY)
            tick(1)
    if options.as_json:
        say_json({"source": source, "pushes": [asdict(push) for push in found]})
    else:
        say(f"{source}; as of {DAY}; {cores()} processors\n\n{push_table(found)}")
    return 0


def measure(options: BenchOptions, folder: Path) -> tuple[str, list[Run]]:
    """Make records in ``folder`` and build them three times: where they came from, and the runs.
    Raises BenchError, OSError."""
    merchants, output = folder / "merchants", folder / "site"
    with progress("测量", 4) as tick:
        source = make_records(options, merchants)
        records = sorted(merchants.rglob("*.yml"))
        tick(1)
        command = [
            *(sys.executable, "-m", "fangxin.cli", "build", "--quiet"),
            *(f"--merchants={merchants}", f"--content={options.content}", f"--output={output}"),
            *(f"--as-of={DAY}", f"--jobs={options.jobs}"),
        ]
        steps: list[tuple[str, Callable[[], object]]] = [
            ("cold", lambda: None),
            ("unchanged", lambda: None),
            ("one changed", lambda: _change(records[len(records) // 2])),
        ]
        runs = []
        for what, prepare in steps:
            prepare()
            runs.append(_run(what, command, output, len(records)))
            tick(1)
    return source, runs


def make_records(options: BenchOptions, merchants: Path) -> str:
    """Fill ``merchants`` and say with what, in English. Raises BenchError."""
    if options.table is not None and options.table.is_file():
        command = [sys.executable, "-m", "fangxin.cli", "import", str(options.table)]
        _wait([*command, f"--mapping={MAPPING}", f"--merchants={merchants}"])
        return f"imported from {options.table.name}"
    programme, _ = read_programme(options.content)
    mark = "（示例）" if programme is not None and programme.site.demonstration else ""
    for number in range(options.records):
        body = f"BENCH{number:06d}"
        path = merchants / f"{number % 100:02d}" / f"{body}{check_character(body)}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_RECORD.format(number=number, mark=mark), encoding="utf-8")
    return "invented records"


def table(source: str, jobs: int, runs: list[Run]) -> str:
    """The runs as a Markdown table under a line that says what was measured."""
    lines = [
        f"{source}; as of {DAY}; {jobs} jobs on {cores()} processors",
        "",
        "| build | seconds | CPU s | records/s | files | largest process MB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for run in runs:
        lines.append(
            f"| {run.what} | {run.seconds:.1f} | {run.cpu_seconds:.1f} | "
            f"{run.records_per_second:.0f} | {run.files} | {run.peak_mb:.0f} |"
        )
    return "\n".join(lines)


def _change(record: Path) -> None:
    record.write_text(record.read_text(encoding="utf-8") + _CHANGE, encoding="utf-8")


def _run(what: str, command: list[str], output: Path, records: int) -> Run:
    before = _stamps(output)
    seconds, cpu, peak = _wait(command)
    after = _stamps(output)
    files = len([path for path in after if after[path] != before.get(path)])
    return Run(what, round(seconds, 2), round(cpu, 2), round(records / seconds, 1), files, peak)


def _wait(command: list[str]) -> tuple[float, float, float]:
    """Run a command: seconds, processor seconds of it and its children, MB of the largest one."""
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            raise BenchError(said.read().decode("utf-8", "replace")[-2000:])
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others kilobytes
    peak = round(used.ru_maxrss * unit / 1_000_000, 1)
    return seconds, used.ru_utime + used.ru_stime, peak


def _stamps(output: Path) -> dict[str, tuple[int, int]]:
    return {path: (stat.st_mtime_ns, stat.st_ino) for path, stat in walk(output)}
