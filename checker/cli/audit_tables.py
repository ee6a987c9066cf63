"""`oneplan audit` of a folder of tables: judged where they lie, with one page and the findings as tables."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from checker.audit.folder import PLANS, RoundFolder, opened
from checker.audit.from_tables import judged_tables, ready, set_aside
from checker.cli.options import Language
from checker.cli.progress import progress
from checker.cli.writing import cannot, say
from checker.render.judged import page, verdict_line
from checker.render.wording import Words, sentence
from checker.rulebook import Rulebook
from checker.tables_overview import TablesOverview

_MEANINGLESS: Final = {
    "context": "--context",
    "register": "--register",
    "waivers_file": "--waivers",
    "engine": "--engine",
    "resume": "--resume",
    "draft": "--replace",
}


def refuse_options_of_files(ctx: click.Context) -> None:
    """Raises UsageFault where an option is given that bears on the files of plans, of which tables know nothing."""
    for name, option in _MEANINGLESS.items():
        given = ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and not (name == "engine" and ctx.params[name] == "sets"):
            raise cannot(option, sentence("cli_tables.not_with_tables"))


def audit_tables(
    folder: Path,
    out: Path,
    rulebook: Rulebook,
    as_of: datetime.date | None,
    jobs: int | None,
    lang: Language,
    failing: Collection[str],
) -> int:
    """Judges the tables in `folder` by the rules in force and writes what was found to `out`; the exit code."""
    statement = ready(folder, rulebook, as_of)
    target = opened(out, [folder])
    words = Words(lang)
    with (
        set_aside(target) as aside,
        progress(words.say("cli_tables.judging"), len(rulebook.in_force)) as bar,
        judged_tables(
            folder, rulebook, statement, as_of, jobs=jobs or os.cpu_count() or 1, aside=aside, step=bar.step
        ) as judged,
    ):
        judged.write(target, lang, aside)
        overview = judged.overview
    _write(target, overview, lang)
    say(verdict_line(overview, lang))
    say(f"{words.say('cli_audit.round')}: {out / 'index.html'}")
    found = {"error": 0, "warning": 0, "advice": 0}
    for one in overview.levels:
        found["error"] += one.error
        found["warning"] += one.warning
        found["advice"] += one.advice
    return int(any(found[severity] for severity in failing))


def _write(target: RoundFolder, overview: TablesOverview, lang: Language) -> None:
    target.write("judged.json", overview.to_json().encode())
    target.write("index.html", page(overview, lang).encode())
    if gone := target.without_the_gone():
        say(f"{Words(lang).say('cli_audit.gone')}: {', '.join(gone)}")
    with suppress(OSError):  # what holds pages of an earlier round of files stays
        (target.path / PLANS).rmdir()
