"""No output of any command repeats a number of a person, wherever it was written; none comes in by
a name or a message, which nothing takes out of history again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxin.base import report
from fangxin.cli.main import _is_worth_a_look, main
from fangxin.text.fields.concealing import bank_cards, concealed, names_a_person
from fangxin.text.fields.numerals import HAN, spelt_out
from tests.support.town_repository import TODAY, Town, founded

NUMBERS = {
    "resident": "330726199001011238",
    "in groups": "330726 19900101 1238",
    "full width": "３３０７２６１９９００１０１１２３８",
    "with marks": "330726_19900101_1238",
    "in numerals": "三三〇七二六一九九〇〇一〇一一二三八",
    "of the old kind": "330726900101123",
    "mobile": "13800001234",
    "mobile in groups": "138 0000 1234",
    "with the country": "+8613800001234",
    "bank card": "6222021001116245702",
    "bank card in groups": "6222 0210 0111 6245 702",
}
LONG = "这一句话写得很长，一直写到说明里差不多要截断的地方"
RECORD = "merchants/shop/PJ269001Q.yml"


def edited(town: Town, path: str, old: str, new: str) -> None:
    file = town.folder / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def written(town: Town, path: str, text: str) -> None:
    file = town.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def put(town: Town, place: str, number: str) -> str:
    """Write the number there; the message of the commit."""
    page = f"Title: 说明\n\n文字 {number}。\n"
    if place == "a summary":
        edited(town, RECORD, "销售标签不符合规定的商品", f"{LONG}{number}")
    elif place == "a name":
        edited(town, RECORD, "甲一百货店（示例）", f"甲一百货店 {number}")
    elif place == "an address":
        edited(town, RECORD, "示例路1号", f"示例路1号 {number}")
    elif place == "a code":
        edited(town, RECORD, "91330726MA2DEM54XD", f"'{number}'")
    elif place == "a key":
        edited(town, RECORD, "service_phone:", f"手机{number}: 1\nservice_phone:")
    elif place == "a comment":
        edited(town, RECORD, "service_phone:", f"# {number}\nservice_phone:")
    elif place == "a sign":
        edited(town, RECORD, "BP-2025-0101", f"BP-{number}")
    elif place == "a cell":
        cell = f"id,received\n{number},2026-03-11\n"
        written(town, "content/registers/complaints-2026.csv", cell)
    elif place == "the head of a table":
        written(town, "content/registers/inspections-2026.csv", f"id,{number}\nCMP-1,甲\n")
    elif place == "a page":
        written(town, "content/pages/help.md", page)
    elif place == "a title":
        written(town, "content/pages/title.md", f"Title: {LONG} {number}\n\n文字。\n")
    elif place == "a link":
        written(town, "content/pages/link.md", f"Title: 说明\n\n[文字](/m/{number}/)\n")
    elif place == "a tag":
        written(town, "content/pages/tag.md", f"Title: 说明\n\n<p title='{number}'>文字\n")
    elif place == "a notice":
        written(town, "content/notices/gs-2026-9.md", f"Title: 通知 {number}\nDate: 甲\n\n{page}")
    elif place == "settings":
        edited(town, "content/programme/site.yml", "hotline: 12315", f"hotline: 找 {number}")
    elif place == "the policy":
        path = town.folder / "content/programme/policy.yml"
        path.write_text(f"{number}: 1\n" + path.read_text("utf-8"), encoding="utf-8")
    elif place == "the name of a page":
        written(town, f"content/pages/{number}.md", "Title: 说明\n\n文字。\n")
    elif place == "the name of a record":
        written(town, f"merchants/shop/{number}.yml", "name: 甲\n")
    elif place == "a folder":
        shutil.move(town.folder / RECORD, town.folder / "x.yml")
        written(town, f"merchants/{number}/PJ269001Q.yml", (town.folder / "x.yml").read_text())
        (town.folder / "x.yml").unlink()
    elif place == "a picture":
        written(town, f"content/images/{number}.png", "x")
    elif place == "elsewhere":
        written(town, f"docs/{number}.txt", "x")
    return f"改 {number}" if place == "a message" else "Publish"


PLACES = """a summary|a name|an address|a code|a key|a comment|a sign|a cell|the head of a table|
a page|a title|a link|a tag|a notice|settings|the policy|the name of a page|the name of a record|
a folder|a picture|elsewhere""".replace("\n", "").split("|")


def digits(text: str) -> str:
    """Every digit of a text, however it is written, and nothing else."""
    return "".join(char for char in spelt_out(text)[1] if char.isdigit())


def ways(town: Town, number: str, form: int) -> Iterator[list[str]]:
    """The commands that look at it, each in one of its formats."""
    folder = str(town.folder)
    own = ["--merchants", f"{folder}/merchants", "--content", f"{folder}/content"]
    day = ["--as-of", str(TODAY)]
    style = ("human", "json", "github")
    yield ["check", *own, *day, "--format", style[form % 3]]
    yield ["guard", "published..HEAD", "--repository", folder, *day, "--format", style[-form % 3]]
    looks = ("text", "json", "markdown", "html")
    yield ["diff", "published..HEAD", "--repository", folder, *day, "--format", looks[form % 4]]
    yield ["show", "PJ269001Q", *own, *day, *(["--json"] if form % 2 else [])]
    yield ["show", number, *own, *day]
    yield ["guard", f"{number}..HEAD", "--repository", folder, *day]
    yield [number]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry as it was published, made once."""
    return founded(tmp_path_factory.mktemp("persons") / "town").folder


@pytest.fixture
def town(base: Path, tmp_path: Path) -> Town:
    """A copy of it."""
    shutil.copytree(base, tmp_path / "town", symlinks=True)
    return Town(tmp_path / "town")


BREAKING = ("settings", "the policy")  # nothing else is read then


@pytest.mark.parametrize("at", range(len(NUMBERS)), ids=list(NUMBERS))
def test_no_output_repeats_a_number(
    town: Town, at: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each kind in half of the places at once, the other half with the next kind; every command
    that looks at it."""
    number = list(NUMBERS.values())[at]
    places = [one for one in PLACES if one not in BREAKING][at % 2 :: 2]
    places = [*places[at % 4 :], *([BREAKING[at % 2]] if at % 5 == 0 else [])]
    for place in sorted(places, key="a folder".__eq__):  # which moves what others edit
        put(town, place, number)
    town.commit(f"改 {number}")
    for words in ways(town, number, at):
        main(words)
        said = capsys.readouterr()
        for text in (said.out, said.err):
            assert digits(number)[:10] not in digits(text), (words, text)


@pytest.mark.parametrize("form", range(4))
def test_every_format_keeps_silent(
    town: Town, form: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """One number in what each of them tells."""
    for place in ("a summary", "a page", "a folder", "a cell"):
        put(town, place, NUMBERS["resident"])
    town.commit(NUMBERS["resident"])
    for words in ways(town, NUMBERS["resident"], form):
        main(words)
        said = capsys.readouterr()
        assert digits(NUMBERS["resident"])[:10] not in digits(said.out + said.err), words


IN_HISTORY = ("the name of a page", "the name of a record", "a folder", "a picture", "elsewhere",
              "a message")  # fmt: skip


@pytest.mark.parametrize("place", IN_HISTORY)
@pytest.mark.parametrize("kind", ["resident", "full width", "of the old kind", "mobile",
                                  "bank card"])  # fmt: skip
def test_what_stays_in_history_is_refused(town: Town, place: str, kind: str) -> None:
    """In the last commit, and in one before that a later one sets right."""
    put(town, place, NUMBERS[kind])
    town.commit(put(town, "a message", NUMBERS[kind]) if place == "a message" else "Publish")
    found = [one for one in town.judge() if one.code == "personal-number"]
    assert any("git commit --amend" in one.zh for one in found), found
    town.git("rm", "-rq", "--cached", ".")
    town.git("checkout", "-q", "published", "--", ".")
    town.git("clean", "-fdqx")
    town.commit("Set right")
    found = [one for one in town.judge() if one.code == "personal-number"]
    assert any("git rebase -i" in one.zh for one in found), found


def test_what_a_commit_in_between_had_is_refused(town: Town) -> None:
    """It is gone in the end, and stays in history."""
    put(town, "a comment", NUMBERS["resident"])
    town.commit()
    town.git("checkout", "-q", "published", "--", ".")
    town.commit("Set right")
    found = town.judge()
    assert [one.code for one in found] == ["personal-number"]
    assert "git reset --soft" in found[0].zh and found[0].place.path == RECORD


HONEST = [
    "认定甲一百货店（示例），文号 浦消联办〔2026〕107号",
    "服务电话 0579-00000001 → 13800001234",
    "补记服务电话 13800001234",
    "Publish\n\nApproved-by: 分管领导 <13800001234@mail.example>",
    "证书 FX-2025-0101，信用代码 91330726MA2DEM54XD，2026-03-16 至 2029-03-15",
    "Merge commit '0123456789abcdef0123456789abcdef01234567'",
]


@pytest.mark.parametrize("message", HONEST)
def test_honest_messages_pass(town: Town, message: str) -> None:
    """Numbers of documents, certificates, firms and public telephones are nobody's."""
    town.commit(message)
    assert town.judge() == []


def test_what_is_left_of_a_number() -> None:
    """Its beginning and end; nothing of other numbers is hidden, and twice is once."""
    for number in NUMBERS.values():
        for text in (f"找 {number} 办", f"“{number}”", f"{number}，{number}"):
            now = concealed(text)
            assert digits(number)[:10] not in digits(now) and concealed(now) == now
            assert names_a_person(text)
    for text in ("FX-2025-0101", "91330726MA2DEM54XD", "2026-03-16—2029-03-15", "0579-12345678",
                 "0123456789abcdef0123456789abcdef01234567", "CMP-2026-00001"):  # fmt: skip
        assert concealed(text) == text and not names_a_person(text)
    assert concealed("服务电话：“13800001234” → “13900001234”").count("0000") == 2
    assert "0000" not in concealed("说明：“服务电话：13800001234”")
    assert "0000" not in concealed("13800001234 的服务电话")
    assert concealed("33072619900101…") != "33072619900101…"
    assert not list(bank_cards("6222021001116245703"))
    assert report.printable("13800001234") in ("13800001234", "138……34")


@given(st.text(alphabet=f"013-. \n店１٣\u3164x{HAN}①⑴⓪❶", max_size=60))
def test_what_may_hold_a_number_is_looked_through(text: str) -> None:
    """The glance that spares most texts a closer look lets none pass that needs it."""
    assert _is_worth_a_look(text) or concealed(text) == text


@given(
    st.lists(st.sampled_from(["\n", " ", "-", "|", "", "店\n", "\n- "]), min_size=17, max_size=17)
)
def test_a_number_over_lines_is_looked_at(between: list[str]) -> None:
    """However many lines it is written on."""
    text = "".join(map(str.__add__, NUMBERS["resident"], [*between, ""]))
    assert _is_worth_a_look(text) or concealed(text) == text
