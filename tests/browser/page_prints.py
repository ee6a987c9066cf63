"""On paper nothing is cut: no row in two, no table without its headings, nothing beyond the margins, nothing folded: `make browser`.

Not collected with the suite: it needs Chromium and the extra `browser`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.opened import PAPER, View
from tests.browser.pages import NAMES
from tests.browser.paper import A4, Paper

every_page = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def printed(opened: Open, tmp_path: Path) -> Callable[[str], Paper]:
    """Prints a page, as opened, to PDF."""

    def print_page(name: str) -> Paper:
        one = opened(name)
        one.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, tagged=True)
        return Paper(tmp_path / "page.pdf")

    return print_page


@every_page
def test_a_page_prints_on_a4_without_a_cut(printed: Callable[[str], Paper], name: str) -> None:
    paper = printed(name)
    assert {page: size for page, size in paper.sizes.items() if size != A4} == {}
    assert paper.rows_in_two() == []
    assert paper.tables_without_headings() == []
    assert paper.beyond_the_margins() == []


@every_page
def test_what_is_folded_on_the_screen_is_open_on_paper(opened: Open, name: str) -> None:
    one = opened(name, View(PAPER, media="print"))
    one.fold()
    assert one.hidden("[id^='f-']") == []


@every_page
def test_nothing_is_shrunk_to_fit_the_paper(opened: Open, printed: Callable[[str], Paper], name: str) -> None:
    one = opened(name)
    one.page.emulate_media(media="print")
    assert printed(name).largest_type == pytest.approx(one.run("largest") * 0.75, abs=0.3)
