"""Forms are told by titles and headings, in whatever spelling they stand."""

from __future__ import annotations

import pytest

from checker.chain import built_in_chain
from checker.forms import field_headed, fitting, form, form_titled, forms, heading_key


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ที่", "number"),
        ("ลำดับ\nที่", "number"),
        ("ลำดับความสำคัญ", "priority"),
        ("โครงการ/กิจกรรม", "name"),
        ("ชื่อ  โครงการ", "name"),
        ("เป้าหมาย\n(ผลผลิตของโครงการ)", "target"),
        ("ตัวชี้วัด (KPI)", "indicator_text"),
        ("ตัวชี้วัดความสำเร็จ", "indicator_text"),
        ("ผลที่คาดว่าจะได้รับ", "expected_result"),
        ("หน่วยงาน\nที่รับผิดชอบ\nหลัก", "responsible_unit"),
        ("หมายเหตุ", None),
        ("ที่มาของงบ", None),
    ],
)
def test_a_heading_is_known_in_every_usual_spelling(heading: str, field: str | None) -> None:
    found = fitting({1: heading_key(heading)}, form("details").columns)
    assert next(iter(found), None) == field


def test_the_best_of_two_columns_takes_the_field() -> None:
    headings = {1: heading_key("เป้าหมาย/ผลผลิต"), 2: heading_key("เป้าหมาย"), 3: heading_key("เป้าหมายรอง")}
    assert fitting(headings, form("details").columns) == {"target": 1}


def test_a_heading_that_goes_on_in_the_next_row_is_known_by_its_beginning() -> None:
    assert field_headed("ผลที่คาดว่า", "details") == "expected_result"
    assert field_headed("หน่วยงานที่", "details") == "responsible_unit"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("รายละเอียดโครงการพัฒนา", "details"),
        ("บัญชีสรุปโครงการพัฒนา (แบบ ผ.02)", "summary"),
        ("รายละเอียดโครงการพัฒนาที่เกินศักยภาพขององค์กรปกครองส่วนท้องถิ่น", "beyond-capacity"),
        ("รายละเอียดโครงการพัฒนา ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน", "from-villages"),
        ("บัญชีครุภัณฑ์ แบบ ผ.08", "equipment"),
        ("ผ.02", None),
    ],
)
def test_a_form_is_told_by_the_words_of_its_title_and_never_by_its_code(title: str, wanted: str | None) -> None:
    found = form_titled(title)
    assert (found.key if found else None) == wanted


def test_the_fields_of_the_project_form_are_fields_of_the_chain() -> None:
    fields = built_in_chain().kinds["project"].fields
    detail = form("details")
    assert {column.field for column in detail.columns if column.field and column.field != "code"} <= set(fields)


def test_every_column_of_a_form_stands_for_something_that_the_chain_knows() -> None:
    chain = built_in_chain()
    for one in forms():
        for column in one.columns:
            assert column.label.th, (one.key, column.key)
            assert column.label.en, (one.key, column.key)
            assert column.field is None or column.field in chain.fields(column.of), (one.key, column.key)
            assert column.relation is None or column.of in chain.relations[column.relation].ends, (one.key, column.key)
        assert set(one.required) <= {column.key for column in one.columns}
        assert set(one.levels) <= set(chain.levels)


def test_a_form_without_an_official_model_says_so() -> None:
    assert {one.key for one in forms() if one.official} == {
        "beyond-capacity",
        "details",
        "equipment",
        "from-villages",
        "overview",
        "summary",
    }
