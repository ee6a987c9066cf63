"""What does not fit in a file that people write by hand, in words: the faults that the types find, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from checker.text import Sentence

_QUOTED: Final = re.compile(r"'([^']*)'")
UNCOMMA: Final = Sentence(
    th="เครื่องหมายจุลภาค (,) ในตัวเลขทำให้ส่วนหลังกลายเป็นหัวข้อใหม่ ให้เขียนตัวเลขโดยไม่มีจุลภาค เช่น 5000000",
    en="A comma inside a number begins a new key. Write the number without commas, such as 5000000.",
)
_NUMBER: Final = Sentence(
    th="ต้องเป็นตัวเลข เขียนโดยไม่มีจุลภาค เช่น 5000000", en="It has to be a number without commas, such as 5000000."
)
_WHOLE: Final = Sentence(
    th="ต้องเป็นจำนวนเต็ม เขียนโดยไม่มีจุลภาค เช่น 5000000", en="It has to be a whole number without commas, such as 5000000."
)
_TABLE: Final = Sentence(
    th="ต้องเป็นหัวข้อและค่า เช่น {หัวข้อ: ค่า}", en="It has to be keys with their values, as in {key: value}."
)
_LIST: Final = Sentence(th="ต้องเป็นรายการ เช่น [คำหนึ่ง, คำสอง]", en="It has to be a list, such as [one, two].")
_BY_TYPE: Final[Mapping[str, Sentence]] = {
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_type": Sentence(
        th="ต้องเป็นข้อความ ถ้าเป็นตัวเลขให้ใส่เครื่องหมายคำพูด", en="It has to be text. A number needs quotation marks."
    ),
    "bool_type": Sentence(th="ต้องเป็น true หรือ false", en="It has to be true or false."),
    "int_type": _WHOLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "dict_type": _TABLE,
    "too_short": Sentence(th="ว่างไม่ได้ ให้เขียนอย่างน้อยหนึ่งอย่าง", en="It may not be empty. Write one thing at least."),
}
_BOUNDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "greater_than": ("gt", "ต้องมากกว่า {}", "It has to be more than {}."),
    "greater_than_equal": ("ge", "ต้องไม่น้อยกว่า {}", "It has to be {} or more."),
    "less_than_equal": ("le", "ต้องไม่เกิน {}", "It has to be {} or less."),
    "string_too_short": ("min_length", "สั้นเกินไป ต้องมีอย่างน้อย {} ตัวอักษร", "It needs {} characters or more."),
}
_SHAPES: Final[Mapping[str, Sentence]] = {
    r"^[A-Z]{3}-[0-9]{3}$": Sentence(
        th="ต้องเป็นอักษรอังกฤษตัวใหญ่สามตัว ขีด และเลขสามตัว เช่น PRJ-901",
        en="It is three capital letters, a hyphen and three digits, such as PRJ-901.",
    ),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Sentence(
        th="ต้องเป็นอักษรอังกฤษตัวเล็กหรือเลข คั่นคำด้วยขีด เช่น project-without-place",
        en="It is small letters and digits with hyphens between the words, such as project-without-place.",
    ),
}


def is_left_by_comma(key: str, value: object) -> bool:
    """Whether a key without a `value` is what a comma inside a number leaves behind, as in `{max: 5,000}`."""
    return value is None and re.fullmatch(r"[0-9]{3}", key) is not None


class Misfit(ValueError):
    """A value that a type refuses, with the reason in both languages."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.says = Sentence(th=th, en=en)


def reason(item: Mapping[str, object]) -> Sentence:
    """Why the value that `item` (an error of pydantic) is about does not fit, and what would."""
    kind = str(item["type"])
    found = item.get("ctx")
    context: Mapping[str, object] = found if isinstance(found, dict) else {}
    if isinstance(misfit := context.get("error"), Misfit):
        return misfit.says
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if kind in _BOUNDS:
        name, th, en = _BOUNDS[kind]
        return Sentence(th=th.format(context[name]), en=en.format(context[name]))
    if (shape := str(context.get("pattern"))) in _SHAPES:
        return _SHAPES[shape]
    if kind == "is_instance_of" and context.get("class") == Decimal.__name__:
        return _NUMBER
    if kind in ("literal_error", "union_tag_invalid"):
        return one_of(_words_in(str(context.get("expected") or context.get("expected_tags"))))
    said = str(item["msg"])
    return Sentence(th=f"ค่านี้ไม่ใช่สิ่งที่เขียนตรงนี้ได้ ({said})", en=said)


def one_of(words: list[str]) -> Sentence:
    """That one of `words` belongs there."""
    if len(words) == 1:
        return Sentence(th=f"เขียนได้เพียง {words[0]}", en=f"Only {words[0]} may stand here.")
    return Sentence(th=f"ให้เขียนหนึ่งใน {', '.join(words)}", en=f"Write one of {', '.join(words)}.")


def _words_in(expected: str) -> list[str]:
    """The words that pydantic lists; `True`, which stands there without quotes, as YAML writes it."""
    return _QUOTED.findall(expected) or [expected.lower()]
