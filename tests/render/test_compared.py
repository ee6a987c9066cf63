"""A comparison for people: nothing is left out unsaid, what is new stands first, and every reason is told."""

from __future__ import annotations

import html as markup
import re
from collections import Counter
from itertools import pairwise

import pytest

from checker.compare.compared import compare
from checker.compare.comparison import Comparison
from checker.finding import Report
from checker.render.compared.page import compared_page
from checker.render.compared.text import compared_text
from checker.render.wording import Language
from tests.compare.made import At, report
from tests.render.bad_report import bad_report

LANGUAGES: tuple[Language, ...] = ("th", "en")
ONE: list[At] = [("R-1", "P1")]


def page(old: Report, new: Report, language: Language = "en") -> str:
    return compared_page(compare([old], [new]), language)


def shown(document: str) -> str:
    """What a person reads of a page, without line breaks."""
    body = re.sub(r"<style>.*?</style>", "", document, flags=re.DOTALL)
    return re.sub(r"\s+", " ", markup.unescape(re.sub(r"<[^>]+>", " ", body)))


def text(comparison: Comparison, language: Language = "en") -> str:
    return compared_text(comparison, language, width=10_000)


def every_turn() -> Comparison:
    """A comparison in which every turn was taken."""
    old = report(
        [("R-1", "P1"), ("R-1", "P2"), ("R-1", "P3"), ("R-3", "P1")],
        waived=[("R-2", "P1"), ("R-2", "P2")],
        rules=["R-1", "R-2", "R-3", "R-4"],
        not_checked=["R-4"],
    )
    new = report(
        [("R-1", "P1"), ("R-2", "P1"), ("R-2", "P3"), ("R-4", "P2")],
        waived=[("R-1", "P3"), ("R-2", "P2")],
        rules=["R-1", "R-2", "R-4"],
    )
    return compare([old], [new])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_stands_once_in_page_and_text(language: Language) -> None:
    old = bad_report()
    new = old.model_copy(update={"findings": old.findings[5:20], "as_of": "2027-01-01"})
    for comparison in (every_turn(), compare([old], [new]), compare([new], [old])):
        wanted = Counter(one.fingerprint for one in comparison.changes)
        document = compared_page(comparison, language)
        assert Counter(re.findall(r'id="f-([0-9a-f]{16})"', document)) == wanted
        assert Counter(re.findall(r"· ([0-9a-f]{16})\n", text(comparison, language))) == wanted
        ids = re.findall(r'\bid="([^"]+)"', document)
        assert [name for name, count in Counter(ids).items() if count > 1] == []
        assert set(re.findall(r'href="#([^"]+)"', document)) <= set(ids)


def test_what_is_new_stands_first_and_what_is_mended_is_folded() -> None:
    document = compared_page(every_turn(), "en")
    sections = re.findall(r'<section id="([a-z-]+)"', document)
    assert sections == [
        "summary", "new", "reopened", "newly-judged", "remaining", "no-longer-judged", "waived", "fixed", "covered",
        "rules", "provenance",
    ]  # fmt: skip
    assert [name for name in sections if f'<section id="{name}"' in document and "<details" in _section(document, name)] == [
        "waived", "fixed", "covered",
    ]  # fmt: skip


def _section(document: str, name: str) -> str:
    return document.partition(f'<section id="{name}"')[2].partition("</section>")[0]


def test_a_new_finding_says_its_fault_its_fix_and_its_place() -> None:
    new = shown(_section(page(report(), report(ONE)), "new"))
    assert "Project P1 lacks what R-1 asks for. To mend Fill in project P1. plan.xlsx › " in new
    assert "› D11" in new


def test_what_is_new_with_what_was_written_since_says_so() -> None:
    assert "It was newly written in the plan." in shown(_section(page(report(codes=["P2"]), report(ONE)), "new"))
    assert "The check found nothing to look at in the plan before." in shown(
        _section(page(report(idle=["R-1"]), report(ONE)), "new")
    )


def test_a_mended_finding_has_neither_fix_nor_place() -> None:
    fixed = shown(_section(page(report(ONE), report()), "fixed"))
    assert "Project P1 lacks what R-1 asks for." in fixed
    assert "To mend" not in fixed
    assert "D11" not in fixed


@pytest.mark.parametrize(
    ("newer", "says"),
    [
        (
            report(not_checked=["R-1"]),
            "This check could not run this time: needs the provincial plan, which was not given",
        ),
        (report(rules=["R-2"]), "The rulebook does not have this check any more."),
        (report(elsewhere=["R-1"]), "The check no longer concerns this plan."),
        (report(codes=["P2"]), "The plan no longer holds it."),
        (report(undecided=ONE), "The verdict is open this time: a link is broken"),
        (report(idle=["R-1"]), "The check finds nothing to look at in the plan any more"),
        (report(plan="LQ"), "There is no report on the plan now: it was not handed in, or could not be judged."),
    ],
    ids=["not checked", "no rule", "elsewhere", "no node", "undecided", "idle", "no plan"],
)
def test_why_nobody_judged_a_finding_again_is_said(newer: Report, says: str) -> None:
    comparison = compare([report(ONE)], [newer])
    assert says in shown(_section(compared_page(comparison, "en"), "no-longer-judged"))
    assert says in text(comparison)
    assert "0 mended, 0 new, 0 remaining. " in shown(compared_page(comparison, "en"))


@pytest.mark.parametrize(
    ("older", "says"),
    [
        (report(not_checked=["R-1"]), "This check could not run before: needs the provincial plan"),
        (report(rules=["R-2"]), "The check is new."),
        (report(elsewhere=["R-1"]), "The check did not concern this plan before."),
        (report(undecided=ONE), "The verdict was open before: a link is broken"),
    ],
    ids=["not checked", "no rule", "elsewhere", "undecided"],
)
def test_why_nobody_could_judge_a_finding_before_is_said(older: Report, says: str) -> None:
    comparison = compare([older], [report(ONE)])
    assert says in shown(_section(compared_page(comparison, "en"), "newly-judged"))
    assert says in text(comparison)


@pytest.mark.parametrize(
    ("language", "some", "none"),
    [
        ("th", "ไม่มีอะไรเปลี่ยนแปลง ยังมี 1 รายการเช่นเดิม", "ไม่มีอะไรเปลี่ยนแปลง และไม่มีรายการที่พบ"),
        ("en", "Nothing changed; 1 finding remains.", "Nothing changed; there are no findings."),
    ],
)
def test_equal_reports_are_told_in_one_sentence(language: Language, some: str, none: str) -> None:
    assert some in shown(page(report(ONE), report(ONE), language))
    assert none in shown(page(report(), report(), language))
    assert none in text(compare([report()], [report()]), language)


def test_both_severities_of_a_regraded_finding_are_said() -> None:
    old = report(ONE, severity={"R-1": "warning"})
    assert "regraded: Warning → Error" in shown(_section(page(old, report(ONE)), "remaining"))
    assert "Before: Warning" in shown(_section(page(old, report(ONE)), "rules"))


def test_what_differs_between_the_checks_is_said_at_the_head() -> None:
    newer = report(as_of="2027-01-05", rulebook=report().rulebook.model_copy(update={"profile": "strict"}))
    head = shown(_section(page(report(), newer), "summary"))
    assert "The two checks were not made alike" in head
    assert "As of 22 November 2569 BE 5 January 2570 BE" in head
    assert "Profile standard strict" in head
    assert "not made alike" not in page(report(), report())


def test_of_what_plans_were_judged_against_only_that_is_told_which_one_check_lacks() -> None:
    def judged(*codes: str) -> Report:
        plan = report().submissions[0].plan
        return report(context=[plan.model_copy(update={"code": code}) for code in codes])

    head = shown(_section(page(judged("PP", "D1", "D2"), judged("PP", "D2", "D3")), "summary"))
    assert "Judged against, what one of them lacks D1 D3" in head
    many = shown(_section(page(judged(), judged(*(f"D{at}" for at in range(40)))), "summary"))
    assert "D28, D29, and 10 more" in many


def test_the_hashes_of_two_rulebooks_of_one_version_are_shown_to_differ() -> None:
    newer = report(rulebook=report().rulebook.model_copy(update={"hash": "b" * 64}))
    head = shown(_section(page(report(), newer), "summary"))
    assert "Rulebook version 2026.1 · aaaaaaaaaaaa version 2026.1 · bbbbbbbbbbbb" in head


def test_the_days_of_a_round_are_told_by_the_first_and_the_last() -> None:
    days = ("2026-10-01", "2026-10-05", "2026-10-09")
    round_one = [report(plan=f"L{day[-1]}", as_of=day) for day in days]
    assert "Before: as of 1 October 2569 BE – 9 October 2569 BE · Now: as of 22 November" in shown(
        compared_page(compare(round_one, [report()]), "en")
    )
    assert "As of 22 November 2569 BE both times" in shown(page(report(), report()))


def test_who_granted_a_waiver_and_until_when_is_said_where_it_came_or_went() -> None:
    granted = "Granted by สำนักงานจังหวัด until 30 September 2570 BE: ตามหนังสือสั่งการ"
    assert granted in shown(_section(page(report(ONE), report(waived=ONE)), "waived"))
    assert granted in shown(_section(page(report(waived=ONE), report(ONE)), "reopened"))


@pytest.mark.parametrize(
    ("older", "newer", "tone"),
    [
        (report(), report(ONE), "still"),
        (report(ONE), report(ONE), "still"),
        (report(ONE), report(), "clean"),
        (report(), report(), "clean"),
    ],
    ids=["new", "as before", "mended", "none"],
)
def test_the_verdict_is_green_only_where_nothing_is_new_and_something_is_mended_or_nothing_open(
    older: Report, newer: Report, tone: str
) -> None:
    assert f'<p class="verdict {tone}">' in page(older, newer)


def test_many_remaining_findings_start_folded_and_few_do_not() -> None:
    few: list[At] = [("R-1", f"P{n}") for n in range(60)]
    many: list[At] = [*few, ("R-1", "P60")]
    assert "<details" not in _section(page(report(few), report(few)), "remaining")
    assert "Show all 61" in _section(page(report(many), report(many)), "remaining")


def test_what_a_reader_has_to_know_of_the_counts_is_said() -> None:
    assert "are the same byte for byte" in shown(page(report(ONE), report()))
    assert "are the same byte for byte" not in shown(page(report(ONE), report(sha256="1" * 64)))
    assert "did not list the codes" in shown(page(report(ONE), report(codes=None)))
    assert "of different plans" in shown(page(report(), report(plan="LQ")))


def test_what_follows_from_a_cause_is_folded_under_it() -> None:
    links: list[At] = [("R-1", "P1"), ("R-2", "P2"), ("R-2", "P3")]
    broken = report(links, causes={links[1]: links[0], links[2]: links[1]})
    new = _section(page(report(), broken), "new")
    assert new.count('<div class="node">') == 1
    assert "2 further follow from it" in shown(new)


def test_causes_that_go_round_in_a_circle_stand_by_themselves() -> None:
    links: list[At] = [("R-1", "P1"), ("R-2", "P2")]
    round_about = {links[0]: links[1], links[1]: links[0]}
    behind: At = ("R-2", "P3")
    circle, with_one_behind = (
        report(links, causes=round_about),
        report([*links, behind], causes={**round_about, behind: links[0]}),
    )
    assert _section(page(report(), circle), "new").count('<div class="node">') == 2
    new = _section(page(report(), with_one_behind), "new")
    assert (new.count('<div class="node">'), "1 further follows from it" in shown(new)) == (2, True)


def test_a_code_that_may_have_changed_is_suggested_with_a_link_to_the_other() -> None:
    names = {"P1": "ก่อสร้างถนน", "P7": "ก่อสร้างถนน"}
    comparison = compare([report(ONE, codes=["P1"], names=names)], [report([("R-1", "P7")], codes=["P7"], names=names)])
    document = compared_page(comparison, "en")
    assert "Perhaps the same as P1 of the other check" in shown(_section(document, "new"))
    assert "Perhaps the same as P7 of the other check" in shown(_section(document, "no-longer-judged"))
    assert "project P1 → P7 ก่อสร้างถนน (same name)" in shown(_section(document, "renamed"))
    assert "project P1 → P7 ก่อสร้างถนน (same name)" in text(comparison)


def test_what_a_page_has_no_room_for_is_counted_and_said() -> None:
    many: list[At] = [("R-1", f"P{n}") for n in range(700)]
    comparison = compare([report(codes=[code for _, code in many])], [report(many, codes=[code for _, code in many])])
    document = compared_page(comparison, "en")
    kept = len(re.findall(r'id="f-', document))
    assert f"{700 - kept} more are left out here" in shown(document)
    assert 0 < kept < 700
    assert len(re.findall(r"· ([0-9a-f]{16})\n", text(comparison))) == 700


def test_a_link_to_what_was_left_out_is_not_made() -> None:
    codes = [f"P{n}" for n in range(400)]
    old = report([("R-1", code) for code in codes], codes=codes, names={code: f"ถนน {code}" for code in codes})
    new = report(
        [("R-1", f"Q{n}") for n in range(400)],
        codes=[f"Q{n}" for n in range(400)],
        names={f"Q{n}": f"ถนน P{399 - n}" for n in range(400)},
    )
    document = page(old, new)
    ids = set(re.findall(r'\bid="([^"]+)"', document))
    links = re.findall(r'href="#(f-[^"]+)"', document)
    assert links
    assert set(links) <= ids


def test_a_round_lists_the_plans_that_moved_those_with_most_that_is_new_first() -> None:
    mended: list[At] = [("R-1", "P1"), ("R-1", "P2"), ("R-1", "P3")]
    old = [report(plan="LA"), report(plan="LB"), report(plan="LC"), report(plan="LD"), report(mended, plan="LF")]
    new = [
        report(plan="LA"),
        report(plan="LF"),
        report(ONE, plan="LB"),
        report([("R-1", "P1"), ("R-2", "P2")], plan="LC"),
        report(plan="LE"),
    ]
    comparison = compare(old, new)
    plans = shown(_section(compared_page(comparison, "en"), "plans"))
    assert re.findall(r"· (L[A-F])", plans) == ["LC", "LB", "LF", "LD", "LE"]
    assert "Without a report before (not handed in, or not judged): 1." in plans
    assert "Without a report now (not handed in, or not judged): 1." in plans
    assert "Of 1 more plan nothing changed." in plans
    assert "LE · 0 → 0: 0 mended, 0 new, 0 remaining. · no report before" in text(comparison)
    assert '<section id="plans"' not in page(report(), report(ONE))


def test_what_a_submitter_writes_never_leaves_its_place_on_the_page() -> None:
    bad = "<script>alert('x')</script>&\"\x1b[31m\u202e"
    old = report(ONE, names={"P1": bad}, owner=bad, plan=bad)
    for document in (page(old, report(plan=bad)), page(report(plan=bad), old)):
        assert "<script" not in document
        assert "\x1b" not in document
        assert "\u202e" not in document
    assert "\x1b" not in text(compare([old], [report()]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_needs_nothing_but_itself_and_states_its_language(language: Language) -> None:
    document = compared_page(every_turn(), language)
    assert not re.search(r"https?://|<script|<link|@import|url\(", document)
    assert f'<html lang="{language}">' in document
    levels = [int(level) for level in re.findall(r"<h([1-6])", document)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_colour_terminal_is_painted_and_another_one_is_not() -> None:
    assert "\x1b[" in compared_text(every_turn(), "th", colour=True)
    assert "\x1b[" not in compared_text(every_turn(), "th")
