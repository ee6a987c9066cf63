"""Pages drawn once a session and opened in Chromium. Plain `pytest` reads this file too, and has no playwright."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import MISSING, chromium, launched
from tests.browser.opened import Opened, View
from tests.browser.pages import LANGUAGES, PAGES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

Open = Callable[..., Opened]
AT_A_DESK = View()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    if chromium() is None:
        pytest.exit(MISSING, returncode=2)
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of the page NAME-LANGUAGE; each is drawn once."""
    files: dict[str, Path] = {}

    def file_of(name: str) -> Path:
        if name not in files:
            page, language = next((p, one) for p in PAGES for one in LANGUAGES if f"{p}-{one}" == name)
            files[name] = PAGES[page](tmp_path_factory.mktemp(name), language)
        return files[name]

    return file_of


@pytest.fixture
def opened(browser: Browser, drawn: Callable[[str], Path]) -> Iterator[Open]:
    """Opens a page by its name; whatever a test did to it, the next test opens it anew."""
    open_now: list[Opened] = []

    def open_page(name: str, view: View = AT_A_DESK, at: str = "") -> Opened:
        one = Opened(browser, drawn(name), view, at)
        open_now.append(one)
        return one

    yield open_page
    for one in open_now:
        one.close()
