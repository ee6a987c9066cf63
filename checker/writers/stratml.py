"""A plan as StratML (ISO 17469-1 and its second part), as docs/stratml.md maps it.

What StratML has an element for stands there; the rest of a strategy, goal, project or indicator stands in its
OtherInformation, in the words of a YAML submission, so that it can be read back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from lxml import etree

from checker.chain import built_in_chain
from checker.plan import Note
from checker.readers.draft import DraftNode, DraftPlan, written_text
from checker.readers.stratml import LEFT_OUT, MARK, NAMESPACES, RESULTS, dates_of
from checker.thai import amount, key
from checker.writers.stratml_places import Homes
from checker.writers.structured import document, yaml_text
from checker.writers.written import Written, by_year, in_order, lost, window_of

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECIMAL: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NOWHERE: Final = "ไม่อยู่ภายใต้ยุทธศาสตร์ใด · under no strategy"


def write_stratml(plans: Sequence[DraftPlan]) -> Written:
    """The one plan of `plans` as a StrategicPlan, or as a PerformancePlanOrReport where it has indicators."""
    (plan,) = plans
    return _Document(plan).written()


class _Document:
    """One document while it is written."""

    def __init__(self, plan: DraftPlan) -> None:
        self.plan = plan
        self.losses: list[Note] = []
        self.window = window_of(plan)
        kept = [node for node in plan.nodes if node.kind not in LEFT_OUT]
        self.losses += [_no_place(node) for node in plan.nodes if node.kind in LEFT_OUT]
        self.homes = Homes(kept)
        self.measured = any(node.kind == "indicator" for node in kept)
        self.namespace = NAMESPACES["PerformancePlanOrReport" if self.measured else "StrategicPlan"]
        items = document(plan)
        self.heading: dict[str, Any] = items["plan"]
        self.items = {id(node): said for node, said in zip(plan.nodes, items["nodes"], strict=True)}
        self.ids: dict[str, int] = {}

    def written(self) -> Written:
        root = self.root()
        core = self.add(root, "StrategicPlanCore")
        owner = self.plan.heading.cells.get("owner")
        if owner is not None and owner.raw is not None:
            self.add(self.add(core, "Organization"), "Name", written_text(owner.raw), self.plan.heading)
        for goal, below in self.homes.goals():
            self.goal(core, goal, below)
        if self.window is not None:
            about = self.add(root, "AdministrativeInformation")
            for name, day in zip(("StartDate", "EndDate"), dates_of(*self.window), strict=True):
                self.add(about, name, day)
        etree.indent(root, " ")
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
        return Written(data, in_order(self.losses))

    def root(self) -> etree._Element:
        kind = "PerformancePlanOrReport" if self.measured else "StrategicPlan"
        root = etree.Element(f"{{{self.namespace}}}{kind}", nsmap={None: self.namespace})  # type: ignore[dict-item]
        if self.measured:
            root.set("Type", self.type())
        title = self.plan.heading.cells.get("title")
        self.add(root, "Name", written_text(title.raw) if title else "", self.plan.heading)
        heading = {name: value for name, value in self.heading.items() if name not in ("title", "owner")}
        if self.window is not None and heading.get("years") == f"{self.window[0]}-{self.window[1]}":
            del heading["years"]
        self.add(root, "OtherInformation", MARK + yaml_text({"plan": heading}))
        return root

    def type(self) -> str:
        """A report where something was achieved, a performance plan where it is for one year, else a strategic plan."""
        cells = (cell for node in self.plan.nodes for cell in node.yearly.get("actual", {}).values())
        if any(key(written_text(cell.raw)) for cell in cells):
            return "Performance_Report"
        return "Performance_Plan" if self.window and self.window[0] == self.window[1] else "Strategic_Plan"

    def goal(self, core: etree._Element, goal: DraftNode | None, below: Sequence[DraftNode]) -> None:
        """A Goal with its Objectives; indicators of the Goal itself stand in an Objective without a name."""
        element = self.add(core, "Goal")
        if goal is None:
            self.add(element, "Name", _NOWHERE)
            self.add(element, "Description", "")
            self.add(element, "OtherInformation", MARK)
        else:
            self.describe(element, goal, required=True)
        own = self.homes.indicators(goal)
        if own:
            objective = self.add(element, "Objective")
            self.add(objective, "OtherInformation", MARK)
            for indicator in own:
                self.indicator(objective, indicator)
        for node in below:
            objective = self.add(element, "Objective")
            self.describe(objective, node, required=False)
            for indicator in self.homes.indicators(node):
                self.indicator(objective, indicator)

    def describe(self, element: etree._Element, node: DraftNode, *, required: bool) -> None:
        """Name, description, identifier, sequence, who is responsible, and the rest."""
        rest = dict(self.items[id(node)])
        for field, name in (("name", "Name"), ("objective", "Description")):
            words = rest.pop(field, None)
            if words is not None or required:
                self.add(element, name, words or "", node)
        self.identify(element, node)
        if (unit := rest.pop("responsible_unit", None)) is not None:
            stakeholder = self.add(element, "Stakeholder")
            stakeholder.set("StakeholderTypeType", "Organization")
            self.add(stakeholder, "Name", unit, node)
        self.add(element, "OtherInformation", MARK + yaml_text(rest))

    def identify(self, element: etree._Element, node: DraftNode) -> None:
        self.add(element, "Identifier", self.identifier(node))
        self.add(element, "SequenceIndicator", written_text(node.code.raw), node)

    def identifier(self, node: DraftNode) -> str:
        """The same for the same plan, kind and code in every document; twins are told apart by their order."""
        said = "|".join((key(written_text(self.plan.heading.code.raw)), node.kind, key(written_text(node.code.raw))))
        turn = self.ids[said] = self.ids.get(said, 0) + 1
        digest = hashlib.sha256(f"{said}|{turn}".encode()).hexdigest()
        return f"_{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"

    def indicator(self, objective: etree._Element, node: DraftNode) -> None:
        rest = dict(self.items[id(node)])
        element = self.add(objective, "PerformanceIndicator")
        self.add(element, "SequenceIndicator", written_text(node.code.raw), node)
        self.add(element, "MeasurementDimension", rest.pop("name", None) or "", node)
        self.add(element, "UnitOfMeasurement", rest.pop("unit", None) or "", node)
        self.add(element, "Identifier", self.identifier(node))
        for one in node.references:
            if one.relation == "contributes_to":
                relationship = self.add(element, "Relationship")
                relationship.set("RelationshipType", "Narrower_Than")
                self.add(relationship, "ReferentIdentifier", one.written)
        instance = self.add(element, "MeasurementInstance")
        for result, year, words in self.results(node):
            self.result(instance, result, year, words, node)
        if not len(instance):
            element.remove(instance)
        for field in RESULTS.values():
            rest.pop(field, None)
        self.add(element, "OtherInformation", MARK + yaml_text(rest))

    def results(self, node: DraftNode) -> Iterator[tuple[str, int, str]]:
        results = replace(node, yearly={name: node.yearly.get(name, {}) for name in RESULTS.values()})
        found = {
            (name, year): written_text(cell.raw) for name, year, _, cell in by_year(results, self.window, self.losses)
        }
        for result, field in RESULTS.items():
            for (name, year), words in sorted(found.items()):
                if name == field and words.strip():
                    yield result, year, words

    def result(self, instance: etree._Element, result: str, year: int, words: str, node: DraftNode) -> None:
        """One year's value: its number, and the words as written where they are not the digits alone."""
        element = self.add(instance, result)
        for name, day in zip(("StartDate", "EndDate"), dates_of(year, year), strict=True):
            self.add(element, name, day)
        number = amount(words).number
        if number is not None:
            self.add(element, "NumberOfUnits", words if _DECIMAL.fullmatch(words) else f"{number:f}")
        if number is None or not _DECIMAL.fullmatch(words):
            self.add(element, "Description", words, node)

    def add(self, parent: etree._Element, name: str, words: str = "", node: DraftNode | None = None) -> etree._Element:
        """A new child of `parent`; what XML cannot hold of its words is a loss of `node`."""
        element = etree.SubElement(parent, f"{{{self.namespace}}}{name}")
        clean = _NOT_XML.sub("", words)
        if clean != words and node is not None:
            self.losses.append(
                lost(
                    node.place,
                    f"{name}: ตัดอักขระที่ XML เก็บไม่ได้ออก",
                    f"{name}: characters that XML cannot hold were left out.",
                )
            )
        element.text = clean or None
        return element


def _no_place(node: DraftNode) -> Note:
    word = built_in_chain().kinds[node.kind]
    code = written_text(node.code.raw) or "–"
    return lost(node.place, f"{word.th} “{code}” ไม่มีที่ใน StratML", f"The {word.en} “{code}” has no place in StratML.")
