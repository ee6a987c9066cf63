"""Rounds of plans as bodies hand them in, small enough to be told by heart. Everything in them is fictional."""

from __future__ import annotations

import datetime
import runpy
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner, Result

from checker.assessment import Assessor
from checker.audit.counting import Counting
from checker.audit.gathering import Round, gathered
from checker.audit.judging import Outcome, judged, put_together
from checker.audit.kept import FOLDER
from checker.bodies import BodyRegister, built_in_register
from checker.cli import main
from checker.handed import handed_in
from checker.overview import Overview
from checker.readers.draft import Draft
from checker.readers.structured import read_structured
from checker.rulebook import Rulebook
from checker.waivers import Waivers
from tests.build import rule, rulebook

ROOT = Path(__file__).parent.parent.parent
_MAKE_ROUND = runpy.run_path(str(ROOT / "samples" / "make" / "make_round.py"))
AS_OF = datetime.date(2026, 1, 1)
NAMED = rule("PRJ-900", kind="requires-field", source="project", all_of=[{"field": "objective", "present": True}])
SERVED = rule(
    "STR-900", kind="is-supported", source="strategy", by={"kind": "project"}, relation="supports", levels=["province"]
)
_MADE = rulebook(NAMED, SERVED)
BOOK = replace(_MADE, known=_MADE.rules)
PROVINCE = (
    "plan: {code: PP, level: province, title: แผนจังหวัด, owner: จังหวัดแพร่, years: 2566-2570}\n"
    "nodes:\n- {strategy: S1, name: เกษตร}\n- {strategy: S2, name: ถนน}\n"
)


def plan(code: str, owner: str, *projects: str, level: str = "local") -> str:
    """A plan of `owner`; each project is written `CODE`, or `CODE>TARGET` where it supports, with `!` where it lacks its objective."""
    lines = []
    for one in projects:
        name, _, target = one.removesuffix("!").partition(">")
        objective = "" if one.endswith("!") else ", objective: ดีขึ้น"
        supports = f", supports: [{target}]" if target else ""
        lines.append(f"- {{project: {name}, name: งาน {name}{objective}{supports}}}\n")
    head = f"plan: {{code: {code}, level: {level}, title: แผน {code}, owner: {owner}, years: 2566-2570}}\n"
    return head + ("nodes:\n" + "".join(lines) if lines else "nodes: []\n")


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """`folder` with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def assessor(book: Rulebook = BOOK, waivers: Waivers | None = None) -> Assessor:
    return Assessor(book, (), (), waivers or Waivers(), AS_OF, "rete")


def read(folder: Path, context: str = "") -> Round:
    """The round in `folder`, with the plans of the YAML `context` around it."""
    return gathered(handed_in(folder), read_structured(context, "context.yaml") if context else Draft())


def outcomes(folder: Path, context: str = "", who: Assessor | None = None) -> list[Outcome]:
    return list(judged(put_together(read(folder, context), who or assessor()), "en"))


def counted(
    folder: Path, context: str = "", register: BodyRegister | None = None, who: Assessor | None = None
) -> Overview:
    """The overview of the round in `folder`."""
    counting = Counting(put_together(read(folder, context), who or assessor()), register or built_in_register())
    for outcome in judged(counting.judging, "en"):
        counting.add(outcome)
    return counting.overview()


def sample_round(folder: Path) -> Path:
    """The sample round, laid out in `folder`."""
    _MAKE_ROUND["main"](folder)
    return folder


def good_of_the_sample_round() -> set[str]:
    """The submissions of the sample round that are made of good samples alone."""
    sources: dict[str, set[bool]] = {}
    for name, source in _MAKE_ROUND["HANDED_IN"].items():
        sources.setdefault(name.partition("/")[0], set()).add(source.startswith("good/"))
    return {name for name, good in sources.items() if good == {True}}


def audit(*words: object) -> Result:
    """The command, as a user gives it; where nothing else is said on one engine and as of one day."""
    said = ["--engine", "rete", "--as-of", "2026-01-01", *map(str, words)]
    result = CliRunner().invoke(main, ["audit", *said])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def everything(folder: Path) -> dict[str, bytes]:
    """Every file in `folder`, by its path there, but for what audits keep for themselves."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and FOLDER not in path.parts
    }
