"""`oneplan rules new` and `oneplan rules docs`: a file to begin a rule with, and pages on every rule."""

from __future__ import annotations

from pathlib import Path

import click

from checker.authoring.coverage import coverage_page
from checker.authoring.pages import MARK, rule_pages
from checker.authoring.scaffold import SCHEMA_FILE, new_rule, no_such_kind, pattern_kinds, place_for, schema_text
from checker.checklist import built_in_rows, load_checklist
from checker.cli.options import LANGUAGE, PATH, PROFILE, RULES, Language
from checker.cli.writing import say, write_file
from checker.errors import Fault, UsageFault
from checker.place import Place
from checker.render.wording import sentence
from checker.rulebook import Rulebook, load_rulebook


@click.command("new")
@click.argument("rule_id", metavar="ID")
@click.argument("name")
@click.option("--kind", required=True, help=f"แบบแผน · the pattern kind: {', '.join(pattern_kinds())}")
@click.option(
    "--dir",
    "folder",
    type=PATH,
    default=Path("rules"),
    show_default=True,
    help="โฟลเดอร์กฎของท่าน · your folder of rules, as --rules takes it",
)
@LANGUAGE
@click.pass_context
def new_command(ctx: click.Context, rule_id: str, name: str, kind: str, folder: Path, lang: Language) -> None:
    """เริ่มกฎใหม่ · Writes a rule file that loads at once, for you to change.

    \b
    Example:
      oneplan rules new PRV-901 strategy-without-owner --kind requires-field --dir our-rules
    """
    ctx.obj["language"] = lang
    if kind not in pattern_kinds():
        raise no_such_kind(kind)
    rulebook = load_rulebook(extra=folder if folder.is_dir() else None)
    path = place_for(rule_id, name, folder, rulebook)
    if path.exists():
        says = sentence("cli_author.there")
        raise UsageFault([Fault(Place(str(path)), says)])
    write_file(new_rule(rule_id, name, kind, rulebook.version).encode(), path, [])
    write_file(schema_text().encode(), folder / SCHEMA_FILE, [])
    said = sentence("cli_author.written", path=str(path), rule_id=rule_id, folder=str(folder))
    say(said.in_language(lang))


@click.command("docs")
@click.option("--out", "folder", type=PATH, required=True, help="โฟลเดอร์ · the folder for the pages")
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def docs_command(ctx: click.Context, folder: Path, rules_dir: Path | None, profile: str, lang: Language) -> None:
    """เขียนหน้าเอกสารของกฎ · Writes a page on every group of rules, an index, and what answers to which demand.

    Pages of an earlier run that no rule stands on any more are taken away; other files are left alone.

    \b
    Example:
      oneplan rules docs --out docs/rules
    """
    ctx.obj["language"] = lang
    pages = written_pages(load_rulebook(profile, rules_dir), rules_dir)
    for name, text in pages.items():
        write_file(text.encode(), folder / name, [])
    for path in sorted(folder.glob("*.md")):
        if path.name not in pages and path.read_bytes().startswith(MARK.encode()):
            path.unlink()
    said = sentence("cli_author.pages", count=len(pages), folder=str(folder))
    say(said.in_language(lang))


def written_pages(rulebook: Rulebook, rules_dir: Path | None = None) -> dict[str, str]:
    """Every page on the rules, by file name."""
    questions = load_checklist(rulebook, rules_dir)
    return {**rule_pages(rulebook), "coverage.md": coverage_page(rulebook, built_in_rows(), questions)}
