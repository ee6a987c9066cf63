"""`oneplan audit`: a whole round of plans, judged together, with a page for the round and one for each plan."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from checker.assessment import Assessor
from checker.audit.counting import Counting
from checker.audit.delivery import Delivery
from checker.audit.depends import key_of_round, key_of_rules
from checker.audit.folder import opened
from checker.audit.gathering import gathered
from checker.audit.judging import judged, put_together
from checker.audit.tables import tables
from checker.bodies import built_in_register, read_register
from checker.checklist import load_checklist
from checker.cli.audit_tables import audit_tables, refuse_options_of_files
from checker.cli.options import JOBS, LANGUAGE, PATH, PROFILE, REGISTER, RULES, Language
from checker.cli.progress import progress
from checker.cli.replace import Exchange, audit_replacing
from checker.cli.tables import EXITS
from checker.cli.writing import cannot, say
from checker.engine import EngineChoice
from checker.errors import Fault, UsageFault
from checker.finding import Report
from checker.handed import Handed, handed_in
from checker.place import Place
from checker.readers.draft import Draft
from checker.readers.open_file import read_context
from checker.render.round import page, verdict_line
from checker.render.wording import Words, sentence
from checker.rule import SEVERITIES
from checker.rulebook import load_rulebook
from checker.scores import load_scores
from checker.tables.folder import are_tables
from checker.waivers import Waivers, load_waivers

_READING: Final = sentence("cli_audit.reading")
_JUDGING: Final = sentence("cli_audit.judging")
_ROUND: Final = sentence("cli_audit.round")
_GONE: Final = sentence("cli_audit.gone")


@click.command("audit")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--out", type=PATH, required=True, help="โฟลเดอร์ผลตรวจ · the folder to write the round to")
@click.option("--context", type=PATH, help="โฟลเดอร์แผนที่อนุมัติแล้ว · a folder of the approved plans above and below")
@REGISTER
@RULES
@PROFILE
@click.option("--waivers", "waivers_file", type=PATH, help="ไฟล์ข้อยกเว้นที่อนุมัติแล้ว · a file of granted exceptions")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="วันที่ตรวจ · the date of the check (today)")
@JOBS
@LANGUAGE
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="รหัสออกเป็น 1 เมื่อพบรายการระดับนี้หรือร้ายแรงกว่า · exit with 1 if anything of this severity or a graver one is found",
)
@click.option(
    "--engine",
    type=click.Choice(["sets", "both", "rete"]),
    default="sets",
    show_default=True,
    help="กลไกตรวจ both ให้สองกลไกเทียบกัน · engine; both compares the verdicts of two",
)
@click.option(
    "--resume",
    is_flag=True,
    help="ทำต่อจากที่หยุดไว้ และตรวจใหม่เฉพาะที่เปลี่ยน · go on where an audit was stopped, and work out anew only what has changed",
)
@click.option(
    "--replace",
    "draft",
    type=PATH,
    metavar="PLAN",
    help="ร่างแผน ดูว่าถ้าใช้แทนแผนรหัสเดียวกันแล้วแผนใดในรอบเสีย · a draft: which plans of the round break if it takes the place of the plan of its code",
)
@click.pass_context
def audit_command(
    ctx: click.Context,
    folder: Path,
    out: Path,
    context: Path | None,
    register: Path | None,
    rules_dir: Path | None,
    profile: str,
    waivers_file: Path | None,
    as_of: datetime.datetime | None,
    jobs: int | None,
    lang: Language,
    fail_on: str,
    engine: EngineChoice,
    resume: bool,
    draft: Path | None,
) -> None:
    """ตรวจแผนทั้งรอบ · Checks a whole round of plans: a page for the round, and one for each plan.

    A file in DIR is one submission, and so is a folder of files in it. A file that cannot be read is listed; the rest goes on.
    DIR may be a folder of tables (convert --to tables), too, which are judged where they lie.

    \b
    Example:
      oneplan audit plans-2570/ --context approved-plans/ --out results-2570
      oneplan audit plans-2570/ --context approved-plans/ --out results-2570 --resume
      oneplan audit plans-2570/ --context approved-plans/ --replace province-draft.xlsx --out what-if
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    if are_tables(folder):
        refuse_options_of_files(ctx)
        told = as_of.date() if as_of else None
        ctx.exit(audit_tables(folder, out, rulebook, told, jobs, lang, _failing(fail_on)))
    waivers = load_waivers(waivers_file, rulebook) if waivers_file else Waivers()
    bodies = read_register(register) if register else built_in_register()
    questions, sheets = load_checklist(rulebook, rules_dir), load_scores(rulebook.known)
    handed = _handed_in(folder)
    day = as_of.date() if as_of else datetime.datetime.now().astimezone().date()
    assessor = Assessor(rulebook, questions, sheets, waivers, day, engine)
    if draft is not None:
        if resume:
            raise cannot("--resume", sentence("replace.no_resume"))
        asked = Exchange(draft, handed, context, out, jobs, _failing(fail_on))
        ctx.exit(audit_replacing(asked, assessor, lang))
    around = read_context(context) if context else Draft()
    target = opened(out, [folder, *([context] if context else [])], resume=resume)
    work, words = jobs or os.cpu_count() or 1, Words(lang)
    with progress(words.told(_READING), len(handed)) as bar:
        read = gathered(handed, around, work, bar.step, target.kept)
    by = key_of_rules(read, assessor, lang)
    delivery = Delivery(target, by, key_of_round(read, by))
    counting = Counting(put_together(read, assessor), bodies)
    graver = _failing(fail_on)
    failed = False
    made: Counter[bool] = Counter()
    with progress(words.told(_JUDGING), len(read.submissions)) as bar, tables(target, lang) as found:
        for outcome in judged(counting.judging, lang, work, delivery):
            counting.add(outcome)
            if outcome.report is not None:
                found.add(outcome.report)
                made[outcome.kept] += 1
                failed = failed or _fails(outcome.report, graver)
            bar.step()
    for fault in found.faults:
        click.echo(fault.in_language(lang), err=True)
    overview = counting.overview()
    target.write("round.json", overview.to_json().encode())
    target.write("index.html", page(overview, lang, found.names).encode())
    gone = target.without_the_gone()
    target.kept.only(delivery.names(read))
    say(verdict_line(overview, lang))
    say(f"{words.told(_ROUND)}: {out / 'index.html'}")
    if resume:
        say(words.say("cli_audit.resumed", anew=made[False], kept=made[True]))
    if gone:
        say(f"{words.told(_GONE)}: {', '.join(gone)}")
    ctx.exit(max([int(failed), *(EXITS[one.trouble] for one in overview.not_judged)]))


def _handed_in(folder: Path) -> list[Handed]:
    """The submissions in `folder`. Raises UsageFault where there is none."""
    found = handed_in(folder)
    if not found:
        says = sentence("cli_audit.no_plans")
        raise UsageFault([Fault(Place(str(folder)), says)])
    return found


def _failing(fail_on: str) -> tuple[str, ...]:
    """The severities that make the command exit with 1."""
    return () if fail_on == "never" else SEVERITIES[: list[str](SEVERITIES).index(fail_on) + 1]


def _fails(report: Report, graver: Sequence[str]) -> bool:
    return any(one.severity in graver and one.waiver is None for one in report.findings)
