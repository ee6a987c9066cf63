"""What no machine can judge is asked of a person: loaded strictly, and only of plans that it concerns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.checklist import Question, load_checklist, with_checklist
from checker.errors import RulebookFault
from checker.rulebook import load_rulebook
from tests.build import graph_of, report_of

RULEBOOK = load_rulebook()
QUESTIONS = load_checklist(RULEBOOK)
OWN = """\
questions:
  - id: CHK-901
    rows: [27]
    levels: [local]
    question: {th: ถามอะไร, en: What is asked}
    why: {th: เพราะอะไร, en: Because}
    basis:
      - {source: good-practice, clause: null, verb: should, confirmed: true}
"""


def folder_with(path: Path, text: str) -> Path:
    (path / "checklist.yaml").write_text(text, encoding="utf-8")
    return path


def asked(plans: str) -> set[str]:
    report = with_checklist(report_of(graph_of(plans)), QUESTIONS, RULEBOOK)
    return {one.id for one in report.checklist}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.id)
def test_a_question_says_why_no_machine_can_tell_and_begs_for_nothing(question: Question) -> None:
    assert question.rows
    for words in (question.question.th, question.why.th):
        assert re.search(r"[ก-๙]", words)
        assert not re.search(r"กรุณา|โปรด", words)
    assert question.question.en.endswith("?")
    assert question.why.en.endswith(".")
    for basis in question.basis:
        assert basis.confirmed == RULEBOOK.sources[basis.source].confirmed
        assert basis.clause is None


def test_only_the_questions_of_the_levels_submitted_are_asked() -> None:
    local = asked("plan: {code: LP, level: local}\nnodes: []\n")
    village = asked("plan: {code: VP, level: village}\nnodes: []\n")
    assert {one.id for one in QUESTIONS if not one.levels} <= local & village
    assert {"CHK-116"} <= local - village
    assert {"CHK-110"} <= village - local


def test_questions_of_two_submitted_levels_stand_together_in_order() -> None:
    both = graph_of("plan: {code: LP, level: local}\nnodes: []\n---\nplan: {code: VP, level: village}\nnodes: []\n")
    report = with_checklist(report_of(both), QUESTIONS, RULEBOOK)
    assert [one.id for one in report.checklist] == sorted(one.id for one in report.checklist)
    assert {"CHK-110", "CHK-116"} <= {one.id for one in report.checklist}


def test_a_province_adds_questions_and_puts_its_own_in_place(tmp_path: Path) -> None:
    text = OWN + OWN.partition("\n")[2].replace("CHK-901", "CHK-116").replace("What is asked", "Ours")
    found = {one.id: one for one in load_checklist(RULEBOOK, folder_with(tmp_path, text))}
    assert len(found) == len(QUESTIONS) + 1
    assert found["CHK-116"].question.en == "Ours"


@pytest.mark.parametrize(
    ("old", "new", "says", "line"),
    [
        ("levels: [local]", "levels: [locl]", "There is no level “locl”. The nearest is local.", 2),
        ("rows: [27]", "rows: [75]", "There is no row “75”.", 2),
        ("source: good-practice", "source: good-practise", "The nearest is good-practice.", 2),
        ("clause: null, verb: should, confirmed: true", "clause: '9', verb: should, confirmed: false", "nobody has confirmed", 2),
        ("why:", "wyh:", "The nearest known key is “why”.", 6),
        ("id: CHK-901", "id: nine", "id", 2),
    ],
)  # fmt: skip
def test_a_mistyped_question_is_refused_with_its_line(tmp_path: Path, old: str, new: str, says: str, line: int) -> None:
    assert OWN.count(old) == 1
    with pytest.raises(RulebookFault) as caught:
        load_checklist(RULEBOOK, folder_with(tmp_path, OWN.replace(old, new)))
    assert any(says in fault.says.en and fault.place.line == line for fault in caught.value.faults)


def test_a_question_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookFault) as caught:
        load_checklist(RULEBOOK, folder_with(tmp_path, OWN + OWN.partition("\n")[2]))
    assert [fault.place.line for fault in caught.value.faults] == [9]


def test_a_report_with_other_questions_bears_another_hash(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    plain, own = tmp_path / "a", folder_with(tmp_path / "b", OWN)
    assert load_rulebook(extra=plain).hash == RULEBOOK.hash
    assert load_rulebook(extra=own).hash != RULEBOOK.hash
