from __future__ import annotations

import pytest

from checker.codes import CodeList, CodeLists, Entry
from checker.thai import key
from tests.written import LOCAL, graph, plan

UNITS = CodeLists(
    (
        CodeList(
            "responsible-unit",
            2566,
            2570,
            (Entry("1", "กองช่าง", ""), Entry("2", "สำนักปลัด", ""), Entry("3", "กองการศึกษา ศาสนา และวัฒนธรรม", "")),
        ),
    )
)


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("กองช่าง/สำนักปลัด", True),
        ("กองช่าง, สํานักปลัด", True),
        ("กองช่าง สำนักปลัด", True),
        ("กองช่างและสำนักปลัด", True),
        ("กองการศึกษา ศาสนา และวัฒนธรรม / กองช่าง", True),
        ("กองช่าง/กองคลัง", False),
        ("ทุกกอง", False),
        ("/", False),
    ],
)
def test_a_cell_that_names_several_units_of_the_register_is_held_by_it_and_any_other_is_not(
    written: str, held: bool
) -> None:
    found = graph(plan(LOCAL, f"project: P1, responsible_unit: '{written}'"), lists=UNITS)
    assert (key(written) in found.registers["responsible-unit"]) == held
