"""Whose plan it is: bodies are found by code, by name in whatever spelling, and never by a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.bodies import Body, BodyRegister, built_in_register, read_register
from checker.codes import built_in_areas
from checker.errors import UsageFault

HEAD = "code,name,district,level\n"


def name_of(level: str, code: str, owner: str, register: BodyRegister | None = None) -> tuple[str, str] | None:
    body = (register or built_in_register()).body_of(level, code, owner)
    return (body.name, body.district) if body else None


@pytest.mark.parametrize(
    ("level", "code", "owner", "found"),
    [
        ("local", "LP", "องค์การบริหารส่วนตำบลไทรย้อย อำเภอเด่นชัย จังหวัดแพร่", ("อบต.ไทรย้อย", "เด่นชัย")),
        ("local", "LP", "อบต. ไทรย้อย", ("อบต.ไทรย้อย", "เด่นชัย")),
        ("local", "LP", "สำนักงานเทศบาลตำบลแม่คำมี", ("ทต.แม่คำมี", "เมืองแพร่")),
        ("local", "LP", "องค์การบริหารส่วนตำบลแม่คำมี", ("อบต.แม่คำมี", "หนองม่วงไข่")),
        ("local", "LP", "องค์การบริหารส่วนจังหวัดแพร่", ("อบจ.แพร่", "")),
        ("local", "LP", "อบต.น้ํารัด", ("อบต.น้ำรัด", "หนองม่วงไข่")),
        ("tambon", "TP", "คณะกรรมการบริหารงานตำบลแบบบูรณาการตำบลไทรย้อย", ("ตำบลไทรย้อย", "เด่นชัย")),
        ("tambon", "TP-540801", "ตำบลแม่คำมี", ("ตำบลแม่คำมี", "หนองม่วงไข่")),
        ("tambon", "TP", "ตำบลแม่คำมี อ.เมืองแพร่", ("ตำบลแม่คำมี", "เมืองแพร่")),
        ("tambon", "540801", "", ("ตำบลแม่คำมี", "หนองม่วงไข่")),
        ("district", "DP", "คณะกรรมการบริหารงานอำเภอแบบบูรณาการอำเภอสอง", ("อำเภอสอง", "สอง")),
    ],
)
def test_an_owner_is_found_however_it_is_written(level: str, code: str, owner: str, found: tuple[str, str]) -> None:
    assert name_of(level, code, owner) == found


@pytest.mark.parametrize(
    ("level", "code", "owner"),
    [
        ("local", "LP", "อบต.สูงเม่นใหม่"),  # a longer name is another body
        ("local", "LP", "เทศบาลตำบลไทรย้อย"),  # the type is part of the name
        ("tambon", "TP", "ตำบลแม่คำมี"),  # two districts have one
        ("district", "DP", "อบต.ไทรย้อย"),  # of another level
        ("local", "LP", ""),
        ("agency", "AP", "สำนักงานเกษตรจังหวัดแพร่"),
    ],
)
def test_an_owner_that_is_nobody_or_several_is_left_unmatched(level: str, code: str, owner: str) -> None:
    assert name_of(level, code, owner) is None


@pytest.mark.parametrize(
    ("code", "owner", "district"),
    [
        ("VP-54050301", "คณะกรรมการหมู่บ้าน", "เด่นชัย"),
        ("VP", "คณะกรรมการหมู่บ้าน หมู่ที่ 1 ตำบลไทรย้อย", "เด่นชัย"),
        ("VP-540503", "อำเภอลอง", "ลอง"),  # what the owner says goes before
        ("VP", "หมู่ที่ 1 ตำบลแม่คำมี", ""),
        ("PP-54", "จังหวัดแพร่", ""),
    ],
)
def test_a_district_is_told_by_the_owner_or_by_the_code(code: str, owner: str, district: str) -> None:
    assert built_in_register().district_of(code, owner) == district


def test_every_body_of_the_lists_is_in_the_register_and_found_by_its_own_name() -> None:
    register = built_in_register()
    assert len(register.bodies) == len(built_in_areas().authorities) + len(built_in_areas().tambons) + 8
    assert sum(quota.number for quota in register.quotas) == 708
    for body in register.bodies:
        assert register.body_of(body.level, "", f"{body.name} อำเภอ{body.district}") == body


def test_a_register_of_ones_own_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    file = tmp_path / "bodies.csv"
    file.write_text(
        HEAD.replace("\n", ",aliases\n") + "A1,สำนักงานเกษตรจังหวัดแพร่,เมืองแพร่,agency,เกษตรจังหวัด|สนง.เกษตร\n",
        encoding="utf-8-sig",
    )
    register = read_register(file)
    assert (len(register.bodies), register.quotas, register.source) == (1, (), "bodies.csv")
    assert name_of("agency", "x", "สนง.เกษตร จ.แพร่", register) == ("สำนักงานเกษตรจังหวัดแพร่", "เมืองแพร่")
    assert name_of("agency", "A1", "", register) == ("สำนักงานเกษตรจังหวัดแพร่", "เมืองแพร่")


def test_a_register_saved_by_excel_in_thai_letters_is_read(tmp_path: Path) -> None:
    file = tmp_path / "bodies.csv"
    file.write_bytes((HEAD + "1,อบต.ไทรย้อย,เด่นชัย,local\n").encode("cp874"))
    assert [body.name for body in read_register(file).bodies] == ["อบต.ไทรย้อย"]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("name,level\nอบต.,local\n", 1, "code, district"),
        (HEAD + ",อบต.ก,,somewhere\n", 2, "somewhere"),
        (HEAD + "1,,,local\n", 2, "name"),
        (HEAD + "1,อบต.ก,,local\n2,อบต. ก,,local\n", 3, "twice"),
    ],
)
def test_a_register_that_does_not_fit_is_refused_with_its_line(
    tmp_path: Path, content: str, line: int, says: str
) -> None:
    file = tmp_path / "bodies.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageFault) as caught:
        read_register(file)
    assert [(fault.place.line, says in fault.says.en) for fault in caught.value.faults] == [(line, True)]


def test_a_register_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="cannot be opened"):
        read_register(tmp_path / "none.csv")


def test_every_body_of_a_level_has_a_file_name_of_its_own_that_sorts_by_area() -> None:
    register = built_in_register()
    counts = {}
    for level in ("local", "district", "tambon", "village"):
        bodies = register.of_level(level)
        counts[level] = len({body.file_name for body in bodies})
        assert len(bodies) == counts[level]
    assert counts == {"local": 84, "district": 8, "tambon": 78, "village": 0}
    names = [register.of_level(level)[0].file_name for level in ("local", "district", "tambon")]
    assert names == ["54-อบจ.แพร่", "5401-อำเภอเมืองแพร่", "540101-ตำบลในเวียง"]
    assert Body("", 'ก/ข:"ค"', "village", "").file_name == "ก-ข-ค"
    assert Body("", "..", "village", "").file_name == "body"


@pytest.mark.parametrize(
    ("level", "number", "full"),
    [
        ("local", 0, "องค์การบริหารส่วนจังหวัดแพร่"),
        ("local", 1, "เทศบาลเมืองแพร่ อำเภอเมืองแพร่ จังหวัดแพร่"),
        ("district", 0, "อำเภอเมืองแพร่ จังหวัดแพร่"),
        ("tambon", 0, "ตำบลในเวียง อำเภอเมืองแพร่ จังหวัดแพร่"),
    ],
)
def test_a_body_is_called_in_full_with_district_and_province(level: str, number: int, full: str) -> None:
    assert built_in_register().of_level(level)[number].in_full == full


@pytest.mark.parametrize("written", ["อบต.ไทรย้อย", "องค์การบริหารส่วนตำบลไทรย้อย", "540503", "๕๔๐๕๐๓", " อบต. ไทรย้อย "])
def test_a_body_is_called_by_its_name_short_or_long_or_by_its_area(written: str) -> None:
    found = built_in_register().called("local", written)
    assert found is not None
    assert (found.name, found.area) == ("อบต.ไทรย้อย", "540503")


def test_a_body_that_no_register_knows_is_called_as_written() -> None:
    register = built_in_register()
    assert register.called("village", "บ้านตัวอย่าง หมู่ที่ 1") == Body("", "บ้านตัวอย่าง หมู่ที่ 1", "village", "")
    assert register.called("local", "อบต.ไม่มีที่ใด") == Body("", "อบต.ไม่มีที่ใด", "local", "")


def test_an_owner_that_says_more_than_the_name_of_its_body_stays_as_written() -> None:
    written = "คณะกรรมการบริหารงานตำบลแบบบูรณาการตำบลไทรย้อย"
    found = built_in_register().called("tambon", written)
    assert found is not None
    assert (found.in_full, found.area) == (written, "540503")


def test_a_number_of_no_body_or_of_several_calls_nobody() -> None:
    register = built_in_register()
    areas = [one.area for one in register.of_level("local")]
    shared = next(area for area in areas if areas.count(area) > 1)
    assert (register.called("local", "999999"), register.called("local", shared)) == (None, None)


def test_a_body_of_a_file_has_the_area_of_the_same_body_here_and_of_no_namesake_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "bodies.csv"
    file.write_text(HEAD + "1,อบต.ไทรย้อย,เด่นชัย,local\n2,อบต.ไทรย้อย,ที่อื่น,local\n", encoding="utf-8")
    here, elsewhere = read_register(file).bodies
    assert (here.area, here.in_full) == ("540503", "องค์การบริหารส่วนตำบลไทรย้อย อำเภอเด่นชัย จังหวัดแพร่")
    assert (elsewhere.area, elsewhere.in_full) == ("", "องค์การบริหารส่วนตำบลไทรย้อย อำเภอที่อื่น")
