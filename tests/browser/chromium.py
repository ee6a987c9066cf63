"""The Chromium of this machine, driven headless. `python -m tests.browser.chromium` names it, or says that there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
MISSING: Final = (
    f"No Chromium was found: none of {', '.join(NAMES)} is on the path."
    " Install one (Debian: apt install chromium), or name it in ONEPLAN_CHROMIUM."
)


def chromium() -> str | None:
    """The path of the browser: what ONEPLAN_CHROMIUM names, else the first of `NAMES` on the path, else None."""
    if named := os.environ.get("ONEPLAN_CHROMIUM"):
        return shutil.which(named)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def launched(*options: str) -> Iterator[Browser]:
    """A running browser that ends with the block. Exits with one sentence where there is none."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        raise SystemExit(MISSING)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(options))
        yield browser
        browser.close()


if __name__ == "__main__":
    if (found := chromium()) is None:
        sys.exit(MISSING)
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{said} ({found})")
