"""Whatever is handed in, the answer is a sentence or a finding: never a traceback, and never out of bounds."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from checker.errors import MOST_FAULTS
from tests.handed_in import COMMAND, GOOD, LOCAL, LONGEST_WAIT, ROOT, oneplan, written

MOST_MEMORY = 500 * 1024 * 1024
TABLE = "kind,code,level,title,years,name,part_of\nplan,LP,local,แผน,2566-2570,,\n"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def in_bounds(*words: object, **around: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own that may not take more memory than is promised."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))

    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), **around}
    done = subprocess.run(
        [*COMMAND, *map(str, words)],
        env=environment,
        preexec_fn=bound,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_WAIT,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def sheet(rows: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'


def book(content: str | bytes | Iterable[bytes]) -> bytes:
    """A workbook with one sheet; its XML may come in pieces."""
    pieces = [content.encode()] if isinstance(content, str) else [content] if isinstance(content, bytes) else content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="แผน" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for piece in pieces:
                part.write(piece)
    return buffer.getvalue()


def book_in_book() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("plan.xlsx", book(sheet("")))
    return buffer.getvalue()


UNREADABLE: dict[str, tuple[str, str | bytes, str]] = {
    "an empty file": ("plan.xlsx", b"", "plan.xlsx: This file is empty"),
    "blank lines only": ("plan.csv", " \n\n", "plan.csv: This file is empty"),
    "a mark of the encoding only": ("plan.yaml", b"\xef\xbb\xbf", "This file holds no plan"),
    "a workbook cut off": ("plan.xlsx", book(sheet("<row/>"))[:-40], "damaged or cut off"),
    "a workbook with a password": ("plan.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an old workbook": ("plan.xls", COMPOUND + bytes(504), "damaged or cut off"),
    "a page called a workbook": ("plan.xlsx", "<html><table></table></html>", "not an Excel workbook"),
    "a table called a workbook": ("plan.xlsx", TABLE, "not an Excel workbook"),
    "an archive in an archive": ("plan.xlsx", book_in_book(), "no Excel workbook"),
    "a sheet that is no XML": ("plan.xlsx", book("hello"), "sheet1.xml 1:1"),
    "entities that multiply": ("plan.xlsx", book(sheet("<row><c><v>&b;</v></c></row>", LAUGHS)), "sheet1.xml"),
    "entities from outside": ("plan.xlsx", book(sheet("<row><c><v>&a;</v></c></row>", OUTSIDE)), "sheet1.xml"),
    "entities in other letters": ("plan.xlsx", book(sheet("", LAUGHS).encode("utf-16")), "sheet1.xml"),
    "400 columns in a workbook": ("plan.xlsx", book(sheet(f"<row>{'<c><v>1</v></c>' * 400}</row>")), "column OJ"),
    "400 columns in a table": ("plan.csv", "kind" + ",x" * 399, "line 1: This table has 400 columns"),
    "a table of a page": ("plan.csv", "<html></html>", "line 1: This table has no columns"),
    "a quotation mark left open": ("plan.csv", TABLE + 'project,"P1,,,,,\n' * 3, "line 5: A quotation mark"),
    "a cell without end": ("plan.csv", TABLE + 'project,"' + "x\n" * 99_999, "line 3: The row that begins here"),
    "letters of no kind": ("plan.csv", b"kind,code\n\xff\xfe\xdb\xdc\xfd", "line 2: The letters of this file"),
    "half of UTF-16": ("plan.csv", TABLE.encode("utf-16-le"), "This table has no columns"),
    "a list of codes that does not fit": ("codes.csv", "list;period;code;name_th\nx;;1;ก\n", "line 2: This line needs"),
    "Thai Windows letters in YAML": ("plan.yaml", GOOD.encode("cp874"), "line 1: This file is not UTF-8"),
    "YAML without an end": ("plan.yaml", LOCAL + "  - {project: 'P1", "cannot be read as YAML"),
    "YAML that is one word": ("plan.yaml", "hello", "line 1: A plan is written under"),
    "YAML that builds objects": ("plan.yaml", "plan: !!python/object/apply:os.getcwd []\n", "line 1: “&”, “*” and “!”"),
    "YAML 100,000 deep": ("plan.yaml", "[" * 100_000, "line 1: This is nested more than 60 deep"),
    "a value of 200,000 letters": (
        "plan.yaml",
        LOCAL + "  - project: " + "x" * 200_000,
        "line 3: This value is 200,000",
    ),
    "JSON without an end": ("plan.json", '{"plan": {"code": "LP"', "line 1: This is not JSON"),
    "JSON 100,000 deep": ("plan.json", '{"a":' * 100_000, "line 1: This is nested more than 60 deep"),
    "JSON with a key twice": ("plan.json", '{"plan": {"code": "a",\n"code": "b"}}', "line 2: Key “code” stands twice"),
    "JSON with half a letter": ("plan.json", '{"plan": {"code": "\\ud83d"}}', "line 1: This cannot be read as JSON"),
    "a picture": ("plan.png", b"\x89PNG", "plan.png: This kind of file is not read"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_plan_exits_3_with_one_sentence_that_says_what_and_where(name: str, tmp_path: Path) -> None:
    file, content, said = UNREADABLE[name]
    path = written(tmp_path, file, content)
    result = oneplan("check", path, "--lang", "en")
    assert (result.exit_code, result.stdout) == (3, "")
    assert said in result.stderr
    assert result.stderr.startswith(file)
    assert len(result.stderr.splitlines()) == 1
    assert oneplan("check", path).stderr != result.stderr, "the sentence is said in Thai too"


def yaml_bomb() -> str:
    return "a: &a [x,x,x]\n" + "".join(f"b{turn}: &b{turn} [{'*a,' * 9}]\n" for turn in range(20_000))


def million_row_sheet() -> bytes:
    return book(f"<worksheet {MAIN}><sheetData>{'<row><c><v>1</v></c></row>' * 1_000_000}</sheetData></worksheet>")


def bomb() -> bytes:
    return book(bytes(1 << 20) for _ in range(300))


LARGE: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    "a million rows in a table": ("plan.csv", lambda: TABLE + "project,P,,,,ก,1\n" * 1_000_000, "line 50001"),
    "a million rows in a workbook": ("plan.xlsx", million_row_sheet, "row 1,000,000"),
    "millions of empty cells": (
        "plan.xlsx",
        lambda: book(sheet(f"<row>{'<c/>' * 5_000_000}</row>")),
        "5,000,000 cells",
    ),
    "a small file that unpacks without end": ("plan.xlsx", bomb, "at xl/worksheets/sheet1.xml"),
    "one line of commas": ("plan.csv", lambda: "," * 20_000_000, "line 1: This line is 20,000,000 letters long"),
    "a million filled cells": ("plan.csv", lambda: ("x," * 50 + "\n") * 30_000, "more than 1,000,000 filled cells"),
    "aliases that multiply": ("plan.yaml", yaml_bomb, "line 1: “&”, “*” and “!” are not read"),
    "more values than any plan": ("plan.yaml", lambda: "[" + "1," * 700_000 + "]", "more than 600,000 values"),
    "more figures than any plan": ("plan.json", lambda: "[" + "1,\n" * 5_000_000 + "1]", "line 600001: This file"),
    "50 MB of YAML": ("plan.yaml", lambda: bytes(50_000_000), "larger than 32 MB"),
    "one text of 20 MB": ("plan.json", lambda: '{"plan": "' + "x" * 20_000_000 + '"}', "20,000,000 letters long"),
}


@pytest.mark.parametrize("name", LARGE)
def test_what_is_larger_than_any_plan_is_refused_within_500_mb(name: str, tmp_path: Path) -> None:
    file, content, said = LARGE[name]
    done = in_bounds("check", written(tmp_path, file, content()), "--lang", "en")
    assert (done.returncode, done.stdout) == (3, "")
    assert said in done.stderr


def test_a_file_with_thousands_of_faults_shows_the_first_and_says_that_it_stopped(tmp_path: Path) -> None:
    for file, text in (
        ("plan.csv", TABLE + "projct,P,,,,,\n" * 5_000),
        ("plan.yaml", LOCAL + "  - {projct: P}\n" * 5_000),
    ):
        result = oneplan("check", written(tmp_path, file, text), "--lang", "en")
        assert result.exit_code == 3
        assert len(result.stderr.splitlines()) == MOST_FAULTS + 1
        assert f"Reading stopped here after {MOST_FAULTS} faults" in result.stderr.splitlines()[-1]


FAULTY = (
    LOCAL
    + """\
  - {strategy: "1", name: ก}
  - {tactic: "1.1", part_of: "1", name: ก}
  - {tactic: "1.2", part_of: "1.2", name: ข}
  - {programme: A, part_of: "1.1", name: ก}
  - {programme: B, part_of: "1.1", name: ข}
  - {project: P1, part_of: [A, B], name: ก}
  - {project: P2, part_of: A, name: ข}
  - {project: P2, part_of: A, name: ค}
  - {project: P3, part_of: Z9, name: ง}
  - {indicator: I1, contributes_to: I2, name: ก}
  - {indicator: I2, contributes_to: I1, name: ข}
"""
)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("LNK-101", "P2"),
        ("LNK-102", "P3"),
        ("LNK-105", "I1"),
        ("PRJ-102", "P1"),
        ("PRJ-103", "P3"),
    ],
)
def test_a_broken_hierarchy_gives_findings_and_the_rest_is_still_judged(rule: str, code: str, tmp_path: Path) -> None:
    result = oneplan("check", written(tmp_path, "plan.yaml", FAULTY), "--format", "json")
    findings = json.loads(result.stdout)["findings"]
    assert result.exit_code == 1
    assert code in {one["node"]["code"] for one in findings if one["rule"] == rule}


def test_a_circle_of_100_and_a_chain_of_100_are_judged(tmp_path: Path) -> None:
    for last in ("I0", "I99"):
        lines = "".join(f"  - {{indicator: I{turn}, contributes_to: I{turn + 1}}}\n" for turn in range(99))
        path = written(tmp_path, "plan.yaml", f"{LOCAL}{lines}  - {{indicator: I99, contributes_to: {last}}}\n")
        result = oneplan("check", path, "--format", "json", "--engine", "sets")
        circle = [one for one in json.loads(result.stdout)["findings"] if one["rule"] == "LNK-105"]
        assert len(circle) == (100 if last == "I0" else 1)


def test_figures_beyond_all_measure_are_findings_or_notes(tmp_path: Path) -> None:
    figures = ["9" * 5_000, "1e400", "-" + "9" * 60, "NaN", "1E+999999999"]
    years = ", ".join(f'"{2566 + turn}": {figure}' for turn, figure in enumerate(figures))
    text = f'{{"plan": {{"code": "LP", "level": "local"}}, "nodes": [{{"project": "P1", "budget": {{{years}}}}}]}}'
    assert oneplan("check", written(tmp_path, "plan.json", text), "--format", "json").exit_code == 1
