"""A round that is changed at random again and again: a resumed audit of it against one begun anew.

    make campaign-kills                       40 changes; ONEPLAN_CHANGES=400 for more

What a page depends on is more than its plan: this finds where a page is taken for unchanged that would be another one now.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest

import checker.cli.audit as command
from checker.rulebook import load_rulebook
from tests.audit.made import audit, everything, sample_round

CHANGES: Final = int(os.environ.get("ONEPLAN_CHANGES", "40"))
SEED: Final = int(os.environ.get("ONEPLAN_SEED", "7"))


def _another_number(text: str, chance: Random) -> str:
    found = list(re.finditer(r"(?<=[ {:])[1-9][0-9]*(?=[,}\n])", text))
    spot = chance.choice(found)
    return text[: spot.start()] + str(chance.choice([1, 7, int(spot[0]) + 1, int(spot[0]) * 1000])) + text[spot.end() :]


def _another_word(text: str, chance: Random) -> str:
    spot = chance.choice(list(re.finditer(r"(?<=name: )[^\n,}]+", text)))
    return text[: spot.start()] + chance.choice(["งานทดลอง", "ถนน", spot[0] + "ใหม่"]) + text[spot.end() :]


def _without_a_field(text: str, chance: Random) -> str:
    spots = list(re.finditer(r"^    (?!name)[a-z_]+: [^\n]*\n|, [a-z_]+: [^,\n{}\[\]]+(?=[,}])", text, re.MULTILINE))
    spot = chance.choice(spots)
    return text[: spot.start()] + text[spot.end() :]


def _another_link(text: str, chance: Random) -> str:
    codes = sorted(set(re.findall(r"\b[A-Z]{2}-[0-9]+/[A-Z]?[0-9.]+", text)) | {"PP-54/1", "PP-54/9", "DP-5405/1"})
    spots = list(re.finditer(r"\b[A-Z]{2}-[0-9]+/[A-Z]?[0-9.]+", text))
    if not spots:
        return _another_number(text, chance)
    spot = chance.choice(spots)
    return text[: spot.start()] + chance.choice(codes) + text[spot.end() :]


WAYS: Final[tuple[Callable[[str, Random], str], ...]] = (
    _another_number,
    _another_word,
    _without_a_field,
    _another_link,
)


def test_a_resumed_audit_of_a_changed_round_ends_as_one_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "load_rulebook", cache(load_rulebook))
    chance, folder, out = Random(SEED), sample_round(tmp_path), tmp_path / "out"
    words = (folder / "handed-in", "--context", folder / "context", "--jobs", 1)
    audit(*words, "--out", out)
    files = sorted((folder / "handed-in").rglob("*.yaml"))
    anew: Counter[int] = Counter()
    for _ in range(CHANGES):
        path = chance.choice(files)
        before, text = everything(out), path.read_text(encoding="utf-8")
        numbers = {page: page.stat().st_ino for page in (out / "plans").glob("*.html")}
        path.write_text(chance.choice(WAYS)(text, chance), encoding="utf-8")
        audit(*words, "--out", out, "--resume")
        anew[sum(numbers.get(page) != page.stat().st_ino for page in (out / "plans").glob("*.html"))] += 1
        audit(*words, "--out", tmp_path / "anew")
        found, wanted = everything(out), everything(tmp_path / "anew")
        assert [name for name in sorted({*found, *wanted}) if found.get(name) != wanted.get(name)] == []
        if chance.random() < 0.3:  # else faults would pile up until no plan can be read
            path.write_text(text, encoding="utf-8")
            audit(*words, "--out", out, "--resume")
            assert everything(out).keys() >= before.keys()
        shutil.rmtree(tmp_path / "anew")
    print(f"\npages made anew: {dict(sorted(anew.items()))} of {len(numbers)}, in {CHANGES} changes")
