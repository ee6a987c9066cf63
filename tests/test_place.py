from __future__ import annotations

import pytest

from checker.place import Place, column_letters


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (4, "D"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_are_named_as_the_spreadsheet_names_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("plan.xlsx", "โครงการ", 14, 4), "plan.xlsx › โครงการ › D14"),
        (Place("plan.xlsx", "โครงการ", 14), "plan.xlsx › โครงการ › row 14"),
        (Place("plan.xlsx", "โครงการ"), "plan.xlsx › โครงการ"),
        (Place("plan.yaml", line=3), "plan.yaml › line 3"),
        (Place("plan.yaml"), "plan.yaml"),
    ],
)
def test_a_place_reads_as_a_person_would_look_for_it(place: Place, said: str) -> None:
    assert str(place) == said


def test_places_are_ordered_by_file_sheet_row_and_column() -> None:
    in_order = [
        Place("a"),
        Place("a", line=9),
        Place("a", "s", 2, 1),
        Place("a", "s", 2, 2),
        Place("a", "s", 10, 1),
        Place("b"),
    ]
    assert sorted(set(in_order), key=lambda place: place.sort_key) == in_order
