"""The web form: off unless switched on, made of the field tables, nothing of it elsewhere."""

from __future__ import annotations

import hashlib
import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fangxin.facts.notices.head import HEAD
from fangxin.facts.programme.admin import ADMIN, BACKENDS, Admin
from fangxin.facts.programme.programme import Programme, read_programme
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.dishonest import LISTING
from fangxin.facts.registers.misuse import MISUSE
from fangxin.site.build.produce import BuildOrder, read
from fangxin.site.cms.collections import BY_HAND, FILE, ROWS, TEXT
from fangxin.site.cms.forms import admin_files, config, policy_of
from fangxin.site.pages.files import site_files
from fangxin.site.render import Renderer
from fangxin.text.fields.idents import check_character
from fangxin.text.fields.tables import Group, ListOf
from tests.support import node
from tests.support.catalogue_factory import a_catalogue, a_programme
from tests.support.demonstration import CONTENT, RECORDS
from tests.support.toy_site import DAY, ROOT, own_content, write_records

THEME = ROOT / "theme"
VENDOR = THEME / "admin" / "vendor"
FORGEJO = Admin(
    "forgejo",
    repo="office/registry",
    base_url="https://git.fx.example",
    api_root="https://git.fx.example/api/v1",
    app_id="0123456789",
)


def _programme() -> Programme:
    programme, problems = read_programme(CONTENT)
    assert programme is not None, "\n".join(map(str, problems))
    return programme


def _with(admin: Admin | None) -> dict[str, bytes]:
    """Every file of the factory's site."""
    renderer = Renderer(replace(a_programme(), admin=admin), THEME)
    return dict(site_files(a_catalogue(), renderer))


def _collections(admin: Admin = FORGEJO) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in config(_programme(), admin)["collections"]}


def _each(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in fields:
        yield one
        yield from _each(one.get("fields", []))
        yield from _each([one["field"]] if "field" in one else [])


def test_there_is_no_form_unless_it_is_switched_on() -> None:
    """Without admin.yml no byte of the form is made, and nothing else of the site is another."""
    without, with_form = _with(None), _with(Admin("test"))
    form = {path for path in with_form if path.startswith("admin/")}
    assert "admin/index.html" in form and "admin/vendor/decap-cms.js" in form
    assert without == {path: data for path, data in with_form.items() if path not in form}


def test_public_settings_leave_the_form_out(tmp_path: Path) -> None:
    """The public site's settings have no form, even where admin.yml describes one."""
    assert importlib.import_module("pelicanconf").FANGXIN_ADMIN is True
    assert importlib.import_module("publishconf").FANGXIN_ADMIN is False
    content = own_content(tmp_path)
    (content / "programme" / "admin.yml").write_text("backend: test\n", encoding="utf-8")
    order = BuildOrder(write_records(tmp_path / "merchants"), content, THEME, tmp_path, DAY)
    public, internal = read(order), read(replace(order, admin=True))
    assert public.programme.admin is None
    assert internal.programme.admin == Admin("test")


def test_vendored_files_are_whole_and_pinned() -> None:
    """What others wrote is unchanged, comes with its licence, and stands in the list."""
    listed = json.loads((VENDOR / "VENDOR.json").read_bytes())
    assert set(listed) | {"VENDOR.json"} == {path.name for path in VENDOR.iterdir()}
    for name, about in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == about["sha256"], name
        assert (VENDOR / about["licence_file"]).is_file()


def test_form_has_its_own_strict_page() -> None:
    """The page is not to be indexed, stands in no map of the site, and runs only its own files."""
    files = _with(FORGEJO)
    page = files["admin/index.html"].decode()
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert b"/admin/" not in files["sitemap.xml"]
    policy = policy_of(FORGEJO)
    assert policy.replace("'", "&#39;") in page
    assert "default-src 'none'" in policy
    assert "connect-src 'self' blob: https://git.fx.example;" in policy
    assert re.findall(r'src="([^"]*)"', page) == [
        f"/admin/{name}"
        for name in ("admin.js", "words.js", "vendor/js-yaml.js", "vendor/decap-cms.js")
    ]
    assert "http" not in policy_of(Admin("test"))


@pytest.mark.parametrize("backend", BACKENDS)
def test_each_forge_has_its_backend(backend: str) -> None:
    """Every kind of forge gets its backend, with merge requests where Decap knows them."""
    made = config(_programme(), replace(FORGEJO, backend=backend))
    names = {"test": "fangxin-test-repo"}
    assert made["backend"]["name"] == names.get(backend, f"fangxin-{backend}")
    assert (made.get("publish_mode") == "editorial_workflow") == (backend != "gitea")
    assert ("repo" in made["backend"]) == (backend != "test")
    assert (made["backend"].get("auth_type") == "pkce") == (backend == "gitlab")


def test_every_record_is_in_a_collection() -> None:
    """Each folder in which records lie is one that the form opens, once."""
    folders = [one["folder"] for one in _collections().values() if "folder" in one]
    used = {f"merchants/{path.parent.name}" for path in RECORDS.glob("**/*.yml")}
    assert used and used <= set(folders) and len(folders) == len(set(folders))
    moved = _collections(replace(FORGEJO, folders={"shop": "stores"}, merchants="data/shops"))
    assert moved["merchants-shop"]["folder"] == "data/shops/stores"


def _same_keys(fields: list[dict[str, Any]], group: Group, more: set[str]) -> None:
    """The widgets are the table's keys, at every depth, with its labels; nothing is invented."""
    by_name = {one["name"]: one for one in fields if one["name"] not in more}
    assert list(by_name) == [one.key for one in group.fields if one.key not in BY_HAND]
    for spec in group.fields:
        if spec.key in BY_HAND:
            continue
        widget = by_name[spec.key]
        assert widget["label"] == spec.zh
        inner = spec.kind.item if isinstance(spec.kind, ListOf) else spec.kind
        if isinstance(inner, Group):
            _same_keys(widget["fields"], inner, set())
        if spec.key not in ("id", "decisions"):
            assert widget["required"] == spec.required, spec.key


def test_form_has_the_keys_of_the_tables() -> None:
    """The form asks for every key that the reader knows, and for no other."""
    found = _collections()
    _same_keys(found["merchants-shop"]["fields"], MERCHANT, {FILE})
    _same_keys(found["notices"]["fields"], HEAD, {FILE, TEXT})
    for name, group in (("dishonest", LISTING), ("misuse", MISUSE)):
        (file,) = found[f"register-{name}"]["files"]
        (rows,) = file["fields"]
        assert rows["name"] == ROWS
        _same_keys(rows["fields"], group, set())


def test_choices_are_told_with_their_codes() -> None:
    """Whatever has choices offers them all, the Chinese label before the code."""
    fields = {one["name"]: one for one in _each(_collections()["merchants-shop"]["fields"])}
    offered = {option["value"] for option in fields["kind"]["options"]}
    policy = _programme().policy.versions[-1]
    assert fields["town"]["options"][0]["value"] in _programme().towns
    assert fields["category"]["default"].endswith("\u2002shop")
    commitments = {f"{label}\u2002{code}" for code, label in _programme().commitments.items()}
    kinds = {f"{kind.label}\u2002{code}" for code, kind in policy.kinds.items()}
    assert offered in (commitments, kinds)


def test_nothing_is_filled_in_that_nobody_wrote() -> None:
    """A new record comes with its category alone: no list has an item, no day is today's, but the
    day of entry of a new fact."""
    for collection in _collections().values():
        for file in collection.get("files", [collection]):
            for one in _each(file["fields"]):
                if one.get("widget") == "list":
                    assert one["default"] == []
                if one.get("widget") == "datetime" and one["name"] != "recorded":
                    assert one["default"] == ""


def test_rules_between_keys_are_told() -> None:
    """What one key needs or forbids stands below the field, in the words of the form."""
    decisions = next(
        one
        for one in _each(_collections()["merchants-shop"]["fields"])
        if one["name"] == "decisions"
    )
    hints = {one["name"]: one.get("hint", "") for one in decisions["fields"]}
    assert "决定内容为“公示、认定或续期、暂停认定”" in hints["until"].replace(
        "认定或续期、公示", "公示、认定或续期"
    )
    assert "旧登记簿导入的除外" in hints["certificate"]
    assert "留空，保存时自动编号" in hints["id"]


def test_check_character_is_the_same_in_the_form() -> None:
    """The form works out the last character of an ID as the program does."""
    script = (THEME / "admin" / "admin.js").read_text(encoding="utf-8")
    parts = re.findall(r"const ALPHABET = [^;]*;|const checkCharacter = (?:.|\n)*?\n  };", script)
    assert len(parts) == 2
    bodies = ["PJ18000", "TEST0", "Z9Z9Z9", "0001", "PJ26999", "ABCDEFGHIJKLMNO"]
    said = node.run("".join(parts) + "return bodies.map(checkCharacter);", bodies=bodies)
    assert said == [check_character(body) for body in bodies]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("backend: test\n", ["admin-trial"]),
        ("backend: svn\n", ["bad-choice"]),
        ("backend: forgejo\n", ["missing-key"] * 4),
        ("backend: gitlab\nrepo: office/registry\n", ["missing-key"]),
        ("backend: test\nrepo: office/registry\n", ["admin-trial", "key-misplaced"]),
        ("backend: test\npassword: x\n", ["admin-trial", "unknown-key"]),
        ("backend: test\nfolders: {nowhere: a}\n", ["admin-trial", "unknown-category"]),
        (
            "backend: github\nrepo: office/registry\nbase_url: http://login.fx.example\n",
            ["admin-insecure"],
        ),
    ],
)
def test_settings_are_read_strictly(tmp_path: Path, text: str, codes: list[str]) -> None:
    """Each way to spoil admin.yml is named; a trial in earnest is advised against."""
    content = own_content(tmp_path)
    site = content / "programme" / "site.yml"
    earnest = site.read_text(encoding="utf-8").replace(
        "demonstration: true", "demonstration: false"
    )
    site.write_text(earnest, encoding="utf-8")
    (content / "programme" / "admin.yml").write_text(text, encoding="utf-8")
    _, problems = read_programme(content)
    found = [one.code for one in problems if one.place.path.endswith("admin.yml")]
    assert sorted(found) == sorted(codes)


def test_files_of_the_form_need_a_theme_that_has_them(tmp_path: Path) -> None:
    """A theme without the form's files stops the build, instead of publishing half a form."""
    for name in ("templates", "static"):
        (tmp_path / name).symlink_to(THEME / name)
    renderer = Renderer(replace(a_programme(), admin=FORGEJO), tmp_path)
    with pytest.raises(OSError, match=r"VENDOR\.json"):
        dict(admin_files(renderer))


def test_guide_is_true(tmp_path: Path) -> None:
    """Every settings file in docs/admin.md is accepted, and its table names every setting."""
    guide = (ROOT / "docs" / "admin.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert len(examples) >= 4
    content = own_content(tmp_path)
    for example in examples:
        (content / "programme" / "admin.yml").write_text(example, encoding="utf-8")
        _, problems = read_programme(content)
        assert [one for one in problems if one.place.path.endswith("admin.yml")] == []
    rows = " ".join(re.findall(r"^\| (`[^|]*) \|", guide, re.MULTILINE))
    assert {f"`{spec.key}`" for spec in ADMIN.fields} == set(rows.replace("、", " ").split())
