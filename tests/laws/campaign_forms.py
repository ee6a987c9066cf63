"""Plans of every level on their forms, saved by LibreOffice as .ods and .xls: `make campaign-layouts`.

Not collected with the suite: it needs `soffice` on the path.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from checker.assemble import assemble
from checker.plan import Graph
from checker.readers.open_file import read_context, read_files
from checker.writers.excel import write_xlsx
from tests.writers.test_filled import told

SAMPLES = Path(__file__).parents[2] / "samples"
CONTEXT = SAMPLES / "good" / "context"
PLANS = [*sorted(CONTEXT.glob("*.yaml")), SAMPLES / "good" / "sai-yoi.yaml", *sorted(SAMPLES.glob("bad/*/plan.yaml"))]


def graph_of(path: Path) -> Graph:
    return assemble(read_files([path]), read_context(CONTEXT))


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_every_sample_on_its_form_is_the_same_plan_when_libreoffice_saves_it(suffix: str, tmp_path: Path) -> None:
    forms = {f"{number}.xlsx": path for number, path in enumerate(PLANS)}
    for name, path in forms.items():
        (tmp_path / name).write_bytes(write_xlsx(read_files([path]).plans).data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", suffix]
    sources = [str(tmp_path / name) for name in forms]
    subprocess.run([*command, "--outdir", str(tmp_path / "saved"), *sources], check=True, capture_output=True)

    assert differing(forms, tmp_path / "saved", suffix) == []


def differing(forms: Mapping[str, Path], saved: Path, suffix: str) -> list[str]:
    """The plans that are not the same on the form that was saved."""
    return [
        str(path)
        for name, path in forms.items()
        if told(graph_of(path)) != told(graph_of(saved / Path(name).with_suffix(f".{suffix}")))
    ]
