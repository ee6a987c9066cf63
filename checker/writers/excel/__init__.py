"""Workbooks of the forms in `rules/forms`: blank ones to be filled in, and ones that hold a plan."""

from __future__ import annotations

from checker.writers.excel.blank import blank_form
from checker.writers.excel.filled import write_xlsx

__all__ = ["blank_form", "write_xlsx"]
