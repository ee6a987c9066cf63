"""The page of a round: every body and plan in it, in order, with no finding and no script needed."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html as markup

from checker.collation import ranks
from checker.overview import Overview
from checker.render.round import STANDINGS, page, verdict_line
from checker.render.wording import Language
from tests.audit.made import PROVINCE, counted, plan, written

ODD = "<b>กองช่าง</b>"


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    files: dict[str, str | bytes] = {
        "a.yaml": plan("LP-540503", "อบต.ไทรย้อย", "P1!", "P2!", "P3>PP/S1"),
        "b.yaml": plan("LP-540504", "อบต.ห้วยไร่", "P1"),
        "c.yaml": plan("LP-X", f"'{ODD}'", "P1!"),
        "v.yaml": plan("VP-54050301", "คณะกรรมการหมู่บ้าน", "P1", level="village"),
        "ทต.ช่อแฮ.xlsx": b"PK",
        "p.yaml": PROVINCE,
    }
    return counted(written(tmp_path_factory.mktemp("in"), files))


def parsed(text: str) -> Any:
    return markup.fromstring(text)


def rows(text: str, table: str = "lines") -> list[list[str]]:
    tree = parsed(text)
    return [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in tree.xpath(f"//table[@id='{table}']/tbody/tr")
    ]


def test_every_body_and_every_plan_has_a_row_and_each_plan_a_link(overview: Overview) -> None:
    text = page(overview, "en")
    found = rows(text)
    assert len(found) == 84 + 1
    named = {row[1].split(" ")[0]: row for row in found}
    assert named["อบต.ไทรย้อย"][3:7] == ["Errors to mend", "2", "0", "0"]
    assert named["อบต.ห้วยไร่"][3:7] == ["Nothing to mend", "0", "0", "0"]
    assert named["ทต.ช่อแฮ"][3:] == ["Not judged", "–", "–", "–", "Not judged"]
    assert named["อบจ.แพร่"][3:] == ["Not handed in", "–", "–", "–", ""]
    assert named["คณะกรรมการหมู่บ้าน"][0] == "เด่นชัย"
    assert [row[1] for row in rows(text, "other-lines")] == [
        "จังหวัดแพร่ PP · 2566–2570 BE",
        f"{ODD} LP-X · 2566–2570 BE",
    ]
    links = re.findall(r'href="plans/([^"]+)\.html"', text)
    assert sorted(links) == sorted(one.page for one in overview.plans)


def test_rows_stand_by_district_and_name_as_in_the_dictionary_and_can_be_sorted_by_it(overview: Overview) -> None:
    tree = parsed(page(overview, "th"))
    lines = tree.xpath("//table[@id='lines']/tbody/tr")
    districts = [row[0].text_content() for row in lines]
    assert districts[0] == "ทั้งจังหวัด"
    order = ranks(districts[1:])
    assert [order[one] for one in districts[1:]] == sorted(order[one] for one in districts[1:])
    names = [
        row[1].text_content().split(" ")[0]
        for row in lines
        if row.get("data-d") == "1" and row.get("data-k") == "local"
    ]
    assert names == [name for name, _ in sorted(ranks(names).items(), key=lambda one: one[1])]
    for head in tree.xpath("//table[@id='lines']/thead/tr/th[@data-sort]"):
        column = head.getparent().index(head)
        assert all(row[column].get("data-v") is not None for row in lines)


def test_the_page_is_complete_without_its_script_and_asks_no_network(overview: Overview) -> None:
    text = page(overview, "th", ["findings.csv"])
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", text) == []
    tree = parsed(text)
    assert [form.get("hidden") for form in tree.xpath("//form")] == [""]
    assert tree.xpath("//tr[@hidden]") == []
    assert [one.get("href") for one in tree.xpath("//a[@download]")] == ["findings.csv", "round.json"]


def test_the_page_holds_no_finding(overview: Overview, tmp_path: Path) -> None:
    more = counted(written(tmp_path, {"a.yaml": plan("LP-540503", "อบต.ไทรย้อย", *(f"P{n}!" for n in range(500)))}))
    assert abs(len(page(more, "th")) - len(page(overview, "th"))) < 10_000


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_a_body_is_called_is_shown_and_never_carried_out(overview: Overview, language: Language) -> None:
    text = page(overview, language)
    assert ODD not in text
    assert "&lt;b&gt;" in text


@pytest.mark.parametrize("language", ["th", "en"])
def test_headings_go_down_one_step_at_a_time_and_every_table_has_heads(overview: Overview, language: Language) -> None:
    tree = parsed(page(overview, language))
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))
    assert all(one.get("scope") for one in tree.iter("th"))
    assert all(one.getparent().get("tabindex") == "0" for one in tree.iter("table"))


def test_the_verdict_counts_plans_bodies_and_what_was_not_judged(overview: Overview) -> None:
    assert verdict_line(overview, "en") == (
        "5 plans were judged; 3 have errors to mend. 81 bodies have not handed in. 1 submission could not be judged."
    )
    assert verdict_line(overview.model_copy(update={"plans": []}), "en").startswith("No plan could be judged.")


def test_rules_are_ranked_by_the_submissions_in_which_they_fail(overview: Overview) -> None:
    tree = parsed(page(overview, "en"))
    found = [
        [cell.text_content().split()[-1] for cell in row] for row in tree.xpath("//section[@id='rules']//tbody/tr")
    ]
    assert found == [["PRJ-900", "2", "4", "3", "0"], ["STR-900", "1", "1", "1", "0"]]


def test_checks_that_fail_nowhere_are_told_apart_from_those_that_could_be_judged_nowhere(overview: Overview) -> None:
    failing = overview.rules[0]
    passes = failing.model_copy(update={"id": "PRJ-901", "failing": 0, "findings": 0})
    idle = passes.model_copy(update={"id": "PRJ-902", "judged": 0, "passed": 0})
    text = page(overview.model_copy(update={"rules": [failing, passes, idle, idle]}), "en", ["findings.csv"])
    told = " ".join(parsed(text).xpath("//section[@id='rules']/p")[0].text_content().split())
    assert told == (
        "By the number of submissions in which they fail. 1 more check was judged and fails nowhere."
        " 2 more could be judged nowhere. All findings as tables"
    )


def test_a_strategy_that_nothing_carries_is_marked(overview: Overview) -> None:
    tree = parsed(page(overview, "en"))
    found = [" ".join(row.text_content().split()) for row in tree.xpath("//section[@id='strategies']//tbody/tr")]
    assert found == ["เกษตร PP/S1 1 plan 1 project 0", "ถนน PP/S2Carried by no plan of this round – 0"]


def test_every_standing_has_a_word_of_its_own_in_both_languages(overview: Overview) -> None:
    style = page(overview, "th")
    assert all(f".s-{one}::before" in style for one in STANDINGS)


def test_the_page_of_every_body_and_village_of_a_province_stays_small(overview: Overview) -> None:
    village = next(one for one in overview.plans if one.level == "village")
    many = [village.model_copy(update={"code": f"VP-5405{n:04}", "page": f"VP-5405{n:04}"}) for n in range(900)]
    rules = [overview.rules[0].model_copy(update={"id": f"PRJ-{n}", "findings": 1_000}) for n in range(150)]
    text = page(overview.model_copy(update={"plans": [*overview.plans, *many], "rules": rules}), "th")
    assert len(rows(text)) > 900
    assert len(text.encode()) < 2_000_000
