"""Colours are told apart where axe-core cannot judge: in pictures, in cells with hatching, on what a link has led to.

WCAG 2.2 AA: 4.5 to 1 for text (1.4.3), 3 to 1 for lines and shapes that tell something and for the focus (1.4.11).
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from checker.folders import built_in

Colour = tuple[float, float, float]
# Style sheet, selector and property of a colour, as it stands in templates/style.
Named = tuple[str, str, str]

PAPER: Named = ("base", ":root", "--paper")
GROUND: Named = ("base", ":root", "--ground")
ARRIVED: Named = ("base", ":target", "background")
BOX: Named = ("pictures", ".flow rect", "fill")
OWN: Named = ("pictures", ".flow .own rect", "fill")
HEAT: list[Named] = [("pictures", f".matrix .heat.h{n}", "background") for n in range(1, 5)]
HATCHED: Named = ("pictures", ".matrix .is-none", "background")
ROOT = ["--ink", "--soft", "--link", "--error", "--warning", "--advice"]

TEXTS: list[tuple[Named, list[Named]]] = [
    *((("base", ":root", name), [PAPER, GROUND, ARRIVED]) for name in ROOT),
    (("pictures", "svg text", "fill"), [PAPER, BOX, OWN]),
    (("pictures", ".flow .plan", "fill"), [PAPER]),
    (("pictures", ".flow text.broken", "fill"), [BOX, OWN]),
    (("pictures", ".flow text.short", "fill"), [BOX, OWN]),
    (("pictures", ".flow text.open", "fill"), [BOX, OWN]),
    (("pictures", ".flow a:focus-visible rect", "stroke"), [("pictures", ".flow a:focus-visible rect", "fill")]),
    (("pictures", "svg text", "fill"), [("pictures", ".flow a:focus-visible rect", "fill")]),
    (("pictures", ".flow text.broken", "fill"), [("pictures", ".flow a:focus-visible rect", "fill")]),
    (("pictures", ".flow text.short", "fill"), [("pictures", ".flow a:focus-visible rect", "fill")]),
    (("pictures", ".legend .l-broken", "color"), [PAPER]),
    (("pictures", ".legend .l-short", "color"), [PAPER]),
    (("pictures", ".matrix .is-none", "color"), [HATCHED]),
    (("pictures", ".matrix .is-unasked", "color"), [PAPER, ARRIVED]),
    (("pictures", ".matrix .heat.zero", "color"), [PAPER, ARRIVED]),
    (("base", ":root", "--ink"), HEAT),
    (("pictures", ".money .zero", "fill"), [PAPER]),
    (("pictures", ".money .lack", "fill"), [PAPER]),
    (("pictures", ".small .year", "fill"), [PAPER]),
]
SHAPES: list[tuple[Named, list[Named]]] = [
    (("pictures", ".flow rect", "stroke"), [PAPER]),
    (("pictures", ".flow .own rect", "stroke"), [PAPER]),
    (("pictures", ".flow .short rect", "stroke"), [PAPER]),
    (("pictures", ".flow .torn rect", "stroke"), [PAPER]),
    (("pictures", ".flow .bands path", "stroke"), [PAPER]),
    (("pictures", ".flow .bands .back", "stroke"), [PAPER]),
    (("pictures", ".flow .stub.broken", "stroke"), [PAPER]),
    (("pictures", ".flow .stub.open", "stroke"), [PAPER]),
    (("pictures", ".flow .cross", "stroke"), [PAPER]),
    (("pictures", ".flow .ring", "stroke"), [PAPER]),
    (("pictures", ".flow a:focus-visible rect", "stroke"), [PAPER, BOX, OWN]),
    (("pictures", ".legend li::before", "background"), [PAPER]),
    (("pictures", ".dot", "border"), [PAPER, ARRIVED]),
    (("pictures", ".dot.full", "background"), [PAPER, ARRIVED]),
    (("pictures", ".fill", "border"), [PAPER, ARRIVED]),
    (("pictures", ".fill i", "background"), [PAPER, ARRIVED]),
    (("pictures", ".money .bar", "fill"), [PAPER]),
    (("pictures", ".money .rest .bar", "stroke"), [PAPER]),
    (("pictures", ".money .tick", "stroke"), [PAPER]),
    (("pictures", ".small .axis", "stroke"), [PAPER]),
    (("pictures", ".small .aim", "stroke"), [PAPER]),
    (("pictures", ".small .lead", "stroke"), [PAPER]),
    (("pictures", ".small .trail", "stroke"), [PAPER]),
    (("pictures", ".small .goal", "fill"), [PAPER]),
    (("pictures", ".small .base", "stroke"), [PAPER]),
    (("pictures", ".small .reached", "stroke"), [PAPER]),
    (("pictures", ".small .gap", "stroke"), [PAPER]),
    (("base", ":focus-visible", "outline"), [PAPER, GROUND, ARRIVED]),
    (("base", ".button", "border"), [PAPER, GROUND]),
    (("base", ".bar i", "background"), [PAPER]),
    (("report", ".f", "border-left"), [PAPER, GROUND]),
    (("report", ".f.warning", "border-left"), [PAPER, GROUND]),
    (("report", ".f.advice", "border-left"), [PAPER, GROUND]),
]


@cache
def _rules(sheet: str) -> dict[str, dict[str, str]]:
    """The declarations of each selector of a style sheet, later ones in force, without those for paper and narrow windows."""
    css = (built_in("templates") / "style" / f"{sheet}.css").read_text(encoding="utf-8")
    screen = re.sub(r"/\*.*?\*/|@(?:media|page)[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", css, flags=re.DOTALL)
    found: dict[str, dict[str, str]] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", screen):
        declared = {name.strip(): value.strip() for name, value in re.findall(r"([\w-]+)\s*:\s*([^;]+)", body.strip())}
        for selector in re.split(r",(?![^(]*\))", selectors):
            found.setdefault(selector.strip(), {}).update(declared)
    return found


def colours(named: Named) -> list[Colour]:
    """Every colour in what a style sheet declares, variables looked up, seen through its opacity on the page."""
    sheet, selector, name = named
    share = float(_rules(sheet)[selector].get(f"{name}-opacity", 1))
    told = [_colour(one) for one in _plain(named)]
    assert told, f"{selector} declares no colour for {name}"
    paper = (255.0, 255.0, 255.0)
    return [tuple(share * one + (1 - share) * on for one, on in zip(colour, paper, strict=True)) for colour in told]  # type: ignore[misc]


def _plain(named: Named) -> list[str]:
    """The digits of every colour that is declared."""
    sheet, selector, name = named
    value = re.sub(r"var\((--\w[\w-]*)\)", lambda one: _rules("base")[":root"][one[1]], _rules(sheet)[selector][name])
    return re.findall(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", value)


def _colour(digits: str) -> Colour:
    full = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    return (float(int(full[:2], 16)), float(int(full[2:4], 16)), float(int(full[4:], 16)))


def contrast(first: Colour, second: Colour) -> float:
    """How many to 1, as WCAG 2.2 defines it."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    shares = [part / 255 for part in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _least(front: Named, back: Named) -> float:
    return min(contrast(one, other) for one in colours(front) for other in colours(back))


def _pairs(of: list[tuple[Named, list[Named]]]) -> list[tuple[Named, Named]]:
    return [(front, back) for front, backs in of for back in backs]


def _told(pair: object) -> str:
    return " ".join(pair) if isinstance(pair, tuple) else str(pair)


@pytest.mark.parametrize(("front", "back"), _pairs(TEXTS), ids=_told)
def test_text_stands_out_by_four_and_a_half_to_one(front: Named, back: Named) -> None:
    assert _least(front, back) >= 4.5


@pytest.mark.parametrize(("front", "back"), _pairs(SHAPES), ids=_told)
def test_lines_and_shapes_stand_out_by_three_to_one(front: Named, back: Named) -> None:
    assert _least(front, back) >= 3


def test_contrast_is_that_of_the_definition() -> None:
    assert contrast(_colour("000"), _colour("fff")) == pytest.approx(21)
    assert contrast(_colour("767676"), _colour("fff")) == pytest.approx(4.54, abs=0.01)


def test_every_colour_that_draws_a_picture_is_judged() -> None:
    """But that of the lines between rows, which tell nothing."""
    judged = {
        one for pairs in (TEXTS, SHAPES) for front, backs in pairs for each in (front, *backs) for one in _plain(each)
    }
    drawn = {
        one
        for selector, declared in _rules("pictures").items()
        for name in declared
        if name in {"stroke", "fill", "color", "background", "border", "border-top", "border-bottom"}
        for one in _plain(("pictures", selector, name))
    }
    assert drawn - judged == set(_plain(("base", ":root", "--line")))
