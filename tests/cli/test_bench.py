"""The benchmark measures what it says. How fast it is, no test asserts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fangxin.cli.own.bench.builds import BenchOptions, Run, bench, table


@pytest.fixture
def small(tmp_path: Path) -> BenchOptions:
    return BenchOptions(jobs=2, as_json=True, table=None, records=130)


def test_three_builds_are_measured(small: BenchOptions, capsys: pytest.CaptureFixture[str]) -> None:
    """All files at first, none for the unchanged, one merchant's and the lists for the changed."""
    assert bench(small) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["source"] == "invented records"
    cold, unchanged, changed = told["runs"]
    assert [run["what"] for run in told["runs"]] == ["cold", "unchanged", "one changed"]
    assert cold["files"] > 130 * 5
    assert unchanged["files"] == 0
    assert 2 <= changed["files"] < 60
    for run in told["runs"]:
        assert run["records_per_second"] == pytest.approx(130 / run["seconds"], rel=0.02)
        assert run["cpu_seconds"] > 0
        assert run["peak_mb"] > 10


def test_a_failed_build_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When the records cannot be built there are no figures, but the reason."""
    empty = BenchOptions(jobs=1, as_json=False, table=None, records=1, content=tmp_path)
    assert bench(empty) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "the measurement failed" in said.err


def test_the_table_is_markdown() -> None:
    """A table that can be pasted into a document."""
    runs = [Run("cold", 61.23, 100.0, 172.9, 53539, 214.0), Run("unchanged", 6, 9, 1764, 0, 148)]
    lines = table("invented records", 2, runs).splitlines()
    assert lines[0].startswith("invented records; as of 2026-05-02; 2 jobs")
    assert lines[4] == "| cold | 61.2 | 100.0 | 173 | 53539 | 214 |"
    assert len({line.count("|") for line in lines[2:]}) == 1


def test_pushes_are_measured_until_the_page_has_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A first push and one with a failure more, to a real server; the page never later than git."""
    options = BenchOptions(jobs=1, as_json=True, table=None, records=3, push=True)
    assert bench(options) == 0
    told = json.loads(capsys.readouterr().out)["pushes"]
    assert [(one["merchants"], one["what"]) for one in told] == [(3, "first"), (3, "one changed")]
    assert all(0 < one["page_seconds"] <= one["seconds"] for one in told)
