"""A day as people write it on the command line, in either era."""

from __future__ import annotations

from datetime import date

from checker.cli.writing import cannot
from checker.render.wording import sentence
from checker.thai import day


def day_given(option: str, written: str) -> date:
    """The day that `written` names, such as `2569-12-15`. Raises UsageFault, naming the option, where it names none."""
    found = day(written)
    if found is None:
        raise cannot(f"{option} {written}", sentence("cli_letter.no_day"))
    return found
