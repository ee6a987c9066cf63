"""`oneplan rules impact`: what the rulebook, or a change of it, says of a folder of plans."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from checker.cli.options import LANGUAGE, PATH, PROFILE, RULES, Language
from checker.cli.writing import say
from checker.handed import handed_in
from checker.impact.measure import measure
from checker.impact.written import as_json, as_table, as_text
from checker.rulebook import Rulebook, load_rulebook

_FOUND: Final = 1


@click.command("impact")
@click.argument("folders", nargs=-1, required=True, type=PATH, metavar="DIR...")
@click.option("--context", type=PATH, help="โฟลเดอร์แผนที่อนุมัติแล้ว · a folder of the approved plans above and below")
@click.option("--against", type=PATH, help="โฟลเดอร์กฎเดิมที่จะเทียบ · an older folder of rules to compare with")
@RULES
@PROFILE
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="วันที่ตรวจ · the date of the check (today)")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="รูปแบบ · form of what is printed",
)
@LANGUAGE
@click.pass_context
def impact_command(
    ctx: click.Context,
    folders: Sequence[Path],
    context: Path | None,
    against: Path | None,
    rules_dir: Path | None,
    profile: str,
    as_of: datetime.datetime | None,
    form: str,
    lang: Language,
) -> None:
    """ผลของชุดกฎต่อแผนทั้งโฟลเดอร์ · How many nodes each rule judges and fails, in every plan of a folder.

    \b
    Example:
      oneplan rules impact plans/ --context approved-plans/
      oneplan rules impact plans/ --rules our-province --against our-province-last-year
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    old = _older(against, profile) if against else None
    day = as_of.date() if as_of else datetime.datetime.now().astimezone().date()
    handed = [one for folder in folders for one in handed_in(folder)]
    impact = measure(handed, context, rulebook, day, old)
    say(as_text(impact, lang) if form == "text" else as_json(impact) if form == "json" else as_table(impact), end=False)
    ctx.exit(_FOUND if impact.to_regrade else 0)


def _older(folder: Path, profile: str) -> Rulebook:
    """The rulebook in `folder`: a whole one where it has its own rulebook.yaml, else what it adds to the built-in one."""
    whole = (folder / "rulebook.yaml").is_file()
    return load_rulebook(profile, base=folder) if whole else load_rulebook(profile, extra=folder)
