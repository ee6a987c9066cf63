"""`oneplan spark`: tables of facts judged by Apache Spark, on this machine or, from `spark-submit`, on a cluster (docs/spark.md)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from checker.audit.sorts import Runnable, refuse_other_levels, runnable
from checker.cli.options import LANGUAGE, PROFILE, RULES, Language
from checker.cli.progress import progress
from checker.cli.writing import cannot, say
from checker.engines import spark
from checker.engines.sets_found import ToldRule
from checker.engines.sets_many import Tally
from checker.engines.spark_session import session
from checker.render.wording import Words, sentence
from checker.rule import SEVERITIES
from checker.rulebook import Rulebook, load_rulebook
from checker.tables.statement import NAME, refuse_other_rules, statement_of_text
from checker.tables.writing import LABEL, OWNER

FILES: Final = ("rules.parquet", "findings.parquet", "undecided.parquet", "answers.parquet")


@click.command("spark")
@click.argument("tables", metavar="TABLES")
@click.option(
    "--out", required=True, help="โฟลเดอร์ผลตรวจ · the folder to write what is found to, which is not there yet"
)
@RULES
@PROFILE
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="วันที่ตรวจ · the date of the check (that of the tables)")
@LANGUAGE
@click.pass_context
def spark_command(
    ctx: click.Context,
    tables: str,
    out: str,
    rules_dir: Path | None,
    profile: str,
    as_of: datetime.datetime | None,
    lang: Language,
) -> None:
    """ตรวจตารางด้วย Apache Spark · Judges tables of facts by Apache Spark, for more plans than one machine takes.

    TABLES and the folder of --out are whatever Spark reaches: a folder here, hdfs://…, s3a://…

    \b
    Example:
      oneplan spark tables-2570/ --out results-2570
      spark-submit --master yarn oneplan_on_spark.py hdfs:///plans/tables-2570 --out hdfs:///plans/results-2570
    """
    ctx.obj["language"] = lang
    rulebook = load_rulebook(profile, rules_dir)
    with session() as running:
        if spark.is_there(running, out):
            raise cannot(out, sentence("cli_spark.there"))
        said = f"{tables.rstrip('/')}/{NAME}"
        statement = statement_of_text(spark.read_text(running, said), said)
        refuse_other_rules(statement, rulebook, as_of.date() if as_of else None, said)
        into = out.rstrip("/")
        with spark.opened(running, tables, f"{into}/answers.parquet", [LABEL, OWNER]) as opened:
            _judge(opened, rulebook, into, lang)


def _judge(opened: spark.Tables, rulebook: Rulebook, out: str, lang: Language) -> None:
    """Judges by the rules in force, writes what was found to `out`, and says what it is."""
    sorts = opened.alike({name for rule in rulebook.in_force for name in rule.scope.plan})
    refuse_other_levels(rulebook.profile, sorts, opened.folder)
    can = runnable(rulebook, sorts, opened.registers())
    rules = [rule for rule in rulebook.in_force if rule.id not in can.missing]
    words = Words(lang)
    with progress(words.say("cli_spark.judging"), len(rules)) as bar:
        tallies = opened.judge(rules, bar.step)
    opened.keep([ToldRule(one.id, one.severity, one.title.th, one.title.en) for one in rules], can.unchecked)
    rows = _rows(rulebook, can, tallies, opened.found())
    opened.list_rules(rows, f"{out}/rules.parquet")
    opened.list_findings("fail", f"{out}/findings.parquet")
    opened.list_findings("undecided", f"{out}/undecided.parquet")
    counts = {name: sum(row.failed for row in rows if row.severity == name) for name in SEVERITIES}
    say(
        words.say(
            "cli_spark.judged",
            rules=len(rules),
            plans=sum(one.plans for one in sorts if one.submitted),
            undecided=sum(row.undecided for row in rows),
            **counts,
        )
    )
    say(f"{words.say('cli_spark.written')}: {', '.join(f'{out}/{name}' for name in FILES)}")


def _rows(
    rulebook: Rulebook, can: Runnable, tallies: Sequence[Tally], found: dict[tuple[str, str], int]
) -> list[spark.RuleRow]:
    """A row a rule in force; of one that cannot run on some plans only what it found on the others."""
    by_rule = {tally.rule: tally for tally in tallies}
    rows = []
    for rule in rulebook.in_force:
        tally = by_rule.get(rule.id, Tally(rule.id, 0, 0, 0, 0))
        reason = can.missing.get(rule.id) or (can.reasons.get(rule.id) if can.idle.get(rule.id) else None)
        rows.append(
            spark.RuleRow(
                rule=rule.id,
                severity=rule.severity,
                title_th=rule.title.th,
                title_en=rule.title.en,
                passed=tally.passed,
                failed=found.get((rule.id, "fail"), 0),
                undecided=found.get((rule.id, "undecided"), 0),
                concerns=can.concerns.get(rule.id, 0),
                idle=can.idle.get(rule.id, 0),
                not_checked_th=reason.th if reason else "",
                not_checked_en=reason.en if reason else "",
            )
        )
    return rows
