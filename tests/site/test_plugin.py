"""Pelican by itself, with the shipped settings: the same pages, without the build's guarantees."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from fangxin.site.build.building import build
from plugins import fangxin_registry
from tests.support.demonstration import CONTENT
from tests.support.toy_site import (
    FIRST,
    ROOT,
    environment,
    own_settings,
    spoil,
    toy,
    tree,
    write_records,
)


def pelican(
    folder: Path, settings: Path = ROOT / "pelicanconf.py"
) -> subprocess.CompletedProcess[str]:
    """Run Pelican as anybody would, on the records in ``folder``, into ``folder/plain``."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pelican", str(CONTENT)),
            *("-s", str(settings), "-o", str(folder / "plain"), "--log-handler", "plain"),
        ],
        cwd=folder,
        env=environment(FANGXIN_MERCHANTS=str(folder / "merchants"), FANGXIN_AS_OF="2026-05-02"),
        capture_output=True,
        text=True,
        check=False,
    )


def test_pelican_alone_gives_the_same_files(tmp_path: Path) -> None:
    """Byte for byte what ``fangxin build`` puts into the output."""
    options = toy(tmp_path)
    assert build(options) == 0
    done = pelican(tmp_path)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "plain") == tree(options.output)


def test_pelican_alone_stops_at_a_bad_record(tmp_path: Path) -> None:
    """Also without ``--fatal errors``, before it has written anything."""
    write_records(toy(tmp_path).merchants)
    spoil(tmp_path / "merchants" / f"{FIRST}.yml", "category: shop", "category: ship")
    done = pelican(tmp_path)
    assert done.returncode != 0
    assert f"{FIRST}.yml:3:11" in done.stdout + done.stderr
    assert not (tmp_path / "plain").exists()


@pytest.mark.parametrize("error", ["OSError", "ValueError"])
def test_pelican_alone_stops_when_writing_fails(tmp_path: Path, error: str) -> None:
    """What the plugin raises is Pelican's exit code, not only a line in its log."""
    toy(tmp_path)
    more = f"def bad(*_): raise {error}('no')\nfangxin_registry.write = bad"
    assert pelican(tmp_path, own_settings(tmp_path, more)).returncode == 1


def test_the_plugin_stays_registered() -> None:
    """Pelican keeps weak references: a receiver inside a function would silently be gone."""
    signals = importlib.import_module("pelican").signals
    fangxin_registry.register()
    gc.collect()
    for signal, receiver in (
        (signals.initialized, fangxin_registry.prepare),
        (signals.get_generators, fangxin_registry.get_generators),
        (signals.generator_init, fangxin_registry.use_one_environment),
    ):
        assert receiver in list(signal.receivers_for(None))
        signal.disconnect(receiver)


def test_settings_are_only_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment says which records, day and address; the public site's settings do not take
    records or address from it."""
    monkeypatch.setenv("FANGXIN_MERCHANTS", "/elsewhere")
    monkeypatch.setenv("FANGXIN_SITE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("FANGXIN_AS_OF", "2026-05-02")
    common = importlib.reload(importlib.import_module("pelicanconf"))
    public = importlib.reload(importlib.import_module("publishconf"))
    assert common.FANGXIN_MERCHANTS == "/elsewhere"
    assert common.FANGXIN_SITE_URL == "http://127.0.0.1:9"
    assert date.fromisoformat(common.FANGXIN_AS_OF) == date(2026, 5, 2)
    assert str(ROOT / "merchants") == public.FANGXIN_MERCHANTS
    assert public.FANGXIN_SITE_URL is None
    assert public.THEME == common.THEME
