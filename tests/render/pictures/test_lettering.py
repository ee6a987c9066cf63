"""Words in a picture keep inside their room, lose nothing without saying so, and never break inside one sign."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.render.pictures.lettering import fitted, width_of

THAI = st.text(st.sampled_from("กขคงจดตนมยรลวสหอเแโใไะาำิีุู่้็์ๆฯ 0123456789()-"), max_size=60)


@given(st.one_of(THAI, st.text(max_size=60)), st.integers(40, 300), st.integers(1, 4))
def test_lines_fit_and_hold_every_word_or_say_that_they_are_cut(words: str, width: int, most: int) -> None:
    found = fitted(words, width, 13.0, most)
    assert len(found.lines) <= most
    assert all(width_of(line, 13.0) <= width for line in found.lines)
    squeezed = "".join(words.split())
    told = "".join("".join(found.lines).split())
    assert squeezed.startswith(told[:-1]) and told.endswith("…") if found.cut else told == squeezed


@given(THAI, st.integers(60, 200))
def test_no_line_but_one_of_marks_alone_begins_with_a_mark(words: str, width: int) -> None:
    lines = fitted(words, width, 13.0, 9).lines
    joined = "".join(lines)
    for line in lines[1:]:
        mark = unicodedata.category(line[0]) == "Mn"
        assert not mark or f" {line[0]}" in words or joined.startswith(line[0])


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("การพัฒนาคุณภาพชีวิต การศึกษา และสวัสดิการสังคม", ("การพัฒนาคุณภาพชีวิต", "การศึกษา และสวัสดิการ", "สังคม")),
        ("ไทยมีความยากจนข้ามรุ่นลดลง", ("ไทยมีความยากจนข้ามรุ่น", "ลดลง")),
        ("การรับมือกับการเปลี่ยนแปลงสภาพภูมิอากาศ", ("การรับมือกับการ", "เปลี่ยนแปลงสภาพ", "ภูมิอากาศ")),
    ],
)
def test_thai_is_broken_where_words_end(words: str, lines: tuple[str, ...]) -> None:
    assert fitted(words, 150, 13.0, 3).lines == lines
