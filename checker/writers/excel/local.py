"""The official forms of a local plan: the overview, ผ.01, and a sheet of ผ.02 for each programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from checker.readers.draft import DraftNode, DraftPlan, written_text
from checker.writers.excel.block import Block, BlockSheet, write_block
from checker.writers.excel.checks import Checks
from checker.writers.excel.columns import Window
from checker.writers.excel.look import Look
from checker.writers.excel.overview import OVERVIEW_SHEET, write_overview
from checker.writers.excel.rows import Filling, form_of_node
from checker.writers.excel.summary import write_blank_summary, write_summary
from checker.writers.excel.tables import Page

_BLANK_BLOCKS: Final = 6
SUMMARY_SHEET: Final = "ผ.01 สรุป"
_SHEETS: Final = {"details": "ผ.02", "from-villages": "ผ.02-1", "beyond-capacity": "ผ.02-2"}


@dataclass(slots=True)
class Local:
    """The official sheets while they are made: first all of them, so that they stand in order, then what is on them."""

    book: Any
    look: Look
    checks: Checks
    plan: DraftPlan
    years: Sequence[int]
    window: Window
    blank: bool
    sheets: dict[str, Any] = field(default_factory=dict)
    blocks: list[tuple[str, Block]] = field(default_factory=list)

    def add_sheets(self) -> None:
        """Adds the empty sheets to the workbook."""
        self.blocks = self._blank_blocks() if self.blank else self._blocks()
        names = [
            OVERVIEW_SHEET,
            *([SUMMARY_SHEET] if self.blank or self._printed else []),
            *(name for name, _ in self.blocks),
        ]
        self.sheets = {name: self.book.add_worksheet(name) for name in names}

    def write(self, filled: Mapping[str, Filling]) -> None:
        """Fills the sheets."""
        overview = Page(self.sheets[OVERVIEW_SHEET], self.look, self.checks)
        write_overview(overview, self.plan, self.blank)
        written: list[BlockSheet] = []
        for name, block in self.blocks:
            page = Page(self.sheets[name], self.look, self.checks)
            written.append(write_block(page, block, self.plan, self.years, self.window, blank=self.blank))
        if self.blank:
            own = [one for one, (_, block) in zip(written, self.blocks, strict=True) if block.form == "details"]
            write_blank_summary(Page(self.sheets[SUMMARY_SHEET], self.look, self.checks), own, self.years)
        elif self._printed:
            write_summary(
                Page(self.sheets[SUMMARY_SHEET], self.look, self.checks),
                self.plan,
                self._printed,
                self.years,
                self.window,
            )

    @property
    def _printed(self) -> list[DraftNode]:
        """The totals that ผ.01 prints."""
        return [node for node in self.plan.nodes if node.kind == "total" and not is_foot(node)]

    def _blank_blocks(self) -> list[tuple[str, Block]]:
        names = [(f"ผ.02 ({number})", "details") for number in range(1, _BLANK_BLOCKS + 1)]
        names += [(f"{_SHEETS[key]} (1)", key) for key in ("from-villages", "beyond-capacity")]
        return [(name, Block(key)) for name, key in names]

    def _blocks(self) -> list[tuple[str, Block]]:
        """A block for each form and section that projects stand under, in the order of the sections."""
        sections = {
            written_text(node.code.raw): node
            for node in self.plan.nodes
            if node.kind in ("strategy", "tactic", "programme")
        }
        projects: dict[tuple[str, str], list[DraftNode]] = {}
        for node in self.plan.nodes:
            if node.kind == "project":
                key = form_of_node(node, "local") or "details"
                projects.setdefault((key, parent(node)), []).append(node)
        for code, node in sections.items():
            if node.kind == "programme":
                projects.setdefault(("details", code), [])
        feet = {_foot_of(node): node for node in self.plan.nodes if node.kind == "total" and is_foot(node)}
        order = {code: at for at, code in enumerate(sections)}
        found: list[tuple[str, Block]] = []
        for (key, code), nodes in sorted(
            projects.items(), key=lambda one: (list(_SHEETS).index(one[0][0]), order.get(one[0][1], -1))
        ):
            above = above_of(code, sections)
            number = sum(one.form == key for _, one in found) + 1
            foot = feet.pop(code, None)
            found.append((f"{_SHEETS[key]} ({number})", Block(key, above, nodes, foot)))
        return found


def parent(node: DraftNode) -> str:
    """The code of what a node stands under; empty where it stands under nothing."""
    return next((one.written for one in node.references if one.relation == "part_of"), "")


def above_of(code: str, sections: Mapping[str, DraftNode]) -> dict[str, DraftNode]:
    """The section `code` and those above it, by kind."""
    found: dict[str, DraftNode] = {}
    while code in sections and sections[code].kind not in found:
        found[sections[code].kind] = sections[code]
        code = parent(sections[code])
    return found


def is_foot(node: DraftNode) -> bool:
    """Whether a total stands at the foot of a table, and not in ผ.01."""
    return written_text(node.code.raw).startswith("ท้ายตาราง")


def _foot_of(node: DraftNode) -> str:
    return written_text(node.code.raw).partition(":")[2]
