"""Random submissions that shrink well, and a rulebook that asks everything a rule can ask.

A submission is drawn as short strings of bytes, one a plan and one a node. Each byte is one choice and 0 is the plainest,
so that hypothesis shrinks a failing plan by dropping nodes and by making those that stay plain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import Any

from hypothesis import strategies as st

from checker.assemble import assemble
from checker.chain import FieldWord, built_in_chain
from checker.codes import CodeList, CodeLists, Entry
from checker.located import Listing, Located, Mapping, Scalar
from checker.plan import Graph, Node, Plan
from checker.readers.draft import Draft
from checker.readers.structured import draft_of

Rename = Callable[[str], str]
NODE_BYTES, PLAN_BYTES = 80, 28

PLANS = (
    ("local", "LP"), ("province", "PP-54"), ("tambon", "TP"), ("village", "VP/2"), ("local", "LQ"), ("district", "DP"),
    ("agency", "AG"), ("national", "NP"), ("cluster", "CP"),
)  # fmt: skip
KINDS = (
    "project", "strategy", "indicator", "goal", "total", "problem", "programme", "project", "activity", "tactic",
    "equipment", "project", "indicator", "goal", "strategy", "project", "indicator", "strategy", "goal", "total",
)  # fmt: skip
CODES = {
    "project": ("P1", "P2", "P3", "p 2", "P๓", "1", None),
    "strategy": ("1", "2", "๑", "S3", "1"),
    "goal": ("G1", "G2", "1"),
    "tactic": ("1.1", "1.2"),
    "programme": ("1.1(1)", "1.1(2)", "1.1"),
    "activity": ("A1", "A3"),
    "indicator": ("K1", "K2", "K3", "P1"),
    "problem": ("N1", "N3", None),
    "equipment": ("E1",),
    "total": ("T1", "T2"),
}  # fmt: skip
NAMES = (
    "ถนน",
    "น้ำดื่ม",
    "นํ้า ดื่ม",
    "ถนน 3 สาย",
    "ยุทธศาสตร์ที่ 1 ถนน",
    None,
    "-",
    "จัดประชุม",
    "road",
    "....(ระบุ)",
    "การศึกษา",
    "ที่ 2",
)
WORDS = {
    "text": ("ถนน", "road 3 km", "ROAD 3km", None, "ร้อยละ 80", "-", "ร้อยละ", "คน", "…… (ระบุ)", "สองแห่ง", "", "กองช่าง"),
    "number": ("1", "2", "3", "๒", None, "0", "1.5", "x", "-", "4", "4.", " 3 ", "2566", "2566.5"),
    "money": ("1", "2", "๓", None, "0", "-", "x", "1", "2 บาท", "4", "(1)", "1.50", "0.5"),
    "period": ("2566-2570", "๒๕๖๖ - ๒๕๗๐", "2566-2568", None, "soon", "66-70", "2565", "2561-2565"),
    "area": ("54", "540503", "๕๔๐๕", None, "53", "54-05"),
    "date": ("2566-01-31", "12/06/2565", "๑ ต.ค. ๒๕๖๕", None, "soon", "30 กันยายน 2570", "2022-10-01", "1/10/70", "-", "31/02/2566"),
    "choice": (),
}  # fmt: skip
YEARS = ("2566", "2567", "๒๕๖๘", "2023", "2569", "70", "2565", "2571", "soon")
TITLES = ("ถนน", "ด้าน ถนน", "น้ำดื่ม", "การศึกษา", "ที่ 1")
REGISTERS = CodeLists(
    (
        CodeList("responsible-unit", 2561, 2580, (Entry("U1", "กองช่าง", "", ("ช่าง",)), Entry("U2", "road 3 km", ""))),
        CodeList("joint-local", 2566, 2570, (Entry("1", "ถนน", ""), Entry("2", "น้ำดื่ม", ""))),
    )
)


@dataclass
class Dice:
    """Choices read off a string of bytes; when it runs out, every choice is the first."""

    rest: bytes

    def roll(self, sides: int) -> int:
        """A number below `sides`, the lower the lower the byte."""
        byte, self.rest = (self.rest[0], self.rest[1:]) if self.rest else (0, b"")
        return byte * sides >> 8

    def pick(self, options: Sequence[Any]) -> Any:
        return options[self.roll(len(options))]


@dataclass(frozen=True)
class Written:
    """One plan as it is written, not yet read. `asked` and `holds` stand for what its forms have room for."""

    document: dict[str, Any]
    file: str
    submitted: bool
    holds: frozenset[str] | None = None
    asked: tuple[frozenset[str] | None, ...] = ()

    def draft(self) -> Draft:
        """What the reader makes of it."""
        draft = draft_of([located(self.document)], self.file)
        (plan,) = draft.plans
        plan.holds = self.holds
        for node, asked in zip(plan.nodes, self.asked, strict=False):
            node.asked = asked
        return draft


@dataclass(frozen=True)
class Submission:
    """Written plans; those that are not submitted are context."""

    plans: tuple[Written, ...]
    lists: CodeLists

    def graph(self, shuffled: Random | None = None) -> Graph:
        """The assembled graph; `shuffled` mixes the rows and files, whose places stay what they are."""
        drafts = [(plan.submitted, plan.draft()) for plan in self.plans]
        if shuffled is not None:
            shuffled.shuffle(drafts)
            for _, draft in drafts:
                for plan in draft.plans:
                    shuffled.shuffle(plan.nodes)
        submitted, context = Draft(), Draft(code_lists=self.lists)
        for is_submitted, draft in drafts:
            (submitted if is_submitted else context).extend(draft)
        return assemble(submitted, context)

    def with_node(self, plan: int, node: dict[str, Any]) -> Submission:
        """The same with one node more at the end of a plan."""
        plans = list(self.plans)
        document = plans[plan].document
        plans[plan] = replace(plans[plan], document={**document, "nodes": [*document["nodes"], node]})
        return replace(self, plans=tuple(plans))


def located(data: Any, lines: Iterator[int] | None = None) -> Located:
    """`data` as if it had been read from a text in which every mapping begins a line of its own."""
    lines = lines or count(1)
    if isinstance(data, dict):
        line = next(lines)
        items = {name: located(value, lines) for name, value in data.items()}
        return Mapping(items, dict.fromkeys(items, line), line)
    if isinstance(data, list):
        return Listing([located(item, lines) for item in data], next(lines))
    return Scalar("" if data is None else data, data is not None, next(lines))


def unchanged(code: str) -> str:
    return code


def build(seeds: Sequence[tuple[bytes, Sequence[bytes]]], rename: Rename = unchanged) -> Submission:
    """The submission that `seeds` describe, all codes of its plans and nodes written as `rename` has it."""
    cast = _Cast(rename)
    for number, (heading, nodes) in enumerate(seeds):
        cast.enter(number, Dice(heading), [Dice(one) for one in nodes])
    lists = REGISTERS if seeds and seeds[0][0][-1:] < b"\x80" else CodeLists()
    return Submission(tuple(cast.write(number) for number in range(len(seeds))), lists)


@dataclass(frozen=True)
class _Role:
    """A plan or a node of one, before it is written."""

    dice: Dice
    number: int
    level: str
    plan: str
    kind: str
    code: str | None


class _Cast:
    """Who is there, so that references can name them."""

    def __init__(self, rename: Rename) -> None:
        self.rename = rename
        self.plans: list[_Role] = []
        self.nodes: list[_Role] = []

    def enter(self, number: int, dice: Dice, nodes: list[Dice]) -> None:
        level, plan = dice.pick(PLANS) if number else PLANS[0]
        self.plans.append(_Role(dice, number, level, plan, "plan", plan))
        for one in nodes:
            kind = one.pick(KINDS)
            self.nodes.append(_Role(one, number, level, plan, kind, one.pick(CODES[kind])))

    def write(self, number: int) -> Written:
        plan, dice = self.plans[number], self.plans[number].dice
        submitted = number == 0 or dice.roll(3) == 1
        forms, asked = dice.roll(4), dice.roll(4)
        heading: dict[str, Any] = {"code": self.rename(plan.plan), "level": plan.level}
        heading["years"] = dice.pick(WORDS["period"])
        heading["area"] = dice.pick(WORDS["area"])
        heading["title"] = dice.pick(NAMES)
        heading["written_against"] = self.references(plan, "written_against")
        if dice.roll(2):
            heading["owner"] = dice.pick(WORDS["text"])
        fields = built_in_chain().kinds["plan"].fields
        for name in _OF_PLANS[: dice.roll(len(_OF_PLANS) + 1)]:
            heading[name] = _single(fields[name], dice)
        holds = frozenset(kind for kind in KINDS if not dice.roll(4)) if forms == 3 else None
        nodes = [role for role in self.nodes if role.number == number]
        written = [self.node(role) for role in nodes]
        asks = _asked(written, nodes, alike=asked == 2) if asked > 1 else (None,) * len(nodes)
        return Written({"plan": heading, "nodes": written}, f"{number}.yaml", submitted, holds, asks)

    def node(self, role: _Role) -> dict[str, Any]:
        chain, dice = built_in_chain(), role.dice
        node: dict[str, Any] = {role.kind: role.code and self.rename(role.code)}
        relations = [name for name, word in chain.relations.items() if role.kind in word.ends]
        for relation in relations:
            if relation not in _RARE:
                node[relation] = self.references(role, relation)
        fields = {name: field for name, field in chain.kinds[role.kind].fields.items() if not field.derived}
        for name, field in fields.items():
            if name == "name":
                node[name] = dice.pick(NAMES)
            elif name not in _SELDOM:
                node[name] = _drawn(field, dice)
        for relation in relations:
            if relation in _RARE and dice.roll(3):
                node[relation] = self.references(role, relation)
        seldom = [name for name in fields if name in _SELDOM]
        for _ in range(dice.roll(4) if seldom else 0):
            name = dice.pick(seldom)
            node[name] = _drawn(fields[name], dice)
        return node

    def references(self, role: _Role, relation: str) -> Any:
        how_many = role.dice.pick((1, 1, 0, 2))
        return [self.reference(role, relation) for _ in range(how_many)] or None

    def reference(self, role: _Role, relation: str) -> Any:
        """A reference in one of its written forms, mostly to somebody who is there."""
        dice, word = role.dice, built_in_chain().relations[relation]
        inside = word.levels is None
        plan, code, title = self.aim(role, relation)
        if "plan" in word.ends[role.kind] and (not inside or dice.roll(3) == 2):
            return self.rename(plan)
        across = f"{self.rename(plan)}/{self.rename(code)}"
        near = self.rename(code) if inside or plan == role.plan else across
        listed = dice.pick(_LISTED)
        name, _, entry = listed.partition(":")
        level = dice.pick(("province", "local", "district", "national"))
        by_level = {"level": level, "title": title, **({"to": self.rename(code)} if dice.roll(2) else {})}
        forms = (
            near,
            {"to": near, "title": title},
            across,
            near,
            listed,
            by_level,
            {"list": name, "to": entry, "title": title},
        )
        return forms[dice.roll(4 if inside else len(forms))]

    def aim(self, role: _Role, relation: str) -> tuple[str, str, str]:
        """The plan, code and title that a reference names: somebody's who is there, or any."""
        dice, chain = role.dice, built_in_chain()
        how, title, at = dice.roll(8), dice.pick(TITLES), dice.roll(256)
        kinds = chain.target_kinds(relation, role.kind)
        levels = chain.target_levels(relation, role.level)
        inside = chain.relations[relation].levels is None
        fitting = [
            one
            for one in (*self.nodes, *self.plans)
            if one.kind in kinds and one.level in levels and one.code and (one.plan == role.plan or not inside)
        ]
        if how < 6 and fitting:
            found = fitting[at % len(fitting)]
            return found.plan, found.code or "", title
        anybody = (*self.nodes, *self.plans)
        if how == 6:
            found = anybody[at % len(anybody)]
            return found.plan, found.code or "X8", title
        return dice.pick(PLANS)[1], dice.pick([*CODES[dice.pick(KINDS)], "X9"]) or "X8", title


_RARE = ("amends", "forwarded_to", "owned_by", "mapped_to")
_SELDOM = frozenset(
    {
        "starts_on", "ends_on", "amendment", "amendment_number", "refusal_reason", "standing", "resolution",
        "budget_class", "site_permission", "drawings", "quotations", "terms_of_reference", "public_consent", "remark",
        "milestones",
    }
)  # fmt: skip
_OF_PLANS = ("endorsed_on", "meeting_on", "ceiling", "endorsed_by", "consulted_on", "consulted_groups", "announced_on")
_LISTED = ("nesdp:9", "sdg:1", "nesdp:99", "joint-local:1", "master-plan:2", "national-strategy:2")


def _drawn(field: FieldWord, dice: Dice) -> Any:
    return _yearly(field, dice) if field.yearly else _single(field, dice)


def _single(field: FieldWord, dice: Dice) -> Any:
    if field.choices:
        first = [*field.choices, None, *(spellings[0] for spellings in field.choices.values())]
        return dice.pick([*first, "x"])
    return dice.pick(WORDS[field.type])


def _yearly(field: FieldWord, dice: Dice) -> Any:
    filled = dice.roll(5)
    if filled == 4:
        return {year: dice.pick(WORDS[field.type]) for year in YEARS[: 1 + dice.roll(len(YEARS))]}
    return {dice.pick(YEARS): dice.pick(WORDS[field.type]) for _ in range(filled)} or None


def _asked(written: list[dict[str, Any]], nodes: list[_Role], *, alike: bool) -> tuple[frozenset[str], ...]:
    """What the form of each node asks for; where they are `alike`, one form a kind."""
    asks = [frozenset(name for name in node if role.dice.roll(4)) for node, role in zip(written, nodes, strict=True)]
    of_kind = dict(zip((role.kind for role in nodes), asks, strict=True))
    return tuple(of_kind[role.kind] for role in nodes) if alike else tuple(asks)


def seeds(*, brief: bool = False) -> st.SearchStrategy[list[tuple[bytes, list[bytes]]]]:
    """What `build` makes a submission of: some 20 nodes in four plans.

    `brief` ones take an eighth of hypothesis's room, and shrink by dropping plans and nodes only.
    """
    node = _brief(NODE_BYTES) if brief else st.binary(min_size=NODE_BYTES, max_size=NODE_BYTES)
    heading = _brief(PLAN_BYTES) if brief else st.binary(min_size=PLAN_BYTES, max_size=PLAN_BYTES)
    return st.lists(st.tuples(heading, st.lists(node, max_size=12)), min_size=2, max_size=6)


def _brief(size: int) -> st.SearchStrategy[bytes]:
    return st.integers(0, 2**24 - 1).map(lambda seed: Random(seed).randbytes(size) if seed else bytes(size))


def submissions(*, brief: bool = False) -> st.SearchStrategy[Submission]:
    """Random submissions; the first plan is always submitted."""
    return seeds(brief=brief).map(build)


def together(graphs: Sequence[Graph]) -> Graph:
    """One graph of many that know nothing of each other, save that they share the code lists: judged at one go."""
    plans: dict[str, Plan] = {}
    nodes: dict[str, Node] = {}
    registers: dict[str, frozenset[str]] = {}
    for number, graph in enumerate(graphs):
        names = {name: name if "@" in node.plan else f"{number}:{name}" for name, node in graph.nodes.items()}
        codes = {code: code if "@" in code else f"{number}:{code}" for code in graph.plans}
        for code, plan in graph.plans.items():
            plans[codes[code]] = replace(plan, code=codes[code], heading=names[plan.heading])
        for name, node in graph.nodes.items():
            references = tuple(
                replace(one, targets=tuple(names[target] for target in one.targets)) for one in node.references
            )
            ident = node.ident if "@" in node.plan else f"{number}:{node.ident}"
            nodes[names[name]] = replace(
                node, id=names[name], ident=ident, plan=codes[node.plan], references=references
            )
        for name, words in graph.registers.items():
            registers[name] = registers.get(name, frozenset()) | words
    return Graph(dict(sorted(plans.items())), dict(sorted(nodes.items())), registers)


def sample(seed: int) -> Submission:
    """One submission out of many, the same for the same seed: for trying something quickly."""
    random = Random(seed)
    plans = range(random.randint(2, 6))
    return build(
        [
            (random.randbytes(PLAN_BYTES), [random.randbytes(NODE_BYTES) for _ in range(random.randint(0, 9))])
            for _ in plans
        ]
    )
