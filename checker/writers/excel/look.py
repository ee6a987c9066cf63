"""How our workbooks look: fonts, boxes, paper, and how a value is put into a cell."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any, Final

from checker.readers.draft import Raw, written_text

NOTHING_YET: Final = " "  # the result of a formula that shows nothing: an empty one would count as never calculated
FONT: Final = "TH Sarabun New"
_FIGURE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,5}[1-9])?")
_MOST_DIGITS: Final = 15
_A4: Final = 9
_A3: Final = 8
_WIDEST_A4, _WIDEST_A3 = 225, 340
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True},
    "subtitle": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "form": {"bold": True, "align": "right", "valign": "vcenter"},
    "line": {"bold": True, "valign": "vcenter"},
    "pick": {"bold": True, "valign": "vcenter", "bg_color": "#FFFBE6", "bottom": 4, "num_format": "@"},
    "head": {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1, "bg_color": "#DCE6F1"},
    "label": {"bold": True, "valign": "top", "text_wrap": True, "border": 1, "bg_color": "#DCE6F1"},
    "text": {"valign": "top", "text_wrap": True, "border": 1},
    "code": {"valign": "top", "text_wrap": True, "border": 1, "num_format": "@"},
    "figure": {"valign": "top", "align": "right", "border": 1},
    "money": {"valign": "top", "align": "right", "border": 1, "num_format": "#,##0.######"},
    "number": {"valign": "top", "align": "center", "border": 1},
    "foot": {"bold": True, "align": "center", "valign": "top", "border": 1, "bg_color": "#F2F2F2", "text_wrap": True},
    "foot-money": {"bold": True, "align": "right", "valign": "top", "border": 1, "bg_color": "#F2F2F2", "num_format": "#,##0.######"},
    "words": {"valign": "top", "text_wrap": True},
    "english": {"valign": "top", "text_wrap": True, "font_size": 12, "font_color": "#595959"},
    "heading": {"bold": True, "font_size": 16, "valign": "top", "text_wrap": True, "bottom": 1},
}  # fmt: skip


class Look:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __call__(self, name: str) -> Any:
        """The format called `name`."""
        if name not in self._made:
            self._made[name] = self._book.add_format({"font_name": FONT, "font_size": 14, **_STYLES[name]})
        return self._made[name]


def put(sheet: Any, row: int, column: int, raw: Raw, style: Any, *, as_number: bool = False) -> None:
    """Puts a value into a cell (counted from 0) so that it is read again as it stands.

    `as_number` keeps digits that stand as text as a number, where that changes none of them.
    """
    if raw is None:
        sheet.write_blank(row, column, None, style)
        return
    text = written_text(raw)
    is_number = isinstance(raw, (int, float, Decimal)) and not isinstance(raw, (bool, datetime.date))
    if (is_number or as_number) and _FIGURE.fullmatch(text) and len(re.sub(r"\D", "", text)) <= _MOST_DIGITS:
        sheet.write_number(row, column, float(text) if "." in text else int(text), style)
    else:
        sheet.write_string(row, column, text, style)


def paper(sheet: Any, *, head: tuple[int, int] | None = None, own: bool = False, portrait: bool = False) -> None:
    """Sets a sheet up for A4, as wide as the page; rows `head` stand on every page."""
    if portrait:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    sheet.set_footer("&Cหน้า &P / &N")
    if own:
        sheet.set_header("&Rแบบของ oneplan-checker ไม่ใช่แบบราชการ")
    if head is not None:
        sheet.repeat_rows(*head)


def paper_of_wide_table(sheet: Any, width: float, columns: int) -> bool:
    """Sets a table as wide as `width` letters up for A3 where A4 would print it too small. Where one A3 would, for two side
    by side with the first `columns` on both; whether it did.
    """
    if width > _WIDEST_A4:
        sheet.set_paper(_A3)
    if width > _WIDEST_A3:
        sheet.fit_to_pages(2, 0)
        sheet.repeat_columns(0, columns - 1)
    return width > _WIDEST_A3
