"""Writes samples/good/sai-yoi.xlsx, in the layout of the official forms, and samples/good/sai-yoi.yaml, its twin.

Both come from samples/make/sai_yoi.yaml, and running this again gives the same bytes:

    python samples/make/make_workbook.py
"""

from __future__ import annotations

import datetime
import io
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

os.environ["OPENPYXL_LXML"] = (
    "False"  # The same bytes whether or not lxml is installed; openpyxl asks when it is imported.
)

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from samples_text import aligned, dump, fictional, provincial

HERE = Path(__file__).parent
GOOD = HERE.parent / "good"
YEARS = (2566, 2567, 2568, 2569, 2570)
_STAMP = datetime.datetime(2022, 10, 1)
_FONT = "TH SarabunPSK"
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="DDEBF7")
_SUM = PatternFill("solid", fgColor="F2F2F2")
_MONEY = "#,##0"
_POINTS_A_LINE = 20


@dataclass
class Table:
    """One detail table: the projects of a programme, under which strategy and tactic it stands."""

    strategy: dict
    tactic: dict
    code: str
    name: str
    projects: list[dict] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The programme's number within its tactic, such as `(1)`."""
        return self.code.removeprefix(self.tactic["code"])

    def budget(self, year: int) -> int:
        """What the projects ask for in `year`, in baht."""
        return sum(project["budget"].get(year, 0) for project in self.projects)

    def count(self, year: int) -> int:
        """How many projects have money in `year`."""
        return sum(year in project["budget"] for project in self.projects)


def tables(data: dict) -> Iterator[Table]:
    """The detail tables of the plan, in the order of its strategies, tactics and programmes."""
    for strategy in data["strategies"]:
        for tactic in strategy["tactics"]:
            for turn, programme in enumerate(tactic["programmes"], start=1):
                yield Table(strategy, tactic, f"{tactic['code']}({turn})", programme["name"], programme["projects"])


def build(data: dict) -> Workbook:
    """The workbook of the plan: cover, overview, ผ.01 and one ผ.02 sheet for each programme."""
    book = Workbook()
    book.remove(book.active)
    cover(book.create_sheet("ปก"), data)
    overview(book.create_sheet("ความเชื่อมโยง"), data)
    summary(book.create_sheet("ผ.01"), data)
    for table in tables(data):
        detail(book.create_sheet(f"ผ.02 {table.code}"), table, data)
    return book


def cover(sheet: Worksheet, data: dict) -> None:
    """The cover, with the notice that all of it is made up."""
    paper(sheet, landscape=False)
    sheet.column_dimensions["A"].width = 88
    lines = [
        (6, data["plan"]["title"], 28),
        (8, data["plan"]["owner"], 22),
        (20, fictional()[0], 16),
        (21, fictional()[1], 14),
    ]
    for row, words, size in lines:
        write(sheet, row, 1, words, size=size, bold=row < 20, horizontal="center", vertical="center")
        sheet.row_dimensions[row].height = 60


def overview(sheet: Worksheet, data: dict) -> None:
    """The overview: what each strategy is aligned with, a row a strategy."""
    headings = [
        ("ที่", 5),
        ("ยุทธศาสตร์ชาติ 20 ปี", 17),
        ("แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13", 19),
        ("เป้าหมายการพัฒนาที่ยั่งยืน (SDGs)", 17),
        ("ยุทธศาสตร์จังหวัด", 19),
        ("ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัด", 19),
        ("ยุทธศาสตร์ของ อปท.", 19),
        ("กลยุทธ์", 32),
        ("แผนงาน", 27),
        ("หน่วยงานรับผิดชอบหลัก", 17),
    ]
    titles = ["รายละเอียดความเชื่อมโยงของยุทธศาสตร์การพัฒนา", data["plan"]["title"], data["plan"]["owner"]]
    banner(sheet, titles, len(headings))
    for column, (words, width) in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        head(sheet, 5, column, words)
    widths = [width for _, width in headings]
    fit(sheet, 5, [words for words, _ in headings], widths)
    for row, strategy in enumerate(data["strategies"], start=6):
        own = [table for table in tables(data) if table.strategy is strategy]
        cells = [
            int(strategy["code"]),
            *[said for _, said in alignment(strategy)],
            f"{strategy['code']}. {strategy['name']}",
            "\n".join(f"{tactic['code']} {tactic['name']}" for tactic in strategy["tactics"]),
            "\n".join(dict.fromkeys(table.name for table in own)),
            strategy["unit"],
        ]
        for column, words in enumerate(cells, start=1):
            write(sheet, row, column, words, boxed=True, horizontal="center" if column == 1 else "left")
        fit(sheet, row, cells, widths)
    paper(sheet, repeat="5:5")


def summary(sheet: Worksheet, data: dict) -> None:
    """ผ.01: projects and money of each programme and strategy, by year and in all."""
    banner(sheet, ["บัญชีสรุปโครงการพัฒนา", data["plan"]["title"], data["plan"]["owner"]], 13, form="แบบ ผ.01")
    sheet.column_dimensions["A"].width = 46
    merge(sheet, "A5:A6")
    head(sheet, 5, 1, "ยุทธศาสตร์")
    for turn, heading in enumerate([*(f"ปี {year}" for year in YEARS), "รวม 5 ปี"]):
        column = 2 + 2 * turn
        merge(sheet, f"{get_column_letter(column)}5:{get_column_letter(column + 1)}5")
        head(sheet, 5, column, heading)
        head(sheet, 6, column, "จำนวนโครงการ")
        head(sheet, 6, column + 1, "งบประมาณ (บาท)")
        sheet.column_dimensions[get_column_letter(column)].width = 9
        sheet.column_dimensions[get_column_letter(column + 1)].width = 14
    sheet.row_dimensions[5].height = _POINTS_A_LINE + 4
    sheet.row_dimensions[6].height = 2 * _POINTS_A_LINE + 4
    row = 7
    for strategy in data["strategies"]:
        own = [table for table in tables(data) if table.strategy is strategy]
        row = label(sheet, row, f"{strategy['code']}. ยุทธศาสตร์ {strategy['name']}", bold=True)
        for tactic in strategy["tactics"]:
            row = label(sheet, row, f"{tactic['code']} กลยุทธ์ {tactic['name']}")
            for table in own:
                if table.tactic is tactic:
                    row = amounts(sheet, row, f"{table.number} {table.name}", [table])
        row = amounts(sheet, row, "รวม", own, bold=True)
    amounts(sheet, row, "รวมทั้งสิ้น", list(tables(data)), bold=True)
    paper(sheet, repeat="5:6")


def label(sheet: Worksheet, row: int, words: str, *, bold: bool = False) -> int:
    """A row of the summary that holds no figures; the next row's number."""
    write(sheet, row, 1, words, boxed=True, bold=bold)
    for column in range(2, 14):
        write(sheet, row, column, None, boxed=True)
    fit(sheet, row, [words], [46])
    return row + 1


def amounts(sheet: Worksheet, row: int, words: str, counted: list[Table], *, bold: bool = False) -> int:
    """A row of the summary with its figures; `รวม 5 ปี` counts a project in every year that has money for it."""
    count = [sum(table.count(year) for table in counted) for year in YEARS]
    money = [sum(table.budget(year) for table in counted) for year in YEARS]
    figures = [figure for pair in zip([*count, sum(count)], [*money, sum(money)], strict=True) for figure in pair]
    horizontal = "center" if bold else "left"
    write(sheet, row, 1, words, boxed=True, bold=bold, horizontal=horizontal, fill=bold)
    for column, figure in enumerate(figures, start=2):
        write(sheet, row, column, figure, boxed=True, bold=bold, horizontal="right", fill=bold, number=True)
    fit(sheet, row, [words], [46])
    return row + 1


_DETAIL = [
    ("ที่", 5),
    ("โครงการ", 24),
    ("วัตถุประสงค์", 25),
    ("เป้าหมาย\n(ผลผลิตของโครงการ)", 24),
    *((str(year), 11.5) for year in YEARS),
    ("ตัวชี้วัด\n(KPI)", 23),
    ("ผลที่คาดว่าจะได้รับ", 24),
    ("หน่วยงานที่รับผิดชอบหลัก", 16),
]


def detail(sheet: Worksheet, table: Table, data: dict) -> None:
    """ผ.02: eleven lines of heading and alignment, a header of three rows, the projects, and the foot."""
    widths = [width for _, width in _DETAIL]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    titles = ["รายละเอียดโครงการพัฒนา", data["plan"]["title"], data["plan"]["owner"]]
    banner(sheet, titles, len(_DETAIL), form="แบบ ผ.02")
    lines = [
        *(
            f"{letter} {said}"
            for letter, said in zip(["ก.", "ข.", "ค.", "ง.", "จ."], spoken(table.strategy), strict=True)
        ),
        f"{table.strategy['code']}. ยุทธศาสตร์ {table.strategy['name']}",
        f"    {table.tactic['code']} กลยุทธ์ {table.tactic['name']}",
        f"    {table.number} {table.name}",
    ]
    for row, words in enumerate(lines, start=4):
        merge(sheet, f"A{row}:{get_column_letter(len(_DETAIL))}{row}")
        write(sheet, row, 1, words, bold=row > 8, wrap=False, vertical="center")
        sheet.row_dimensions[row].height = _POINTS_A_LINE
    detail_head(sheet)
    row = 15
    for number, project in enumerate(table.projects, start=1):
        text = [project["objective"], project["target"]]
        money = [project["budget"].get(year) for year in YEARS]
        cells = [number, project["name"], *text, *money, project["kpi"], project["result"], project["unit"]]
        for column, words in enumerate(cells, start=1):
            spent = 5 <= column <= 9
            horizontal = "right" if spent else "center" if column in (1, 12) else "left"
            write(sheet, row, column, words, boxed=True, horizontal=horizontal, number=spent)
        fit(sheet, row, cells, widths)
        row += 1
    foot(sheet, row, table)
    paper(sheet, repeat="12:14")


def detail_head(sheet: Worksheet) -> None:
    """The header of a detail table, rows 12 to 14: the years stand under งบประมาณ, in the third row."""
    merge(sheet, "E12:I13")
    head(sheet, 12, 5, "งบประมาณ")
    for column, (words, _) in enumerate(_DETAIL, start=1):
        if 5 <= column <= 9:
            head(sheet, 14, column, f"{words}\n(บาท)")
        else:
            letter = get_column_letter(column)
            merge(sheet, f"{letter}12:{letter}14")
            head(sheet, 12, column, words)
    for row in (12, 13):
        sheet.row_dimensions[row].height = _POINTS_A_LINE
    sheet.row_dimensions[14].height = 2 * _POINTS_A_LINE + 4


def foot(sheet: Worksheet, row: int, table: Table) -> None:
    """The last row of a detail table: how many projects, and the money of each year."""
    merge(sheet, f"A{row}:D{row}")
    cells = [
        f"รวม {len(table.projects)} โครงการ",
        None,
        None,
        None,
        *(table.budget(year) for year in YEARS),
        None,
        None,
        None,
    ]
    for column, words in enumerate(cells, start=1):
        spent = 5 <= column <= 9
        write(
            sheet,
            row,
            column,
            words,
            boxed=True,
            bold=True,
            fill=True,
            number=spent,
            horizontal="right" if spent else "center",
        )
    sheet.row_dimensions[row].height = _POINTS_A_LINE + 4


_SPOKEN = {
    "national-strategy": ("ยุทธศาสตร์ชาติ 20 ปี", "ด้านที่"),
    "nesdp": ("แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13", "หมุดหมายที่"),
    "sdg": ("เป้าหมายการพัฒนาที่ยั่งยืน (SDGs)", "เป้าหมายที่"),
    "province": ("ยุทธศาสตร์จังหวัดที่", ""),
    "joint-local": ("ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัดแพร่", "ยุทธศาสตร์ที่"),
}


def alignment(strategy: dict) -> Iterator[tuple[str, str]]:
    """For each line of the alignment header: which list, and what a cell of the overview says."""
    for name, (_, lead) in _SPOKEN.items():
        code, title = aligned(strategy, name)
        yield name, f"{lead or 'ยุทธศาสตร์ที่'} {code} {title}"


def spoken(strategy: dict) -> Iterator[str]:
    """The lines of the alignment header, without their letters."""
    for name, (whole, lead) in _SPOKEN.items():
        code, title = aligned(strategy, name)
        yield re.sub(" +", " ", f"{whole} {lead} {code} {title}")


def banner(sheet: Worksheet, titles: list[str], columns: int, *, form: str = "") -> None:
    """The merged title lines of a form, with its code in the upper right corner."""
    for row, words in enumerate(titles, start=1):
        last = columns - 1 if form and row == 1 else columns
        merge(sheet, f"A{row}:{get_column_letter(last)}{row}")
        write(
            sheet,
            row,
            1,
            words,
            size=18 if row == 1 else 16,
            bold=True,
            horizontal="center",
            vertical="center",
            wrap=False,
        )
        sheet.row_dimensions[row].height = 26
    if form:
        write(sheet, 1, columns, form, bold=True, horizontal="right", vertical="center", wrap=False)


def write(
    sheet: Worksheet,
    row: int,
    column: int,
    words: str | int | None,
    *,
    size: int = 14,
    bold: bool = False,
    boxed: bool = False,
    fill: bool = False,
    number: bool = False,
    wrap: bool = True,
    horizontal: str = "left",
    vertical: str = "top",
) -> None:
    """Puts `words` into a cell and dresses it."""
    cell = sheet.cell(row, column)
    if words is not None:
        cell.value = words
    cell.font = Font(name=_FONT, size=size, bold=bold)
    cell.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wrap)
    if boxed:
        cell.border = _BOX
    if fill:
        cell.fill = _SUM
    if number:
        cell.number_format = _MONEY


def head(sheet: Worksheet, row: int, column: int, words: str) -> None:
    """Puts a column heading into a cell."""
    write(sheet, row, column, words, bold=True, boxed=True, horizontal="center", vertical="center")
    sheet.cell(row, column).fill = _HEAD


def merge(sheet: Worksheet, area: str) -> None:
    """Merges the cells of `area`, boxed where it is part of a table header or foot."""
    for line in sheet[area]:
        for cell in line:
            if cell.row >= 5 and not (cell.row < 12 and sheet.title.startswith("ผ.02")):
                cell.border = _BOX
    sheet.merge_cells(area)


def fit(sheet: Worksheet, row: int, cells: list, widths: list[float]) -> None:
    """Gives `row` the height that its longest cell needs, whichever Thai font stands in; vowels above and below take no width."""
    lines = 1
    for words, width in zip(cells, widths, strict=True):
        parts = [re.sub("[ัิ-ฺ็-๎]", "", part) for part in str(words or "").split("\n")]
        lines = max(lines, sum(1 + int(len(part) / (width * 0.66)) for part in parts))
    sheet.row_dimensions[row].height = _POINTS_A_LINE * lines + 4


def paper(sheet: Worksheet, *, landscape: bool = True, repeat: str = "") -> None:
    """Sets `sheet` up for A4, as wide as the page, with the notice in its header."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.oddHeader.right.text = "ตัวอย่างสมมติ / Fictional sample"
    sheet.oddFooter.center.text = "หน้า &P / &N"
    if repeat:
        sheet.print_title_rows = repeat


def save(book: Workbook, path: Path) -> None:
    """Writes `book`, the same content as the same bytes; a workbook that holds it already is left as it is."""
    book.properties.creator = "องค์การบริหารส่วนตำบลไทรย้อย (ตัวอย่างสมมติ)"
    book.properties.created = _STAMP
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source:
        parts = {name: stamped(name, source.read(name)) for name in source.namelist()}
    if path.exists() and held(path) == parts:
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)


def stamped(name: str, content: bytes) -> bytes:
    """The part `name` of a workbook as if it had been written at one fixed time."""
    if name != "docProps/core.xml":
        return content
    stamp = _STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)


def held(path: Path) -> dict[str, bytes]:
    """The parts of the workbook at `path`; zlibs compress otherwise what is the same."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def twin(data: dict) -> str:
    """The plan as YAML, with the codes that the forms give: strategy 1, tactic 1.1, programme 1.1(1), project 1.1(1)-3."""
    plan = {name: data["plan"][name] for name in ("code", "level", "title", "owner", "area", "years")}
    plan |= {name: data["plan"][name] for name in ("meeting_on", "endorsed_by", "endorsed_on", "announced_on")}
    plan["written_against"] = [{"plan": data["plan"]["province"], "version": "2566"}]
    nodes: list[dict] = []
    for strategy in data["strategies"]:
        nodes += strategy_nodes(strategy)
        for tactic in strategy["tactics"]:
            nodes.append({"tactic": tactic["code"], "part_of": strategy["code"], "name": tactic["name"]})
            for table in tables(data):
                if table.tactic is tactic:
                    nodes += [*programme_nodes(table), foot_node(table)]
    return dump({"plan": plan, "nodes": [*nodes, *summary_nodes(data)]})


def strategy_nodes(strategy: dict) -> list[dict]:
    """A strategy with what it supports, its goals and their indicators."""
    supports: list[object] = []
    for name in _SPOKEN:
        code, title = aligned(strategy, name)
        supports.append({"to": f"{provincial()}/{code}", "title": title} if name == "province" else f"{name}:{code}")
    node = {
        "strategy": strategy["code"],
        "name": strategy["name"],
        "responsible_unit": strategy["unit"],
        "supports": supports,
    }
    nodes = [node]
    for goal in strategy.get("goals", ()):
        nodes.append({"goal": goal["code"], "part_of": strategy["code"], "name": goal["name"]})
        for indicator in goal["indicators"]:
            named = {"indicator": indicator["code"], "measures": goal["code"]}
            told = {name: value for name, value in indicator.items() if name not in ("code", "baseline", "targets")}
            told["baseline"] = {YEARS[0] - 1: indicator["baseline"]}
            told["targets"] = dict(zip(YEARS, indicator["targets"], strict=True))
            nodes.append(named | told)
    return nodes


def programme_nodes(table: Table) -> list[dict]:
    """A programme and its projects."""
    nodes: list[dict] = [{"programme": table.code, "part_of": table.tactic["code"], "name": table.name}]
    for number, project in enumerate(table.projects, start=1):
        node = {
            "project": f"{table.code}-{number}",
            "part_of": table.code,
            "number": number,
            "name": project["name"],
            "objective": project["objective"],
            "target": project["target"],
            "budget": project["budget"],
            "indicator_text": project["kpi"],
            "expected_result": project["result"],
            "responsible_unit": project["unit"],
        }
        if "comes_from" in project:
            node["comes_from"] = project["comes_from"]
        nodes.append(node)
    return nodes


def foot_node(table: Table) -> dict:
    """The foot of a detail table, as the forms print it."""
    count = len(table.projects)
    return {
        "total": f"ท้ายตาราง:{table.code}",
        "name": f"รวม {count} โครงการ",
        "table": "ท้ายตาราง",
        "sums": [f"{table.code}-{number}" for number in range(1, count + 1)],
        "budget": {year: table.budget(year) for year in YEARS},
        "count_all": count,
    }


def summary_nodes(data: dict) -> list[dict]:
    """The rows of ผ.01 that hold figures, as the form prints them."""
    nodes = []
    for strategy in data["strategies"]:
        own = [table for table in tables(data) if table.strategy is strategy]
        nodes += [
            summary_node(f"สรุป:{table.code}", f"{table.number} {table.name}", table.code, [table]) for table in own
        ]
        nodes.append(summary_node(f"สรุป:{strategy['code']}", "รวม", strategy["code"], own))
    nodes.append(summary_node("สรุป:รวมทั้งสิ้น", "รวมทั้งสิ้น", data["plan"]["code"], list(tables(data))))
    return nodes


def summary_node(code: str, name: str, sums: str, counted: list[Table]) -> dict:
    """One row of ผ.01 with its figures."""
    count = {year: sum(table.count(year) for table in counted) for year in YEARS}
    budget = {year: sum(table.budget(year) for table in counted) for year in YEARS}
    return {
        "total": code,
        "name": name,
        "table": "บัญชีสรุป",
        "sums": sums,
        "count": count,
        "budget": budget,
        "count_all": sum(count.values()),
        "budget_all": sum(budget.values()),
    }


def read(path: Path = HERE / "sai_yoi.yaml") -> dict:
    """The plan as it is written by hand."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    plan = read()
    save(build(plan), GOOD / "sai-yoi.xlsx")
    (GOOD / "sai-yoi.yaml").write_text(twin(plan), encoding="utf-8")
