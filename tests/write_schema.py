"""Writes the schemas in docs/ anew: python -m tests.write_schema"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.authoring.schema import schemas
from checker.compare.comparison import comparison_schema
from checker.compare.replacement import replacement_schema
from checker.finding import report_schema
from checker.overview import overview_schema
from checker.tables_overview import tables_overview_schema

DOCS = Path(__file__).parent.parent / "docs"


def written() -> Mapping[str, Mapping[str, Any]]:
    """Every schema of docs/, by the name of its file."""
    return {
        "report.schema.json": report_schema(),
        "comparison.schema.json": comparison_schema(),
        "replacement.schema.json": replacement_schema(),
        "round.schema.json": overview_schema(),
        "judged.schema.json": tables_overview_schema(),
        **schemas(),
    }


if __name__ == "__main__":
    for name, schema in written().items():
        (DOCS / name).write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
