"""Everything on a page can be reached and worked by keyboard, and one sees where one is: `make browser`.

Not collected with the suite: it needs Chromium and the extra `browser`.
"""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.opened import DESK, PHONE, Opened, View
from tests.browser.pages import IN_PARTS, NAMES

every_page = pytest.mark.parametrize("name", NAMES)


def _walk(one: Opened) -> tuple[list[str], list[int | None], dict[str, list[str]]]:
    """All controls by name, the numbers of those that Tab came by in turn, and what hid the focus at which."""
    names: list[str] = one.run("controls")
    seen: list[int | None] = []
    hidden: dict[str, list[str]] = {}
    for _ in names:
        one.page.keyboard.press("Tab")
        now = one.run("focus")
        seen.append(now["at"])
        if now["faults"]:
            hidden[f"{len(seen)}. {names[now['at']]}"] = now["faults"]
    return names, seen, hidden


@every_page
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_tab_comes_by_every_control_in_the_order_of_the_page_and_the_focus_is_seen(
    opened: Open, name: str, width: int
) -> None:
    names, seen, hidden = _walk(opened(name, View(width)))
    assert [at if at is None else names[at] for at in seen] == names
    assert hidden == {}


@every_page
def test_enter_and_space_fold_and_unfold(opened: Open, name: str) -> None:
    one = opened(name)
    one.unfold()
    stuck = []
    for summary in one.page.query_selector_all("summary"):
        summary.focus()
        for key, expected in (("Enter", False), ("Space", True)):
            one.page.keyboard.press(key)
            if summary.evaluate("one => one.parentElement.open") is not expected:
                stuck.append(f"{key}: {summary.inner_text()}")
    assert stuck == []
    assert one.trouble == []


@pytest.mark.parametrize("name", IN_PARTS)
def test_the_first_link_skips_what_stands_before_the_findings(opened: Open, name: str) -> None:
    one = opened(name)
    names: list[str] = one.run("controls")
    one.page.keyboard.press("Tab")
    href: str = one.page.evaluate("document.activeElement.getAttribute('href')")
    one.page.keyboard.press("Enter")
    assert one.run("arrived", href) is None
    one.page.keyboard.press("Tab")
    beyond = "([at, href]) => document.querySelector(href).compareDocumentPosition(window.controls[at])"
    at = one.run("focus")["at"]
    following = 4  # Node.DOCUMENT_POSITION_FOLLOWING
    assert at is None or one.page.evaluate(beyond, [at, href]) & following, names[at]
