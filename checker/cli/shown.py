"""`oneplan rules list` and `oneplan rules show`: the rules in force, and everything about one of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from checker.authoring.in_words import (
    basis_in_words,
    parameters_of,
    pattern_in_yaml,
    record_in_yaml,
    scope_in_words,
)
from checker.chain import built_in_chain
from checker.cli.options import LANGUAGE, PROFILE, RULES, Language
from checker.cli.writing import say
from checker.errors import Fault, UsageFault
from checker.explain.general import fix_in_general
from checker.place import Place
from checker.render.wording import Words, sentence
from checker.rule import SEVERITIES, Rule
from checker.rulebook import Rulebook, load_rulebook
from checker.text import nearest

_CHAIN = built_in_chain()


@click.command("list")
@click.option("--level", type=click.Choice([*_CHAIN.levels]), help="กฎที่ใช้กับแผนระดับนี้ · rules for plans of this level")
@click.option("--severity", type=click.Choice([*SEVERITIES]), help="ระดับความสำคัญ · rules of this severity")
@click.option("--kind", type=click.Choice([*_CHAIN.kinds]), help="กฎที่ตรวจรายการชนิดนี้ · rules that examine this kind")
@click.option("--status", type=click.Choice(["preview", "stable"]), help="สถานะ · rules of this status")
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def list_command(
    ctx: click.Context,
    level: str | None,
    severity: str | None,
    kind: str | None,
    status: str | None,
    rules_dir: Path | None,
    profile: str,
    lang: Language,
) -> None:
    """รายการกฎ · Lists the rules in force, one a line.

    \b
    Example:
      oneplan rules list --lang en
      oneplan rules list --level village --severity error
    """
    ctx.obj["language"] = lang
    for rule in load_rulebook(profile, rules_dir).in_force:
        if (
            (level is None or not rule.scope.levels or level in rule.scope.levels)
            and severity in (None, rule.severity)
            and (kind is None or kind in rule.sources)
            and status in (None, rule.status)
        ):
            say(f"{rule.id}  {rule.severity:<8} {rule.title.in_language(lang)}")


@click.command("show")
@click.argument("rule_id")
@RULES
@PROFILE
@LANGUAGE
@click.pass_context
def show_command(ctx: click.Context, rule_id: str, rules_dir: Path | None, profile: str, lang: Language) -> None:
    """แสดงกฎหนึ่งข้อ · Shows one rule: what it asks and of whom, why, how to mend a fault, what it rests on, its examples.

    \b
    Example:
      oneplan rules show PRJ-101
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    for line in _shown(rule_named(rule_id, rulebook), rulebook, lang):
        say(line)


def rule_named(rule_id: str, rulebook: Rulebook) -> Rule:
    """The rule in force with this id, in capitals or not. Raises UsageFault that names the nearest where there is none."""
    if (rule := rulebook.rules.get(rule_id.upper())) is not None:
        return rule
    close = nearest(rule_id, rulebook.rules, most=1)
    says = sentence("cli_show.no_rule_near", near=close[0]) if close else sentence("cli_show.no_rule")
    raise UsageFault([Fault(Place(rule_id), says)])


def _shown(rule: Rule, rulebook: Rulebook, lang: Language) -> Iterator[str]:
    words = Words(lang)

    yield f"{rule.id}  {rule.severity} · {rule.status} · {rulebook.files[rule.id]}\n"
    yield rule.title.in_language(lang)
    yield f"\n{rule.rationale.in_language(lang)}\n\n→ {fix_in_general(rule, _CHAIN).in_language(lang)}\n"
    yield words.say("cli_show.scope")
    yield from (f"· {one.in_language(lang)}" for one in scope_in_words(rule))
    if rule.never_waived:
        yield f"· {words.say('cli_show.never_waived')}: {rule.never_waived.in_language(lang)}"
    yield "\n" + words.say("cli_show.basis")
    yield from (f"· {basis_in_words(basis, rulebook).in_language(lang)}" for basis in rule.basis)
    if rule.rows:
        yield f"· {words.say('cli_show.rows')}: {', '.join(map(str, rule.rows))}"
    if parameters := parameters_of(rule, rulebook):
        unstated = words.say("cli_show.unstated")
        yield "\n" + words.say("cli_show.parameters")
        for name, value in parameters.items():
            called = rule.called(name).in_language(lang)
            beside = "" if called == name else f"  # {called}"
            yield f"· {name} = {unstated if value is None else value}{beside}"
    yield "\n" + words.say("cli_show.asked")
    if tried := rulebook.unstated.get(rule.id):
        yield "  " + words.say("cli_show.trial", tried=", ".join(tried))
    yield from (f"  {line}" for line in pattern_in_yaml(rule).splitlines())
    yield "\n" + words.say("cli_show.examples")
    for example in rule.examples:
        yield f"· {example.name}"
        yield from (f"    {record_in_yaml(record)}" for record in example.given)
        yield f"  → {', '.join(f'{code}: {verdict}' for code, verdict in example.expect.items())}"
