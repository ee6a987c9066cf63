"""A rule that nobody wrote any Python for."""

from __future__ import annotations

import json
from pathlib import Path

from tests.handed_in import oneplan, written

RULE = """\
id: PRJ-901
name: support-project-without-tambon
status: stable
since: "2026.1"
title: {th: โครงการที่อำเภอรับไปไม่ได้มาทางตำบล, en: District project did not come by a tambon}
message:
  th: โครงการ {source.code} ไม่มีสายจากตำบลที่ส่งต่อให้แผนนี้
  en: Project {source.code} comes from no tambon project that was sent to this plan.
fix: {th: ให้ตำบลส่งต่อโครงการมาที่แผนนี้, en: Have the tambon send its project to this plan.}
rationale: {th: มติสมมติของจังหวัดตัวอย่าง, en: An invented resolution of an example province.}
severity: warning
basis:
  - {source: good-practice, clause: null, verb: should, confirmed: true}
rows: [51]
scope:
  levels: [district]
pattern:
  kind: requires-link
  source: project
  relation: comes_from+
  target: {kind: project, level: tambon, also: in_plan/^forwarded_to}
examples:
  - name: passes where the tambon sent it here, fails where it did not
    given:
      - {project: P1, level: district, comes_from: tambon/T1}
      - {project: P2, level: district, comes_from: tambon/T2}
      - {project: T1, level: tambon, forwarded_to: district}
      - {project: T2, level: tambon}
    expect: {P1: pass, P2: fail}
"""
TAMBON = """\
plan: {code: TP, level: tambon, title: แผนตำบลสมมติ, owner: ตำบลสมมติ, years: 2566-2570}
nodes:
  - {project: T1, name: ขุดสระ, forwarded_to: [D1, D2]}
  - {project: T2, name: ขุดคลอง}
"""


def district(code: str, origin: str) -> str:
    head = f"plan: {{code: {code}, level: district, title: แผนอำเภอสมมติ, owner: อำเภอสมมติ, years: 2566-2570}}\n"
    return f"{head}nodes: [{{project: P1, name: งาน, comes_from: TP/{origin}}}]\n"


def test_a_rule_added_in_yaml_alone_runs_in_both_engines(tmp_path: Path) -> None:
    written(tmp_path, "rules/project/PRJ-901-support-project-without-tambon.yaml", RULE)
    written(tmp_path, "context/tambon.yaml", TAMBON)
    plans = [written(tmp_path, f"{code}.yaml", district(code, origin)) for code, origin in (("D1", "T1"), ("D2", "T2"))]
    around = ("--rules", tmp_path / "rules", "--context", tmp_path / "context", "--as-of", "2026-01-01")
    report = json.loads(oneplan("check", *plans, *around, "--engine", "both", "--format", "json").stdout)
    tally = next(one for one in report["rules"] if one["id"] == "PRJ-901")
    assert [one["plan"] for one in report["findings"] if one["rule"] == "PRJ-901"] == ["D2"]
    assert (tally["pass"], tally["fail"]) == (1, 1)
    assert report["engines"] == {"ran": ["rete", "sets"], "agreed": True}
    assert {path.suffix for path in (tmp_path / "rules").rglob("*") if path.is_file()} == {".yaml"}
