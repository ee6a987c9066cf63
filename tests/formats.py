"""Every format that the product both reads and writes whole: what a law says of one plan, it says of all of these.

A format is a file name and the writer for it. To hold another one to the laws of `tests/laws/test_conversion.py`, add its line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from checker.readers.draft import Draft, DraftPlan
from checker.readers.open_file import read_bytes
from checker.writers.delimited import write_csv
from checker.writers.parquet import write_parquet
from checker.writers.structured import write_json, write_yaml
from checker.writers.written import Written

Writer = Callable[[Sequence[DraftPlan]], Written]
FORMATS: Final[Mapping[str, Writer]] = {
    "plan.yaml": write_yaml,
    "plan.json": write_json,
    "plan.csv": write_csv,
    "plan.parquet": write_parquet,
}


def converted(plans: Sequence[DraftPlan], name: str, folder: str = "") -> Draft:
    """`plans` written in the format of the file `name`, and read again from `folder`."""
    return read_bytes(FORMATS[name](plans).data, f"{folder}{name}")
