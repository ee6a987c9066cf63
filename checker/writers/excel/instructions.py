"""The first page of a blank workbook: what each sheet is for and how it is filled in, Thai first and English beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from checker.chain import built_in_chain
from checker.forms import Form
from checker.readers.excel.ours import SHEET_MARK
from checker.text import Sentence
from checker.writers.excel.look import Look, paper

_WIDTH: Final = 82  # one column that is wider than the page is cut off, not made smaller
_LETTERS_A_LINE: Final = 68
_POINTS: Final = 21
_HEADING: Final = (56, 27)

_PURPOSE: Final = {
    "plan-card": (
        "รหัส ระดับ ชื่อ หน่วยงาน พื้นที่ และปีของแผน กรอกแผ่นนี้ก่อน",
        "The plan itself: code, level, title, owner, area, years. Fill this first.",
    ),
    "overview": (
        "ยุทธศาสตร์ทุกข้อกับแผนระดับบนที่สอดคล้อง ขึ้นต้นด้วยเลข เช่น “1. การพัฒนา…” กลยุทธ์ “1.1 …” แถวละหนึ่งข้อ แผ่น ผ.02 จะให้เลือกจากที่นี่",
        "Every strategy with what it serves, numbered “1. …”; tactics “1.1 …”, one a row. The ผ.02 "
        "sheets pick from here.",
    ),
    "summary": ("รวมยอดจากแผ่น ผ.02 ให้เอง ไม่ต้องพิมพ์", "Adds itself up from the ผ.02 sheets."),
    "details": (
        "โครงการ แผ่นละหนึ่งแผนงาน เลือกบรรทัด ก.–จ. ยุทธศาสตร์ กลยุทธ์ และแผนงานในช่องสีเหลือง "
        "แผ่นไม่พอให้คัดลอกทั้งแผ่น (คลิกขวาที่ชื่อแผ่น > ย้ายหรือคัดลอก) แถวไม่พอให้แทรกแถวเหนือแถวรวม",
        "Projects, one programme a sheet. Pick the lines in the yellow cells. More sheets: copy a whole "
        "one. More rows: insert them above the total.",
    ),
    "from-villages": (
        "โครงการที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน เลือกต้นทางในคอลัมน์ “มาจาก”",
        "Projects taken from village plans; pick where each comes from.",
    ),
    "beyond-capacity": (
        "โครงการที่เกินศักยภาพ บอกหน่วยงานที่จะขอประสาน",
        "Projects beyond the authority's capacity, and the agency to be asked.",
    ),
    "equipment": ("ครุภัณฑ์ แถวละหนึ่งรายการ", "Equipment, an item a row."),
    "strategies": (
        "ยุทธศาสตร์หรือประเด็นการพัฒนา แถวละหนึ่งข้อ และแผนระดับบนที่สนับสนุน",
        "Strategies or issues, one a row, and what each serves.",
    ),
    "goals": (
        "เป้าประสงค์และตัวชี้วัด แถวละหนึ่งตัวชี้วัด เป้าประสงค์เดิมใส่รหัสและชื่อซ้ำได้",
        "Goals and indicators, an indicator a row; a goal may be repeated.",
    ),
    "p-stm": (
        "เป้าหมายเชิงยุทธศาสตร์ ที่มา และตัวชี้วัด แถวละหนึ่งตัวชี้วัด",
        "Strategic targets, what they are drawn from, and indicators, one a row.",
    ),
    "tactics": ("กลยุทธ์และแผนงาน แถวละหนึ่งแผนงาน", "Tactics and programmes, a programme a row."),
    "problems": ("ปัญหาและความต้องการ เรียงลำดับความสำคัญ 1, 2, 3 …", "Problems and needs, ranked 1, 2, 3 …"),
    "project-list": ("โครงการ แถวละหนึ่งโครงการ ทุกโครงการมีรหัสของตน", "Projects, one a row, each with a code of its own."),
    "activities": ("กิจกรรมหลักของโครงการ", "Main activities of projects."),
    "project-brief": (
        "ข้อเสนอโครงการโดยย่อ แผ่นละหนึ่งโครงการ คัดลอกแผ่นเมื่อมีหลายโครงการ",
        "A brief, one project a sheet; copy the sheet for more.",
    ),
    "results": (
        "ใช้ตอนติดตามผล: ผลที่ทำได้ของตัวชี้วัด โยงด้วยรหัสตัวชี้วัด ตอนทำแผนให้เว้นว่าง",
        "For follow-up: what was reached, by the indicator's code. Leave it empty while planning.",
    ),
}
_HOW: Final = (
    Sentence(
        th="เลือกจากรายการ อย่าพิมพ์: ช่องที่มีลูกศรมีรหัสและชื่อให้เลือก รหัสจึงไม่ผิด "
        "หลายรายการในช่องเดียวคั่นด้วย ; (โปรแกรมตารางจะเตือน ให้ตอบว่าใช่)",
        en="Pick, do not type: a cell with an arrow offers codes with their names. Several in one cell are "
        "parted by “;” (answer yes when asked).",
    ),
    Sentence(
        th="เงินเป็นบาท พิมพ์ตัวเลขอย่างเดียว ปีที่ไม่ตั้งงบให้เว้นว่าง ช่องว่างไม่เท่ากับศูนย์ ถ้าต้องการศูนย์ให้พิมพ์ 0",
        en="Money is in baht, digits only. Leave a year without an allocation empty: empty is not zero.",
    ),
    Sentence(
        th="ปีทุกช่องเป็น พ.ศ. ถ้าปีในหัวตารางไม่ใช่ปีของแผน ให้สร้างแบบใหม่ด้วย --years",
        en="Years are of the Buddhist era. For other years make the form anew with --years.",
    ),
    Sentence(
        th="ไม่ต้องลบแถวหรือแผ่นที่ไม่ใช้ ของที่ว่างไม่ถูกอ่านว่าผิด ชื่อแผ่นและลำดับแผ่นเปลี่ยนได้ แต่อย่าแก้หัวตาราง",
        en="Rows and sheets that are not used may stay; what is empty is no fault. Sheets may be renamed "
        "and moved; leave the headings as they are.",
    ),
    Sentence(
        th="ตรวจเอง: oneplan check ชื่อไฟล์.xlsx --context โฟลเดอร์แผนที่อนุมัติแล้ว",
        en="Check it yourself: oneplan check FILE.xlsx --context FOLDER-OF-APPROVED-PLANS",
    ),
)


def write_instructions(
    sheet: Any, look: Look, level: str, years: Sequence[int], used: Sequence[tuple[Form, str]], version: str
) -> None:
    """Writes the page; `used` are the forms of the workbook, each with the name of its sheet."""
    sheet.set_column(0, 0, _WIDTH)
    sheet.hide_gridlines(2)
    for row, (words, style) in enumerate(_lines(level, years, used, version)):
        sheet.write_string(row, 0, words, look(style))
        letters, points = _HEADING if style == "heading" else (_LETTERS_A_LINE, _POINTS)
        sheet.set_row(row, points * sum(1 + _shown(line) // letters for line in words.split("\n")) + 2)
    paper(sheet, portrait=True)


def _shown(words: str) -> int:
    """How many letters take room: vowels and marks above and below do not."""
    return sum(
        not ("\u0e34" <= letter <= "\u0e3a" or "\u0e47" <= letter <= "\u0e4e" or letter == "\u0e31") for letter in words
    )


def _lines(
    level: str, years: Sequence[int], used: Sequence[tuple[Form, str]], version: str
) -> Iterator[tuple[str, str]]:
    word = built_in_chain().levels[level]
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else f"{years[0]}"
    yield f"{SHEET_MARK}คำแนะนำ: แบบ{word.th} พ.ศ. {span}", "heading"
    yield f"How to fill in the form of a {word.en}, {span}. This page is not read.", "english"
    yield "แต่ละแผ่น", "heading"
    for form, name in used:
        th, en = _PURPOSE[form.key]
        yield f"• {name} – {th}", "words"
        yield f"   {en}", "english"
    yield "วิธีกรอก", "heading"
    for how in _HOW:
        yield f"• {how.th}", "words"
        yield f"   {how.en}", "english"
    yield "แบบราชการและแบบของโปรแกรม", "heading"
    official = [form.heading for form, _ in used if form.official]
    own = [form.heading for form, _ in used if not form.official]
    if official:
        yield f"• ตามแบบราชการ: {' · '.join(official)}", "words"
        yield "   These follow official forms.", "english"
    if own:
        yield f"• แบบที่โปรแกรมนี้จัดทำขึ้นเอง เพราะไม่พบแบบราชการ: {' · '.join(own)}", "words"
        yield "   These are this project's own, because no official form was found.", "english"
    yield f"สมุดกฎฉบับ {version} · rulebook version {version}", "english"
