"""StratML (ISO 17469-1 StrategicPlan, and PerformancePlanOrReport) as a plan, as docs/stratml.md maps it.

A document that this program wrote says in OtherInformation what StratML has no element for. Any other is read as far as its
elements go: Goals are strategies, Objectives are goals, PerformanceIndicators are indicators.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from pathlib import PurePath
from typing import Final

from checker.codes import built_in_areas
from checker.errors import Fault, UnreadableSubmission
from checker.located import Listing, Located, Mapping, NotPlainData, Scalar, read_yaml
from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Draft
from checker.readers.structured import draft_of
from checker.readers.xml_tree import Element, read_xml
from checker.text import Sentence
from checker.thai import amount, key

MARK: Final = "# oneplan-checker\n"
NAMESPACES: Final[AnyMapping[str, str]] = {
    "StrategicPlan": "urn:ISO:std:iso:17469:tech:xsd:stratml_core",
    "PerformancePlanOrReport": "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport",
}
LEFT_OUT: Final = frozenset({"problem", "equipment", "total"})
RESULTS: Final = {"TargetResult": "targets", "ActualResult": "actual"}
_ERA: Final = 543
_OCTOBER: Final = 10
_DAY: Final = re.compile(r"\s*([0-9]{4})-([0-9]{2})-[0-9]{2}")
_LEVELS: Final = (("กลุ่มจังหวัด", "cluster"), ("จังหวัด", "province"), ("อำเภอ", "district"), ("หมู่บ้าน", "village"))


def dates_of(first: int, last: int) -> tuple[str, str]:
    """The first and last day of the fiscal years `first` to `last` of the Buddhist era, which begin in October."""
    return f"{first - _ERA - 1:04d}-10-01", f"{last - _ERA:04d}-09-30"


def may_be_stratml(data: bytes) -> bool:
    """Whether the name of a StratML document stands anywhere in `data`, in letters of one byte or two."""
    letters = data.replace(b"\0", b"")
    return any(name.encode() in letters for name in NAMESPACES)


def read_stratml(data: bytes, file: str) -> Draft:
    """The plan in the StratML document `data`. Raises UnreadableSubmission where it is none, or not harmless."""
    root = read_xml(data, file)
    if root.name not in NAMESPACES or (core := root.child("StrategicPlanCore")) is None:
        says = Sentence(
            th=f"เอกสาร XML นี้ขึ้นต้นด้วย {root.name} อ่านได้เฉพาะ StratML: {', '.join(NAMESPACES)} ที่มี StrategicPlanCore",
            en=f"This XML begins with {root.name}. Only StratML is read: {', '.join(NAMESPACES)}, with a StrategicPlanCore.",
        )
        raise UnreadableSubmission([Fault(Place(file, line=root.line), says)])
    reading = _Reading(file)
    heading = reading.heading(root, core)
    for goal in core.all("Goal"):
        reading.goal(goal)
    nodes: list[Located] = [*reading.nodes]
    document = _mapping({"plan": heading, "nodes": Listing(nodes, core.line)}, root.line)
    draft = draft_of([document], file)
    draft.notes += reading.notes
    return draft


class _Reading:
    """Reads one document into what a YAML submission would say."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.nodes: list[Mapping] = []
        self.notes: list[Note] = []
        self.codes: set[tuple[str, str]] = set()

    def heading(self, root: Element, core: Element) -> Mapping:
        owner = next((one.words("Name") for one in core.all("Organization")), None)
        items = self.marked(root)
        own = items is not None and isinstance(items.get("plan"), Mapping)
        plan = items["plan"] if items is not None else None
        heading = dict(plan.items) if isinstance(plan, Mapping) else {}
        _put(heading, root, "title", root.words("Name"))
        if owner is not None:
            _put(heading, core, "owner", owner)
        about = root.child("AdministrativeInformation")
        years = self.years(about) if about is not None else None
        if years is not None and "years" not in heading:
            _put(heading, root, "years", f"{years[0]}-{years[1]}")
        if not own:
            self.foreign(heading, root, owner or "", years)
            self.carry(heading, root, "Description", "OtherInformation")
            self.carry(heading, core, "Vision", "Mission", "Value")
            self.unread(root)
        return _mapping(heading, root.line)

    def foreign(self, heading: dict[str, Located], root: Element, owner: str, years: tuple[int, int] | None) -> None:
        """What StratML does not say of a plan: its code and level; which kinds and fields it has a place for."""
        about = root.child("AdministrativeInformation")
        code = (about.words("Identifier").strip() if about else "") or PurePath(self.file).stem or "StratML"
        code = re.sub(r"[/:\s]+", "-", code)
        level = _level(owner)
        _put(heading, root, "code", code)
        _put(heading, root, "level", level)
        self.note(
            root,
            f"StratML ไม่บอกรหัสแผนและระดับ จึงเรียกแผนนี้ว่า “{code}” และอ่านเป็นระดับ {level}",
            f"StratML does not say a plan's code and level, so this one is called “{code}” and read as level {level}.",
        )
        if years is None:
            self.note(
                root, "เอกสารไม่บอกวันเริ่มและวันสิ้นสุดของแผน", "The document does not say when the plan begins and ends."
            )
        else:
            self.note(
                root,
                f"วันเริ่มและวันสิ้นสุดอ่านเป็นปีงบประมาณ {years[0]}-{years[1]}",
                f"The days of beginning and end were read as the fiscal years {years[0]}-{years[1]}.",
            )
        asks = {
            "plan": ("title", "owner", "years"),
            "strategy": ("name", "responsible_unit"),
            "goal": ("name", "part_of"),
        }
        if root.name == "PerformancePlanOrReport":
            asks["indicator"] = ("name", "type", "unit", "targets", "actual", "measures")
        held = {kind: Listing([_words(one, root.line) for one in fields], root.line) for kind, fields in asks.items()}
        heading["holds"] = Listing([_words(kind, root.line) for kind in asks], root.line)
        heading["asks"] = _mapping(dict(held), root.line)

    def goal(self, goal: Element) -> None:
        code = self.element(goal, "strategy", {}, str(len(self.nodes) + 1))
        for number, objective in enumerate(goal.all("Objective"), start=1):
            above: dict[str, Located] = {"part_of": _words(code, objective.line)} if code else {}
            own = self.element(objective, "goal", above, f"{code or len(self.nodes)}.{number}")
            for count, indicator in enumerate(objective.all("PerformanceIndicator"), start=1):
                self.indicator(indicator, own or code, f"{own or code or len(self.nodes)}-K{count}")

    def element(self, element: Element, kind: str, above: dict[str, Located], spare: str) -> str:
        """Adds the node of a Goal or Objective; its code, empty where the element holds none of its own."""
        marked = self.marked(element)
        name, description = element.child("Name"), element.child("Description")
        if marked is not None:
            if not marked:
                return ""
            items = marked
            unit = next((one.words("Name") for one in element.all("Stakeholder")), None)
            for field, words in (("name", name), ("objective", description)):
                if words is not None and (field == "name" or "project" in items):
                    _put(items, words, field, words.text)
            if unit is not None:
                _put(items, element, "responsible_unit", unit)
            self.nodes.append(_mapping(items, element.line))
            return next((one.text for one in list(items.values())[:1] if isinstance(one, Scalar)), "")
        code = self.code(element, kind, spare)
        items = dict[str, Located]({kind: _words(code, element.line), **above})
        _put(items, element, "name", element.words("Name") or element.words("Description"))
        self.carry(items, element, "Description", "Stakeholder", "OtherInformation")
        self.nodes.append(_mapping(items, element.line))
        return code

    def indicator(self, element: Element, measured: str, spare: str) -> None:
        marked = self.marked(element)
        items = marked or {}
        if not marked:
            items["indicator"] = _words(self.code(element, "indicator", spare), element.line)
        for field, name in (("name", "MeasurementDimension"), ("unit", "UnitOfMeasurement")):
            if element.child(name) is not None:
                _put(items, element, field, element.words(name))
        if not marked:
            if measured:
                items["measures"] = _words(measured, element.line)
            if kind := element.attributes.get("PerformanceIndicatorType", "").lower():
                _put(items, element, "type", kind)
            self.carry(items, element, "Relationship", "OtherInformation")
        for result, field in RESULTS.items():
            years = self.results(element, result)
            if years:
                items[field] = _mapping(dict(years), element.line)
        self.nodes.append(_mapping(items, element.line))

    def results(self, indicator: Element, name: str) -> dict[str, Located]:
        """The values of an indicator by fiscal year, that of the last day of each."""
        found: dict[str, Located] = {}
        for one in (result for instance in indicator.all("MeasurementInstance") for result in instance.all(name)):
            year = _fiscal_year(one.words("EndDate")) or _fiscal_year(one.words("StartDate"))
            value = _value(one)
            if not value.strip():
                continue
            if year is None or str(year) in found:
                self.note(
                    one,
                    f"ผลนี้ ({value}) ไม่มีปี หรือปีนั้นมีค่าแล้ว จึงไม่ได้อ่าน",
                    f"This result ({value}) has no year, or its year has a value already; it was not read.",
                )
            else:
                found[str(year)] = _words(value, one.line)
        return found

    def code(self, element: Element, kind: str, spare: str) -> str:
        """The SequenceIndicator, or `spare` where there is none or another element has it."""
        written = element.words("SequenceIndicator").strip()
        code = written if written and (kind, key(written)) not in self.codes else spare
        while (kind, key(code)) in self.codes:
            code += "+"
        self.codes.add((kind, key(code)))
        if code != written:
            self.note(
                element,
                f"ลำดับ “{written}” ว่างหรือซ้ำ จึงเรียกว่า {code}",
                f"Sequence “{written}” is empty or used before, so this is called {code}.",
            )
        return code

    def marked(self, element: Element) -> dict[str, Located] | None:
        """What this program wrote into OtherInformation; None where that is not its own writing, empty for a mere container."""
        other = element.child("OtherInformation")
        if other is None or not other.text.startswith(MARK):
            return None
        try:
            documents = read_yaml(other.text, self.file)
        except NotPlainData as error:
            raise UnreadableSubmission([self.moved(fault, other.line) for fault in error.faults]) from error
        if not documents:
            return {}
        first = _moved(documents[0], other.line - 1)
        if not isinstance(first, Mapping):
            return None if not (isinstance(first, Scalar) and first.is_null) else {}
        return dict(first.items)

    def moved(self, fault: Fault, line: int) -> Fault:
        return Fault(Place(self.file, line=(fault.place.line or 1) + line - 1), fault.says)

    def carry(self, items: dict[str, Located], element: Element, *names: str) -> None:
        """Keeps what no field of ours is for under `extra`, by the names of the elements."""
        found: dict[str, Located] = {}
        for name in names:
            texts = [_all_text(one) for one in element.all(name)]
            if words := "; ".join(filter(None, texts)):
                found[name] = _words(words, element.line)
        if found:
            known = items.get("extra")
            items["extra"] = _mapping({**(known.items if isinstance(known, Mapping) else {}), **found}, element.line)

    def unread(self, root: Element) -> None:
        if root.child("Submitter") is not None:
            self.note(root, "ไม่ได้อ่านข้อมูลของผู้ยื่น (Submitter)", "What it says of its submitter was not read.")

    def years(self, about: Element) -> tuple[int, int] | None:
        first, last = (_fiscal_year(about.words(name)) for name in ("StartDate", "EndDate"))
        return (first, last) if first and last and first <= last else None

    def note(self, element: Element, th: str, en: str) -> None:
        self.notes.append(Note(Place(self.file, line=element.line), Sentence(th=th, en=en)))


def _level(owner: str) -> str:
    """The level that an organization's name tells; an agency's where it tells none."""
    if built_in_areas().authority(owner) is not None:
        return "local"
    return next((level for word, level in _LEVELS if key(owner).startswith(key(word))), "agency")


def _fiscal_year(day: str) -> int | None:
    """The fiscal year in which `day` (year-month-day) lies."""
    match = _DAY.match(day)
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    return int(match[1]) + _ERA + (1 if int(match[2]) >= _OCTOBER else 0)


def _value(result: Element) -> str:
    """A result's number, or its words as written where these say the same number, or where there is none."""
    number, words = result.words("NumberOfUnits"), result.words("Description")
    if not number.strip():
        descriptor = result.child("Descriptor")
        return words or (descriptor.words("DescriptorValue") if descriptor else "")
    return words if words and amount(words).number == amount(number.strip()).number else number


def _all_text(element: Element) -> str:
    inner = " – ".join(filter(None, (_all_text(one) for one in element.children)))
    return inner or " ".join(element.text.split())


def _put(items: dict[str, Located], element: Element, field: str, words: str) -> None:
    items[field] = _words(words, element.line)


def _words(words: str, line: int) -> Scalar:
    return Scalar(words, True, line)


def _mapping(items: dict[str, Located], line: int) -> Mapping:
    return Mapping(items, {name: value.line for name, value in items.items()}, line)


def _moved(value: Located, by: int) -> Located:
    """`value` as it stands `by` lines further down."""
    match value:
        case Scalar():
            return Scalar(value.text, value.quoted, value.line + by)
        case Listing():
            return Listing([_moved(one, by) for one in value.items], value.line + by)
        case Mapping():
            items = {name: _moved(one, by) for name, one in value.items.items()}
            return Mapping(items, {name: line + by for name, line in value.key_lines.items()}, value.line + by)
