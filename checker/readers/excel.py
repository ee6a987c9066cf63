"""Reads an Excel workbook of a local development plan."""

from __future__ import annotations

import hashlib

from checker.errors import Fault, UnreadableSubmission
from checker.forms import form_titled, forms
from checker.place import Place
from checker.plan import FileRead
from checker.readers.draft import Draft, DraftPlan
from checker.readers.excel_detail import PlanSoFar, is_detail, read_detail
from checker.readers.excel_grid import Grid, read_grids
from checker.readers.excel_guard import open_package
from checker.readers.excel_heading import heading
from checker.text import Sentence

HOLDS = frozenset({"plan", "strategy", "tactic", "programme", "project", "total"})


def read_excel(data: bytes, name: str) -> Draft:
    """The plan in an `.xlsx` or `.xlsm` workbook, one of level `local`, with everything that was not read or read otherwise.

    Raises UnreadableSubmission where the file is no workbook, is locked, damaged or larger than any plan, and where none
    of its sheets holds a form that is known.
    """
    package = open_package(data, name)
    draft = Draft(files=[FileRead(name, hashlib.sha256(data).hexdigest())])
    grids = [grid for _, grid in read_grids(package)]
    plan = PlanSoFar()
    for grid in grids:
        if is_detail(grid):
            read_detail(grid, plan)
    if not plan.projects:
        raise UnreadableSubmission([Fault(Place(name), Sentence(th="ไม่พบตาราง", en="No form was recognised."))])
    years = sorted({year for node in plan.projects for year in node.yearly.get("budget", {})})
    node, notes = heading(plan.titles, name, years)
    nodes = [*plan.sections.nodes.values(), *plan.projects, *plan.totals.values()]
    draft.plans.append(DraftPlan(node, "local", nodes, HOLDS))
    draft.notes += [*notes, *plan.sections.notes, *plan.notes]
    return draft


__all__ = ["Grid", "form_titled", "forms", "read_excel"]
