"""A day, and a span of years, as people write them on the command line, in either era."""

from __future__ import annotations

from datetime import date
from typing import Final

from checker.cli.writing import cannot
from checker.render.wording import sentence
from checker.thai import day, period

_MOST_YEARS: Final = 10
_EARLIEST: Final = 2550
_LATEST: Final = 2600


def day_given(option: str, written: str) -> date:
    """The day that `written` names, such as `2569-12-15`. Raises UsageFault, naming the option, where it names none."""
    found = day(written)
    if found is None:
        raise cannot(f"{option} {written}", sentence("cli_day.none"))
    return found


def years_given(written: str) -> tuple[int, int]:
    """First and last year of a form. Raises UsageFault where `written` is no span of years that a plan of today can have."""
    found, option = period(written), f"--years {written}"
    if found is None:
        raise cannot(option, sentence("cli_day.no_years"))
    if found[0] < _EARLIEST or found[1] > _LATEST:
        span = "-".join(str(year) for year in dict.fromkeys(found))
        says = sentence("cli_day.other_years", span=span, first=str(_EARLIEST), last=str(_LATEST))
        raise cannot(option, says)
    if found[1] - found[0] >= _MOST_YEARS:
        raise cannot(option, sentence("cli_day.many_years", most=_MOST_YEARS))
    return found
