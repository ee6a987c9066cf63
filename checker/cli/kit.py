"""`oneplan kit`: for each body its blank form, the rules that it is checked by, the day, and how to check itself."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from checker.bodies import Body, BodyRegister, built_in_register, read_register
from checker.cli.days import day_given, years_given
from checker.cli.form import LEVELS
from checker.cli.options import LANGUAGE, PATH, PROFILE, REGISTER, RULES, Language
from checker.cli.writing import cannot, say, write_file
from checker.kit.kit import FILES, Wish
from checker.packed import packed
from checker.readers.draft import Draft
from checker.readers.open_file import read_context
from checker.render.wording import Words, sentence
from checker.rulebook import load_rulebook

_ZIP: Final = ".zip"


@click.command("kit")
@click.argument("level", type=click.Choice(LEVELS))
@click.option(
    "--owner",
    "owners",
    multiple=True,
    help="ชื่อเต็มหรือรหัสพื้นที่ของหน่วยงาน ซ้ำได้ · name or area code of a body; may be repeated",
)
@click.option(
    "--all", "whole", is_flag=True, help="ทุกหน่วยงานของระดับนี้ในทะเบียน · every body of this level in the register"
)
@REGISTER
@click.option("--years", required=True, help="ปีของแผน เช่น 2566-2570 · years of the plan")
@click.option("--due", required=True, help="วันกำหนดส่งแผน เช่น 2569-12-15 · the date to hand the plan in")
@click.option(
    "--from",
    "sender",
    default="",
    help="หน่วยงานที่ส่งชุดนี้และตอบคำถาม · the office that sends the kit and answers questions",
)
@click.option(
    "--context",
    type=PATH,
    help="โฟลเดอร์แผนที่อนุมัติแล้ว ใช้ทำรายการให้เลือก · a folder of approved plans, for the lists of the form",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, readable=False),
    help="โฟลเดอร์ หรือไฟล์ .zip · a folder, or a .zip file",
)
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def kit_command(
    ctx: click.Context,
    level: str,
    owners: Sequence[str],
    whole: bool,
    register: Path | None,
    years: str,
    due: str,
    sender: str,
    context: Path | None,
    out: Path,
    rules_dir: Path | None,
    profile: str,
    lang: Language,
) -> None:
    """ทำชุดทำแผนให้แต่ละหน่วยงาน · Makes a kit for each body: blank form, rules, date, how to check itself.

    \b
    Example:
      oneplan kit local --owner อบต.ไทรย้อย --years 2566-2570 --due 2569-12-15 --context approved-plans/ --out kit.zip
      oneplan kit local --all --years 2566-2570 --due 2569-12-15 --context approved-plans/ --out kits/
    """
    ctx.obj["language"] = lang
    span, day = years_given(years), day_given("--due", due)
    bodies = _bodies(level, owners, whole, read_register(register) if register else built_in_register())
    targets = _targets(bodies, out)
    around = read_context(context) if context else Draft()
    wish = Wish(level, span, day, load_rulebook(profile, rules_dir), sender.strip(), around)
    if (only := wish.rulebook.profile.levels) and level not in only:
        raise cannot(f"--profile {profile}", sentence("cli_kit.other_levels"))
    with click.progressbar(bodies, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for body in bar:
            _write(targets[body], wish.files(body))
    if len(bodies) == 1:
        say(f"{sentence('cli_kit.written').in_language(lang)}: {out}")
    else:
        say(Words(lang).say("cli_kit.written_all", count=len(bodies), folder=str(out)))


def _bodies(level: str, owners: Sequence[str], whole: bool, register: BodyRegister) -> list[Body]:
    """The bodies that kits are for, each once. Raises UsageFault where nobody can tell who that is."""
    if whole and owners:
        raise cannot("--all", sentence("cli_kit.either"))
    if whole:
        if not (found := register.of_level(level)):
            raise cannot(register.source or "--all", sentence("cli_kit.no_register"))
        return list(found)
    if not owners:
        raise cannot("--owner", sentence("cli_kit.whom"))
    named: dict[Body, None] = {}
    for owner in owners:
        if not owner.strip() or (body := register.called(level, owner)) is None:
            raise cannot(f"--owner {owner}", sentence("cli_kit.no_body"))
        named.setdefault(body)
    return list(named)


def _targets(bodies: Sequence[Body], out: Path) -> dict[Body, Path]:
    """Where each kit goes: a folder or one archive, or an archive each in a folder. Raises UsageFault where one is there."""
    if len(bodies) > 1 and out.suffix.lower() == _ZIP:
        raise cannot(str(out), sentence("cli_kit.needs_folder"))
    if out.suffix.lower() != _ZIP and out.is_file():
        raise cannot(str(out), sentence("cli_kit.is_file"))
    targets = {bodies[0]: out} if len(bodies) == 1 else {body: out / f"{name}{_ZIP}" for body, name in _names(bodies)}
    for target in targets.values():
        made = [target] if target.suffix.lower() == _ZIP else [target / name for name in FILES]
        if there := [path for path in made if path.exists()]:
            raise cannot(str(there[0]), sentence("cli_kit.there"))
    return targets


def _names(bodies: Sequence[Body]) -> list[tuple[Body, str]]:
    """What the archive of each is called; where names repeat, with a number."""
    taken: dict[str, int] = {}
    named = []
    for body in bodies:
        name = body.file_name
        taken[name] = taken.get(name, 0) + 1
        named.append((body, name if taken[name] == 1 else f"{name}-{taken[name]}"))
    return named


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    if target.suffix.lower() == _ZIP:
        write_file(packed(files), target, ())
        return
    for name, data in files.items():
        write_file(data, target / name, ())
