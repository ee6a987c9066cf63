"""What the samples quote from the code lists and from the provincial plan, and how a plan is written as YAML."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CONTEXT = ROOT / "samples" / "good" / "context"


def fictional() -> tuple[str, str]:
    """The notice that every sample bears, in Thai and in English."""
    return (
        "ตัวอย่างสมมติ: ชื่อพื้นที่และรหัสเป็นของจริง แต่แผน โครงการ ตัวเลข และงบประมาณแต่งขึ้นทั้งหมด",
        "A fictional sample: the places and codes are real; the plan, its projects, figures and budgets are all made up.",
    )


@cache
def lists() -> dict[tuple[str, str], str]:
    """The title of each code, by list and code, as the lists hold in 2566-2570."""
    found = {}
    for path in (ROOT / "rules" / "codes" / "national.csv", CONTEXT / "joint-local.csv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines):
            if row["period"] != "2560-2564":
                found[row["list"], row["code"]] = row["name_th"]
    return found


@cache
def _province() -> dict:
    return yaml.safe_load((CONTEXT / "province.yaml").read_text(encoding="utf-8"))


def provincial() -> str:
    """The code of the provincial plan."""
    return str(_province()["plan"]["code"])


def aligned(strategy: dict, name: str) -> tuple[str, str]:
    """The code and the title that `strategy` cites from a code list, or from the provincial plan."""
    code = strategy["aligns"][name]
    if name == "province":
        return code, next(node["name"] for node in _province()["nodes"] if node.get("strategy") == code)
    return code, lists()[name, code]


class _Plain(yaml.SafeDumper):
    """Indents lists, writes no anchors, and quotes whatever reads as another type than text."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


def dump(plan: dict) -> str:
    """`plan` as YAML under the notice; the years of a budget, and references, each on one line."""
    head = "".join(f"# {line}\n" for line in fictional())
    body = yaml.dump(_folded(plan), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)
    return head + body


class _OnOneLine(dict):
    """A mapping that is written on one line."""


_Plain.add_representer(
    _OnOneLine, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)
)


def _folded(value: object) -> object:
    if isinstance(value, dict):
        folded = {name: _folded(item) for name, item in value.items()}
        short = folded and all(not isinstance(item, (dict, list)) for item in value.values())
        return (
            _OnOneLine(folded)
            if short and (set(value) & {"to", "plan"} or all(isinstance(name, int) for name in value))
            else folded
        )
    return [_folded(item) for item in value] if isinstance(value, list) else value
