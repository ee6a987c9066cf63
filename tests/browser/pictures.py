"""Takes a picture of every page that people see, on a desk and on a phone, in both languages.

    python -m tests.browser.pictures docs/pictures

A picture shows the top of the page, as much of it as `HEIGHT` holds. Where a picture changes, somebody has to look at it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.browser.chromium import launched
from tests.browser.pages import LANGUAGES, NAMES, PAGES

SHOWN: Final = ("report-judged", "report-long", "round", "judged", "replaced", "compare", "letter", "kit", "kit-rules")
WIDTHS: Final = {"desk": 1280, "phone": 390}
HEIGHT: Final = 2400
QUALITY: Final = 60


def main(target: Path) -> None:
    """Writes PAGE-LANGUAGE-WIDTH.jpg into `target` for every page of `SHOWN`."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        for page in SHOWN:
            for language in LANGUAGES:
                if f"{page}-{language}" not in NAMES:
                    continue
                own = Path(folder) / f"{page}-{language}"
                own.mkdir()
                path = PAGES[page](own, language)
                for device, width in WIDTHS.items():
                    view = browser.new_page(viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce")
                    view.goto(path.as_uri())
                    name = target / f"{page}-{language}-{device}.jpg"
                    view.screenshot(path=name, type="jpeg", quality=QUALITY)
                    view.close()
                    print(name)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
