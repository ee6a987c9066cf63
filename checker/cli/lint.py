"""`oneplan rules lint`: rules judged before any plan."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from checker.cli.options import LANGUAGE, PROFILE, RULES, Language
from checker.cli.writing import say
from checker.lint import lint
from checker.rulebook import load_rulebook
from checker.text import Sentence

_FOUND: Final = 1


@click.command("lint")
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def lint_command(ctx: click.Context, rules_dir: Path | None, profile: str, lang: Language) -> None:
    """กฎที่ไม่มีผล ขัดกัน หรือซ้ำกัน · Finds rules that can never apply, contradict or repeat one another, and what nobody uses.

    \b
    Example:
      oneplan rules lint --rules our-province
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    found = lint(rulebook)
    for fault in found:
        say(fault.in_language(lang))
    said = Sentence(
        th=f"กฎ {len(rulebook.known)} ข้อ โปรไฟล์ {len(rulebook.profiles)} แบบ พบ {len(found)} ข้อ",
        en=f"{len(rulebook.known)} rules, {len(rulebook.profiles)} profiles: {len(found)} found",
    )
    say(said.in_language(lang))
    ctx.exit(_FOUND if found else 0)
