"""The report as PDF, drawn and looked into: `make pdf`, which needs Pango, a Thai font and poppler-utils."""

from __future__ import annotations

import http.server
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from checker.finding import Report
from checker.render.pdf import need_weasyprint, pdf, pdf_of
from checker.render.wording import Language
from checker.text import Sentence
from checker.thai import readable
from tests.render.reports import bad, good, hostile, several, simple
from tests.test_cli import oneplan, plan

__all__ = ["plan"]
TOP = Path(__file__).parent.parent.parent
WORDS = (
    "ก่อสร้าง", "ถนน", "คอนกรีต", "เสริม", "เหล็ก", "เพื่อ", "ให้", "ประชาชน", "ใน", "หมู่บ้าน", "เดินทาง",
    "สะดวก", "และ", "ปลอดภัย", "ตลอด", "ทั้ง", "ปี",
)  # fmt: skip


def asked(tool: str, data: bytes, folder: Path, *options: str) -> str:
    """What a tool of poppler says of a PDF."""
    file = folder / "asked.pdf"
    file.write_bytes(data)
    words = [tool, *options, str(file), *(["-"] if tool == "pdftotext" else [])]
    return subprocess.run(words, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def bare(text: str) -> str:
    """`text` without spaces and with sara am in one piece, as the reader of a plan takes what is copied from a PDF."""
    return re.sub(r"[\s\u200b]+", "", readable(text)[0])


def paragraph(words: str, width: str = "150mm") -> bytes:
    return pdf_of(f'<!doctype html><html lang="th"><head></head><p style="width:{width};margin:0">{words}</p></html>')


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("told", [good(), bad(), several()], ids=["good", "bad", "several"])
def test_every_finding_can_be_read_and_searched_for(told: Report, language: Language, tmp_path: Path) -> None:
    text = bare(asked("pdftotext", pdf(told, language), tmp_path, "-raw"))
    for one in told.findings:
        said = [one.message.in_language(language), one.fix.in_language(language), one.fingerprint]
        assert [words for words in said if bare(words) not in text] == []


def test_all_letters_travel_with_the_file(tmp_path: Path) -> None:
    _, _, *fonts = asked("pdffonts", pdf(bad(), "th"), tmp_path).splitlines()
    assert fonts
    assert {tuple(line.split()[-5:-2]) for line in fonts} == {("yes", "yes", "yes")}


def test_what_people_write_cannot_break_the_file(tmp_path: Path) -> None:
    assert "Pages:" in asked("pdfinfo", pdf(hostile(), "en"), tmp_path)


def test_the_file_says_what_it_is_and_in_which_language_and_is_tagged_for_screen_readers(tmp_path: Path) -> None:
    said = asked("pdfinfo", pdf(bad(), "th"), tmp_path)
    assert re.search(r"^Title: +รายงานการตรวจแผน", said, re.MULTILINE)
    assert re.search(r"^Tagged: +yes", said, re.MULTILINE)
    assert re.search(r"^Page size: .*\(A4\)", said, re.MULTILINE)
    assert not re.search(r"Date:", said)


def test_every_page_has_its_number_and_later_ones_the_plan(tmp_path: Path) -> None:
    pages = [bare(page) for page in asked("pdftotext", pdf(bad(), "th"), tmp_path, "-raw").split("\f")[:-1]]
    assert [number for number, page in enumerate(pages, start=1) if f"{number}/{len(pages)}" not in page] == []
    title = bare(bad().submissions[0].plan.title)
    assert [page for page in pages if title not in page] == []


def test_lines_break_between_thai_words_and_never_within_one(tmp_path: Path) -> None:
    sentence = "".join(WORDS)
    lines = asked("pdftotext", paragraph(sentence * 3, "36mm"), tmp_path, "-raw").split()
    lines = [bare(line) for line in lines if not re.fullmatch(r"[\d/\f]+", line)]
    assert bare("".join(lines)) == sentence * 3
    assert len(lines) > 5
    edges = {len("".join(WORDS[:count])) for count in range(len(WORDS))}
    breaks = [sum(map(len, lines[:count])) % len(sentence) for count in range(1, len(lines))]
    assert [at for at in breaks if at not in edges] == []


def test_the_words_of_a_picture_are_set_whole(tmp_path: Path) -> None:
    picture = (
        '<svg width="300" height="40" viewBox="0 0 300 40"><text x="4" y="20"><tspan>1</tspan> พื้นที่ท้องถิ่นน้ำ</text></svg>'
    )
    text = asked("pdftotext", pdf_of(f'<!doctype html><html lang="th"><head></head>{picture}</html>'), tmp_path, "-raw")
    assert bare("1 พื้นที่ท้องถิ่นน้ำ") in bare(text)


def test_letters_that_a_picture_places_one_by_one_stay_where_it_put_them(tmp_path: Path) -> None:
    picture = '<svg width="300" height="40" viewBox="0 0 300 40"><text x="4 90 180" y="20">กขค</text></svg>'
    told = asked("pdftotext", pdf_of(f"<!doctype html><html><head></head>{picture}</html>"), tmp_path, "-bbox")
    places = [float(found) for found in re.findall(r'<word xMin="([\d.]+)"[^>]*>[กขค]<', told)]
    assert len(places) == 3
    assert places[2] - places[0] > 100


def test_the_same_report_gives_the_same_bytes_whatever_the_machine_calls_its_time_and_tongue(tmp_path: Path) -> None:
    script = "import sys; from tests.render.reports import bad; from checker.render.pdf import pdf; sys.stdout.buffer.write(pdf(bad(), 'th'))"

    def written(**surroundings: str) -> bytes:
        env = {**os.environ, **surroundings}
        return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, cwd=TOP, env=env).stdout

    first = written(TZ="UTC", LANG="C", PYTHONHASHSEED="1")
    second = written(TZ="Asia/Bangkok", LANG="th_TH.UTF-8", LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
    assert len(first) > 10_000
    assert first == second


def test_nothing_is_fetched(tmp_path: Path) -> None:
    asked_for: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked_for.append(self.path)
            self.send_error(404)

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}"
        secret = tmp_path / "secret.txt"
        secret.write_text("hidden", encoding="utf-8")
        page = f'<!doctype html><html><head></head><img src="{home}/a.png"><img src="{secret.as_uri()}"><p>ok</html>'
        data = pdf_of(page)
        server.shutdown()
    assert asked_for == []
    assert "ok" in asked("pdftotext", data, tmp_path)


def test_a_machine_without_thai_letters_is_told(plan: Path, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    latin = subprocess.run(
        ["fc-match", "-f", "%{file}", "DejaVu Sans"], check=True, capture_output=True, text=True
    ).stdout
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "latin.ttf").write_bytes(Path(latin).read_bytes())
    fonts.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{tmp_path}/fonts</dir>'
        f"<cachedir>{tmp_path}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    words = [sys.executable, "-c", "from checker.cli import main; main()", "check", str(plan), "--format", "pdf"]
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    result = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", cwd=TOP, env=env, check=False)
    assert result.returncode == 2
    assert "fonts-thai-tlwg" in result.stderr


def test_a_report_stands_beside_the_plan_and_an_earlier_one_is_replaced(plan: Path) -> None:
    target = plan.with_suffix(".report.pdf")
    assert "แทนที่" not in oneplan("check", plan, "--format", "pdf").stdout
    assert target.read_bytes().startswith(b"%PDF-")
    assert "แทนที่" in oneplan("check", plan, "--format", "pdf").stdout
    target.write_bytes(b"%PDF-1.7 of somebody else")
    assert oneplan("check", plan, "--format", "pdf").exit_code == 2
    assert target.read_bytes() == b"%PDF-1.7 of somebody else"


def test_words_too_long_for_a_cell_stay_on_the_page(tmp_path: Path) -> None:
    told = simple(errors=1)
    long = Sentence(th="ก่อสร้างถนน" * 60, en="x" * 600)
    (one,) = told.findings
    data = pdf(told.model_copy(update={"findings": [one.model_copy(update={"message": long})]}), "en")
    right = [
        float(found) for found in re.findall(r'<word [^>]*xMax="([\d.]+)"', asked("pdftotext", data, tmp_path, "-bbox"))
    ]
    assert max(right) < 595.3


def test_what_is_needed_is_here() -> None:
    assert need_weasyprint().__name__ == "weasyprint"
