"""The web form in Chromium: what officials fill in becomes files that ``check`` accepts."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from fangxin.cli import main as cli
from fangxin.facts.notices.head import _tree
from fangxin.facts.programme.admin import FORGES, Admin
from fangxin.site.build.building import build
from fangxin.site.cms.forms import admin_files
from fangxin.site.render import Renderer
from fangxin.text.fields.shape import Report
from fangxin.text.yaml.reading import Map, Node, Seq, read_yaml
from tests.browser.site import THEME
from tests.support.catalogue_factory import a_programme
from tests.support.demonstration import CONTENT, RECORDS
from tests.support.toy_site import FIRST, own_content, toy, write_records
from tests.support.toy_site import RECORDS as TOY

DAY = "2026-05-02"
KIND = "制售假冒伪劣商品"
NOTED = "# 第一家：这一行留着。\n" + TOY[FIRST]
# Chromium has the page's own backend tell what a commit would say.
LISTEN = """
window.commits = [];
window.addEventListener("DOMContentLoaded", () => {
  const store = Object.getPrototypeOf(window.CMS.getBackend("test-repo").init({backend: {}}, {}));
  const persist = store.persistEntry;
  store.persistEntry = function (entry, options) {
    window.commits.push(options.commitMessage);
    return persist.call(this, entry, options);
  };
});
"""
SAVE = """async ([path, raw]) => {
  const config = {backend: {}, publish_mode: "editorial_workflow"};
  const backend = window.CMS.getBackend("fangxin-test-repo").init(config, {useWorkflow: true});
  const entry = {dataFiles: [{path, slug: "one", raw}], assets: []};
  try {
    await backend.persistEntry(entry, {collectionName: "one", useWorkflow: true});
    return window.commits.at(-1);
  } catch (error) {
    return `refused: ${error.message}`;
  }
}"""
REWRITE = """([format, text]) => {
  const {fromFile, toFile} = window.CMS.getCustomFormatsFormatters()[format];
  return toFile(fromFile(text));
}"""


def _tree_of(folder: Path, below: str) -> dict[str, Any]:
    """A folder as the trial's store has it."""
    root: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yml", ".md"):
            node = root
            for part in (*below.split("/"), *path.relative_to(folder).parts[:-1]):
                node = node.setdefault(part, {})
            node[path.name] = {"content": path.read_text(encoding="utf-8")}
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with merchants/, content/ and the site built of them, the form switched on."""
    folder = tmp_path_factory.mktemp("admin")
    write_records(folder / "merchants" / "shop", {**TOY, FIRST: NOTED})
    content = own_content(folder)
    (content / "programme" / "admin.yml").write_text("backend: test\n", encoding="utf-8")
    assert build(toy(folder, content=content)) == 0
    return folder


@contextmanager
def _form(browser: Browser, url: str, site: Path, width: int = 1280) -> Iterator[Page]:
    """The form, signed in, with the site's files in its store. It asks nobody else for anything,
    and nothing goes wrong in it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    page.clock.set_fixed_time(f"{DAY}T09:00:00+08:00")
    foreign: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda asked: foreign.append(asked.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    told = ["undefined"]  # what Decap says of a form that is not complete
    files = _tree_of(site / "merchants", "merchants") | _tree_of(site / "content", "content")
    page.add_init_script(f"window.repoFiles = {json.dumps(files)};{LISTEN}")
    page.goto(f"{url}/admin/")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="登记簿").wait_for()
    yield page
    context.close()
    assert [one for one in foreign if not one.startswith((f"{url}/", "data:", "blob:"))] == []
    assert [one for one in wrong if one not in told] == []


def _open(page: Page, where: str) -> None:
    listed, _, name = where.partition("/")
    page.evaluate("where => { location.hash = where; }", f"#/collections/{listed}")
    page.get_by_text("排序").wait_for()
    page.evaluate("where => { location.hash = where; }", f"#/collections/{where}")
    name = name.rpartition("/")[2]
    if name == "new":
        page.locator("input[id^=file-field]").wait_for()
    else:
        page.locator(".fixed-name", has_text=name).wait_for()


def _fill(page: Page, key: str, text: str, at: int = -1) -> None:
    """Type into the field of ``key``; by default the one that came last."""
    fields = page.locator(f"input[id^={key}-field], textarea[id^={key}-field]")
    fields.nth(at if at >= 0 else fields.count() - 1).fill(text)


def _choose(page: Page, key: str, label: str) -> None:
    """Choose by the Chinese label in the field of ``key`` that came last."""
    page.locator(f"[id^={key}-field]").last.click()
    page.get_by_role("option", name=label).first.click()


def _save(page: Page) -> dict[str, str]:
    """Save; the files that the store would commit, by path."""
    before = page.evaluate("window.commits.length")
    page.get_by_role("button", name="保存").click()
    page.wait_for_function("before => window.commits.length > before", arg=before)
    page.wait_for_function("!location.hash.endsWith('/new')")
    page.get_by_text("修改已保存").wait_for(state="attached")
    stored: dict[str, Any] = page.evaluate("({...window.repoFilesUnpublished})")
    return {one["path"]: one["content"] for entry in stored.values() for one in entry["diffs"]}


def _command(capsys: pytest.CaptureFixture[str], site: Path, *words: str) -> tuple[int, str]:
    where = ["--merchants", str(site / "merchants"), "--content", str(site / "content")]
    capsys.readouterr()
    code = cli.main([words[0], *words[1:], *where, "--as-of", DAY])
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize("width", [1280, 390])
def test_officials_register_and_revoke_by_the_form(
    browser: Browser,
    serve: Callable[[Path], str],
    site: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    width: int,
) -> None:
    """A new merchant and a failure of another one go through the real form into files that check
    accepts, and show says what follows; on a desk and on a phone."""
    with _form(browser, serve(site / "site"), site, width) as page:
        _open(page, "merchants-shop/new")
        _fill(page, "file", "pj26999")
        assert "PJ26999Y" in page.inner_text(".bad-name")
        _fill(page, "file", "pj26999y")
        _fill(page, "name", " 表单试验店（示例） ")
        _fill(page, "uscc", "91330726MA2DEM0P1X")
        _choose(page, "town", "仙华街道")
        _fill(page, "address", "浙江省浦江县仙华街道表单路1号")
        _fill(page, "service_phone", "12315")
        page.get_by_role("button", name="新增决定").click()
        _fill(page, "date", "2026-04-28")
        _choose(page, "status", "公示")
        _fill(page, "until", "2026-05-08")
        _fill(page, "document", "浦消联办〔2026〕1号")
        _save(page)
        _open(page, f"merchants-shop/entries/{FIRST}")
        page.get_by_role("button", name="新增问题记录").click()
        _choose(page, "kind", KIND)
        _fill(page, "date", "2026-04-20")
        _fill(page, "document", "浦市监罚〔2026〕12号")
        _fill(page, "summary", "销售假冒商品，\n已经查实")
        files = _save(page)
        commits = page.evaluate("window.commits")
    assert sorted(files) == ["merchants/shop/PJ26999Y.yml", f"merchants/shop/{FIRST}.yml"]
    assert commits == [
        "新建档案 表单试验店（示例） PJ26999Y：新增决定 D1 2026-04-28 公示",
        f"试验商店1（示例） {FIRST}：新增问题记录 F1 {KIND} 2026-04-20",
    ]
    new = files["merchants/shop/PJ26999Y.yml"]
    assert new.startswith("name: 表单试验店（示例）\nuscc: 91330726MA2DEM0P1X\ncategory: shop\n")
    assert f"recorded: {DAY}" in new and "''" not in new and '""' not in new
    assert files[f"merchants/shop/{FIRST}.yml"].startswith("# 第一家：这一行留着。\nname: ")
    own = tmp_path / "own"
    write_records(own / "merchants" / "shop", {**TOY, FIRST: NOTED})
    for path, text in files.items():
        (own / path).write_text(text, encoding="utf-8")
    (own / "content").symlink_to(site / "content")
    code, said = _command(capsys, own, "check")
    assert code == 0, said
    for merchant, status in (("PJ26999Y", "publicised"), (FIRST, "revoked")):
        code, said = _command(capsys, own, "show", merchant, "--json")
        assert (code, json.loads(said)["status"]) == (0, status), said


def test_mistakes_are_refused_where_they_are_made(
    browser: Browser, serve: Callable[[Path], str], site: Path
) -> None:
    """An ID that is taken or mistyped, a fact that is removed or altered, a silent change of name:
    the form says so at once, and nothing is stored."""
    path = f"merchants/shop/{FIRST}.yml"
    altered = NOTED.replace("2036-05-31", "2040-05-31")
    named = NOTED.replace("试验商店1", "试验大店")
    change = (
        "changes:\n  - {id: C1, date: 2026-05-01, field: name, before: a, after: b, document: c}"
    )
    with _form(browser, serve(site / "site"), site) as page:

        def save(where: str, raw: str) -> Any:
            return page.evaluate(SAVE, [where, raw])

        assert "D1 已经登记" in save(path, altered)
        assert "D1 已经登记" in save(path, NOTED.partition("certification")[0])
        assert "“变更”" in save(path, named)
        assert "新增变更 C1" in save(path, f"{named}{change}\n")
        assert "填写服务电话" in save(path, f"{NOTED}service_phone: 12315\n")
        assert "已经有商户用了" in save(f"merchants/shop/{FIRST.lower()}-1.yml", NOTED)
        assert "不是有效的商户编号" in save("merchants/shop/pj260011.yml", NOTED)
        _open(page, "merchants-shop/new")
        _fill(page, "file", "PJ260011")
        _fill(page, "name", "没填全的店（示例）")
        page.get_by_role("button", name="保存").click()
        page.get_by_text("末位校验字符应是").first.wait_for()
        assert page.evaluate("Object.keys(window.repoFilesUnpublished)") == ["one/one"]


FORGE = "https://git.fx.example"
OFFICE = {"login": "office", "full_name": "办公室", "email": "a@fx.example", "avatar_url": ""}


def _published(folder: Path, backend: str) -> Path:
    """The files of the form for one kind of forge, in ``folder``."""
    api = f"{FORGE}/api/v1"
    admin = Admin(backend, repo="office/registry", base_url=FORGE, api_root=api, app_id="01234567")
    for path, data in admin_files(Renderer(replace(a_programme(), admin=admin), THEME)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shutil.copytree(THEME / "static" / "img", folder / "theme" / "img")
    return folder


@pytest.mark.parametrize("backend", FORGES)
def test_each_forge_offers_to_sign_in(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path, backend: str
) -> None:
    """With each kind of forge the form starts under its policy and asks one to sign in; before
    that nobody else is asked for anything."""
    url = serve(_published(tmp_path, backend))
    page = browser.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    page.goto(f"{url}/admin/")
    page.get_by_role("button", name="登录").wait_for()
    page.close()
    assert [one for one in asked if not one.startswith((f"{url}/", "data:", "blob:"))] == []
    assert wrong == []


def test_forge_gets_a_commit_and_a_proposal(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """Decap's own backend for Forgejo, before a forge that answers like one: a new record becomes
    one commit of one file under its right name on a branch, and one merge request; both say what
    is new. Forge and form are all that is asked."""
    url = serve(_published(tmp_path, "forgejo"))
    sent: list[tuple[str, Any]] = []
    repository = {"owner": OFFICE, "permissions": {"push": True}, "default_branch": "main"}
    answers: dict[str, Any] = {
        "/user": OFFICE,
        "/repos/office/registry": repository,
        "/repos/office/registry/branches/main": {"name": "main", "commit": {"id": "a" * 40}},
        f"/repos/office/registry/git/trees/{'a' * 40}": {"tree": [], "truncated": False},
        "/repos/office/registry/pulls": [],
        "/repos/office/registry/labels": [],
    }

    def answer(route: Route) -> None:
        asked = route.request
        where = asked.url.removeprefix(f"{FORGE}/api/v1").partition("?")[0]
        status, said = (200, answers[where]) if where in answers else (404, {"message": "none"})
        if asked.method not in ("GET", "OPTIONS"):
            sent.append((where.removeprefix("/repos/office/registry"), asked.post_data_json))
            status, said = 201, {"id": 1, "number": 1, "labels": []}
        allowed = {f"access-control-allow-{what}": "*" for what in ("origin", "headers", "methods")}
        route.fulfill(status=status, headers=allowed, json=said)

    page = browser.new_page()
    foreign: list[str] = []
    page.on("request", lambda one: foreign.append(one.url))
    page.route(f"{FORGE}/**", answer)
    user = json.dumps({"backendName": "fangxin-forgejo", "token": "t", "login": "office"})
    page.add_init_script(f"localStorage.setItem('decap-cms-user', {json.dumps(user)})")
    page.goto(f"{url}/admin/")
    page.get_by_role("heading", name="登记簿").wait_for()
    _open(page, "merchants-shop/new")
    _fill(page, "file", "PJ26999Y")
    _fill(page, "name", "甲店（示例）")
    with page.expect_response(lambda one: one.url.endswith("/pulls") and one.status == 201):
        page.get_by_role("button", name="保存").click()
    page.close()
    commit, proposal = dict(sent)["/contents"], dict(sent)["/pulls"]
    (file,) = commit["files"]
    assert (file["operation"], file["path"]) == ("create", "merchants/shop/PJ26999Y.yml")
    assert base64.b64decode(file["content"]).decode() == "name: 甲店（示例）\ncategory: shop\n"
    assert commit["branch"] == "cms/merchants-shop/pj26999y"
    assert commit["message"] == proposal["title"] == "新建档案 甲店（示例） PJ26999Y"
    own = (f"{url}/", f"{FORGE}/", "data:", "blob:")
    assert [one for one in foreign if not one.startswith(own)] == []


def _plain(node: Node) -> Any:
    """Texts, lists and dicts of a strict reading."""
    if isinstance(node, Map):
        return {key: _plain(child) for key, child in node.entries.items()}
    return [_plain(child) for child in node.items] if isinstance(node, Seq) else node.value


def _read(text: str) -> Any:
    root, problems = read_yaml(text.encode(), "a.yml", max_bytes=1 << 20)
    assert root is not None and problems == [], problems
    return _plain(root)


def _notice(text: str) -> tuple[Any, str]:
    head, _, body = text.partition("\n\n")
    return _plain(_tree(head.split("\n"), Report("a.md"))), body.strip()


def test_form_loses_nothing_of_any_file(
    browser: Browser, serve: Callable[[Path], str], site: Path
) -> None:
    """Every record, register and notice that there is, read and written by the form, says the same
    as before, text for text."""
    registers = CONTENT / "registers"
    documents = CONTENT / "programme" / "documents.yml"
    found = [("record", path) for path in sorted(RECORDS.rglob("*.yml"))]
    found += [(path.stem, path) for path in sorted(registers.glob("*.yml"))]
    found += [("documents", documents)] if documents.is_file() else []
    found += [("notice", path) for path in sorted((CONTENT / "notices").glob("*.md"))]
    assert len(found) > 10
    odd = "name: '0579'\nuscc: 1e3\ncategory: shop\nservice_phone: 057912345678\nname_en: 'null '\n"
    with _form(browser, serve(site / "site"), site) as page:
        for kind, path in found:
            text = path.read_text(encoding="utf-8")
            again = page.evaluate(REWRITE, [f"fangxin-{kind}", text])
            read = _notice if kind == "notice" else _read
            assert read(again) == read(text), path
        written = _read(page.evaluate(REWRITE, ["fangxin-record", odd]))
    assert written["service_phone"] == "057912345678"
    assert (written["name"], written["uscc"]) == ("0579", "1e3")


def test_notices_are_written_as_the_site_reads_them(
    browser: Browser, serve: Callable[[Path], str], site: Path, tmp_path: Path
) -> None:
    """A notice that is filled in becomes a file with the head that the site reads."""
    from fangxin.facts.notices.reading import read_notices
    from fangxin.facts.programme.programme import read_programme

    with _form(browser, serve(site / "site"), site) as page:
        _open(page, "notices/new")
        _fill(page, "file", "Form-2026")
        _fill(page, "Title", "表单发的提醒（示例）")
        _fill(page, "Date", "2026-05-01")
        _choose(page, "Category", "消费提醒")
        _fill(page, "Summary", "一句话说完。")
        _fill(page, "body", "**买之前**：看一眼标牌。\n\n见[撤销与暂停](/revoked/)。")
        files = _save(page)
        assert page.evaluate("window.commits") == ["发布公告“表单发的提醒（示例）”"]
    content = own_content(tmp_path)
    (content / "notices").mkdir()
    for path, text in files.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    programme, _ = read_programme(content)
    assert programme is not None
    gazette, problems = read_notices(content, programme, toy(tmp_path).as_of)
    assert problems == []
    assert [(one.slug, one.title) for one in gazette.notices] == [
        ("form-2026", "表单发的提醒（示例）")
    ]
