"""What does not fit in a file of rules is said in both languages, with what would fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from checker.located import Listing, Located, Mapping, NotPlainData, Scalar
from checker.parameters import with_parameters
from checker.pattern import Pattern
from checker.rule import Rule
from checker.rulebook import load_rulebook
from checker.strict import validated
from tests.rules.folder import FILE, GOOD, changed, line_with, refusal, rules_in
from tests.rules.test_profiles import profile

RULEBOOK = load_rulebook()
KINDS = sorted({rule.pattern.kind for rule in RULEBOOK.in_force})
WRONG: tuple[Located, ...] = (
    *(Scalar(text, False, 1) for text in ("nonsense", "7", "-7", "true", "")),
    Listing([], 1),
    Listing([Scalar("7", False, 1)], 1),
    Mapping({}, {}, 1),
    Mapping({"bogus": Scalar("1", False, 1)}, {"bogus": 1}, 1),
)
UNCOMMA = "A comma inside a number begins a new key. Write the number without commas, such as 5000000."


def documents_of(kind: str) -> list[Mapping]:
    """Every built-in rule of this kind as its file has it, parameters filled in, without its examples."""
    found = [
        with_parameters(RULEBOOK.documents[rule.id][1], {}).document
        for rule in RULEBOOK.in_force
        if rule.pattern.kind == kind
    ]
    return [without(document, "examples") for document in found]


def without(table: Mapping, key: str) -> Mapping:
    return Mapping({name: item for name, item in table.items.items() if name != key}, table.key_lines, table.line)


def spoilt(value: Located) -> Iterator[Located]:
    """`value` with one thing in it left out, or replaced by each of `WRONG`."""
    match value:
        case Mapping():
            for name, item in value.items.items():
                yield without(value, name)
                for other in (*WRONG, *spoilt(item)):
                    yield Mapping({**value.items, name: other}, value.key_lines, value.line)
        case Listing():
            for at, item in enumerate(value.items):
                for other in (*WRONG, *spoilt(item)):
                    yield Listing([*value.items[:at], other, *value.items[at + 1 :]], value.line)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_wrong_in_a_rule_is_said_in_thai_and_by_words_of_the_file(kind: str) -> None:
    document = max(documents_of(kind), key=lambda one: len(list(spoilt(one))))
    said = set()
    for one in spoilt(document):
        try:
            validated(Rule, one, FILE)
        except NotPlainData as error:
            said |= {fault.says for fault in error.faults}
    assert said
    assert {one.en for one in said if not re.search("[ก-๙]{4}", one.th)} == set()
    assert {one.en for one in said if "Input should" in one.en + one.th or "Value error" in one.en + one.th} == set()
    assert {one.en for one in said if f"pattern.{kind}" in one.en} == set()
    assert {one.en for one in said if one.en[-1] != "."} == set()


def test_there_is_a_rule_of_every_kind_to_be_spoilt() -> None:
    union, _ = get_args(Pattern)
    assert len(KINDS) == len(get_args(union))


def said_of(folder: Path, old: str, new: str, line: str) -> tuple[str, str]:
    """The Thai and the English sentence of the only fault of the good rule with `old` as `new`, on the line with `line`."""
    text = changed(old, new)
    (fault,) = refusal(rules_in(folder, text))
    assert (fault.place.file, fault.place.line) == (FILE, line_with(line, text))
    return fault.says.th, fault.says.en


@pytest.mark.parametrize(
    ("old", "new", "line", "th", "en"),
    [
        ("status: stable", "status: stabil", "status", "ให้เขียนหนึ่งใน preview, stable, retired", "Write one of preview, stable, retired."),
        ("id: PRJ-901", "id: PRJ-1", "id:", "เช่น PRJ-901", "such as PRJ-901."),
        ("must, confirmed: true", "must, confirmed: perhaps", "confirmed", "ต้องเป็น true หรือ false", "true or false."),
        ("severity: error\n", "severity: error\nrows: one\n", "rows", "ต้องเป็นรายการ", "It has to be a list, such as [one, two]."),
        ("severity: error\n", "severity: error\nrows: [one]\n", "rows", "ต้องเป็นจำนวนเต็ม", "a whole number without commas"),
        ("objective, present: true}", "objective, present: false}", "objective, p", "เขียนได้เพียง true", "Only true may stand here."),
        ("objective, present: true}", "budget, max: 5,000,000}", "max", "โดยไม่มีจุลภาค", UNCOMMA),
        ("objective, present: true}", "budget, max: 5,000}", "max", "โดยไม่มีจุลภาค", UNCOMMA),
        ("objective, present: true}", 'budget, max: "5,000"}', "max", "“5,000” ไม่ใช่ตัวเลข", "“5,000” is no number."),
        ("    - {field: objective, present: true}", "    - {field: objective}", "field: objective", "ไม่ได้ถามอะไร", "such as present: true."),
        ("  kind: requires-field\n", "", "pattern:", "ขาดหัวข้อ kind ให้เขียนหนึ่งใน requires-field", "Write one of requires-field, requires-link"),
        ("levels: [local]", "level: [local]", "level:", "ใกล้เคียงที่สุดคือ “levels”", "The nearest known key is “levels”."),
        ("levels: [local]", "colour: [local]", "colour", "มี: blank, except", "There are: blank, except, filled, levels"),
        ("{field: objective,", "{field: วัตถุประสงค์,", "all_of", "ใกล้เคียงที่สุดคือ “objective”", "The nearest is “objective”."),
        ("{field: objective,", "{field: zzz,", "all_of", "มี: ", "There are: "),
    ],
)  # fmt: skip
def test_a_fault_of_a_rule_says_what_would_fit(tmp_path: Path, old: str, new: str, line: str, th: str, en: str) -> None:
    thai, english = said_of(tmp_path, old, new, line)
    assert th in thai
    assert en in english


def test_the_keys_of_another_kind_of_pattern_are_not_offered(tmp_path: Path) -> None:
    _, english = said_of(tmp_path, "  source: project\n", "  source: project\n  colour: red\n", "colour")
    assert english == "Key “pattern.colour” is not known. There are: all_of, any_of, kind, source."


def test_a_node_code_of_three_digits_that_stands_twice_is_no_comma_in_a_number(tmp_path: Path) -> None:
    _, english = said_of(tmp_path, "P3: not-applicable}", "P3: not-applicable, 101: pass, 101: fail}", "101: pass")
    assert english.startswith("Key “101” stands twice")


def test_a_parameter_that_the_rule_does_not_declare_is_named_with_the_nearest(tmp_path: Path) -> None:
    text = changed("objective, present: true}", "name, lacks_words: {parameter: bared}}").replace(
        "pattern:\n", "parameters: {barred: [ขุดบ่อ]}\npattern:\n"
    )
    (fault,) = refusal(rules_in(tmp_path, text))
    assert fault.place.line == line_with("bared}", text)
    assert fault.says.en == (
        "The pattern uses parameter “bared”, which the rule does not state. "
        "Add it under parameters, or mend its name. The nearest is “barred”."
    )
    assert "ใกล้เคียงที่สุดคือ “barred”" in fault.says.th


def test_a_reason_of_a_few_letters_and_a_rule_that_is_left_out_twice_are_refused_in_thai(tmp_path: Path) -> None:
    profile(tmp_path, "ours", "without: {PRJ-104: short}\n")
    assert "ให้เขียนอย่างน้อย 10 ตัวอักษร" in refusal(tmp_path)[0].says.th
    profile(tmp_path, "ours", "without: {PRJ-104: for a written reason}\nparameters: {PRJ-104: {}}\n")
    assert "PRJ-104 อยู่ใน without แล้วยังเขียนไว้ที่อื่นอีก" in refusal(tmp_path)[0].says.th


def test_the_good_rule_is_taken(tmp_path: Path) -> None:
    assert refusal(rules_in(tmp_path, GOOD)) == ()
