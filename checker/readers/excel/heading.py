"""The plan's heading, pieced together from the title lines of its sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from checker.chain import built_in_chain
from checker.codes import Authority, built_in_areas
from checker.errors import Fault, UnreadableSubmission
from checker.place import Place
from checker.plan import Note
from checker.readers.draft import Cell, DraftNode
from checker.readers.excel.grid import words
from checker.readers.excel.plan import PlanSoFar
from checker.readers.excel.titles import TitleLines
from checker.text import Sentence, nearest
from checker.thai import key

_LETTERS: Final = {"village": "VP", "tambon": "TP", "district": "DP", "province": "PP", "cluster": "CP", "agency": "AP"}


def heading(plan: PlanSoFar, file: str, budget_years: Sequence[str]) -> tuple[DraftNode, str]:
    """The plan's own node and its level: from its card where it has one, else from the titles of its sheets.

    Raises UnreadableSubmission where a card does not tell the level.
    """
    if plan.card is not None:
        return plan.card, _level_on_card(plan.card, plan.level)
    if plan.titles.other is not None and not plan.titles.titles:
        level, lead = plan.titles.other
        return _other_heading(plan, level, lead, file, budget_years), level
    return _local_heading(plan.titles, file, budget_years, plan.notes), "local"


def _level_on_card(card: DraftNode, cell: Cell | None) -> str:
    levels = built_in_chain().levels
    written = "" if cell is None else " ".join(words(cell.raw).split())
    for name, word in levels.items():
        if key(written) in {key(name), key(word.th), key(word.en)}:
            return name
    close = nearest(written, {word.th for word in levels.values()}, most=1)
    place = card.place if cell is None else cell.place
    said_th, said_en = (f"ระดับแผน “{written}”", f"“{written}”") if written else ("ระดับแผนที่ว่างอยู่", "An empty cell")
    known = ", ".join(word.th for word in levels.values())
    says = Sentence(
        th=f"{said_th} ไม่ใช่ระดับที่รู้จัก ให้เขียน {close[0] if close else f'คำหนึ่งใน {known}'}",
        en=f"{said_en} is no level of plan. Write {close[0] if close else f'one of {known}'}.",
    )
    raise UnreadableSubmission([Fault(place, says)])


def _other_heading(plan: PlanSoFar, level: str, lead: Cell, file: str, budget_years: Sequence[str]) -> DraftNode:
    """The heading of a plan of a level other than `local`, from the title on its sheets."""
    area, letters = _area_of(level, str(lead.raw)), _LETTERS[level]
    stem = area or "".join(file.rpartition(".")[0].split()).replace("/", "-").replace(":", "-")
    node = DraftNode("plan", Cell(f"{letters}-{stem}", lead.place), lead.place)
    years = next(iter(plan.titles.years), None) or _years_of_budget(budget_years, lead.place, plan.notes)
    node.cells = {"title": lead, "years": years or Cell(None, lead.place)}
    if area:
        node.cells["area"] = Cell(area, lead.place)
    node.asked = frozenset({"title", "years", *({"area"} if area else ())})
    from_th, from_en = ("รหัสพื้นที่ในหัวเรื่อง", "the area in its title") if area else ("ชื่อไฟล์", "the file's name")
    plan.note(
        lead.place,
        f"สมุดงานนี้ไม่มีแผ่น “ข้อมูลแผน” จึงตั้งรหัสแผนตาม{from_th}ว่า {node.code.raw} แผนอื่นที่อ้างด้วยรหัสอื่นจะไม่พบแผนนี้ "
        "ให้เพิ่มแผ่น “ข้อมูลแผน” ที่บอกรหัสจริง",
        f"The workbook has no plan card, so the plan's code was made from {from_en}: {node.code.raw}. Plans that cite it by "
        "another code do not find it. Add a sheet “ข้อมูลแผน” that tells its code.",
    )
    return node


def _area_of(level: str, title: str) -> str | None:
    """The code of the district or tambon that a title names; None where none or several are named."""
    areas, folded = built_in_areas(), key(title)
    named = areas.districts if level == "district" else areas.tambons if level == "tambon" else {}
    word = "อำเภอ" if level == "district" else "ตำบล"
    found = [code for code, name in named.items() if key(f"{word}{name}") in folded]
    if len(found) > 1 and level == "tambon":
        inside = [code for code, name in areas.districts.items() if key(f"อำเภอ{name}") in folded]
        found = [code for code in found if any(code.startswith(one[:4]) for one in inside)]
    return found[0] if len(found) == 1 else None


def _years_of_budget(budget_years: Sequence[str], place: Place, notes: list[Note]) -> Cell | None:
    if not budget_years:
        return None
    span = f"{min(budget_years)}-{max(budget_years)}"
    says_th = f"หัวเรื่องไม่บอกช่วงปีของแผน จึงใช้ปีของคอลัมน์งบประมาณ ({span})"
    says_en = f"The title does not tell the plan's years, so those of the budget columns were taken ({span})."
    notes.append(Note(place, Sentence(th=says_th, en=says_en)))
    return Cell(span, place)


def _local_heading(lines: TitleLines, file: str, budget_years: Sequence[str], notes: list[Note]) -> DraftNode:
    """The heading of a local plan, and notes on what the sheets say differently or do not say.

    Its code is `LP-` and the code of the owner's area, or the owner's name where the area is not known.
    """
    own, years = _most(lines.owners, owner_key, notes), _most(lines.years, key, notes)
    title = next(iter(lines.titles), None)
    authority = built_in_areas().authority(str(own.raw)) if own else None
    first = own or title or Cell(None, Place(file))
    node = DraftNode("plan", Cell(_code(own, authority, file), first.place), first.place)
    if own is None:
        says_th = "ไม่พบชื่อองค์กรปกครองส่วนท้องถิ่นเหนือตาราง จึงเรียกแผนนี้ตามชื่อไฟล์ ให้เขียนชื่อไว้ในหัวเรื่อง"
        says_en = "No local authority is named above the tables, so the plan goes by the file's name. Write the name in the title."
        notes.append(Note(first.place, Sentence(th=says_th, en=says_en)))
    if years is None:
        years = _years_of_budget(budget_years, first.place, notes)
    for name, cell in (("title", title), ("owner", own), ("years", years)):
        node.cells[name] = cell or Cell(None, first.place)
    node.asked = frozenset(node.cells)
    if authority:
        node.cells["area"] = Cell(authority.area, first.place)
        node.asked |= {"area"}
    return node


def owner_key(written: str) -> str:
    """What tells one authority from another, however its name is written."""
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
