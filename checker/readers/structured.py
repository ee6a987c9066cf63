"""YAML and JSON submissions, in the written form that docs/submission.md shows, every value with its line."""

from __future__ import annotations

from checker.chain import Chain, built_in_chain
from checker.errors import UnreadableSubmission
from checker.located import Listing, Located, Mapping, NotPlainData, Scalar, read_json, read_yaml
from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan
from checker.readers.room import Asks, Room, notes_beyond
from checker.readers.structured_words import Words
from checker.text import nearest


def read_structured(text: str, file: str, *, json: bool = False) -> Draft:
    """The plans of a YAML or JSON `text`. Raises UnreadableSubmission with every fault and its line."""
    try:
        documents = read_json(text, file) if json else read_yaml(text, file)
    except NotPlainData as error:
        raise UnreadableSubmission(error.faults) from error
    return draft_of(documents, file)


def draft_of(documents: list[Located], file: str) -> Draft:
    """The plans of located `documents`: mappings with `plan` and `nodes`, or lists of nodes that state their level.

    Raises UnreadableSubmission with every fault and its line.
    """
    reading = _Reading(file, built_in_chain())
    for document in documents:
        if isinstance(document, Scalar) and document.is_null:
            continue
        reading.document(document)
    if not reading.plans and not reading.faults:
        reading.fault(
            1,
            "ไฟล์นี้ไม่มีแผน ให้เขียนแผนหนึ่งแผนใต้หัวข้อ plan และ nodes",
            "This file holds no plan. Write one under the keys plan and nodes.",
        )
    if reading.faults:
        raise UnreadableSubmission(reading.faults)
    return Draft(plans=list(reading.plans.values()), notes=reading.notes)


class _Reading(Words):
    """Reads the plans and nodes of one file."""

    def __init__(self, file: str, chain: Chain) -> None:
        super().__init__(file, chain)
        self.room = Room(chain)
        self.plans: dict[str, DraftPlan] = {}
        self.notes: list[Note] = []

    def document(self, document: Located) -> None:
        match document:
            case Mapping() if "plan" in document.items and isinstance(document.items["plan"], Mapping):
                self.whole_plan(document, document.items["plan"])
            case Listing():
                for item in document.items:
                    if isinstance(item, Mapping) and isinstance(item.items.get("plan"), Mapping):
                        self.document(item)
                    else:
                        self.loose_node(item)
            case Mapping() if "nodes" in document.items:
                self.fault(
                    document.line,
                    "ขาดหัวข้อ plan",
                    "Key “plan” is missing. Write the plan's code, level and years under it.",
                )
            case Mapping():
                self.loose_node(document)
            case _:
                self.fault(
                    document.line,
                    "ต้องมีหัวข้อ plan และ nodes",
                    "A plan is written under the keys “plan” and “nodes”; this is neither.",
                )

    def whole_plan(self, document: Mapping, heading: Mapping) -> None:
        self.known_keys(document, {"plan", "nodes"})
        level = self.level_of(heading)
        code = heading.items.get("code")
        if not isinstance(code, Scalar) or code.is_null or not code.text.strip():
            self.fault(heading.line, "แผนไม่มี code ให้เขียนรหัสแผน", "The plan has no code. Write one under “code”.")
            return
        asks = self.asks_by_kind(heading)
        node = self.node("plan", code, heading, {"code", "level", "holds", "asks"}, asks)
        if level is None:
            return
        plan = DraftPlan(heading=node, level=level, holds=self.holds(heading))
        if code.text in self.plans:
            self.fault(
                heading.line, f"แผน “{code.text}” มีสองครั้งในไฟล์เดียว", f"Plan “{code.text}” stands twice in this file."
            )
        self.plans[code.text] = plan
        nodes = document.items.get("nodes", Listing([], document.line))
        if isinstance(nodes, Scalar) and nodes.is_null:
            nodes = Listing([], nodes.line)
        if not isinstance(nodes, Listing):
            self.fault(nodes.line, "nodes ต้องเป็นรายการ", "“nodes” has to be a list.")
            return
        for item in nodes.items:
            if (found := self.kind_of(item)) is not None:
                kind, mapping = found
                plan.nodes.append(self.node(kind, mapping.items[kind], mapping, {kind}, asks))

    def loose_node(self, item: Located) -> None:
        """A node that states its level stands in the plan of that level; `plan: CODE` gives that plan its heading."""
        if (found := self.kind_of(item, loose=True)) is None:
            return
        kind, mapping = found
        level = self.level_of(mapping)
        if level is None:
            return
        if kind == "plan":
            heading = self.node("plan", mapping.items["plan"], mapping, {"plan", "level"})
            earlier = self.plans.get(level)
            if earlier and earlier.heading.code.raw != level:
                self.fault(
                    mapping.line,
                    f"ระดับ “{level}” มีแผนแล้ว ถ้าเป็นแผนที่สอง ให้เขียนทั้งแผนเป็น {{plan: {{code: …, level: {level}}}, nodes: […]}}",
                    f"Level “{level}” has a plan already in this list of nodes. Write a second one whole: "
                    f"{{plan: {{code: …, level: {level}}}, nodes: […]}}.",
                )
            self.plans[level] = DraftPlan(heading=heading, level=level, nodes=earlier.nodes if earlier else [])
            return
        if level not in self.plans:
            code = Cell(level, Place(self.file, line=mapping.line))
            self.plans[level] = DraftPlan(heading=DraftNode("plan", code, code.place), level=level)
        self.plans[level].nodes.append(self.node(kind, mapping.items[kind], mapping, {kind, "level"}))

    def level_of(self, mapping: Mapping) -> str | None:
        level = mapping.items.get("level")
        if isinstance(level, Scalar) and level.text in self.chain.levels:
            return level.text
        written = level.text if isinstance(level, Scalar) else ""
        near = nearest(written, self.chain.levels, most=1) if written else []
        line = mapping.key_lines.get("level", mapping.line)
        self.fault(
            line,
            f"ระดับ “{written}” ไม่มี ให้เขียนหนึ่งใน {', '.join(self.chain.levels)}",
            f"Level “{written}” is not known. Write {near[0] if near else 'one of ' + ', '.join(self.chain.levels)}.",
        )
        return None

    def kind_of(self, item: Located, *, loose: bool = False) -> tuple[str, Mapping] | None:
        kinds = [kind for kind in self.chain.kinds if kind != "plan" or loose]
        if isinstance(item, Mapping):
            named = [kind for kind in kinds if kind in item.items]
            if len(named) == 1:
                return named[0], item
            close = [found for name in item.items for found in nearest(name, kinds, at_least=80, most=1)]
            hint_th, hint = "", ""
            if named:
                hint_th, hint = f" แต่มี {' และ '.join(named)}", f" This one names {' and '.join(named)}."
            elif close:
                hint_th, hint = f" ชนิดที่ใกล้เคียงที่สุดคือ “{close[0]}”", f" The nearest kind is “{close[0]}”."
            self.fault(
                item.line,
                f"รายการนี้ต้องมีชนิดหนึ่งชนิด ({', '.join(kinds)}) เช่น project: P1{hint_th}",
                f"This item has to name one kind ({', '.join(kinds)}), such as project: P1.{hint}",
            )
        else:
            self.fault(
                item.line,
                "รายการนี้ต้องเป็นหัวข้อและค่า เช่น project: P1",
                "This item has to be keys and values, such as project: P1.",
            )
        return None

    def node(
        self, kind: str, code: Located, mapping: Mapping, reserved: set[str], asks: Asks | None = None
    ) -> DraftNode:
        place = Place(self.file, line=mapping.line)
        node = DraftNode(kind, self.cell(code), place, asked=(asks or {}).get(kind))
        fields = {name: word for name, word in self.chain.kinds[kind].fields.items() if not word.derived}
        relations = {name for name, word in self.chain.relations.items() if kind in word.ends}
        self.known_keys(mapping, reserved | set(fields) | relations | {"asks", "extra"})
        for name, value in mapping.items.items():
            if name in reserved:
                continue
            if name == "asks":
                node.asked = self.room.fields(kind, self.words(name, value), self.fault_at(value))
            elif name == "extra":
                node.extra = self.extra(value)
            elif name in relations:
                node.references += self.references(name, value)
            elif name in fields and fields[name].yearly:
                node.yearly[name] = self.yearly(name, value)
            elif name in fields:
                node.cells[name] = self.cell(value)
        self.notes += notes_beyond(node)
        return node

    def holds(self, heading: Mapping) -> frozenset[str] | None:
        """The kinds that the forms of this plan can hold; None where it does not say."""
        value = heading.items.get("holds")
        return None if value is None else self.room.kinds(self.words("holds", value), self.fault_at(value))

    def asks_by_kind(self, heading: Mapping) -> Asks:
        """For each kind that the heading names under `asks`, the fields that the forms have a place for."""
        value = heading.items.get("asks", Mapping({}, {}, heading.line))
        if not isinstance(value, Mapping):
            self.fault(
                value.line,
                "asks ของแผนเขียนเป็นชนิดและช่อง เช่น {project: [name, budget]}",
                "“asks” of a plan is written by kind, such as {project: [name, budget]}.",
            )
            return {}
        kinds = self.room.kinds(value.items, self.fault_at(value))
        return {
            kind: self.room.fields(kind, self.words(kind, listed), self.fault_at(listed))
            for kind, listed in value.items.items()
            if kind in kinds
        }
