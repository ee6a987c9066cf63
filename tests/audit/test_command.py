"""`oneplan audit`: what it writes where, what it leaves alone, and how it ends."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from checker.audit.folder import MARK
from checker.compare.reading import read_side
from tests.audit.made import audit, everything, plan, written

CLEAN = "plan: {code: NONE, level: national, title: แผน, owner: สำนักงาน, years: 2566-2570}\nnodes: []\n"
FAULTY = plan("LP", "อบต.ไทรย้อย", "P1")


def test_any_number_of_processes_and_any_language_and_place_give_the_same_bytes(
    audited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Bangkok")
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    monkeypatch.chdir(audited.parent)
    audit("handed-in", "--context", "context", "--out", "two", "--jobs", 2)
    first, second = everything(audited), everything(audited.parent / "two")
    assert first == second
    assert {"index.html", "round.json", "findings.csv", "findings.xlsx", "findings.parquet", MARK} < first.keys()


def test_reports_and_tables_hold_every_finding_and_can_be_compared(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a.yaml": FAULTY, "b.yaml": plan("LQ", "อบต.ห้วยไร่", "P1", "P2")})
    assert audit(folder, "--out", tmp_path / "out").exit_code == 1
    reports = read_side(tmp_path / "out")
    prints = [one.fingerprint for report in reports for one in report.findings]
    table = list(csv.reader(io.StringIO((tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig"))))
    assert sorted(row[-1] for row in table[1:]) == sorted(prints)
    assert len(prints) > 0


@pytest.mark.parametrize(
    ("files", "words", "code"),
    [
        ({"a.yaml": CLEAN}, (), 0),
        ({"a.yaml": FAULTY, "b.yaml": CLEAN}, (), 1),
        ({"a.yaml": FAULTY}, ("--fail-on", "never"), 0),
        ({"a.yaml": FAULTY}, ("--profile", "village"), 2),
        ({"a.yaml": FAULTY, "b.xlsx": b"PK"}, (), 3),
        ({"a.yaml": CLEAN, "b.xlsx": b"PK"}, ("--fail-on", "never"), 3),
        ({"b.xlsx": b"PK"}, (), 3),
    ],
)
def test_the_worst_of_the_round_is_how_it_ends(
    tmp_path: Path, files: dict[str, str | bytes], words: tuple[str, ...], code: int
) -> None:
    result = audit(written(tmp_path / "in", files), "--out", tmp_path / "out", *words)
    assert result.exit_code == code
    assert (tmp_path / "out" / "index.html").is_file()


def test_a_second_round_replaces_the_first_and_takes_away_what_is_gone(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a.yaml": FAULTY, "b.yaml": CLEAN})
    out = tmp_path / "out"
    audit(folder, "--out", out)
    (folder / "a.yaml").unlink()
    (out / "plans" / "mine.html").write_text("mine", encoding="utf-8")
    (out / "letter.docx").write_text("mine", encoding="utf-8")
    result = audit(folder, "--out", out, "--lang", "en")
    assert "plans/LP.html, plans/LP.json" in result.output
    assert {path.name for path in (out / "plans").iterdir()} == {"NONE.html", "NONE.json", "mine.html"}
    assert (out / "letter.docx").read_text(encoding="utf-8") == "mine"


def test_nothing_outside_the_folder_is_taken_away_whatever_the_list_in_it_says(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", {"b.yaml": CLEAN}), tmp_path / "out"
    audit(folder, "--out", out)
    kept = written(tmp_path, {"kept.txt": "kept", "out/other/kept.txt": "kept"})
    with (out / MARK).open("a", encoding="utf-8") as mark:
        mark.write(f"../kept.txt\n{kept / 'kept.txt'}\nother/kept.txt\nplans/../../kept.txt\n")
    assert audit(folder, "--out", out).exit_code == 0
    assert (kept / "kept.txt").is_file()
    assert (out / "other" / "kept.txt").is_file()


@pytest.mark.parametrize("where", ["in", "in/out", "context", ".", "foreign", "foreign/letter.txt"])
def test_a_folder_that_is_not_for_the_round_is_left_as_it_is(tmp_path: Path, where: str) -> None:
    written(tmp_path, {"in/a.yaml": CLEAN, "context/b.yaml": FAULTY, "foreign/letter.txt": "mine"})
    before = everything(tmp_path)
    result = audit(tmp_path / "in", "--context", tmp_path / "context", "--out", tmp_path / where)
    assert result.exit_code == 2
    assert "--out" in result.output
    assert everything(tmp_path) == before


def test_a_folder_without_plans_is_said_to_hold_none(tmp_path: Path) -> None:
    written(tmp_path, {"in/notes.md": "x"})
    result = audit(tmp_path / "in", "--out", tmp_path / "out", "--lang", "en")
    assert (result.exit_code, "No file of a plan" in result.output) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_register_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    written(tmp_path, {"in/a.yaml": FAULTY, "own.csv": "code,name,district,level\n1,หน่วยงานทดลอง,ลอง,local\n"})
    audit(tmp_path / "in", "--out", tmp_path / "out", "--register", tmp_path / "own.csv")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "หน่วยงานทดลอง" in page
    assert "own.csv" in page
    assert "ทต.ช่อแฮ" not in page
