"""Names of branches and tags stay for everybody who fetches: none holds a number of a person."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from fangxin.base.refusal import RefusedError
from fangxin.publish.server.gate import _refuse_ref
from fangxin.publish.server.hook import Update
from fangxin.registry.git import NOTHING

SERVER: Any = SimpleNamespace(ref="refs/heads/main", config=SimpleNamespace(branch="main"))


@pytest.mark.parametrize(
    "name", ["13800001234", "甲-330726199001011238", "６２２２０２１００１１１６２４５７０２"]
)
@pytest.mark.parametrize("kind", ["refs/heads/", "refs/tags/"])
def test_a_branch_named_by_a_number_is_refused(name: str, kind: str) -> None:
    """Whatever the number is of; its deletion is let in."""
    with pytest.raises(RefusedError) as told:
        _refuse_ref(SERVER, Update(NOTHING, "1" * 40, kind + name))
    assert "git branch -m" in told.value.zh and name not in told.value.zh
    _refuse_ref(SERVER, Update("1" * 40, NOTHING, kind + name))


@pytest.mark.parametrize("name", ["2026-11-28", "fx-2025-0101", "pj269001q", "v3.2.1"])
def test_other_names_are_taken(name: str) -> None:
    """Days, certificates, merchants, versions."""
    _refuse_ref(SERVER, Update(NOTHING, "1" * 40, f"refs/heads/{name}"))
