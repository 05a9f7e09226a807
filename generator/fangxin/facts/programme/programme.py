"""The plan as data: content/programme/*.yml read strictly into frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # fields named ``date`` would hide the type
from pathlib import Path
from typing import Any

from fangxin.base.problem import Problem, errors
from fangxin.facts.document_number import ByDocument
from fangxin.facts.policy.basis import basis_of
from fangxin.facts.policy.file import read_policy
from fangxin.facts.policy.policy import Basis, Policy
from fangxin.facts.programme.admin import Admin
from fangxin.facts.programme.checks import Sheets, programme_problems
from fangxin.facts.programme.criteria import Criterion, criteria_of
from fangxin.facts.programme.files import policy_bytes, read_sheets
from fangxin.facts.programme.former import FormerUrl, Renamed
from fangxin.facts.programme.guard import Guarding, guarding_of
from fangxin.facts.programme.holidays import Holidays, holidays_of
from fangxin.facts.programme.judgeable import criteria_can_be_judged
from fangxin.facts.programme.laws import Law, laws_of
from fangxin.facts.programme.offices import policy_names_offices


@dataclass(frozen=True, slots=True)
class Site:
    """What an adopter sets (site.yml). ``url`` has no trailing slash and may carry a path."""

    title: str  # 放心消费在浦江
    title_en: str
    county: str  # 浦江县
    office: str  # 浦江县消费者权益保护工作联席会议办公室
    office_en: str
    url: str
    hotline: str  # "12315"
    update_days: int  # the next publication is promised within so many days
    demonstration: bool  # true puts the 示例 banner on every page
    mark: str | None  # path of the province's mark below content/, or None: the placeholder
    allowed_hosts: tuple[str, ...]  # foreign hosts that pages may link to
    report: Mapping[str, str]  # 8890 / 12315 / address … how to report, label → value
    former_urls: tuple[FormerUrl, ...] = ()  # old signs lead there: kept for redirects


@dataclass(frozen=True, slots=True)
class Category:
    code: str  # market shop online catering scenic
    label: str  # 放心商店
    label_en: str
    criteria: tuple[Criterion, ...]
    lead: str  # department code
    support: tuple[str, ...]
    clause: str
    criteria_basis: Basis | None = None  # where the criteria come from


@dataclass(frozen=True, slots=True)
class Department:
    code: str
    label: str
    member: bool  # of the joint conference
    role: str | None = None
    address: str | None = None  # where an appeal is brought that it answers
    phone: str | None = None
    papers: tuple[str, ...] = ()  # words that its documents begin with: 浦市监
    liaison: str | None = None  # the office of its liaison officer; never a person


@dataclass(frozen=True, slots=True)
class Topic:
    """A class of goods, a campaign or a field of consumption that rows of registers name."""

    code: str
    label: str
    label_en: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a plan's period. ``code`` is the id of the indicator that measures it; with a
    ``category`` it is the number of certified units."""

    code: str
    label: str
    value: int
    unit: str
    clause: str
    category: str | None = None
    at_least: bool = True
    note: str | None = None  # how the plan words it: 并逐年增加, 力争, …
    rising: bool = False  # also more in every year than in the one before
    basis: str | None = None  # "assumed" when no clause gives the number, which ``source`` follows
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    code: str
    title: str
    document: str
    begins: Day
    ends: Day
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document that facts refer to by number (文号); may certify forty shops at once."""

    number: str
    title: str
    date: Day
    by: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    site: Site
    policy: Policy
    categories: Mapping[str, Category]
    towns: tuple[str, ...]  # in the county's order
    departments: Mapping[str, Department]
    commitments: Mapping[str, str]  # kind → label
    plans: tuple[Plan, ...] = ()
    documents: ByDocument[Document] = field(default_factory=ByDocument)  # however it is written
    commitments_en: Mapping[str, str] = field(default_factory=dict)  # kind → English label
    focus: Mapping[str, Topic] = field(default_factory=dict)  # classes of goods to be sampled
    campaigns: Mapping[str, Topic] = field(default_factory=dict)
    areas: Mapping[str, Topic] = field(default_factory=dict)  # fields of consumption
    services: Mapping[str, Topic] = field(default_factory=dict)  # where shoppers find help
    projects: Mapping[str, Topic] = field(default_factory=dict)  # what is built over years
    holidays: Holidays = field(default_factory=Holidays)  # which days are worked
    guard: Guarding = field(default_factory=Guarding)  # who may publish, and how
    grid: tuple[tuple[str, ...], ...] = ()  # rows of towns, drawn as tiles; NO_TILE: none here
    renamed: tuple[Renamed, ...] = ()  # places that the state renamed
    laws: Mapping[str, Law] = field(default_factory=dict)  # cited ones, by title
    admin: Admin | None = None  # the web form for officials, None: there is none


def read_programme(content: Path) -> tuple[Programme | None, list[Problem]]:
    """Everything in ``content``/programme, and every problem of every file at once; the programme
    is None when there is any error."""
    sheets, problems = read_sheets(content)
    problems += programme_problems(sheets)
    data, path, found = policy_bytes(content)
    policy = None
    if data is not None:
        policy, found = read_policy(data, path)
        departments = sheets.written("departments")
        if departments is not None:  # or its own fault is told, and nothing follows from it
            found += policy_names_offices(policy, departments, path)
    problems = sorted([*problems, *found, *criteria_can_be_judged(sheets, policy)])
    if policy is None or errors(problems):
        return None, problems
    return _programme(sheets, policy), problems


def _programme(sheets: Sheets, policy: Policy) -> Programme:
    """The frozen values of sheets without errors."""
    commitments = sheets.value("commitments", {})
    topics = sheets.value("topics", {})
    return Programme(
        site=Site(**{"mark": None, **sheets.value("site", {})}),
        policy=policy,
        categories={
            code: _category(values) for code, values in sheets.value("categories", {}).items()
        },
        towns=sheets.value("towns", {})["towns"],
        grid=sheets.value("towns", {}).get("grid", ()),
        renamed=tuple(map(_renamed, sheets.value("towns", {}).get("renamed", ()))),
        departments={
            code: Department(**values) for code, values in sheets.value("departments", {}).items()
        },
        commitments={kind: values["label"] for kind, values in commitments.items()},
        commitments_en={kind: values["label_en"] for kind, values in commitments.items()},
        plans=tuple(_plan(name, sheets.value(name, {})) for name in sheets.plans()),
        documents=ByDocument(
            {n: Document(**values) for n, values in sheets.value("documents", {}).items()}
        ),
        holidays=holidays_of(sheets.value("holidays", {})),
        guard=guarding_of(sheets.value("guard", {})),
        admin=sheets.value("admin", None),
        laws=laws_of(sheets.value("laws", {})),
        **{
            name: {code: Topic(**values) for code, values in topics.get(name, {}).items()}
            for name in ("focus", "campaigns", "areas", "services", "projects")
        },
    )


def _renamed(values: Mapping[str, Any]) -> Renamed:
    return Renamed(values["from"], values["to"], values["date"], values["document"])


def _category(values: Mapping[str, Any]) -> Category:
    criteria = values["criteria"]
    return Category(
        **{
            **values,
            "criteria": criteria_of(criteria["items"]),
            "criteria_basis": basis_of(criteria),
        }
    )


def _plan(name: str, values: Mapping[str, Any]) -> Plan:
    targets = tuple(Target(**target) for target in values["targets"].values())
    return Plan(**{**values, "code": name.removeprefix("plans/"), "targets": targets})
