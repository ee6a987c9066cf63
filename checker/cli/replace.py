"""`oneplan audit --replace`: which plans of a round break when a draft takes the place of one, before it is published."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.assessment import Assessor
from checker.audit.delivery import names_of_pages
from checker.audit.gathering import gathered
from checker.audit.replace import replaced
from checker.cli.formats import GENERATOR, holds
from checker.cli.options import Language
from checker.cli.progress import progress
from checker.cli.tables import EXITS
from checker.cli.writing import say, write_file
from checker.compare.replacement import SCHEMA, Replacement
from checker.handed import Handed
from checker.readers.draft import Draft
from checker.readers.open_file import read_context, read_files
from checker.render.replaced.page import replaced_page
from checker.render.replaced.text import replaced_text
from checker.render.wording import Words, sentence

_READING: Final = sentence("cli_audit.reading")
_OPENING: Final = re.compile(rb'\A\{\s*"schema":\s*"' + re.escape(SCHEMA.encode()))
_FOUND: Final = 1


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is asked for: the draft, the round and its context, where the result goes and what makes it end with 1."""

    plan: Path
    handed: list[Handed]
    context: Path | None
    out: Path
    jobs: int | None
    failing: Collection[str]


def audit_replacing(asked: Exchange, assessor: Assessor, lang: Language) -> int:
    """Writes what the draft does to the round as a page and as JSON, says it, and gives the exit code.

    Raises UsageFault, UnreadableSubmission and EngineFault as reading and judging do.
    """
    draft = read_context(asked.plan) if asked.plan.is_dir() else read_files([asked.plan])
    around = read_context(asked.context) if asked.context else Draft()
    words = Words(lang)
    with progress(words.told(_READING), len(asked.handed)) as bar:
        read = gathered(asked.handed, around, asked.jobs or os.cpu_count() or 1, bar.step)
    found = replaced(read, draft, asked.plan, assessor)
    (called,) = names_of_pages([found.plan.code])
    page, data = (asked.out / f"replaced-{called}.{ending}" for ending in ("html", "json"))
    own = [path for one in asked.handed for path in one.files] + [asked.plan]
    write_file(replaced_page(found, lang).encode(), page, own, may_replace=holds(GENERATOR))
    write_file(found.to_json().encode(), data, own, may_replace=_is_ours)
    say(replaced_text(found, lang))
    say(f"{words.say('replace.written')}: {page}")
    return max([_exit_code(found, asked.failing), *(EXITS[one.trouble] for one in found.not_judged)])


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return _OPENING.match(file.read(200)) is not None


def _exit_code(found: Replacement, failing: Collection[str]) -> int:
    every = (one for plan in found.plans for group in plan.groups for one in group.findings)
    return _FOUND if any(one.turn == "new" and one.severity in failing for one in every) else 0
