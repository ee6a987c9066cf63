"""The command line: the only place that knows the clock, the terminal and the file system."""

from __future__ import annotations

import datetime
import io
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal, NoReturn

import click

from checker import __version__
from checker.assemble import assemble
from checker.engine import Checked, EngineChoice, check
from checker.engines import rete, sets
from checker.errors import Fault, OnePlanError, UsageFault
from checker.finding import Report
from checker.place import Place
from checker.readers.draft import Draft
from checker.readers.open_file import read_context, read_files
from checker.render.grouping import sorted_report
from checker.render.html import html
from checker.render.json import json_text
from checker.render.terminal import terminal
from checker.render.wording import Words
from checker.rule import SEVERITIES
from checker.rulebook import DEFAULT_PROFILE, Rulebook, load_rulebook
from checker.selftest import self_test
from checker.text import Sentence, in_general

Language = Literal["th", "en"]
STDOUT: Final = "-"
GENERATOR: Final = '<meta name="generator" content="oneplan-checker'
_FOUND: Final = 1
_PATH: Final = click.Path(path_type=Path, readable=False)  # whoever opens it says what is wrong, in both languages


class _Group(click.Group):
    """Turns every error of ours into sentences on stderr and the exit code of whose fault it is."""

    def main(self, *args: Any, **extra: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal without Thai letters shows ? for them
        return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OnePlanError as error:
            language = (ctx.obj or {}).get("language", "th")
            for fault in error.faults:
                click.echo(fault.in_language(language), err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="oneplan")
@click.pass_context
def main(ctx: click.Context) -> None:
    """ตรวจความเชื่อมโยงของแผนพัฒนา · Checks whether the links of a development plan are whole.

    \b
    Example:
      oneplan check plan.xlsx --context approved-plans/
    """
    ctx.obj = {"language": "th"}


_LANGUAGE: Final = click.option(
    "--lang",
    type=click.Choice(["th", "en"]),
    default="th",
    show_default=True,
    help="ภาษาของรายงาน · language of the report",
)
_RULES: Final = click.option(
    "--rules",
    "rules_dir",
    type=_PATH,
    help="โฟลเดอร์กฎของจังหวัด · a folder of rules to add or put in place",
)
_PROFILE: Final = click.option(
    "--profile", default=DEFAULT_PROFILE, show_default=True, help="ชุดกฎที่ใช้ · which profile of rules"
)


@main.command("check")
@click.argument("files", nargs=-1, required=True, type=_PATH)
@click.option(
    "--context",
    type=_PATH,
    help="โฟลเดอร์แผนที่อนุมัติแล้ว · a folder of the approved plans above and below",
)
@_RULES
@_PROFILE
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="วันที่ตรวจ · the date of the check (today)")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "text", "json"]),
    default="html",
    show_default=True,
    help="รูปแบบรายงาน · form of the report",
)
@click.option(
    "--out", type=click.Path(readable=False), help="ไฟล์รายงาน หรือ - · where to write the report; - is standard output"
)
@_LANGUAGE
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="ระดับที่ถือว่าไม่ผ่าน · gravest severity that may stand is below this",
)
@click.option(
    "--engine", type=click.Choice(["both", "rete", "sets"]), default="both", show_default=True, help="กลไกตรวจ · engine"
)
@click.option("--times", is_flag=True, help="แสดงเวลาของแต่ละกฎ · print the time of each rule on stderr")
@click.pass_context
def check_command(
    ctx: click.Context,
    files: Sequence[Path],
    context: Path | None,
    rules_dir: Path | None,
    profile: str,
    as_of: datetime.datetime | None,
    form: str,
    out: str | None,
    lang: Language,
    fail_on: str,
    engine: EngineChoice,
    times: bool,
) -> None:
    """ตรวจแผนหนึ่งฉบับ · Checks one plan and writes the report.

    \b
    Example:
      oneplan check plan.xlsx --context approved-plans/ --out report.html
      oneplan check plan.yaml --format text --lang en
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    graph = assemble(read_files(files), read_context(context) if context else Draft())
    day = as_of.date() if as_of else datetime.datetime.now().astimezone().date()
    checked = check(graph, rulebook, day, engine=engine, clock=time.perf_counter if times else None)
    _write(checked.report, form, out, lang, files)
    if times:
        _print_times(checked)
    ctx.exit(_exit_code(checked.report, fail_on))


def _write(report: Report, form: str, out: str | None, lang: Language, files: Sequence[Path]) -> None:
    """Writes the report where it belongs and says where that is. Raises UsageFault where that cannot be done."""
    if form == "html":
        text = html(report, lang)
        target = out or str(files[0].with_suffix(".report.html"))
    else:
        colour = out is None and sys.stdout is not None and sys.stdout.isatty()
        text = json_text(report) if form == "json" else terminal(report, lang, colour=colour)
        target = out or STDOUT
    if target == STDOUT:
        _say(text.encode(), end=False)
        return
    try:
        replaced = _write_file(text, Path(target), files, chosen=out is not None)
    except OSError as error:
        raise _not_written(target, error) from error
    _say(verdict_line(report, lang))
    said = Sentence(th="รายงาน", en="Report")
    again = Sentence(th=" (แทนที่ไฟล์เดิม)", en=" (an earlier file was replaced)")
    _say(f"{said.in_language(lang)}: {target}{again.in_language(lang) if replaced else ''}")


def _say(words: str | bytes, *, end: bool = True) -> None:
    """Writes `words` on standard output. Raises UsageFault where it takes no more; a closed pipe is left to click."""
    try:
        click.echo(words, nl=end)
    except BrokenPipeError:
        raise
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # else what is left in its buffer fails once more at the end
        raise _not_written(STDOUT, error) from error


def _not_written(target: str, error: OSError) -> UsageFault:
    says = Sentence(
        th=f"เขียนรายงานไม่ได้ ({error.strerror}) ให้ใช้ --out ระบุที่อื่น",
        en=f"The report cannot be written here ({error.strerror}). Name another place with --out.",
    )
    return UsageFault([Fault(Place(target), says)])


def _write_file(text: str, path: Path, files: Sequence[Path], *, chosen: bool) -> bool:
    """Writes `text` to `path`; whether a file was there before. Raises UsageFault where it is not ours to replace."""
    replaced = path.exists()
    if replaced and any(path.samefile(one) for one in files):
        says = Sentence(
            th="นี่คือไฟล์แผนที่ส่งตรวจ โปรแกรมไม่แก้ไฟล์ของท่าน ให้ใช้ --out ระบุชื่ออื่น",
            en="This is the plan itself, and your file is never changed. Name another one with --out.",
        )
        raise UsageFault([Fault(Place(str(path)), says)])
    if replaced and not chosen and not _is_ours(path):
        says = Sentence(
            th="มีไฟล์ชื่อนี้อยู่แล้วและไม่ใช่รายงานของโปรแกรมนี้ ให้ใช้ --out ระบุชื่ออื่น",
            en="A file of this name is here already and is no report of ours. Name another one with --out.",
        )
        raise UsageFault([Fault(Place(str(path)), says)])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return replaced


def verdict_line(report: Report, lang: Language) -> str:
    """The verdict in one line."""
    verdict = sorted_report(report).verdict
    counted = {"count": verdict.count} if verdict.kind in SEVERITIES else {}
    return Words(lang).say(f"verdict.{verdict.kind}", **counted)


def _is_ours(path: Path) -> bool:
    """Whether the file at `path` is a page that this program wrote."""
    try:
        with path.open("rb") as page:
            return GENERATOR.encode() in page.read(4096)
    except OSError:
        return False


def _print_times(checked: Checked) -> None:
    for rule, seconds in sorted(checked.seconds.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{seconds * 1000:9.2f} ms  {rule}", err=True)


def _exit_code(report: Report, fail_on: str) -> int:
    if fail_on == "never":
        return 0
    counted = SEVERITIES[: list[str](SEVERITIES).index(fail_on) + 1]
    return _FOUND if any(one.severity in counted and one.waiver is None for one in report.findings) else 0


@main.group("rules")
def rules_group() -> None:
    """ดูและทดสอบกฎ · Lists, shows and tests the rules.

    \b
    Example:
      oneplan rules list
      oneplan rules test
    """


@rules_group.command("list")
@_RULES
@_PROFILE
@_LANGUAGE
@click.pass_context
def list_command(ctx: click.Context, rules_dir: Path | None, profile: str, lang: Language) -> None:
    """รายการกฎ · Lists the rules in force, one a line.

    \b
    Example:
      oneplan rules list --lang en
    """
    ctx.obj["language"] = lang
    for rule in load_rulebook(profile, rules_dir).in_force:
        _say(f"{rule.id}  {rule.severity:<8} {rule.title.in_language(lang)}")


@rules_group.command("show")
@click.argument("rule_id")
@_RULES
@_PROFILE
@_LANGUAGE
@click.pass_context
def show_command(ctx: click.Context, rule_id: str, rules_dir: Path | None, profile: str, lang: Language) -> None:
    """แสดงกฎหนึ่งข้อ · Shows one rule: what it asks, why, how to mend a fault, and what it rests on.

    \b
    Example:
      oneplan rules show PRJ-101
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    rule = rulebook.rules.get(rule_id.upper())
    if rule is None:
        _no_rule(rule_id, rulebook)
    _say(f"{rule.id}  {rule.severity}\n\n{rule.title.in_language(lang)}")
    _say(f"\n{rule.rationale.in_language(lang)}\n\n→ {in_general(rule.fix).in_language(lang)}\n")
    unsure = Sentence(th="ยังไม่มีใครยืนยันข้อความ", en="not confirmed")
    for basis in rule.basis:
        title = rulebook.sources[basis.source].title.in_language(lang)
        _say(f"· {title}{'' if basis.confirmed else f' ({unsure.in_language(lang)})'}")


def _no_rule(rule_id: str, rulebook: Rulebook) -> NoReturn:
    known = ", ".join(rulebook.rules)
    says = Sentence(th=f"ไม่มีกฎนี้ มี: {known}", en=f"There is no such rule. There are: {known}.")
    raise UsageFault([Fault(Place(rule_id), says)])


@rules_group.command("test")
@_RULES
@_PROFILE
@_LANGUAGE
@click.pass_context
def test_command(ctx: click.Context, rules_dir: Path | None, profile: str, lang: Language) -> None:
    """ทดสอบกฎทุกข้อด้วยตัวอย่างและกฎกลาย · Runs every rule's examples, and lets them hunt mutants of the rule.

    \b
    Example:
      oneplan rules test --rules our-province/rules
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    with click.progressbar(length=len(rulebook.rules), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        outcome = self_test(rulebook, {"rete": rete.judge, "sets": sets.judge}, rete.judge, lambda: bar.update(1))
    for fault in outcome.faults:
        _say(fault.in_language(lang))
    said = Sentence(
        th=f"กฎ {outcome.rules} ข้อ ตัวอย่าง {outcome.examples} ชุด กฎกลาย {outcome.mutants} แบบ พบข้อบกพร่อง {len(outcome.faults)} ข้อ",
        en=f"{outcome.rules} rules, {outcome.examples} examples, {outcome.mutants} mutants: {len(outcome.faults)} faults",
    )
    _say(said.in_language(lang))
    ctx.exit(_FOUND if outcome.faults else 0)
