"""A workbook's bytes made safe to open: refused with a sentence, or unpacked within limits and checked part by part.

Every format of spreadsheet comes in by this door. What leaves it was counted as it was unpacked, never as the archive says.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from checker.errors import Fault, UnreadableSubmission
from checker.packed import BROKEN
from checker.place import Place
from checker.text import Sentence

LARGEST_FILE: Final = 100 * 1024 * 1024
LARGEST_PART: Final = 32 * 1024 * 1024
LARGEST_WHOLE: Final = 64 * 1024 * 1024
MOST_PARTS: Final = 5_000
_READ: Final = (".xml", ".rels", ".vml")
COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")


def refuse(place: Place, th: str, en: str) -> UnreadableSubmission:
    """The error that says `th` and `en` of `place`; to be raised by the caller."""
    return UnreadableSubmission([Fault(place, Sentence(th=th, en=en))])


def is_archive(data: bytes, place: Place) -> bool:
    """Whether `data` is an archive, else a compound file. Raises UnreadableSubmission where it is neither, or too large."""
    if not data:
        raise refuse(place, "ไฟล์ว่างเปล่า ให้ส่งไฟล์ที่บันทึกแล้ว", "The file is empty. Hand in the file after saving it.")
    if len(data) > LARGEST_FILE:
        size = LARGEST_FILE // 1024 // 1024
        raise refuse(
            place,
            f"ไฟล์ใหญ่เกิน {size} MB ให้ลบรูปภาพออกแล้วบันทึกใหม่",
            f"The file is larger than {size} MB. Remove its pictures and save it again.",
        )
    if not data.startswith((b"PK", COMPOUND_FILE)):
        raise refuse(
            place,
            "ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx) ให้เปิดในโปรแกรมตารางคำนวณแล้วบันทึกเป็น .xlsx",
            "The file is not an Excel workbook (.xlsx). Open it in a spreadsheet program and save it as .xlsx.",
        )
    return data.startswith(b"PK")


def locked(place: Place) -> UnreadableSubmission:
    """The error that says that a password keeps the workbook shut; to be raised by the caller."""
    return refuse(
        place,
        "ไฟล์ตั้งรหัสผ่านไว้ ให้เอารหัสผ่านออก (ไฟล์ › ข้อมูล › ป้องกันสมุดงาน) แล้วบันทึกใหม่",
        "The workbook is locked with a password. Remove it (File › Info › Protect Workbook) and save it again.",
    )


def damaged(place: Place) -> UnreadableSubmission:
    """The error that says that the file is broken; to be raised by the caller."""
    return refuse(
        place,
        "ไฟล์เสียหรือดาวน์โหลดมาไม่ครบ ให้เปิดใน Excel แล้วบันทึกใหม่ หรือส่งไฟล์ต้นฉบับอีกครั้ง",
        "The file is damaged or cut off. Open it in Excel and save it again, or hand in the original once more.",
    )


def unpacked(data: bytes, place: Place) -> dict[str, bytes]:
    """The parts of the archive by path: XML, and of what is no XML the names. Raises UnreadableSubmission where it is
    broken or holds more than any plan."""
    parts: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS:
                raise too_many_parts(place)
            for entry in entries:
                if entry.filename.lower().endswith(_READ) or "." not in entry.filename:
                    content = _content(archive, entry, min(left, LARGEST_PART), place)
                    left -= len(content)
                    parts[entry.filename] = content
                elif entry.filename.lower().endswith(".bin"):
                    parts[entry.filename] = b""
    except BROKEN as error:
        raise damaged(place) from error
    return {path: content for path, content in parts.items() if content or not path.endswith(_READ)}


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, place: Place) -> bytes:
    if entry.file_size > limit:
        raise _too_large(place, entry.filename)
    with archive.open(entry) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise _too_large(place, entry.filename)
    return content


def too_many_parts(place: Place) -> UnreadableSubmission:
    """The error that says so; to be raised by the caller."""
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


def what_archive(parts: Mapping[str, bytes]) -> tuple[str, str]:
    """What is said of an archive that is no workbook, in both languages."""
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
            "ไฟล์นี้เป็นเอกสาร OpenDocument ที่ไม่ใช่ตารางคำนวณ ให้ส่งสมุดงาน (.xlsx, .ods) ที่มีตารางแผน",
            "The file is an OpenDocument file, but no spreadsheet. Hand in the workbook (.xlsx, .ods) that holds the plan's tables.",
        )
    return (
        "ไฟล์บีบอัดนี้ไม่มีสมุดงาน Excel อยู่ข้างใน ให้ส่งไฟล์ .xlsx โดยตรง",
        "The archive holds no Excel workbook. Hand in the .xlsx file itself.",
    )


def well_formed(content: bytes, path: str, place: Place) -> None:
    """Nothing, where `content` is XML that cannot surprise; raises UnreadableSubmission where it is broken."""
    if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise broken_part(path, place, "")
    parser = expat.ParserCreate()
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        where = f"{parser.CurrentLineNumber}:{parser.CurrentColumnNumber + 1}"
        raise broken_part(path, place, where) from error


def broken_part(path: str, place: Place, where: str) -> UnreadableSubmission:
    """The error that says that part `path` is broken at `where`; to be raised by the caller."""
    spot = f"{path} {where}".strip()
    return refuse(
        place,
        f"เนื้อหาในไฟล์เสีย ({spot}) ให้เปิดใน Excel ให้โปรแกรมซ่อมแซม แล้วบันทึกใหม่",
        f"The contents of the file are damaged ({spot}). Open it in Excel, let it repair the file, and save it again.",
    )
