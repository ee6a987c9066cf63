"""Laws 1, 8 and 10 on the report: the same bytes whatever the order, nothing lost in JSON, the same findings in both languages."""

from __future__ import annotations

import datetime
import html as markup
import re
from collections import Counter
from functools import cache
from random import Random
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from checker.engine import check
from checker.finding import Report
from checker.render.html import html
from checker.render.terminal import terminal
from checker.rulebook import Rulebook, load_rulebook
from checker.text import Sentence
from tests.plans import Submission, submissions

AS_OF = datetime.date(2026, 1, 1)
WORDS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("กำ่\"'\\\x00\u2028<&")), max_size=6)


@cache
def built_in_rules() -> Rulebook:
    return load_rulebook()


def report(submission: Submission, shuffled: Random | None = None) -> Report:
    return check(submission.graph(shuffled), built_in_rules(), AS_OF, engine="rete").report


@settings(max_examples=25)
@given(submissions(), st.integers(0, 99))
def test_rows_and_files_in_another_order_give_the_same_bytes(submission: Submission, seed: int) -> None:
    assert report(submission, Random(seed)).to_json() == report(submission).to_json()


@settings(max_examples=15)
@given(submissions())
def test_the_counts_of_every_rule_add_up_to_the_nodes_it_examines(submission: Submission) -> None:
    found = report(submission)
    kinds = Counter(node.kind for node in submission.graph().submitted())
    rules = built_in_rules().rules

    for one in found.rules:
        examined = 0 if one.not_checked else sum(kinds[kind] for kind in rules[one.id].sources)
        assert one.passed + one.fail + one.not_applicable + one.undecided == one.examined == examined
        assert one.fail == sum(finding.rule == one.id for finding in found.findings)
        assert one.undecided == sum(open_one.rule == one.id for open_one in found.undecided)


@settings(max_examples=15)
@given(submissions())
def test_every_finding_has_a_fingerprint_of_its_own_and_a_cause_that_stands_in_the_report(
    submission: Submission,
) -> None:
    found = report(submission)
    fingerprints = [finding.fingerprint for finding in found.findings]

    assert len(set(fingerprints)) == len(fingerprints)
    causes = Counter(
        [one.cause for one in found.findings if one.cause] + [one.cause for one in found.undecided if one.cause]
    )
    assert {finding.fingerprint: finding.explains for finding in found.findings if finding.explains} == dict(causes)


@settings(max_examples=15)
@given(submissions())
def test_both_languages_carry_the_same_findings(submission: Submission) -> None:
    found = report(submission)
    wanted = Counter(finding.fingerprint for finding in found.findings)

    for language in ("th", "en"):
        page = html(found, language)
        text = terminal(found, language, width=100_000)
        assert Counter(re.findall(r'id="f-([0-9a-f]{16})"', page)) == wanted
        assert Counter(re.findall(r"· ([0-9a-f]{16})", text)) == wanted
        shown = markup.unescape(re.sub(r"<[^>]+>", "", page))
        for finding in found.findings:
            assert squeezed(finding.message.in_language(language)) in squeezed(shown)
            assert squeezed(finding.fix.in_language(language)) in squeezed(shown)
            assert squeezed(finding.message.in_language(language)) in squeezed(text)


@settings(max_examples=100)
@given(st.deferred(lambda: reports()))
def test_a_report_goes_to_json_and_back_unchanged(found: Report) -> None:
    text = found.to_json()

    assert Report.from_json(text) == found
    assert Report.from_json(text).to_json() == text


def squeezed(words: str) -> str:
    """`words` without what a page or a terminal may break lines at."""
    return re.sub(r"[\s\u200b]+", "", words)


def reports() -> st.SearchStrategy[Report]:
    """Any report that the types allow."""
    return models(Report)


@cache
def models(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    if model is Sentence:
        return st.builds(Sentence, th=WORDS.filter(bool), en=WORDS.filter(bool))
    fields = {field.alias or name: values(field.annotation) for name, field in model.model_fields.items()}
    return st.fixed_dictionaries(fields).map(model.model_validate)


def values(kind: Any) -> st.SearchStrategy[Any]:
    arguments = get_args(kind)
    if get_origin(kind) is Literal:
        return st.sampled_from(arguments)
    if get_origin(kind) is UnionType or NoneType in arguments:
        return st.one_of([values(one) for one in arguments])
    if get_origin(kind) is list:
        return st.lists(values(arguments[0]), max_size=2)
    if get_origin(kind) is dict:
        return st.dictionaries(values(arguments[0]), values(arguments[1]), max_size=2)
    plain = {str: WORDS, int: st.integers(-(2**70), 2**70), bool: st.booleans(), NoneType: st.none()}
    return plain[kind] if kind in plain else models(kind)
