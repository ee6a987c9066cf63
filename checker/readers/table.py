"""Tables of a plan: a row a node, a column a field, in the headings that docs/submission.md shows, Thai or English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, assert_never

from checker.chain import Chain, built_in_chain
from checker.errors import Fault, UnreadableSubmission, enough
from checker.place import Place, column_letters
from checker.plan import Note
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, DraftReference
from checker.readers.room import Room, notes_beyond
from checker.text import Sentence, nearest
from checker.thai import key, window_year

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 256
MOST_CELLS: Final = 1_000_000
NOTHING: Final = "-"
EXTRA: Final = "extra:"
_KIND: Final = ("kind", "ชนิด")
_PLAN: Final = ("plan", "แผน")
_LEVEL: Final = ("level", "ระดับ")
_CODE: Final = ("code", "รหัส")
_HOLDS: Final = ("holds", "ชนิดที่แบบมี")
_ASKS: Final = ("asks", "ช่องที่แบบมี")
_PART: Final = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[;|]|\Z)|([^;|]*))([;|]|\Z)')

Meaning = tuple[Literal["row", "code", "field", "year", "relation", "extra"], str, str]


def read_table(rows: Iterable[tuple[int | None, list[str]]], file: str) -> Draft:
    """The plans of a table whose first filled row holds the headings; each row with its line, where the file has lines.

    Raises UnreadableSubmission with every fault and its place.
    """
    return _Table(file, built_in_chain()).read(list(rows))


def is_table(headings: list[str]) -> bool:
    """Whether `headings` are those of a plan's table: each row says its kind and its code."""
    return _column(headings, _KIND) is not None and _column(headings, _CODE) is not None


def is_known_heading(heading: str) -> bool:
    """Whether a column under `heading` means something to the reader, in a row of any kind."""
    table = _Table("", built_in_chain())
    return any(table.meaning(kind, heading)[0] != "extra" for kind in table.chain.kinds) or _own(heading) != heading


@dataclass(slots=True)
class _Table:
    """One table while it is read; gathers faults instead of stopping at the first."""

    file: str
    chain: Chain
    faults: list[Fault] = field(default_factory=list)
    plans: dict[str, DraftPlan] = field(default_factory=dict)
    asks: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    meanings: dict[tuple[str, str], Meaning] = field(default_factory=dict)

    def read(self, rows: list[tuple[int | None, list[str]]]) -> Draft:
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
        return Draft(plans=list(self.plans.values()), notes=self.notes)

    def fault(self, place: Place, th: str, en: str) -> None:
        self.faults.append(Fault(place, Sentence(th=th, en=en)))
        if enough(self.faults):
            raise UnreadableSubmission(self.faults)

    def row(self, headings: list[str], row: list[str], number: int, line: int | None) -> None:
        cells = {at: Cell(text, Place(self.file, row=number, column=at + 1, line=line)) for at, text in enumerate(row)}
        place = Place(self.file, row=number, column=1, line=line)
        said = {
            name: self.said(headings, cells, names)
            for name, names in (
                ("kind", _KIND),
                ("plan", _PLAN),
                ("level", _LEVEL),
                ("holds", _HOLDS),
                ("asks", _ASKS),
            )
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
            self.heading(node, said, place)
        elif (plan := self.plan_of(said["plan"])) is not None:
            usual = self.asks[key(str(plan.heading.code.raw))].get(kind)
            node.asked = self.fields(kind, said["asks"], place) if said["asks"] else usual
            plan.nodes.append(node)
        else:
            self.fault(
                place,
                "แถวนี้ไม่รู้ว่าอยู่ในแผนใด ให้เพิ่มแถวของแผน หรือเขียนรหัสแผน",
                "It is not said in which plan this row stands. Add the plan's own row, or write its code under “plan”.",
            )
        self.notes += notes_beyond(node)

    def said(self, headings: list[str], cells: dict[int, Cell], names: tuple[str, ...]) -> str:
        at = _column(headings, names)
        return str(cells[at].raw).strip() if at is not None and at in cells else ""

    def kind(self, written: str) -> str | None:
        wanted = key(written)
        for name, word in self.chain.kinds.items():
            if wanted in {key(name), key(word.th), key(word.en), *(key(part) for part in word.th.split("/"))}:
                return name
        return None

    def heading(self, node: DraftNode, said: dict[str, str], place: Place) -> None:
        level = said["level"]
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
        room = Room(self.chain)
        kinds = [] if said["holds"] == NOTHING else _words(said["holds"], ";")
        holds = room.kinds(kinds, self.fault_at(place)) if said["holds"] else None
        self.asks[code] = self.asks_by_kind(said["asks"], place)
        node.asked = self.asks[code].get("plan")
        self.plans[code] = DraftPlan(heading=node, level=key(level), holds=holds)

    def asks_by_kind(self, written: str, place: Place) -> dict[str, frozenset[str]]:
        """`project: name, budget; strategy: name` in a plan's row: the fields that its forms ask for, by kind."""
        room, asks = Room(self.chain), {}
        for part in _words(written, ";"):
            kind, _, fields = part.partition(":")
            for known in room.kinds([kind.strip()], self.fault_at(place)):
                asks[known] = self.fields(known, fields, place)
        return asks

    def fields(self, kind: str, written: str, place: Place) -> frozenset[str]:
        """`name, budget`: fields that a form asks for; a dash alone is none."""
        words = [] if written.strip() == NOTHING else _words(written, ",")
        return Room(self.chain).fields(kind, words, self.fault_at(place))

    def fault_at(self, place: Place) -> Callable[[str, str], None]:
        return lambda th, en: self.fault(place, th, en)

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
        means, name, year = self.meaning(node.kind, heading)
        match means:
            case "row":
                pass
            case "code":
                node.code = cell
            case "field":
                node.cells[name] = cell
            case "year":
                node.yearly.setdefault(name, {})[year] = cell
            case "relation":
                node.references += self.references(name, cell)
            case "extra":
                if str(cell.raw or "").strip() and heading:
                    node.extra[name] = cell
            case _:
                assert_never(means)

    def meaning(self, kind: str, heading: str) -> Meaning:
        """What a column under `heading` is to a row of `kind`, with the name of its field, relation or own heading."""
        known = self.meanings.get((kind, heading))
        if known is None:
            known = self.meanings[kind, heading] = self._meaning(kind, heading)
        return known

    def _meaning(self, kind: str, heading: str) -> Meaning:
        wanted = key(heading)
        about_rows = (*_KIND, *_LEVEL, *_HOLDS, *_ASKS, *(() if kind == "plan" else _PLAN))
        if wanted in {key(word) for word in about_rows}:
            return "row", "", ""
        if wanted in _CODE:
            return "code", "", ""
        for name, word in self.chain.kinds[kind].fields.items():
            spellings = {key(one) for one in (name, word.th, word.en, *word.also)}
            if word.yearly:
                if (year := _year_in(heading, spellings)) is not None:
                    return "year", name, year
            elif wanted in spellings and not word.derived:
                return "field", name, ""
        for name, relation in self.chain.relations.items():
            if kind in relation.ends and wanted in {key(name), key(relation.th), key(relation.en)}:
                return "relation", name, ""
        return "extra", _own(heading), ""

    def references(self, relation: str, cell: Cell) -> list[DraftReference]:
        """`PP-54/2 | title; sdg:1` as references; the title is optional.

        After a code list or level a third part tells the words that stand on a form: `nesdp:8 | | หมุดหมายที่ 8`. A part in
        quotation marks may hold `;` and `|`.
        """
        found = []
        for parts in _parted(str(cell.raw or "")):
            written, title, *form = [*parts, ""]
            head, _, code = written.partition(":")
            if not written:
                continue
            if form[:-1] and (head in self.chain.code_lists or head in self.chain.levels):
                listed, level = (head, None) if head in self.chain.code_lists else (None, head)
                words = " | ".join(form[:-1])
                found.append(DraftReference(relation, words, cell.place, listed, level, code or None, title))
            else:
                found.append(DraftReference(relation, written, cell.place, title=" | ".join(parts[1:])))
        return found


def _own(heading: str) -> str:
    """The heading under which a column that no form knows is carried along: `extra: KPI` is `KPI`, whatever KPI means."""
    return heading[len(EXTRA) :].strip() if heading.lower().startswith(EXTRA) else heading


def _words(written: str, separator: str) -> list[str]:
    return [part.strip() for part in written.split(separator) if part.strip()]


def _parted(written: str) -> list[list[str]]:
    """What stands between `;`, each split at `|`; in quotation marks both are letters like any other."""
    found: list[list[str]] = [[]]
    at = 0
    while (match := _PART.match(written, at)) is not None:
        quoted, plain, end = match.groups()
        found[-1].append(plain.strip() if quoted is None else quoted.replace('""', '"'))
        if not end:
            break
        if end == ";":
            found.append([])
        at = match.end()
    return found


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
