"""What is said of a proposed change, and of what no change mends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from checker.chain import built_in_chain
from checker.plan import Node
from checker.propose.broken import Broken, alike
from checker.propose.offers import Change, Rename, Rewrite
from checker.text import Sentence


def says_change(change: Change, node: Node, places: int) -> Sentence:
    """What is to be written where: `node` is what the new code names."""
    kind = built_in_chain().kinds[node.kind]
    name = "" if node.name == node.code else f" {node.name}"
    match change:
        case Rewrite(old=old, new=new):
            return Sentence(
                th=f"เขียน “{new}” ({kind.th}{name}) แทน “{old}” ใน {places} แห่ง",
                en=f"Write “{new}” ({kind.en}{name}) instead of “{old}” in {places} place{'' if places == 1 else 's'}.",
            )
        case Rename(old=old, new=new):
            return Sentence(
                th=f"เปลี่ยนรหัสของ{kind.th}{name} จาก “{old}” เป็น “{new}”",
                en=f"Change the code of the {kind.en}{name} from “{old}” to “{new}”.",
            )
        case _:
            assert_never(change)


def why_change(change: Change, node: Node, mended: Sequence[Broken]) -> Sentence:
    """Why `change` is proposed for what it mends."""
    links = sum(one.what != "twins" for one in mended)
    match change:
        case Rename(old=old, new=new, twin=True):
            named = (
                Sentence(
                    th=f" และมี {links} แห่งอ้างถึง “{new}” ซึ่งยังไม่มีรายการใดใช้",
                    en=f" Named in {_places(links)}, “{new}” is borne by nothing yet.",
                )
                if links
                else Sentence(
                    th=f" ส่วน “{new}” คือเลขถัดไปที่ยังไม่มีรายการใดใช้", en=f" “{new}” is the next number that nothing bears."
                )
            )
            return Sentence(
                th=f"รหัส “{old}” มีมากกว่าหนึ่งรายการ{named.th} ช่องที่อ้างถึง “{old}” จะหมายถึงรายการที่เหลือ ให้ตรวจว่าหมายถึงรายการใด",
                en=f"More than one item bears “{old}”.{named.en} Cells that name “{old}” then mean the one that keeps it: look which they mean.",
            )
        case Rename(old=old, new=new):
            return Sentence(
                th=f"มี {links} แห่งอ้างถึง “{new}” ซึ่งไม่มีรายการใดใช้ และไม่มีแห่งใดอ้างถึง “{old}” แก้ที่รหัสแห่งเดียวจึงแก้ได้ทั้งหมด",
                en=f"“{new}” is named in {_places(links)} and borne by nothing, “{old}” is named nowhere: one change of the code mends them all.",
            )
        case Rewrite(old=old):
            return _why_rewritten(old, node, mended)
        case _:
            assert_never(change)


def _why_rewritten(old: str, node: Node, mended: Sequence[Broken]) -> Sentence:
    near = Sentence(
        th=f"“{node.code}” เป็นรหัสหรือชื่อที่ใกล้เคียงที่สุดที่อ้างถึงได้ในช่องนี้",
        en=f"“{node.code}” is the nearest by code or name that may be named there.",
    )
    match mended[0].what:
        case "dangling":
            return Sentence(th=f"ไม่มีรายการรหัส “{old}” {near.th}", en=f"Nothing bears “{old}”. {near.en}")
        case "misplaced":
            return Sentence(
                th=f"“{old}” เป็นรายการที่อ้างถึงในช่องนี้ไม่ได้ {near.th}", en=f"“{old}” may not be named there. {near.en}"
            )
        case "self":
            return Sentence(th=f"“{old}” คือรายการนั้นเอง {near.th}", en=f"“{old}” is that item itself. {near.en}")
        case "circle" | "twins":  # twins hold no reference, so that none of theirs is written anew
            return Sentence(
                th=f"การอ้างถึงวนเป็นวง {mended[0].written} {near.th} และทำให้ไม่วน",
                en=f"The links run in a circle, {mended[0].written}. {near.en} It opens the circle.",
            )


def _places(number: int) -> str:
    return f"{number} place{'' if number == 1 else 's'}"


def why_left(one: Broken, *, offered: bool, gave_up: bool, refused: bool) -> Sentence:
    """Why no change is proposed for what is broken."""
    if gave_up:
        return Sentence(
            th="ค้นหาถึงขีดจำกัดแล้วยังไม่ได้ชุดที่น้อยที่สุด ให้แก้ข้ออื่นก่อน แล้วตรวจใหม่",
            en="The search reached its limit before the fewest changes were known. Mend the others first, then check again.",
        )
    if refused:
        return Sentence(
            th="ลองเปลี่ยนรหัสที่ใกล้เคียงแล้ว แต่ทำให้การอ้างถึงอื่นเปลี่ยนไปด้วย ให้แก้โดยดูทั้งแผน",
            en="The nearest changes were tried, but other links would then lead elsewhere. Mend it with the whole plan in view.",
        )
    if offered:
        return Sentence(
            th="รหัสที่ใกล้เคียงถูกใช้แก้ข้ออื่นแล้ว ให้แก้ข้ออื่นก่อน แล้วตรวจใหม่",
            en="The changes that would mend it stand against those that mend more. Mend the others first, then check again.",
        )
    match one.what:
        case "twins" if alike(one.twins):
            return Sentence(
                th=f"รายการรหัส “{one.written}” ชื่อเดียวกันมีสองแถว น่าจะเป็นแถวซ้ำ ให้ลบแถวหนึ่ง",
                en=f"Two rows bear “{one.written}” and the same name: likely one row written twice. Delete one of them.",
            )
        case "twins":
            return Sentence(
                th=f"ช่องที่อ้างถึง “{one.written}” ระบุชื่อของทั้งสองรายการ ให้รหัสใหม่แก่รายการหนึ่ง และแก้ช่องที่หมายถึงรายการนั้น",
                en=f"Cells that name “{one.written}” give the names of both. Give one a new code, and change the cells that mean it.",
            )
        case "circle":
            return Sentence(
                th="บอกจากรหัสไม่ได้ว่าการอ้างถึงใดในวงนี้ผิด ให้ลบหรือแก้แห่งหนึ่ง",
                en="The codes do not tell which link of the circle is wrong. Delete or change one of them.",
            )
        case "dangling" | "misplaced" | "self":
            return Sentence(
                th=f"ไม่มีรหัสหรือชื่อใดใกล้เคียงกับ “{one.written}” พอที่จะเสนอ ให้ถามผู้เขียนว่าหมายถึงรายการใด",
                en=f"No code or name is near enough to “{one.written}” to be proposed. Ask its author what was meant.",
            )
        case _:
            assert_never(one.what)
