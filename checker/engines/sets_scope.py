"""The nodes that a rule examines, and those of them that it applies to, as named queries (docs/patterns.md)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from checker.engines.sets_queries import (
    Named,
    all_true,
    among,
    any_true,
    column,
    equals,
    fitting,
    in_all,
    number,
    query,
    together,
)
from checker.engines.sets_walks import walked
from checker.facts import folded
from checker.path import parse_path
from checker.pattern import asked_relations, own_kinds
from checker.rule import Rule, Scope, Years
from checker.stated import Names


def examined(rule: Rule) -> list[Named]:
    """`examined`: every node that the rule examines. `applicable`: those for which the verdict of the pattern counts."""
    nodes = query(
        "SELECT judged.node, judged.plan, judged.level, judged.kind FROM judged WHERE :kinds",
        kinds=among("judged.kind", rule.sources),
    )
    kept = query("SELECT examined.node, examined.plan, examined.level, examined.kind FROM examined")
    named = [Named("examined", nodes)]
    if rule.scope.levels:
        kept = kept.where(among("examined.level", rule.scope.levels), copy=False)
    for steps in _fitting(rule.scope):
        named += steps
        kept = kept.join(steps[-1].name, on=_same(steps[-1].name, "node"), copy=False)
    if rule.scope.when or rule.scope.except_:
        named.append(Named("exempt", _exempt(rule.scope)))
        kept = _without(kept, "exempt", "node")
    if rule.scope.blank:
        named.append(Named("outspoken", _said(rule.scope.blank)))
        kept = _without(kept, "outspoken", "node")
    if kinds := own_kinds(rule.pattern):
        named.append(Named("unable", _unable(kinds)))
        kept = _without(kept, "unable", "plan")
    if relations := asked_relations(rule.pattern):
        named.append(Named("unasking", _unasking(relations)))
        kept = _without(kept, "unasking", "node")
    if rule.scope.years is not None:
        named.append(Named("outside", _outside(rule.scope.years)))
        kept = _without(kept, "outside", "plan")
    if rule.scope.plan:
        named += [Named("headed", fitting(rule.scope.plan, unreadable=False)), Named("meant", query(_MEANT))]
        kept = kept.join("meant", on=_same("meant", "plan"), copy=False)
    if rule.scope.linked is None:
        return [*named, Named("applicable", kept)]
    walks = walked("onward", parse_path(rule.scope.linked), once=False, starts="candidate")
    linked = query(_LINKED, {"last": walks[-1].name})
    return [*named, Named("candidate", kept), *walks, Named("applicable", linked)]


_MEANT = "SELECT plan.plan FROM plan JOIN headed ON headed.node = plan.heading"
_LINKED = """SELECT candidate.node, candidate.plan, candidate.level, candidate.kind FROM candidate
    WHERE candidate.node IN (SELECT walked.start FROM last AS walked WHERE walked.here <> walked.start)"""


def _outside(years: Years) -> exp.Select:
    """The plans whose window begins before or after `years`."""
    bounds: list[exp.Expr] = []
    if years.from_ is not None:
        bounds.append(exp.LT(this=column("plan.first"), expression=number(years.from_)))
    if years.until is not None:
        bounds.append(exp.GT(this=column("plan.first"), expression=number(years.until)))
    return query("SELECT plan.plan FROM plan WHERE :bounds", bounds=any_true(bounds))


def _fitting(scope: Scope) -> Iterator[list[Named]]:
    """For each thing that a node has to say, named queries of which the last gives the nodes that say it, each once."""
    if scope.only:
        yield [Named("listed", fitting(scope.only, unreadable=False))]
    if scope.filled:
        yield [Named("said", _said(scope.filled)), Named("telling", _telling(scope))]
    if scope.text:
        yield [Named("worded", _worded(scope))]


def _exempt(scope: Scope) -> exp.Query:
    """The nodes that have another value than those listed in some field of `when`, or one listed in `except`; some several times."""
    others = [
        query(_WITH, said=exp.and_(equals("value.field", field), exp.not_(among("value.key", folded(words)))))
        for field, words in scope.when.items()
    ]
    named = [
        query(
            _WITH,
            said=all_true([
                equals("value.field", field), equals("value.state", "filled"), among("value.key", folded(words))
            ]),
        )
        for field, words in scope.except_.items()
    ]  # fmt: skip
    return together(*others, *named)


_WITH = "SELECT value.node FROM value WHERE value.state <> 'empty' AND :said"


def _said(names: Names) -> exp.Query:
    """The node and field of every value of these fields that is not empty."""
    single = query(
        "SELECT value.node, value.field FROM value WHERE value.state <> 'empty' AND :fields",
        fields=among("value.field", names),
    )
    yearly = query(
        "SELECT yearly.node, yearly.field FROM yearly WHERE yearly.state <> 'empty' AND :fields",
        fields=among("yearly.field", names),
    )
    return together(single, yearly)


def _telling(scope: Scope) -> exp.Select:
    """The nodes that say something in every field of `filled`."""
    return query(
        "SELECT said.node FROM said GROUP BY said.node HAVING COUNT(DISTINCT said.field) = :all",
        all=number(len(set(scope.filled))),
    )


def _worded(scope: Scope) -> exp.Query:
    """The nodes whose fields are filled with texts that pass the tests of `text`."""
    return in_all([
        query(
            """SELECT flag.node FROM flag JOIN value ON value.node = flag.node AND :same
            WHERE value.state = 'filled' AND :field AND :test""",
            same=equals("value.field", field),
            field=equals("flag.field", field),
            test=equals("flag.test", test),
        )
        for field, test in scope.text.items()
    ])  # fmt: skip


def _unable(kinds: tuple[str, ...]) -> exp.Select:
    """The plans whose forms can hold none of `kinds`."""
    return query(
        "SELECT unheld.plan FROM unheld WHERE :kinds GROUP BY unheld.plan HAVING COUNT(DISTINCT unheld.kind) = :all",
        kinds=among("unheld.kind", kinds),
        all=number(len(set(kinds))),
    )


def _unasking(relations: tuple[str, ...]) -> exp.Query:
    """The nodes whose forms ask for none of `relations`."""
    none = "SELECT unasked.node FROM unasked WHERE :relation"
    return in_all([query(none, relation=equals("unasked.relation", one)) for one in sorted(set(relations))])


def _without(kept: exp.Select, other: str, key: str) -> exp.Select:
    missing = exp.Is(this=column(f"{other}.{key}"), expression=exp.null())
    return kept.join(other, on=_same(other, key), join_type="left", copy=False).where(missing, copy=False)


def _same(other: str, key: str) -> exp.Expr:
    return exp.EQ(this=column(f"{other}.{key}"), expression=column(f"examined.{key}"))
