"""A workbook's bytes made safe to open: refused with a sentence, or unpacked within limits and checked part by part.

What comes out (`Package`) holds only well-formed XML without entities, of a size that was really counted. The reader of
values is handed a new archive made from these parts, so that it never meets an archive that lies about itself.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml.ElementTree import fromstring

from checker.errors import Fault, UnreadableSubmission
from checker.place import Place
from checker.text import Sentence

LARGEST_FILE: Final = 100 * 1024 * 1024
LARGEST_PART: Final = 32 * 1024 * 1024
LARGEST_WHOLE: Final = 64 * 1024 * 1024
MOST_PARTS: Final = 5_000
_COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ERROR: Final = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_ERROR_CELL: Final = re.compile(rb"(<(?:\w+:)?c\s[^>]*?)\bt\s*=\s*[\"']e[\"']")
_BROKEN_ARCHIVE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


def refuse(place: Place, th: str, en: str) -> UnreadableSubmission:
    """The error that says `th` and `en` of `place`; to be raised by the caller."""
    return UnreadableSubmission([Fault(place, Sentence(th=th, en=en))])


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a workbook by path, and its sheets in the order of the workbook."""

    file: str
    parts: Mapping[str, bytes]
    sheets: tuple[SheetPart, ...]

    def repacked(self) -> bytes:
        """The parts that hold values, as a new archive without compression; error cells (`#REF!`) become text."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for path, data in sorted(self.parts.items()):
                if _holds_values(path):
                    archive.writestr(zipfile.ZipInfo(path), _errors_as_text(data))
        return buffer.getvalue()

    def related(self, part: str) -> list[str]:
        """The paths of the parts that `part` points to, in order of path."""
        return sorted(target for _, target in _relations(self.parts, part, self.file).values())


def open_package(data: bytes, file: str) -> Package:
    """The parts of the workbook in `data`. Raises UnreadableSubmission where it is none, or is locked, broken or too large."""
    place = Place(file)
    _refuse_other_formats(data, place)
    parts = _unpacked(data, place)
    if "xl/workbook.xml" not in parts:
        raise refuse(place, *_what_archive(parts))
    for path, content in parts.items():
        if _holds_values(path):
            _well_formed(content, path, place)
    return Package(file, parts, _sheets(parts, file))


def _errors_as_text(content: bytes) -> bytes:
    """A sheet whose error cells hold their error as text: programs know other errors than the reader of values does."""
    return _ERROR_CELL.sub(rb'\1t="str"', content) if _ERROR.search(content) else content


def _holds_values(path: str) -> bool:
    """Whether a part matters for the values in cells; only these are checked and handed on."""
    return not re.search(r"drawing|comment|chart|theme|customXml|docProps|printerSettings", path, re.IGNORECASE)


def _refuse_other_formats(data: bytes, place: Place) -> None:
    if not data:
        raise refuse(place, "ไฟล์ว่างเปล่า ให้ส่งไฟล์ที่บันทึกแล้ว", "The file is empty. Hand in the file after saving it.")
    if len(data) > LARGEST_FILE:
        size = LARGEST_FILE // 1024 // 1024
        raise refuse(
            place,
            f"ไฟล์ใหญ่เกิน {size} MB ให้ลบรูปภาพออกแล้วบันทึกใหม่",
            f"The file is larger than {size} MB. Remove its pictures and save it again.",
        )
    if data.startswith(_COMPOUND_FILE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refuse(
                place,
                "ไฟล์ตั้งรหัสผ่านไว้ ให้เอารหัสผ่านออก (ไฟล์ › ข้อมูล › ป้องกันสมุดงาน) แล้วบันทึกใหม่",
                "The workbook is locked with a password. Remove it (File › Info › Protect Workbook) and save it again.",
            )
        raise refuse(
            place,
            "ไฟล์เป็น Excel รูปแบบเก่า (.xls) ให้เปิดแล้วบันทึกเป็น .xlsx",
            "The file is in the old Excel format (.xls). Open it and save it as .xlsx.",
        )
    if not data.startswith(b"PK"):
        raise refuse(
            place,
            "ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx) ให้เปิดในโปรแกรมตารางคำนวณแล้วบันทึกเป็น .xlsx",
            "The file is not an Excel workbook (.xlsx). Open it in a spreadsheet program and save it as .xlsx.",
        )


def _unpacked(data: bytes, place: Place) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS:
                raise _too_many_parts(place)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")) or "." not in entry.filename:
                    content = _content(archive, entry, min(left, LARGEST_PART), place)
                    left -= len(content)
                    parts[entry.filename] = content
                elif entry.filename.lower().endswith((".bin", "mimetype")):
                    parts[entry.filename] = b""
    except _BROKEN_ARCHIVE as error:
        raise refuse(
            place,
            "ไฟล์เสียหรือดาวน์โหลดมาไม่ครบ ให้เปิดใน Excel แล้วบันทึกใหม่ หรือส่งไฟล์ต้นฉบับอีกครั้ง",
            "The file is damaged or cut off. Open it in Excel and save it again, or hand in the original once more.",
        ) from error
    return {path: content for path, content in parts.items() if content or not path.endswith((".xml", ".rels"))}


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, place: Place) -> bytes:
    if entry.file_size > limit:
        raise _too_large(place, entry.filename)
    with archive.open(entry) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise _too_large(place, entry.filename)
    return content


def _too_many_parts(place: Place) -> UnreadableSubmission:
    return refuse(
        place,
        f"ไฟล์นี้มีส่วนย่อยเกิน {MOST_PARTS:,} ส่วน ให้คัดลอกเฉพาะตารางแผนไปไว้ในสมุดงานใหม่",
        f"The file holds over {MOST_PARTS:,} parts. Copy the plan's tables alone into a new workbook.",
    )


def _too_large(place: Place, part: str) -> UnreadableSubmission:
    most, whole = LARGEST_PART // 1024 // 1024, LARGEST_WHOLE // 1024 // 1024
    return refuse(
        place,
        f"ข้อมูลในไฟล์เมื่อคลายออกแล้วใหญ่ผิดปกติที่ {part} (เกิน {most} MB ในแผ่นงานเดียวหรือเกิน {whole} MB ทั้งไฟล์) "
        "ให้คัดลอกเฉพาะตารางแผนไปไว้ในสมุดงานใหม่",
        f"Unpacked, the file is far larger than a plan at {part} (over {most} MB in one sheet or {whole} MB in all). "
        "Copy the plan's tables alone into a new workbook.",
    )


def _what_archive(parts: Mapping[str, bytes]) -> tuple[str, str]:
    if "xl/workbook.bin" in parts:
        return (
            "ไฟล์เป็น Excel แบบไบนารี (.xlsb) ให้เปิดแล้วบันทึกเป็น .xlsx",
            "The file is a binary Excel workbook (.xlsb). Open it and save it as .xlsx.",
        )
    if "word/document.xml" in parts:
        return (
            "ไฟล์นี้เป็นเอกสาร Word ให้ส่งสมุดงาน Excel (.xlsx) ที่มีตารางแผน",
            "The file is a Word document. Hand in the Excel workbook (.xlsx) that holds the plan's tables.",
        )
    if "content.xml" in parts:
        return (
            "ไฟล์เป็นตารางคำนวณ OpenDocument (.ods) ให้เปิดแล้วบันทึกเป็น .xlsx",
            "The file is an OpenDocument file (.ods). Open it and save it as .xlsx.",
        )
    return (
        "ไฟล์บีบอัดนี้ไม่มีสมุดงาน Excel อยู่ข้างใน ให้ส่งไฟล์ .xlsx โดยตรง",
        "The archive holds no Excel workbook. Hand in the .xlsx file itself.",
    )


def _well_formed(content: bytes, path: str, place: Place) -> None:
    """Nothing, where `content` is XML that cannot surprise; raises UnreadableSubmission where it is broken."""
    if not path.lower().endswith((".xml", ".rels")):
        return
    if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _broken_part(path, place, "")
    parser = expat.ParserCreate()
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        where = f"{parser.CurrentLineNumber}:{parser.CurrentColumnNumber + 1}"
        raise _broken_part(path, place, where) from error


def _broken_part(path: str, place: Place, where: str) -> UnreadableSubmission:
    spot = f"{path} {where}".strip()
    return refuse(
        place,
        f"เนื้อหาในไฟล์เสีย ({spot}) ให้เปิดใน Excel ให้โปรแกรมซ่อมแซม แล้วบันทึกใหม่",
        f"The contents of the file are damaged ({spot}). Open it in Excel, let it repair the file, and save it again.",
    )


def _tree(parts: Mapping[str, bytes], path: str, file: str) -> Element:
    try:
        root: Element = fromstring(parts[path].decode("utf-8-sig"))
    except (UnicodeDecodeError, ParseError, ValueError) as error:
        raise _broken_part(path, Place(file), "") from error
    return root


def _relations(parts: Mapping[str, bytes], part: str, file: str) -> dict[str, tuple[str, str]]:
    """Type and path of every part that `part` points to, by the id of the relation."""
    folder, base = posixpath.split(part)
    path = f"{folder}/_rels/{base}.rels"
    if path not in parts:
        return {}
    found = {}
    for relation in _tree(parts, path, file):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External" and target:
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", ""), whole)
    return found


def _sheets(parts: Mapping[str, bytes], file: str) -> tuple[SheetPart, ...]:
    relations = _relations(parts, "xl/workbook.xml", file)
    sheets = []
    for element in _tree(parts, "xl/workbook.xml", file).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        relation = next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id"), "")
        kind, path = relations.get(relation, ("", ""))
        if kind.endswith("/worksheet") and path in parts:
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), hidden, path))
    return tuple(sheets)
