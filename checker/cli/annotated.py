"""`oneplan check --annotate`: where the copies of the submitted workbooks go, and that they never take another file's place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.cli.writing import cannot
from checker.errors import UsageFault
from checker.finding import Report
from checker.readers.open_file import shown_names
from checker.render.annotate import SUFFIXES, annotate
from checker.render.wording import Language, sentence
from checker.text import Sentence

_KINDS: Final = " ".join(SUFFIXES)


@dataclass(frozen=True, slots=True)
class Copies:
    """The submitted workbooks, each with the file its copy is written to; and the other submitted files, which get none."""

    targets: Mapping[Path, Path]
    without: Sequence[Path]


def planned(wanted: str, files: Sequence[Path], context: Path | None, report_file: str | None) -> Copies:
    """Which copy goes where: `wanted` is a file for the only workbook, or a folder for one copy each, under its own name.

    Raises UsageFault where there is no workbook, where a copy would be of another kind, and where it would take the place of
    a submitted file, of a file of the context or of the report.
    """
    workbooks = [path for path in sorted(set(files)) if path.suffix.lower() in SUFFIXES]
    others = [path for path in sorted(set(files)) if path.suffix.lower() not in SUFFIXES]
    if not workbooks:
        raise _fault(
            others[0],
            sentence("cli_annotate.other_format", kinds=_KINDS),
        )
    if wanted.endswith(("/", os.sep)) or Path(wanted).is_dir():
        targets = {path: Path(wanted) / path.name for path in workbooks}
    elif len(workbooks) > 1:
        raise _fault(
            Path(wanted),
            sentence("cli_annotate.needs_folder", count=len(workbooks)),
        )
    else:
        targets = {workbooks[0]: Path(wanted)}
    _refuse_other_kinds(targets)
    _refuse_taken_places(targets, [*files, *([Path(report_file)] if report_file else [])], context)
    return Copies(targets, others)


def write_copies(copies: Copies, report: Report, lang: Language) -> list[str]:
    """Writes every copy whole or not at all; what is said of each, a line each, and of files that get none."""
    names = shown_names([*copies.targets, *copies.without])
    hashes = {one.name: one.sha256 for submission in report.submissions for one in submission.files}
    said = []
    for path, target in copies.targets.items():
        data = _read(path)
        if hashlib.sha256(data).hexdigest() != hashes.get(names[path]):
            raise _fault(path, sentence("cli_annotate.changed"))
        replaced = _put(annotate(data, names[path], report, lang), target)
        again = sentence("cli_write.replaced").in_language(lang) if replaced else ""
        copy = sentence("cli_annotate.written").in_language(lang)
        said.append(f"{copy}: {target}{again}")
    for path in copies.without:
        none = sentence("cli_annotate.none", kinds=_KINDS)
        said.append(f"{names[path]}: {none.in_language(lang)}")
    return said


def _refuse_other_kinds(targets: Mapping[Path, Path]) -> None:
    for path, target in targets.items():
        suffix = path.suffix.lower()
        if target.suffix.lower() != suffix:
            raise _fault(
                target,
                sentence("cli_annotate.ending", suffix=suffix),
            )
    if len({*targets.values()}) < len(targets):
        twins = sorted(targets.values(), key=[*targets.values()].count)[-1]
        raise _fault(
            twins,
            sentence("cli_annotate.alike"),
        )


def _refuse_taken_places(targets: Mapping[Path, Path], taken: Sequence[Path], context: Path | None) -> None:
    for target in targets.values():
        if any(_same(target, one) for one in taken):
            raise _fault(
                target,
                sentence("cli_annotate.own_plan"),
            )
        if context is not None and (_same(target, context) or context.resolve() in target.resolve().parents):
            raise _fault(
                target,
                sentence("cli_annotate.context"),
            )


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))
    except OSError:
        return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _fault(path, sentence("cli_annotate.not_opened", why=error.strerror or "?")) from error


def _put(data: bytes, path: Path) -> bool:
    """Writes a file beside `path` and gives it its name once it is whole; whether there was one of that name before."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        replaced = path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise _fault(
            path,
            sentence("cli_annotate.not_written", why=error.strerror or "?"),
        ) from error
    return replaced


def _fault(path: Path, says: Sentence) -> UsageFault:
    return cannot(str(path), says)
