"""YAML and JSON submissions, in the written form that docs/submission.md shows, every value with its line."""

from __future__ import annotations

from checker.chain import Chain, built_in_chain
from checker.errors import Fault, UnreadableSubmission, enough
from checker.located import Listing, Located, Mapping, NotPlainData, Scalar, read_json, read_yaml
from checker.place import Place
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, DraftReference
from checker.text import Sentence, nearest

_REFERENCE_KEYS = {"to", "title", "list", "level", "plan", "version"}


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
    return Draft(plans=list(reading.plans.values()))


class _Reading:
    """Reads one file; gathers faults instead of stopping at the first."""

    def __init__(self, file: str, chain: Chain) -> None:
        self.file = file
        self.chain = chain
        self.faults: list[Fault] = []
        self.plans: dict[str, DraftPlan] = {}

    def fault(self, line: int, th: str, en: str) -> None:
        self.faults.append(Fault(Place(self.file, line=line), Sentence(th=th, en=en)))
        if enough(self.faults):
            raise UnreadableSubmission(self.faults)

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
        node = self.node("plan", code, heading, {"code", "level"})
        if level is None:
            return
        plan = DraftPlan(heading=node, level=level)
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
                plan.nodes.append(self.node(kind, mapping.items[kind], mapping, {kind}))

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
                    f"ระดับ “{level}” มีแผนแล้ว",
                    f"Level “{level}” has a plan already in this list of nodes.",
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
            hint = f" The nearest kind is “{close[0]}”." if close and not named else ""
            self.fault(
                item.line,
                f"รายการนี้ต้องมีชนิดหนึ่งชนิด ({', '.join(kinds)}) เช่น project: P1",
                f"This item has to name one kind ({', '.join(kinds)}), such as project: P1.{hint}",
            )
        else:
            self.fault(
                item.line,
                "รายการนี้ต้องเป็นหัวข้อและค่า เช่น project: P1",
                "This item has to be keys and values, such as project: P1.",
            )
        return None

    def node(self, kind: str, code: Located, mapping: Mapping, reserved: set[str]) -> DraftNode:
        place = Place(self.file, line=mapping.line)
        node = DraftNode(kind, self.cell(code), place)
        fields = {name: word for name, word in self.chain.kinds[kind].fields.items() if not word.derived}
        relations = {name for name, word in self.chain.relations.items() if kind in word.ends}
        self.known_keys(mapping, reserved | set(fields) | relations)
        for name, value in mapping.items.items():
            if name in reserved:
                continue
            if name in relations:
                node.references += self.references(name, value)
            elif name in fields and fields[name].yearly:
                node.yearly[name] = self.yearly(name, value)
            elif name in fields:
                node.cells[name] = self.cell(value)
        return node

    def known_keys(self, mapping: Mapping, known: set[str]) -> None:
        for name in mapping.items:
            if name not in known:
                close = nearest(name, known, most=1)
                self.fault(
                    mapping.key_lines[name],
                    f"ไม่รู้จักหัวข้อ “{name}”" + (f" ใกล้เคียงที่สุดคือ “{close[0]}”" if close else ""),
                    f"Key “{name}” is not known." + (f" The nearest is “{close[0]}”." if close else ""),
                )

    def cell(self, value: Located) -> Cell:
        place = Place(self.file, line=value.line)
        if isinstance(value, Scalar):
            return Cell(None if value.is_null else value.text, place)
        self.fault(value.line, "ตรงนี้ต้องเป็นค่าเดียว", "One value has to stand here, not a list or a table.")
        return Cell(None, place)

    def yearly(self, name: str, value: Located) -> dict[str, Cell]:
        if isinstance(value, Mapping):
            return {year: self.cell(item) for year, item in value.items.items()}
        if not (isinstance(value, Scalar) and value.is_null):
            self.fault(
                value.line,
                f"{name} ต้องเขียนเป็นรายปี เช่น {{2566: 1000}}",
                f"“{name}” is written by year, such as {{2566: 1000}}.",
            )
        return {}

    def references(self, relation: str, value: Located) -> list[DraftReference]:
        items = value.items if isinstance(value, Listing) else [value]
        found = [self.reference(relation, item) for item in items if not (isinstance(item, Scalar) and item.is_null)]
        return [reference for reference in found if reference is not None]

    def reference(self, relation: str, item: Located) -> DraftReference | None:
        place = Place(self.file, line=item.line)
        if isinstance(item, Scalar):
            return DraftReference(relation, item.text, place) if item.text.strip() else None
        if isinstance(item, Mapping):
            self.known_keys(item, _REFERENCE_KEYS)
            words = {name: self.cell(part).raw for name, part in item.items.items()}
            return self.long_reference(relation, item, {name: str(word) for name, word in words.items() if word})
        self.no_code(relation, item.line)
        return None

    def long_reference(self, relation: str, item: Mapping, words: dict[str, str]) -> DraftReference | None:
        """A reference written as keys: `to` (or `plan`), `title` (or `version`), and the `list` or `level` to look in."""
        for one, other in (("to", "plan"), ("title", "version"), ("list", "level")):
            if one in words and other in words:
                self.fault(
                    item.line,
                    f"เขียน {one} หรือ {other} อย่างเดียว รหัสในแผนอื่นเขียนเป็น PP-54/2",
                    f"Write “{one}” or “{other}”, not both; a code of another plan is written PP-54/2.",
                )
        self.known_word(item, "list", set(self.chain.code_lists))
        self.known_word(item, "level", set(self.chain.levels))
        to = words.get("to") or words.get("plan") or ""
        title = words.get("title") or words.get("version") or ""
        place = Place(self.file, line=item.line)
        if ("list" in words or "level" in words) and (to or title):
            return DraftReference(
                relation, to or title, place, words.get("list"), words.get("level"), to or None, title
            )
        if to:
            return DraftReference(relation, to, place, title=title)
        self.no_code(relation, item.line)
        return None

    def known_word(self, item: Mapping, name: str, known: set[str]) -> None:
        """What stands under key `name` is one of `known`, or a fault."""
        value = item.items.get(name)
        if not isinstance(value, Scalar) or value.is_null or value.text in known:
            return
        close = nearest(value.text, known, most=1)
        self.fault(
            value.line,
            f"ไม่รู้จัก {name} “{value.text}”" + (f" ใกล้เคียงที่สุดคือ “{close[0]}”" if close else ""),
            f"“{value.text}” is no {name} that is known." + (f" The nearest is “{close[0]}”." if close else ""),
        )

    def no_code(self, relation: str, line: int) -> None:
        self.fault(
            line,
            f"{relation} ต้องเป็นรหัส เช่น PP-54/2",
            f"“{relation}” is a code, such as PP-54/2, or {{to: PP-54/2, title: …}}.",
        )
