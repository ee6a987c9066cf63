"""Tests of how a text is put: blanks of a template, work instead of results, remarks that a row has gone elsewhere."""

from __future__ import annotations

import re
from typing import Final

from checker.text_tests.folding import spaced

_RESIDUE: Final = re.compile(
    "|".join(
        (
            r"(?<!ฯลฯ)(?<!\.)\.{4,}|(?<!ฯลฯ)(?<!…)…{2,}|_{3,}|(?:_ ){3,}|\d_{2,}|-{5,}|(?:\. ?){5,}|\?{2,}",
            r"(?:ร้อยละ|จำนวน|กว้าง|ยาว|หนา|ลึก|ระยะทาง|พื้นที่|หมู่ที่|ประมาณ)\s*(?:\.{2,3}|…|__)(?!\s*\d)",
            r"(?<![a-z])x{2,}(?![a-z])",
            r"<[^<>\d\s][^<>\n]{0,40}>",
            r"\[\s*(?:ระบุ|ใส่|กรอก)[^\]]*\]",
            r"\((?:โปรด|ให้)?(?:ระบุ|กรอก)(?!ไว้|ใน|ตาม|แล้ว|ว่า)[^()]{0,40}\)",
        )
    )
)


def has_residue(words: str) -> bool:
    """Whether `words` still hold what a template left to be filled in (`.....`, `xx`, `(ระบุ)`)."""
    return residue_in(words) != ""


def residue_in(words: str) -> str:
    """The first blank of a template in `words`, as they are read; empty where there is none."""
    return _passage(_RESIDUE.search(spaced(words)))


def _passage(found: re.Match[str] | None) -> str:
    return found[0] if found else ""


_WORK: Final = r"(?:(?:ฝึก)?อบรม|ประชุม|สัมมนา|กิจกรรม|โครงการ|รณรงค์)"
_ACTIVITY: Final = re.compile(
    "|".join(
        (
            r"(?:ร้อยละ(?:ของ)?|จำนวน)?\s*(?:การ)?\s*(?:จัด(?:ประชุม|อบรม|ฝึกอบรม|กิจกรรม|โครงการ|งาน|เวที)|ประชุม|อบรม|ดำเนิน(?:การ|โครงการ|กิจกรรม)|เบิกจ่าย)",
            r"(?:ร้อยละ(?:ของ)?|จำนวน)?\s*ครั้ง(?:ที่|ของ|ใน)?\s*(?:มี)?(?:การ)?\s*(?:จัด|ประชุม|อบรม|ดำเนิน|ลงพื้นที่|รณรงค์|ประชาสัมพันธ์|ตรวจ|ติดตาม|เผยแพร่)",
            rf"จำนวน(?:ผู้|คนที่|[ก-๙]{{2,12}}ที่)\s*(?:ได้)?(?:เข้ารับการ|เข้าร่วม(?:การ)?|ผ่านการ|รับการ)\s*{_WORK}(?!.*(?:มีงาน|มีรายได้|นำความรู้|นำไป|แล้วมี))",
            r"จำนวน(?:โครงการ|กิจกรรม|หลักสูตร|แผน|เวที|สื่อ|รุ่น)[ก-๙/]{0,12}?ที่\s*(?:ได้)?(?:มีการ)?(?:จัด|ดำเนิน|เผยแพร่|ผลิต)",
            r"ร้อยละ(?:ของ)?\s*(?:จำนวน)?(?:โครงการ|กิจกรรม)(?:/กิจกรรม)?ที่\s*(?:ได้)?(?:ดำเนิน|จัด)",
        )
    )
)


def is_activity(words: str) -> bool:
    """Whether an indicator's name counts work done (meetings held, courses run) and not its result."""
    return activity_in(words) != ""


def activity_in(words: str) -> str:
    """The words by which an indicator's name counts work done; empty where it does not."""
    return _passage(_ACTIVITY.match(spaced(words)))


_ROW: Final = r"(?:ลำดับ|โครงการ|ข้อ|รายการ|แผนงาน|ยุทธศาสตร์|ที่\s*\d|ผ\.|แบบ|หน้า|บัญชี|กลยุทธ์|หมวด)"
_MOVED_AWAY: Final = re.compile(
    rf"(?<!ไม่)(?:ย้าย|โอน|โยก)ไป(?!ทำงาน|อาศัย|อยู่(?:ต่าง|กับ)|ศึกษา|เรียน|มา)|นำไปรวม|ไปรวมกับ|(?<!ไม่)(?:ยุบ)?รวม(?:กับ|เข้ากับ|อยู่ใน|ไปกับ)\s*{_ROW}(?!.*(?:มาไว้|ไว้ที่นี่|ไว้แล้ว))|"
    rf"(?<!ไม่)ซ้ำ(?:ซ้อน)?(?:กับ|กัน)?\s*{_ROW}|(?:^|[\s(:,.])ยกเลิก(?!การใช้|ถุง)|(?:ขอ|ให้|ได้|ถูก|มติ)ยกเลิก(?!การใช้|ถุง)|ตัดออก|ตัดโครงการ"
)


def says_moved_away(words: str) -> bool:
    """Whether a remark says that its row has gone elsewhere: moved, merged with another, a copy of one, cancelled."""
    return moved_away_in(words) != ""


def moved_away_in(words: str) -> str:
    """The words by which a remark says so, folded; empty where it does not."""
    return _passage(_MOVED_AWAY.search(spaced(words)))
