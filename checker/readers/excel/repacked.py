"""A workbook packed anew for the reader of values, which so sees the parts that were checked and nothing else.

It follows names and counts of its own accord; so all of those are this program's.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from checker.readers.excel.package import Package
from checker.readers.excel.texts import without_counts

_ERROR: Final = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_ERROR_CELL: Final = re.compile(rb"(<(?:[^\s<>/:]+:)?c\s[^>]*?)\bt\s*=\s*[\"']e[\"']")
_RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_RELATION: Final = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)
_WORKBOOK: Final = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<workbookPr date1904="{}"/><sheets>{}</sheets></workbook>'
)


def repacked(package: Package) -> tuple[bytes, list[str]]:
    """An archive, without compression, of the sheets that are not hidden and what they need, and their names in it in order.

    Error cells (`#REF!`) are text there: programs know other errors than the reader of values does.
    """
    sheets = [sheet.part for sheet in package.sheets if not sheet.hidden]
    names = [f"s{number}" for number in range(1, len(sheets) + 1)]
    related = "".join(_RELATION.format(name, "worksheet", f"worksheets/{name}.xml") for name in names)
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="{name}"/>' for n, name in enumerate(names, start=1))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, text in (
            ("_rels/.rels", _RELATIONS.format(_RELATION.format("b", "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", _WORKBOOK.format(int(package.since_1904), listed)),
            ("xl/_rels/workbook.xml.rels", _RELATIONS.format(related)),
        ):
            archive.writestr(zipfile.ZipInfo(path), text)
        _write(archive, "xl/sharedStrings.xml", without_counts(package.strings))
        _write(archive, "xl/styles.xml", package.styles)
        for name, part in zip(names, sheets, strict=True):
            _write(archive, f"xl/worksheets/{name}.xml", _errors_as_text(package.parts[part]))
    return buffer.getvalue(), names


def _write(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    if content:
        archive.writestr(zipfile.ZipInfo(path), content)


def _errors_as_text(content: bytes) -> bytes:
    may_hold_errors = b'"e"' in content or b"'e'" in content
    return _ERROR_CELL.sub(rb'\1t="str"', content) if may_hold_errors and _ERROR.search(content) else content
