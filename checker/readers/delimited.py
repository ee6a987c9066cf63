"""CSV submissions: a row a node, a column a field, in the headings that docs/submission.md shows, Thai or English."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from checker.chain import Chain, built_in_chain
from checker.codes import is_code_list, read_code_lists
from checker.errors import Fault, RulebookFault, UnreadableSubmission, enough
from checker.place import Place, column_letters
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, DraftReference
from checker.text import Sentence, nearest
from checker.thai import key, window_year

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 256
MOST_CELLS: Final = 1_000_000
LONGEST_LINE: Final = 1_000_000
_HEAD_OF_FORM: Final = 20_000
_KIND: Final = ("kind", "ชนิด")
_PLAN: Final = ("plan", "แผน")
_LEVEL: Final = ("level", "ระดับ")
_CODE: Final = ("code", "รหัส")


def read_delimited(text: str, file: str) -> Draft:
    """The plans, or the code lists, of a CSV `text` (comma, semicolon or tab). Raises UnreadableSubmission."""
    delimiter = _delimiter(text)
    rows = _rows(text, file, delimiter)
    header = next((row for _, row in rows if any(cell.strip() for cell in row)), [])
    if is_code_list(header):
        try:
            return Draft(code_lists=read_code_lists(text, file, delimiter))
        except RulebookFault as error:
            raise UnreadableSubmission(error.faults) from error
    return _Table(file, built_in_chain()).read(rows)


def rows_of_form(text: str, file: str) -> list[tuple[int, list[str]]] | None:
    """The rows of a sheet that was saved as CSV, each with the line on which it begins.

    None where the first row has the headings of a submission or a code list. Raises UnreadableSubmission.
    """
    first = next((line for line in text[:LONGEST_LINE].splitlines() if line.strip()), "")
    header = next(csv.reader([first], delimiter=_delimiter(text)), []) if len(first) <= csv.field_size_limit() else []
    headings = [heading.strip() for heading in header]
    if is_code_list(header) or (_column(headings, _KIND) is not None and _column(headings, _CODE) is not None):
        return None
    return _rows(text, file, _delimiter_of_form(text))


def _delimiter_of_form(text: str) -> str:
    """The delimiter of a sheet, whose first lines are titles: the one that stands often in most of its lines."""
    head = [line for line in text[:_HEAD_OF_FORM].splitlines() if line.strip()]
    return max(
        ",;\t", key=lambda letter: (sum(line.count(letter) > 1 for line in head), text[:_HEAD_OF_FORM].count(letter))
    )


def _delimiter(text: str) -> str:
    head = text[:4000].splitlines()
    first = next((line for line in head if line.strip()), "")
    return max(",;\t", key=first.count)


def _lines(text: str, file: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            says = Sentence(
                th=f"บรรทัดนี้ยาว {len(line):,} ตัวอักษร อ่านได้ไม่เกิน {LONGEST_LINE:,} ให้ลบส่วนที่ไม่ใช่ตารางแผน",
                en=f"This line is {len(line):,} letters long; at most {LONGEST_LINE:,} are read. Delete what is not the plan.",
            )
            raise UnreadableSubmission([Fault(Place(file, line=number), says)])
        yield line


def _rows(text: str, file: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Every row with the line on which it begins. Raises UnreadableSubmission where that is no table, or too large."""
    reader = csv.reader(_lines(text, file), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    line, cells = 1, 0
    while (row := _next_row(reader, file, line)) is not None:
        if len(row) > MOST_COLUMNS:
            raise _too_large(Place(file, line=line), f"{len(row):,} คอลัมน์", f"{len(row):,} columns", MOST_COLUMNS)
        rows.append((line, row))
        if len(rows) > MOST_ROWS:
            raise _too_large(
                Place(file, line=line), f"มากกว่า {MOST_ROWS:,} แถว", f"more than {MOST_ROWS:,} rows", MOST_ROWS
            )
        cells += sum(map(bool, row))
        if cells > MOST_CELLS:
            raise _too_large(
                Place(file, line=line),
                f"มากกว่า {MOST_CELLS:,} ช่อง",
                f"more than {MOST_CELLS:,} filled cells",
                MOST_CELLS,
            )
        line = reader.line_num + 1
    if rows and _unclosed(text, rows[-1][0], delimiter):
        says = Sentence(
            th="เครื่องหมายคำพูดที่เปิดในแถวนี้ไม่มีตัวปิด ให้เติม",
            en="A quotation mark that opens in this row is never closed. Close it.",
        )
        raise UnreadableSubmission([Fault(Place(file, line=rows[-1][0]), says)])
    return rows


def _unclosed(text: str, last: int, delimiter: str) -> bool:
    """Whether the row that begins on line `last` ends with the file in the middle of a quoted cell."""
    lines = islice(io.StringIO(text, newline=""), last - 1, None)
    try:
        deque(csv.reader(lines, delimiter=delimiter, strict=True), maxlen=0)
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _next_row(reader: Iterator[list[str]], file: str, line: int) -> list[str] | None:
    """The next row, which begins on `line`; None after the last."""
    try:
        return next(reader, None)
    except csv.Error as error:
        if "field larger" in str(error):
            most = csv.field_size_limit()
            says = Sentence(
                th=f"แถวที่เริ่มบรรทัดนี้มีช่องยาวเกิน {most:,} ตัวอักษร อาจขาดเครื่องหมายคำพูดปิด ให้เติมหรือตัดให้สั้นลง",
                en=f"The row that begins here has a cell of more than {most:,} letters. Close its quotation mark, or shorten it.",
            )
        else:
            says = Sentence(
                th=f"อ่านแถวนี้เป็นตารางไม่ได้ ({error}) ให้บันทึกใหม่เป็น CSV UTF-8",
                en=f"This row cannot be read as part of a table ({error}). Save the file again as CSV UTF-8.",
            )
        raise UnreadableSubmission([Fault(Place(file, line=line), says)]) from error


def _too_large(place: Place, th: str, en: str, most: int) -> UnreadableSubmission:
    says = Sentence(
        th=f"ตารางนี้มี{th} อ่านได้ไม่เกิน {most:,} ให้ลบส่วนที่ว่างออก",
        en=f"This table has {en}; at most {most:,} are read. Delete what is empty.",
    )
    return UnreadableSubmission([Fault(place, says)])


@dataclass(slots=True)
class _Table:
    """One table while it is read; gathers faults instead of stopping at the first."""

    file: str
    chain: Chain
    faults: list[Fault] = field(default_factory=list)
    plans: dict[str, DraftPlan] = field(default_factory=dict)

    def read(self, rows: list[tuple[int, list[str]]]) -> Draft:
        filled = [
            (number, line, row) for number, (line, row) in enumerate(rows, start=1) if any(cell.strip() for cell in row)
        ]
        if not filled:
            self.fault(Place(self.file, line=1), "ไฟล์นี้ว่างเปล่า", "This file is empty.")
            raise UnreadableSubmission(self.faults)
        headings = [heading.strip() for heading in filled[0][2]]
        kind_at = _column(headings, _KIND)
        if kind_at is None or _column(headings, _CODE) is None:
            self.fault(
                Place(self.file, line=filled[0][1]),
                "ตารางนี้ไม่มีคอลัมน์ “ชนิด” และ “รหัส” ให้เพิ่มทั้งสองคอลัมน์",
                "This table has no columns “kind” and “code”. Add both; docs/submission.md shows the headings.",
            )
            raise UnreadableSubmission(self.faults)
        body = sorted(filled[1:], key=lambda one: self.kind(one[2][kind_at] if kind_at < len(one[2]) else "") != "plan")
        for number, line, row in body:
            self.row(headings, row, number, line)
        if not self.plans and not self.faults:
            self.fault(
                Place(self.file, line=1), "ตารางนี้ไม่มีแถวของแผน", "This table holds no row of kind “plan”. Add one."
            )
        if self.faults:
            raise UnreadableSubmission(self.faults)
        return Draft(plans=list(self.plans.values()))

    def fault(self, place: Place, th: str, en: str) -> None:
        self.faults.append(Fault(place, Sentence(th=th, en=en)))
        if enough(self.faults):
            raise UnreadableSubmission(self.faults)

    def row(self, headings: list[str], row: list[str], number: int, line: int) -> None:
        cells = {at: Cell(text, Place(self.file, row=number, column=at + 1, line=line)) for at, text in enumerate(row)}
        place = Place(self.file, row=number, column=1, line=line)
        said = {
            name: self.said(headings, cells, names)
            for name, names in (("kind", _KIND), ("plan", _PLAN), ("level", _LEVEL))
        }
        kind = self.kind(said["kind"])
        if kind is None:
            near = nearest(said["kind"], self.chain.kinds, most=1)
            self.fault(
                place,
                f"ไม่รู้จักชนิด “{said['kind']}” ให้เขียนหนึ่งใน {', '.join(self.chain.kinds)}",
                f"Kind “{said['kind']}” is not known. Write {near[0] if near else 'one of ' + ', '.join(self.chain.kinds)}.",
            )
            return
        node = self.node(kind, headings, cells, place)
        if kind == "plan":
            self.heading(node, said["level"], place)
        elif (plan := self.plan_of(said["plan"])) is not None:
            plan.nodes.append(node)
        else:
            self.fault(
                place,
                "แถวนี้ไม่รู้ว่าอยู่ในแผนใด ให้เพิ่มแถวของแผน หรือเขียนรหัสแผน",
                "It is not said in which plan this row stands. Add the plan's own row, or write its code under “plan”.",
            )

    def said(self, headings: list[str], cells: dict[int, Cell], names: tuple[str, ...]) -> str:
        at = _column(headings, names)
        return str(cells[at].raw).strip() if at is not None and at in cells else ""

    def kind(self, written: str) -> str | None:
        wanted = key(written)
        for name, word in self.chain.kinds.items():
            if wanted in {key(name), key(word.th), key(word.en), *(key(part) for part in word.th.split("/"))}:
                return name
        return None

    def heading(self, node: DraftNode, level: str, place: Place) -> None:
        if key(level) not in self.chain.levels:
            near = nearest(level, self.chain.levels, most=1) if level else []
            self.fault(
                place,
                f"ระดับ “{level}” ไม่มี ให้เขียนหนึ่งใน {', '.join(self.chain.levels)}",
                f"Level “{level}” is not known. Write {near[0] if near else 'one of ' + ', '.join(self.chain.levels)}.",
            )
            return
        code = key(str(node.code.raw))
        if code in self.plans:
            self.fault(
                place, f"แผน “{node.code.raw}” มีสองแถว ให้เหลือแถวเดียว", f"Plan “{node.code.raw}” has two rows. Keep one."
            )
        self.plans[code] = DraftPlan(heading=node, level=key(level))

    def plan_of(self, written: str) -> DraftPlan | None:
        if written:
            return self.plans.get(key(written))
        return next(iter(self.plans.values())) if len(self.plans) == 1 else None

    def node(self, kind: str, headings: list[str], cells: dict[int, Cell], place: Place) -> DraftNode:
        node = DraftNode(kind, Cell(None, place), place)
        for at, heading in enumerate(headings):
            cell = cells.get(at, Cell(None, Place(place.file, row=place.row, column=at + 1, line=place.line)))
            self.put(node, heading, cell)
        beyond = (cell for at, cell in cells.items() if at >= len(headings) and str(cell.raw).strip())
        node.extra |= {column_letters(cell.place.column or 0): cell for cell in beyond}
        return node

    def put(self, node: DraftNode, heading: str, cell: Cell) -> None:
        """Puts `cell` where its `heading` says; columns nobody knows are carried along."""
        wanted = key(heading)
        if wanted in {key(word) for word in (*_KIND, *_PLAN, *_LEVEL)} and node.kind != "plan":
            return
        if wanted in {key(word) for word in (*_KIND, *_LEVEL)}:
            return
        if wanted in _CODE:
            node.code = cell
            return
        for name, word in self.chain.kinds[node.kind].fields.items():
            spellings = {key(one) for one in (name, word.th, word.en, *word.also)}
            if word.derived:
                continue
            if word.yearly:
                if (year := _year_in(heading, spellings)) is not None:
                    node.yearly.setdefault(name, {})[year] = cell
                    return
            elif wanted in spellings:
                node.cells[name] = cell
                return
        if (relation := self.relation(node.kind, wanted)) is not None:
            node.references += _references(relation, cell)
        elif str(cell.raw or "").strip() and heading:
            node.extra[heading] = cell

    def relation(self, kind: str, wanted: str) -> str | None:
        for name, word in self.chain.relations.items():
            if kind in word.ends and wanted in {key(name), key(word.th), key(word.en)}:
                return name
        return None


def _column(headings: list[str], names: tuple[str, ...]) -> int | None:
    return next((at for at, heading in enumerate(headings) if key(heading) in names), None)


def _year_in(heading: str, spellings: set[str]) -> str | None:
    """The year that stands after a field's name in `heading`, as written."""
    name, _, year = heading.replace("_", " ").replace(".", " ").rpartition(" ")
    return (
        year
        if window_year(year) is not None and key(name) in {one.replace("_", "") for one in spellings} | spellings
        else None
    )


def _references(relation: str, cell: Cell) -> list[DraftReference]:
    """`PP-54/2 | title; sdg:1` as references; the title is optional."""
    found = []
    for part in str(cell.raw or "").split(";"):
        written, _, title = part.partition("|")
        if written.strip():
            found.append(DraftReference(relation, written.strip(), cell.place, title=title.strip()))
    return found
