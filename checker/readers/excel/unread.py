"""What lies in a workbook beside the cells of its forms: hidden sheets, text boxes, comments, pictures, macros."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from checker.plan import NotRead
from checker.readers.excel.guard import Package, SheetPart
from checker.readers.excel.ours import is_our_comment
from checker.text import Sentence

_BOX: Final = re.compile(rb"<(?:\w+:)?txBody\b")
_PICTURE: Final = re.compile(rb"<(?:\w+:)?(?:pic|graphicFrame)[\s>]")
_BOX_WORDS: Final = re.compile(rb"<(?:\w+:)?txBody\b.*?</(?:\w+:)?txBody>", re.DOTALL)
_FALLBACK: Final = re.compile(rb"<mc:Fallback.*?</mc:Fallback>", re.DOTALL)
_RUN: Final = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_COMMENT: Final = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment)[\s>]")
_ONLY_CELLS: Final = Sentence(
    th="โปรแกรมอ่านเฉพาะข้อความในเซลล์ ถ้ามีผลต่อแผนให้ย้ายมาเขียนไว้ในเซลล์",
    en="Only cells are read. What matters for the plan belongs in a cell.",
)


def hidden_sheets(package: Package) -> Iterator[NotRead]:
    """One entry for each hidden sheet."""
    why = Sentence(
        th="แผ่นงานถูกซ่อนไว้ จึงไม่ถูกตรวจ ให้เลิกซ่อนหากเป็นส่วนหนึ่งของแผน",
        en="It is hidden and not checked. Unhide it if it is part of the plan.",
    )
    for part in package.sheets:
        if part.hidden:
            yield NotRead(package.file, Sentence(th=f"แผ่นงาน “{part.name}”", en=f"Sheet “{part.name}”"), why)


def beside_cells(package: Package) -> Iterator[NotRead]:
    """One entry for the text boxes, comments and pictures of each sheet, with their number; one for macros and charts."""
    for part in package.sheets:
        related = [path for path in package.related(part.part) if path in package.parts]
        drawings = [
            _FALLBACK.sub(b"", package.parts[path])
            for path in related
            if "drawing" in path.lower() and path.endswith(".xml")
        ]
        comments = sum(_comments_of_others(package.parts[path]) for path in related if "comment" in path.lower())
        boxes = sum(len(_BOX.findall(drawing)) for drawing in drawings)
        pictures = sum(len(_PICTURE.findall(drawing)) for drawing in drawings)
        if boxes:
            yield _counted(
                package, part, boxes, "กล่องข้อความ", "กล่อง", ("text box", "text boxes"), _first_words(drawings)
            )
        if comments:
            yield _counted(package, part, comments, "ข้อคิดเห็น", "รายการ", ("comment", "comments"), "")
        if pictures:
            yield _counted(
                package, part, pictures, "รูปภาพหรือแผนภูมิ", "รูป", ("picture or chart", "pictures or charts"), ""
            )
    if any(path.endswith("vbaProject.bin") for path in package.parts):
        why = Sentence(th="โปรแกรมไม่เปิดและไม่เรียกใช้มาโคร", en="Macros are neither opened nor run.")
        yield NotRead(package.file, Sentence(th="มาโครในไฟล์", en="The macros of the file"), why)


def _comments_of_others(part: bytes) -> int:
    _, *comments = _COMMENT.split(part)
    return sum(not is_our_comment(_words(comment)) for comment in comments)


def _words(content: bytes) -> str:
    """The words in a piece of a part, as a person reads them."""
    return html.unescape(b"".join(run[1] for run in _RUN.finditer(content)).decode("utf-8", "replace"))


def _counted(
    package: Package, part: SheetPart, count: int, th: str, unit: str, en: tuple[str, str], sample: str
) -> NotRead:
    such_th, such_en = (f" เช่น “{sample}”", f", such as “{sample}”") if sample else ("", "")
    what = Sentence(
        th=f"แผ่นงาน “{part.name}”: {th} {count} {unit}{such_th}",
        en=f"Sheet “{part.name}”: {count} {en[count > 1]}{such_en}",
    )
    return NotRead(package.file, what, _ONLY_CELLS)


def _first_words(drawings: list[bytes]) -> str:
    """The words in the first text box that holds any, at most 60 letters."""
    for drawing in drawings:
        for box in _BOX_WORDS.finditer(drawing):
            shown = " ".join(_words(box[0]).split())
            if shown:
                return shown if len(shown) <= 60 else f"{shown[:57]}…"
    return ""
