"""Report files into reports: one file, or the folder of a round; whatever is no report is refused with what to do instead."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from checker.errors import Fault, UnreadableSubmission
from checker.finding import SCHEMA, Report
from checker.place import Place
from checker.text import Sentence

PLANS: Final = "plans"
_OURS: Final = re.compile(r"oneplan-report/([0-9]+)")
_WRITE: Final = "oneplan check PLAN --format json --out report.json"
_HEADS: Final = ((b"PK\x03\x04", "xlsx"), (b"\xd0\xcf\x11\xe0", "xls"), (b"%PDF", "pdf"))


def files_of(path: Path) -> list[Path]:
    """The file at `path`, or the report files of the folder at `path`, by name."""
    if not path.is_dir():
        return [path]
    inner = path / PLANS
    holds = inner if inner.is_dir() else path
    return sorted(one for one in holds.glob("*.json") if one.is_file() and not one.name.startswith("."))


def read_report(path: Path) -> Report:
    """The report in the file `path`. Raises UnreadableSubmission that says what the file is and what to do."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSubmission([not_opened(path, error)]) from error
    try:
        report = Report.from_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableSubmission([Fault(Place(path.name), _no_report(data))]) from error
    except ValidationError as error:
        raise UnreadableSubmission([Fault(Place(path.name), _misfit(data, error))]) from error
    if (wrong := _contradiction(report)) is not None:
        says = Sentence(
            th=f"รายงานนี้ขัดกันเองที่ “{wrong}” จึงถูกแก้หลังเขียน ให้ตรวจแผนใหม่ด้วย {_WRITE}",
            en=f"This report contradicts itself at “{wrong}”, so it was changed after it was written. Check the plan again: {_WRITE}",
        )
        raise UnreadableSubmission([Fault(Place(path.name), says)])
    return report


def stands_twice(code: str, first: str, second: str) -> Fault:
    """That plan `code` stands in two files of reports."""
    says = Sentence(
        th=f"แผน {code} อยู่ในรายงาน {first} แล้ว ให้เหลือรายงานของแผนนี้ไฟล์เดียว",
        en=f"Plan {code} stands in report {first} already. Leave one report of it.",
    )
    return Fault(Place(second), says)


def no_report_in(folder: Path) -> Fault:
    """That no report lies in `folder`, and how to come by one."""
    says = Sentence(
        th=f"ไม่มีรายงาน JSON ในโฟลเดอร์นี้ ให้ตรวจทั้งรอบด้วย oneplan audit DIR --out {folder.name} หรือทีละแผนด้วย {_WRITE}",
        en=f"No JSON report lies in this folder. Check a round with oneplan audit DIR --out {folder.name}, or one plan with {_WRITE}",
    )
    return Fault(Place(str(folder)), says)


def not_opened(path: Path, error: OSError) -> Fault:
    """That what is at `path` cannot be opened."""
    said = error.strerror or "?"
    says = Sentence(
        th=f"เปิดไม่ได้ ({said}) ให้ตรวจชื่อและสิทธิ์", en=f"This cannot be opened ({said}). Check its name and who may read it."
    )
    return Fault(Place(str(path)), says)


def _contradiction(report: Report) -> str | None:
    """The fingerprint that stands twice, or the rule or plan of a finding that the report does not have; None without any."""
    twice = (one for one, count in Counter(one.fingerprint for one in report.findings).items() if count > 1)
    rules, plans = {one.id for one in report.rules}, {one.plan.code for one in report.submissions}
    stray = (
        one.rule if one.rule not in rules else one.plan
        for one in report.findings
        if one.rule not in rules or one.plan not in plans
    )
    return next(chain(twice, stray), None)


def _misfit(data: bytes, error: ValidationError) -> Sentence:
    """Why `data`, in which `error` was found, is no report that can be read here."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return _no_report(data)
    stated = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(stated, str):
        return _no_report(data)
    ours = _OURS.fullmatch(stated)
    if ours is None:
        return Sentence(
            th=f"ไฟล์นี้เป็น {stated[:60]} ไม่ใช่รายงานการตรวจแผน ({SCHEMA}) ให้เขียนรายงานด้วย {_WRITE}",
            en=f"This file is {stated[:60]} and not a report on a plan ({SCHEMA}). Write one with: {_WRITE}",
        )
    if stated != SCHEMA:
        return Sentence(
            th=f"รายงานนี้เป็นรุ่น {stated} ซึ่งใหม่กว่าที่โปรแกรมนี้อ่านได้ ({SCHEMA}) ให้ใช้โปรแกรมรุ่นใหม่ หรือตรวจแผนใหม่ด้วยโปรแกรมนี้",
            en=f"This report is {stated}, newer than this program reads ({SCHEMA}). Use the newer program, or check the plan again with this one.",
        )
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])
    return Sentence(
        th=f"รายงานนี้มีสิ่งที่อ่านไม่ได้ที่ “{where}” อาจเขียนด้วยโปรแกรมรุ่นอื่นหรือถูกแก้ ให้ตรวจแผนใหม่ด้วย {_WRITE}",
        en=f"What stands at “{where}” cannot be read: another version of the program wrote it, or it was changed. Check the plan again: {_WRITE}",
    )


def _no_report(data: bytes) -> Sentence:
    """What to do with a file that is no report at all."""
    kind = next((name for head, name in _HEADS if data.startswith(head)), None)
    if kind in {"xlsx", "xls"}:
        return Sentence(
            th=f"ไฟล์นี้เป็นสมุดงาน ไม่ใช่รายงาน ให้ตรวจก่อนด้วย {_WRITE} แล้วระบุไฟล์ JSON ที่ได้",
            en=f"This is a workbook and not a report. Check it first ({_WRITE}), then name the JSON that it writes.",
        )
    if kind == "pdf" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        shown = "PDF" if kind == "pdf" else "HTML"
        return Sentence(
            th=f"ไฟล์นี้เป็น {shown} สำหรับอ่าน ที่นี่ใช้รายงานแบบ JSON ให้ตรวจแผนเดียวกันอีกครั้งด้วย {_WRITE}",
            en=f"This is {shown}, for people to read; what is wanted here is the JSON report. Check the same plan once more: {_WRITE}",
        )
    return Sentence(
        th=f"ไฟล์นี้ไม่ใช่รายงาน JSON ของการตรวจแผน ให้เขียนด้วย {_WRITE}",
        en=f"This is no JSON report on a plan. Write one with: {_WRITE}",
    )
