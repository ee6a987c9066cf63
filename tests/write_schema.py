"""Writes docs/report.schema.json anew: python -m tests.write_schema"""

from __future__ import annotations

import json
from pathlib import Path

from checker.finding import report_schema

if __name__ == "__main__":
    path = Path(__file__).parent.parent / "docs" / "report.schema.json"
    path.write_text(json.dumps(report_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
