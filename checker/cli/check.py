"""`oneplan check`: one plan, judged and reported."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import click

from checker.assessment import Assessor
from checker.checklist import load_checklist
from checker.cli.annotated import Copies, planned, write_copies
from checker.cli.formats import FORMS, How, ReportForm
from checker.cli.options import LANGUAGE, PATH, PROFILE, RULES, Language
from checker.cli.writing import STDOUT, say, write_file
from checker.engine import Checked, EngineChoice
from checker.finding import Report, Severity
from checker.propose.fewest import need_clingo
from checker.readers.draft import Draft
from checker.readers.open_file import read_context, read_files
from checker.render.grouping import sorted_report
from checker.render.plain import verdict_line
from checker.render.wording import Words, sentence
from checker.rule import SEVERITIES
from checker.rulebook import load_rulebook
from checker.scores import load_scores
from checker.waivers import Waivers, load_waivers

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
    type=click.Choice([*FORMS]),
    default="html",
    show_default=True,
    help="รูปแบบรายงาน (sarif และ junit สำหรับระบบอื่น csv และ xlsx เป็นตารางรายการที่พบ pdf สำหรับเก็บ)"
    " · form of the report (sarif and junit for other systems, csv and xlsx as a table of findings, pdf for filing)",
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
      oneplan check plan.xlsx --format xlsx --out findings.xlsx
    """
    ctx.obj["language"] = lang
    target = FORMS[form].target(out, files[0])
    FORMS[form].need()
    how = How(lang, _failing(fail_on), colour=out is None and sys.stdout is not None and sys.stdout.isatty())
    copies = planned(copy, files, context, target) if copy else None
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
    _write(report, FORMS[form], target, how, files, named=out is not None)
    if copies is not None:
        _write_copies(copies, report, lang, quiet=target == STDOUT)
    if times:
        _print_times(checked)
    ctx.exit(_exit_code(report, how.failing))


def _write(report: Report, form: ReportForm, target: str, how: How, files: Sequence[Path], *, named: bool) -> None:
    """Writes the report to `target` and says where that is. Raises UsageFault where that cannot be done.

    A file that the user has not `named` is replaced only where an earlier check wrote it.
    """
    data = form.write(report, how)
    if target == STDOUT:
        say(data, end=False)
        return
    replaced = write_file(data, Path(target), files, may_replace=None if named else form.is_ours)
    words = Words(how.language)
    say(verdict_line(sorted_report(report).verdict, words))
    said = sentence("cli_check.written")
    again = sentence("cli_write.replaced")
    say(f"{words.told(said)}: {target}{words.told(again) if replaced else ''}")


def _write_copies(copies: Copies, report: Report, lang: Language, *, quiet: bool) -> None:
    """Writes the copies and says where they are; `quiet` keeps that off standard output, where the report stands."""
    for line in write_copies(copies, report, lang):
        if quiet:
            click.echo(line, err=True)
        else:
            say(line)


def _print_times(checked: Checked) -> None:
    for rule, seconds in sorted(checked.seconds.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{seconds * 1000:9.2f} ms  {rule}", err=True)


def _failing(fail_on: str) -> tuple[Severity, ...]:
    """The severities that make the command exit with 1."""
    return () if fail_on == "never" else SEVERITIES[: list[str](SEVERITIES).index(fail_on) + 1]


def _exit_code(report: Report, failing: Collection[Severity]) -> int:
    return _FOUND if any(one.severity in failing and one.waiver is None for one in report.findings) else 0
