"""`oneplan rules`: lists, shows and tests the rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, NoReturn

import click

from checker.chain import built_in_chain
from checker.cli.options import LANGUAGE, PROFILE, RULES, Language
from checker.cli.writing import say
from checker.engines import rete, sets
from checker.errors import Fault, UsageFault
from checker.explain.general import fix_in_general
from checker.place import Place
from checker.rulebook import Rulebook, load_rulebook
from checker.selftest import self_test
from checker.text import Sentence

_FOUND: Final = 1


@click.group("rules")
def rules_group() -> None:
    """ดูและทดสอบกฎ · Lists, shows and tests the rules.

    \b
    Example:
      oneplan rules list
      oneplan rules test
    """


@rules_group.command("list")
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def list_command(ctx: click.Context, rules_dir: Path | None, profile: str, lang: Language) -> None:
    """รายการกฎ · Lists the rules in force, one a line.

    \b
    Example:
      oneplan rules list --lang en
    """
    ctx.obj["language"] = lang
    for rule in load_rulebook(profile, rules_dir).in_force:
        say(f"{rule.id}  {rule.severity:<8} {rule.title.in_language(lang)}")


@rules_group.command("show")
@click.argument("rule_id")
@RULES
@PROFILE
@LANGUAGE
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
    say(f"{rule.id}  {rule.severity}\n\n{rule.title.in_language(lang)}")
    say(f"\n{rule.rationale.in_language(lang)}\n\n→ {fix_in_general(rule, built_in_chain()).in_language(lang)}\n")
    unsure = Sentence(th="ยังไม่มีใครยืนยันข้อความ", en="not confirmed")
    for basis in rule.basis:
        title = rulebook.sources[basis.source].title.in_language(lang)
        say(f"· {title}{'' if basis.confirmed else f' ({unsure.in_language(lang)})'}")


def _no_rule(rule_id: str, rulebook: Rulebook) -> NoReturn:
    known = ", ".join(rulebook.rules)
    says = Sentence(th=f"ไม่มีกฎนี้ มี: {known}", en=f"There is no such rule. There are: {known}.")
    raise UsageFault([Fault(Place(rule_id), says)])


@rules_group.command("test")
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def test_command(ctx: click.Context, rules_dir: Path | None, profile: str, lang: Language) -> None:
    """ทดสอบกฎทุกข้อด้วยตัวอย่างและกฎกลาย · Runs every rule's examples, and lets them hunt mutants of the rule.

    \b
    Example:
      oneplan rules test --rules our-province/rules
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir).to_test
    with click.progressbar(length=len(rulebook.rules), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        outcome = self_test(rulebook, {"rete": rete.judge, "sets": sets.judge}, rete.judge, lambda: bar.update(1))
    for fault in outcome.faults:
        say(fault.in_language(lang))
    said = Sentence(
        th=f"กฎ {outcome.rules} ข้อ ตัวอย่าง {outcome.examples} ชุด กฎกลาย {outcome.mutants} แบบ พบข้อบกพร่อง {len(outcome.faults)} ข้อ",
        en=f"{outcome.rules} rules, {outcome.examples} examples, {outcome.mutants} mutants: {len(outcome.faults)} faults",
    )
    say(said.in_language(lang))
    ctx.exit(_FOUND if outcome.faults else 0)
