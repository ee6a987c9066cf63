"""What a rule demands of one field, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checker.chain import Chain, FieldWord
from checker.demand import Demand, Overlap
from checker.explain.words import figure
from checker.text import Sentence

_IS: Final = {
    "number": Sentence(th="ต้องเป็นตัวเลข", en="a number"),
    "integer": Sentence(th="ต้องเป็นจำนวนเต็ม", en="a whole number"),
    "year": Sentence(th="ต้องเป็นปีงบประมาณ", en="a fiscal year"),
    "date": Sentence(th="ต้องเป็นวันที่", en="a date"),
    "code": Sentence(th="ต้องเป็นรหัส", en="a code"),
    "words": Sentence(th="ต้องเป็นข้อความ ไม่ใช่ตัวเลข", en="words and not a number"),
}
_HAS: Final = {
    "digit": Sentence(th="ต้องมีตัวเลข", en="a digit"),
    "measurable": Sentence(
        th="ต้องวัดได้ เช่น มีจำนวนหรือร้อยละ", en="something measurable, such as a number or a percentage"
    ),
    "quantity": Sentence(th="ต้องมีจำนวนและหน่วยนับ", en="a number with its unit"),
    "residue": Sentence(th="ต้องมีที่ว่างให้เติม", en="a blank to fill in"),
    "activity": Sentence(th="ต้องเป็นการนับกิจกรรม", en="a count of activities"),
    "generic": Sentence(th="ต้องเป็นชื่อกว้าง ๆ", en="a name in general words alone"),
    "infrastructure": Sentence(th="ต้องเป็นงานก่อสร้างหรือซ่อมแซม", en="something that is built or repaired"),
    "place": Sentence(th="ต้องระบุสถานที่ เช่น หมู่ที่ ซอย หรือสายทาง", en="a place, such as a village, a lane or a road"),
    "moved-away": Sentence(th="ต้องบอกว่าย้าย รวม หรือยกเลิกแล้ว", en="that it was moved, merged or cancelled"),
    "equipment-purchase": Sentence(th="ต้องเป็นการซื้อครุภัณฑ์", en="a purchase of equipment"),
}
_LACKS: Final = {
    "digit": Sentence(th="ต้องไม่มีตัวเลข", en="no digit"),
    "measurable": Sentence(th="ต้องไม่ระบุจำนวน", en="no quantity"),
    "quantity": Sentence(th="ต้องไม่ระบุจำนวน", en="no quantity"),
    "residue": Sentence(th="ต้องไม่มีข้อความที่เหลือจากแบบฟอร์ม เช่น ..... หรือ (ระบุ)", en="nothing left over from a template, such as ….. or (ระบุ)"),
    "activity": Sentence(th="ต้องเป็นผลที่เกิดขึ้น ไม่ใช่การนับกิจกรรม", en="a result, not a count of activities"),
    "generic": Sentence(th="ต้องบอกว่าทำอะไร ที่ใด หรือเพื่อใคร ไม่ใช่คำกว้าง ๆ", en="what is done, where or for whom, not general words alone"),
    "infrastructure": Sentence(th="ต้องไม่ใช่งานก่อสร้างหรือซ่อมแซม", en="nothing that is built or repaired"),
    "place": Sentence(th="ต้องไม่ระบุสถานที่", en="no place"),
    "moved-away": Sentence(th="ต้องไม่มีหมายเหตุว่าย้าย รวม หรือยกเลิก", en="no remark that it was moved, merged or cancelled"),
    "equipment-purchase": Sentence(th="ต้องไม่ใช่การซื้อครุภัณฑ์เพียงอย่างเดียว", en="more than a purchase of equipment"),
}  # fmt: skip
_PRESENT: Final = Sentence(th="ต้องมีข้อมูล", en="something written")


def demanded(demand: Demand, ask: str, chain: Chain, kind: str) -> Sentence:
    """What `demand` asks, in words."""
    match ask:
        case "is_" if demand.is_ == "code" and chain.field(kind, demand.field).type == "period":
            return Sentence(th="ต้องเป็นช่วงปี เช่น 2566-2570", en="a period such as 2566-2570")
        case "is_":
            return _IS[demand.is_ or "number"]
        case "one_of":
            return _listed(demand, chain, kind)
        case "has":
            return _HAS[demand.has or ""]
        case "lacks":
            return _LACKS[demand.lacks or ""]
        case "lacks_words":
            return without(demand.lacks_words or ())
        case "min" if demand.min is not None:
            return Sentence(th=f"ต้องไม่น้อยกว่า {figure(demand.min)}", en=f"{figure(demand.min)} or more")
        case "max" if demand.max is not None:
            return Sentence(th=f"ต้องไม่เกิน {figure(demand.max)}", en=f"{figure(demand.max)} or less")
        case "more_than" if demand.more_than is not None:
            return Sentence(th=f"ต้องมากกว่า {figure(demand.more_than)}", en=f"more than {figure(demand.more_than)}")
        case "differs_from":
            other = chain.field(kind, demand.differs_from or "")
            return Sentence(th=f"ต้องไม่ซ้ำกับ “{other.th}”", en=f"something else than in “{other.en}”")
        case "overlap" if demand.overlap:
            return _alike(demand.overlap, chain.field(kind, demand.overlap.with_))
        case "shorter_than":
            return Sentence(
                th=f"ต้องสั้นกว่า {demand.shorter_than} ตัวอักษร", en=f"fewer than {demand.shorter_than} characters"
            )
        case "longer_than":
            return Sentence(
                th=f"ต้องยาวกว่า {demand.longer_than} ตัวอักษร", en=f"more than {demand.longer_than} characters"
            )
        case _:
            return _PRESENT


def without(words: Iterable[str]) -> Sentence:
    """That none of `words` may stand there."""
    quoted = ", ".join(f"“{word}”" for word in words)
    return Sentence(th=f"ต้องไม่มีคำว่า {quoted}", en=f"nothing with the words {quoted}")


def spellings(demand: Demand, chain: Chain, kind: str) -> list[str]:
    """The words of `one_of` as people write them in Thai: those of a choice by its first spelling."""
    choices = chain.field(kind, demand.field).choices or {}
    return [next(iter(choices.get(word, ())), word) for word in demand.one_of or ()]


def _listed(demand: Demand, chain: Chain, kind: str) -> Sentence:
    if isinstance(demand.one_of, str):
        word = chain.code_lists[demand.one_of]
        return Sentence(th=f"ต้องอยู่ใน{word.th}", en=f"one that stands in the {word.en}")
    thai, words = ", ".join(spellings(demand, chain, kind)), ", ".join(demand.one_of or ())
    if len(demand.one_of or ()) == 1:
        return Sentence(th=f"ต้องเป็น {thai}", en=words)
    return Sentence(th=f"ต้องเป็นหนึ่งใน {thai}", en=f"one of {words}")


def _alike(asked: Overlap, other: FieldWord) -> Sentence:
    low, high = asked.at_least, asked.at_most
    if low is None:
        return Sentence(
            th=f"ต้องเหมือน “{other.th}” ไม่เกินร้อยละ {high} ของข้อความ",
            en=f"at most {high} percent of the words of “{other.en}”",
        )
    if high is None:
        return Sentence(
            th=f"ต้องเหมือน “{other.th}” อย่างน้อยร้อยละ {low} ของข้อความ",
            en=f"at least {low} percent of the words of “{other.en}”",
        )
    return Sentence(
        th=f"ต้องเหมือน “{other.th}” ร้อยละ {low} ถึง {high} ของข้อความ",
        en=f"{low} to {high} percent of the words of “{other.en}”",
    )
