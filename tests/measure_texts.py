"""Prints how often text tests and the rules on them are right: `python -m tests.measure_texts`.

With `--write`, docs/text-tests.md gets the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from checker.rulebook import load_rulebook
from checker.text import overlap
from checker.text_tests import TEXT_TESTS
from checker.thai import key, name_key
from tests.text_marks import ASKED_OF, Score, marked, of_pairs, of_rule, of_test, pairs

PAGE: Final = Path(__file__).parent.parent / "docs" / "text-tests.md"
OPEN: Final = "<!-- measured: python -m tests.measure_texts --write -->\n"
CLOSE: Final = "<!-- end of what is measured -->\n"
REPEATS: Final = 75
STRAYS: Final = 4
HEAD: Final = (
    "| {} | ถูก right | ผิด wrong | พลาด missed | precision | recall | precision, held back | recall, held back |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def _row(name: str, every: Score, held: Score) -> str:
    shares = [f"{share:.2f}" for share in (every.precision, every.recall, held.precision, held.recall)]
    return f"| {name} | {every.right} | {every.wrong} | {every.missed} | {' | '.join(shares)} |\n"


def of_every_rule(part: str | None = None) -> dict[str, Score]:
    """The score of every rule that looks at texts, by its identifier."""
    found = {rule.id: of_rule(rule, part) for rule in load_rulebook().in_force}
    return {name: one for name, one in sorted(found.items()) if one is not None}


def _errors() -> Iterator[str]:
    for name, test in TEXT_TESTS.items():
        for one in marked():
            told, true = test(one.text), name in one.holds
            if name in ASKED_OF[one.sort] and told != true:
                what = "ผ่านทั้งที่ไม่ควร · told wrongly" if told else "พลาด · missed"
                yield f"* `{name}`, {what}: “{one.text}”\n"
    for pair in pairs("names"):
        told = name_key(pair.first) == name_key(pair.second)
        if told != (pair.marked == "twins"):
            yield f"* `name_key`, {'ผ่านทั้งที่ไม่ควร · told wrongly' if told else 'พลาด · missed'}: “{pair.first}” / “{pair.second}”\n"
    for pair in pairs("meaning"):
        share = overlap(pair.first, pair.second)
        said = "repeats" if share >= REPEATS else "strays" if share < STRAYS else "answers"
        if said != pair.marked:
            yield f"* `overlap` {share}, {said} ≠ {pair.marked}: “{pair.first}” / “{pair.second}”\n"


def table() -> str:
    """The figures as they stand on the page."""
    held_back = [
        sum(one.part == "held-back" for one in every) for every in (marked(), pairs("meaning"), pairs("names"))
    ]
    counts = [len(marked()), len(pairs("meaning")), len(pairs("names"))]
    of_marks = "ข้อความ {} คู่ความหมาย {} คู่ชื่อ {} · texts, pairs of meaning, pairs of names. ".format(
        *counts
    ) + "ในจำนวนนี้เก็บไว้ไม่ดูขณะปรับ · held back: {}, {}, {}.\n".format(*held_back)
    tests = "".join(_row(f"`{name}`", of_test(name), of_test(name, "held-back")) for name in TEXT_TESTS)
    judged = (
        (
            f"`overlap` ≥ {REPEATS}: repeats",
            "meaning",
            "repeats",
            lambda first, second: overlap(first, second) >= REPEATS,
        ),
        (f"`overlap` < {STRAYS}: strays", "meaning", "strays", lambda first, second: overlap(first, second) < STRAYS),
        ("`name_key`: twins", "names", "twins", lambda first, second: name_key(first) == name_key(second)),
        ("`key`: twins", "names", "twins", lambda first, second: key(first) == key(second)),
    )
    told = "".join(
        _row(name, of_pairs(sort, word, test), of_pairs(sort, word, test, "held-back"))
        for name, sort, word, test in judged
    )
    held = of_every_rule("held-back")
    rules = "".join(_row(name, one, held[name]) for name, one in of_every_rule().items())
    return (
        f"{of_marks}\n{HEAD.format('การทดสอบ test')}{tests}\n{HEAD.format('คู่ pairs')}{told}\n"
        f"{HEAD.format('กฎ (ข้อกล่าวหา) rule (what it accuses)')}{rules}\nที่ยังผิด · What is still told wrong or missed:\n\n{''.join(_errors())}"
    )


def page_with(figures: str) -> str:
    """The page as it should be, with `figures` in their place."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(OPEN)
    return before + OPEN + "\n" + figures + "\n" + CLOSE + rest.partition(CLOSE)[2]


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page_with(table()), encoding="utf-8")
    else:
        print(table())
