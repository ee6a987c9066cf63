"""Writes samples/bad: plans that are whole but for a single fault each, in a folder of its own, with fault.md to say which.

    python samples/make/make_faults.py

What the checker says of each is written beside it by expected.py.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

from faults import FAULTS
from faults_by_level import FAULTS_BY_LEVEL
from faults_of_workbooks import REDRAWN, small
from make_workbook import HERE, build, save
from samples_text import CONTEXT, dump, fictional

BAD = HERE.parent / "bad"


def table(plan: dict) -> str:
    """`plan` as a table: a row a node, a column a field; what stands by year has a column a year."""
    rows = [{"kind": "plan", **_flat(plan["plan"])}]
    for one in plan["nodes"]:
        kind = next(iter(one))
        rows.append(
            {"kind": kind, "code": one[kind], **_flat({name: value for name, value in one.items() if name != kind})}
        )
    columns = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + written.getvalue()


def _flat(values: dict) -> dict:
    flat: dict = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat |= {f"{name} {year}": amount for year, amount in value.items()}
        else:
            flat[name] = "; ".join(_reference(one) for one in value) if isinstance(value, list) else value
    return flat


def _reference(one: object) -> str:
    return " | ".join(one.values()) if isinstance(one, dict) else str(one)


def written(plan: dict, form: str) -> str:
    """`plan` in the form of a file with the ending `form`."""
    if form == "json":
        return json.dumps(plan, ensure_ascii=False, indent=2) + "\n"
    return table(plan) if form == "csv" else dump(plan)


def describe(folder: Path, th: str, en: str) -> None:
    """Writes the line that says what the fault is."""
    notice = "\n".join(f"> {line}  " for line in fictional())
    (folder / "fault.md").write_text(f"{notice}\n\n{th}\n\n*{en}*\n", encoding="utf-8")


def main() -> None:
    """Writes every folder."""
    for fault in [*FAULTS, *FAULTS_BY_LEVEL]:
        folder = BAD / fault.folder
        folder.mkdir(parents=True, exist_ok=True)
        plan = fault.plan()
        fault.change(plan)
        (folder / f"plan.{fault.form}").write_text(written(plan, fault.form), encoding="utf-8", newline="")
        for name, other in fault.beside.items():
            (folder / name).write_text(dump(other()), encoding="utf-8")
        for name, other in fault.context.items():
            (folder / "context").mkdir(exist_ok=True)
            shutil.copyfile(CONTEXT / "units.csv", folder / "context" / "units.csv")
            (folder / "context" / name).write_text(dump(other()), encoding="utf-8")
        describe(folder, fault.th, fault.en)
    for redrawn in REDRAWN:
        folder = BAD / redrawn.folder
        folder.mkdir(parents=True, exist_ok=True)
        book = build(small())
        redrawn.change(book)
        save(book, folder / "plan.xlsx")
        describe(folder, redrawn.th, redrawn.en)


if __name__ == "__main__":
    main()
