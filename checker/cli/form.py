"""`oneplan form`: a blank workbook of a level, with lists to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from checker.chain import built_in_chain
from checker.cli.days import years_given
from checker.cli.options import LANGUAGE, PATH, Language
from checker.cli.writing import cannot, say, write_file
from checker.forms import forms
from checker.readers.draft import Draft
from checker.readers.open_file import read_context
from checker.render.wording import sentence
from checker.rulebook import DEFAULT_PROFILE, load_rulebook
from checker.writers.excel import blank_form

_SUFFIX: Final = ".xlsx"
LEVELS: Final = tuple(name for name in built_in_chain().levels if any(name in one.levels for one in forms()))


@click.command("form")
@click.argument("level", type=click.Choice(LEVELS))
@click.option("--years", required=True, help="ปีของแผน เช่น 2566-2570 หรือ 66-70 · years of the plan")
@click.option(
    "--context",
    type=PATH,
    help="โฟลเดอร์แผนที่อนุมัติแล้ว ใช้ทำรายการให้เลือก · a folder of approved plans, from which lists to choose from are made",
)
@click.option(
    "--out", type=click.Path(readable=False), required=True, help="ไฟล์ .xlsx ปลายทาง · the .xlsx file to write"
)
@LANGUAGE
@click.pass_context
def form_command(ctx: click.Context, level: str, years: str, context: Path | None, out: str, lang: Language) -> None:
    """สร้างแบบเปล่าของแผนระดับหนึ่ง · Makes a blank workbook for a plan of a level.

    \b
    Example:
      oneplan form local --years 2566-2570 --context approved-plans/ --out form.xlsx
      oneplan form village --years 2566-2570 --out village.xlsx
    """
    ctx.obj["language"] = lang
    span = years_given(years)
    if Path(out).suffix.lower() != _SUFFIX:
        raise cannot(out, sentence("cli_form.ending"))
    if Path(out).exists():
        raise cannot(out, sentence("cli_form.there"))
    around = read_context(context) if context else Draft()
    data = blank_form(level, span, around, load_rulebook(DEFAULT_PROFILE, None).version)
    write_file(data, Path(out), [])
    say(f"{sentence('cli_form.written').in_language(lang)}: {out}")
