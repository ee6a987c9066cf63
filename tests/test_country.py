"""The made-up country: the same from one seed, without a fault unless one is asked for, and every fault found by its rule."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import duckdb
import pytest

from bench.country.chain import plans_of
from bench.country.faults import FAULTS, Spoiler
from bench.country.places import MOST_PROVINCES, made_up_name, province_at, scaled
from bench.country.tables import BLOCK, write_shared
from bench.make_country import Made, Wish, make_workbooks, province_tables, stamped_tables
from checker.bodies import built_in_register
from checker.engines.sets import compile_rule
from checker.engines.sets_tables import JUDGED, TABLES
from checker.readers.open_file import read_context, read_files
from checker.rulebook import load_rulebook

SHARE = 0.009
SMALLEST = 0.004
# One draw decides which fault a node has, so that the rates of those which it could have stay below 1 together.
OFTEN = {one.name: 0.04 if one.kind == "project" else 0.19 for one in FAULTS}
OFTEN |= {one.name: 0.3 for one in FAULTS if one.stage != "plan" or one.name in ("asks-nobody", "missing-origin")}
OFTEN |= {"unknown-origin": 0.3, "priorities-tied": 0.3, "budget-in-millions": 0.15}
OFTEN |= {one.name: 0.25 for one in FAULTS if one.kind == "strategy"}
OFTEN |= dict.fromkeys(("brief-incomplete", "unnumbered-amendment", "no-milestones", "drawn-from-nothing"), 0.5)
OFTEN |= dict.fromkeys(("no-resolution", "not-endorsed", "other-version"), 1.0)
NEVER_RUN = {"ANN-108", "ANN-109", "IND-110"}
FAULTLESS, FAULTY, STAMPED = 1, 2, 3


@dataclass(frozen=True)
class Country:
    """A province without faults, one with all of them, and one stamped from the first, as tables in `folder`."""

    folder: Path
    faultless: Made
    faulty: Made

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """The answer to `query`, in which `{name}` stands for a table and `{name/002}` for one part of it."""
        found = re.sub(r"\{(\w+)(?:/(\w+))?\}", lambda at: self.source(at[1], at[2] or "*"), query)
        with duckdb.connect(config={"threads": 1}) as connection:
            return connection.execute(found).fetchall()

    def source(self, table: str, part: str = "*") -> str:
        return f"read_parquet('{self.folder}/{table}.parquet/{part}.parquet')"

    @cached_property
    def found(self) -> dict[int, Counter[str]]:
        """For each province, how many nodes each rule finds a fault in, by the SQL of the rules over the tables."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        with duckdb.connect(config={"threads": 1}) as connection:
            for table in TABLES:
                connection.execute(f'CREATE TEMPORARY TABLE "{table.name}" AS FROM {self.source(table.name)}')
            connection.execute(f"CREATE TEMPORARY TABLE judged AS {JUDGED}")
            for rule in load_rulebook().in_force:
                if rule.id not in NEVER_RUN:
                    for node, verdict in connection.execute(compile_rule(rule)).fetchall():
                        if verdict == "fail":
                            found[node // BLOCK][rule.id] += 1
        return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """The country that all tests look at."""
    wish = Wish(tmp_path_factory.mktemp("country"), [(0, SMALLEST), (1, SHARE), (2, SMALLEST)], seed=4)
    write_shared(wish.folder, wish.clusters, wish.seed)
    faultless, faulty = province_tables(wish, 0), province_tables(replace(wish, rates=OFTEN), 1)
    stamped_tables(replace(wish, distinct=1), 2)
    return Country(wish.folder, faultless, faulty)


def test_no_rule_finds_anything_in_plans_made_without_faults(made: Country) -> None:
    assert made.found[FAULTLESS] == {}
    assert made.found[STAMPED] == {}
    assert made.found[0] == {}


def test_every_fault_is_found_by_its_rule_and_by_no_other_than_it_says(made: Country) -> None:
    assert [one.name for one in FAULTS if not made.faulty.faults[one.name]] == []
    assert [one.name for one in FAULTS if not made.found[FAULTY][one.rule]] == []
    assert set(made.found[FAULTY]) <= {rule for one in FAULTS for rule in (one.rule, *one.also)}


def test_nodes_have_one_number_in_the_country_and_code_lists_stand_there_once(made: Country) -> None:
    assert made.ask("SELECT count(*) - count(DISTINCT node) FROM {node}") == [(0,)]
    assert made.ask("SELECT count(*) FROM {plan} WHERE plan LIKE 'nesdp@%'") == [(1,)]
    assert made.ask("SELECT count(*) FROM {link} WHERE target NOT IN (SELECT node FROM {node})") == [(0,)]
    assert made.ask("SELECT count(*) FROM {node/001}") == [(made.faultless.nodes,)]
    assert made.ask("SELECT count(*) FROM {plan/001}") == [(made.faultless.plans,)]


def test_a_stamped_province_is_like_the_one_it_was_stamped_from_under_codes_of_its_own(made: Country) -> None:
    kinds = "SELECT kind, count(*) FROM {node/%s} GROUP BY ALL ORDER BY ALL"
    assert made.ask(kinds % "003") == made.ask(kinds % "001")
    assert made.ask(
        "SELECT count(*) FROM {plan} AS one JOIN {plan} AS two USING (plan) WHERE one.heading <> two.heading"
    ) == [(0,)]
    assert made.ask(f"SELECT count(*) FROM {{link/003}} WHERE target // {BLOCK} NOT IN (0, {STAMPED})") == [(0,)]
    same = "SELECT count(*) FROM {value/001} one JOIN {value/003} two USING (field, key) WHERE field = 'name_key' AND key <> ''"
    assert made.ask(same) == [(0,)]


def test_one_seed_makes_the_same_plans_whatever_the_order_of_hashes() -> None:
    program = (
        "import hashlib; from tests.test_country import whole; print(hashlib.sha256(whole(7).encode()).hexdigest())"
    )
    here = hashlib.sha256(whole(7).encode()).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here
    assert hashlib.sha256(whole(8).encode()).hexdigest() != here


def whole(seed: int) -> str:
    """All that the plans of a small province say, with faults."""
    plans = plans_of(scaled(province_at(0, seed), SMALLEST), seed, Spoiler(seed, OFTEN))
    nodes = [(one.code, node) for one in plans for node in (one.draft.heading, *one.draft.nodes)]
    return repr([(code, replace(node, asked=None), sorted(node.asked or ())) for code, node in nodes])


def test_a_workbook_holds_all_that_its_plan_says(tmp_path: Path) -> None:
    made = make_workbooks(Wish(tmp_path, [(0, SMALLEST)]))
    assert made.losses == 0
    read = read_files(sorted((tmp_path / "plans").iterdir()))
    assert sum(node.kind == "project" and not node.adds for plan in read.plans for node in plan.nodes) == made.projects
    assert len(read.plans) == made.plans
    assert read_context(tmp_path / "context").code_lists.names() == {"joint-local", "responsible-unit"}


def test_the_first_province_is_phrae_with_the_places_of_the_register() -> None:
    phrae = province_at(0, 7)
    tambons = [tambon for district in phrae.districts for tambon in district.tambons]
    bodies = [body for district in phrae.districts for body in district.bodies]
    assert (len(phrae.districts), len(tambons), sum(len(one.villages) for one in tambons)) == (8, 78, 708)
    assert len({phrae.body.code, *(body.code for body in bodies)}) == 84
    register = built_in_register()
    assert all(register.body_of("local", body.code, body.owner) for body in (phrae.body, *bodies))


def test_a_country_has_within_a_twentieth_as_many_places_as_the_real_one_and_no_two_of_one_name() -> None:
    every = [province_at(number, 7) for number in range(MOST_PROVINCES)]
    districts = [district for one in every for district in one.districts]
    tambons = [tambon for district in districts for tambon in district.tambons]
    bodies = sum(1 + sum(len(district.bodies) for district in one.districts) for one in every)
    villages = sum(len(one.villages) for one in tambons)
    assert [len(districts), len(tambons), villages, bodies] == pytest.approx([878, 7_256, 75_086, 7_852], rel=0.05)
    assert len({one.code for one in tambons}) == len(tambons)
    made_up = [one.name for one in tambons if not one.code.startswith("54")]
    assert len(set(made_up)) == len(made_up)
    assert len({made_up_name(number) for number in range(16_000)}) == 16_000
