"""Plans and nodes by what references call them, and where a reference points before it is looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.chain import Chain
from checker.codes import CodeLists
from checker.plan import Node, Plan, Toward
from checker.thai import key, title_key


@dataclass
class Directory:
    """Plans and nodes by what references call them; `versions` maps a plan to the code lists that hold for its years."""

    chain: Chain
    lists: CodeLists
    plans: Mapping[str, Plan]
    nodes: Mapping[str, Node]
    versions: Mapping[str, Mapping[str, str]]

    def __post_init__(self) -> None:
        self.plan_by_key = {key(code): code for code in self.plans}
        self.most_slashes = max((code.count("/") for code in self.plans), default=0)
        self.list_keys = {key(name): name for name in self.chain.code_lists}
        self.by_code: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.in_plan: dict[str, list[Node]] = defaultdict(list)
        for name in sorted(self.nodes):
            node = self.nodes[name]
            if node.kind != "plan":
                self.by_code[node.plan, key(node.code)][node.kind].append(node.id)
                self.in_plan[node.plan].append(node)

    def named(self, plan: str, code: str, kinds: Iterable[str]) -> list[str]:
        """The nodes of `plan` with `code`: of the first of `kinds` that has any, else of whatever kind has."""
        found = self.by_code.get((plan, key(code)), {})
        for kind in kinds:
            if found.get(kind):
                return found[kind]
        return [node for kind in sorted(found) for node in found[kind]]

    def titled(self, plan: str, title: str, kinds: Iterable[str]) -> list[str]:
        """The nodes of `plan` of one of `kinds` whose name folds to the same title."""
        wanted, allowed = title_key(title), set(kinds)
        return [
            node.id for node in self.in_plan[plan] if node.kind in allowed and wanted and title_key(node.name) == wanted
        ]


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a reference points before it is looked up: plans to look in (none: not handed in), a code, a title.

    `list` or `level` is what it says of where to look.
    """

    toward: Toward
    plans: tuple[str, ...]
    code: str
    title: str
    whole_plan: bool = False
    list: str = ""
    level: str = ""
