"""Granted exceptions: a waiver file, loaded strictly or refused whole, and what it does to a report."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from checker.chain import built_in_chain
from checker.errors import Fault, UsageFault
from checker.finding import Finding, Report, Waiver, WaiverInReport, WaiverStatus
from checker.located import Listing, Located, NotPlainData, line_of, read_yaml
from checker.located import Mapping as LocatedMapping
from checker.misfit import Misfit
from checker.place import Place
from checker.rule import Rule
from checker.rulebook import Rulebook
from checker.strict import Strict, validated
from checker.text import Sentence, nearest
from checker.thai import key

EVERY: Final = "*"
SOON: Final = datetime.timedelta(days=60)
_BUDDHIST_FROM: Final = 2400
_ERA: Final = 543


def _date(value: Any) -> Any:
    """An ISO date in either era as a date; anything else is left for pydantic to refuse."""
    try:
        year, month, day = (int(part) for part in str(value).split("-"))
        return datetime.date(year - _ERA if year >= _BUDDHIST_FROM else year, month, day)
    except ValueError:
        raise Misfit(
            f"“{value}” ไม่ใช่วันที่ ให้เขียน ปี-เดือน-วัน เช่น 2570-09-30",
            f"“{value}” is no date. Write year, month and day, such as 2570-09-30.",
        ) from None


Date = Annotated[datetime.date, BeforeValidator(_date)]


class Grant(Strict):
    """One exception as its file states it: one rule at one node, or at every node (`*`) of one kind in one plan.

    It holds from `granted_on` (where stated) to `until`, both days included.
    """

    rule: str
    plan: str
    kind: str
    code: str
    reason: str = Field(min_length=10)
    granted_by: str = Field(min_length=2)
    granted_on: Date | None = None
    until: Date

    def covers(self, finding: Finding) -> bool:
        """Whether `finding` is what was granted, whatever the day."""
        return (
            self.rule == finding.rule
            and key(self.plan) == key(finding.plan)
            and self.kind == finding.node.kind
            and (self.code == EVERY or key(self.code) == key(finding.node.code))
        )


class _Grants(Strict):
    waivers: list[Grant]


@dataclass(frozen=True, slots=True)
class Waivers:
    """The grants of one file, each with the place where it stands."""

    grants: tuple[tuple[Grant, Place], ...] = ()


def load_waivers(path: Path, rulebook: Rulebook) -> Waivers:
    """The waivers in the YAML file `path`. Raises UsageFault with every fault of the file and its line."""
    name = path.name
    try:
        return read_waivers(path.read_text(encoding="utf-8"), name, rulebook)
    except OSError as error:
        said = error.strerror or "?"
        raise _refused(
            name, f"เปิดไฟล์ข้อยกเว้นไม่ได้ ({said})", f"The file of waivers cannot be opened ({said})."
        ) from error
    except UnicodeDecodeError as error:
        raise _refused(name, "ไฟล์นี้ไม่ใช่ UTF-8 ให้บันทึกใหม่", "This file is not UTF-8. Save it as UTF-8.") from error


def read_waivers(text: str, name: str, rulebook: Rulebook) -> Waivers:
    """The waivers in `text`, which stands in file `name`. Raises UsageFault with every fault and its line."""
    try:
        documents = read_yaml(text, name)
        if len(documents) != 1:
            raise _refused(name, "ไฟล์นี้ต้องมีหัวข้อ waivers เดียว", "This file has to hold one list under “waivers”.")
        grants = validated(_Grants, documents[0], name).waivers
    except NotPlainData as error:
        raise UsageFault(error.faults) from error
    places = [Place(name, line=line) for line in _lines(documents[0])]
    faults = [
        Fault(place, says)
        for at, (grant, place) in enumerate(zip(grants, places, strict=True))
        for says in _complaints(grant, grants[:at], rulebook)
    ]
    if faults:
        raise UsageFault(faults)
    return Waivers(tuple(zip(grants, places, strict=True)))


def waived(report: Report, waivers: Waivers, rulebook: Rulebook) -> Report:
    """`report` with the findings that were granted marked so, tallied apart, and every waiver accounted for.

    A finding stays in the report and keeps what it explains; the first grant in force that covers it is shown.
    """
    today = datetime.date.fromisoformat(report.as_of)
    used: Counter[int] = Counter()
    findings = [_marked(finding, waivers, today, used) for finding in report.findings]
    tally = Counter(one.rule for one in findings if one.waiver is not None)
    plans = {key(one.plan.code) for one in report.submissions}
    ran = {one.id for one in report.rules if one.not_checked is None}
    said = []
    for at, (grant, _) in enumerate(waivers.grants):
        if grant.rule not in rulebook.rules or key(grant.plan) not in plans:
            status: WaiverStatus = "elsewhere"
        elif grant.rule not in ran:
            status = "not-checked"
        else:
            status = _status(grant, today, used[at])
        said.append(_told(grant, today, status, used[at]))
    return report.model_copy(
        update={
            "findings": findings,
            "rules": [one.model_copy(update={"waived": tally[one.id]}) for one in report.rules],
            "waivers": sorted(said, key=lambda one: (one.plan, one.rule, one.kind, one.code, one.until)),
        }
    )


def _marked(finding: Finding, waivers: Waivers, today: datetime.date, used: Counter[int]) -> Finding:
    for at, (grant, _) in enumerate(waivers.grants):
        if grant.covers(finding) and _in_force(grant, today):
            used[at] += 1
            note = Waiver(reason=grant.reason, granted_by=grant.granted_by, until=grant.until.isoformat())
            return finding.model_copy(update={"waiver": note})
    return finding


def _in_force(grant: Grant, today: datetime.date) -> bool:
    return (grant.granted_on is None or grant.granted_on <= today) and today <= grant.until


def _status(grant: Grant, today: datetime.date, used: int) -> WaiverStatus:
    if today > grant.until:
        return "expired"
    if not _in_force(grant, today):
        return "not-yet"
    if not used:
        return "unmatched"
    return "ends-soon" if grant.until - today <= SOON else "in-force"


def _told(grant: Grant, today: datetime.date, status: WaiverStatus, used: int) -> WaiverInReport:
    return WaiverInReport(
        rule=grant.rule,
        plan=grant.plan,
        kind=grant.kind,
        code=grant.code,
        reason=grant.reason,
        granted_by=grant.granted_by,
        granted_on=grant.granted_on.isoformat() if grant.granted_on else None,
        until=grant.until.isoformat(),
        status=status,
        findings=used,
        days_left=(grant.until - today).days,
    )


def _complaints(grant: Grant, before: Sequence[Grant], rulebook: Rulebook) -> list[Sentence]:
    found = [*_widths(grant), *_rule_complaints(grant.rule, rulebook.known)]
    if grant.kind not in built_in_chain().kinds:
        found.append(_unknown("ชนิด", "kind of node", grant.kind, built_in_chain().kinds))
    if grant.granted_on is not None and grant.granted_on > grant.until:
        found.append(Sentence(th="วันสิ้นสุดอยู่ก่อนวันที่อนุมัติ ให้แก้ until", en="It ends before it was granted. Mend “until”."))
    if any((one.rule, key(one.plan), one.kind, key(one.code)) == _target(grant) for one in before):
        found.append(
            Sentence(th="ข้อยกเว้นนี้มีอยู่แล้วข้างต้น ให้เหลือข้อเดียว", en="This waiver stands above already. Keep one of them.")
        )
    return found


def _target(grant: Grant) -> tuple[str, str, str, str]:
    return grant.rule, key(grant.plan), grant.kind, key(grant.code)


def _widths(grant: Grant) -> list[Sentence]:
    return [
        Sentence(
            th=f"ข้อยกเว้นกว้างกว่าแผนเดียวไม่ได้ ให้เขียน {name} ให้ครบ",
            en=f"A waiver is never wider than one plan. Write “{name}” out.",
        )
        for name in ("rule", "plan", "kind")
        if set(getattr(grant, name)) & set("*?")
    ]


def _rule_complaints(name: str, known: Mapping[str, Rule]) -> list[Sentence]:
    if EVERY in name:
        return []
    if name not in known:
        return [_unknown("กฎ", "rule", name, known)]
    if (why := known[name].never_waived) is not None:
        return [Sentence(th=f"กฎ {name} ยกเว้นไม่ได้: {why.th}", en=f"Rule {name} cannot be waived: {why.en}")]
    return []


def _unknown(what_th: str, what: str, name: str, known: Mapping[str, object]) -> Sentence:
    close = nearest(name, known, most=1)
    hint_th, hint = (f" ใกล้เคียงที่สุดคือ {close[0]}", f" The nearest is {close[0]}.") if close else ("", "")
    return Sentence(th=f"ไม่มี{what_th} “{name}”{hint_th}", en=f"There is no {what} “{name}”.{hint}")


def _lines(document: Located) -> list[int]:
    listing = document.items.get("waivers") if isinstance(document, LocatedMapping) else None
    items = listing.items if isinstance(listing, Listing) else []
    return [line_of(item, ()) for item in items]


def _refused(name: str, th: str, en: str) -> UsageFault:
    return UsageFault([Fault(Place(name), Sentence(th=th, en=en))])
