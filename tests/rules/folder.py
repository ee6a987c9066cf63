"""A folder of rules in which one file differs from a good one in one line."""

from __future__ import annotations

from pathlib import Path

from checker.errors import Fault, RulebookFault
from checker.rulebook import Rulebook, load_rulebook

GOOD = """\
id: PRJ-901
name: project-without-objective-in-test
status: stable
since: "2026.1"
title: {th: โครงการไม่มีวัตถุประสงค์, en: Project has no objective}
message:
  th: โครงการ {source.code} ไม่มีวัตถุประสงค์
  en: Project {source.code} has no objective.
fix: {th: เขียนวัตถุประสงค์, en: Write the objective.}
rationale: {th: เพื่อทดสอบ, en: For a test.}
severity: error
basis:
  - {source: official-form, clause: null, verb: must, confirmed: true}
scope:
  levels: [local]
pattern:
  kind: requires-field
  source: project
  all_of:
    - {field: objective, present: true}
examples:
  - name: passes with an objective, fails without
    given:
      - {project: P1, level: local, objective: เพื่อให้มีน้ำใช้}
      - {project: P2, level: local, name: ขุดบ่อ}
      - {project: P3, level: district}
    expect: {P1: pass, P2: fail, P3: not-applicable}
"""
FILE = "project/PRJ-901-project-without-objective-in-test.yaml"


def changed(old: str, new: str) -> str:
    """The good file with `old`, which stands in it once, written as `new`."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def rules_in(folder: Path, text: str = GOOD, file: str = FILE) -> Path:
    """`folder` with the rule `text` as `file` in it."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path) -> Rulebook:
    """The built-in rulebook with the rules of `folder`."""
    return load_rulebook(extra=folder)


def refusal(folder: Path) -> tuple[Fault, ...]:
    """Every fault for which the rulebook with `folder` is refused; none where it is taken."""
    try:
        loaded(folder)
    except RulebookFault as fault:
        return fault.faults
    return ()


def line_with(words: str, text: str) -> int:
    """The number of the line of `text` on which `words` stand."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)
