"""What stands in each box of the chain's picture, in lines that fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from checker.chain import built_in_chain
from checker.finding import ChainStrategy
from checker.render.pictures.lettering import fitted
from checker.render.wording import Words, visible

WIDTH: Final = 168
LINE: Final = 18
PADDING: Final = 9
SIZE: Final = 13.0

Look = Literal["name", "strong", "size", "bare", "good", "short", "open", "broken", "faulty", "soft"]


class Row(NamedTuple):
    """A line in a box, and how it looks; its first `strong` signs are set in bold."""

    text: str
    look: Look
    strong: int = 0


class Told(NamedTuple):
    """What a box says: its lines, the same in full, and the anchor that it leads to (empty: none).

    The last `marked` lines name what is broken or was not given: a stub begins beside each.
    """

    rows: tuple[Row, ...]
    title: str
    anchor: str
    marked: tuple[Look, ...]


def name_of(strategy: ChainStrategy) -> str:
    """The name by which other strategies refer to this one."""
    return f"{strategy.plan}/{strategy.code}"


def rank_of(level: str) -> int:
    """Where a level stands in the chain, from below; behind all others where the chain does not know it."""
    levels = list(built_in_chain().levels)
    return levels.index(level) if level in levels else len(levels)


def reach_of(strategy: ChainStrategy) -> str | None:
    """The farthest level above its own that a path from `strategy` leads to; None where there is none."""
    above = [level for level in strategy.reaches if level != strategy.level]
    return max(above, key=rank_of) if above else None


class Cards:
    """Tells the boxes of one report in one language."""

    def __init__(
        self,
        words: Words,
        plan_name: Callable[[str], str],
        errors: Mapping[tuple[str, str], int],
        anchors: Mapping[tuple[str, str], str],
    ) -> None:
        self.words = words
        self.plan_name = plan_name
        self.errors = errors
        self.anchors = anchors

    def own(self, one: ChainStrategy, further: int) -> Told:
        """A strategy of a submitted plan; `further` counts what it names beyond its bands."""
        say = self.words.say
        known = (one.plan, one.code)
        reach, errors = reach_of(one), self.errors.get(known, 0)
        rows: list[tuple[str, Look]] = [
            (say("chain.projects", count=one.projects), "size" if one.projects else "bare"),
            (say("chain.baht", budget=self.words.money(one.budget)), "size"),
        ]
        if reach:
            rows.append((f"↗ {say('chain.reaches', level=self.words.level(reach))}", "good"))
        elif not one.not_given:
            rows.append((f"△ {say('chain.nowhere')}", "short"))
        if further:
            rows.append((f"+ {say('chain.further', count=further)}", "soft"))
        if errors:
            rows.append((f"■ {say('chain.errors', count=errors)}", "faulty"))
        marks: list[tuple[str, Look]] = []
        if one.not_given:
            marks.append((f"○ {say('chain.not_given', name=', '.join(one.not_given))}", "open"))
        if one.broken:
            marks.append((f"✕ {say('chain.broken', name=', '.join(one.broken))}", "broken"))
        return self.told(one, [*rows, *marks], self.anchors.get(known, ""), marks)

    def upper(self, one: ChainStrategy, carried: int) -> Told:
        """A strategy above, which `carried` strategies of the submitted plans name themselves."""
        marks: list[tuple[str, Look]] = []
        if one.broken:
            marks.append((f"✕ {self.words.say('chain.broken', name=', '.join(one.broken))}", "broken"))
        rows: list[tuple[str, Look]] = []
        if carried:
            rows.append((f"← {self.words.say('chain.carried', count=carried)}", "soft"))
        return self.told(one, [*rows, *marks], "", marks)

    def gathered(self, strategies: Sequence[ChainStrategy], carried: int) -> Told:
        """A whole plan with those of its strategies that are supported; `carried` submitted ones name one of them themselves."""
        codes = ", ".join(one.code for one in strategies)
        said = self.words.say("chain.gathered", count=len(strategies), codes=codes)
        name = self.plan_name(strategies[0].plan)
        rows = [Row(line, "strong") for line in fitted(visible(name), WIDTH - 2 * PADDING, SIZE, 2).lines]
        rows += [Row(line, "size") for line in fitted(visible(said), WIDTH - 2 * PADDING, SIZE, 3).lines]
        if carried:
            rows.append(Row(f"← {self.words.say('chain.direct', count=carried)}", "soft"))
        full = [name, said, *(f"{one.code} {one.name}" for one in strategies)]
        return Told(tuple(rows), visible(" · ".join(full)), "", ())

    def told(
        self, one: ChainStrategy, rows: Sequence[tuple[str, Look]], anchor: str, marks: Sequence[tuple[str, Look]]
    ) -> Told:
        room = WIDTH - 2 * PADDING
        name = visible(f"{one.code} {one.name}")
        lines = [Row(line, "name") for line in fitted(name, room, SIZE, 3).lines]
        if lines:
            lines[0] = Row(lines[0].text, "name", min(len(visible(one.code)), len(lines[0].text)))
        lines += [Row(fitted(visible(text), room, SIZE, 1).lines[0], look) for text, look in rows]
        full = " · ".join([name, *(visible(text) for text, _ in rows)])
        return Told(tuple(lines), full, anchor, tuple(look for _, look in marks))
