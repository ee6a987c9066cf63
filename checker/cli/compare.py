"""`oneplan compare`: two reports of one plan, or two rounds, held against each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from checker.cli.formats import GENERATOR, holds
from checker.cli.options import LANGUAGE, PATH, Language
from checker.cli.writing import STDOUT, say, write_file
from checker.compare.compared import compare
from checker.compare.comparison import Comparison
from checker.compare.reading import read_side
from checker.errors import Fault, UsageFault
from checker.place import Place
from checker.render.compared.page import compared_page
from checker.render.compared.phrases import verdict
from checker.render.compared.text import compared_text
from checker.render.wording import Words, sentence
from checker.report_files import files_of
from checker.rule import SEVERITIES

_FOUND: Final = 1
_MANY: Final = 20  # so many reports are read in about two seconds


@click.command("compare")
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "text", "json"]),
    default="html",
    show_default=True,
    help="รูปแบบ · form of the comparison",
)
@click.option(
    "--out", type=click.Path(readable=False), help="ไฟล์ผลการเทียบ หรือ - · where to write it; - is standard output"
)
@LANGUAGE
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="รหัสออกเป็น 1 เมื่อพบใหม่ในระดับนี้หรือร้ายแรงกว่า"
    " (error ต้องแก้ไข, warning ควรแก้ไข, advice ข้อแนะนำ, never ไม่เลย) · exit with 1 if anything new of this severity or a graver one is found",
)
@click.pass_context
def compare_command(
    ctx: click.Context, old: Path, new: Path, form: str, out: str | None, lang: Language, fail_on: str
) -> None:
    """เทียบผลตรวจสองครั้ง · Says what is mended, new and remaining between two reports (JSON), or two rounds.

    \b
    Example:
      oneplan check plan.xlsx --format json --out before.json
      oneplan check plan-mended.xlsx --format json --out now.json
      oneplan compare before.json now.json
      oneplan compare round-1/ round-2/ --format text
    """
    ctx.obj["language"] = lang
    comparison = compare(read_side(old, _progress), read_side(new, _progress))
    _write(comparison, form, out, lang, old, new)
    ctx.exit(_exit_code(comparison, fail_on))


def _progress(files: Sequence[Path]) -> Iterator[Path]:
    """The files one by one; on a terminal, a bar shows how far many of them have come."""
    if len(files) < _MANY or not sys.stderr.isatty():
        yield from files
        return
    with click.progressbar(files, file=sys.stderr) as bar:
        yield from bar


def _write(comparison: Comparison, form: str, out: str | None, lang: Language, old: Path, new: Path) -> None:
    """Writes the comparison where it belongs and says where that is. Raises UsageFault where that cannot be done."""
    if form == "html":
        text = compared_page(comparison, lang)
        target = out or str(new.parent / f"{new.stem if new.is_file() else new.resolve().name}.comparison.html")
    else:
        colour = out is None and sys.stdout is not None and sys.stdout.isatty()
        text = comparison.to_json() if form == "json" else compared_text(comparison, lang, colour=colour)
        target = out or STDOUT
    if target == STDOUT:
        say(text.encode(), end=False)
        return
    _keep_reports(Path(target), [*files_of(old), *files_of(new)])
    replaced = write_file(text.encode(), Path(target), (), may_replace=None if out is not None else holds(GENERATOR))
    say(verdict(comparison, Words(lang)))
    said = sentence("cli_compare.written")
    again = sentence("cli_write.replaced")
    say(f"{said.in_language(lang)}: {target}{again.in_language(lang) if replaced else ''}")


def _keep_reports(target: Path, reports: Sequence[Path]) -> None:
    """Holds if `target` is none of the reports that were compared."""
    if target.exists() and any(target.samefile(one) for one in reports):
        says = sentence("cli_compare.own_report")
        raise UsageFault([Fault(Place(str(target)), says)])


def _exit_code(comparison: Comparison, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    counted = SEVERITIES[: list[str](SEVERITIES).index(fail_on) + 1]
    return _FOUND if any(one.turn == "new" and one.severity in counted for one in comparison.changes) else 0
