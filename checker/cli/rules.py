"""`oneplan rules`: lists, shows and tests the rules."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from checker.cli.authoring import docs_command, new_command
from checker.cli.options import LANGUAGE, PROFILE, RULES, Language
from checker.cli.shown import list_command, rule_named, show_command
from checker.cli.writing import say
from checker.engines import rete, sets
from checker.render.wording import sentence
from checker.rulebook import load_rulebook
from checker.selftest import self_test

_FOUND: Final = 1


@click.group("rules")
def rules_group() -> None:
    """ดูและทดสอบกฎ · Lists, shows and tests the rules.

    \b
    Example:
      oneplan rules list
      oneplan rules test
    """


for _command in (list_command, show_command, new_command, docs_command):
    rules_group.add_command(_command)


@rules_group.command("test")
@click.argument("rule_ids", nargs=-1, metavar="[ID]...")
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def test_command(
    ctx: click.Context, rule_ids: tuple[str, ...], rules_dir: Path | None, profile: str, lang: Language
) -> None:
    """ทดสอบกฎด้วยตัวอย่างและกฎกลาย · Runs every rule's examples (or of the rules named), and lets them hunt mutants of the rule.

    \b
    Example:
      oneplan rules test --rules our-province/rules
      oneplan rules test PRJ-901 --rules our-province/rules
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir).to_test
    if rule_ids:
        named = [rule_named(rule_id, rulebook) for rule_id in rule_ids]
        rulebook = replace(rulebook, rules={rule.id: rule for rule in named})
    with click.progressbar(length=len(rulebook.rules), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        outcome = self_test(rulebook, {"rete": rete.judge, "sets": sets.judge}, rete.judge, lambda: bar.update(1))
    for fault in outcome.faults:
        say(fault.in_language(lang))
    said = sentence(
        "cli_test.tested",
        rules=outcome.rules,
        examples=outcome.examples,
        mutants=outcome.mutants,
        faults=len(outcome.faults),
    )
    say(said.in_language(lang))
    ctx.exit(_FOUND if outcome.faults else 0)
