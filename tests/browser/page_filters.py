"""The filter of a page shows what is asked for, says how much that is, and gives everything back: `make browser`.

Not collected with the suite: it needs Chromium and the extra `browser`.
"""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.opened import PHONE, Opened, View
from tests.browser.page_access import axe
from tests.browser.pages import FILTERED

every_page = pytest.mark.parametrize("name", FILTERED)
LISTED = "#findings [id^='f-']"
NOWHERE = "no plan says this"


def _ask(one: Opened, words: str) -> str:
    """Types `words` into the search box; what the page says of it then."""
    one.page.fill("input[type=search]", words)
    one.unfold()
    return str(one.page.inner_text("#shown"))


def _left(one: Opened) -> list[str]:
    one.unfold()
    hidden = set(one.hidden(LISTED))
    return [each for each in one.ids(LISTED) if each not in hidden]


@every_page
def test_a_fingerprint_leaves_its_finding_and_an_emptied_box_gives_all_back(opened: Open, name: str) -> None:
    one = opened(name)
    every = _left(one)
    wanted = every[len(every) // 2]
    said = [_ask(one, ""), _ask(one, wanted.removeprefix("f-"))]
    assert wanted in _left(one)
    assert len(_left(one)) < len(every)
    said.append(_ask(one, NOWHERE))
    assert _left(one) == []
    assert len(set(said)) == 3
    assert _ask(one, "") == said[0]
    assert _left(one) == every
    assert one.trouble == []


@every_page
def test_a_link_to_what_is_filtered_out_lets_it_through(opened: Open, name: str) -> None:
    one = opened(name)
    links = [href for href in one.hrefs() if href.startswith("#f-")]
    _ask(one, NOWHERE)
    assert {href: missing for href in links[-1:] if (missing := one.follow(href))} == {}


@every_page
def test_a_filtered_page_fits_and_axe_finds_nothing(opened: Open, name: str) -> None:
    one = opened(name, View(PHONE))
    for words in (_left(one)[0].removeprefix("f-"), NOWHERE):
        _ask(one, words)
        assert one.run("overflow") == []
        assert axe(one) == {"wrong": [], "unjudged": []}


@every_page
def test_a_unit_leaves_what_names_it_by_keyboard_and_the_paper_says_so(opened: Open, name: str) -> None:
    one = opened(name)
    every = len(_left(one))
    one.page.focus("#unit")
    one.page.keyboard.press("ArrowDown")
    chosen, number = one.page.eval_on_selector("#unit", "one => [one.selectedOptions[0].textContent, one.value]")
    bears = "([id, number]) => document.getElementById(id).dataset.u?.split(' ').includes(number)"
    named = [each for each in _left(one) if one.page.evaluate(bears, [each, number])]
    assert len(named) == int(chosen.rpartition("(")[2].rstrip(")"))
    assert 0 < len(named) < every
    around = set(one.ids(f"{LISTED}.around"))
    assert set(_left(one)) - set(named) <= around
    one.page.emulate_media(media="print")
    assert chosen in one.page.inner_text("#filtered")
    assert one.trouble == []
