"""The plans of a province as workbooks on the forms that the product reads: `plans/`, and beside them their `context/`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.country.lists import LISTS_FILE, lists_as_csv
from bench.country.making import Making
from checker.readers.draft import DraftPlan
from checker.writers.excel import write_xlsx

_NOTICE: Final = (
    "แผน โครงการ ตัวเลข และงบประมาณทั้งหมดในโฟลเดอร์นี้แต่งขึ้น ชื่อและรหัสพื้นที่ของจังหวัดแพร่เป็นของจริง\n"
    "Every plan, project, figure and budget in this folder is made up; names and codes of places in Phrae are real.\n"
)


def write_context(folder: Path, clusters: Sequence[Making]) -> None:
    """Writes what all plans are judged against: the shared code lists and the plans of the clusters."""
    (folder / "fictional.txt").write_text(_NOTICE, encoding="utf-8")
    context = folder / "context"
    context.mkdir(parents=True, exist_ok=True)
    (context / LISTS_FILE).write_text(lists_as_csv(), encoding="utf-8")
    for one in clusters:
        (context / f"{one.code}.xlsx").write_bytes(write_xlsx([one.draft]).data)


def write_workbook(folder: Path, plan: DraftPlan) -> int:
    """Writes one plan as `plans/CODE.xlsx`; how much of it its forms could not hold."""
    written = write_xlsx([plan])
    (folder / "plans" / f"{plan.heading.code.raw}.xlsx").write_bytes(written.data)
    return len(written.losses)
