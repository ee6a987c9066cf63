"""Small sentences that evidence and placeholders are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from checker.chain import Chain
from checker.finding import Evidence, NodeInReport, PlaceInReport
from checker.path import Path
from checker.place import Place, column_letters
from checker.plan import Graph, Node, Reference
from checker.text import Sentence, same

NOTHING: Final = Sentence(th="ไม่มี", en="none")
NONE_NEAR: Final = Sentence(th="ไม่มี", en="none")
EMPTY: Final = Sentence(th="ยังไม่ได้กรอก", en="left empty")

# By which relation a node belongs to the project whose unit answers for it.
_OF_PROJECT: Final = {"activity": "part_of", "indicator": "measures"}

LABELS: Final = {
    "looked-for": Sentence(th="สิ่งที่มองหา", en="Looked for"),
    "there": Sentence(th="สิ่งที่มีอยู่", en="What is there"),
    "nearest": Sentence(th="ที่ใกล้เคียงที่สุด", en="Nearest"),
    "choices": Sentence(th="ที่เลือกได้", en="To choose from"),
    "value": Sentence(th="ค่าที่เขียน", en="Value as written"),
    "demanded": Sentence(th="สิ่งที่ต้องมี", en="What is demanded"),
    "printed": Sentence(th="ยอดที่พิมพ์ไว้", en="Printed"),
    "summed": Sentence(th="ยอดที่บวกได้", en="Summed"),
    "difference": Sentence(th="ผลต่าง", en="Difference"),
    "summand": Sentence(th="ตัวบวก", en="Summand"),
    "twin": Sentence(th="รายการที่ซ้ำกัน", en="Its twin"),
    "walked": Sentence(th="เส้นทางที่เดินได้", en="Path walked"),
    "breaks-at": Sentence(th="ขาดที่", en="Breaks at"),
    "bound": Sentence(th="ขอบเขต", en="Bound"),
    "year": Sentence(th="ปี", en="Year"),
    "only-first": Sentence(th="มีเฉพาะทางแรก", en="Only by the first path"),
    "only-second": Sentence(th="มีเฉพาะทางที่สอง", en="Only by the second path"),
    "not-given": Sentence(th="ยังไม่ได้รับ", en="Not handed in"),
}  # fmt: skip


@dataclass(slots=True)
class Explanation:
    """Why a node fails: where to mend it, what fills the placeholders of the rule's sentences, and the evidence."""

    place: Place
    fills: dict[str, Sentence] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)

    def add(
        self,
        what: str,
        value: Sentence,
        node: Node | None = None,
        place: Place | None = None,
        label: Sentence | None = None,
    ) -> None:
        """Adds one piece of evidence under its usual label, or under `label`."""
        self.evidence.append(
            Evidence.model_validate(
                {
                    "what": what,
                    "label": label or LABELS[what],
                    "value": value,
                    "node": reference_to(node) if node else None,
                    "place": place_in_report(place) if place else None,
                }
            )
        )


def place_in_report(place: Place) -> PlaceInReport:
    """`place` as reports write it."""
    column = column_letters(place.column) if place.column else None
    return PlaceInReport(
        file=place.file, sheet=place.sheet, row=place.row, column=column, cell=place.cell, line=place.line
    )


def node_in_report(node: Node, graph: Graph) -> NodeInReport:
    """`node` as reports write it."""
    return NodeInReport(
        kind=node.kind, level=node.level, code=node.code, name=node.name, unit=responsible_unit(node, graph)
    )


def responsible_unit(node: Node, graph: Graph) -> str | None:
    """The main responsible unit that `node` states; of an activity or indicator that states none, the one of its project."""
    stated = _stated_unit(node)
    if stated is None and (relation := _OF_PROJECT.get(node.kind)):
        targets = [target for one in node.references if _leads(one, relation) for target in one.targets]
        projects = [graph.nodes[target] for target in targets if graph.nodes[target].kind == "project"]
        units = {_stated_unit(project) for project in projects}
        return units.pop() if len(units) == 1 else None
    return stated


def _leads(reference: Reference, relation: str) -> bool:
    return reference.relation == relation and reference.status == "resolved"


def _stated_unit(node: Node) -> str | None:
    value = node.values.get("responsible_unit")
    return value.written if value is not None and value.state == "filled" else None


def reference_to(node: Node) -> str:
    """PLAN/CODE, or the plan's code for a plan."""
    return node.plan if node.kind == "plan" else f"{node.plan}/{node.code}"


def and_more(more: int) -> Sentence:
    """That so many more were left out."""
    return Sentence(th=f"และอีก {more} รายการ", en=f"and {more} more")


def called(node: Node) -> Sentence:
    """Code and name of a node, as one would speak of it."""
    return same(f"{node.code} {node.name}".strip())


def figure(number: Decimal) -> str:
    """A number with thousands separators, without zeros at the end of a fraction."""
    shown = f"{number:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def joined(sentences: Iterable[Sentence], none: Sentence = NOTHING) -> Sentence:
    """The sentences as one list, or `none`."""
    found = list(dict.fromkeys(sentences))
    if not found:
        return none
    return Sentence(th=", ".join(one.th for one in found), en=", ".join(one.en for one in found))


def either(sentences: Iterable[Sentence]) -> Sentence:
    """The sentences as one choice, of which there is at least one: `a, b or c`."""
    *first, last = dict.fromkeys(sentences)
    if not first:
        return last
    th, en = ", ".join(one.th for one in first), ", ".join(one.en for one in first)
    return Sentence(th=f"{th} หรือ{last.th}", en=f"{en} or {last.en}")


def kinds(chain: Chain, names: Iterable[str]) -> Sentence:
    """The names of kinds as people say them."""
    return joined([chain.kinds[name].sentence for name in names], Sentence(th="รายการ", en="an item"))


def levels(chain: Chain, names: Iterable[str]) -> Sentence:
    """The names of levels as people say them."""
    return joined([chain.levels[name].sentence for name in names], Sentence(th="ทุกระดับ", en="any level"))


def path_words(path: Path, chain: Chain) -> Sentence:
    """The relations of `path` as people say them, in the order in which they are walked; `←` before one that is walked backwards."""
    th, en = (
        " → ".join(
            ("← " if step.inverse else "")
            + between.join(chain.relations[name].sentence.in_language(language) for name in step.relations)
            for step in path
        )
        for language, between in (("th", " หรือ "), ("en", " or "))
    )
    return Sentence(th=th, en=en)
