"""What a round holds: each plan once, each file by its own name, and a word on everything that is not judged."""

from __future__ import annotations

from pathlib import Path

from tests.audit.made import PROVINCE, plan, read, written

LISTS = "list,period,code,name_th,basis\nsdg,2559-2573,1,ขจัดความยากจน,found\n"


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    files = {
        "a/plan.yaml": plan("A", "อบต.ไทรย้อย", "P1"),
        "b/plan.yaml": plan("B", "อบต.ห้วยไร่", "P1"),
        "c.yaml": PROVINCE,
    }
    found = read(written(tmp_path, files))
    assert [(one.name, sorted(one.files), sorted(one.plans)) for one in found.submissions] == [
        ("a", ["a/plan.yaml"], ["A"]),
        ("b", ["b/plan.yaml"], ["B"]),
        ("c.yaml", ["c.yaml"], ["PP"]),
    ]


def test_a_file_that_cannot_be_read_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    found = read(written(tmp_path, {"a.xlsx": b"PK", "b.yaml": plan("B", "อบต.", "P1"), "c.json": b"\xff"}))
    assert [one.name for one in found.submissions] == ["b.yaml"]
    assert [(one.submission, one.trouble, one.faults[0].place) for one in found.not_judged] == [
        ("a.xlsx", "unreadable", "a.xlsx"),
        ("c.json", "unreadable", "c.json › line 1"),
    ]
    assert found.handed == 3


def test_a_plan_handed_in_twice_in_two_versions_is_judged_in_neither(tmp_path: Path) -> None:
    new, old = plan("LP 1", "อบต.", "P1", "P2"), plan("lp-2", "อบต.", "P1")
    files = {"new.yaml": new, "old.yaml": f"{plan('LP1', 'อบต.', 'P1')}---\n{old}"}
    found = read(written(tmp_path, files))
    assert [(one.name, sorted(one.plans)) for one in found.submissions] == [("old.yaml", ["lp-2"])]
    assert [(one.submission, one.plan, one.trouble) for one in found.not_judged] == [
        ("new.yaml", "LP 1", "twice"),
        ("old.yaml", "LP1", "twice"),
    ]
    assert "old.yaml" in found.not_judged[0].faults[0].says.en


def test_the_same_file_handed_in_twice_is_judged_once_and_that_is_said(tmp_path: Path) -> None:
    same = plan("LP", "อบต.", "P1")
    found = read(written(tmp_path, {"a.yaml": same, "mail/b.yaml": same}))
    assert [one.name for one in found.submissions] == ["a.yaml"]
    assert [(one.submission, "a.yaml" in one.says.en) for one in found.remarks] == [("mail", True)]
    assert found.not_judged == ()


def test_what_bears_on_every_plan_is_not_taken_from_one_body(tmp_path: Path) -> None:
    files = {
        "a/plan.yaml": plan("A", "อบต.", "P1"),
        "a/context/province.yaml": PROVINCE,
        "b/plan.yaml": plan("B", "อบต.", "P1"),
        "b/plan.csv": LISTS,
        "c.csv": LISTS,
    }
    found = read(written(tmp_path, files))
    assert [(one.submission, one.says.en.split()[0:2]) for one in found.remarks] == [
        ("a", ["A", "folder"]),
        ("b", ["Code", "lists"]),
        ("c.csv", ["This", "holds"]),
    ]
    assert [one.draft.code_lists.lists for one in found.submissions] == [(), ()]
    assert found.context.plans == []
