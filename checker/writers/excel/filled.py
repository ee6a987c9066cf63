"""A plan as a workbook of its level's forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.errors import UnreadableSubmission
from checker.plan import Note
from checker.readers.draft import DraftPlan
from checker.readers.excel.workbook import read_excel
from checker.supplement import supplemented
from checker.writers.excel.book import build
from checker.writers.excel.losses import losses
from checker.writers.excel.offers import Offers
from checker.writers.written import Written, lost, window_of

_NAME: Final = "plan.xlsx"


def write_xlsx(plans: Sequence[DraftPlan]) -> Written:
    """The one plan in `plans` as a workbook, and what its forms do not hold of it.

    A local plan is laid out as the official forms are where these give it back whole, and otherwise with its codes in columns.
    """
    (plan,) = plans
    offers = Offers(plan.level, window_of(plan))
    ways = [True, False] if plan.level == "local" else [False]
    best: Written | None = None
    for official in ways:
        data = build(plan, offers, official=official)
        found = Written(data, _losses(plan, data))
        if best is None or len(found.losses) <= len(best.losses):
            best = found
        if not best.losses:
            break
    assert best is not None
    return best


def _losses(plan: DraftPlan, data: bytes) -> tuple[Note, ...]:
    try:
        (read,) = read_excel(data, _NAME).plans
    except UnreadableSubmission as error:
        fault = error.faults[0]
        return tuple(lost(node.place, fault.says.th, fault.says.en) for node in (plan.heading, *plan.nodes))
    return losses(plan, supplemented(read, []))
