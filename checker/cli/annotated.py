"""`oneplan check --annotate`: where the copies of the submitted workbooks go, and that they never take another file's place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.errors import Fault, UsageFault
from checker.finding import Report
from checker.place import Place
from checker.readers.open_file import shown_names
from checker.render.annotate import SUFFIXES, annotate
from checker.render.wording import Language
from checker.text import Sentence

_KINDS: Final = " ".join(SUFFIXES)


@dataclass(frozen=True, slots=True)
class Copies:
    """The submitted workbooks, each with the file its copy is written to; and the other submitted files, which get none."""

    targets: Mapping[Path, Path]
    without: Sequence[Path]


def planned(wanted: str, files: Sequence[Path], context: Path | None, report_file: str | None) -> Copies:
    """Which copy goes where: `wanted` is a file for the only workbook, or a folder for one copy each, under its own name.

    Raises UsageFault where there is no workbook, where a copy would be of another kind, and where it would take the place of
    a submitted file, of a file of the context or of the report.
    """
    workbooks = [path for path in sorted(set(files)) if path.suffix.lower() in SUFFIXES]
    others = [path for path in sorted(set(files)) if path.suffix.lower() not in SUFFIXES]
    if not workbooks:
        raise _fault(
            others[0],
            f"--annotate ทำสำเนาได้เฉพาะ {_KINDS} ให้เปิดไฟล์นี้แล้วบันทึกเป็น .xlsx ก่อน",
            f"--annotate makes copies of {_KINDS} only. Open this file and save it as .xlsx first.",
        )
    if wanted.endswith(("/", os.sep)) or Path(wanted).is_dir():
        targets = {path: Path(wanted) / path.name for path in workbooks}
    elif len(workbooks) > 1:
        raise _fault(
            Path(wanted),
            f"ส่งสมุดงานมา {len(workbooks)} ไฟล์ ให้ --annotate ระบุโฟลเดอร์ (ลงท้ายด้วย /) แต่ละไฟล์จะได้สำเนาของตน",
            f"{len(workbooks)} workbooks were handed in. Let --annotate name a folder (with / at its end); each gets its copy there.",
        )
    else:
        targets = {workbooks[0]: Path(wanted)}
    _refuse_other_kinds(targets)
    _refuse_taken_places(targets, [*files, *([Path(report_file)] if report_file else [])], context)
    return Copies(targets, others)


def write_copies(copies: Copies, report: Report, lang: Language) -> list[str]:
    """Writes every copy whole or not at all; what is said of each, a line each, and of files that get none."""
    names = shown_names([*copies.targets, *copies.without])
    hashes = {one.name: one.sha256 for submission in report.submissions for one in submission.files}
    said = []
    for path, target in copies.targets.items():
        data = _read(path)
        if hashlib.sha256(data).hexdigest() != hashes.get(names[path]):
            raise _fault(path, "ไฟล์เปลี่ยนไปขณะตรวจ ให้ตรวจใหม่", "The file changed while it was checked. Check it again.")
        replaced = _put(annotate(data, names[path], report, lang), target)
        again = Sentence(th=" (แทนที่ไฟล์เดิม)", en=" (an earlier file was replaced)").in_language(lang) if replaced else ""
        copy = Sentence(th="สำเนาพร้อมความเห็น", en="Copy with comments").in_language(lang)
        said.append(f"{copy}: {target}{again}")
    for path in copies.without:
        none = Sentence(
            th=f"ไม่มีสำเนาพร้อมความเห็น เพราะไม่ใช่ {_KINDS}", en=f"no copy with comments, as it is none of {_KINDS}"
        )
        said.append(f"{names[path]}: {none.in_language(lang)}")
    return said


def _refuse_other_kinds(targets: Mapping[Path, Path]) -> None:
    for path, target in targets.items():
        suffix = path.suffix.lower()
        if target.suffix.lower() != suffix:
            raise _fault(
                target,
                f"สำเนาต้องเป็นไฟล์ชนิดเดียวกับต้นฉบับ ({suffix}) ให้ตั้งชื่อที่ลงท้ายด้วย {suffix}",
                f"A copy is of the same kind as its original ({suffix}). Choose a name that ends in {suffix}.",
            )
    if len({*targets.values()}) < len(targets):
        twins = sorted(targets.values(), key=[*targets.values()].count)[-1]
        raise _fault(
            twins,
            "สมุดงานสองไฟล์ชื่อเดียวกัน สำเนาจะทับกัน ให้ตรวจทีละไฟล์",
            "Two workbooks are called alike, and one copy would replace the other. Check them one at a time.",
        )


def _refuse_taken_places(targets: Mapping[Path, Path], taken: Sequence[Path], context: Path | None) -> None:
    for target in targets.values():
        if any(_same(target, one) for one in taken):
            raise _fault(
                target,
                "นี่คือไฟล์แผนที่ส่งตรวจหรือไฟล์รายงาน โปรแกรมไม่แก้ไฟล์ของท่าน ให้ --annotate ระบุชื่ออื่น",
                "This is the plan itself or the report, and your file is never changed. Name another one with --annotate.",
            )
        if context is not None and (_same(target, context) or context.resolve() in target.resolve().parents):
            raise _fault(
                target,
                "ที่นี่เก็บแผนประกอบการตรวจ (--context) ให้ --annotate ระบุที่อื่น",
                "The plans of the context (--context) are kept here. Name another place with --annotate.",
            )


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))
    except OSError:
        return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _fault(path, f"เปิดไม่ได้ ({error.strerror})", f"This cannot be opened ({error.strerror}).") from error


def _put(data: bytes, path: Path) -> bool:
    """Writes a file beside `path` and gives it its name once it is whole; whether there was one of that name before."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        replaced = path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise _fault(
            path,
            f"เขียนสำเนาไม่ได้ ({error.strerror}) ให้ --annotate ระบุที่อื่น",
            f"The copy cannot be written here ({error.strerror}). Name another place with --annotate.",
        ) from error
    return replaced


def _fault(path: Path, th: str, en: str) -> UsageFault:
    return UsageFault([Fault(Place(str(path)), Sentence(th=th, en=en))])
