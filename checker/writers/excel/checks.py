"""What a cell takes: numbers, years, choices, references picked from a list; and what is said where it is given another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from checker.chain import built_in_chain
from checker.forms import Column
from checker.writers.excel.choices import Lists
from checker.writers.excel.offers import Offers

_LONGEST_TITLE: Final = 32
_LONGEST_MESSAGE: Final = 255
_YEARS: Final = (2400, 2800)
_COUNTED: Final = frozenset({"priority", "rank", "number"})


@dataclass(slots=True)
class Checks:
    """Puts the checks of a form's columns on the cells below them. `own` gives the growing list of codes of a kind."""

    lists: Lists
    offers: Offers
    own: dict[str, str]

    def put(self, sheet: Any, column: Column, first: tuple[int, int], last: tuple[int, int]) -> None:
        """The check of `column` on the cells from `first` to `last` (row and column, counted from 0)."""
        found = self.of(column)
        if found is not None:
            sheet.data_validation(*first, *last, found)

    def of(self, column: Column) -> dict[str, Any] | None:
        """The check of a column; None where any words may stand in it."""
        if column.relation is not None:
            return self._reference(column)
        if column.key in ("year", "baseline_year") or column.key.endswith("_year"):
            return _year()
        if column.pick is not None:
            return self._picked(column.pick)
        if column.field is None:
            return None
        word = built_in_chain().field(column.of, column.field)
        match word.type:
            case "money":
                return _money()
            case "number":
                return _whole() if column.field in _COUNTED else _number()
            case "date":
                return _date(word.th)
            case "choice":
                spoken = [spellings[0] for spellings in (word.choices or {}).values()]
                return _list(self.lists.fixed(word.th, spoken), word.th, strict=True)
            case _:
                return None

    def line(self, upper: str) -> dict[str, Any] | None:
        """The check of an alignment line for a code list or a level."""
        entries = self.offers.of_list(upper) or self.offers.of_level(upper)
        return _list(self.lists.fixed(upper, entries), "เลือกจากรายการ", strict=False)

    def _picked(self, name: str) -> dict[str, Any] | None:
        return _list(self.lists.fixed(name, self.offers.names(name)), "เลือกจากรายการ", strict=False)

    def _reference(self, column: Column) -> dict[str, Any] | None:
        if column.pick is not None:
            return self._picked(column.pick)
        if column.list is not None:
            return _list(self.lists.fixed(column.list, self.offers.of_list(column.list)), column.label.th, strict=False)
        if column.level is not None:
            entries = self.offers.of_level(column.level)
            return _list(self.lists.fixed(f"{column.level} ·", entries), column.label.th, strict=False)
        relation = column.relation or ""
        if relation in ("part_of", "measures"):
            kinds = built_in_chain().target_kinds(relation, column.of)
            source = next((self.own[kind] for kind in kinds if kind in self.own), None)
            return _list(source, column.label.th, strict=False)
        return _list(
            self.lists.fixed(relation, self.offers.of_relation(relation, column.of)), column.label.th, strict=False
        )


def _list(source: str | None, title: str, *, strict: bool) -> dict[str, Any] | None:
    if source is None:
        return None
    several = "" if strict else " หลายรายการคั่นด้วย ; (several: part them with ;)"
    return {
        "validate": "list",
        "source": source,
        "ignore_blank": True,
        "input_title": _short("เลือกจากรายการ · Pick"),
        "input_message": f"{title}: เลือกจากรายการ จะได้ไม่พิมพ์รหัสผิด{several}"[:_LONGEST_MESSAGE],
        "error_title": "ไม่อยู่ในรายการ · Not listed",
        "error_message": "ค่านี้ไม่อยู่ในรายการ ให้เลือกจากรายการ"
        if strict
        else "ค่านี้ไม่อยู่ในรายการ ถ้าพิมพ์รหัสเองให้ตรวจว่าตรงกับแผนนั้น · This is not in the list.",
        "error_type": "stop" if strict else "warning",
    }


def _money() -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "ignore_blank": True,
        "input_title": "บาท · baht",
        "input_message": "ตัวเลขเป็นบาท ไม่ใส่หน่วย ปีที่ไม่ตั้งงบให้เว้นว่าง ช่องว่างไม่เท่ากับศูนย์ · A number in baht; leave a year without money empty.",
        "error_title": "ต้องเป็นตัวเลข · A number",
        "error_message": "ข้อความไม่ถูกอ่านเป็นเงิน ให้พิมพ์ตัวเลขอย่างเดียว เช่น 500000 · Text is not read as money: type digits only.",
        "error_type": "stop",
    }


def _number() -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -1e15,
        "maximum": 1e15,
        "ignore_blank": True,
        "input_title": "ตัวเลข · number",
        "input_message": "ตัวเลขอย่างเดียว หน่วยอยู่ในคอลัมน์หน่วยนับ ช่องว่างไม่เท่ากับศูนย์ · Digits only; empty is not zero.",
        "error_title": "ต้องเป็นตัวเลข · A number",
        "error_message": "ข้อความไม่ถูกอ่านเป็นตัวเลข ให้พิมพ์ตัวเลขอย่างเดียว · Text is not read as a number: type digits only.",
        "error_type": "stop",
    }


def _date(title: str) -> dict[str, Any]:
    return {
        "validate": "any",
        "input_title": "วันที่ · date",
        "input_message": f"{title}: วัน/เดือน/ปี พ.ศ. เช่น 12/06/2565 · Day/month/year.",
    }


def _whole() -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 1,
        "maximum": 9999,
        "ignore_blank": True,
        "error_title": "จำนวนเต็ม · A whole number",
        "error_message": "ให้พิมพ์เลขจำนวนเต็ม 1, 2, 3 … ไม่ซ้ำกัน · Type a whole number: 1, 2, 3 …",
        "error_type": "stop",
    }


def _year() -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": _YEARS[0],
        "maximum": _YEARS[1],
        "ignore_blank": True,
        "input_title": "ปี พ.ศ. · year",
        "input_message": "ปี พ.ศ. สี่หลัก เช่น 2565 · A year of the Buddhist era, four digits.",
        "error_title": "ต้องเป็นปี พ.ศ. · A year",
        "error_message": "ให้พิมพ์ปี พ.ศ. สี่หลัก เช่น 2565 · Type a year such as 2565.",
        "error_type": "stop",
    }


def _short(title: str) -> str:
    return title[:_LONGEST_TITLE]
