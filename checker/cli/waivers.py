"""`oneplan waivers`: writes an exception from a finding of a report."""

from __future__ import annotations

from pathlib import Path

import click
import yaml

from checker.cli.options import LANGUAGE, PATH, PROFILE, RULES, Language
from checker.cli.writing import cannot, say, write_file
from checker.errors import UsageFault
from checker.finding import Finding, Report
from checker.render.wording import sentence
from checker.report_files import read_report
from checker.rulebook import DEFAULT_PROFILE, load_rulebook
from checker.waivers import read_waivers

_HEAD = "waivers:\n"


@click.group("waivers")
def waivers_group() -> None:
    """ข้อยกเว้น · Granted exceptions.

    \b
    Example:
      oneplan waivers new 0f1e2d3c4b5a6978 --report plan.json --granted-by สำนักงานจังหวัด --reason "…" --until 2570-09-30
    """


@waivers_group.command("new")
@click.argument("fingerprint")
@click.option(
    "--report", "report_file", type=PATH, required=True, help="รายงาน JSON · the report, as --format json wrote it"
)
@click.option("--granted-by", required=True, help="หน่วยงานที่อนุมัติ · the office that grants it")
@click.option("--reason", required=True, help="เหตุผล · why")
@click.option("--until", required=True, help="วันสุดท้ายที่มีผล เช่น 2570-09-30 · the last day on which it holds")
@click.option("--granted-on", help="วันที่อนุมัติ · the day from which it holds")
@click.option("--every", is_flag=True, help="ทุกรายการชนิดเดียวกันในแผนนี้ · every node of this kind in this plan")
@click.option("--add-to", type=PATH, help="เพิ่มในไฟล์นี้ · the file to add it to; standard output without it")
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def new_command(
    ctx: click.Context,
    fingerprint: str,
    report_file: Path,
    granted_by: str,
    reason: str,
    until: str,
    granted_on: str | None,
    every: bool,
    add_to: Path | None,
    rules_dir: Path | None,
    profile: str,
    lang: Language,
) -> None:
    """เขียนข้อยกเว้นจากรายการที่พบ · Writes a waiver for the finding with this fingerprint.

    \b
    Example:
      oneplan check plan.xlsx --format json --out plan.json
      oneplan waivers new 0f1e2d3c4b5a6978 --report plan.json --granted-by สำนักงานจังหวัด --reason "…" --until 2570-09-30 --add-to waivers.yaml
      oneplan check plan.xlsx --waivers waivers.yaml
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    finding, report = _finding(fingerprint, report_file)
    if finding.rule not in rulebook.known:
        raise _of_other_rules(finding, report, report_file.name)
    entry = {
        "rule": finding.rule,
        "plan": finding.plan,
        "kind": finding.node.kind,
        "code": "*" if every else finding.node.code,
        "reason": reason,
        "granted_by": granted_by,
        **({"granted_on": granted_on} if granted_on else {}),
        "until": until,
    }
    written = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10_000)
    block = "".join(f"  {line}\n" for line in written.splitlines())
    name = str(add_to) if add_to else "waivers.yaml"
    before = _before(add_to) if add_to else _HEAD
    read_waivers(before + block, Path(name).name, rulebook)
    if add_to is None:
        say(_HEAD + block, end=False)
        return
    write_file((before + block).encode(), add_to, [])
    again = " ".join(["oneplan check … --waivers", name, *_rules_given(rules_dir, profile)])
    said = sentence("cli_waive.added", name=name, again=again)
    say(said.in_language(lang))


def _rules_given(rules_dir: Path | None, profile: str) -> list[str]:
    """The options with which the same rules are used again."""
    return [
        *(["--rules", str(rules_dir)] if rules_dir else []),
        *(["--profile", profile] if profile != DEFAULT_PROFILE else []),
    ]


def _of_other_rules(finding: Finding, report: Report, name: str) -> UsageFault:
    """That the report was made with rules that were not given here, and with which options they are."""
    used = " ".join(["--rules …", *_rules_given(None, report.rulebook.profile)])
    return cannot(
        name,
        sentence("cli_waive.other_rules", rule=finding.rule, used=used),
    )


def _finding(fingerprint: str, report_file: Path) -> tuple[Finding, Report]:
    report = read_report(report_file)
    found = next((one for one in report.findings if one.fingerprint == fingerprint), None)
    if found is None:
        raise cannot(report_file.name, sentence("cli_waive.no_finding", fingerprint=fingerprint))
    return found, report


def _before(path: Path) -> str:
    """What the file holds already, ready for one more entry."""
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    except (OSError, UnicodeDecodeError) as error:
        raise cannot(str(path), sentence("cli_waive.unreadable")) from error
    return text if text.endswith("\n") else f"{text}\n"
