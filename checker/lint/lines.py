"""Where in its file a rule says what is odd about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.errors import Fault
from checker.located import Mapping as LocatedMapping
from checker.located import line_of
from checker.place import Place
from checker.text import Sentence


@dataclass(frozen=True, slots=True)
class Lines:
    """The files of the rules, by id."""

    documents: Mapping[str, tuple[str, LocatedMapping]]

    def fault(self, rule: str, path: tuple[str | int, ...], th: str, en: str) -> Fault:
        """What is odd at `path` of the file of `rule`."""
        file, document = self.documents[rule]
        return Fault(Place(file, line=line_of(document, path)), Sentence(th=th, en=en))
