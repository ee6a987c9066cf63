"""A page as it stands open in Chromium, with all that it said and asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPTS: Final = Path(__file__).parent
DESK: Final = 1280
PHONE: Final = 390
ZOOMED: Final = 320  # a desk's window at 400% (WCAG 2.2, 1.4.10)
PAPER: Final = 680  # A4 without its margins, 180 mm at 96 dots an inch


@dataclass(frozen=True)
class View:
    """How a page is looked at."""

    width: int = DESK
    media: Literal["screen", "print"] = "screen"
    dark: bool = False
    script: bool = True


class Opened:
    """One page in a browser of its own that has no network. `trouble` lists console errors, exceptions and foreign requests."""

    def __init__(self, browser: Browser, path: Path, view: View, at: str = "") -> None:
        self.path = path
        self.trouble: list[str] = []
        self._context = browser.new_context(
            viewport={"width": view.width, "height": 900},
            java_script_enabled=view.script,
            color_scheme="dark" if view.dark else "light",
            reduced_motion="reduce",
            offline=True,
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.trouble.append(f"exception: {error}"))
        self._context.on("request", lambda asked: self._watch(asked.url))
        if view.media == "print":
            self.page.emulate_media(media="print")
        self.page.goto(path.as_uri() + at)

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.trouble.append(f"{kind}: {text}")

    def _watch(self, url: str) -> None:
        if not url.startswith((self.path.parent.as_uri() + "/", "data:")):
            self.trouble.append(f"request: {url}")

    def run(self, script: str, argument: object = None) -> Any:
        """What the function in `script`.js gives for `argument` on this page."""
        return self.page.evaluate(_script(script), argument)

    def hrefs(self) -> list[str]:
        """What the links of the page lead to, each once."""
        found: list[str] = self.page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
        return list(dict.fromkeys(found))

    def ids(self, selector: str) -> list[str]:
        """The ids of what `selector` names."""
        found: list[str] = self.page.eval_on_selector_all(selector, "all => all.map(one => one.id)")
        return found

    def hidden(self, selector: str) -> list[str]:
        """The ids of what `selector` names and nobody can see."""
        seen = "all => all.filter(one => !one.checkVisibility({ visibilityProperty: true })).map(one => one.id)"
        found: list[str] = self.page.eval_on_selector_all(selector, seen)
        return found

    def lines(self) -> list[str]:
        """The text that can be seen now, but for that of controls."""
        found: str = self.page.evaluate(_script("lines"))
        return found.splitlines()

    def follow(self, href: str) -> str | None:
        """Follows the first link to `href`, whose target is folded before; what keeps its target from being seen then."""
        link = self.page.evaluate_handle(_script("link"), href).as_element()
        if link is None:
            return "the link is gone"
        link.focus()
        self.page.keyboard.press("Enter")
        missing: str | None = self.run("arrived", href)
        return missing

    def unfold(self) -> None:
        """Opens everything that is folded, as clicks on each heading would."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

    def fold(self) -> None:
        """Folds everything that can be."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")

    def close(self) -> None:
        """Lets the page go."""
        self._context.close()


@cache
def _script(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
