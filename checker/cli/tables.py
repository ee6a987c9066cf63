"""`oneplan convert --to tables`: the facts of plans, or of a whole round, as tables for a database."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from checker.assemble import assemble
from checker.audit.gathering import Round, gathered
from checker.audit.judging import graph_of
from checker.cli.options import Language
from checker.cli.progress import progress
from checker.cli.writing import STDOUT, cannot, say
from checker.handed import handed_in
from checker.overview import Trouble
from checker.plan import Graph
from checker.readers.draft import Draft
from checker.readers.open_file import read_context, read_files
from checker.readers.parquet import arrow
from checker.render.wording import Words, sentence
from checker.rulebook import load_rulebook
from checker.tables.folder import write_tables

EXITS: Final[dict[Trouble, int]] = {"refused": 2, "twice": 3, "unreadable": 3, "program": 4}
_MOST_NOTES: Final = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What tables are asked for: where they go, and what bears on them beside the plans."""

    out: str | None
    context: Path | None
    rules: Path | None
    profile: str
    as_of: datetime.date | None
    jobs: int | None


def convert_to_tables(files: Sequence[Path], wish: Wish, lang: Language) -> int:
    """Writes the tables of one submission, or of the round in a folder, and says what was read; the exit code.

    What cannot be read of a round is told, and the tables of the rest are written. Raises UsageFault, UnreadableSubmission.
    """
    if wish.out in (None, STDOUT):
        raise cannot("--out", sentence("cli_tables.needs_folder"))
    arrow()
    rulebook = load_rulebook(wish.profile, wish.rules)
    around = read_context(wish.context) if wish.context else Draft()
    code = 0
    if len(files) == 1 and files[0].is_dir():
        graph, code = _of_round(files[0], around, wish.jobs or os.cpu_count() or 1, lang)
    else:
        draft = read_files(files)
        if not draft.plans:
            raise cannot(", ".join(one.name for one in draft.files), sentence("cli_convert.no_plan"))
        graph = assemble(draft, around)
    day = wish.as_of or datetime.datetime.now().astimezone().date()
    into = Path(str(wish.out))
    write_tables(into, graph, rulebook, day, [*files, *([wish.context] if wish.context else [])])
    _tell(graph, into, lang)
    return code


def _of_round(folder: Path, around: Draft, jobs: int, lang: Language) -> tuple[Graph, int]:
    """The plans of a round with the context around them, and how the command ends for what could not be read of it."""
    handed = handed_in(folder)
    words = Words(lang)
    with progress(words.say("cli_audit.reading"), len(handed)) as bar:
        read = gathered(handed, around, jobs, bar.step)
    if not read.submissions and not read.not_judged:
        raise cannot(str(folder), sentence("cli_audit.no_plans"))
    _tell_troubles(read, lang)
    return graph_of(read), max((EXITS[one.trouble] for one in read.not_judged), default=0)


def _tell_troubles(read: Round, lang: Language) -> None:
    for one in read.not_judged:
        for fault in one.faults:
            click.echo(f"{one.submission}: {fault.place}: {fault.says.in_language(lang)}", err=True)
    for remark in read.remarks:
        click.echo(f"{remark.submission}: {remark.says.in_language(lang)}", err=True)


def _tell(graph: Graph, into: Path, lang: Language) -> None:
    """Says on standard error what was read otherwise than it stands, then what was written and where."""
    words = Words(lang)
    lines = [f"{note.place}: {note.says.in_language(lang)}" for note in graph.notes]
    lines += [f"{one.file}: {one.what.in_language(lang)} – {one.why.in_language(lang)}" for one in graph.not_read]
    _echo(lines[:_MOST_NOTES])
    if len(lines) > _MOST_NOTES:
        click.echo(words.say("cli_tables.more", count=len(lines) - _MOST_NOTES), err=True)
    judged = sum(plan.submitted for plan in graph.plans.values())
    around = sum(not plan.submitted and "@" not in plan.code for plan in graph.plans.values())
    say(f"{words.say('cli_tables.written', plans=judged, context=around, nodes=len(graph.nodes))}: {into}")
    click.echo(words.say("cli_tables.asked_alone"), err=True)


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
