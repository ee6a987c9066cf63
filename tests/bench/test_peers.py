"""The ten rules that are written by hand for other tools find what the set engine finds, on facts with all kinds of trouble."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import duckdb
import pytest

from bench.country.faults import FAULTS
from bench.country.tables import write_shared
from bench.make_country import Wish, province_tables
from bench.peers import RULES, Found, Peer, digest
from bench.peers.facts import loaded
from bench.peers.logic import Logic
from bench.peers.production import Production
from bench.peers.shacl import Shacl
from bench.peers.sql import ByHand, SetEngine
from checker.engines.sets_tables import JUDGED

SMALLEST: Final = 0.003
TROUBLE: Final = (
    "UPDATE yearly SET state = 'unreadable', number = NULL WHERE field = 'budget' AND node % 41 = 0",
    "UPDATE yearly SET number = number + 1 WHERE field IN ('budget', 'count') AND node % 43 = 0 AND state = 'filled'",
    "UPDATE value SET state = 'unreadable', number = NULL WHERE field = 'budget_all' AND node % 11 = 0",
    "UPDATE value SET key = 'done' WHERE field = 'status' AND node % 7 = 0",
    "UPDATE value SET key = '', state = 'empty' WHERE field IN ('status', 'listed_as') AND node % 9 = 0",
    "UPDATE value SET state = 'unreadable' WHERE field = 'listed_as' AND node % 10 = 0",
    "UPDATE reference SET status = 'not-given' WHERE node % 13 = 0",
    "UPDATE reference SET status = 'dangling' WHERE node % 17 = 0",
    "UPDATE link SET title_key = 'another' WHERE relation = 'supports' AND source % 3 = 0",
    # A strategy of the province that nothing serves any more, programmes that hold nothing, projects that stand under nothing.
    """DELETE FROM link WHERE relation IN ('part_of', 'supports')
        AND target = (SELECT min(node) FROM node WHERE kind = 'strategy' AND level = 'province')""",
    "DELETE FROM link WHERE relation = 'part_of' AND target IN (SELECT node FROM node WHERE kind = 'programme' AND node % 4 = 0)",
    "DELETE FROM link WHERE relation IN ('part_of', 'supports') AND source % 5 = 0",
    # Some of what is gone might have led on, in plans or in lists, and some might not.
    """INSERT INTO prospect SELECT node, 'part_of', 'strategy', level, '' FROM node
        WHERE kind IN ('project', 'tactic') AND node % 15 = 0""",
    """INSERT INTO prospect SELECT node, 'supports', 'strategy', 'province', '' FROM node WHERE kind = 'strategy' AND node % 2 = 0""",
    "INSERT INTO prospect SELECT node, 'supports', 'strategy', 'local', 'joint-local' FROM node WHERE kind = 'project' AND node % 25 = 0",
    "INSERT INTO prospect SELECT node, 'sums', 'strategy', level, '' FROM node WHERE kind = 'total' AND node % 19 = 0",
    "DELETE FROM unasked WHERE node IN (SELECT node FROM node WHERE kind = 'project' AND level = 'tambon' AND node % 5 = 0)",
    "INSERT INTO unasked SELECT node, 'part_of' FROM node WHERE kind = 'project' AND level = 'tambon' AND node % 5 = 0",
    "INSERT INTO unheld SELECT plan, 'strategy' FROM plan WHERE level IN ('local', 'tambon') ORDER BY plan LIMIT 2",
    """INSERT INTO unheld SELECT plan, UNNEST(['project', 'equipment']) FROM plan WHERE plan IN
        (SELECT plan FROM node WHERE kind = 'programme' AND node % 4 = 0 ORDER BY node LIMIT 1)""",
    "INSERT INTO unheld SELECT plan, 'equipment' FROM plan WHERE level = 'local'",
    # A project under another one, and a total that sums two things.
    """INSERT INTO link SELECT min(node), 'part_of', max(node), '', '' FROM node WHERE kind = 'project' AND node % 5 = 0
        GROUP BY plan HAVING count(*) > 1""",
    """INSERT INTO link SELECT value.node, 'sums', node.node, '', '' FROM value JOIN node AS own USING (node)
        JOIN node ON node.plan = own.plan WHERE field = 'table' AND key = 'summary' AND node.kind = 'tactic' AND value.node % 3 = 0""",
    "UPDATE plan SET submitted = FALSE WHERE level = 'tambon' AND plan = (SELECT max(plan) FROM plan WHERE level = 'tambon')",
    f"DROP TABLE judged; CREATE TABLE judged AS {JUDGED}",
)
SILENCE: Final = (
    "DELETE FROM unasked",
    "INSERT INTO unasked SELECT node, UNNEST(['part_of', 'supports']) FROM node WHERE kind = 'project' AND level = 'local'",
)
WITHIN_ONE_PLAN: Final = (
    "DELETE FROM unasked",
    "INSERT INTO unasked SELECT node, UNNEST(['part_of', 'supports']) FROM node WHERE kind = 'goal' AND level = 'province'",
    """INSERT INTO link SELECT min(own.node), 'supports', min(goal.node), '', '' FROM node AS own, node AS goal
        WHERE own.kind = 'project' AND own.level = 'village' AND goal.kind = 'goal' AND goal.level = 'province'""",
)
EVERY_SORT: Final = frozenset({"fail", "undecided", "pass"})
TWO_SORTS: Final = frozenset({"fail", "pass"})
SORTS: Final = {rule: TWO_SORTS if rule in ("TAC-102", "LNK-108", "PRV-101") else EVERY_SORT for rule in RULES}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a small province with faults of many kinds."""
    folder = tmp_path_factory.mktemp("province")
    wish = Wish(folder, [(0, SMALLEST)], seed=4, rates={one.name: 0.05 for one in FAULTS})
    write_shared(folder, wish.clusters, wish.seed)
    province_tables(wish, 0)
    return folder


@pytest.fixture(scope="module")
def troubled(province: Path) -> duckdb.DuckDBPyConnection:
    """The province, and what no plan of it has."""
    return _with(province, *TROUBLE)


def _with(province: Path, *statements: str) -> duckdb.DuckDBPyConnection:
    connection = loaded(province)
    for statement in statements:
        connection.execute(statement)
    return connection


@pytest.fixture(scope="module")
def expected(troubled: duckdb.DuckDBPyConnection) -> dict[str, Found]:
    """What the set engine finds by each rule."""
    return _found(SetEngine(troubled))


def _found(peer: Peer) -> dict[str, Found]:
    peer.judge(peer.rules)
    return {rule: peer.found(rule) for rule in peer.rules}


def test_every_rule_passes_and_fails_something_or_leaves_it_open(expected: dict[str, Found]) -> None:
    nothing = digest([])
    sorts = {rule: {sort for sort in EVERY_SORT if found[sort] != nothing} for rule, found in expected.items()}
    assert sorts == SORTS


@pytest.mark.parametrize(("peer", "rules"), [(ByHand, 10), (Logic, 10), (Production, 10), (Shacl, 8)])
def test_a_rule_written_by_hand_finds_what_the_set_engine_finds(
    peer: Callable[[duckdb.DuckDBPyConnection], Peer],
    rules: int,
    troubled: duckdb.DuckDBPyConnection,
    expected: dict[str, Found],
) -> None:
    found = _found(peer(troubled))
    assert len(found) == rules
    assert found == _as_told(expected, found)


def _as_told(expected: dict[str, Found], found: dict[str, Found]) -> dict[str, Found]:
    """The expected findings, as far as the peer tells them."""
    return {rule: {sort: expected[rule][sort] for sort in told} for rule, told in found.items()}


@pytest.mark.parametrize("silence", [SILENCE, WITHIN_ONE_PLAN])
def test_what_forms_leave_unsaid_leaves_the_same_open(province: Path, silence: tuple[str, ...]) -> None:
    silent = _with(province, *TROUBLE, *silence)
    expected = _found(SetEngine(silent))
    assert expected["PRV-101"]["undecided"] != digest([])
    for peer in (ByHand(silent), Logic(silent), Production(silent)):
        found = _found(peer)
        assert found == _as_told(expected, found)
