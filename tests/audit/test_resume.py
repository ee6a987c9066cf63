"""An audit that was stopped goes on where it was, ends with the same bytes, and takes nothing for done that is not."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import checker.cli.audit as command
from checker.assessment import Assessor
from checker.audit.depends import States, key_of_round, key_of_rules
from checker.audit.drafts import as_bytes, from_bytes
from checker.audit.gathering import Gathered, Round
from checker.audit.judging import put_together
from checker.audit.kept import FOLDER, Kept
from checker.path import parse_path
from checker.place import Place
from checker.plan import FileRead
from checker.readers.draft import Cell, Draft, DraftNode, DraftPlan, Raw
from checker.readers.open_file import read_files
from checker.render.wording import Language
from checker.rulebook import load_rulebook
from checker.waivers import read_waivers
from tests.audit.made import BOOK, PROVINCE, assessor, audit, everything, plan, read, written

VILLAGE = plan("VP", "คณะกรรมการหมู่บ้าน", "P1>LP/S", level="village")
LOCAL = plan("LP", "อบต.ไทรย้อย", "P1>PP/S1!", "P2>PP/S2")
OTHER = plan("LQ", "อบต.ห้วยไร่", "P9!")
FILES: dict[str, str | bytes] = {
    "a.yaml": LOCAL,
    "b.yaml": PROVINCE,
    "c/v.yaml": VILLAGE,
    "d.yaml": OTHER,
    "e.xlsx": b"PK",
}
# Every file that a whole audit puts in its place, in turn: the list of files to come, drafts, verdicts, then plan by plan.
PUT = 4 + 1 + 1 + 4 * 3 + 2 + 3 + 1


_loaded = cache(load_rulebook)


@pytest.fixture(autouse=True)
def one_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules are loaded once for all of these audits."""
    monkeypatch.setattr(command, "load_rulebook", _loaded)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round, and what an audit of it writes that nobody stops."""
    folder = tmp_path_factory.mktemp("undisturbed")
    audit(written(folder / "in", FILES), "--out", folder / "out")
    return folder


@pytest.fixture
def undisturbed(once: Path) -> dict[str, bytes]:
    """What was written, by name."""
    return everything(once / "out")


@pytest.fixture
def audited(once: Path, tmp_path: Path) -> Path:
    """A folder with the round and with what was written of it, to be changed."""
    return shutil.copytree(once, tmp_path, dirs_exist_ok=True)


def killed(at: int, *words: object) -> int:
    """An audit in a process of its own that is gone the moment it would put its file number `at` in place; its exit code."""
    child = os.fork()
    if child == 0:
        replace, done = os.replace, [0]

        def counted(*paths: Any) -> None:
            done[0] += 1
            if done[0] == at:
                os._exit(137)
            replace(*paths)

        os.replace = counted  # type: ignore[assignment]
        os._exit(audit(*words).exit_code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("at", [1, 3, 5, 6, 7, 8, 9, 14, 19, 22, PUT])
def test_an_audit_killed_at_any_moment_goes_on_to_the_same_bytes(
    tmp_path: Path, undisturbed: dict[str, bytes], at: int
) -> None:
    words = (written(tmp_path / "in", FILES), "--out", tmp_path / "out")
    assert killed(at, *words) == 137
    assert audit(*words, "--resume").exit_code == 3
    assert everything(tmp_path / "out") == undisturbed
    assert list((tmp_path / "out" / FOLDER / "new").iterdir()) == []


def test_the_last_file_is_the_last_that_a_kill_can_hit(tmp_path: Path) -> None:
    assert killed(PUT + 1, written(tmp_path / "in", FILES), "--out", tmp_path / "out") == 3


def test_what_is_there_is_not_worked_out_again(audited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.stat().st_ino for path in (audited / "out" / "plans").iterdir()}
    (audited / "in" / "e.xlsx").unlink()  # what could not be read is looked at each time
    for name in ("checker.audit.gathering.read_named", "checker.assessment.judged", "checker.audit.judging.html"):
        monkeypatch.setattr(name, _never)
    result = audit(audited / "in", "--out", audited / "out", "--resume", "--lang", "th")
    assert (result.exit_code, "หน้าของแผนใหม่ 0 หน้า ใช้ของเดิม 4 หน้า" in result.output) == (1, True)
    assert {path: path.stat().st_ino for path in before} == before


def _never(*_: object, **__: object) -> Any:
    raise AssertionError("worked out again")


def _shorter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _other(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"P1", b"P7"))


def _gone(path: Path) -> None:
    path.unlink()


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("where", "spoilt"),
    [
        ("plans", _shorter),
        ("plans", _other),
        ("plans", _gone),
        (f"{FOLDER}/read", _shorter),
        (f"{FOLDER}/read", _emptied),
        (f"{FOLDER}/verdicts", _shorter),
        (f"{FOLDER}/verdicts", _gone),
        (f"{FOLDER}/plans", _emptied),
    ],
)
def test_what_is_not_whole_is_made_anew(
    audited: Path, undisturbed: dict[str, bytes], where: str, spoilt: Callable[[Path], None]
) -> None:
    for path in list((audited / "out" / where).iterdir()):
        spoilt(path)
    audit(audited / "in", "--out", audited / "out", "--resume")
    assert everything(audited / "out") == undisturbed


# What is changed in the round or asked for, and the pages that have to be made anew for it.
CHANGES: dict[str, tuple[dict[str, str | bytes], tuple[str, ...], str]] = {
    "nothing": ({}, (), ""),
    "a project": ({"d.yaml": OTHER.replace("งาน P9", "งานใหม่")}, (), "LQ"),
    "a link": ({"a.yaml": LOCAL.replace("PP/S2", "PP/S1")}, (), "LP PP VP"),
    "what others link to": ({"b.yaml": PROVINCE.replace("S2", "S3")}, (), "LP LQ PP VP"),
    "a title that others show": ({"b.yaml": PROVINCE.replace("แผนจังหวัด", "แผนพัฒนาจังหวัด")}, (), "LP LQ PP"),
    "another plan": ({"f.yaml": plan("LR", "อบต.ใหม่", "P1>PP/S1")}, (), "LR PP"),
    "a twin": ({"d.yaml": plan("LQ", "อบต.ห้วยไร่", "P1>PP/S1")}, (), "LQ PP"),
    "the profile": ({}, ("--profile", "lenient"), "LP LQ PP VP"),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_whatever_changed_a_resumed_audit_ends_as_one_begun_anew(audited: Path, changed: str) -> None:
    files, words, anew = CHANGES[changed]
    folder, out = written(audited / "in", files), audited / "out"
    before = {path: path.stat().st_ino for path in (out / "plans").glob("*.html")}
    audit(folder, "--out", out, *words, "--resume")
    after = {path: path.stat().st_ino for path in (out / "plans").glob("*.html")}
    audit(folder, "--out", audited / "anew", *words)
    assert everything(out) == everything(audited / "anew")
    assert {path.stem for path, number in after.items() if before.get(path) != number} == set(anew.split())


def _key(round_: Round, who: Assessor, language: Language) -> str:
    return key_of_round(round_, key_of_rules(round_, who, language))


def _keys() -> Iterator[str]:
    """The key of one round, and of the same with one thing changed that its verdicts and pages depend on."""
    who, round_ = assessor(), Round((), Draft())
    yield _key(round_, who, "th")
    yield _key(round_, who, "en")
    yield _key(round_, replace(who, engine="sets"), "th")
    yield _key(round_, replace(who, as_of=who.as_of + datetime.timedelta(1)), "th")
    yield _key(round_, replace(who, rulebook=replace(BOOK, hash="another")), "th")
    grant = "{rule: PRJ-900, plan: LP, kind: project, code: P1, reason: อนุมัติแล้วตามมติ, granted_by: ก.บ.จ., until: 2027-01-01}"
    waivers = read_waivers(f"waivers: [{grant}]", "waivers.yaml", BOOK)
    yield _key(round_, replace(who, waivers=waivers), "th")
    for name, content in (("a", "1"), ("b", "1"), ("a", "2")):
        file = FileRead(name, content)
        yield _key(Round((), Draft(files=[file])), who, "th")
        yield _key(Round((Gathered("x", Draft(files=[file])),), Draft()), who, "th")
        yield _key(Round((Gathered("y", Draft(files=[file])),), Draft()), who, "th")


def test_nothing_that_bears_on_verdicts_is_missing_in_the_key_of_a_round() -> None:
    keys = list(_keys())
    assert len(set(keys)) == len(keys) == 15
    assert keys == list(_keys())


def _state(folder: Path, local: str, way: str) -> tuple[str, str]:
    """The key of the province's plan, and that of all that is seen on the way from its strategy, beside that local plan."""
    made = put_together(read(written(folder, {"a.yaml": PROVINCE, "b.yaml": local})), assessor())
    walker = made.assessor.walker(made.graph)
    states = States(made.round, made.graph, walker.survey)
    walker.ends(parse_path(way), "PP|strategy|s1")
    return states.plan("PP"), states.of(walker.seen)


@pytest.mark.parametrize(("way", "is_seen"), [("^supports", True), ("supports", False), ("^part_of", False)])
def test_who_follows_links_back_sees_a_new_one_that_leads_there(tmp_path: Path, way: str, is_seen: bool) -> None:
    before = _state(tmp_path, plan("LP", "อบต.", "P1"), way)
    after = _state(tmp_path, plan("LP", "อบต.", "P1>PP/S1"), way)
    assert before[0] == after[0]
    assert (before[1] != after[1]) is is_seen


def test_without_resume_nothing_that_was_kept_is_used(audited: Path, undisturbed: dict[str, bytes]) -> None:
    first, second, *_ = sorted((audited / "out" / FOLDER / "read").iterdir())
    wrong = second.read_bytes()[64:]
    first.write_bytes(first.read_bytes()[:64] + wrong)  # whole, under the right key, and the draft of another plan
    shutil.copytree(audited, audited / "copy")
    audit(audited / "in", "--out", audited / "copy" / "out", "--resume")
    assert everything(audited / "copy" / "out") != undisturbed
    audit(audited / "in", "--out", audited / "out")
    assert everything(audited / "out") == undisturbed


def test_plans_that_are_gone_after_a_kill_leave_no_page(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", FILES)
    assert killed(15, folder, "--out", tmp_path / "out") == 137
    assert (tmp_path / "out" / "plans" / "LP.html").is_file()
    (folder / "a.yaml").unlink()
    audit(folder, "--out", tmp_path / "out", "--resume")
    assert {path.stem for path in (tmp_path / "out" / "plans").iterdir()} == {"PP", "VP", "LQ"}


def test_a_draft_is_the_same_after_it_was_kept() -> None:
    draft = read_files([Path("samples/good/sai-yoi.xlsx"), Path("samples/good/sai-yoi.yaml")])
    assert from_bytes(as_bytes(draft)) == draft


@pytest.mark.parametrize(
    "raw",
    ["", "2.50", 3, 2.5, 2.0, 1e300, float("inf"), True, None, Decimal("2.50"), datetime.date(2026, 1, 1), datetime.datetime(2026, 1, 1, 9)],
)  # fmt: skip
def test_a_value_of_every_kind_is_the_same_after_it_was_kept(raw: Raw) -> None:
    place = Place("x.xlsx", "ผ.02", 3, 4)
    node = DraftNode("plan", Cell("LP", place), place, cells={"title": Cell(raw, place)})
    (plan,) = from_bytes(as_bytes(Draft([DraftPlan(node, "local")]))).plans
    assert repr(plan.heading.cells["title"].raw) == repr(raw)


def test_a_folder_that_leads_elsewhere_is_not_tidied(tmp_path: Path) -> None:
    kept, name = tmp_path / "elsewhere", "0" * 32
    written(kept, {name: "mine"})
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "read").symlink_to(kept)
    Kept(tmp_path / FOLDER).only(())
    assert (kept / name).is_file()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_that_takes_no_more_is_said_and_what_is_there_is_used_afterwards(
    tmp_path: Path, undisturbed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    words = (written(tmp_path / "in", FILES), "--out", tmp_path / "out")
    replace = os.replace

    def full(new: Any, target: Path) -> None:
        if target.suffix == ".html":
            raise OSError(28, "No space left on device")
        replace(new, target)

    monkeypatch.setattr("checker.audit.spread._FEWEST", 2)
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        result = audit(*words, "--jobs", jobs, "--lang", "en")
    assert (result.exit_code, "No space left on device" in result.output) == (2, True)
    audit(*words, "--resume", "--jobs", jobs)
    assert everything(tmp_path / "out") == undisturbed
