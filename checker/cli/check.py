"""`oneplan check`: one plan, judged and reported."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from checker.assessment import Assessor
from checker.checklist import load_checklist
from checker.cli.annotated import Copies, planned, write_copies
from checker.cli.options import LANGUAGE, PATH, PROFILE, RULES, Language
from checker.cli.writing import STDOUT, say, write_file
from checker.engine import Checked, EngineChoice
from checker.finding import Report
from checker.propose.fewest import need_clingo
from checker.readers.draft import Draft
from checker.readers.open_file import read_context, read_files
from checker.render.grouping import sorted_report
from checker.render.html import html
from checker.render.json import json_text
from checker.render.terminal import terminal
from checker.render.wording import Words
from checker.rule import SEVERITIES
from checker.rulebook import load_rulebook
from checker.scores import load_scores
from checker.text import Sentence
from checker.waivers import Waivers, load_waivers

GENERATOR: Final = b'<meta name="generator" content="oneplan-checker'
_FOUND: Final = 1


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option(
    "--context",
    type=PATH,
    help="โฟลเดอร์แผนที่อนุมัติแล้ว · a folder of the approved plans above and below",
)
@RULES
@PROFILE
@click.option("--waivers", "waivers_file", type=PATH, help="ไฟล์ข้อยกเว้นที่อนุมัติแล้ว · a file of granted exceptions")
@click.option(
    "--propose",
    "proposing",
    is_flag=True,
    help="เสนอการแก้รหัสที่น้อยที่สุด · propose the fewest changes of codes that mend broken links",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="วันที่ตรวจ · the date of the check (today)")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "text", "json"]),
    default="html",
    show_default=True,
    help="รูปแบบรายงาน · form of the report",
)
@click.option(
    "--out", type=click.Path(readable=False), help="ไฟล์รายงาน หรือ - · where to write the report; - is standard output"
)
@click.option(
    "--annotate",
    "copy",
    type=click.Path(readable=False),
    help="สำเนาสมุดงานพร้อมความเห็นในเซลล์ (ไฟล์หรือโฟลเดอร์) · a copy of the workbook with comments in its cells (a file, or a folder)",
)
@LANGUAGE
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="รหัสออกเป็น 1 เมื่อพบรายการระดับนี้หรือร้ายแรงกว่า"
    " (error ต้องแก้ไข, warning ควรแก้ไข, advice ข้อแนะนำ, never ไม่เลย) · exit with 1 if anything of this severity or a graver one is found",
)
@click.option(
    "--engine", type=click.Choice(["both", "rete", "sets"]), default="both", show_default=True, help="กลไกตรวจ · engine"
)
@click.option("--times", is_flag=True, help="แสดงเวลาของแต่ละกฎ · print the time of each rule on stderr")
@click.pass_context
def check_command(
    ctx: click.Context,
    files: Sequence[Path],
    context: Path | None,
    rules_dir: Path | None,
    profile: str,
    waivers_file: Path | None,
    proposing: bool,
    as_of: datetime.datetime | None,
    form: str,
    out: str | None,
    copy: str | None,
    lang: Language,
    fail_on: str,
    engine: EngineChoice,
    times: bool,
) -> None:
    """ตรวจแผนหนึ่งฉบับ · Checks one plan and writes the report.

    \b
    Example:
      oneplan check plan.xlsx --context approved-plans/ --out report.html
      oneplan check plan.xlsx --annotate plan-with-comments.xlsx
      oneplan check plan.yaml --format text --lang en
    """
    ctx.obj["language"] = lang
    copies = planned(copy, files, context, out) if copy else None
    rulebook = load_rulebook(profile, rules_dir)
    waivers = load_waivers(waivers_file, rulebook) if waivers_file else Waivers()
    questions, sheets = load_checklist(rulebook, rules_dir), load_scores(rulebook.known)
    if proposing:
        need_clingo()
    submitted, around = read_files(files), read_context(context) if context else Draft()
    day = as_of.date() if as_of else datetime.datetime.now().astimezone().date()
    assessor = Assessor(rulebook, questions, sheets, waivers, day, engine)
    checked = assessor.assess(submitted, around, clock=time.perf_counter if times else None, proposing=proposing)
    report = checked.report
    _write(report, form, out, lang, files)
    if copies is not None:
        _write_copies(copies, report, lang, quiet=out == STDOUT or (out is None and form != "html"))
    if times:
        _print_times(checked)
    ctx.exit(_exit_code(report, fail_on))


def _write(report: Report, form: str, out: str | None, lang: Language, files: Sequence[Path]) -> None:
    """Writes the report where it belongs and says where that is. Raises UsageFault where that cannot be done."""
    if form == "html":
        text = html(report, lang)
        target = out or str(files[0].with_suffix(".report.html"))
    else:
        colour = out is None and sys.stdout is not None and sys.stdout.isatty()
        text = json_text(report) if form == "json" else terminal(report, lang, colour=colour)
        target = out or STDOUT
    if target == STDOUT:
        say(text.encode(), end=False)
        return
    replaced = write_file(text.encode(), Path(target), files, may_replace=None if out is not None else _is_ours)
    say(verdict_line(report, lang))
    said = Sentence(th="รายงาน", en="Report")
    again = Sentence(th=" (แทนที่ไฟล์เดิม)", en=" (an earlier file was replaced)")
    say(f"{said.in_language(lang)}: {target}{again.in_language(lang) if replaced else ''}")


def _write_copies(copies: Copies, report: Report, lang: Language, *, quiet: bool) -> None:
    """Writes the copies and says where they are; `quiet` keeps that off standard output, where the report stands."""
    for line in write_copies(copies, report, lang):
        if quiet:
            click.echo(line, err=True)
        else:
            say(line)


def verdict_line(report: Report, lang: Language) -> str:
    """The verdict in one line."""
    verdict = sorted_report(report).verdict
    counted = {"count": verdict.count} if verdict.kind in SEVERITIES else {}
    return Words(lang).say(f"verdict.{verdict.kind}", **counted)


def _is_ours(path: Path) -> bool:
    """Whether the file at `path` is a page that this program wrote."""
    try:
        with path.open("rb") as page:
            return GENERATOR in page.read(4096)
    except OSError:
        return False


def _print_times(checked: Checked) -> None:
    for rule, seconds in sorted(checked.seconds.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{seconds * 1000:9.2f} ms  {rule}", err=True)


def _exit_code(report: Report, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    counted = SEVERITIES[: list[str](SEVERITIES).index(fail_on) + 1]
    return _FOUND if any(one.severity in counted and one.waiver is None for one in report.findings) else 0
