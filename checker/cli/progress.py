"""A bar on standard error for work that takes longer than two seconds; none where nobody watches a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

_LONG: Final = 2.0


class Progress:
    """How far one stretch of work has come."""

    def __init__(self, label: str, length: int) -> None:
        self.label, self.length, self.done = label, length, 0
        self.began = time.monotonic()
        self.bar: Any = None
        self.watched = sys.stderr is not None and sys.stderr.isatty()

    def step(self) -> None:
        """One more of the stretch is done."""
        self.done += 1
        if self.bar is not None:
            self.bar.update(1)
        elif self.watched and time.monotonic() - self.began > _LONG:
            self.bar = click.progressbar(length=self.length, label=self.label, file=sys.stderr)
            self.bar.__enter__()
            self.bar.update(self.done)

    def end(self) -> None:
        """Leaves the line of the bar, where there is one."""
        if self.bar is not None:
            self.bar.__exit__(None, None, None)


@contextmanager
def progress(label: str, length: int) -> Iterator[Progress]:
    """A stretch of `length` steps."""
    made = Progress(label, length)
    try:
        yield made
    finally:
        made.end()
