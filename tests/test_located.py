from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from checker.located import Listing, Located, Mapping, NotPlainData, Scalar, line_of, plain, read_json, read_yaml

Read = Callable[[str, str], object]


def faults(read: Read, text: str) -> list[str]:
    with pytest.raises(NotPlainData) as caught:
        read(text, "plan.yaml")
    return [fault.in_language("en") for fault in caught.value.faults]


def only(text: str) -> Located:
    (document,) = read_yaml(text, "plan.yaml")
    return document


def test_each_value_knows_its_line_and_whether_it_was_quoted() -> None:
    document = only('a: 1\nb:\n  - "2"\n  - x\n')
    assert isinstance(document, Mapping)
    assert document.key_lines == {"a": 1, "b": 2}
    assert document.items["a"] == Scalar("1", quoted=False, line=1)
    assert document.items["b"] == Listing([Scalar("2", quoted=True, line=3), Scalar("x", quoted=False, line=4)], 3)


def test_several_documents_of_one_file_keep_the_lines_of_the_file() -> None:
    first, second = read_yaml("a: 1\n---\nb: 2\n", "plan.yaml")
    assert (first.line, second.line) == (1, 3)


@pytest.mark.parametrize("text", ["", "~", "null", "NULL"])
def test_nothing_is_null_unless_it_is_quoted(text: str) -> None:
    assert Scalar(text, quoted=False, line=1).is_null
    assert not Scalar(text, quoted=True, line=1).is_null


def test_only_plain_words_become_numbers_and_truths() -> None:
    document = only("[1, -5, 0, true, false, ~, 01, 3.10, no, '1', 1_000, 2566-01-01, +1]")
    assert plain(document) == [1, -5, 0, True, False, None, "01", "3.10", "no", "1", "1_000", "2566-01-01", "+1"]


def test_the_line_of_a_missing_item_is_that_of_what_should_hold_it() -> None:
    document = only("a:\n  b:\n    - 1\n    - 2\n")
    assert line_of(document, ("a", "b", 1)) == 4
    assert line_of(document, ("a", "b", 7)) == 2
    assert line_of(document, ("a", "c")) == 1


def test_a_key_that_stands_twice_is_refused_with_both_lines() -> None:
    assert faults(read_yaml, "a: 1\nb: 2\na: 3\n") == [
        "plan.yaml › line 3: Key “a” stands twice (first on line 1). Keep one."
    ]
    assert faults(read_json, '{"a": 1,\n"a": 2}') == [
        "plan.yaml › line 2: Key “a” stands twice (first on line 1). Keep one."
    ]


def test_every_fault_of_a_text_is_told_at_once() -> None:
    assert len(faults(read_yaml, "a: &x 1\nb: *x\na: 2\n")) == 3


@pytest.mark.parametrize(
    "text", ["a: &x 1", "a: *x", "a: !!str 1", "!!python/object/apply:os.system ['true']", "a: !secret x", "<<: *x"]
)
def test_anchors_aliases_and_tags_are_not_read(text: str) -> None:
    assert faults(read_yaml, text) == ["plan.yaml › line 1: “&”, “*” and “!” are not read here. Write the value out."]


def test_a_key_that_is_itself_a_list_is_refused() -> None:
    assert faults(read_yaml, "? [a, b]\n: 1\n") == ["plan.yaml › line 1: A key has to be one word."]


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\n\tb: 2\n", 2), ("a: [1\nb: 2\n", 2), ("a: \x00", 1), ("a: 1\n---\n%YAML 9\n---\nb", 3)]
)
def test_what_is_no_yaml_is_refused_with_its_line(text: str, line: int) -> None:
    (fault,) = faults(read_yaml, text)
    assert fault.startswith(f"plan.yaml › line {line}: This cannot be read as YAML")


@pytest.mark.parametrize("text", ['{"a": 1,}', "{'a': 1}", '{"a": 1} x', "", "{"])
def test_what_yaml_would_forgive_json_does_not(text: str) -> None:
    (fault,) = faults(read_json, text)
    assert fault.startswith("plan.yaml › line 1: This is not JSON")


@pytest.mark.parametrize("read", [read_yaml, read_json])
@pytest.mark.parametrize("text", ["[" * 1_000_000, "[" * 70 + "]" * 70, '{"a":' * 70 + "1" + "}" * 70])
def test_nesting_without_end_is_refused_at_once(read: Read, text: str) -> None:
    began = time.perf_counter()
    assert faults(read, text) == ["plan.yaml › line 1: This is nested more than 60 deep."]
    assert time.perf_counter() - began < 2


def test_a_bomb_of_anchors_is_refused_before_it_grows() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert len(faults(read_yaml, text)) > 30


def test_half_a_character_is_refused_with_its_line() -> None:
    assert faults(read_yaml, "a: 1\nb: \udc80\n") == [
        "plan.yaml › line 2: This line holds what is no character. Save the file as UTF-8."
    ]
    (fault,) = faults(read_json, '{"a": "\\ud800"}')
    assert fault.startswith("plan.yaml › line 1:")


def test_numbers_of_any_size_are_kept_as_they_are_written() -> None:
    (document,) = read_json('{"a": ' + "9" * 10_000 + ', "b": 1.50, "c": 1e5}', "plan.json")
    assert isinstance(document, Mapping)
    assert [item.text for item in document.items.values() if isinstance(item, Scalar)] == ["9" * 10_000, "1.50", "1e5"]


@pytest.mark.parametrize(
    "words", ["ถนน", "a: b # c", 'say "x"', "a\\b", "a\nb", "😀", "\u2028", "\x7f", "\x85", "a\tb", "/", "null", "1"]
)
def test_every_string_of_json_is_read_as_json_means_it(words: str) -> None:
    import json

    for text in (json.dumps([words]), json.dumps([words], ensure_ascii=False)):
        (document,) = read_json(text, "plan.json")
        assert plain(document) == [words]


def test_a_mark_at_the_start_of_json_is_passed_over() -> None:
    (document,) = read_json('\ufeff{"a": 1}', "plan.json")
    assert plain(document) == {"a": 1}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_however_they_end(end: str) -> None:
    document = only(end.join(["a: 1", "b: 2", "c: 3"]))
    assert isinstance(document, Mapping)
    assert document.key_lines == {"a": 1, "b": 2, "c": 3}
