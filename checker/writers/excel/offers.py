"""What the plans and code lists of the context give to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from checker.chain import built_in_chain
from checker.codes import CodeLists, built_in_code_lists
from checker.readers.draft import Draft, DraftNode, DraftPlan, written_text

_COMES_FROM: Final = {"comes_from": ("project", "problem"), "contributes_to": ("indicator",)}
_LEADS_TO_PLAN: Final = frozenset({"forwarded_to", "owned_by", "written_against"})


@dataclass(frozen=True, slots=True)
class Offers:
    """The lists to choose from, for a plan of `level` and these `years`."""

    level: str
    years: tuple[int, int] | None = None
    context: Draft = field(default_factory=Draft)

    @property
    def _lists(self) -> CodeLists:
        return built_in_code_lists().joined(self.context.code_lists)

    def of_list(self, name: str) -> list[str]:
        """`CODE | name` for every entry of a code list that holds for the years."""
        found = self._lists.for_years(name, self.years)
        return [f"{one.code} | {_plain(one.name)}" for one in found.entries] if found else []

    def names(self, name: str) -> list[str]:
        """The name of every entry of a code list that holds for the years."""
        found = self._lists.for_years(name, self.years)
        return [_plain(one.name) for one in found.entries] if found else []

    def of_level(self, level: str) -> list[str]:
        """`PLAN/CODE | name` for every strategy and goal of the plans of `level`."""
        return self._nodes([plan for plan in self._plans if plan.level == level], ("strategy", "goal"))

    def of_relation(self, relation: str, kind: str) -> list[str]:
        """What a link of `relation` from a node of `kind` may lead to in the plans of the context."""
        levels = built_in_chain().target_levels(relation, self.level)
        plans = [plan for plan in self._plans if plan.level in levels]
        if relation in _LEADS_TO_PLAN:
            return [" | ".join(filter(None, (_code(plan.heading), _title(plan.heading)))) for plan in plans]
        return self._nodes(plans, _COMES_FROM.get(relation, ()))

    @property
    def _plans(self) -> list[DraftPlan]:
        return sorted(self.context.plans, key=lambda plan: _code(plan.heading))

    def _nodes(self, plans: list[DraftPlan], kinds: tuple[str, ...]) -> list[str]:
        found = [(plan, node) for plan in plans for node in plan.nodes if node.kind in kinds and _code(node)]
        said = (f"{_code(plan.heading)}/{_code(node)} | {_name(node)}" for plan, node in found)
        return list(dict.fromkeys(said))


def _code(node: DraftNode) -> str:
    return written_text(node.code.raw).strip()


def _name(node: DraftNode) -> str:
    return _plain(written_text(node.cells["name"].raw)) if "name" in node.cells else ""


def _title(heading: DraftNode) -> str:
    """The version of a plan, by which it is cited; nothing where it has none."""
    return _plain(written_text(heading.cells["version"].raw)) if "version" in heading.cells else ""


def _plain(words: str) -> str:
    """Words without what parts entries in a cell."""
    return " ".join(words.replace(";", ",").replace("|", "/").split())
