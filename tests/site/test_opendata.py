"""Open data, feeds, site map and the day of publication."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator, ValidationError

from fangxin.facts.policy.policy import Basis
from fangxin.facts.values import Status
from fangxin.site.pages.asof import asof_files, next_update
from fangxin.site.pages.feeds import NEWEST, feed_files
from fangxin.site.pages.lists import moves
from fangxin.site.pages.opendata import (
    COLUMNS,
    api_files,
    changes_json,
    merchants_csv,
    registry_json,
)
from fangxin.site.pages.openschema import SCHEMAS
from fangxin.site.pages.sitemap import MOST, sitemap_files
from fangxin.standing.standing import Correction, Reason
from fangxin.view.catalogue import Catalogue
from fangxin.words.published import status_json
from tests.support.catalogue_factory import AS_OF, a_catalogue, a_move, a_programme, an_entry
from tests.support.factories import a_site, a_view

ATOM = "{http://www.w3.org/2005/Atom}"
ADDED = ("signs", "criteria", "reinstatements")  # to what an earlier release published


def _files(catalogue: Catalogue) -> dict[str, bytes]:
    return dict(api_files(catalogue, a_programme()))


def _table(catalogue: Catalogue) -> list[dict[str, str]]:
    text = merchants_csv(catalogue, a_programme()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_schemas_are_schemas() -> None:
    """Each published schema is itself valid, and is published."""
    for name, schema in SCHEMAS.items():
        Draft202012Validator.check_schema(schema)
        assert json.loads(_files(a_catalogue())[f"api/v1/schema/{name}.json"]) == schema


def test_files_keep_their_schemas() -> None:
    """What is published is what was promised, with dates that are dates."""
    files = _files(a_catalogue()) | dict(asof_files(a_programme().site, AS_OF))
    for path, name in {
        "api/v1/registry.json": "registry",
        "api/v1/changes.json": "changes",
        "api/v1/expiring.json": "expiring",
        "asof.json": "asof",
    }.items():
        checker = Draft202012Validator.FORMAT_CHECKER
        Draft202012Validator(SCHEMAS[name], format_checker=checker).validate(
            json.loads(files[path])
        )


def test_status_of_a_merchant_keeps_its_schema() -> None:
    """``status.json`` says exactly what was promised: no key too few, none unpromised."""
    reason = Reason("grave-revoke", ("F1",), Basis("二(一)1"), AS_OF, None, "PJ00028")
    view = a_view(
        status=Status.REVOKED,
        reasons=(reason,),
        corrections=(Correction("F0", AS_OF, "appeal"),),
    )
    for one in (view, a_view(next_date=None, since=None, until=None)):
        document = json.loads(status_json(one, a_programme()))
        Draft202012Validator(SCHEMAS["status"]).validate(document)
        assert set(document) == set(SCHEMAS["status"]["properties"])
        earlier = {key: document[key] for key in document if key not in ADDED}
        Draft202012Validator(SCHEMAS["status"]).validate(earlier)


def test_schema_refuses_a_revoked_merchant_that_is_recognised() -> None:
    """The promise about ``recognised`` is part of the schema."""
    document = json.loads(registry_json(a_catalogue(), a_programme()))
    wrong = next(row for row in document["merchants"] if row["status"] == "revoked")
    wrong["recognised"] = True
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMAS["registry"]).validate(document)


def test_registry_tells_everyone_and_recognises_only_the_certified() -> None:
    """JSON and CSV agree with the catalogue, merchant by merchant."""
    entries = a_catalogue().entries
    document = json.loads(registry_json(a_catalogue(), a_programme()))
    right = {entry.id: (entry.status.value, entry.status is Status.CERTIFIED) for entry in entries}
    rows = document["merchants"]
    assert {row["id"]: (row["status"], row["recognised"]) for row in rows} == right
    assert {
        row["id"]: (row["status"], row["recognised"] == "true") for row in _table(a_catalogue())
    } == right
    assert document["count"] == len(entries) == sum(document["counts"].values())
    assert document["next_update"] == "2026-11-30"


def test_registry_has_one_merchant_a_line() -> None:
    """Two publications can be compared line by line."""
    lines = registry_json(a_catalogue(), a_programme()).decode().splitlines()
    assert len(lines) == len(a_catalogue().entries) + 2
    assert json.loads(lines[1].rstrip(","))["id"] == a_catalogue().entries[0].id


def test_csv_is_rfc_4180_for_spreadsheets() -> None:
    """Byte order mark, CRLF, quotes where needed; a name with comma, quote and break survives."""
    name = '甲,"乙"\n丙（示例）'
    data = merchants_csv(a_catalogue(an_entry(80, name=name)), a_programme())
    assert data.startswith(b"\xef\xbb\xbfid,name,")
    assert data.endswith(b"\r\n")
    assert name in [row["name"] for row in _table(a_catalogue(an_entry(80, name=name)))]
    assert list(_table(a_catalogue())[0]) == list(COLUMNS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_csv_cells_are_no_formulas(start: str) -> None:
    """No cell makes a spreadsheet calculate, whatever a merchant is called."""
    name = f"{start}HYPERLINK(1)"
    cells = [row["name"] for row in _table(a_catalogue(an_entry(80, name=name, address=name)))]
    assert "'" + name in cells
    assert not any(cell.startswith(start) for cell in cells)


def test_changes_are_complete_and_newest_first() -> None:
    """Every move of every merchant stands in changes.json."""
    document = json.loads(changes_json(a_catalogue(), a_programme()))
    told = [(row["date"], row["id"], row["after"]) for row in document["changes"]]
    right = [(move.date.isoformat(), move.id, move.after.value) for move in moves(a_catalogue())]
    assert told == right
    assert len(told) == 8


def test_empty_changes_are_an_honest_list() -> None:
    """Without changes the file says so, and is still valid."""
    quiet = Catalogue(AS_OF, (an_entry(1),))
    assert json.loads(changes_json(quiet, a_programme()))["changes"] == []


def _atom(catalogue: Catalogue) -> ElementTree.Element:
    return ElementTree.fromstring(dict(feed_files(catalogue, a_programme()))["feeds/changes.atom"])


def test_feeds_say_what_became_of_whom() -> None:
    """Title, text, address and the day of the fact; JSON Feed and Atom agree."""
    files = dict(feed_files(a_catalogue(), a_programme()))
    items = json.loads(files["feeds/changes.json"])["items"]
    entries = _atom(a_catalogue()).findall(f"{ATOM}entry")
    assert [item["id"] for item in items] == [entry.findtext(f"{ATOM}id") for entry in entries]
    revoked = next(item for item in items if "认定已撤销" in item["title"])
    assert revoked["date_published"] == "2026-10-09T00:00:00+08:00"
    assert "依据：严重问题，撤销" in revoked["content_text"]
    assert "Recognition revoked" in revoked["content_text"]
    assert _atom(a_catalogue()).findtext(f"{ATOM}updated") == "2026-10-12T00:00:00+08:00"


def test_feed_ids_never_change() -> None:
    """A later move, also on the same day, leaves the ids of older moves alone; all differ."""
    entry = an_entry(95)
    day = date(2026, 11, 1)
    first = a_move(entry, Status.CERTIFIED, Status.SUSPENDED, day)
    second = a_move(entry, Status.SUSPENDED, Status.CERTIFIED, day)
    before = _ids(a_catalogue(replace(entry, moves=(first,))))
    after = _ids(a_catalogue(replace(entry, moves=(second, first))))
    assert after[1:] == before
    assert len(set(after)) == len(after)


def _ids(catalogue: Catalogue) -> list[str]:
    return [entry.findtext(f"{ATOM}id") or "" for entry in _atom(catalogue).findall(f"{ATOM}entry")]


def test_feeds_are_bounded_and_may_be_empty() -> None:
    """The newest hundred; without any the feed is valid and dated by the publication."""
    entry = an_entry(95)
    many = tuple(
        a_move(entry, Status.NONE, Status.CERTIFIED, date.fromordinal(739000 - n))
        for n in range(NEWEST + 20)
    )
    assert len(_ids(a_catalogue(replace(entry, moves=many)))) == NEWEST
    empty = _atom(Catalogue(AS_OF, (an_entry(1),)))
    assert empty.findall(f"{ATOM}entry") == []
    assert empty.findtext(f"{ATOM}updated") == "2026-11-23T00:00:00+08:00"


def test_sitemap_dates_are_those_of_the_facts() -> None:
    """A merchant's page is dated by its status, never by the build; 404 is not listed."""
    pages = ["index.html", "404.html", "registry/index.html"]
    text = dict(sitemap_files(a_catalogue(), a_site(), pages))["sitemap.xml"].decode()
    revoked = next(one for one in a_catalogue().entries if one.status is Status.REVOKED)
    assert f"{revoked.id}/</loc><lastmod>2026-10-09</lastmod>" in text
    assert "<loc>https://fx.example/</loc></url>" in text
    assert "<loc>https://fx.example/registry/</loc>" in text
    assert "404" not in text
    assert AS_OF.isoformat() not in text
    assert len(ElementTree.fromstring(text)) == len(a_catalogue().entries) + 2


def test_sitemap_of_very_many_is_cut() -> None:
    """Over the protocol's limit the map lists parts, which hold every address once."""
    entry = an_entry(1)
    many = Catalogue(AS_OF, tuple(replace(entry, id=f"X{n:07d}") for n in range(MOST + 5)))
    files = dict(sitemap_files(many, a_site(), ["index.html"]))
    parts = [files[f"sitemap-{number}.xml"] for number in (1, 2)]
    assert [len(ElementTree.fromstring(part)) for part in parts] == [MOST, 6]
    assert b"https://fx.example/sitemap-2.xml" in files["sitemap.xml"]


def test_day_of_publication() -> None:
    """Words for people, ISO days for scripts; the next one follows from the settings."""
    files = dict(asof_files(a_site(update_days=3), AS_OF))
    assert json.loads(files["asof.json"]) == {"as_of": "2026-11-23", "next_update": "2026-11-26"}
    picture = ElementTree.fromstring(files["asof.svg"])
    assert "本站最近发布 2026年11月23日" in "".join(picture.itertext())
    assert b"style" not in files["asof.svg"]
    assert next_update(a_site(), date.max) == date.max
