"""The folder that tables are written to and read from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from checker.errors import Fault, UsageFault
from checker.facts import Wanted
from checker.place import Place
from checker.plan import Graph
from checker.readers.parquet import arrow
from checker.rulebook import Rulebook
from checker.tables.statement import NAME, statement_of
from checker.tables.writing import ALL_TABLES, write_facts
from checker.text import Sentence

FILES: Final = frozenset({NAME, *(f"{table.name}.parquet" for table in ALL_TABLES)})
_TELLING: Final = ("plan.parquet", "node.parquet", "link.parquet")


def are_tables(folder: Path) -> bool:
    """Whether `folder` holds tables of facts, and not the plans of a round."""
    return (folder / NAME).is_file() or all((folder / name).exists() for name in _TELLING)


def write_tables(
    folder: Path, graph: Graph, rulebook: Rulebook, as_of: datetime.date, apart_from: Iterable[Path] = ()
) -> None:
    """Writes what the rules in force ask of `graph` as tables into `folder`, which holds nothing else then.

    `tables.json` comes last: where it is missing, the tables are not whole. Raises UsageFault where the folder holds what are
    no such tables, is or lies in one of those that it has to be `apart_from`, or cannot be written.
    """
    arrow()
    try:
        _refuse_others(folder, apart_from)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).unlink(missing_ok=True)
        write_facts(folder, graph, Wanted.of(rulebook.in_force), as_of)
        (folder / NAME).write_text(statement_of(rulebook, as_of).to_json(), encoding="utf-8")
    except OSError as error:
        raise _refused(
            folder,
            f"เขียนตารางไม่ได้ ({error.strerror}) ให้ --out ระบุที่อื่น",
            f"Tables cannot be written here ({error.strerror}). Name another folder with --out.",
        ) from error


def _refuse_others(folder: Path, apart_from: Iterable[Path]) -> None:
    """Raises UsageFault where `folder` is none for tables."""
    here = folder.resolve()
    for other in apart_from:
        there = other.resolve()
        if here == there or there in here.parents or here in there.parents:
            raise _refused(
                folder,
                "โฟลเดอร์ตารางต้องอยู่แยกจากแผนและ --context ให้ --out ระบุที่อื่น",
                "Tables go apart from the plans and from --context. Name another folder with --out.",
            )
    foreign = folder.exists() and (
        not folder.is_dir() or any(one.name not in FILES or not one.is_file() for one in folder.iterdir())
    )
    if foreign:
        raise _refused(
            folder,
            "ที่นี่มีสิ่งอื่นที่ไม่ใช่ตารางของโปรแกรมนี้อยู่แล้ว ให้ --out ระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง",
            "Something other than our tables is here already. Name a new or an empty folder with --out.",
        )


def _refused(folder: Path, th: str, en: str) -> UsageFault:
    return UsageFault([Fault(Place(str(folder)), Sentence(th=th, en=en))])
