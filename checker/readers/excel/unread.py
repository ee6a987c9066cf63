"""What lies in a workbook beside the cells of its forms: text boxes, comments, pictures, macros."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from checker.plan import NotRead
from checker.readers.draft import Remark
from checker.readers.excel.grid import Grid, Remarks
from checker.text import Sentence

_LONGEST_BOX: Final = 200
_LONGEST_SAMPLE: Final = 60
_ONLY_CELLS: Final = Sentence(
    th="โปรแกรมอ่านเฉพาะข้อความในเซลล์ ถ้ามีผลต่อแผนให้ย้ายมาเขียนไว้ในเซลล์",
    en="Only cells are read. What matters for the plan belongs in a cell.",
)

Edge = tuple[int, float]


def middle_row(top: Edge, bottom: Edge, height: Callable[[int], float]) -> int:
    """The row in which the middle of a box lies: each edge is a row and how far below its top, in the unit of `height`.

    Notes are drawn over the row they speak of, and often reach a little into the rows around it.
    """
    first, last = top[0], bottom[0]
    if not first <= last <= first + _LONGEST_BOX:
        return first
    heights = [height(row) for row in range(first, last + 1)]
    start, end = min(top[1], heights[0]), sum(heights[:-1]) + min(bottom[1], heights[-1])
    left = (start + max(start, end)) / 2
    for row, tall in enumerate(heights, start=first):
        if left < tall:
            return row
        left -= tall
    return last


def by_row(remarks: Iterable[Remark]) -> Remarks:
    """The remarks of a sheet by row, those with the same words in the same row once, answers after what they answer."""
    rows: dict[int, list[Remark]] = {}
    for remark in sorted(remarks, key=lambda one: (one.place.sort_key, one.box)):
        mine = rows.setdefault(remark.place.row or 0, [])
        if all(remark.raw != other.raw for other in mine):
            mine.append(remark)
    return {row: tuple(mine) for row, mine in rows.items()}


def not_beside_projects(grid: Grid, beside: Collection[Remark]) -> Iterator[NotRead]:
    """One entry for the text boxes and one for the comments of the sheet that are not among those `beside` a project."""
    loose = [remark for row in grid.remarks.values() for remark in row if remark not in beside]
    boxes, comments = [one for one in loose if one.box], [one for one in loose if not one.box]
    if boxes:
        yield _counted(grid.file, grid.sheet, len(boxes), "กล่องข้อความ", "กล่อง", ("text box", "text boxes"), boxes[0])
    if comments:
        yield _counted(grid.file, grid.sheet, len(comments), "ข้อคิดเห็น", "รายการ", ("comment", "comments"), comments[0])


def pictures(file: str, sheet: str, count: int) -> Iterator[NotRead]:
    """The entry for the pictures, charts and wordless shapes of a sheet, where it has any."""
    if count:
        en = ("picture, chart or shape", "pictures, charts or shapes")
        yield _counted(file, sheet, count, "รูปภาพ แผนภูมิ หรือรูปวาด", "รูป", en, None)


def macros(file: str) -> NotRead:
    """What is said of a workbook with macros."""
    why = Sentence(th="โปรแกรมไม่เปิดและไม่เรียกใช้มาโคร", en="Macros are neither opened nor run.")
    return NotRead(file, Sentence(th="มาโครในไฟล์", en="The macros of the file"), why)


def _counted(
    file: str, sheet: str, count: int, th: str, unit: str, en: tuple[str, str], sample: Remark | None
) -> NotRead:
    shown = " ".join(str(sample.raw).split()) if sample else ""
    shown = shown if len(shown) <= _LONGEST_SAMPLE else f"{shown[: _LONGEST_SAMPLE - 3]}…"
    such_th, such_en = (f" เช่น “{shown}”", f", such as “{shown}”") if shown else ("", "")
    what = Sentence(
        th=f"แผ่นงาน “{sheet}”: {th} {count} {unit}{such_th}",
        en=f"Sheet “{sheet}”: {count} {en[count > 1]}{such_en}",
    )
    return NotRead(file, what, _ONLY_CELLS)
