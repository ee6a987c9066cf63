"""Peers as processes that are asked one after another, and what they took."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO, Any

from bench.peers import Found

TOGETHER = "together"


@dataclass
class Taken:
    """The seconds of a peer on the clock and of the processors: to load, by each rule, and by all rules together."""

    load: list[float] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    processor: dict[str, list[float]] = field(default_factory=dict)
    megabytes: float = 0.0
    projects: int = 0

    def median(self, name: str) -> float:
        """The middle of the seconds on the clock."""
        return statistics.median(self.seconds[name])

    def worked(self, name: str) -> float:
        """The middle of the seconds of the processors."""
        return statistics.median(self.processor[name])


class NotFinished(Exception):
    """The peer's process has ended: its time was over, or it failed, which it has said."""


class Asked:
    """A peer that has loaded its facts and waits to be asked."""

    def __init__(self, process: subprocess.Popen[str], taken: Taken) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._taken = process, taken
        self._to: IO[str] = process.stdin
        self._from: IO[str] = process.stdout
        loaded = self._hear()
        self.rules: tuple[str, ...] = tuple(loaded["rules"])
        taken.load.append(loaded["seconds"])
        taken.projects = loaded["projects"]

    def judge(self, rules: Sequence[str], name: str, *, counts: bool = True) -> None:
        """Judges by `rules`, which is noted by `name` where it `counts`."""
        answer = self._ask("judge", *rules)
        if counts:
            self._taken.seconds.setdefault(name, []).append(answer["seconds"])
            self._taken.processor.setdefault(name, []).append(answer["processor"])
        self._taken.megabytes = max(self._taken.megabytes, answer["megabytes"])

    def found(self, rule: str) -> Found:
        """What the last judgement found by the rule."""
        return self._ask("found", rule)

    def _ask(self, *words: str) -> dict[str, Any]:
        self._to.write(" ".join(words) + "\n")
        self._to.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        line = self._from.readline()
        if not line:
            raise NotFinished
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def asked(name: str, folder: Path, taken: Taken, limit: float | None = None) -> Iterator[Asked]:
    """A process with the peer in it, gone afterwards, or when it has been there for `limit` seconds."""
    words = [sys.executable, "-m", "bench.peers.work", name, str(folder)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    clock = Timer(limit, process.kill) if limit else None
    try:
        if clock:
            clock.start()
        yield Asked(process, taken)
    except BrokenPipeError as error:
        raise NotFinished from error
    finally:
        if clock:
            clock.cancel()
        process.kill()
        process.communicate()
