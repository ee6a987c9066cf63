"""The official forms of a local plan, declared once: how a sheet that holds one is told by its titles and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from checker.chain import built_in_chain
from checker.text import Sentence
from checker.thai import key

FormKey = Literal["detail", "overview", "summary", "from-villages", "beyond-capacity", "equipment"]

_EXACT, _BEGINS, _HOLDS, _PART = 4, 3, 2, 1
_SHORT: Final = 4
_LONG: Final = 8
_LONGEST_HEADING: Final = 90


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: the field it fills, its heading for people, and every folded heading it is known by."""

    key: str
    label: Sentence
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: `titles` are words of which one stands above its table (folded); `required` are the fields without which
    a table is not taken for it; `yearly` the fields with a column a fiscal year; `unread` why it is not read, if so.
    """

    key: FormKey
    name: Sentence
    titles: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    required: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()
    unread: Sentence | None = None

    def column(self, field: str) -> Column:
        """The column that fills `field`; KeyError where there is none."""
        for column in self.columns:
            if column.key == field:
                return column
        raise KeyError(field)


def heading_key(words: str) -> str:
    """The folded form of a heading: letters and digits only, units of money left out."""
    bare = re.sub(r"[^\w฀-๿/]+", "", key(words))
    return re.sub(r"(?:พัน|ล้าน)?บาท", "", bare)


def likeness(heading: str, column: Column) -> tuple[int, int]:
    """How well a folded `heading` fits `column`; (0, 0) is not at all. Higher is better, so candidates can be compared."""
    if not heading or len(heading) > _LONGEST_HEADING:
        return (0, 0)
    best = (0, 0)
    for known in column.headings:
        if heading == known:
            return (_EXACT, len(known))
        if len(known) >= _SHORT and heading.startswith(known):
            best = max(best, (_BEGINS, len(known)))
        elif len(known) >= _LONG and known in heading:
            best = max(best, (_HOLDS, len(known)))
    return best


def is_part_of_heading(heading: str, columns: Iterable[Column]) -> bool:
    """Whether a folded `heading` can be a piece of one that is written over several rows, such as `จะได้รับ`."""
    return len(heading) >= _SHORT - 1 and any(heading in known for column in columns for known in column.headings)


@dataclass(frozen=True, slots=True)
class _Known:
    """The headings of a form, laid out for one quick look at a cell."""

    whole: Mapping[str, str]
    beginnings: Mapping[str, str]
    begins: re.Pattern[str]
    holds: re.Pattern[str]


@cache
def _known(wanted: FormKey) -> _Known:
    whole = {known: column.key for column in form(wanted).columns for known in column.headings}
    parts = {known[:end]: field for known, field in whole.items() for end in range(_SHORT + 1, len(known) + 1)}
    longest = sorted(whole, key=len, reverse=True)
    begins = "|".join(re.escape(known) for known in longest if len(known) >= _SHORT)
    holds = "|".join(re.escape(known) for known in longest if len(known) >= _LONG)
    return _Known(whole, parts, re.compile(begins), re.compile(holds))


def field_headed(written: str, wanted: FormKey) -> str | None:
    """The field of a form whose heading is `written`, or begins with it and goes on in the next row; None where none is."""
    if len(written) > _LONGEST_HEADING * 2:
        return None
    heading, known = heading_key(written), _known(wanted)
    if heading in known.whole:
        return known.whole[heading]
    if len(heading) <= _LONGEST_HEADING:
        found = known.begins.match(heading) or known.holds.search(heading)
        if found:
            return known.whole[found[0]]
    return known.beginnings.get(heading)


def fitting(headings: Mapping[int, str], columns: Iterable[Column]) -> dict[str, int]:
    """The field of each column number in `headings` (folded), best fit first; a field and a column are used once."""
    offers = [
        (likeness(heading, column), -number, number, column.key)
        for number, heading in headings.items()
        for column in columns
        if likeness(heading, column) > (0, 0)
    ]
    chosen: dict[str, int] = {}
    for _, _, number, field in sorted(offers, reverse=True):
        if field not in chosen and number not in chosen.values():
            chosen[field] = number
    return chosen


def form_titled(words: str) -> Form | None:
    """The form whose title stands in `words`; of several, the one with the longest title. None where there is none."""
    folded = key(words)
    found = [(len(title), form.key, form) for form in forms() for title in form.titles if title in folded]
    return max(found, key=lambda hit: hit[:2])[2] if found else None


@cache
def form(wanted: FormKey) -> Form:
    """The form with the key `wanted`."""
    return next(one for one in forms() if one.key == wanted)


_PROJECT_FIELDS: Final = (
    "number",
    "name",
    "objective",
    "target",
    "indicator_text",
    "expected_result",
    "responsible_unit",
    "area",
    "status",
    "class",
    "priority",
)
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("ลำดับที่โครงการ", "เลขที่", "no"),
    "name": ("รายชื่อโครงการ", "โครงการ/แผนงาน/กิจกรรม", "แผนงาน/โครงการ", "กิจกรรม/โครงการ", "project"),
    "objective": ("วัตถุประสงค์ของโครงการ", "จุดประสงค์", "objective"),
    "target": ("เป้าหมายผลผลิต", "เป้าหมาย/ผลผลิต", "ผลผลิตของโครงการ", "เป้าหมายของโครงการ"),
    "indicator_text": ("ตัวชี้วัดความสำเร็จ", "ตัวบ่งชี้", "ดัชนีชี้วัด"),
    "expected_result": ("ผลที่คาดว่าจะได้รับ", "ผลที่คาดหวัง", "ประโยชน์ที่คาดว่าจะได้รับ", "ผลลัพธ์ที่คาดว่าจะได้รับ"),
    "responsible_unit": ("หน่วยงานหลัก", "หน่วยงานผู้รับผิดชอบ", "ผู้รับผิดชอบ", "หน่วยงาน", "ส่วนราชการที่รับผิดชอบ", "หน่วยรับผิดชอบ"),
}
_LATER: Final = Sentence(
    th="โปรแกรมรุ่นนี้ยังไม่อ่านแบบนี้ โครงการในแผ่นงานนี้จึงไม่ถูกตรวจ",
    en="This version does not read this form yet, so nothing on this sheet is checked.",
)


def _project_column(field: str) -> Column:
    word = built_in_chain().field("project", field)
    known = (word.th, *word.also, *_ALSO.get(field, ()))
    return Column(field, word.sentence, tuple(dict.fromkeys(heading_key(one) for one in known)))


def _yearly_column(field: str) -> Column:
    word = built_in_chain().field("project", field)
    return Column(field, word.sentence, tuple(heading_key(one) for one in (word.th, *word.also)))


def _column(field: str, th: str, en: str, *known: str) -> Column:
    return Column(field, Sentence(th=th, en=en), tuple(heading_key(one) for one in (th, *known)))


def _detail() -> Form:
    return Form(
        "detail",
        Sentence(th="ผ.02 รายละเอียดโครงการพัฒนา", en="form ผ.02, project details"),
        (key("รายละเอียดโครงการพัฒนา"), key("รายละเอียดโครงการ")),
        tuple(_project_column(field) for field in _PROJECT_FIELDS),
        required=("name", "budget"),
        yearly=("budget", "ordinance"),
    )


def _overview() -> Form:
    own = ("ยุทธศาสตร์ของอบต.", "ยุทธศาสตร์อบต.", "ยุทธศาสตร์เทศบาล", "ยุทธศาสตร์ของเทศบาล", "ยุทธศาสตร์อบจ.", "ยุทธศาสตร์ของอปท.")
    more = ("ยุทธศาสตร์การพัฒนาเทศบาล", "ยุทธศาสตร์การพัฒนาของเทศบาล", "ยุทธศาสตร์การพัฒนาของอบต.", "ยุทธศาสตร์การพัฒนาอบต.")
    full = ("ยุทธศาสตร์ขององค์การบริหารส่วน", "ยุทธศาสตร์องค์การบริหารส่วน", "ยุทธศาสตร์การพัฒนาขององค์การบริหารส่วน")
    joint = ("ยุทธศาสตร์การพัฒนาของอปท.ในเขตจังหวัด", "ยุทธศาสตร์ขององค์กรปกครองส่วนท้องถิ่นในเขตจังหวัด")
    return Form(
        "overview",
        Sentence(th="ตารางความเชื่อมโยงยุทธศาสตร์", en="the overview of how strategies are linked"),
        (key("ความเชื่อมโยงยุทธศาสตร์"), key("ความเชื่อมโยงของยุทธศาสตร์"), key("โครงสร้างความเชื่อมโยง")),
        (
            _column("number", "ที่", "number", "ลำดับ", "ลำดับที่"),
            _column("national-strategy", "ยุทธศาสตร์ชาติ 20 ปี", "national strategy", "ยุทธศาสตร์ชาติ"),
            _column("nesdp", "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ", "NESDP", "แผนพัฒนาเศรษฐกิจ", "แผนฯ", "แผนพัฒนาฯ", "แผน 13"),
            _column("sdg", "SDGs", "SDGs", "SDG", "เป้าหมายการพัฒนาที่ยั่งยืน"),
            _column("province", "ยุทธศาสตร์จังหวัด", "provincial strategy", "ยุทธศาสตร์การพัฒนาจังหวัด", "แผนพัฒนาจังหวัด"),
            _column(
                "joint-local",
                "ยุทธศาสตร์ อปท. ในเขตจังหวัด",
                "joint strategy of the local authorities",
                "ยุทธศาสตร์การพัฒนาขององค์กรปกครองส่วนท้องถิ่นในเขตจังหวัด",
                *joint,
            ),
            _column("strategy", "ยุทธศาสตร์ อปท.", "own strategy", "ยุทธศาสตร์", "ยุทธศาสตร์การพัฒนา", *own, *more, *full),
            _column("tactic", "กลยุทธ์", "tactic", "แนวทางการพัฒนา", "กลยุทธ์/แนวทาง"),
            _column("programme", "แผนงาน", "programme"),
            _column("responsible_unit", "หน่วยงานรับผิดชอบหลัก", "main responsible unit", "หน่วยงานที่รับผิดชอบหลัก", "หน่วยงาน"),
        ),
        required=("strategy",),
    )


def _summary() -> Form:
    return Form(
        "summary",
        Sentence(th="ผ.01 บัญชีสรุปโครงการพัฒนา", en="form ผ.01, summary of projects"),
        (key("บัญชีสรุปโครงการพัฒนา"), key("บัญชีสรุปโครงการ")),
        (
            _column(
                "name", "ยุทธศาสตร์", "strategy or programme", "ยุทธศาสตร์/แผนงาน", "แผนงาน", "ยุทธศาสตร์การพัฒนา", "กลยุทธ์"
            ),
            _column("count", "จำนวนโครงการ", "number of projects", "จำนวน", "โครงการ"),
            _column("budget", "งบประมาณ", "budget", "จำนวนเงิน", "เงิน", "จำนวนงบประมาณ"),
        ),
        required=("count", "budget"),
        yearly=("count", "budget"),
    )


def _unread(form_key: FormKey, name: Sentence, *titles: str) -> Form:
    return Form(form_key, name, tuple(key(title) for title in titles), unread=_LATER)


@cache
def forms() -> tuple[Form, ...]:
    """Every form that is known, those that are not read yet among them."""
    return (
        _detail(),
        _overview(),
        _summary(),
        _unread(
            "from-villages",
            Sentence(
                th="ผ.02/1 โครงการที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน", en="form ผ.02/1, projects taken from village plans"
            ),
            "รายละเอียดโครงการพัฒนาที่นำมาจากแผนพัฒนาหมู่บ้าน",
            "ที่นำมาจากแผนพัฒนาหมู่บ้านและแผนชุมชน",
            "ที่นำมาจากแผนชุมชน",
        ),
        _unread(
            "beyond-capacity",
            Sentence(th="ผ.02/2 โครงการที่เกินศักยภาพของ อปท.", en="form ผ.02/2, projects beyond the authority's capacity"),
            "รายละเอียดโครงการพัฒนาที่เกินศักยภาพ",
            "โครงการพัฒนาที่เกินศักยภาพ",
            "โครงการที่เกินศักยภาพของ",
            "เกินศักยภาพขององค์กรปกครองส่วนท้องถิ่น",
        ),
        _unread(
            "equipment",
            Sentence(th="ผ.03 บัญชีครุภัณฑ์", en="form ผ.03, equipment"),
            "บัญชีครุภัณฑ์",
            "บัญชีสรุปครุภัณฑ์",
        ),
    )
