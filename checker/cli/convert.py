"""`oneplan convert`: a plan written again in another format, and what that format has no place for."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from checker.assemble import merged
from checker.cli.options import JOBS, LANGUAGE, PATH, PROFILE, RULES, Language
from checker.cli.tables import Wish, convert_to_tables
from checker.cli.writing import STDOUT, cannot, say, write_file
from checker.errors import Fault, UnreadableSubmission
from checker.plan import Note
from checker.readers.draft import Draft, DraftNode, DraftPlan, Remark, written_text
from checker.readers.open_file import read_bytes, read_files
from checker.render.wording import sentence
from checker.writers.delimited import write_csv
from checker.writers.excel import write_xlsx
from checker.writers.parquet import write_parquet
from checker.writers.stratml import write_stratml
from checker.writers.structured import write_json, write_yaml
from checker.writers.written import Written, in_order


@dataclass(frozen=True, slots=True)
class Target:
    """A format that plans can be written in: its writer, how its files end, whether it is text, how many plans a file holds."""

    write: Callable[[Sequence[DraftPlan]], Written]
    suffix: str
    is_text: bool = True
    several: bool = True


TARGETS: Final[Mapping[str, Target]] = {  # another format is one more line here
    "yaml": Target(write_yaml, ".yaml"),
    "json": Target(write_json, ".json"),
    "csv": Target(write_csv, ".csv"),
    "stratml": Target(write_stratml, ".stratml", several=False),
    "parquet": Target(write_parquet, ".parquet", is_text=False),
    "xlsx": Target(write_xlsx, ".xlsx", is_text=False, several=False),
}
TABLES: Final = "tables"
_OF_TABLES: Final = {
    "context": "--context",
    "rules_dir": "--rules",
    "profile": "--profile",
    "as_of": "--as-of",
    "jobs": "--jobs",
}


@click.command("convert")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option(
    "--to",
    "form",
    type=click.Choice([*TARGETS, TABLES]),
    required=True,
    help="รูปแบบปลายทาง (tables คือตารางข้อเท็จจริงสำหรับฐานข้อมูล)"
    " · format to write (tables: the facts that rules judge on, for a database)",
)
@click.option(
    "--out",
    type=click.Path(readable=False),
    help="ไฟล์ปลายทาง หรือ - หรือโฟลเดอร์ของ tables · where to write; - is standard output, tables need a folder",
)
@click.option("--context", type=PATH, help="แผนที่อนุมัติแล้ว (tables) · a folder of approved plans (tables)")
@RULES
@PROFILE
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="วันที่ตรวจ (tables) · the date of the check (tables)")
@JOBS
@LANGUAGE
@click.pass_context
def convert_command(
    ctx: click.Context,
    files: Sequence[Path],
    form: str,
    out: str | None,
    context: Path | None,
    rules_dir: Path | None,
    profile: str,
    as_of: datetime.datetime | None,
    jobs: int | None,
    lang: Language,
) -> None:
    """เขียนแผนเป็นอีกรูปแบบหนึ่ง · Writes a plan in another format, and says what that format does not hold.

    \b
    Example:
      oneplan convert plan.xlsx --to yaml --out plan.yaml
      oneplan convert plan.yaml --to csv > plan.csv
      oneplan convert plans-2570/ --to tables --context approved-plans/ --out tables-2570
    """
    ctx.obj["language"] = lang
    if form == TABLES:
        wish = Wish(out, context, rules_dir, profile, as_of.date() if as_of else None, jobs)
        ctx.exit(convert_to_tables(files, wish, lang))
    _refuse_options_of_tables(ctx, form)
    target = TARGETS[form]
    if not target.is_text and out in (None, STDOUT) and sys.stdout is not None and sys.stdout.isatty():
        raise cannot(form, sentence("cli_convert.no_text"))
    draft = read_files(files)
    notes = [*draft.notes]
    plans = merged(draft.plans, notes)
    notes += [_stands_alone(node) for plan in plans for node in plan.nodes if node.adds]
    _refuse(plans, draft, form, target)
    written = target.write(plans)
    _refuse_unreadable(written.data, f"plan{target.suffix}")
    if out in (None, STDOUT):
        say(written.data, end=False)
    else:
        write_file(written.data, Path(str(out)), files)
    loose = (node for plan in plans for node in (plan.heading, *plan.nodes) if "remark" not in node.cells)
    remarks = [_left_behind(one) for node in loose for one in node.remarks]
    _tell(notes, draft, in_order([*written.losses, *remarks]), lang)


def _refuse_options_of_tables(ctx: click.Context, form: str) -> None:
    """Raises UsageFault where an option is given that bears on no plan as it stands, but only on what it is judged by."""
    for name, option in _OF_TABLES.items():
        if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise cannot(option, sentence("cli_convert.only_tables", form=form))


def _left_behind(remark: Remark) -> Note:
    """Only a workbook has a place for comments and text boxes."""
    words = " ".join(written_text(remark.raw).split())
    says = sentence("cli_convert.comment", words=words)
    return Note(remark.place, says)


def _stands_alone(node: DraftNode) -> Note:
    code = written_text(node.code.raw)
    says = sentence("cli_convert.stray", code=code)
    return Note(node.place, says)


def _refuse(plans: Sequence[DraftPlan], draft: Draft, form: str, target: Target) -> None:
    """Raises where there is nothing to write, a plan that no file can name, or more plans than a file holds."""
    names = ", ".join(one.name for one in draft.files)
    if not plans:
        raise cannot(
            names,
            sentence("cli_convert.no_plan"),
        )
    nameless = [plan.heading.code.place for plan in plans if not written_text(plan.heading.code.raw).strip()]
    if nameless:
        says = sentence("cli_convert.no_code")
        raise UnreadableSubmission([Fault(place, says) for place in nameless])
    if len(plans) > 1 and not target.several:
        codes = ", ".join(written_text(plan.heading.code.raw) for plan in plans)
        raise cannot(
            names,
            sentence("cli_convert.several", count=len(plans), codes=codes, form=form),
        )


def _refuse_unreadable(data: bytes, name: str) -> None:
    """Raises UsageFault where the file would be one that `oneplan` itself does not read, such as a table too wide."""
    try:
        read_bytes(data, name)
    except UnreadableSubmission as error:
        first = error.faults[0].says
        raise cannot(
            name,
            sentence("cli_convert.misfit", first=first),
        ) from error


def _tell(notes: Sequence[Note], draft: Draft, losses: Sequence[Note], lang: Language) -> None:
    """Says on standard error what was read otherwise than it stands, what was not read, and what was lost."""
    for note in notes:
        click.echo(f"{note.place}: {note.says.in_language(lang)}", err=True)
    for one in draft.not_read:
        click.echo(f"{one.file}: {one.what.in_language(lang)} – {one.why.in_language(lang)}", err=True)
    for loss in losses:
        click.echo(f"{loss.place}: {loss.says.in_language(lang)}", err=True)
    count = len(losses)
    said = sentence("cli_convert.lost", count=count) if count else sentence("cli_convert.whole")
    click.echo(said.in_language(lang), err=True)
