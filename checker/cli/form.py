"""`oneplan form`: a blank workbook of a level, with lists to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from checker.chain import built_in_chain
from checker.cli.options import LANGUAGE, PATH, Language
from checker.cli.writing import say, write_file
from checker.errors import Fault, UsageFault
from checker.forms import forms
from checker.place import Place
from checker.readers.draft import Draft
from checker.readers.open_file import read_context
from checker.rulebook import DEFAULT_PROFILE, load_rulebook
from checker.text import Sentence
from checker.thai import period
from checker.writers.excel import blank_form

_MOST_YEARS: Final = 10
_EARLIEST: Final = 2550
_LATEST: Final = 2600
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
    span = _years(years)
    if Path(out).suffix.lower() != _SUFFIX:
        raise _fault(
            out, "แบบเป็นไฟล์ Excel ให้ตั้งชื่อที่ลงท้ายด้วย .xlsx", "A form is an Excel file. Choose a name that ends in .xlsx."
        )
    if Path(out).exists():
        raise _fault(
            out,
            "มีไฟล์ชื่อนี้อยู่แล้ว และอาจกรอกไว้แล้ว ให้ใช้ --out ระบุชื่ออื่น",
            "A file of this name is here already and may have been filled in. Name another one with --out.",
        )
    around = read_context(context) if context else Draft()
    data = blank_form(level, span, around, load_rulebook(DEFAULT_PROFILE, None).version)
    write_file(data, Path(out), [])
    say(f"{Sentence(th='แบบเปล่า', en='Blank form').in_language(lang)}: {out}")


def _years(written: str) -> tuple[int, int]:
    """First and last year of a form. Raises UsageFault where `written` is no span of years that a plan of today can have."""
    found = period(written)
    if found is None:
        raise _fault(
            f"--years {written}",
            "ไม่ใช่ช่วงปี ให้เขียนปีแรก-ปีสุดท้าย เช่น 2566-2570",
            "This is no span of years. Write the first and the last year, such as 2566-2570.",
        )
    if found[0] < _EARLIEST or found[1] > _LATEST:
        span = "-".join(str(year) for year in dict.fromkeys(found))
        raise _fault(
            f"--years {written}",
            f"อ่านเป็นปี {span} แต่แบบทำได้สำหรับปี {_EARLIEST} ถึง {_LATEST} ให้เขียนปีเต็มสี่หลัก เช่น 2566-2570",
            f"This was read as {span}, and forms are made for {_EARLIEST} to {_LATEST}. Write years in full, such as 2566-2570.",
        )
    if found[1] - found[0] >= _MOST_YEARS:
        raise _fault(
            f"--years {written}",
            f"แบบมีคอลัมน์ได้ไม่เกิน {_MOST_YEARS} ปี ให้แบ่งเป็นหลายช่วง",
            f"A form has columns for {_MOST_YEARS} years at most. Make one for each span.",
        )
    return found


def _fault(where: str, th: str, en: str) -> UsageFault:
    return UsageFault([Fault(Place(where), Sentence(th=th, en=en))])
