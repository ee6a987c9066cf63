"""Rules judged before any plan: what can never apply, says the same or the contrary, is used or looked at by nobody."""

from __future__ import annotations

from checker.errors import Fault
from checker.lint.demands import in_conflict, repeated
from checker.lint.lines import Lines
from checker.lint.reach import out_of_reach
from checker.lint.unused import idle_profiles, unexamined, unused
from checker.rulebook import Rulebook

__all__ = ["lint"]


def lint(rulebook: Rulebook) -> list[Fault]:
    """Everything that is odd about the rules that are not retired, and the profiles, by file and line; none in a sound rulebook."""
    rules = [rulebook.known[name] for name in sorted(rulebook.known) if rulebook.known[name].status != "retired"]
    lines = Lines(rulebook.documents)
    found = [
        *(fault for rule in rules for fault in out_of_reach(rule, lines)),
        *repeated(rules, lines),
        *in_conflict(rules, lines),
        *unexamined(rules),
        *unused(rules, rulebook.sources, lines),
        *idle_profiles(rulebook),
    ]
    return sorted(set(found), key=lambda fault: (fault.place.sort_key, fault.says.en))
