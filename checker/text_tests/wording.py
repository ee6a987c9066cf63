"""Tests of how a text is put: blanks of a template, work instead of results, remarks that a row has gone elsewhere."""

from __future__ import annotations

import re
from typing import Final

from checker.text_tests.folding import spaced

_RESIDUE: Final = re.compile(
    r"\.{4,}|…{2,}|_{3,}|-{5,}|(?<![a-z])x{2,}(?![a-z])|<[^<>\d\s][^<>\n]{0,40}>|\[\s*(?:ระบุ|ใส่|กรอก)[^\]]*\]|\((?:ระบุ|โปรดระบุ)\)",
    re.IGNORECASE,
)


def has_residue(words: str) -> bool:
    """Whether `words` still hold what a template left to be filled in (`.....`, `xx`, `(ระบุ)`)."""
    return _RESIDUE.search(words) is not None


_ACTIVITY: Final = re.compile(
    r"^(?:ร้อยละ(?:ของ)?|จำนวน)?\s*(?:ครั้ง(?:ที่|ของ|ใน)?|การ)?\s*(?:จัด(?:ประชุม|อบรม|กิจกรรม|โครงการ|งาน)|ประชุม|อบรม|ดำเนิน(?:การ|โครงการ|กิจกรรม)|จำนวนครั้ง|เบิกจ่าย)"
)


def is_activity(words: str) -> bool:
    """Whether an indicator's name counts work done (meetings held, courses run) and not its result."""
    return _ACTIVITY.search(words.strip()) is not None


_ROW: Final = r"(?:ลำดับ|โครงการ|ข้อ|รายการ|แผนงาน|ยุทธศาสตร์|ที่\s*\d|ผ\.|แบบ|หน้า|บัญชี|กลยุทธ์|หมวด)"
_MOVED_AWAY: Final = re.compile(
    rf"(?<!ไม่)(?:ย้าย|โอน|โยก)ไป|นำไปรวม|ไปรวมกับ|(?<!ไม่)(?:ยุบ)?รวม(?:กับ|เข้ากับ|อยู่ใน|ไปกับ)\s*{_ROW}(?!.*(?:มาไว้|ไว้ที่นี่|ไว้แล้ว))|"
    rf"(?<!ไม่)ซ้ำ(?:ซ้อน)?(?:กับ|กัน)?\s*{_ROW}|(?:^|[\s(:,.])ยกเลิก(?!การใช้|ถุง)|(?:ขอ|ให้|ได้|ถูก|มติ)ยกเลิก(?!การใช้|ถุง)|ตัดออก|ตัดโครงการ"
)


def says_moved_away(words: str) -> bool:
    """Whether a remark says that its row has gone elsewhere: moved, merged with another, a copy of one, cancelled."""
    return _MOVED_AWAY.search(spaced(words)) is not None
