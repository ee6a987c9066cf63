"""An impact as text for people, as JSON and as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Final

from checker.impact.compare import Difference, differences
from checker.impact.measure import Count, Impact
from checker.render.wording import Language, Words, visible

SCHEMA: Final = "oneplan-impact/1"
ALL: Final = "*"
MOST_LISTED: Final = 20
_HEADINGS: Final = (
    "rule",
    "severity",
    "plan",
    "judged",
    "failed",
    "share",
    "undecided",
    "not_applicable",
    "too_many",
    "not_checked",
)


def as_text(impact: Impact, language: Language) -> str:
    """Every rule with its counts in all, and below it the plans in which it failed or left something open."""
    words = Words(language)
    lines = [words.say("impact.head", plans=len(impact.plans), rules=len(impact.rules)), words.say("impact.columns")]
    for name in sorted(impact.rules):
        lines += _rule(impact, name, words)
    lines += _marks(impact, words)
    if impact.before is not None:
        lines += _differences(differences(impact), words)
    for unread, faults in impact.unread:
        lines.append(words.say("impact.unread", plan=visible(unread)))
        lines += [f"  {visible(fault.in_language(language))}" for fault in faults]
    return "\n".join(lines) + "\n"


def _rule(impact: Impact, name: str, words: Words) -> Iterator[str]:
    rule, total = impact.rules[name], impact.total(name)
    plans = sum(name in plan.now.verdicts for plan in impact.plans)
    unchecked = sum(name in plan.now.not_checked for plan in impact.plans)
    grade = f"{rule.severity:<8}{plans:>5}{unchecked:>5}"
    yield f"{name}  {grade}{_figures(total)}  {words.told(rule.title)}"
    for plan in impact.plans:
        count = plan.now.counts.get(name, Count())
        if count.failed or count.undecided:
            mark = "!" if rule.severity == "error" and count.too_many else " "
            yield f"  {mark}{'':<23}{_figures(count)}    {visible(plan.name)}"


def _figures(count: Count) -> str:
    share = "–" if count.share is None else f"{100 * count.share:.1f}%"
    return f"{count.judged:>7}{count.failed:>7}{share:>8}{count.undecided:>6}{count.not_applicable:>7}"


def _marks(impact: Impact, words: Words) -> Iterator[str]:
    marked = list(impact.marked())
    if marked:
        yield words.say("impact.marked")
    for rule, plan, count in marked:
        of = words.say("impact.of", failed=count.failed, judged=count.judged, plan=visible(plan))
        why = rule.strict_because
        said = words.say("impact.regrade") if why is None else words.say("impact.justified", why=words.told(why))
        yield f"  ! {rule.id} {of} – {said}"


def _differences(found: list[Difference], words: Words) -> Iterator[str]:
    added, removed = sum(one.added for one in found), sum(one.removed for one in found)
    yield words.say("impact.against", rules=len(found), added=added, removed=removed)
    for one in found:
        none = words.say("impact.no_rule")
        grade = "" if one.before == one.now else f"  {one.before or none} → {one.now or none}"
        yield f"{one.rule}  +{one.added} -{one.removed} ({len(one.moved)}){grade}"
        for moved in one.moved[:MOST_LISTED]:
            yield f"    {visible(moved.submission)} › {visible(moved.node)}: {moved.before} → {moved.now}"
        if (rest := len(one.moved) - MOST_LISTED) > 0:
            yield f"    {words.say('impact.more', count=rest)}"


def as_json(impact: Impact) -> str:
    """Everything that was measured: the same impact gives the same bytes."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "rules": [_rule_json(impact, name) for name in sorted(impact.rules)],
        "to_regrade": list(impact.to_regrade),
        "unread": [{"plan": name, "faults": [_told(fault) for fault in faults]} for name, faults in impact.unread],
    }
    if impact.before is not None:
        document["differences"] = [_difference_json(one) for one in differences(impact)]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _told(fault: Any) -> dict[str, str]:
    return {"place": str(fault.place), "th": fault.says.th, "en": fault.says.en}


def _rule_json(impact: Impact, name: str) -> dict[str, Any]:
    rule = impact.rules[name]
    plans = [
        {"plan": plan.name, **_count_json(plan.now.counts[name])} for plan in impact.plans if name in plan.now.verdicts
    ]
    unchecked = [
        {"plan": plan.name, "why": plan.now.not_checked[name].model_dump()}
        for plan in impact.plans
        if name in plan.now.not_checked
    ]
    own = {"rule": name, "severity": rule.severity, "title": rule.title.model_dump()}
    return {**own, "all": _count_json(impact.total(name)), "plans": plans, "not_checked": unchecked}


def _count_json(count: Count) -> dict[str, Any]:
    share = None if count.share is None else round(count.share, 4)
    figures = {"judged": count.judged, "failed": count.failed, "share": share, "undecided": count.undecided}
    return {**figures, "not_applicable": count.not_applicable, "too_many": count.too_many}


def _difference_json(one: Difference) -> dict[str, Any]:
    moved = [{"plan": each.submission, "node": each.node, "before": each.before, "now": each.now} for each in one.moved]
    grades = {"severity_before": one.before, "severity_now": one.now}
    return {"rule": one.rule, **grades, "added": one.added, "removed": one.removed, "moved": moved}


def as_table(impact: Impact) -> str:
    """A line for every rule in every plan that it judged or could not run on, and one over all plans (plan `*`)."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(_HEADINGS)
    for name in sorted(impact.rules):
        severity = impact.rules[name].severity
        table.writerow([name, severity, ALL, *_cells(impact.total(name)), ""])
        for plan in impact.plans:
            if name in plan.now.verdicts:
                table.writerow([name, severity, plan.name, *_cells(plan.now.counts[name]), ""])
            elif name in plan.now.not_checked:
                table.writerow([name, severity, plan.name, *_cells(Count()), plan.now.not_checked[name].en])
    return written.getvalue()


def _cells(count: Count) -> list[str]:
    return ["" if value is None else str(value).lower() for value in _count_json(count).values()]
