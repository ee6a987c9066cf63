"""What can go wrong, sorted by whose fault it is.

    OnePlanError
    ├── UsageFault              the command was called in a way that cannot be done    exit 2
    ├── UnreadableSubmission    a file cannot be read as a plan                        exit 3
    ├── RulebookFault           the rules, code lists or profile are at fault          exit 4
    ├── TemplateFault           an office's own template of a letter is at fault       exit 4
    └── EngineFault             we are at fault                                        exit 4

A fault of a plan is none of these: it is a finding, and stands in the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checker.place import Place
from checker.text import Sentence

MOST_FAULTS: Final = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file, where, and how to mend it."""

    place: Place
    says: Sentence

    def in_language(self, language: str) -> str:
        """One line: place, then the sentence."""
        return f"{self.place}: {self.says.in_language(language)}"


def enough(faults: list[Fault]) -> bool:
    """Whether the file of these `faults` has so many that reading stops; a last fault then says that it did."""
    if len(faults) < MOST_FAULTS:
        return False
    says = Sentence(
        th=f"หยุดอ่านที่นี่ เพราะพบข้อผิดพลาดแล้ว {MOST_FAULTS} ข้อ ให้แก้ข้างต้นก่อน แล้วตรวจใหม่",
        en=f"Reading stopped here after {MOST_FAULTS} faults. Mend those above, then check again.",
    )
    faults.append(Fault(faults[-1].place, says))
    return True


class OnePlanError(Exception):
    """The base of every error that the command line turns into a sentence and an exit code."""

    exit_code = 4

    def __init__(self, faults: Sequence[Fault]) -> None:
        """`faults` holds at least one; all of them are shown."""
        super().__init__("\n".join(fault.in_language("en") for fault in faults))
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[type[OnePlanError], tuple[tuple[Fault, ...]]]:
        """The same error in another process."""
        return type(self), (self.faults,)


class UsageFault(OnePlanError):
    """The command was called in a way that cannot be done."""

    exit_code = 2


class UnreadableSubmission(OnePlanError):
    """A file that was handed in cannot be read as a plan."""

    exit_code = 3


class RulebookFault(OnePlanError):
    """The rulebook, a code list, the chain or a profile is at fault; nothing is judged."""

    exit_code = 4


class TemplateFault(OnePlanError):
    """A template that an office put in place of a built-in one is at fault; no letter is written."""

    exit_code = 4


class EngineFault(OnePlanError):
    """The two engines disagree, or an engine broke: never shown as a verdict."""

    exit_code = 4
