"""What a round holds: every submission read, each plan once, and what was handed in and cannot be judged, with the reason."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.audit.drafts import as_bytes, from_bytes
from checker.audit.kept import READ, Kept, digest, program
from checker.audit.spread import spread
from checker.audit.unswept import unswept
from checker.errors import Fault, OnePlanError, UnreadableSubmission, UsageFault
from checker.handed import Handed
from checker.overview import FaultInRound, NotJudged, RemarkInRound, Trouble
from checker.readers.draft import Draft, DraftPlan, written_text
from checker.readers.open_file import LARGEST, read_named
from checker.text import Sentence
from checker.thai import key, readable


@dataclass(frozen=True, slots=True)
class Gathered:
    """One submission as it was read; its files are named by their path inside the round."""

    name: str
    draft: Draft

    @property
    def plans(self) -> frozenset[str]:
        """The codes of its plans."""
        return frozenset(readable(written_text(plan.heading.code.raw))[0] for plan in self.draft.plans)

    @property
    def files(self) -> frozenset[str]:
        """The names of its files."""
        return frozenset(one.name for one in self.draft.files)


@dataclass(frozen=True, slots=True)
class Round:
    """All that was handed in and the context it is judged against. No plan stands in two of `submissions`.

    `handed` counts what was handed in, `read` names what of it could be read.
    """

    submissions: tuple[Gathered, ...]
    context: Draft
    not_judged: tuple[NotJudged, ...] = ()
    remarks: tuple[RemarkInRound, ...] = ()
    handed: int = 0
    read: tuple[str, ...] = ()


def gathered(
    handed: Sequence[Handed],
    context: Draft,
    jobs: int = 1,
    step: Callable[[], None] = lambda: None,
    kept: Kept | None = None,
) -> Round:
    """The round of all that was `handed` in. A file that cannot be read stops nothing; `step` is called after each.

    A plan that stands in two submissions is judged in none, unless their files are the same. Files whose bytes are those of
    which the draft was `kept` are not read again.
    """
    read: list[Gathered] = []
    not_judged: list[NotJudged] = []
    remarks: list[RemarkInRound] = []
    with unswept():
        for one, data in zip(handed, spread(_read, kept, handed, jobs), strict=True):
            step()
            if isinstance(data, NotJudged):
                not_judged.append(data)
                continue
            found = from_bytes(data)
            remarks += _remarks(one, found)
            if found.plans:
                read.append(Gathered(one.name, found))
    distinct, same = _without_copies(read)
    single, twice = _without_clashes(distinct)
    names = tuple(one.name for one in read)
    return Round(tuple(single), context, (*not_judged, *twice), (*remarks, *same), len(handed), names)


def not_judged(submission: str, trouble: Trouble, error: OnePlanError, plan: str | None = None) -> NotJudged:
    """What is told of a submission that `error` kept from being judged."""
    faults = [FaultInRound(place=str(fault.place), says=fault.says) for fault in error.faults]
    return NotJudged(submission=submission, plan=plan, trouble=trouble, faults=faults)


def _read(kept: Kept | None, one: Handed) -> bytes | NotJudged:
    """The draft of one submission as bytes, or why there is none."""
    alone = len(one.files) == 1 and one.name.endswith(one.files[0].name)
    names = {path: one.name if alone else f"{one.name}/{path.name}" for path in one.files}
    name = f"{READ}/{one.name}"
    key = digest(program(), *(part for path, called in names.items() for part in (called, _hash(path)))) if kept else ""
    if kept is not None and (known := kept.get(name, key)) is not None:
        return known
    try:
        draft = read_named(names)
    except UnreadableSubmission as error:
        return not_judged(one.name, "unreadable", error)
    except UsageFault as error:  # Parquet, where pyarrow is not installed
        return not_judged(one.name, "refused", error)
    data = as_bytes(draft)
    if kept is not None and sorted(file.sha256 for file in draft.files) == sorted(map(_hash, names)):
        kept.put(name, key, data)  # else a file was changed meanwhile
    return data


def _hash(path: Path) -> str:
    """The SHA-256 of a file; of one that cannot be read or is larger than is read, none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.stat().st_size <= LARGEST else ""
    except OSError:
        return ""


def _remarks(one: Handed, draft: Draft) -> list[RemarkInRound]:
    said = []
    if not draft.plans:
        said.append(
            Sentence(
                th="ไม่มีแผนอยู่ในนี้ รายการรหัสและทะเบียนให้ใส่ในโฟลเดอร์ --context",
                en="This holds no plan. Code lists and registers belong in the folder of --context.",
            )
        )
    elif draft.code_lists.lists:
        said.append(
            Sentence(
                th="มีรายการรหัสส่งมาด้วย แต่ไม่ได้ใช้ เพราะจะมีผลต่อทุกแผนในรอบ ถ้าให้ใช้ ให้ใส่ในโฟลเดอร์ --context",
                en="Code lists came with this and were not used, for they would bear on every plan of the round."
                " Put them in the folder of --context if they hold.",
            )
        )
    if one.context is not None:
        said.append(
            Sentence(
                th="มีโฟลเดอร์ context ส่งมาด้วย แต่ไม่ได้ใช้ เพราะทั้งรอบใช้แผนประกอบชุดเดียวจาก --context",
                en="A folder “context” came with this and was not used: a round has one context, that of --context.",
            )
        )
    return [RemarkInRound(submission=one.name, says=says) for says in said]


def _without_copies(read: Iterable[Gathered]) -> tuple[list[Gathered], list[RemarkInRound]]:
    """Each submission once, by what its files hold."""
    first: dict[tuple[str, ...], Gathered] = {}
    said = []
    for one in read:
        content = tuple(sorted(file.sha256 for file in one.draft.files))
        known = first.setdefault(content, one)
        if known is not one:
            says = Sentence(
                th=f"เป็นไฟล์เดียวกันกับ {known.name} จึงตรวจครั้งเดียว",
                en=f"This is the same as {known.name} and was judged once.",
            )
            said.append(RemarkInRound(submission=one.name, says=says))
    return list(first.values()), said


def _without_clashes(read: Sequence[Gathered]) -> tuple[list[Gathered], list[NotJudged]]:
    """The submissions without the plans that others hold as well, and those plans."""
    holders: dict[str, list[str]] = defaultdict(list)
    for one in read:
        for code in sorted({_key(plan) for plan in one.draft.plans}):
            holders[code].append(one.name)
    kept, told = [], []
    for one in read:
        clashing = [plan for plan in one.draft.plans if len(holders[_key(plan)]) > 1]
        told += [_twice(one.name, plan, holders) for plan in {_key(plan): plan for plan in clashing}.values()]
        plans = [plan for plan in one.draft.plans if len(holders[_key(plan)]) == 1]
        draft = Draft(plans=plans, files=one.draft.files, notes=one.draft.notes, not_read=one.draft.not_read)
        if plans:
            kept.append(Gathered(one.name, draft))
    return kept, told


def _twice(name: str, plan: DraftPlan, holders: Mapping[str, Sequence[str]]) -> NotJudged:
    code = readable(written_text(plan.heading.code.raw))[0]
    others = ", ".join(one for one in holders[_key(plan)] if one != name)
    says = Sentence(
        th=f"แผน {code} มีอยู่ใน {others} ด้วยและไม่เหมือนกัน จึงไม่รู้ว่าจะตรวจฉบับใด ให้เหลือฉบับเดียวในโฟลเดอร์",
        en=f"Plan {code} stands in {others} too, and differs. Nobody can tell which one holds. Leave one of them in the folder.",
    )
    return not_judged(name, "twice", UnreadableSubmission([Fault(plan.heading.place, says)]), code)


def _key(plan: DraftPlan) -> str:
    return key(written_text(plan.heading.code.raw))
