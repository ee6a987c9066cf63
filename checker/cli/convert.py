"""`oneplan convert`: a plan written again in another format, and what that format has no place for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from checker.assemble import merged
from checker.cli.options import LANGUAGE, PATH, Language
from checker.cli.writing import STDOUT, say, write_file
from checker.errors import Fault, UnreadableSubmission, UsageFault
from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Draft, DraftNode, DraftPlan, Remark, written_text
from checker.readers.open_file import read_bytes, read_files
from checker.text import Sentence
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


@click.command("convert")
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--to", "form", type=click.Choice([*TARGETS]), required=True, help="รูปแบบปลายทาง · format to write")
@click.option("--out", type=click.Path(readable=False), help="ไฟล์ปลายทาง หรือ - · where to write; - is standard output")
@LANGUAGE
@click.pass_context
def convert_command(ctx: click.Context, files: Sequence[Path], form: str, out: str | None, lang: Language) -> None:
    """เขียนแผนเป็นอีกรูปแบบหนึ่ง · Writes a plan in another format, and says what that format does not hold.

    \b
    Example:
      oneplan convert plan.xlsx --to yaml --out plan.yaml
      oneplan convert plan.yaml --to csv > plan.csv
    """
    ctx.obj["language"] = lang
    target = TARGETS[form]
    if not target.is_text and out in (None, STDOUT) and sys.stdout is not None and sys.stdout.isatty():
        raise _usage(form, "ไฟล์นี้ไม่ใช่ข้อความ ให้ใช้ --out ระบุชื่อไฟล์", "This format is no text. Name a file with --out.")
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


def _left_behind(remark: Remark) -> Note:
    """Only a workbook has a place for comments and text boxes."""
    words = " ".join(written_text(remark.raw).split())
    says = Sentence(th=f"ความเห็น “{words}” ไม่ได้ตามไป", en=f"The comment “{words}” was not carried over.")
    return Note(remark.place, says)


def _stands_alone(node: DraftNode) -> Note:
    code = written_text(node.code.raw)
    says = Sentence(
        th=f"“{code}” บอกเพิ่มถึงรายการที่ไม่ได้อยู่ในไฟล์เหล่านี้ จึงเขียนเป็นรายการของตัวเอง ให้แปลงพร้อมแผนที่มีรายการนั้น",
        en=f"“{code}” tells more of what is in none of these files, so it became an item of its own. Convert it with its plan.",
    )
    return Note(node.place, says)


def _refuse(plans: Sequence[DraftPlan], draft: Draft, form: str, target: Target) -> None:
    """Raises where there is nothing to write, a plan that no file can name, or more plans than a file holds."""
    names = ", ".join(one.name for one in draft.files)
    if not plans:
        raise _usage(
            names,
            "ไม่มีแผนในไฟล์นี้ (รายการรหัสเขียนเป็นรูปแบบอื่นไม่ได้) ให้ระบุไฟล์แผน",
            "There is no plan here; code lists are not converted. Name the plan's file.",
        )
    nameless = [plan.heading.code.place for plan in plans if not written_text(plan.heading.code.raw).strip()]
    if nameless:
        says = Sentence(th="แผนนี้ไม่มีรหัส ให้เขียนรหัสแผน", en="This plan has no code. Write one.")
        raise UnreadableSubmission([Fault(place, says) for place in nameless])
    if len(plans) > 1 and not target.several:
        codes = ", ".join(written_text(plan.heading.code.raw) for plan in plans)
        raise _usage(
            names,
            f"มี {len(plans)} แผน ({codes}) แต่ไฟล์ {form} มีได้แผนเดียว ให้แปลงทีละแผน",
            f"These are {len(plans)} plans ({codes}), and a file of {form} holds one. Convert them one at a time.",
        )


def _refuse_unreadable(data: bytes, name: str) -> None:
    """Raises UsageFault where the file would be one that `oneplan` itself does not read, such as a table too wide."""
    try:
        read_bytes(data, name)
    except UnreadableSubmission as error:
        first = error.faults[0].says
        raise _usage(
            name,
            f"แผนนี้ไม่พอดีกับรูปแบบนี้: {first.th} ให้เลือกรูปแบบอื่น",
            f"The plan does not fit this format: {first.en} Choose another format.",
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
    said = Sentence(
        th=f"เขียนไม่ได้ {count} อย่าง" if count else "เขียนทุกอย่างที่อ่านได้",
        en=f"{count} not carried over" if count else "Everything that was read was carried over",
    )
    click.echo(said.in_language(lang), err=True)


def _usage(where: str, th: str, en: str) -> UsageFault:
    return UsageFault([Fault(Place(where), Sentence(th=th, en=en))])
