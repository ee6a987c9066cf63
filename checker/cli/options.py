"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import click

from checker.rulebook import DEFAULT_PROFILE

Language = Literal["th", "en"]
PATH: Final = click.Path(path_type=Path, readable=False)  # whoever opens it says what is wrong, in both languages

LANGUAGE: Final = click.option(
    "--lang",
    type=click.Choice(["th", "en"]),
    default="th",
    show_default=True,
    help="ภาษาของรายงาน · language of the report",
)
RULES: Final = click.option(
    "--rules",
    "rules_dir",
    type=PATH,
    help="โฟลเดอร์กฎของจังหวัด · a folder of rules to add or put in place",
)
PROFILE: Final = click.option(
    "--profile", default=DEFAULT_PROFILE, show_default=True, help="ชุดกฎที่ใช้ · which profile of rules"
)
REGISTER: Final = click.option(
    "--register",
    type=PATH,
    help="ทะเบียนหน่วยงาน (CSV: code,name,district,level) · a register of bodies, in place of that of the program",
)
JOBS: Final = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="จำนวนโปรเซส (เท่าจำนวนคอร์) · how many processes work at once (as many as there are cores)",
)
