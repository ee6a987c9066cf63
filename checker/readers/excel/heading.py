"""The plan's heading, pieced together from the title lines of its sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from checker.codes import Authority, built_in_areas
from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Cell, DraftNode
from checker.readers.excel.lines import owner, plan_title, plan_years
from checker.text import Sentence
from checker.thai import key, period


@dataclass(slots=True)
class TitleLines:
    """The titles, owners and years that stand above the tables, in the order of their finding."""

    titles: list[Cell] = field(default_factory=list)
    owners: list[Cell] = field(default_factory=list)
    years: list[Cell] = field(default_factory=list)

    def see(self, written: str, place: Place) -> bool:
        """Takes up what a line of words says of the plan; whether it says anything."""
        is_title = plan_title(written)
        if is_title:
            self.titles.append(Cell(" ".join(written.split()), place))
            years = plan_years(written)
            if years and period(years):
                self.years.append(Cell(years, place))
        named = owner(written)
        if named:
            self.owners.append(Cell(named, place))
        return is_title or named is not None


def heading(lines: TitleLines, file: str, budget_years: Sequence[str]) -> tuple[DraftNode, list[Note]]:
    """The plan's own node, and notes on what the sheets say differently or do not say.

    Its code is `LP-` and the code of the owner's area, or the owner's name where the area is not known.
    """
    notes: list[Note] = []
    own, years = _most(lines.owners, _owner_key, notes), _most(lines.years, key, notes)
    title = next(iter(lines.titles), None)
    authority = built_in_areas().authority(str(own.raw)) if own else None
    first = own or title or Cell(None, Place(file))
    node = DraftNode("plan", Cell(_code(own, authority, file), first.place), first.place)
    if own is None:
        says_th = "ไม่พบชื่อองค์กรปกครองส่วนท้องถิ่นเหนือตาราง จึงเรียกแผนนี้ตามชื่อไฟล์ ให้เขียนชื่อไว้ในหัวเรื่อง"
        says_en = "No local authority is named above the tables, so the plan goes by the file's name. Write the name in the title."
        notes.append(Note(first.place, Sentence(th=says_th, en=says_en)))
    if years is None and budget_years:
        span = f"{min(budget_years)}-{max(budget_years)}"
        years = Cell(span, first.place)
        says_th = f"หัวเรื่องไม่บอกช่วงปีของแผน จึงใช้ปีของคอลัมน์งบประมาณ ({span})"
        says_en = f"The title does not tell the plan's years, so those of the budget columns were taken ({span})."
        notes.append(Note(first.place, Sentence(th=says_th, en=says_en)))
    for name, cell in (("title", title), ("owner", own), ("years", years)):
        node.cells[name] = cell or Cell(None, first.place)
    node.asked = frozenset(node.cells)
    if authority:
        node.cells["area"] = Cell(authority.area, first.place)
        node.asked |= {"area"}
    return node, notes


def _owner_key(written: str) -> str:
    authority = built_in_areas().authority(written)
    return f"{authority.type}{authority.name}{authority.area}" if authority else key(written)


def _most(cells: Iterable[Cell], folded: Callable[[str], str], notes: list[Note]) -> Cell | None:
    """The cell that most others agree with; of several, the first. A note for each other reading."""
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(folded(str(cell.raw)), []).append(cell)
    if not groups:
        return None
    best = max(groups.values(), key=len)
    for other in groups.values():
        if other is not best:
            says = Sentence(
                th=f"แผ่นงานนี้เขียนว่า “{other[0].raw}” แต่แผ่นงานส่วนใหญ่เขียนว่า “{best[0].raw}” จึงใช้อย่างหลัง",
                en=f"This sheet says “{other[0].raw}” but most sheets say “{best[0].raw}”, so the latter was taken.",
            )
            notes.append(Note(other[0].place, says))
    return best[0]


def _code(own: Cell | None, authority: Authority | None, file: str) -> str:
    """`LP-540503`; with the type, and if need be the name, where authorities share the area."""
    if authority is None:
        name = str(own.raw) if own else file.rpartition(".")[0] or file
        return "LP-" + "".join(name.split()).replace("/", "-").replace(":", "-")
    sharing = [one for one in built_in_areas().authorities if one.area == authority.area]
    if len(sharing) == 1:
        return f"LP-{authority.area}"
    if sum(one.type == authority.type for one in sharing) == 1:
        return f"LP-{authority.area}-{authority.type}"
    return f"LP-{authority.area}-{authority.type}{authority.name}"
