"""The command line: the only place that knows the clock, the terminal and the file system."""

from __future__ import annotations

from checker.cli.audit import audit_command
from checker.cli.check import check_command
from checker.cli.compare import compare_command
from checker.cli.convert import convert_command
from checker.cli.form import form_command
from checker.cli.impact import impact_command
from checker.cli.kit import kit_command
from checker.cli.letter import letter_command
from checker.cli.lint import lint_command
from checker.cli.on_spark import spark_command
from checker.cli.root import main
from checker.cli.rules import rules_group
from checker.cli.waivers import waivers_group

rules_group.add_command(impact_command)
rules_group.add_command(lint_command)
main.add_command(audit_command)
main.add_command(check_command)
main.add_command(compare_command)
main.add_command(convert_command)
main.add_command(form_command)
main.add_command(kit_command)
main.add_command(letter_command)
main.add_command(rules_group)
main.add_command(spark_command)
main.add_command(waivers_group)

__all__ = ["main"]
