"""A report as PDF where WeasyPrint, its libraries or a Thai font are missing, and pictures told by attributes.

What is drawn is looked at by `make pdf`, which needs all of them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cssselect2
import pytest
import tinyhtml5

from checker.render.paper_pictures import with_styles_as_attributes
from tests.test_cli import oneplan, plan

__all__ = ["plan"]
NO_LIBRARY = "print('-----')\nraise OSError(\"cannot load library 'libgobject-2.0-0'\")\n"
NO_LETTERS = """
class Page:
    fonts = {"font": type("Font", (), {"missing": {0xE01: 1}})}
    def write_pdf(self): return b""
class HTML:
    def __init__(self, **_): pass
    def render(self): return Page()
URLFetcher = dict
"""


def weasyprint_is(module: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts `module` in the place of WeasyPrint; None leaves nothing there."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    if module is None:
        monkeypatch.setitem(sys.modules, "weasyprint", None)
        return
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "weasyprint.py").write_text(module, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "modules")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("module", "install"),
    [
        (None, "pip install 'oneplan-checker[pdf]'"),
        (NO_LIBRARY, "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        (NO_LETTERS, "apt install fonts-thai-tlwg"),
    ],
    ids=["package", "library", "font"],
)
def test_what_is_missing_is_told_with_what_to_install_and_what_to_do_without(
    module: str | None, install: str, language: str, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weasyprint_is(module, tmp_path, monkeypatch)
    result = oneplan("check", plan, "--format", "pdf", "--lang", language)
    sys.modules.pop("weasyprint", None)
    assert (result.exit_code, result.stdout) == (2, "")
    assert install in result.stderr
    assert "--format html" in result.stderr
    assert not plan.with_suffix(".report.pdf").exists()


def test_it_is_told_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weasyprint_is(None, tmp_path, monkeypatch)
    assert oneplan("check", tmp_path / "nowhere.yaml", "--format", "pdf").exit_code == 2


def attributes(style: str, picture: str, after: str = "") -> dict[str, str]:
    """The attributes of the element `#it` of a picture in a page with that style."""
    page = f"<style>{style}</style><div class=frame><svg>{picture}</svg></div>{after}"
    root = tinyhtml5.parse(page, namespace_html_elements=False)
    parsed = SimpleNamespace(etree_element=root, wrapper_element=cssselect2.ElementWrapper.from_html_root(root))
    with_styles_as_attributes(parsed)
    found: Any = next(node for node in root.iter() if node.get("id") == "it")
    return {name: value for name, value in found.attrib.items() if name != "id"}


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("rect { fill: #fff; margin: 0 }", {"fill": "#fff"}),
        (".frame svg rect { stroke: red }", {"stroke": "red"}),
        (":root { --ink: #123 } rect { fill: var(--ink) }", {"fill": "#123"}),
        (":root { --a: var(--b); --b: #123 } rect { fill: var(--a) }", {"fill": "#123"}),
        ("rect { fill: var(--nobody, #456) }", {"fill": "#456"}),
        ("rect { fill: red !important } #it { fill: blue }", {"fill": "red"}),
        ("rect { fill: red } #it { fill: blue } rect { fill: green }", {"fill": "blue"}),
        ("svg { font: 400 13px/1.4 Sarabun, serif }", {}),
        ("rect { font: 700 13px/1.4 Sarabun }", {"font-size": "13px", "font-weight": "700"}),
        ('rect { font-family: Sarabun, "Noto Sans Thai" }', {"font-family": "Sarabun,Noto Sans Thai"}),
        ("@media print { rect { fill: black } }", {"fill": "black"}),
        ("@media screen { rect { fill: black } }", {}),
        ("@media (max-width: 40rem) { rect { fill: black } }", {}),
        ("@page { margin: 0 } rect::before { fill: red } rect:unheard-of(x) { fill: red }", {}),
    ],
)
def test_a_picture_is_told_by_attributes_how_the_page_wants_it_to_look(style: str, told: dict[str, str]) -> None:
    assert attributes(style, "<rect id=it></rect>") == told


def test_a_style_takes_the_place_of_an_attribute_and_leaves_others() -> None:
    assert attributes("rect { fill: red }", '<rect id=it fill="blue" width="4"/>') == {"fill": "red", "width": "4"}


def test_names_that_stand_for_one_another_in_a_circle_end_somewhere() -> None:
    assert "fill" in attributes(":root { --a: var(--b); --b: var(--a) } rect { fill: var(--a) }", "<rect id=it></rect>")


def test_what_is_no_picture_keeps_its_attributes() -> None:
    assert attributes("p { color: red }", "", "<p id=it>") == {}
