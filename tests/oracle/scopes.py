"""Whether a node is one that a rule is for."""

from __future__ import annotations

from checker.path import parse_path
from checker.pattern import Pattern, RequiresLink, Target
from checker.plan import Graph, Node
from checker.rule import Scope
from checker.text_tests import TEXT_TESTS
from tests.oracle.values import has_value, is_filled, is_one_of, says_something
from tests.oracle.walks import walk


def in_scope(scope: Scope, node: Node) -> bool:
    return (
        (not scope.levels or node.level in scope.levels)
        and all(not has_value(node, name) or is_one_of(node, name, words) for name, words in scope.when.items())
        and all(is_filled(node, name) and is_one_of(node, name, words) for name, words in scope.only.items())
        and not any(is_filled(node, name) and is_one_of(node, name, words) for name, words in scope.except_.items())
        and all(says_something(node, name) for name in scope.filled)
        and not any(says_something(node, name) for name in scope.blank)
        and all(
            is_filled(node, name) and TEXT_TESTS[test](node.values[name].written) for name, test in scope.text.items()
        )
    )


def is_linked(graph: Graph, scope: Scope, node: Node) -> bool:
    if scope.linked is None:
        return True
    ends, _ = walk(graph, parse_path(scope.linked), node, Target())
    return bool(ends - {node.id})


def of_plan(graph: Graph, scope: Scope, node: Node) -> bool:
    heading, window = graph.heading(node), graph.plans[node.plan].years
    years = scope.years
    begins_outside = (
        years is not None
        and window is not None
        and (window[0] < (years.from_ or window[0]) or window[0] > (years.until or window[0]))
    )
    return not begins_outside and all(
        is_filled(heading, name) and is_one_of(heading, name, words) for name, words in scope.plan.items()
    )


def asks_for_link(pattern: Pattern, node: Node) -> bool:
    """Whether the form has a place for the one forward step that is required, in one of its relations at least."""
    path = parse_path(pattern.relation) if isinstance(pattern, RequiresLink) else ()
    return len(path) != 1 or path[0].inverse or not node.unasked.issuperset(path[0].relations)
