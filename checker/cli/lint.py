"""`oneplan rules lint`: rules judged before any plan."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from checker.cli.options import LANGUAGE, PROFILE, RULES, Language
from checker.cli.writing import say
from checker.lint import lint
from checker.render.wording import sentence
from checker.rulebook import load_rulebook

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
    said = sentence("cli_lint.found", rules=len(rulebook.known), profiles=len(rulebook.profiles), found=len(found))
    say(said.in_language(lang))
    ctx.exit(_FOUND if found else 0)
