"""docs/writing-a-rule.md is carried out as it stands: its files written, its commands run, its output looked for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.authoring.scaffold import pattern_kinds
from checker.cli import main

PAGE = (Path(__file__).parent.parent / "docs" / "writing-a-rule.md").read_text(encoding="utf-8")
_STEP = re.compile(r"(?:<!-- (file|add): (\S+) -->\n)?```(\w+)\n(.*?)```\n", re.DOTALL)


def run(line: str) -> str:
    """What the command on `line` prints; it exits as the line says, with 0 where it says nothing."""
    words, _, comment = line.partition("#")
    stated = re.search(r"exits with (\d)", comment)
    program, *rest = shlex.split(words)
    assert program == "oneplan"
    result = CliRunner().invoke(main, rest)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == (int(stated[1]) if stated else 0), f"{line}\n{result.output}"
    return result.output


def test_every_step_of_the_page_does_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = ""
    kinds = []
    for verb, file, kind, text in _STEP.findall(PAGE):
        kinds.append(verb or kind)
        if verb:
            path = tmp_path / file
            path.parent.mkdir(exist_ok=True)
            before = path.read_text(encoding="utf-8") if verb == "add" else ""
            path.write_text(before + text, encoding="utf-8")
        elif kind == "sh":
            printed = "".join(run(line) for line in text.splitlines())
        else:
            assert [line for line in text.splitlines() if line not in printed] == []
    assert kinds == ["sh", "text", "file", "sh", "text", "add", "sh", "text", "file", "sh", "text"]
    assert (tmp_path / "our-pages" / "project.md").is_file()


def test_every_pattern_kind_can_be_chosen_from_the_page() -> None:
    table = PAGE.partition("## แบบแผนใด")[2]
    assert sorted(re.findall(r"\| `([\w-]+)` \|", table)) == list(pattern_kinds())
