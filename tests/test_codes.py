from __future__ import annotations

import pytest

from checker.codes import (
    Areas,
    Authority,
    CodeLists,
    built_in_areas,
    built_in_code_lists,
    is_code_list,
    read_code_lists,
)
from checker.errors import RulebookFault

HEADER = "list,period,code,name_th,basis,aliases\n"


def lists(*lines: str) -> CodeLists:
    return read_code_lists(HEADER + "".join(f"{line}\n" for line in lines), "codes.csv")


def faults(*lines: str) -> list[str]:
    with pytest.raises(RulebookFault) as caught:
        lists(*lines)
    return [fault.in_language("en") for fault in caught.value.faults]


OLD, NEW, OPEN = "nesdp,2560-2564,1,เก่า,found", "nesdp,2566-2570,1,ใหม่,found", "unit,2561-,U1,กองช่าง,found,ช่าง | โยธา"


def test_one_list_of_two_periods_is_two_versions() -> None:
    assert [one.code for one in lists(OLD, NEW).lists] == ["nesdp@2560-2564", "nesdp@2566-2570"]


def test_a_list_without_an_end_holds_on_and_says_so_in_its_code() -> None:
    (one,) = lists(OPEN).lists
    assert (one.code, one.overlap((2590, 2594))) == ("unit@2561-", 5)


def test_other_spellings_of_an_entry_are_kept() -> None:
    assert lists(OPEN).lists[0].entries[0].aliases == ("ช่าง", "โยธา")


@pytest.mark.parametrize(
    ("years", "version"),
    [
        ((2566, 2570), "nesdp@2566-2570"),
        ((2561, 2565), "nesdp@2560-2564"),
        ((2563, 2567), "nesdp@2566-2570"),
        ((2562, 2567), "nesdp@2560-2564"),
        ((2565, 2565), None),
        (None, "nesdp@2566-2570"),
    ],
)
def test_a_plan_is_judged_by_the_version_that_covers_most_of_its_years(
    years: tuple[int, int] | None, version: str | None
) -> None:
    found = lists(OLD, NEW).for_years("nesdp", years)
    assert (found.code if found else None) == version


def test_no_version_is_found_of_a_list_that_is_not_there() -> None:
    assert lists(OLD).for_years("sdg", (2566, 2570)) is None
    assert lists(OLD).for_years("sdg", None) is None


def test_a_version_that_is_handed_in_replaces_the_one_at_hand() -> None:
    joined = lists(OLD, NEW).joined(lists("nesdp,2566-2570,1,ของจังหวัด,found"))
    assert [one.entries[0].name for one in joined.lists] == ["เก่า", "ของจังหวัด"]


@pytest.mark.parametrize(
    "line",
    [
        "nesdp,soon,1,ชื่อ,found",
        ",2566-2570,1,ชื่อ,found",
        "nesdp,2566-2570,,ชื่อ,found",
        "nesdp,2566-2570,1,,found",
        "nesdp",
    ],
)
def test_a_line_that_lacks_something_is_refused_with_its_number(line: str) -> None:
    assert faults(NEW, line) == ["codes.csv › line 3: This line needs a list, a period, a code and a name_th."]


def test_a_code_that_stands_twice_in_one_version_is_refused_but_not_in_two() -> None:
    assert faults(NEW, NEW) == ["codes.csv › line 3: Code “1” stands twice in one list."]
    assert len(lists(OLD, NEW).lists) == 2


def test_all_faults_of_a_list_are_told_at_once() -> None:
    assert len(faults("nesdp", NEW, "nesdp", NEW)) == 3


def test_a_table_is_a_code_list_when_it_has_its_columns() -> None:
    assert is_code_list(["list", "period", " code", "name_th"])
    assert not is_code_list(["list", "code", "name_th"])


def test_the_lists_that_travel_with_the_program_are_read() -> None:
    assert {"nesdp", "sdg", "national-strategy", "master-plan", "local-programme"} <= built_in_code_lists().names()
    nesdp = built_in_code_lists().for_years("nesdp", (2566, 2570))
    assert nesdp is not None
    assert len(nesdp.entries) == 13


AREAS = Areas(
    {},
    {},
    (Authority("อบต.", "ป่าแดง", "540108"), Authority("ทต.", "ป่าแดง", "540109"), Authority("อบต.", "ป่าแดงใหม่", "5402")),
)


@pytest.mark.parametrize(
    ("owner", "area"),
    [
        ("อบต.ป่าแดง", "540108"),
        ("องค์การบริหารส่วนตำบลป่าแดง", "540108"),
        ("ทต. ป่าแดง", "540109"),
        ("เทศบาลตำบล ป่าแดง อำเภอเมือง", "540109"),
        ("อบต.ป่าแดงใหม่", "5402"),
    ],
)
def test_an_authority_is_known_by_its_type_and_name_together(owner: str, area: str) -> None:
    found = AREAS.authority(owner)
    assert found is not None
    assert found.area == area


@pytest.mark.parametrize("owner", ["ป่าแดง", "อบจ.ป่าแดง", "", "ที่ทำการปกครอง"])
def test_an_owner_that_is_no_authority_known_is_none(owner: str) -> None:
    assert AREAS.authority(owner) is None


def test_an_authority_that_two_lines_could_mean_is_none() -> None:
    twice = Areas({}, {}, (Authority("อบต.", "ป่าแดง", "1"), Authority("อบต.", "ป่าแดง", "2")))
    assert twice.authority("อบต.ป่าแดง") is None


def test_the_areas_of_the_province_travel_with_the_program() -> None:
    areas = built_in_areas()
    assert len(areas.districts) == 8
    assert all(one.area.startswith("54") for one in areas.authorities)
