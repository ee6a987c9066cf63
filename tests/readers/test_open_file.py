"""Files are read by what they are, in the encodings that Thai offices use, or refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import UnreadableSubmission
from checker.readers.open_file import read_bytes, read_context, read_files

TABLE = "kind,code,level,name\nplan,LP,local,\nproject,P1,,“สะพาน”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_a_table_is_read_in_every_encoding_that_offices_use(encoding: str) -> None:
    draft = read_bytes(TABLE.encode(encoding), "plan.csv")
    assert draft.plans[0].nodes[0].cells["name"].raw == "“สะพาน”"
    assert [note.says.en for note in draft.notes] == (
        ["This file is written in Thai Windows letters (cp874)."] if encoding == "cp874" else []
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("plan.yaml", b"", "empty"),
        ("plan.xlsx", b"   ", "empty"),
        ("plan.yaml", "plan: {title: โครงการ}".encode("cp874"), "not UTF-8"),
        ("plan.csv", b"kind,code\n\xfc\xfd\xfe\xff", "neither UTF-8 nor Thai Windows"),
        ("plan.docx2", b"words", "This kind of file is not read"),
        ("plan.json", b'{"plan": ', "This is not JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableSubmission) as caught:
        read_bytes(data, name)
    assert [fault.place.file for fault in caught.value.faults] == [name]
    assert said in caught.value.faults[0].says.en


def test_a_wrongly_encoded_file_names_the_line() -> None:
    with pytest.raises(UnreadableSubmission) as caught:
        read_bytes("plan:\n  code: LP\n  title: โครงการ\n".encode("cp874"), "plan.yaml")
    assert caught.value.faults[0].place.line == 3


def test_the_faults_of_every_file_are_told_at_once(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.json"):
        (tmp_path / name).write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableSubmission) as caught:
        read_files([tmp_path / "a.yaml", tmp_path / "b.json", tmp_path / "missing.csv"])
    assert {fault.place.file for fault in caught.value.faults} == {"a.yaml", "b.json", "missing.csv"}


def test_a_context_is_every_file_of_its_folder_but_lock_files(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "plan.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "~$plan.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "notes.md").write_text("words", encoding="utf-8")
    draft = read_context(tmp_path)
    assert [one.name for one in draft.files] == ["below/plan.csv"]


def test_a_code_list_in_the_context_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "joint.csv").write_text(
        "list,period,code,name_th,basis\njoint-local,2566-2570,1,ถนน,fictional\n", encoding="utf-8"
    )
    lists = read_context(tmp_path).code_lists
    assert [(one.name, one.first, one.last, one.entries[0].name) for one in lists.lists] == [
        ("joint-local", 2566, 2570, "ถนน")
    ]
