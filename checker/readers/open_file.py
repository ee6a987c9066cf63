"""A file on disk to a draft: which reader it wants, which encoding it is in, and its hash."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.errors import Fault, UnreadableSubmission
from checker.place import Place
from checker.plan import FileRead, Note
from checker.readers.delimited import read_delimited, rows_of_form
from checker.readers.draft import Draft
from checker.readers.excel import books, grid_of_rows, read_book, read_excel
from checker.readers.excel.grid import Grid
from checker.readers.parquet import MAGIC, read_parquet
from checker.readers.stratml import may_be_stratml, read_stratml
from checker.readers.structured import read_structured
from checker.text import Sentence

LARGEST: Final = 60_000_000
LARGEST_TEXT: Final = 32_000_000
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_TABLES: Final = frozenset({".csv", ".tsv", ".txt"})
_YAML: Final = frozenset({".yaml", ".yml"})
_XML: Final = frozenset({".xml", ".stratml"})
READ: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".yaml", ".yml", ".json", ".parquet", ".xml", ".stratml")


@dataclass(frozen=True, slots=True)
class _FormSheet:
    """A CSV file that holds a sheet of a form: others of the same submission belong to the same plan."""

    grid: Grid
    file: FileRead
    notes: list[Note]


def read_files(paths: Iterable[Path]) -> Draft:
    """One draft of all `paths`. Raises UnreadableSubmission with the faults of every file that cannot be read."""
    return _read_all(shown_names(paths).items())


def read_named(names: Mapping[Path, str]) -> Draft:
    """One draft of all files, each called by its name here in every place. Raises UnreadableSubmission as `read_files` does."""
    return _read_all((path, _shown(name)) for path, name in names.items())


def _read_all(named: Iterable[tuple[Path, str]], *, only_plans: bool = True) -> Draft:
    """One draft of the files, each called by its name; sheets saved as CSV one by one are put together again.

    Where these are not `only_plans`, an XML file that is none is left out, with a note.
    """
    draft = Draft()
    faults: list[Fault] = []
    sheets: list[_FormSheet] = []
    for path, name in named:
        try:
            data = _data(path, name)
            if not only_plans and path.suffix.lower() in _XML and not may_be_stratml(data):
                draft.notes.append(_other_xml(name))
                continue
            read = _read(data, name)
            if isinstance(read, _FormSheet):
                sheets.append(read)
            else:
                draft.extend(read)
        except UnreadableSubmission as error:
            faults += error.faults
    for book in books(sheet.grid for sheet in sheets):
        try:
            draft.extend(read_book(book))
        except UnreadableSubmission as error:
            faults += error.faults
    if faults:
        raise UnreadableSubmission(faults)
    draft.files += [sheet.file for sheet in sheets]
    draft.notes += [note for sheet in sheets for note in sheet.notes]
    return draft


def shown_names(paths: Iterable[Path]) -> dict[Path, str]:
    """What every place of a report calls each of `paths`, in order of path: by its name, or whole where names are alike."""
    given = sorted(set(paths))
    names = [path.name for path in given]
    return {path: _shown(path.name if path.name and names.count(path.name) == 1 else path.as_posix()) for path in given}


def read_context(folder: Path) -> Draft:
    """One draft of every file in `folder` that can hold a plan or a code list, named by its path inside the folder."""
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            return read_files([folder])
        paths = _files_under(folder)
    except FileNotFoundError as error:
        raise _unreadable(
            str(folder), "ไม่พบโฟลเดอร์หรือไฟล์นี้ ให้ตรวจชื่อ", "There is no such folder or file. Check its name."
        ) from error
    except OSError as error:
        raise _not_opened(str(error.filename or folder), error) from error
    kept = [path for path in paths if path.suffix.lower() in READ and path.is_file() and not _is_hidden(path, folder)]
    named = ((path, _shown(path.relative_to(folder).as_posix())) for path in kept)
    return _read_all(named, only_plans=False)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _shown(name: str) -> str:
    """A file's name as every report can hold it: what is no letter, such as a line break, is shown as �."""
    return "".join("�" if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in name)


def _files_under(folder: Path) -> list[Path]:
    """Every path under `folder`, links to folders not followed. Raises OSError where a folder cannot be listed."""

    def stop(error: OSError) -> None:
        raise error

    return sorted(Path(at, name) for at, _, names in os.walk(folder, onerror=stop) for name in names)


def read_file(path: Path, name: str) -> Draft:
    """The draft of one file, called `name` in every place. Raises UnreadableSubmission."""
    return read_bytes(_data(path, name), name)


def _data(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises UnreadableSubmission where it cannot be opened or is larger than is read."""
    largest = LARGEST_TEXT if path.suffix.lower() in _YAML | _XML | {".json"} else LARGEST
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise _unreadable(
                name, "นี่คือโฟลเดอร์ ให้ระบุไฟล์แผนที่อยู่ข้างใน", "This is a folder. Name the plan's file inside it."
            )
        if not stat.S_ISREG(found.st_mode):
            raise _unreadable(
                name, "นี่ไม่ใช่ไฟล์ธรรมดา ให้บันทึกแผนเป็นไฟล์ก่อน", "This is no ordinary file. Save the plan as a file first."
            )
        if found.st_size > largest:
            limit = largest // 1_000_000
            raise _unreadable(
                name,
                f"ไฟล์นี้ใหญ่เกิน {limit} MB ซึ่งมากที่สุดที่อ่านได้ ให้ลบส่วนที่ไม่ใช่แผน",
                f"This file is larger than {limit} MB, the most that is read. Delete what is not the plan.",
            )
        return path.read_bytes()
    except OSError as error:
        raise _not_opened(name, error) from error


def read_bytes(data: bytes, name: str) -> Draft:
    """The draft that the bytes of a file called `name` hold. Raises UnreadableSubmission."""
    read = _read(data, name)
    if not isinstance(read, _FormSheet):
        return read
    (book,) = books([read.grid])
    draft = read_book(book)
    draft.files.append(read.file)
    draft.notes += read.notes
    return draft


def _read(data: bytes, name: str) -> Draft | _FormSheet:
    file = FileRead(name, hashlib.sha256(data).hexdigest())
    suffix = Path(name).suffix.lower()
    if not data.strip():
        raise _unreadable(name, "ไฟล์นี้ว่างเปล่า", "This file is empty.")
    if suffix in _WORKBOOKS or data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_excel(data, name)
    if suffix == ".parquet" or data.startswith(MAGIC):
        return read_parquet(data, name)
    if suffix in _TABLES:
        text, notes = _table_text(data, name)
        if (rows := rows_of_form(text, name)) is not None:
            return _FormSheet(grid_of_rows(rows, name), file, notes)
        draft = read_delimited(text, name)
        draft.files, draft.notes = [file], [*draft.notes, *notes]
        return draft
    if suffix in _XML or (suffix not in _YAML and data.lstrip().startswith(b"<?xml")):
        return read_stratml(data, name)
    if suffix in _YAML or suffix == ".json":
        draft = read_structured(_text(data, name), name, json=suffix == ".json")
        draft.files = [file]
        return draft
    kinds = ", ".join(READ)
    raise _unreadable(name, f"ไม่อ่านไฟล์ชนิดนี้ อ่านได้: {kinds}", f"This kind of file is not read. These are: {kinds}.")


def _text(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        says = Sentence(
            th="ไฟล์นี้ไม่ใช่ UTF-8 ให้บันทึกใหม่โดยเลือก UTF-8", en="This file is not UTF-8. Save it again and choose UTF-8."
        )
        raise UnreadableSubmission([Fault(Place(name, line=line), says)]) from error


def _table_text(data: bytes, name: str) -> tuple[str, list[Note]]:
    """The text of a table: UTF-8, UTF-16 with its mark, or cp874 as Excel in Thailand saves it (with a note)."""
    try:
        return _text(data, name), []
    except UnreadableSubmission:
        pass
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        says = Sentence(
            th="อ่านตัวอักษรในไฟล์นี้ไม่ได้ ให้บันทึกใหม่เป็น CSV UTF-8",
            en="The letters of this file are neither UTF-8 nor Thai Windows (cp874). Save it again as CSV UTF-8.",
        )
        raise UnreadableSubmission([Fault(Place(name, line=line), says)]) from error
    says = Sentence(th="ไฟล์นี้บันทึกแบบ Thai Windows (cp874)", en="This file is written in Thai Windows letters (cp874).")
    return text, [Note(Place(name), says)]


def _other_xml(name: str) -> Note:
    """What is said of an XML file that lies in a folder of plans and is no StratML."""
    says = Sentence(
        th="ไม่ได้อ่านไฟล์ XML นี้ เพราะไม่ใช่แผนในรูป StratML",
        en="This XML file was not read, for it is no plan in StratML.",
    )
    return Note(Place(name), says)


def _unreadable(name: str, th: str, en: str) -> UnreadableSubmission:
    return UnreadableSubmission([Fault(Place(name), Sentence(th=th, en=en))])


def _not_opened(name: str, error: OSError) -> UnreadableSubmission:
    said = error.strerror or "?"
    return _unreadable(
        name,
        f"เปิดไม่ได้ ({said}) ให้ตรวจชื่อและสิทธิ์",
        f"This cannot be opened ({said}). Check its name and who may read it.",
    )
