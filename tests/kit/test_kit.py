"""The kit of a body: what is in it, for whom, and that its instructions work."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checker.bodies import Body
from checker.kit.kit import FILES, FORM, README, RULES, Wish
from checker.packed import packed
from checker.readers.open_file import read_context, read_file
from checker.rulebook import load_rulebook
from tests.render.test_html import Page
from tests.test_cli import oneplan

TOP = Path(__file__).parents[2]
CONTEXT = TOP / "samples" / "good" / "context"
SAI_YOI = Body("", "อบต.ไทรย้อย", "local", "เด่นชัย", (), "540503", "แพร่")
DAY = datetime.date(2026, 12, 15)
GIVEN = ("--years", "2566-2570", "--due", "2569-12-15")


def wish(level: str = "local", sender: str = "สำนักงานตัวอย่าง") -> Wish:
    return Wish(level, (2566, 2570), DAY, load_rulebook(), sender, read_context(CONTEXT))


@pytest.fixture(scope="module")
def kit() -> dict[str, bytes]:
    return wish().files(SAI_YOI)


def test_a_kit_holds_its_three_files(kit: dict[str, bytes]) -> None:
    assert tuple(kit) == FILES


def test_the_form_bears_owner_area_and_years_and_offers_the_codes_of_the_plans_above(
    kit: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / FORM
    path.write_bytes(kit[FORM])
    cells = read_file(path, FORM).plans[0].heading.cells
    assert {name: cells[name].raw for name in ("owner", "area", "years")} == {
        "owner": SAI_YOI.in_full, "area": SAI_YOI.area, "years": "2566-2570",
    }  # fmt: skip
    words = {cell.value for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row}
    assert any(str(one).startswith("PP-54/2 | ") for one in words)


@pytest.mark.parametrize("name", [README, RULES])
def test_a_page_is_whole_and_needs_no_network(kit: dict[str, bytes], name: str) -> None:
    page = Page(kit[name].decode())
    assert (page.faults, page.sources) == ([], [])
    assert len(page.ids) == len(set(page.ids))
    inside = {f"#{one}" for one in page.ids} | set(FILES)
    assert [href for href in page.hrefs if href not in inside] == []


def test_the_first_page_says_for_whom_until_when_and_where_to_ask_in_both_languages(kit: dict[str, bytes]) -> None:
    thai, english = kit[README].decode().split('<article lang="en">')
    for words in (SAI_YOI.in_full, "15 ธันวาคม 2569", "พ.ศ. 2566–2570", "สำนักงานตัวอย่าง"):
        assert words in thai
    assert "15 December 2569 BE" in english
    assert "2566–2570 BE" in english


def test_a_kit_without_a_sender_still_says_where_to_ask() -> None:
    assert "หน่วยงานที่ส่งชุดนี้มา" in wish(sender="").files(SAI_YOI)[README].decode()


def test_every_command_of_the_first_page_works_in_the_folder_of_the_kit(
    kit: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in kit.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "approved-plans").mkdir()
    (tmp_path / "approved-plans" / "province.yaml").write_bytes((CONTEXT / "province.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"<pre><code>(.+?)</code></pre>", kit[README].decode())
    commands = [unescape(re.sub("<[^>]+>", "", one)).removeprefix("oneplan ") for one in lines]
    thai, english = commands[:3], commands[3:]
    assert english == [f"{command} --lang en" for command in thai]
    for command in (*thai, english[0]):
        assert oneplan(*command.split(), "--engine", "sets").exit_code in (0, 1), command
    assert (tmp_path / "plan-form.report.html").is_file()
    assert (tmp_path / "plan-form-marked.xlsx").is_file()


def test_every_exit_code_of_check_is_told(kit: dict[str, bytes]) -> None:
    assert re.findall(r"<td>(\d)</td>", kit[README].decode()) == list("01234") * 2


@pytest.mark.parametrize("level", ["local", "village", "agency"])
def test_the_page_of_rules_holds_every_rule_of_the_level_once_and_no_other(level: str) -> None:
    rules = load_rulebook().in_force
    wanted = {one.id for one in rules if not one.scope.levels or level in one.scope.levels}
    page = wish(level).rules_page.decode()
    shown = re.findall(r'<article id="([a-z]{3}-\d{3})"', page)
    assert sorted(shown) == sorted(one.lower() for one in wanted)
    assert f"{len(wanted)} ข้อ แยกตาม" in page
    assert 0 < len(wanted) < len(rules)


def test_every_rule_is_told_in_both_languages_with_reason_and_source() -> None:
    one = wish()
    page = one.rules_page.decode()
    for rule in one.rules:
        for words in (rule.title, rule.rationale):
            assert _escaped(words.th) in page
            assert _escaped(words.en) in page
        assert _escaped(one.rulebook.sources[rule.basis[0].source].title.th) in page


def _escaped(words: str) -> str:
    from markupsafe import escape

    return str(escape(words))


def test_the_same_wish_gives_the_same_bytes() -> None:
    first, again = (packed(wish().files(SAI_YOI)) for _ in range(2))
    assert first == again
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_one_kit_is_a_folder_or_an_archive_as_asked(tmp_path: Path) -> None:
    village = ("kit", "village", "--owner", "บ้านตัวอย่าง", *GIVEN)
    assert oneplan(*village, "--out", tmp_path / "folder").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "folder").iterdir()) == sorted(FILES)
    assert oneplan(*village, "--out", tmp_path / "kit.zip").exit_code == 0
    assert zipfile.ZipFile(tmp_path / "kit.zip").namelist() == list(FILES)


def test_a_level_gives_an_archive_for_each_body_of_the_register(tmp_path: Path) -> None:
    result = oneplan("kit", "district", "--all", *GIVEN, "--out", tmp_path / "kits")
    assert (result.exit_code, result.stdout) == (0, f"ทำชุดทำแผน 8 ชุดใน {tmp_path / 'kits'}\n")
    assert sorted(path.name for path in (tmp_path / "kits").iterdir())[0] == "5401-อำเภอเมืองแพร่.zip"


def test_a_register_of_ones_own_says_for_whom_the_kits_are(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("code,name,district,level,area\n1,บ้านตัวอย่าง หมู่ที่ 1,ลอง,village,54030101\n", encoding="utf-8")
    words = ("kit", "village", "--register", own, *GIVEN, "--out")
    assert oneplan(*words, tmp_path / "all.zip", "--all").exit_code == 0
    assert oneplan(*words, tmp_path / "one.zip", "--owner", "54030101").exit_code == 0
    assert (tmp_path / "all.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()
    assert "บ้านตัวอย่าง หมู่ที่ 1 อำเภอลอง" in zipfile.ZipFile(tmp_path / "one.zip").read(README).decode()
    assert "own.csv: ไม่มีทะเบียน" in oneplan("kit", "local", *words[2:], tmp_path / "no", "--all").stderr


def test_a_kit_that_may_have_been_filled_in_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / FORM).write_bytes(b"filled in")
    result = oneplan("kit", "village", "--owner", "บ้านตัวอย่าง", *GIVEN, "--out", tmp_path)
    assert result.exit_code == 2
    assert "อาจกรอกไว้แล้ว" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [FORM]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "ยังไม่บอกว่าทำให้หน่วยงานใด"),
        (["--all", "--owner", "x"], "อย่างใดอย่างหนึ่ง"),
        (["--all"], "ไม่มีทะเบียนรายชื่อหน่วยงานของระดับนี้"),
        (["--owner", "999999"], "--owner 999999: รหัสพื้นที่นี้ไม่มีในทะเบียน"),
        (["--owner", " "], "ไม่มีในทะเบียน"),
        (["--owner", "ก", "--profile", "province"], "โปรไฟล์นี้ใช้กับแผนระดับอื่น"),
        (["--owner", "ก", "--years", "soon"], "ไม่ใช่ช่วงปี"),
        (["--owner", "ก", "--due", "soon"], "ไม่ใช่วันที่"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(tmp_path: Path, words: list[str], says: str) -> None:
    result = oneplan("kit", "village", *GIVEN, "--out", tmp_path / "kit", *words)
    assert result.exit_code == 2
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_several_kits_need_a_folder(tmp_path: Path) -> None:
    two = ("kit", "village", "--owner", "ก", "--owner", "ข", *GIVEN)
    assert "ให้ใช้ --out ระบุโฟลเดอร์" in oneplan(*two, "--out", tmp_path / "kits.zip").stderr
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "ที่นี่เป็นไฟล์" in oneplan(*two, "--out", tmp_path / "file").stderr
    assert oneplan(*two, "--out", tmp_path / "kits").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "kits").iterdir()) == ["ก.zip", "ข.zip"]
