"""The header of a table: which rows it takes up, and which column fills which field, in which year, at which scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from checker.forms import Column, Form, field_headed, fitting, heading_key, is_part_of_heading, likeness
from checker.place import column_letters
from checker.readers.draft import Cell, Raw
from checker.readers.excel.grid import Grid
from checker.readers.excel.grid import words as words_of
from checker.thai import amount, arabic_digits, key, window_year

TALLEST_HEADER: Final = 5
_BLANK_INSIDE: Final = 3
_FEWEST_KNOWN: Final = 3
_YEAR: Final = re.compile(r"(?<![0-9๐-๙/])(?:[0-9๐-๙]{4}|[0-9๐-๙]{2})(?![0-9๐-๙/])")
_FOUR: Final = re.compile(r"(?<![0-9๐-๙/])[0-9๐-๙]{4}(?![0-9๐-๙/])")
_YEAR_WORDS: Final = re.compile(r"ปีงบประมาณ|ปี|พ\.?ศ\.?|ค\.?ศ\.?|fy")
_GROUPS: Final = ("งบประมาณ", "บัญญัติ", "จำนวน", "โครงการ", "รวม")
_UNIT: Final = re.compile(r"^\(?(?:หน่วย:?)?(?:พัน|ล้าน)?บาท\)?$|^\(?\d{1,2}\)?$")
_SCALES: Final = (("ล้านบาท", 1_000_000), ("พันบาท", 1_000))


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header, rows `first` to `last`: column numbers by field, by yearly field and year as written; the
    headings of columns that no form knows; and what money is to be multiplied by, by column.
    """

    first: int
    last: int
    fields: Mapping[str, int]
    yearly: Mapping[str, Mapping[str, int]]
    extra: Mapping[int, str]
    scales: Mapping[int, int]

    @property
    def year_columns(self) -> dict[int, tuple[str, str]]:
        """Field and year of every column with yearly values."""
        return {column: (field, year) for field, years in self.yearly.items() for year, column in years.items()}

    @property
    def known(self) -> frozenset[str]:
        """The fields that the table has a column for; a column of amounts beside one of years is a yearly budget."""
        paired = {"budget"} if {"amount", "year"} <= self.fields.keys() else set[str]()
        return frozenset(self.fields) | frozenset(self.yearly) | paired


def headers(grid: Grid, form: Form) -> list[Header]:
    """Every header on the sheet that has three columns of `form` or more, complete or not, from top to bottom.

    Two are enough for a form that hardly has more.
    """
    found: list[Header] = []
    fewest = min(_FEWEST_KNOWN, max(2, len(form.columns) - 1))
    for row in grid.rows:
        if found and (row <= found[-1].last or _is_filled_in(grid, row, found[-1], form)):
            continue
        if len(known_in_row(grid, row, form.key, fewest)) >= fewest:
            first, last = span(grid, row, form.columns)
            if found:
                first = max(first, found[-1].last + 1)
            found.append(_header(grid, first, last, form))
    return found


def _is_filled_in(grid: Grid, row: int, above: Header, form: Form) -> bool:
    """Whether `row` has a code where the table above it has its codes, so that it is none of headings, whatever its words."""
    codes = (
        above.fields[column.key] for column in form.columns if column.field == "code" and column.key in above.fields
    )
    shown = (grid.text(row, column) for column in codes)
    return any(re.search(r"\d", one) and field_headed(one, form.key) is None for one in shown)


def known_in_row(grid: Grid, row: int, wanted: str, fewest: int = _FEWEST_KNOWN) -> set[str]:
    """The fields of a form whose heading stands, or begins, in `row`."""
    cells = grid.rows.get(row, {})
    if len(cells) < fewest or _is_plain_number(next(iter(cells.values()))):
        return set()
    found = (field_headed(cell, wanted) for cell in cells.values() if isinstance(cell, str))
    return {field for field in found if field is not None}


def _is_plain_number(cell: Raw) -> bool:
    """Whether a cell holds a number that is no year, be it typed as words, which no header does."""
    if isinstance(cell, str):
        return re.fullmatch(r"\d{1,3}[.)]?", key(cell)) is not None and year_in(cell) is None
    return isinstance(cell, (int, float)) and not (50 <= cell <= 99 or window_year(words_of(cell)))


def span(grid: Grid, anchor: int, columns: Sequence[Column]) -> tuple[int, int]:
    """First and last row of the header that `anchor` stands in: what is merged with it, and rows of headings only."""
    last = anchor
    for merge in grid.merges:
        if merge.first_row == anchor and merge.last_row > last and _height(grid, anchor, merge.last_row):
            last = merge.last_row
    first, edge = anchor, _right_edge(grid, anchor)
    codes = [number for number in grid.rows[anchor] if _heads_codes(grid.text(anchor, number), columns)]
    while (below := _next_filled(grid, last, 1)) and _height(grid, anchor, below):
        if not _only_headings(grid, below, edge, columns) or _repeats(grid, anchor, below):
            break
        if any(year_in(grid.text(below, number)) for number in codes):
            break
        last = below
    while (above := _next_filled(grid, first, -1)) and _height(grid, above, last):
        if not _only_headings(grid, above, edge, columns) or _repeats(grid, anchor, above):
            break
        first = above
    return first, last


def _heads_codes(written: str, columns: Sequence[Column]) -> bool:
    """Whether `written` is the heading of a column of codes, below which even a year, such as 2566, is one."""
    heading = heading_key(written)
    return any(column.field == "code" and heading in column.headings for column in columns)


def _repeats(grid: Grid, anchor: int, row: int) -> bool:
    """Whether `row` says again what the header says in `anchor`, so that it begins a header of its own."""
    here = grid.rows[row]
    return any(key(words_of(cell)) == key(words_of(here.get(column))) for column, cell in grid.rows[anchor].items())


def _height(grid: Grid, first: int, last: int) -> int:
    """How many rows of a header from `first` to `last` are filled; 0 where these are more than any header has."""
    if last - first >= TALLEST_HEADER * (1 + _BLANK_INSIDE):
        return 0
    filled = sum(row in grid.rows for row in range(first, last + 1))
    return filled if filled <= TALLEST_HEADER else 0


def _next_filled(grid: Grid, row: int, step: int) -> int | None:
    """The filled row that follows `row`, downwards or upwards, with a few blank ones between them at most."""
    return next((row + n * step for n in range(1, _BLANK_INSIDE + 2) if row + n * step in grid.rows), None)


def _right_edge(grid: Grid, anchor: int) -> int:
    """The last column that the words in row `anchor` reach; what is jotted beside a table stands further right."""
    words = [column for column, cell in grid.rows[anchor].items() if isinstance(cell, str)]
    return max([*words, *(merge.last_column for merge in grid.merges if merge.first_row == anchor)], default=0)


def _only_headings(grid: Grid, row: int, edge: int, columns: Sequence[Column]) -> bool:
    """Whether nothing but headings stands in `row`, as far right as the table reaches."""
    cells = [column for column in grid.rows.get(row, {}) if column <= edge]
    texts = [grid.text(row, column) for column in cells]
    if sum(_is_bare_number(text) for text in texts) == 1:
        return False
    return bool(texts) and all(_is_heading_piece(text, columns) for text in texts)


def _is_bare_number(written: str) -> bool:
    """Whether only digits stand there: several such years, `66` `67` `68`, are headings, a lone one is not."""
    return re.fullmatch(r"\d{1,3}", key(written)) is not None


def _is_heading_piece(written: str, columns: Sequence[Column]) -> bool:
    folded = key(written)
    if len(folded) > 40 or (_is_bare_number(written) and not year_in(written)):
        return False
    if _UNIT.match(folded) or year_in(written) or re.fullmatch(r"\(?\d{1,2}\)", folded):
        return True
    heading = heading_key(written)
    if any(likeness(heading, column) >= (4, 0) for column in columns) or is_part_of_heading(heading, columns):
        return True
    return bool(
        re.fullmatch(
            r"(?:งบประมาณ|เทศบัญญัติ|ข้อบัญญัติ|จำนวน|เงิน|รวม|และที่มา|ที่ผ่านมา|ปี|พ\.?ศ\.?|[\d\s()\-–.,/]|บาท|พัน|ล้าน)+", folded
        )
    )


def year_in(written: str) -> str | None:
    """The one year that a heading names, as written without its words; None where it names none or a span of years."""
    shown = " ".join(written.split())
    four = _FOUR.findall(shown)
    if len(four) == 1 and window_year(four[0]):
        return str(four[0])
    if four:
        return None
    two = _YEAR.findall(shown)
    words = re.sub(r"[0-9๐-๙().\s'’]|บาท|พัน|ล้าน|งบประมาณ|เทศบัญญัติ|ข้อบัญญัติ", "", _YEAR_WORDS.sub("", key(shown)))
    return str(two[0]) if len(two) == 1 and not words and 50 <= int(arabic_digits(two[0])) <= 99 else None


def column_texts(grid: Grid, first: int, last: int) -> dict[int, list[str]]:
    """The words above each column in rows `first` to `last`, from top to bottom, merged cells counted for all they cover."""
    texts: dict[int, dict[int, str]] = {}
    for row in range(first, last + 1):
        for column in grid.rows.get(row, {}):
            texts.setdefault(column, {})[row] = grid.text(row, column)
    for merge in grid.merges:
        if first <= merge.first_row <= last and merge.last_column - merge.first_column < 64:
            shown = grid.text(merge.first_row, merge.first_column)
            for column in range(merge.first_column, merge.last_column + 1) if shown else ():
                texts.setdefault(column, {})[merge.first_row] = shown
    return {column: [rows[row] for row in sorted(rows)] for column, rows in sorted(texts.items())}


def _header(grid: Grid, first: int, last: int, form: Form) -> Header:
    texts = column_texts(grid, first, last)
    own = {column for row in range(first, last + 1) for column in grid.rows.get(row, {})}
    years = {
        column: year for column, words in texts.items() if form.yearly and column in own and (year := _year_of(words))
    }
    yearly = _yearly(texts, years, form)
    taken = {column for columns in yearly.values() for column in columns.values()}
    headings = {column: heading_key("".join(words)) for column, words in texts.items() if column not in years}
    fields = fitting(headings, [column for column in form.columns if not column.yearly])
    extra = {
        column: " ".join(" ".join(words).split())
        for column, words in texts.items()
        if column in own and column not in taken and column not in fields.values()
    }
    whole = " ".join(" ".join(words) for words in texts.values())
    scales = {
        column: scale for years_of in yearly.values() for column, scale in _scales(texts, years_of.values(), whole)
    }
    return Header(first, last, fields, yearly, extra, scales)


def _scales(texts: Mapping[int, list[str]], columns: Iterable[int], whole: str) -> Iterator[tuple[int, int]]:
    """The columns of a yearly field whose money is not in baht, with their scale.

    A unit that is written once, over the first year, holds for the years after it that name none.
    """
    unit: list[str] = []
    for column in sorted(columns):
        unit = texts[column] if "บาท" in key("".join(texts[column])) else unit
        scale = money_scale(unit, whole)
        if scale != 1:
            yield column, scale


def _year_of(words: Iterable[str]) -> str | None:
    """The year in the lowest of a column's headings that names one."""
    return next((year for one in reversed(list(words)) if (year := year_in(one))), None)


def _yearly(texts: Mapping[int, list[str]], years: Mapping[int, str], form: Form) -> dict[str, dict[str, int]]:
    """Columns by yearly field and year. A run of years belongs to the group named over any of its columns; else to budget."""
    yearly: dict[str, dict[str, int]] = {}
    for run in _runs(years):
        named = {column: _group(texts[column], form) for column in run}
        whole = {group for group in named.values() if group}
        for column in run:
            group = named[column] or (next(iter(whole)) if len(whole) == 1 else _usual(form) if not whole else None)
            if group in form.yearly and years[column] not in yearly.get(group, {}):
                yearly.setdefault(group, {})[years[column]] = column
    return yearly


def _runs(years: Mapping[int, str]) -> list[list[int]]:
    """Columns of years that follow one another; a year that comes again begins a new run."""
    runs: list[list[int]] = []
    for column in sorted(years):
        fits = bool(runs) and all(years[column] != years[other] for other in runs[-1])
        if fits:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _usual(form: Form) -> str | None:
    """The yearly field of columns over which nothing stands but a year."""
    return "budget" if "budget" in form.yearly else next(iter(form.yearly), None)


def _group(words: Iterable[str], form: Form) -> str | None:
    """The yearly field that a column's headings speak of; `other` where they speak of something else, None where of nothing."""
    folded = key("".join(words))
    if "บัญญัติ" in folded and "ordinance" in form.yearly:
        return "ordinance"
    bare = _YEAR_WORDS.sub("", folded)
    if "budget" in form.yearly and ("งบประมาณ" in bare or "เงิน" in bare):
        return "budget"
    bare = re.sub(r"[\d().,:\-/]|บาท|พัน|ล้าน", "", bare)
    likely = max(((likeness(heading_key(bare), form.column(one)), one) for one in form.yearly), default=((0, 0), ""))
    return likely[1] if likely[0] > (0, 0) else "other" if bare else None


def money_scale(words: Iterable[str], whole: str) -> int:
    """What money in a column is to be multiplied by: told over it, or once for the table as `(หน่วย: พันบาท)`."""
    folded = key("".join(words))
    for unit, scale in _SCALES:
        if unit in folded or f"หน่วย:{unit}" in key(whole):
            return scale
    return 1


def scaled(cell: Cell, scale: int) -> Cell:
    """The money in `cell`, in baht where its heading names a larger unit and the cell itself does not."""
    number = amount(cell.raw).number if isinstance(cell.raw, (str, int, float, Decimal)) else None
    if scale == 1 or number is None or "บาท" in key(words_of(cell.raw)):
        return cell
    return Cell(number * scale, cell.place)


def heading_or_letters(header: Header, column: int) -> str:
    """The heading of a column that no form knows; its letters where it has none."""
    return header.extra.get(column) or f"คอลัมน์ {column_letters(column)}"
