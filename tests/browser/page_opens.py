"""Pages open in a browser without a word of complaint, ask for nothing, fit, and lead where they say: `make browser`.

Not collected with the suite: it needs Chromium and the extra `browser`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.browser.conftest import Open
from tests.browser.opened import DESK, PAPER, PHONE, ZOOMED, View
from tests.browser.pages import IN_PARTS, NAMES

VIEWS = {"desk": View(DESK), "phone": View(PHONE), "zoomed": View(ZOOMED), "paper": View(PAPER, media="print")}
every_page = pytest.mark.parametrize("name", NAMES)


@every_page
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_page_opens_without_complaint_and_everything_fits_folded_and_unfolded(
    opened: Open, name: str, view: View
) -> None:
    one = opened(name, view)
    faults = {"as opened": one.run("overflow")}
    one.fold()
    faults["folded"] = one.run("overflow")
    one.unfold()
    faults["unfolded"] = one.run("overflow")
    assert faults == {"as opened": [], "folded": [], "unfolded": []}
    assert one.trouble == []


@every_page
def test_every_link_leads_to_something_that_stands_in_the_window_then(opened: Open, name: str) -> None:
    one = opened(name)
    hrefs = [href for href in one.hrefs() if href.startswith("#")]
    assert {href: missing for href in hrefs if (missing := one.follow(href))} == {}
    assert one.trouble == []


@every_page
def test_every_link_to_another_file_leads_to_one_that_is_there(opened: Open, name: str) -> None:
    one = opened(name)
    files = {unquote(href.partition("#")[0]) for href in one.hrefs()}
    assert {file for file in files if file and not (one.path.parent / file).is_file()} == set()


@pytest.mark.parametrize("name", IN_PARTS)
def test_what_an_address_names_is_laid_open(opened: Open, drawn: Callable[[str], Path], name: str) -> None:
    anchors: list[str] = re.findall(r' id="((?:f|h)-[\w-]+)"', drawn(name).read_text(encoding="utf-8"))
    chosen = [anchors[0], anchors[len(anchors) // 2], anchors[-1]]
    assert {at: opened(name, VIEWS["phone"], f"#{at}").run("arrived", f"#{at}") for at in chosen} == dict.fromkeys(
        chosen
    )


@every_page
def test_a_page_without_script_holds_all_that_it_holds_with_script(opened: Open, name: str) -> None:
    """Script may add controls; it may not add anything that a reader would miss."""
    without, full = opened(name, View(script=False)), opened(name)
    without.unfold()
    full.unfold()
    assert [line for line in full.lines() if line not in set(without.lines())] == []
    assert without.hidden("[id^='f-']") == []
    assert without.trouble == []
