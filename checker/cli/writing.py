"""What every command does with its result: says it on standard output, or writes it to a file that is its to write."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import click

from checker.errors import Fault, UsageFault
from checker.place import Place
from checker.render.wording import sentence
from checker.text import Sentence

STDOUT: Final = "-"


def cannot(where: str, says: Sentence) -> UsageFault:
    """What is raised where a command cannot do what it was asked: `where` names the file or option that is wrong."""
    return UsageFault([Fault(Place(where), says)])


def say(words: str | bytes, *, end: bool = True) -> None:
    """Writes `words` on standard output. Raises UsageFault where it takes no more; a closed pipe is left to click."""
    try:
        click.echo(words, nl=end)
    except BrokenPipeError:
        raise
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # else what is left in its buffer fails once more at the end
        raise _not_written(STDOUT, error) from error


def write_file(
    data: bytes, path: Path, submitted: Iterable[Path], *, may_replace: Callable[[Path], bool] | None = None
) -> bool:
    """Writes `data` to `path`; whether a file was there before.

    Raises UsageFault where `path` is one of the `submitted` files, where it cannot be written, and where it holds a file
    that `may_replace` does not allow to be replaced (None allows every one).
    """
    try:
        replaced = path.exists()
        if replaced and any(one.exists() and path.samefile(one) for one in submitted):
            says = sentence("cli_write.own_plan")
            raise UsageFault([Fault(Place(str(path)), says)])
        if replaced and may_replace is not None and not may_replace(path):
            says = sentence("cli_write.not_ours")
            raise UsageFault([Fault(Place(str(path)), says)])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise _not_written(str(path), error) from error
    return replaced


def _not_written(target: str, error: OSError) -> UsageFault:
    says = sentence("cli_write.not_written", why=error.strerror or "?")
    return UsageFault([Fault(Place(target), says)])
