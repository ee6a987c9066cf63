"""The findings of judged tables and the figures of their plans as files, written by the database, so that they may be a million.

Each row tells its rule, its plan and where to look; no sentence with the values of the case, which takes the plan itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from checker.engines.sets_found import Found
from checker.finding import Verdict

LISTED: Final = (
    "severity", "rule", "title_th", "title_en", "plan", "level", "owner", "kind", "code", "name", "file", "sheet", "spot",
)  # fmt: skip
"""The columns of findings; one more, `node`, is its number in the tables."""
COUNTED: Final = ("plan", "level", "owner", "standing", "projects", "error", "warning", "advice", "undecided")
FINDINGS: Final = """SELECT severity, finding.rule, title_th, title_en, finding.plan, node.level,
    COALESCE(owner.name, '') AS owner, node.kind, COALESCE(code, '') AS code, COALESCE(title, '') AS name,
    COALESCE(file, '') AS file, COALESCE(sheet, '') AS sheet, COALESCE(cell, '') AS spot, finding.node
    FROM finding JOIN told_rule ON told_rule.rule = finding.rule JOIN node ON node.node = finding.node
    LEFT JOIN label ON label.node = finding.node LEFT JOIN owner ON owner.plan = finding.plan
    WHERE verdict = '{verdict}' ORDER BY finding.plan, rank, finding.rule, finding.node"""
_PLANS: Final = f"SELECT {', '.join(COUNTED)} FROM plan_count ORDER BY plan"
_FORMULA: Final = r"^\s*[=+\-@\t\r＝＋－＠]"
_UNSEEN: Final = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]"
_NUMBERS: Final = frozenset({"projects", "error", "warning", "advice", "undecided"})
_PARQUET: Final = "FORMAT parquet, COMPRESSION zstd"
_CSV: Final = "FORMAT csv, HEADER false, FORCE_QUOTE *"


def list_findings(found: Found, verdict: Verdict, into: Path) -> None:
    """Writes a row for each node that a rule failed, or left undecided, as Parquet: plan by plan, the gravest first."""
    _copy(found, FINDINGS.format(verdict=verdict), into, _PARQUET)


def list_findings_in_words(found: Found, columns: Sequence[str], words: Mapping[str, str], into: Path) -> None:
    """Writes `columns` of the findings as CSV without a heading, severities, levels and kinds in `words` (`level.local`)."""
    found.put_into_words(words)
    cells = ", ".join(_cell(column) for column in columns)
    _copy(found, f"SELECT {cells} FROM ({FINDINGS.format(verdict='fail')})", into, _CSV)


def list_plans(found: Found, into: Path) -> None:
    """Writes the figures of every plan that was judged as Parquet."""
    _copy(found, _PLANS, into, _PARQUET)


def list_plans_in_words(found: Found, words: Mapping[str, str], into: Path) -> None:
    """Writes the same as CSV without a heading, levels and standings in `words`."""
    found.put_into_words(words)
    cells = ", ".join(_cell(column) for column in COUNTED)
    _copy(found, f"SELECT {cells} FROM ({_PLANS})", into, _CSV)


def _cell(column: str) -> str:
    """A cell as a spreadsheet program may show it: in words, nothing that cannot be seen, and nothing that it would work out."""
    if column in _NUMBERS:
        return column
    if column in ("severity", "level", "kind", "standing"):
        return f"COALESCE((SELECT said FROM word WHERE word.name = '{column}.' || {column}), {column})"
    seen = f"REGEXP_REPLACE({column}, '{_UNSEEN}', '\N{REPLACEMENT CHARACTER}', 'g')"
    return f"CASE WHEN REGEXP_MATCHES({column}, '{_FORMULA}') THEN '''' || {seen} ELSE {seen} END"


def _copy(found: Found, query: str, into: Path, how: str) -> None:
    connection = found.tables.connection
    connection.execute("SET preserve_insertion_order = true")
    target = str(into).replace("'", "''")
    connection.execute(f"COPY ({query}) TO '{target}' ({how})")
