"""`oneplan audit` of tables: the same verdicts as on the files they were written from, and nothing judged that is not what it has to be."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result
from lxml import html as markup

from checker.audit import from_tables
from checker.audit.folder import MARK
from checker.cli import main
from checker.compare.reading import read_side
from checker.engines.sets_listed import LISTED
from checker.finding import Report
from checker.rule import Rule
from checker.rulebook import Rulebook, load_rulebook
from checker.tables_overview import TablesOverview
from tests.audit.made import NAMED, PROVINCE, SERVED, assessor, everything, outcomes, plan, written
from tests.build import rule, rulebook

Found = Counter[tuple[str, str, str]]
DAY = "2026-01-01"
LOADED = cache(load_rulebook)


@pytest.fixture(autouse=True, scope="module")
def loaded_once() -> Iterator[None]:
    """Rules are read once for all commands here."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("audit", "tables"):
            patch.setattr(f"checker.cli.{module}.load_rulebook", LOADED)
        yield


def oneplan(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


def judge(tables: Path, out: Path, *words: object) -> Result:
    return oneplan("audit", tables, "--out", out, "--jobs", 1, *words)


def ask(query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(config={"threads": 1}) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def tables(audited: Path) -> Path:
    """The sample round as tables, written beside what was audited of its files."""
    at = audited.parent
    done = oneplan(
        "convert", at / "handed-in", "--to", "tables", "--context", at / "context", "--as-of", DAY, "--jobs", 1,
        "--out", at / "tables",
    )  # fmt: skip
    assert done.exit_code == 3  # as the round itself: one file cannot be read
    return at / "tables"


@pytest.fixture(scope="module")
def judged(tables: Path) -> Path:
    """What is written of those tables."""
    assert judge(tables, tables.parent / "judged").exit_code == 1
    return tables.parent / "judged"


@pytest.fixture(scope="module")
def reports(audited: Path) -> list[Report]:
    return list(read_side(audited))


@pytest.fixture(scope="module")
def overview(judged: Path) -> TablesOverview:
    return TablesOverview.model_validate_json((judged / "judged.json").read_text(encoding="utf-8"))


def found(judged: Path, table: str) -> Found:
    return Counter(ask(f"SELECT rule, plan, code FROM read_parquet('{judged}/{table}.parquet')"))  # type: ignore[arg-type]


def findings_of(reports: list[Report]) -> Found:
    return Counter((one.rule, one.plan, one.node.code) for each in reports for one in each.findings)


def same_figures(overview: TablesOverview, reports: list[Report]) -> None:
    """Holds if every rule passes, fails, stays undecided, does not apply and is not checked as often as in all `reports`."""
    for one in overview.rules:
        tallies = [tally for each in reports for tally in each.rules if tally.id == one.id]
        told = (one.passed, one.fail, one.undecided, one.not_applicable, one.idle)
        assert told == (
            sum(tally.passed for tally in tallies),
            sum(tally.fail for tally in tallies),
            sum(tally.undecided for tally in tallies),
            sum(tally.not_applicable for tally in tallies),
            sum(len(tally.plans) for tally in tallies if tally.not_checked is not None),
        ), one.id
        assert (one.idle > 0) <= (one.not_checked is not None)


def test_every_finding_of_the_files_is_one_of_the_tables_and_no_other(judged: Path, reports: list[Report]) -> None:
    assert found(judged, "findings") == findings_of(reports)
    assert len(findings_of(reports)) == 3


def test_what_stays_undecided_is_the_same(judged: Path, reports: list[Report]) -> None:
    of_files: Found = Counter((one.rule, one.plan, one.node.code) for each in reports for one in each.undecided)
    assert found(judged, "undecided") == of_files
    assert of_files


def test_every_rule_passes_and_is_not_checked_as_often(overview: TablesOverview, reports: list[Report]) -> None:
    same_figures(overview, reports)
    assert {one.id: (one.idle, one.concerns) for one in overview.rules if one.idle} == IDLE


def test_the_page_tells_levels_checks_and_plans_with_the_same_figures(judged: Path, overview: TablesOverview) -> None:
    tree: Any = markup.fromstring((judged / "index.html").read_text(encoding="utf-8"))
    lines = [[cell.text_content().strip() for cell in row] for row in tree.xpath("//table[@id='lines']/tbody/tr")]
    assert len(lines) == overview.plans == 13
    assert [line[4] for line in lines][:4] == ["1", "1", "1", "0"]
    assert overview.rulebook.hash in tree.text_content()
    by_level = tree.xpath("//section[@id='levels']//tbody/tr")
    assert [int(row[1].text_content()) for row in by_level] == [one.plans for one in overview.levels]
    assert len(tree.xpath("//section[@id='rules']//tbody/tr")) == sum(one.idle < one.concerns for one in overview.rules)
    assert len(tree.xpath("//section[@id='unchecked']//tbody/tr")) == len(IDLE)


def test_findings_and_plans_stand_in_tables_for_programs_and_for_people(judged: Path) -> None:
    heading, *rows = csv.reader(io.StringIO((judged / "findings.csv").read_text(encoding="utf-8-sig")))
    assert heading[:3] == ["ความรุนแรง", "รหัสข้อตรวจ", "ข้อตรวจ"]
    assert [row[0] for row in rows] == ["ต้องแก้ไข"] * 3
    columns = [name for name, *_ in ask(f"DESCRIBE FROM '{judged}/findings.parquet'")]
    assert columns == [*LISTED, "node"]
    severity = ask(f"SELECT DISTINCT severity, file, spot FROM '{judged}/findings.parquet' WHERE plan = 'DP-5404'")
    assert severity == [("error", "อำเภอสูงเม่น.yaml", "4")]
    plans = list(csv.reader(io.StringIO((judged / "plans.csv").read_text(encoding="utf-8-sig"))))
    assert len(plans) == 1 + 13
    assert ask(f"SELECT SUM(error) FROM '{judged}/plans.parquet'") == [(3,)]


@pytest.fixture
def own(tables: Path, tmp_path: Path) -> Path:
    """Tables to spoil."""
    return shutil.copytree(tables, tmp_path / "tables")


def changed(folder: Path, table: str, query: str) -> None:
    """Puts the answer to `query` over the table `old` in place of a table."""
    path = folder / f"{table}.parquet"
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"CREATE TABLE old AS FROM read_parquet('{path}')")
        connection.execute(f"COPY ({query}) TO '{path}'")


def told(folder: Path, **values: object) -> None:
    path = folder / "tables.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "query", "words"),
    [
        ("value", "SELECT * EXCLUDE length FROM old", ("value.parquet", "no column value.length (INT)")),
        ("value", "SELECT * REPLACE (number::DOUBLE AS number) FROM old", ("value.number is DOUBLE", "DECIMAL(38, 6)")),
        ("node", "SELECT * REPLACE (node::INTEGER AS node) FROM old", ("node.node is INT", "BIGINT")),
        ("node", "SELECT * REPLACE (NULLIF(list, '') AS list) FROM old", ("node.list", "null")),
        ("node", "FROM old UNION ALL FROM old", ("node.node", "repeat")),
        ("link", "SELECT * REPLACE (target + 1000000 AS target) FROM old", ("link.target", "node.node", "10000")),
        ("label", "SELECT * RENAME (cell AS spot) FROM old", ("no column label.cell (TEXT)",)),
        ("plan", "SELECT * REPLACE ('canton' AS level) FROM old", ("plan.level", "“canton”")),
        ("node", "SELECT * REPLACE ('wish' AS kind) FROM old", ("node.kind", "“wish”")),
        ("calendar", "SELECT 2500::INT AS closed", ("calendar", "2568")),
    ],
)
def test_what_is_not_the_table_it_has_to_be_is_told_by_table_and_column(
    own: Path, table: str, query: str, words: tuple[str, ...]
) -> None:
    changed(own, table, query)
    result = judge(own, own.parent / "out", "--lang", "en")
    assert result.exit_code == 3
    assert [word for word in words if word not in result.stderr] == []


def test_other_columns_and_tables_in_parts_change_nothing(own: Path) -> None:
    changed(own, "plan", "SELECT *, 'x' AS note FROM old")
    path = own / "node.parquet"
    path.rename(own / "all.parquet")
    path.mkdir()
    for part in (0, 1):
        changed_to = f"COPY (FROM '{own}/all.parquet' WHERE node % 2 = {part}) TO '{path}/{part}.parquet'"
        ask(changed_to)
    assert from_tables.ready(own, LOADED(), None).as_of is not None
    ask(f"COPY (SELECT * EXCLUDE ident FROM '{path}/1.parquet') TO '{path}/2.parquet'")
    result = judge(own, own.parent / "out", "--lang", "en")
    assert (result.exit_code, "2.parquet" in result.stderr) == (3, False)
    assert "no column node.ident" in result.stderr


def gone(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("spoil", "options", "code", "words"),
    [
        (gone("link.parquet"), (), 3, "no table link"),
        (gone("tables.json"), (), 3, "tables.json"),
        (lambda folder: (folder / "flag.parquet").write_bytes(b"PAR1"), (), 3, "cannot be read as Parquet"),
        (lambda folder: told(folder, as_of="soon"), (), 3, "“soon” is no date"),
        (lambda folder: told(folder, schema="x/1"), (), 3, "schema"),
        (lambda folder: told(folder, asked=NOTHING), (), 2, "budget"),
        (lambda folder: told(folder, as_of=None), (), 3, "calendar"),
        (lambda folder: None, ("--as-of", "2024-01-01"), 2, "--as-of"),
        (lambda folder: None, ("--profile", "village"), 2, "--profile"),
        (lambda folder: None, ("--context", "x"), 2, "--context"),
        (lambda folder: None, ("--engine", "both"), 2, "--engine"),
        (lambda folder: None, ("--resume",), 2, "--resume"),
        (lambda folder: None, ("--replace", "x.yaml"), 2, "--replace: This cannot be used with tables"),
        (lambda folder: None, ("--replace", "draft.yaml"), 2, "--replace"),
        (lambda folder: changed(folder, "plan", "SELECT * REPLACE (false AS submitted) FROM old"), (), 2, "submitted"),
    ],
)
def test_tables_that_cannot_be_judged_so_are_refused_and_nothing_is_written_over(
    own: Path, spoil: Callable[[Path], None], options: tuple[str, ...], code: int, words: str
) -> None:
    spoil(own)
    result = judge(own, own.parent / "out", "--lang", "en", *options)
    assert (result.exit_code, words in result.stderr) == (code, True), result.stderr
    assert not (own.parent / "out" / "index.html").exists()


NOTHING: dict[str, object] = {"fields": [], "titles": [], "versions": [], "tests": {}, "relations": [], "registers": []}
IDLE = {"ANN-108": (1, 1), "ANN-109": (1, 1), "IND-110": (3, 3)}


RUNS_SOMEWHERE = [
    NAMED,
    SERVED,
    rule("PRJ-901", kind="requires-link", source="project", relation="supports", target={"level": ["national"]}),
    rule("PRJ-902", kind="requires-link", source="project", relation="supports", target={"list": "joint-local"}),
    rule("PRJ-903", kind="requires-field", source="project", all_of=[{"field": "name", "one_of": "responsible-unit"}]),
    rule("PRJ-904", kind="requires-link", source="project", relation="part_of", target={"kind": "strategy"}),
    rule("STR-901", kind="requires-field", source="strategy", all_of=[{"field": "name", "longer_than": 6}]),
    rule(
        "PRJ-905", kind="requires-link", source="project", relation="supports", levels=["local"],
        target={"level": ["local"], "plan": "other"},
    ),
    rule(
        "PRJ-906", kind="requires-link", source="project", relation="supports", target={"level": ["local"], "plan": "other"}
    ),
]  # fmt: skip


def of_rules(monkeypatch: pytest.MonkeyPatch, rules: list[Rule]) -> Rulebook:
    """A rulebook that the commands take for the built-in one."""
    book = rulebook(*rules)
    book = replace(book, known=book.rules)
    for module in ("audit", "tables"):
        monkeypatch.setattr(f"checker.cli.{module}.load_rulebook", lambda *_: book)
    return book


@pytest.mark.parametrize(
    ("others", "partly", "nowhere"),
    [
        ((), {"PRJ-904", "PRJ-906", "STR-901"}, {"PRJ-902", "PRJ-903", "PRJ-905"}),
        (("LQ",), {"PRJ-904", "STR-901"}, {"PRJ-902", "PRJ-903"}),
    ],
)
def test_rules_that_cannot_run_on_some_plans_or_on_any_are_told_as_with_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others: tuple[str, ...], partly: set[str], nowhere: set[str]
) -> None:
    few = plan("VP", "หมู่ 1", "P1!", "P2>LP/P1", level="village").replace("years:", "holds: [project], years:")
    names = {"a.yaml": plan("LP", "อบต. ก", "P1!", "P2"), "b.yaml": few, "c.yaml": PROVINCE}
    names |= {f"{code}.yaml": plan(code, f"อบต. {code}", "P1", "P2>LP/P1") for code in others}
    folder = written(tmp_path / "in", dict(names))
    book = of_rules(monkeypatch, RUNS_SOMEWHERE)
    of_files = [one.report for one in outcomes(folder, who=assessor(book)) if one.report is not None]
    oneplan("convert", folder, "--to", "tables", "--as-of", DAY, "--jobs", 1, "--out", tmp_path / "t")
    judge(tmp_path / "t", tmp_path / "out")
    of_tables = TablesOverview.model_validate_json((tmp_path / "out" / "judged.json").read_text(encoding="utf-8"))
    same_figures(of_tables, of_files)
    assert found(tmp_path / "out", "findings") == findings_of(of_files)
    assert {one.id for one in of_tables.rules if 0 < one.idle < one.concerns} == partly
    assert {one.id for one in of_tables.rules if one.idle == one.concerns} == nowhere


def test_many_plans_are_cut_short_on_the_page_which_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed = {f"in/{n}.yaml": plan(f"LP-{n}", f"=อบต. {n}", *["P1!"] * (n % 2), "P2") for n in range(7)}
    written(tmp_path, dict(handed))
    monkeypatch.setattr(from_tables, "MOST_PLANS", 4)
    of_rules(monkeypatch, [NAMED, SERVED])
    assert oneplan("convert", tmp_path / "in", "--to", "tables", "--out", tmp_path / "t", "--jobs", 1).exit_code == 0
    assert judge(tmp_path / "t", tmp_path / "out", "--lang", "en").exit_code == 1
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "The 4 plans with most errors, of 7" in page
    assert re.findall(r"LP-\d", page)[:4] == ["LP-1", "LP-3", "LP-5", "LP-0"]
    assert '"\'=อบต. 1"' in (tmp_path / "out" / "plans.csv").read_text(encoding="utf-8-sig")

    before = everything(tmp_path / "out")
    assert judge(tmp_path / "t", tmp_path / "out", "--lang", "en", "--fail-on", "never").exit_code == 0
    assert everything(tmp_path / "out") == before
    assert {"index.html", "judged.json", MARK, *from_tables.FILES} == before.keys()
