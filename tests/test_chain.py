from __future__ import annotations

from pathlib import Path

import pytest

from checker.chain import built_in_chain, read_chain
from checker.errors import RulebookFault

CHAIN = built_in_chain()


def test_the_chain_has_its_eight_levels_in_order() -> None:
    assert list(CHAIN.levels) == ["village", "tambon", "local", "district", "province", "cluster", "agency", "national"]


def test_every_relation_joins_kinds_and_levels_that_there_are() -> None:
    for relation in CHAIN.relations.values():
        assert set(relation.ends) <= set(CHAIN.kinds)
        assert {kind for kinds in relation.ends.values() for kind in kinds} <= set(CHAIN.kinds)
        levels = relation.levels or {}
        assert {*levels, *(level for found in levels.values() for level in found)} <= set(CHAIN.levels)


def test_every_code_list_that_can_be_linked_to_says_as_what_and_where() -> None:
    for word in CHAIN.code_lists.values():
        assert (word.kind in CHAIN.kinds) == (word.level in CHAIN.levels)


def test_yearly_fields_bring_their_worked_out_ones() -> None:
    assert CHAIN.field("project", "budget_total").type == "money"
    assert CHAIN.field("project", "budget_years").derived
    assert CHAIN.field("project", "ordinal").derived
    assert "name_total" not in CHAIN.fields("project")


def test_yearly_words_have_years_and_no_sum() -> None:
    assert CHAIN.field("indicator", "milestones_years").derived
    assert "milestones_total" not in CHAIN.fields("indicator")


def test_no_field_is_called_as_a_relation() -> None:
    for word in CHAIN.kinds.values():
        assert not word.fields.keys() & CHAIN.relations.keys()


def test_a_field_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        CHAIN.field("project", "colour")


def test_a_relation_without_levels_stays_on_its_level_and_one_with_them_leads_where_they_say() -> None:
    assert CHAIN.target_levels("part_of", "local") == ["local"]
    assert CHAIN.target_levels("supports", "province") == ["cluster", "national"]
    assert CHAIN.target_levels("forwarded_to", "national") == []
    assert CHAIN.target_kinds("part_of", "strategy") == []


def test_a_chain_with_an_unknown_key_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "chain.yaml"
    path.write_text("levels: {}\nkinds: {}\nrelatons: {}\ncode_lists: {}\n", encoding="utf-8")
    with pytest.raises(RulebookFault) as caught:
        read_chain(path)
    assert "chain.yaml › line 3: Key “relatons” is not known. The nearest known key is “relations”." in str(
        caught.value
    )
    assert "Key “relations” is missing" in str(caught.value)


def test_a_chain_with_a_key_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chain.yaml"
    path.write_text("levels: {}\nlevels: {}\n", encoding="utf-8")
    with pytest.raises(RulebookFault, match="stands twice"):
        read_chain(path)
