"""From drafts to the frozen graph: values read, codes made comparable, references followed, twins told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from checker.chain import Chain, FieldWord, built_in_chain
from checker.codes import CodeList, CodeLists, built_in_code_lists
from checker.derived import of_name, of_plan, of_years, ordinal_of
from checker.directory import Directory
from checker.place import Place
from checker.plan import Graph, Node, Note, Plan, Value
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, DraftReference, written_text
from checker.readers.room import relations_of
from checker.registers import registers
from checker.resolve import mark_cycles, resolve
from checker.second_opinion import SecondOpinion
from checker.supplement import supplemented
from checker.text import Sentence
from checker.thai import arabic_digits, key, readable, window_year
from checker.values import REPAIRS, number_value, read_value


@dataclass(frozen=True, slots=True)
class Assembled:
    """A graph, with the directory that its references were looked up in and, by node, the references as they were written."""

    graph: Graph
    directory: Directory
    drafts: Mapping[str, list[DraftReference]]


def assemble(submitted: Draft, context: Draft | None = None) -> Graph:
    """The graph of the `submitted` plans and their `context`, with the code lists that hold for their years.

    Plans of one code are one plan. A plan that stands in both is judged as submitted, and its context copy is left out.
    The order of rows, sheets and files changes nothing but the places.
    """
    return assembled(submitted, context).graph


def assembled(submitted: Draft, context: Draft | None = None) -> Assembled:
    """The graph as `assemble` gives it, and what it was made of."""
    around = context or Draft()
    work = _Assembly(built_in_chain(), built_in_code_lists().joined(around.code_lists).joined(submitted.code_lists))
    for draft in merged(submitted.plans, work.notes):
        work.add_plan(draft, submitted=True)
    for draft in merged(around.plans, work.notes):
        if key(written_text(draft.heading.code.raw)) in work.plan_keys:
            says = Sentence(
                th="แผนนี้ส่งตรวจอยู่แล้ว จึงไม่ใช้สำเนาที่อยู่ในแผนประกอบ",
                en="This plan is itself being checked; its copy in the context was left out.",
            )
            work.notes.append(Note(draft.heading.place, says))
        else:
            work.add_plan(draft, submitted=False)
    directory = Directory(work.chain, work.lists, work.plans, work.nodes, work.versions)
    return Assembled(work.graph(submitted, around, directory), directory, work.drafts)


def merged(drafts: Iterable[DraftPlan], notes: list[Note]) -> list[DraftPlan]:
    """One draft a plan code: the parts of a plan that came in several files are put together, in the order of their places."""
    by_code: dict[str, DraftPlan] = {}
    for draft in sorted(drafts, key=lambda one: (one.heading.place.sort_key, one.level, repr(one.heading))):
        code = key(written_text(draft.heading.code.raw))
        first = by_code.get(code)
        if first is None:
            by_code[code] = DraftPlan(draft.heading, draft.level, list(draft.nodes), draft.holds)
            continue
        if draft.level != first.level:
            notes.append(_written_twice("level", "ระดับ", first.level, draft.heading.place))
        first.nodes += draft.nodes
        first.holds = None if first.holds is None or draft.holds is None else first.holds | draft.holds
        first.heading = _merged_heading(first.heading, draft.heading, notes)
    return [supplemented(by_code[code], notes) for code in sorted(by_code)]


def _merged_heading(first: DraftNode, other: DraftNode, notes: list[Note]) -> DraftNode:
    """`first` with what only `other` says; where both say something else, `first` holds and a note tells."""
    cells = dict(first.cells)
    for name, cell in other.cells.items():
        here, there = (key(written_text(one.raw)) if one else "" for one in (cells.get(name), cell))
        if not here:
            cells[name] = cell
        elif there and there != here:
            notes.append(_written_twice(name, name, written_text(cells[name].raw), cell.place))
    asked = None if first.asked is None or other.asked is None else first.asked | other.asked
    return replace(first, cells=cells, references=[*first.references, *other.references], asked=asked)


@dataclass(slots=True)
class _Assembly:
    """The graph while it grows."""

    chain: Chain
    lists: CodeLists
    plans: dict[str, Plan] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    drafts: dict[str, list[DraftReference]] = field(default_factory=dict)
    versions: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    plan_keys: set[str] = field(default_factory=set)

    def add_plan(self, draft: DraftPlan, *, submitted: bool) -> None:
        code = readable(written_text(draft.heading.code.raw))[0]
        self.plan_keys.add(key(code))
        heading = self.node(draft.heading, code, draft.level, None)
        window = heading.values["years"].years if "years" in heading.values else None
        area = heading.values["area"].key if "area" in heading.values else ""
        self.plans[code] = Plan(code, draft.level, heading.id, submitted, window, area, draft.holds)
        self.drafts[heading.id] = draft.heading.references
        groups: dict[str, list[tuple[Node, DraftNode]]] = defaultdict(list)
        for one in draft.nodes:
            node = self.node(one, code, draft.level, window)
            groups[node.ident].append((node, one))
        for ident, twins in groups.items():
            if len(twins) > 1:
                twins.sort(key=lambda pair: (_content(*pair), pair[0].place.sort_key))
            for turn, (node, one) in enumerate(twins):
                name = ident if turn == 0 else f"{ident} ~{turn}"  # folded codes hold no space
                self.nodes[name] = replace(node, id=name)
                self.drafts[name] = one.references
        inside = [node for found in groups.values() for node, _ in found]
        derived = of_plan(self.chain.fields("plan"), heading, window, inside)
        self.nodes[heading.id] = replace(heading, values={**heading.values, **derived})
        for name in sorted(self.lists.names()):
            self.use_list(code, name, window)

    def use_list(self, plan: str, name: str, window: tuple[int, int] | None) -> None:
        """Adds the version of list `name` that holds for `plan` to the graph, once."""
        word = self.chain.code_lists.get(name)
        version = self.lists.for_years(name, window)
        if word is None or word.kind is None or word.level is None or version is None:
            return
        self.versions.setdefault(plan, {})[name] = version.code
        if version.code in self.plans:
            return
        place = Place(f"{name}.csv")
        heading = f"{version.code}|plan"
        title = Value("filled", word.th, key(word.th), place)
        years = (version.first, version.last)
        self.plans[version.code] = Plan(version.code, word.level, heading, False, years, "")
        self.nodes[heading] = Node(
            heading, heading, version.code, word.level, "plan", version.code, place, {"title": title}
        )
        for node in _entries(version, word.kind, word.level, place):
            self.nodes[node.id] = node

    def node(self, draft: DraftNode, plan: str, level: str, window: tuple[int, int] | None) -> Node:
        fields = self.chain.fields(draft.kind)
        values: dict[str, Value] = {}
        yearly: dict[str, dict[int, Value]] = {}
        for name, word in fields.items():
            if word.derived or (draft.asked is not None and name not in draft.asked and name != "code"):
                if word.default is not None:
                    values[name] = _default(word.default, draft.place)
                continue
            if word.yearly:
                yearly[name] = self.years_of(draft, name, word, window)
                values.update(of_years(name, word, yearly[name], draft.place))
            elif name == "code":
                values[name] = self.value(word, draft.code, window)
            else:
                found = self.value(word, draft.cells.get(name, Cell(None, draft.place)), window)
                given = word.default is None or found.state != "empty"
                values[name] = found if given else _default(str(word.default), found.place)
        values.update(of_name(self.chain.fields(draft.kind), values))
        own = values["code"].written if values["code"].state == "filled" else ""
        code = own or readable(written_text(draft.cells.get("name", draft.code).raw))[0] or "–"
        if (ordinal := ordinal_of(code)) is not None:
            values["ordinal"] = number_value(ordinal, values["code"].place)
        ident = f"{plan}|{draft.kind}" if draft.kind == "plan" else f"{plan}|{draft.kind}|{key(code)}"
        text = FieldWord(type="text", th="–", en="–")
        extra = {heading: read_value(text, cell)[0] for heading, cell in draft.extra.items()}
        self.notes += [_beside(remark) for remark in draft.remarks]
        remarks = tuple(written_text(remark.raw) for remark in draft.remarks)
        return Node(
            ident,
            ident,
            plan,
            level,
            draft.kind,
            code,
            draft.place,
            values,
            yearly,
            extra=extra,
            slots=draft.slots,
            remarks=remarks,
            unasked=_unasked(self.chain, draft),
        )

    def value(self, word: FieldWord, cell: Cell, window: tuple[int, int] | None) -> Value:
        value, repairs = read_value(word, cell, window)
        for repair in repairs:
            meaning = REPAIRS[repair]
            says = Sentence(th=f"“{value.written}”: {meaning.th}", en=f"“{value.written}”: {meaning.en}")
            self.notes.append(Note(cell.place, says))
        return value

    def years_of(
        self, draft: DraftNode, name: str, word: FieldWord, window: tuple[int, int] | None
    ) -> dict[int, Value]:
        found: dict[int, Value] = {}
        for written, cell in draft.yearly.get(name, {}).items():
            year = window_year(written, window)
            if year is None:
                self.notes.append(_no_year(written, word, cell.place))
            elif year in found and found[year].state != "empty":
                self.notes.append(_year_twice(year, word, cell.place))
            else:
                found[year] = self.value(word, cell, window)
                if str(year) not in arabic_digits(written):
                    self.notes.append(_other_year(written, year, cell.place))
        return dict(sorted(found.items()))

    def graph(self, submitted: Draft, context: Draft, directory: Directory) -> Graph:
        opinion = SecondOpinion(directory)
        holding = self.lists.holding(plan.years for plan in self.plans.values() if plan.submitted)
        linked = {}
        for name in sorted(self.nodes):
            node = self.nodes[name]
            references = [resolve(node, one, directory, opinion, self.notes) for one in self.drafts.get(name, ())]
            linked[name] = replace(node, references=tuple(sorted(references, key=_reference_order)))
        return Graph(
            plans={code: self.plans[code] for code in sorted(self.plans)},
            nodes=mark_cycles(linked),
            registers=registers(holding, self.nodes.values()),
            entries=holding,
            files=tuple(sorted(submitted.files, key=lambda one: one.name)),
            context_files=tuple(sorted(context.files, key=lambda one: one.name)),
            notes=tuple(
                sorted(
                    {*submitted.notes, *context.notes, *self.notes}, key=lambda one: (one.place.sort_key, one.says.en)
                )
            ),
            not_read=tuple(sorted({*submitted.not_read}, key=lambda one: (one.file, one.what.en, one.why.en))),
        )


def _unasked(chain: Chain, draft: DraftNode) -> frozenset[str]:
    """The relations that the form has no place for; one that is written all the same has found its place."""
    if draft.asked is None:
        return frozenset()
    return frozenset(relations_of(chain, draft.kind)) - draft.asked - {one.relation for one in draft.references}


def _default(choice: str, place: Place) -> Value:
    """The choice that holds where nothing is written."""
    return Value("filled", choice, key(choice), place)


def _reference_order(reference: object) -> tuple[str, ...]:
    return tuple(str(getattr(reference, name)) for name in ("relation", "written", "title", "status", "toward"))


def _content(node: Node, draft: DraftNode) -> str:
    """What a node says, wherever it stands: tells twins apart whatever their order."""
    fields = {name: value.key for name, value in node.values.items()}
    years = {name: [(year, value.key) for year, value in found.items()] for name, found in node.yearly.items()}
    references = sorted((one.relation, one.written, one.title) for one in draft.references)
    return repr((sorted(fields.items()), sorted(years.items()), references))


def _entries(version: CodeList, kind: str, level: str, place: Place) -> Iterable[Node]:
    for entry in version.entries:
        ident = f"{version.code}|{kind}|{key(entry.code)}"
        values = {
            "code": Value("filled", entry.code, key(entry.code), place),
            "name": Value("filled", entry.name, key(entry.name), place),
        }
        yield Node(ident, ident, version.code, level, kind, entry.code, place, values)


def _beside(remark: Cell) -> Note:
    shown = " ".join(written_text(remark.raw).split())
    says = Sentence(
        th=f"อ่าน “{shown}” เป็นข้อความข้างแถว",
        en=f"“{shown}” was read as words beside the row.",
    )
    return Note(remark.place, says)


def _no_year(written: str, word: FieldWord, place: Place) -> Note:
    says = Sentence(
        th=f"“{written}” ไม่ใช่ปี จึงไม่ได้อ่านค่าของ {word.th} ในปีนี้",
        en=f"“{written}” is no year; its value of {word.en} was not read.",
    )
    return Note(place, says)


def _other_year(written: str, year: int, place: Place) -> Note:
    """Said once a sheet: the place is the sheet's, not the cell's."""
    says = Sentence(th=f"อ่านปี “{written}” เป็น {year}", en=f"Year “{written}” was read as {year}.")
    return Note(Place(place.file, place.sheet), says)


def _year_twice(year: int, word: FieldWord, place: Place) -> Note:
    says = Sentence(
        th=f"{word.th} ปี {year} มีสองครั้ง จึงใช้ค่าแรก", en=f"{word.en} of {year} stands twice; the first value was used."
    )
    return Note(place, says)


def _written_twice(name: str, name_thai: str, used: str, place: Place) -> Note:
    says = Sentence(
        th=f"{name_thai} ของแผนนี้เขียนไว้ต่างกันในหลายไฟล์ จึงใช้ “{used}”",
        en=f"“{name}” of this plan is written in several ways in its files; “{used}” was used.",
    )
    return Note(place, says)
