"""`oneplan check … --propose`, as a user meets it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import main
from checker.finding import Proposals, Report
from tests.propose.mending import plan

TOP = Path(__file__).parents[2]
BROKEN = plan(
    'strategy: "1", name: น้ำ',
    'tactic: "1.3", name: บ่อน้ำ, part_of: "1"',
    'project: "P1", name: ก, part_of: "1.2"',
    'project: "P2", name: ข, part_of: "1.2"',
    'project: "P3", name: ค, part_of: "9.9.9"',
)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def oneplan(path: Path, *words: str) -> Result:
    common = ["check", str(path), "--engine", "sets", "--as-of", "2026-01-01", "--fail-on", "never"]
    return CliRunner().invoke(main, [*common, *words])


def proposals(done: Result) -> Proposals:
    found = Report.from_json(done.stdout).proposals
    assert found is not None
    return found


def test_verdicts_are_the_same_with_and_without_proposals(broken: Path) -> None:
    plain, asked = oneplan(broken, "--format", "json"), oneplan(broken, "--format", "json", "--propose")
    assert Report.from_json(plain.stdout).proposals is None
    assert [one.new for one in proposals(asked).changes] == ["1.2"]
    report = Report.from_json(asked.stdout)
    assert report.model_copy(update={"proposals": None}) == Report.from_json(plain.stdout)
    fingerprints = {one.fingerprint for one in report.findings}
    assert set(proposals(asked).changes[0].mends) <= fingerprints
    assert broken.read_text(encoding="utf-8") == BROKEN


def test_the_same_plan_gives_the_same_bytes(broken: Path) -> None:
    first, second = (oneplan(broken, "--format", "json", "--propose").stdout for _ in range(2))
    assert first == second


def test_the_terminal_tells_change_reason_place_and_what_is_left(broken: Path) -> None:
    told = " ".join(oneplan(broken, "--format", "text", "--lang", "en", "--propose").stdout.split())
    assert "Proposed code changes" in told
    assert "1 change mends 2 of 3 broken links and doubled codes" in told
    assert "Change the code of the tactic บ่อน้ำ from “1.3” to “1.2”. “1.2” is named in 2 places" in told
    assert "plan.yaml › line 4 Broken links mended: 2" in told
    assert "Or: Write “1.3” (tactic บ่อน้ำ) instead of “1.2” in 2 places." in told
    assert "project P3 ค: 9.9.9 · No code or name is near enough" in told
    assert "Proposed" not in oneplan(broken, "--format", "text", "--lang", "en").stdout


def test_the_page_has_the_proposals_in_a_section_of_their_own(broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    assert oneplan(broken, "--propose", "--out", str(out)).exit_code == 0
    page = out.read_text(encoding="utf-8")
    section = page.partition('<section id="proposals"')[2].partition("</section>")[0]
    assert '<a href="#proposals">ข้อเสนอการแก้รหัส' in page
    assert "เปลี่ยนรหัสของกลยุทธ์/แนวทางการพัฒนา บ่อน้ำ จาก “1.3” เป็น “1.2”" in section
    assert "ไฟล์ของท่านไม่ถูกแก้ไข" in section
    assert "9.9.9" in section
    assert "หรือ" in section


def test_a_plan_without_broken_links_and_one_beyond_mending_are_told_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    for node, told in (('strategy: "1"', "No link is broken"), ('goal: "G", part_of: "9"', "mends it")):
        path.write_text(plan(node), encoding="utf-8")
        assert told in oneplan(path, "--format", "text", "--lang", "en", "--propose").stdout


def test_without_clingo_it_is_said_how_to_install_it_and_the_check_itself_runs(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "clingo", None)
    done = oneplan(broken, "--propose", "--format", "json")
    assert done.exit_code == 2
    assert "pip install 'oneplan-checker[propose]'" in done.stderr
    assert done.stdout == ""
    assert oneplan(broken, "--format", "json").exit_code == 0


def test_the_sample_is_mended_by_one_change_instead_of_two() -> None:
    path = TOP / "samples" / "bad" / "programme-coded-otherwise" / "plan.yaml"
    context = TOP / "samples" / "good" / "context"
    done = oneplan(path, "--context", str(context), "--propose", "--format", "json")
    found = proposals(done)
    assert [(one.what, one.old, one.new, one.links) for one in found.changes] == [("node", "1.1(8)", "1.1(1)", 2)]
    findings = len(Report.from_json(done.stdout).findings)
    assert (found.findings_gone, found.findings_new, found.unmended) == (findings, 0, [])
