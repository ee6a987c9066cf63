"""The code lists that all plans of the made-up country share, besides those that come with the checker."""

from __future__ import annotations

import csv
import io

from bench.country.words import THEMES, UNITS, WINDOW
from checker.codes import CodeLists, read_code_lists

LISTS_FILE = "lists.csv"


def lists_as_csv() -> str:
    """The joint strategy of local authorities and the register of units, as a context hands them in."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["list", "period", "code", "name_th", "basis"])
    for theme, words in THEMES.items():
        rows.writerow(["joint-local", WINDOW, theme, words.strategy.format(of=""), "fictional"])
    for number, unit in enumerate(UNITS, start=1):
        rows.writerow(["responsible-unit", WINDOW, f"U{number:02d}", unit, "fictional"])
    return out.getvalue()


def shared_lists() -> CodeLists:
    """The same lists, read."""
    return read_code_lists(lists_as_csv(), LISTS_FILE)
