"""Reads the truth table: cases and policies as small YAML files in ``tests/truth``.

The record of a case has the shape that officials write, every scalar is text, and nothing of the
project's own reader is used. ``none`` in an expectation means "no day".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from fangxin.facts.policy.policy import (
    LIMITS,
    PARAMETERS,
    Basis,
    FailureKind,
    Parameter,
    Policy,
    Reinstatement,
    Rule,
    Version,
)
from fangxin.facts.values import Act, Appeal, Change, Decision, Facts, Failure, Objection, Void

TRUTH = Path(__file__).parents[1] / "truth"
MERCHANT = "PJSH0016"

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One sentence of the rules: facts, a policy, and what must be true on some days."""

    name: str
    zh: str
    en: str
    facts: Facts
    policy: Policy
    expect: Mapping[date, Raw]

    def __str__(self) -> str:
        return self.name


def load(path: Path) -> Any:
    """The file as plain text values: ``BaseLoader`` guesses no types."""
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=yaml.BaseLoader)


def cases() -> Iterator[Case]:
    """All cases of all files, in the order of the files' names."""
    for path in sorted(TRUTH.glob("*.yml")):
        topic = load(path)
        for raw in topic["cases"]:
            record = joined(topic.get("base", {}), raw.get("record", {}))
            yield Case(
                name=f"{path.stem}: {raw['en']}",
                zh=raw["zh"],
                en=raw["en"],
                facts=facts(MERCHANT, record, raw.get("siblings", {})),
                policy=policy(raw.get("policy", topic.get("policy", "small"))),
                expect={day(key): value for key, value in raw["expect"].items()},
            )


def joined(base: Raw, record: Raw) -> dict[str, Any]:
    """The base of a topic with the lists of a case appended."""
    result = {**base, **record}
    for key in ("failures", "objections", "changes"):
        result[key] = [*base.get(key, []), *record.get(key, [])]
    decisions = [*decisions_of(base), *decisions_of(record)]
    return {**result, "certification": {"decisions": decisions}}


def decisions_of(record: Raw) -> list[Raw]:
    return list(record.get("certification", {}).get("decisions", []))


# --- facts ---------------------------------------------------------------------------------------


def facts(merchant: str, record: Raw, siblings: Raw) -> Facts:
    """The facts of one merchant; ``siblings`` maps an ID to a record (with its own siblings)."""
    changes = tuple(change(raw) for raw in record.get("changes", []))
    codes = sorted((one for one in changes if one.field == "uscc"), key=lambda one: one.acts)
    return Facts(
        id=merchant,
        uscc=record.get("uscc"),
        decisions=tuple(decision(raw) for raw in decisions_of(record)),
        failures=tuple(failure(raw) for raw in record.get("failures", [])),
        objections=tuple(objection(raw) for raw in record.get("objections", [])),
        changes=changes,
        first_code=next((one.before for one in codes), None),
        code_since=max((one.acts for one in codes), default=date.min),
        siblings=tuple(facts(name, raw, raw.get("siblings", {})) for name, raw in siblings.items()),
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


def maybe(raw: Raw, key: str) -> date | None:
    return day(raw[key]) if key in raw else None


def void(raw: Raw) -> Void | None:
    if "void" not in raw:
        return None
    replaced_by = raw["void"].get("replaced_by")
    return Void(day(raw["void"]["date"]), raw["void"].get("reason", "登记有误"), None, replaced_by)


def known(raw: Raw, allowed: str) -> Raw:
    """``raw``, unless it has a key that would be lost: a slip in a case must not pass."""
    strange = set(raw) - set(allowed.split())
    if strange:
        raise ValueError(f"unknown keys {sorted(strange)} in {dict(raw)}")
    return raw


def decision(raw: Raw) -> Decision:
    known(raw, "id date status recorded until certificate because imported void")
    return Decision(
        id=raw["id"],
        date=day(raw["date"]),
        act=Act(raw["status"]),
        recorded=day(raw.get("recorded", raw["date"])),
        until=maybe(raw, "until"),
        certificate=raw.get("certificate"),
        because=tuple(raw.get("because", ())),
        imported=raw.get("imported") == "true",
        void=void(raw),
    )


def failure(raw: Raw) -> Failure:
    known(
        raw,
        "id kind date recorded served rectified rectified_recorded final final_recorded appeal"
        " affects document act distinct_from void",
    )
    return Failure(
        id=raw["id"],
        kind=raw["kind"],
        date=day(raw["date"]),
        recorded=day(raw.get("recorded", raw["date"])),
        served=maybe(raw, "served"),
        rectified=maybe(raw, "rectified"),
        rectified_recorded=maybe(raw, "rectified_recorded"),
        final=maybe(raw, "final"),
        final_recorded=maybe(raw, "final_recorded"),
        appeal=appeal(raw["appeal"]) if "appeal" in raw else None,
        affects=tuple(raw.get("affects", ())),
        distinct_from=tuple(raw.get("distinct_from", ())),
        document=raw.get("document"),
        act=raw.get("act"),
        void=void(raw),
    )


def appeal(raw: Raw) -> Appeal:
    known(raw, "filed decided outcome recorded")
    decided, recorded = maybe(raw, "decided"), maybe(raw, "recorded")
    return Appeal(day(raw["filed"]), decided, raw.get("outcome"), recorded)


def objection(raw: Raw) -> Objection:
    known(raw, "id filed decided outcome recorded void")
    return Objection(
        id=raw["id"],
        filed=day(raw["filed"]),
        decided=maybe(raw, "decided"),
        outcome=raw.get("outcome"),
        recorded=maybe(raw, "recorded"),
        void=void(raw),
    )


def change(raw: Raw) -> Change:
    known(raw, "id date field recorded continues mistaken before after void")
    return Change(
        id=raw["id"],
        date=day(raw["date"]),
        field=raw["field"],
        recorded=day(raw.get("recorded", raw["date"])),
        before=raw.get("before"),
        after=raw.get("after"),
        continues=raw.get("continues") == "true",
        mistaken=raw.get("mistaken") == "true",
        void=void(raw),
    )


# --- policies ------------------------------------------------------------------------------------


def policy(name: str) -> Policy:
    """The policy of that name in ``tests/truth/policies``."""
    raw = load(TRUTH / "policies" / f"{name}.yml")
    return Policy(tuple(version(n, one) for n, one in enumerate(raw["versions"], start=1)))


def version(number: int, raw: Raw) -> Version:
    basis = Basis("assumed", "a test")
    return Version(
        number=number,
        effective=day(raw["effective"]),
        document=None,
        parameters={
            code: Parameter(code, code, code, int(raw["parameters"].get(code, 1)), unit, basis)
            for code, unit in {**PARAMETERS, **LIMITS}.items()
            if code in PARAMETERS or code in raw["parameters"]
        },
        kinds={code: kind(code, words) for code, words in raw["kinds"].items()},
        rules=tuple(rule(one) for one in raw["rules"]),
        ends_on_change=frozenset(raw["ends_on_change"]),
        ends_on_change_basis=basis,
        reinstatement=reinstatement(raw.get("reinstatement", "suspensions decisions")),
    )


def reinstatement(words: str) -> Reinstatement:
    """``suspensions decisions grave serious-overdue``: what it opens, and the revoking rules."""
    named = words.split()
    rules = frozenset(named) - {"suspensions", "decisions"}
    return Reinstatement("suspensions" in named, "decisions" in named, rules)


def kind(code: str, words: str) -> FailureKind:
    """``grave 12 entity provisional``: severity, points, marks."""
    severity, points, *marks = words.split()
    assert severity in ("minor", "serious", "grave"), words
    return FailureKind(
        code=code,
        label=code,
        label_en=code,
        severity=severity,  # type: ignore[arg-type]
        points=int(points),
        entity="entity" in marks,
        provisional="provisional" in marks,
        basis=Basis("二(一)1"),
    )


NUMBERS = ("count", "points", "months", "bar_years", "days", "overdue_days", "overdue_bar_years")


def rule(raw: Raw) -> Rule:
    known(raw, f"code clause effect severity kinds until {' '.join(NUMBERS)}")
    numbers: dict[str, Any] = {key: int(raw[key]) for key in NUMBERS if key in raw}
    return Rule(
        code=raw["code"],
        label=raw["code"],
        label_en=raw["code"],
        basis=Basis(raw["clause"]),
        effect=raw["effect"],
        severity=raw.get("severity"),
        kinds=frozenset(raw["kinds"]) if "kinds" in raw else None,
        until=raw.get("until"),
        **numbers,
    )


def following(until: date | None) -> date | None:
    """The day of the next change."""
    return None if until is None else until + timedelta(days=1)
