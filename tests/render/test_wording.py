"""Every word stands in both languages, is used, and is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.errors import EngineFault
from checker.finding import PlaceInReport
from checker.folders import built_in
from checker.render import wording
from checker.render.wording import Phrase, Wording, Words, built_in_wording, merged, placeholders, read_wording

_SAYS = re.compile(r"""\b(?:say|sentence)\(\s*["']([a-z_0-9]+\.[a-z_0-9]+)["']""")
# In `cli`, `say` alone prints what it is given.
_COMPUTED = {
    False: r"(?:\bsay|(?<!def )(?<!\.)\bsentence)\(\s*[^\"'\s/(]",
    True: r"(?:\.say|(?<!def )(?<!\.)\bsentence)\(\s*[^\"'\s/(]",
}


def _sources() -> dict[str, str]:
    """The templates and modules that speak."""
    package = Path(wording.__file__).parents[1]
    files = [*built_in("templates").rglob("*.j2"), *package.rglob("*.py")]
    return {path.as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_no_phrase_is_missing_and_none_is_left_over() -> None:
    said = {name for text in _sources().values() for name in _SAYS.findall(text)}
    assert said == set(built_in_wording().phrases)


def test_every_phrase_is_called_by_its_own_name_and_not_by_a_computed_one() -> None:
    assert [
        name
        for name, text in _sources().items()
        if re.search(_COMPUTED["/cli/" in name], text) and not name.endswith("/wording.py")
    ] == []


@pytest.mark.parametrize("name", sorted(built_in_wording().phrases))
def test_a_phrase_holds_both_languages_and_the_same_placeholders(name: str) -> None:
    phrase = built_in_wording().phrases[name]
    assert phrase.th.strip()
    assert phrase.en.strip()
    assert placeholders(phrase.th) == placeholders(phrase.en)
    assert (phrase.en_one is not None) <= ("count" in placeholders(phrase.en))


@pytest.mark.parametrize("name", sorted(built_in_wording().phrases))
def test_a_phrase_is_kind_and_asks_nothing(name: str) -> None:
    phrase = built_in_wording().phrases[name]
    assert not re.search(r"invalid|please|\?|!", f"{phrase.en} {phrase.en_one or ''}", re.IGNORECASE)
    assert not re.search(r"กรุณา|โปรด|\?|ไม่ถูกต้อง", phrase.th)


def test_wording_that_lacks_a_language_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "wording.yaml"
    file.write_text("page:\n  title: {th: รายงาน}\n", encoding="utf-8")
    with pytest.raises(EngineFault) as caught:
        read_wording(file)
    assert [(fault.place.line, "en" in fault.says.en) for fault in caught.value.faults] == [(2, True)]


def test_two_files_with_a_section_of_one_name_are_refused_by_that_name() -> None:
    one = Wording({"page": {"title": Phrase(th="รายงาน", en="Report")}})
    with pytest.raises(ValueError, match="page"):
        merged([one, one])


def test_placeholders_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="different placeholders"):
        Phrase(th="{count} ข้อ", en="some")


@pytest.mark.parametrize(
    ("written", "th", "en"),
    [
        ("2026-11-22", "22 พฤศจิกายน 2569", "22 November 2569 BE"),
        ("2027-03-31", "31 มีนาคม 2570", "31 March 2570 BE"),
        ("สิ้นปี", "สิ้นปี", "สิ้นปี"),
    ],
)
def test_dates_stand_in_the_buddhist_era(written: str, th: str, en: str) -> None:
    assert (Words("th").date(written), Words("en").date(written)) == (th, en)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2850000000", "2,850,000,000"),
        ("92480500.50", "92,480,500.50"),
        ("0", "0"),
        ("12.00", "12"),
        ("NaN", "NaN"),
        ("–", "–"),
    ],
)
def test_money_has_separators_and_satang_only_where_there_are_some(written: str, shown: str) -> None:
    assert Words("th").money(written) == shown


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (PlaceInReport(file="a.xlsx", sheet="ผ.02", row=14, column="D", cell="D14"), "a.xlsx › ผ.02 › D14"),
        (PlaceInReport(file="a.xlsx", sheet="ผ.02", row=14), "a.xlsx › ผ.02 › row 14"),
        (PlaceInReport(file="a.csv", line=3), "a.csv › line 3"),
        (PlaceInReport(file="a.csv"), "a.csv"),
    ],
)
def test_a_place_names_every_step(place: PlaceInReport, shown: str) -> None:
    assert Words("en").place(place) == shown
