"""What the queries of several rules have in common, asked for once: a walk over which three rules add up is walked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlglot import exp

from checker.engines.sets_queries import Named
from checker.engines.sets_slices import in_slices

APPLICABLE: Final = "applicable"
_SHARED: Final = "shared_"


class Made(NamedTuple):
    """A table that several queries select from, and the steps that fill it, the last of them itself."""

    name: str
    steps: list[Named]


class Turn(NamedTuple):
    """One rule's turn: the tables that it needs, each after those it needs itself, and its own steps.

    `applicable` is the table that holds the nodes the rule applies to; where it is empty the rest need not be asked. The `first` so
    many of the tables are all that it takes to know.
    """

    rule: str
    needs: list[Made]
    first: int
    applicable: str
    steps: list[Named]


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a rule; steps of one `key` give the same rows. `uses`: the keys of the steps it selects from, by name."""

    key: int
    named: Named
    uses: Mapping[str, int]


def turns(rules: Mapping[str, Sequence[Named]], given: Container[str] = ()) -> list[Turn]:
    """A turn for every rule, by its steps; those that share tables come one after another. Steps `given` are there as tables already.

    Tables of their own are what rules apply to, what calls itself (its size is then known before it is joined) and what costs
    something and is wanted by several rules.
    """
    keys: dict[tuple[str, tuple[tuple[str, int], ...]], int] = {}
    asked = {rule: [step for step in steps if step.name not in given] for rule, steps in rules.items()}
    plans = {rule: _planned(_keyed(steps, keys)) for rule, steps in in_slices(asked).items()}
    apart = _apart(plans.values())
    columns = _columns([step for plan in plans.values() for step in plan.steps])
    needs = {rule: plan.needs(apart) for rule, plan in plans.items()}
    order = sorted(plans, key=lambda rule: (needs[rule], rule))
    found = []
    for rule in order:
        plan = plans[rule]
        made = [Made(_name(key), plan.leading_to(key, apart, columns[key])) for key in needs[rule]]
        first = needs[rule].index(plan.applicable) + 1
        found.append(Turn(rule, made, first, _name(plan.applicable), plan.leading_to(plan.last, apart)))
    return found


def _name(key: int) -> str:
    return f"{_SHARED}{key}"


def _keyed(steps: Iterable[Named], keys: dict[tuple[str, tuple[tuple[str, int], ...]], int]) -> list[_Step]:
    """The steps with their keys; a new one is greater than those of all that it selects from."""
    known: dict[str, int] = {}
    found = []
    for step in steps:
        uses = {table.name: known[table.name] for table in step.query.find_all(exp.Table) if table.name in known}
        key = keys.setdefault((step.query.sql(copy=False), tuple(sorted(uses.items()))), len(keys))
        known[step.name] = key
        found.append(_Step(key, step, uses))
    return found


def _columns(steps: Iterable[_Step]) -> dict[int, set[str]]:
    """The columns of each step that some other one names; all of them where it calls itself or is not selected from by name."""
    found: dict[int, set[str]] = defaultdict(set)
    for step in steps:
        if not step.uses:
            continue
        for select in step.named.query.find_all(exp.Select):
            tables = [one.this for one in (select.args["from_"], *select.args.get("joins", []))]
            named = {table.alias_or_name: step.uses[table.name] for table in tables if table.name in step.uses}
            for one in select.find_all(exp.Column) if named else ():
                if one.table in named:
                    found[named[one.table]].add(one.name)
    return found


def _apart(plans: Iterable[_Plan]) -> frozenset[int]:
    """The keys of the steps that are to have tables of their own."""
    plans = list(plans)
    apart: set[int] = set()
    costly: set[int] = set()
    for plan in plans:
        for step in plan.steps:
            if step.named.recursive or step.named.name == APPLICABLE:
                apart.add(step.key)
            elif not step.uses or step.named.query.find(exp.Join, exp.Distinct, exp.Group):
                costly.add(step.key)
    while several := _wanted_twice(plans, apart) & costly:
        made_by_others = {
            key for plan in plans for end in several.intersection(plan.of) for key in plan.behind(end, apart)
        }
        apart |= several - made_by_others
    return frozenset(apart)


def _wanted_twice(plans: Iterable[_Plan], apart: Set[int]) -> set[int]:
    """The steps not `apart` that more than one query would ask for anew."""
    queries: dict[int, set[int]] = defaultdict(set)
    for plan in plans:
        for end in {plan.last, *plan.behind(plan.last, frozenset()).intersection(apart)}:
            for key in plan.behind(end, apart) - apart:
                queries[key].add(end)
    return {key for key, ends in queries.items() if len(ends) > 1}


@dataclass(frozen=True, slots=True)
class _Plan:
    """The steps of one rule, also by their keys."""

    steps: list[_Step]
    of: Mapping[int, _Step]

    @property
    def last(self) -> int:
        """The key of the step that gives the outcomes."""
        return self.steps[-1].key

    @property
    def applicable(self) -> int:
        """The key of the step that gives the nodes the rule applies to."""
        return next(step.key for step in self.steps if step.named.name == APPLICABLE)

    def needs(self, apart: frozenset[int]) -> tuple[int, ...]:
        """The steps among `apart` that the rule selects from, directly or not; each after those it needs itself.

        First of all come those that it takes to know what the rule applies to.
        """
        first = {self.applicable} | self.behind(self.applicable, frozenset())
        return (*sorted(first & apart), *sorted((self.behind(self.last, frozenset()) & apart) - first))

    def leading_to(self, last: int, apart: frozenset[int], columns: Container[str] = ()) -> list[Named]:
        """The steps that lead to `last`, which select from the tables of those among `apart`; of the last only `columns` if any are told."""
        wanted = {last} | self.behind(last, apart)
        end = next(turn for turn, step in enumerate(self.steps, 1) if step.key == last)
        *before, whole = [_pointed(step, apart) for step in self.steps[:end] if step.key in wanted]
        return [*before, _with_columns(whole, columns) if columns else whole]

    def behind(self, last: int, known: Set[int]) -> set[int]:
        """The keys of the steps that `last` selects from, directly or by way of others that are not `known`."""
        found: set[int] = set()
        todo = [last]
        while todo:
            new = {used for used in self.of[todo.pop()].uses.values() if used not in found and used not in known}
            found |= new
            todo += new
        return found


def _planned(steps: list[_Step]) -> _Plan:
    return _Plan(steps, {step.key: step for step in steps})


def _with_columns(step: Named, columns: Container[str]) -> Named:
    """`step` without the columns that nobody names, where its rows stay the same without them."""
    if not isinstance(step.query, exp.Select) or step.query.args.get("distinct"):
        return step
    kept = [one for one in step.query.selects if one.alias_or_name in columns]
    return step._replace(query=step.query.select(*kept, append=False)) if kept else step


def _pointed(step: _Step, apart: frozenset[int]) -> Named:
    """The step selecting from the tables of those among `apart`, by the names it knows them by."""
    others = {name: key for name, key in step.uses.items() if key in apart}
    if not others:
        return step.named
    query = step.named.query.copy()
    for table in query.find_all(exp.Table):
        if (key := others.get(table.name)) is not None:
            if not table.alias:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
            table.set("this", exp.to_identifier(_name(key)))
    return step.named._replace(query=query)
