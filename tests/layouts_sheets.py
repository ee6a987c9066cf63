"""Writes the summary (ผ.01), the overview and text boxes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.layouts_described import OWNER, YEARS, Expected, Programme, Project, Strategy, Tactic


@dataclass(frozen=True)
class Block:
    """A table that was written, and its projects."""

    strategy: Strategy
    tactic: Tactic
    programme: Programme
    projects: tuple[Project, ...]


def yearly_sums(projects: Sequence[Project]) -> tuple[int | None, ...]:
    """What the budgets of `projects` add up to, a value a year; None where nothing stands."""
    columns = [[one.budget[n] for one in projects if n < len(one.budget)] for n in range(len(YEARS))]
    numbers = [[value for value in column if isinstance(value, (int, float))] for column in columns]
    return tuple(int(sum(column)) if column else None for column in numbers)


def yearly_counts(projects: Sequence[Project]) -> tuple[int, ...]:
    """In how many of `projects` an amount stands, a number a year."""
    return tuple(
        sum(1 for one in projects if n < len(one.budget) and isinstance(one.budget[n], int)) for n in range(len(YEARS))
    )


ALL_YEARS: Final = 0


def write_summary(
    sheet: Worksheet, blocks: Sequence[Block], wrong: Mapping[tuple[str, int], int], expected: Expected
) -> None:
    """ผ.01: a row a programme under its strategy, รวม after each strategy, รวมทั้งสิ้น at the end; a pair of columns a year."""
    sheet.append(["บัญชีสรุปโครงการพัฒนา"])
    sheet.append(["แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)"])
    sheet.append([OWNER])
    pairs = [(f"ปี {year}", 2 + 2 * n) for n, year in enumerate(YEARS)] + [("รวม 5 ปี", 2 + 2 * len(YEARS))]
    sheet.cell(4, 1, "ยุทธศาสตร์")
    sheet.merge_cells("A4:A6")
    for words, column in pairs:
        sheet.cell(4, column, words)
        sheet.merge_cells(start_row=4, end_row=4, start_column=column, end_column=column + 1)
        for row, (left, right) in enumerate((("จำนวน", "งบประมาณ"), ("โครงการ", "(บาท)")), start=5):
            sheet.cell(row, column, left)
            sheet.cell(row, column + 1, right)
    for one in dict.fromkeys(block.strategy.number for block in blocks):
        mine = [block for block in blocks if block.strategy.number == one]
        sheet.append([f"ยุทธศาสตร์ที่ {one} {mine[0].strategy.name}"])
        for line in dict.fromkeys(block.tactic.line for block in mine):
            sheet.append([line] if line else [])
            for block in mine:
                if block.tactic.line == line:
                    _summary_row(sheet, block.programme.line, block.programme.code, block.projects, wrong, expected)
        _summary_row(sheet, "รวม", one, [p for block in mine for p in block.projects], wrong, expected)
    everything = [project for block in blocks for project in block.projects]
    _summary_row(sheet, "รวมทั้งสิ้น", "รวมทั้งสิ้น", everything, wrong, expected)


def _summary_row(
    sheet: Worksheet,
    words: str,
    of: str,
    projects: Sequence[Project],
    wrong: Mapping[tuple[str, int], int],
    expected: Expected,
) -> None:
    code = f"สรุป:{of}"
    sums = [wrong.get((code, year), value) for year, value in zip(YEARS, yearly_sums(projects), strict=True)]
    counts = yearly_counts(projects)
    row: list[Any] = [words]
    for count, total in zip(counts, sums, strict=True):
        row += [count, total]
    sheet.append([*row, sum(counts), wrong.get((code, ALL_YEARS), sum(value or 0 for value in sums))])
    expected.totals[code] = dict(zip(YEARS, sums, strict=True))
    expected.counts[code] = dict(zip(YEARS, counts, strict=True))
    for n, year in enumerate(YEARS):
        expected.total_cells[code, year] = (sheet.title, f"{get_column_letter(3 + 2 * n)}{sheet.max_row}")


OVERVIEW_HEADINGS: Final = (
    "ที่",
    "ยุทธศาสตร์ชาติ 20 ปี",
    "แผนฯ 13",
    "SDGs",
    "ยุทธศาสตร์จังหวัด",
    "ยุทธศาสตร์ อปท.\nในเขตจังหวัด",
    "ยุทธศาสตร์ อปท.",
    "กลยุทธ์",
    "แผนงาน",
    "หน่วยงานรับผิดชอบหลัก",
)


def write_overview(sheet: Worksheet, blocks: Sequence[Block]) -> None:
    """The overview: a row a strategy, with what it serves, its tactics and programmes a line each, and its unit."""
    sheet.append(["ความเชื่อมโยงยุทธศาสตร์"])
    sheet.append([])
    sheet.append(list(OVERVIEW_HEADINGS))
    for number, one in enumerate(dict.fromkeys(block.strategy.number for block in blocks), start=1):
        mine = [block for block in blocks if block.strategy.number == one]
        tactics = "\n".join(dict.fromkeys(block.tactic.line or "" for block in mine))
        programmes = "\n".join(dict.fromkeys(block.programme.line for block in mine))
        aligned = [_filled(mine[0].strategy.alignment.get(letter, "")) for letter in "กขคงจ"]
        sheet.append([number, *aligned, mine[0].strategy.line, tactics, programmes, "กองช่าง"])


def _filled(words: str) -> str:
    """The part of an alignment line after its label, as it stands in the overview's cell."""
    for label in (
        "ยุทธศาสตร์ชาติ 20 ปี",
        "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13",
        "เป้าหมายการพัฒนาที่ยั่งยืน (SDGs)",
        "ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัด",
    ):
        words = words.removeprefix(label)
    return words.strip()


def with_text_boxes(data: bytes, words: Sequence[str], sheet: int = 1, first_row: int = 0, column: int = 1) -> bytes:
    """The workbook `data` with a text box for each of `words` on one sheet, by default the first: a row each, downwards."""
    name = f"xl/worksheets/sheet{sheet}.xml"
    spaces = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    boxes = "".join(
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:row>{n}</xdr:row></xdr:from><xdr:to><xdr:col>{column + 2}</xdr:col>"
        f'<xdr:row>{n + 1}</xdr:row></xdr:to><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{n + 2}" name="TextBox {n}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f"<xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{one}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
        for n, one in enumerate(words, start=first_row)
    )
    path = f"xl/worksheets/_rels/sheet{sheet}.xml.rels"
    relation = (
        '<Relationship Id="rIdBoxes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        f'Target="/xl/drawings/boxes{sheet}.xml"/></Relationships>'
    )
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == name:
                drawing = b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdBoxes"/></worksheet>'
                content = content.replace(b"</worksheet>", drawing)
            if entry.filename == path:
                relations = content
            else:
                new.writestr(entry, content)
        new.writestr(path, relations.replace(b"</Relationships>", relation.encode()))
        new.writestr(f"xl/drawings/boxes{sheet}.xml", f"<xdr:wsDr {spaces}>{boxes}</xdr:wsDr>")
    return buffer.getvalue()
