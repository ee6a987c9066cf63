"""`oneplan letter`: a covering memo for each plan that was checked, to the office that owns it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import click

from checker.assessment import Assessor
from checker.checklist import load_checklist
from checker.cli.days import day_given
from checker.cli.formats import GENERATOR, holds
from checker.cli.options import LANGUAGE, PATH, PROFILE, RULES, Language
from checker.cli.writing import STDOUT, cannot, say, write_file
from checker.engine import EngineChoice
from checker.errors import EngineFault, OnePlanError, UnreadableSubmission
from checker.finding import SCHEMA, Report
from checker.readers.draft import Draft
from checker.readers.open_file import read_context, read_files
from checker.render.letter import Letter, letters
from checker.render.letter_docx import need_docx, word_file
from checker.render.letter_page import LetterTemplates
from checker.render.wording import Words, sentence
from checker.report_files import files_of, no_report_in, read_report, stands_twice
from checker.rulebook import load_rulebook
from checker.scores import load_scores
from checker.waivers import Waivers, load_waivers

LetterFormat = Literal["html", "docx"]

_SUFFIX: Final = ".letter"
_UNSAFE: Final = re.compile(r"[^\w.-]+")


@click.command("letter")
@click.argument("sources", metavar="REPORT.json|DIR|FILE...", nargs=-1, required=True, type=PATH)
@click.option("--due", required=True, help="วันกำหนดส่งอีกครั้ง เช่น 2569-12-15 · the date to hand in again")
@click.option("--from", "sender", default="", help="ส่วนราชการที่ออกบันทึก · the office that sends the memo")
@click.option(
    "--format",
    "named",
    type=click.Choice(["html", "docx"]),
    help="รูปแบบบันทึก ถ้าไม่บอก ดูจากชื่อไฟล์ปลายทาง ไม่มีก็เป็น html · form of the memo: as --out ends, else html",
)
@click.option(
    "--out",
    type=click.Path(readable=False),
    help="ไฟล์ปลายทาง หรือโฟลเดอร์เมื่อมีหลายแผน · the file, or the folder for several plans",
)
@click.option(
    "--templates", type=PATH, help="โฟลเดอร์แม่แบบของหน่วยงาน (docs/letters.md) · a folder of templates of your own"
)
@click.option("--context", type=PATH, help="โฟลเดอร์แผนที่อนุมัติแล้ว · a folder of the approved plans (when FILE is a plan)")
@RULES
@PROFILE
@click.option("--waivers", "waivers_file", type=PATH, help="ไฟล์ข้อยกเว้นที่อนุมัติแล้ว · a file of granted exceptions")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="วันที่ตรวจ · the date of the check (today)")
@click.option(
    "--engine", type=click.Choice(["both", "rete", "sets"]), default="both", show_default=True, help="กลไกตรวจ · engine"
)
@LANGUAGE
@click.pass_context
def letter_command(
    ctx: click.Context,
    sources: Sequence[Path],
    due: str,
    sender: str,
    named: LetterFormat | None,
    out: str | None,
    templates: Path | None,
    context: Path | None,
    rules_dir: Path | None,
    profile: str,
    waivers_file: Path | None,
    as_of: datetime.datetime | None,
    engine: EngineChoice,
    lang: Language,
) -> None:
    """ทำบันทึกข้อความแจ้งผลตรวจ · Writes a covering memo for each plan: the result, what blocks acceptance, when to hand in again.

    It is made of a report (JSON), of the reports of a round (a folder), or of plans that are checked on the spot.

    \b
    Example:
      oneplan check plan.xlsx --context approved-plans/ --format json --out report.json
      oneplan letter report.json --due 2569-12-15 --out memo.docx
      oneplan letter round-1/ --due 2569-12-15 --templates our-templates/ --out memos/
      oneplan letter plan.xlsx --context approved-plans/ --due 2569-12-15
    """
    ctx.obj["language"] = lang
    until = day_given("--due", due)
    own = LetterTemplates(templates)
    form: LetterFormat = named or ("docx" if Path(out or "").suffix.lower() == ".docx" else "html")
    if form == "docx":
        need_docx()
    troubles: list[OnePlanError] = []
    reports: Iterable[tuple[str, Report]]
    if (files := _report_files(sources)) is not None:
        reports = _read(files, troubles)
    else:
        rulebook = load_rulebook(profile, rules_dir)
        waivers = load_waivers(waivers_file, rulebook) if waivers_file else Waivers()
        questions, sheets = load_checklist(rulebook, rules_dir), load_scores(rulebook.known)
        day = as_of.date() if as_of else datetime.datetime.now().astimezone().date()
        around = read_context(context) if context else Draft()
        assessor = Assessor(rulebook, questions, sheets, waivers, day, engine)
        reports = [("", assessor.assess(read_files(sources), around).report)]

    def written(report: Report) -> dict[str, bytes]:
        checked = datetime.date.fromisoformat(report.as_of)
        if until < checked:
            raise cannot(f"--due {due}", sentence("cli_letter.past", date=Words(lang).date(report.as_of)))
        told = letters(report, until, lang, sender.strip())
        return {code: _written(letter, own, form, checked, lang) for code, letter in told.items()}

    memos = _memos(reports, written, troubles)
    if memos:
        _write(memos, form, out, lang, sources, several=len(memos) > 1 or bool(troubles))
    for trouble in troubles:
        for fault in trouble.faults:
            click.echo(fault.in_language(lang), err=True)
    ctx.exit(max((one.exit_code for one in troubles), default=0))


def _report_files(sources: Sequence[Path]) -> list[Path] | None:
    """The files of the reports that `sources` hold; None where they are plans. Raises UsageFault where they are some of each."""
    folders = [one for one in sources if one.is_dir()]
    if folders:
        if len(sources) > 1:
            raise cannot(str(folders[0]), sentence("cli_letter.folder_and_files"))
        if not (files := files_of(folders[0])):
            raise UnreadableSubmission([no_report_in(folders[0])])
        return files
    found = [one for one in sources if _is_report(one)]
    if not found:
        return None
    if len(found) < len(sources):
        raise cannot(str(found[0]), sentence("cli_letter.mixed"))
    return found


def _read(files: Sequence[Path], troubles: list[OnePlanError]) -> Iterator[tuple[str, Report]]:
    """The name and the report of every file; what is no report is left out and told in `troubles`."""
    for file in files:
        try:
            yield file.name, read_report(file)
        except UnreadableSubmission as error:
            troubles.append(error)


def _memos(
    reports: Iterable[tuple[str, Report]],
    written: Callable[[Report], dict[str, bytes]],
    troubles: list[OnePlanError],
) -> dict[str, bytes]:
    """The memos by plan. A plan of several reports, or whose engines disagree, has none and is told in `troubles`."""
    memos: dict[str, bytes] = {}
    seen: dict[str, str] = {}
    for name, report in reports:
        try:
            made = written(report)
        except EngineFault as error:
            troubles.append(error)
            continue
        for code, memo in made.items():
            if code in seen:
                memos.pop(code, None)
                troubles.append(UnreadableSubmission([stands_twice(code, seen[code], name)]))
            else:
                seen[code], memos[code] = name, memo
    return memos


def _is_report(path: Path) -> bool:
    """Whether the file at `path` opens as a report does, of whichever version."""
    return path.suffix.lower() == ".json" and holds(SCHEMA.partition("/")[0].encode())(path)


def _written(letter: Letter, own: LetterTemplates, form: LetterFormat, day: datetime.date, lang: Language) -> bytes:
    match form:
        case "html":
            return own.page(letter, lang).encode()
        case "docx":
            return word_file(own.body(letter, lang), subject=letter.subject, day=day, letterhead=own.letterhead)


def _write(
    memos: Mapping[str, bytes],
    form: LetterFormat,
    out: str | None,
    lang: Language,
    sources: Sequence[Path],
    *,
    several: bool,
) -> None:
    """Writes the memos where they belong and says where that is. Raises UsageFault, before any is written, where one cannot."""
    one = not several
    if one and out == STDOUT:
        say(next(iter(memos.values())), end=False)
        return
    if one and (out is None or not Path(out).is_dir()):
        target = Path(out) if out else sources[0].parent / f"{sources[0].resolve().stem}{_SUFFIX}.{form}"
        if target.suffix.lower() != f".{form}":
            raise cannot(str(target), sentence("cli_letter.ending", format=form))
        targets = {target: next(iter(memos.values()))}
    else:
        targets = _in_folder(memos, form, out)
    for path in targets:
        if path.exists() and (form == "docx" or (out is None and not holds(GENERATOR)(path))):
            raise cannot(str(path), sentence("cli_letter.there"))
    for path, data in targets.items():
        write_file(data, path, sources)
    if one:
        say(f"{sentence('cli_letter.written').in_language(lang)}: {next(iter(targets))}")
    else:
        say(Words(lang).say("cli_letter.written_all", count=len(targets), folder=str(out)))


def _in_folder(memos: Mapping[str, bytes], form: LetterFormat, out: str | None) -> dict[Path, bytes]:
    """The memos by the file that each goes to, named by the code of its plan."""
    if out is None or out == STDOUT:
        raise cannot("--out", sentence("cli_letter.needs_folder", count=len(memos)))
    if Path(out).is_file():
        raise cannot(out, sentence("cli_letter.is_file"))
    targets: dict[Path, bytes] = {}
    for code in sorted(memos):
        stem = _UNSAFE.sub("_", code).strip("._") or "plan"
        taken = {path.name.lower() for path in targets}
        names = (f"{name}{_SUFFIX}.{form}" for name in (stem, *(f"{stem}~{n}" for n in range(2, len(memos) + 2))))
        targets[Path(out) / next(name for name in names if name.lower() not in taken)] = memos[code]
    return targets
