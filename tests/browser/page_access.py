"""axe-core finds nothing that WCAG 2.2 AA forbids, in any state of any page: `make browser`.

Not collected with the suite: it needs Chromium and the extra `browser`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import Open
from tests.browser.opened import DESK, PAPER, PHONE, Opened, View
from tests.browser.pages import NAMES

DEMANDED = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ADVISED = ["best-practice"]
# As axe-core 4.12 has them, but that a mark which a style sets before a text does not keep the text from being judged.
CONTRAST = {
    "ignoreUnicode": True,
    "ignoreLength": False,
    "ignorePseudo": True,
    "boldValue": 700,
    "boldTextPt": 14,
    "largeTextPt": 18,
    "contrastRatio": {"normal": {"expected": 4.5}, "large": {"expected": 3}},
    "pseudoSizeThreshold": 0.25,
    "shadowOutlineEmMax": 0.2,
    "textStrokeEmMin": 0.03,
}


def _as_opened(one: Opened) -> None:
    """Leaves the page as it is."""


STATES: dict[str, tuple[View, Callable[[Opened], None]]] = {
    "desk as opened": (View(DESK), _as_opened),
    "desk folded": (View(DESK), Opened.fold),
    "desk unfolded": (View(DESK), Opened.unfold),
    "phone as opened": (View(PHONE), _as_opened),
    "phone unfolded": (View(PHONE), Opened.unfold),
    "dark": (View(DESK, dark=True), Opened.unfold),
    "paper": (View(PAPER, media="print"), _as_opened),
}


def axe(one: Opened) -> dict[str, list[str]]:
    """What axe-core finds wrong, and the texts outside pictures whose contrast it could not judge."""
    one.page.evaluate(AXE_SCRIPT)
    one.page.evaluate("contrast => axe.configure({ checks: [{ id: 'color-contrast', options: contrast }] })", CONTRAST)
    found: dict[str, list[str]] = one.run("axe", [*DEMANDED, *ADVISED])
    return found


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_violation_of_wcag_2_2_aa(opened: Open, name: str, state: str) -> None:
    view, change = STATES[state]
    one = opened(name, view)
    change(one)
    found = axe(one)
    assert found["wrong"] == []
    if view.media == "screen":  # axe-core looks at points of the window, and paper has none
        assert found["unjudged"] == []
