"""More layouts than the suite has time for, and every workbook saved again by LibreOffice: `make campaign-layouts`.

Not collected with the suite: it needs `soffice` on the path.
"""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.books_drawn import described
from tests.laid_out import WORKBOOKS, difference, graph_of, placed, plain, said, same_where_it_went, tabled_rows
from tests.layouts import workbook
from tests.plans import Dice
from tests.sheets_moved import MOVES, Move, laid_out_anew, sheets_of, written
from tests.sheets_rewritten import SPELLINGS, YEAR_STYLES, Look, as_typed

MANY = 100
SAVED_AGAIN = 60


def test_many_layouts_leave_every_value_at_its_cell() -> None:
    for seed in range(MANY):
        chance = Random(seed)
        data = workbook(plain(described(Dice(chance.randbytes(240))))).data
        before = graph_of(data)
        moves = [Move(chance.choice(MOVES), chance.randrange(60), chance.randint(1, 3)) for _ in range(6)]
        same_where_it_went(before, laid_out_anew(data, moves, tabled_rows(before)))


def test_many_ways_of_typing_a_plan_give_the_same_plan() -> None:
    for seed in range(MANY):
        chance = Random(seed)
        book = plain(described(Dice(chance.randbytes(240))))
        look = Look(
            headings=chance.randrange(1000),
            order=chance.randrange(1000),
            header_rows=chance.randint(2, 5),
            merged=chance.random() < 0.5,
            years=chance.choice(tuple(YEAR_STYLES)),
            sheets=chance.choice(("programme", "strategy", "one")),
            first_row=chance.randint(1, 6),
            first_column=chance.randint(1, 5),
            pages=chance.randint(0, 2),
            totals=chance.choice(("as they are", "none", "doubled")),
            spelling=tuple(chance.sample(SPELLINGS, 2)),
        )
        assert difference(said(graph_of(as_typed(book, Look()))), said(graph_of(as_typed(book, look)))) is None, look


def _within_fifteen_digits(data: bytes) -> bytes:
    """The workbook without figures of more digits than LibreOffice keeps."""
    return written(
        [
            replace(
                one,
                cells={
                    at: 900 if isinstance(value, (int, float)) and value > 10**11 else value
                    for at, value in one.cells.items()
                },
            )
            for one in sheets_of(data)
        ]
    )


def test_what_libreoffice_saved_again_says_the_same_at_the_same_cells(tmp_path: Path) -> None:
    books = {path.parent.name: path.read_bytes() for path in WORKBOOKS}
    for seed in range(SAVED_AGAIN):
        books[f"drawn-{seed}"] = _within_fifteen_digits(workbook(described(Dice(Random(seed).randbytes(240)))).data)
    (tmp_path / "saved").mkdir()
    for name, data in books.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    sources = [str(tmp_path / f"{name}.xlsx") for name in books]
    subprocess.run([*command, "--outdir", str(tmp_path / "saved"), *sources], check=True, capture_output=True)

    differences = {
        name: found
        for name, data in books.items()
        if (
            found := difference(
                placed(graph_of(data)), placed(graph_of((tmp_path / "saved" / f"{name}.xlsx").read_bytes()))
            )
        )
    }

    assert differences == {}
