"""Writes samples/bad: plans that are whole but for a single fault each, in a folder of its own, with fault.md to say which.

    python samples/make/make_faults.py

What the checker says of each is written beside it by expected.py.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from make_workbook import HERE, build, read, save
from openpyxl import Workbook
from samples_text import CONTEXT, dump, fictional

BAD = HERE.parent / "bad"


def nodes(plan: dict, kind: str) -> list[dict]:
    """The nodes of `kind`, as they stand in `plan`."""
    return [node for node in plan["nodes"] if kind in node]


def node(plan: dict, kind: str, code: str) -> dict:
    """The node of `kind` with `code`."""
    return next(found for found in nodes(plan, kind) if found[kind] == code)


def without(plan: dict, kind: str, code: str) -> None:
    """Takes the node of `kind` with `code` out of `plan`."""
    plan["nodes"].remove(node(plan, kind, code))


def put_after(plan: dict, kind: str, code: str, added: dict) -> None:
    """Puts the node `added` behind the node of `kind` with `code`."""
    plan["nodes"].insert(plan["nodes"].index(node(plan, kind, code)) + 1, added)


def whole(name: str) -> dict:
    """The faultless compact plan in the file `name` of this folder."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def local() -> dict:
    """The compact local plan."""
    return whole("huai_rai.yaml")


def district() -> dict:
    """The compact district plan."""
    return whole("sung_men.yaml")


def village() -> dict:
    """The plan of a village of Sai Yoi."""
    return yaml.safe_load((CONTEXT / "village-01.yaml").read_text(encoding="utf-8"))


def tambon() -> dict:
    """The tambon plan of Sai Yoi."""
    return yaml.safe_load((CONTEXT / "tambon.yaml").read_text(encoding="utf-8"))


def cluster() -> dict:
    """The plan of the cluster of provinces."""
    return yaml.safe_load((CONTEXT / "cluster.yaml").read_text(encoding="utf-8"))


def agency() -> dict:
    """The compact agency plan."""
    return whole("health.yaml")


def province() -> dict:
    """As much of the provincial plan as the compact district plan carries."""
    plan = yaml.safe_load((CONTEXT / "province.yaml").read_text(encoding="utf-8"))
    kept = {"1", "G1", "K2", "1.2", "1.2(1)", "1.2(1)-1", "4", "G4", "K9", "4.2", "4.2(1)", "4.2(1)-1"}
    return plan | {"nodes": [one for one in plan["nodes"] if next(iter(one.values())) in kept]}


@dataclass(frozen=True)
class Fault:
    """A fault: what it is in both languages, the plan it is put into, and the change that puts it there.

    `context` holds the plans that go with it, by file name; without them samples/good/context goes with it.
    """

    folder: str
    th: str
    en: str
    change: Callable[[dict], object]
    plan: Callable[[], dict] = local
    form: str = "yaml"
    context: dict[str, Callable[[], dict]] = field(default_factory=dict)


@dataclass(frozen=True)
class Redrawn:
    """A fault in a workbook: the change is made to its cells."""

    folder: str
    th: str
    en: str
    change: Callable[[Workbook], object]


def fill(kind: str, code: str, **values: object) -> Callable[[dict], object]:
    """The change that writes `values` into the node of `kind` with `code`."""
    return lambda plan: node(plan, kind, code).update(values)


def empty(kind: str, code: str, name: str) -> Callable[[dict], object]:
    """The change that takes the field `name` out of the node of `kind` with `code`."""
    return lambda plan: node(plan, kind, code).pop(name)


def upward(plan: dict, strategy: str, old: str, new: object) -> None:
    """Writes `new` in place of what `strategy` supports at `old`; None takes it away."""
    supports = node(plan, "strategy", strategy)["supports"]
    at = next(at for at, one in enumerate(supports) if old in (one, one["to"] if isinstance(one, dict) else one))
    supports[at : at + 1] = [] if new is None else [new]


P = "1.1(1)-1"


def twice(plan: dict) -> None:
    """A project stands a second time under another number."""
    put_after(
        plan, "project", "1.1(1)-2", {**copy.deepcopy(node(plan, "project", P)), "project": "1.1(1)-3", "number": 3}
    )


def same_code(plan: dict) -> None:
    """Two projects bear one code."""
    node(plan, "project", "1.1(1)-2")["project"] = P


def circle(plan: dict) -> None:
    """Two indicators contribute to one another."""
    node(plan, "indicator", "K1")["contributes_to"] = ["K2"]
    node(plan, "indicator", "K2")["contributes_to"] = ["K1"]


def turned(plan: dict) -> None:
    """The targets of a falling indicator rise in one year."""
    node(plan, "indicator", "K2")["targets"][2568] = 33


def no_year(plan: dict) -> None:
    """An indicator has no target for one year of the plan."""
    del node(plan, "indicator", "K2")["targets"][2569]


def no_goal(plan: dict) -> None:
    """A strategy has no goal: its indicator measures the strategy itself."""
    without(plan, "goal", "G2")
    node(plan, "indicator", "K2")["measures"] = "2"


def empty_tactic(plan: dict) -> None:
    """A tactic has neither programme nor project."""
    put_after(plan, "project", "2.1(1)-2", {"tactic": "2.2", "part_of": "2", "name": "ส่งเสริมการใช้พลังงานสะอาดในครัวเรือน"})


def no_indicator(plan: dict) -> None:
    """A strategic target of an agency has no indicator."""
    without(plan, "indicator", "K2")


def activity(plan: dict) -> None:
    """The indicator of a strategic target counts what was done, not what came of it."""
    node(plan, "indicator", "K2").update(
        name="จำนวนครั้งที่จัดอบรมการช่วยฟื้นคืนชีพแก่ชุดปฏิบัติการแพทย์ฉุกเฉิน", unit="ครั้ง", direction="up"
    )
    node(plan, "indicator", "K2").update(baseline={2567: 4}, targets={2568: 6})
    del node(plan, "indicator", "K2")["contributes_to"]


def no_project(plan: dict) -> None:
    """No project drives a strategic target of an agency."""
    without(plan, "project", "P2")


def uncarried() -> dict:
    """The compact district plan, which now supports the first provincial strategy alone."""
    plan = district()
    upward(plan, "2", "PP-54/4", "PP-54/1")
    return plan


def unserved() -> dict:
    """The compact district plan, whose second indicator serves no provincial one."""
    plan = district()
    del node(plan, "indicator", "K2")["contributes_to"]
    return plan


def unmeasured(plan: dict) -> None:
    """A goal has no indicator: the one that was its own measures the strategy."""
    node(plan, "indicator", "K2")["measures"] = "2"


def empty_programme(plan: dict) -> None:
    """A programme has no project."""
    without(plan, "project", "1.1(2)-1")


def unanswered(plan: dict) -> None:
    """A problem of a village is answered by no project."""
    put_after(plan, "problem", "ป3", {"problem": "ป4", "name": "เยาวชนไม่มีที่ออกกำลังกายใกล้บ้าน", "rank": 4})


def untaken(plan: dict) -> None:
    """A village asks for support with a project that no other plan takes up."""
    node(plan, "project", "2").update({"class": "support-needed", "forwarded_to": ["TP-540503"]})


def no_national(plan: dict) -> None:
    """A provincial strategy cites the cluster alone."""
    node(plan, "strategy", "4")["supports"] = ["CP-N2/2"]


def nothing(plan: dict) -> None:
    """The fault lies in the plans that go with this one."""


NESDP_12 = {"list": "nesdp", "title": "การเติบโตที่เป็นมิตรกับสิ่งแวดล้อมเพื่อการพัฒนาอย่างยั่งยืน"}

FAULTS = [
    Fault(
        "plan-without-owner",
        "แผนไม่ได้บอกหน่วยงานเจ้าของแผน",
        "The plan does not say whose it is.",
        lambda p: p["plan"].pop("owner"),
    ),
    Fault("code-used-twice", "โครงการสองโครงการใช้รหัสเดียวกัน", "Two projects bear one code.", same_code),
    Fault(
        "programme-coded-otherwise",
        "รหัสของแผนงานไม่ตรงกับที่ทุกโครงการอ้างถึง เปลี่ยนรหัสแผนงานแห่งเดียวก็แก้ได้ทั้งหมด (oneplan check --propose)",
        "A programme bears another code than all its projects name; one change of its code mends them all (oneplan check --propose).",
        lambda plan: node(plan, "programme", "1.1(1)").update(programme="1.1(8)"),
    ),
    Fault(
        "dangling-reference",
        "โครงการอยู่ภายใต้แผนงานที่ไม่มีในแผน",
        "A project stands under a programme that the plan does not have.",
        fill("project", P, part_of="1.1(7)"),
    ),
    Fault("indicator-circle", "ตัวชี้วัดสองตัวส่งผลต่อกันเองเป็นวง", "Two indicators contribute to one another.", circle),
    Fault(
        "self-link",
        "ตัวชี้วัดส่งผลต่อตัวเอง",
        "An indicator contributes to itself.",
        fill("indicator", "K2", contributes_to=["K2"]),
    ),
    Fault(
        "wrong-level",
        "ยุทธศาสตร์ของอำเภออ้างว่าสนับสนุนยุทธศาสตร์ของเทศบาล ซึ่งเป็นแผนระดับล่าง",
        "A district strategy claims to support a strategy of a municipality, which is a level below.",
        lambda p: node(p, "strategy", "2")["supports"].append("LP-540505/3"),
        district,
    ),
    Fault(
        "project-under-two-programmes",
        "โครงการเดียวอยู่ภายใต้สองแผนงาน",
        "One project stands under two programmes.",
        fill("project", "2.1(1)-1", part_of=["2.1(1)", "1.1(2)"]),
    ),
    Fault("strategy-without-goal", "ยุทธศาสตร์ไม่มีเป้าประสงค์", "A strategy has no goal.", no_goal),
    Fault("empty-tactic", "กลยุทธ์ไม่มีแผนงานหรือโครงการ", "A tactic has neither programme nor project.", empty_tactic),
    Fault(
        "indicator-without-baseline",
        "ตัวชี้วัดไม่มีค่าฐาน",
        "An indicator has no baseline.",
        empty("indicator", "K2", "baseline"),
    ),
    Fault("missing-target-year", "ตัวชี้วัดไม่มีค่าเป้าหมายปี 2569", "An indicator has no target for 2569.", no_year),
    Fault(
        "targets-against-direction",
        "ค่าเป้าหมายปี 2568 สูงขึ้น ทั้งที่ตัวชี้วัดต้องลดลง",
        "The target of 2568 rises although the indicator is to fall.",
        turned,
    ),
    Fault("missing-objective", "โครงการไม่มีวัตถุประสงค์", "A project has no objective.", empty("project", P, "objective")),
    Fault(
        "target-without-quantity",
        "เป้าหมายของโครงการไม่มีจำนวนและหน่วยนับ",
        "The target of a project states no quantity.",
        fill("project", P, target="โคมไฟถนนตามทางแยกเสี่ยง"),
    ),
    Fault(
        "missing-kpi",
        "โครงการไม่มีตัวชี้วัด",
        "A project has no KPI.",
        empty("project", "1.1(2)-1", "indicator_text"),
        form="csv",
    ),
    Fault(
        "kpi-without-number",
        "ตัวชี้วัดของโครงการวัดเป็นตัวเลขไม่ได้",
        "The KPI of a project holds no number.",
        fill("project", P, indicator_text="ประชาชนเดินทางปลอดภัยยิ่งขึ้น"),
    ),
    Fault(
        "kpi-repeats-result",
        "ตัวชี้วัดเขียนเหมือนผลที่คาดว่าจะได้รับ",
        "The KPI repeats the expected result.",
        fill("project", P, expected_result="อุบัติเหตุบริเวณทางแยกเสี่ยงลดลงร้อยละ 40"),
    ),
    Fault(
        "missing-expected-result",
        "โครงการไม่มีผลที่คาดว่าจะได้รับ",
        "A project has no expected result.",
        empty("project", "2.1(1)-2", "expected_result"),
        form="json",
    ),
    Fault(
        "unknown-unit",
        "หน่วยงานที่รับผิดชอบไม่มีในทะเบียนหน่วยงาน",
        "The responsible unit is not in the register.",
        fill("project", P, responsible_unit="กองกิจการพิเศษ"),
    ),
    Fault(
        "template-residue",
        "ชื่อโครงการยังมีจุดไข่ปลาของแบบฟอร์ม",
        "The name of a project still holds the dots of the form.",
        fill("project", P, name="ปรับปรุงไฟส่องสว่างทางแยกเสี่ยงบ้าน.......... ตำบลห้วยไร่"),
    ),
    Fault("duplicate-project", "โครงการเดียวกันอยู่ในแผนสองครั้ง", "One project stands in the plan twice.", twice),
    Fault(
        "no-budget",
        "โครงการไม่มีงบประมาณในปีใดเลย",
        "A project has no budget in any year.",
        fill("project", P, budget={2566: 0}),
    ),
    Fault(
        "negative-budget",
        "งบประมาณติดลบ",
        "A budget is negative.",
        fill("project", P, budget={2566: 180000, 2567: -165000}),
    ),
    Fault(
        "budget-in-words",
        "งบประมาณเขียนเป็นข้อความ",
        "A budget is written in words.",
        fill("project", P, budget={2566: 180000, 2567: "ตามข้อบัญญัติ"}),
    ),
    Fault(
        "budget-outside-window",
        "งบประมาณอยู่ในปี 2571 ซึ่งพ้นช่วงปีของแผน",
        "A budget stands in 2571, after the years of the plan.",
        fill("project", P, budget={2566: 180000, 2571: 165000}),
    ),
    Fault(
        "nesdp-of-the-wrong-period",
        "อ้างยุทธศาสตร์ของแผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 12 ทั้งที่แผนอยู่ในช่วงฉบับที่ 13",
        "The plan cites the 12th NESDP, though its years are those of the 13th.",
        lambda p: upward(p, "2", "nesdp:11", NESDP_12),
    ),
    Fault(
        "no-joint-strategy",
        "ยุทธศาสตร์ไม่ได้อ้างยุทธศาสตร์ของ อปท. ในเขตจังหวัด",
        "A strategy cites no joint strategy of the local authorities.",
        lambda p: upward(p, "2", "joint-local:4", None),
    ),
    Fault(
        "unknown-provincial-strategy",
        "อ้างยุทธศาสตร์จังหวัดที่ 7 ซึ่งแผนจังหวัดไม่มี",
        "Strategy 7 of the province is cited, which the provincial plan does not have.",
        lambda p: upward(p, "2", "PP-54/4", "PP-54/7"),
    ),
    Fault(
        "district-strategy-supporting-nothing",
        "ยุทธศาสตร์ของอำเภอไม่สนับสนุนยุทธศาสตร์จังหวัดใด",
        "A district strategy supports no strategy of the province.",
        lambda p: upward(p, "2", "PP-54/4", None),
        district,
    ),
    Fault(
        "uncarried-provincial-strategy",
        "ยุทธศาสตร์จังหวัดที่ 4 ไม่มีแผนระดับล่างใดรองรับ",
        "No plan below carries the fourth provincial strategy.",
        nothing,
        province,
        context={"district.yaml": uncarried, "cluster.yaml": cluster},
    ),
    Fault(
        "broken-path",
        "แผนงานไม่ได้อยู่ภายใต้กลยุทธ์ใด โครงการในแผนงานจึงไปไม่ถึงยุทธศาสตร์",
        "A programme stands under no tactic, so its project reaches no strategy.",
        empty("programme", "1.1(2)", "part_of"),
    ),
    Fault(
        "agency-goal-without-indicator",
        "เป้าหมายเชิงยุทธศาสตร์ของหน่วยงานไม่มีตัวชี้วัด",
        "A strategic target of an agency has no indicator.",
        no_indicator,
        agency,
    ),
    Fault(
        "agency-goal-without-project",
        "เป้าหมายเชิงยุทธศาสตร์ของหน่วยงานไม่มีโครงการขับเคลื่อน",
        "No project drives a strategic target of an agency.",
        no_project,
        agency,
    ),
    Fault(
        "agency-goal-without-origin",
        "เป้าหมายเชิงยุทธศาสตร์ไม่ได้บอกว่ามาจากภารกิจหรือนโยบายใด",
        "A strategic target does not say which mission or policy it is drawn from.",
        empty("goal", "G2", "drawn_from_name"),
        agency,
    ),
    Fault(
        "agency-goal-without-province",
        "เป้าหมายเชิงยุทธศาสตร์ของหน่วยงานไม่สนับสนุนยุทธศาสตร์จังหวัด",
        "A strategic target of an agency supports no strategy of the province.",
        empty("goal", "G2", "supports"),
        agency,
    ),
    Fault(
        "indicator-of-activity",
        "ตัวชี้วัดของเป้าหมายนับกิจกรรมที่ทำ ไม่ได้วัดผล",
        "The indicator of a strategic target counts what was done, not what came of it.",
        activity,
        agency,
    ),
    Fault(
        "uncarried-provincial-indicator",
        "ตัวชี้วัดของจังหวัดไม่มีตัวชี้วัดของแผนระดับล่างส่งผลถึง",
        "No indicator of a plan below serves an indicator of the province.",
        nothing,
        province,
        context={"district.yaml": unserved, "cluster.yaml": cluster},
    ),
    Fault(
        "provincial-strategy-without-nation",
        "ยุทธศาสตร์จังหวัดไม่สอดคล้องกับแผนระดับชาติใด",
        "A provincial strategy cites no plan of the nation.",
        no_national,
        province,
        context={"district.yaml": district, "cluster.yaml": cluster},
    ),
    Fault("goal-without-indicator", "เป้าประสงค์ไม่มีตัวชี้วัด", "A goal has no indicator.", unmeasured),
    Fault("programme-without-project", "แผนงานไม่มีโครงการ", "A programme has no project.", empty_programme),
    Fault("missing-target", "โครงการไม่มีเป้าหมาย", "A project has no target.", empty("project", P, "target")),
    Fault(
        "missing-unit",
        "โครงการไม่มีหน่วยงานที่รับผิดชอบ",
        "A project names no responsible unit.",
        empty("project", P, "responsible_unit"),
    ),
    Fault(
        "village-project-without-class",
        "โครงการของหมู่บ้านไม่บอกว่าทำเอง ทำร่วม หรือขอรับการสนับสนุน",
        "A village project is not classed.",
        empty("project", "3", "class"),
        village,
    ),
    Fault(
        "village-priorities-tied",
        "โครงการของหมู่บ้านสองโครงการมีลำดับความสำคัญเดียวกัน",
        "Two village projects bear one priority.",
        fill("project", "2", priority=2),
        village,
    ),
    Fault(
        "village-problem-without-project",
        "ปัญหาของหมู่บ้านไม่มีโครงการรองรับ",
        "A village problem is answered by no project.",
        unanswered,
        village,
    ),
    Fault(
        "village-request-taken-up-nowhere",
        "หมู่บ้านขอรับการสนับสนุน แต่ไม่มีแผนใดรับไป",
        "No plan takes up what a village asks for.",
        untaken,
        village,
    ),
    Fault(
        "tambon-project-from-no-village",
        "โครงการของตำบลไม่ได้มาจากหมู่บ้านใด",
        "A tambon project comes from no village.",
        empty("project", "2.1-1", "comes_from"),
        tambon,
    ),
]


def small() -> dict:
    """Two strategies of the plan of Sai Yoi with three projects a table: enough for a workbook with a fault."""
    data = read()
    data["strategies"] = data["strategies"][:2]
    data["strategies"][1]["tactics"] = data["strategies"][1]["tactics"][:1]
    for strategy in data["strategies"]:
        for tactic in strategy["tactics"]:
            for programme in tactic["programmes"]:
                programme["projects"] = programme["projects"][:3]
    return data


def labelled(book: Workbook, words: str, which: int = 0) -> int:
    """The row of ผ.01 whose first cell says `words`; the first such row, or the one that `which` counts."""
    return [row for row in range(7, 40) if book["ผ.01"].cell(row, 1).value == words][which]


def strategy_total(book: Workbook) -> None:
    """The money of a strategy in 2567 is not the sum of its programmes."""
    book["ผ.01"].cell(labelled(book, "รวม"), 5).value += 100_000


def grand_total(book: Workbook) -> None:
    """The money of all strategies in all years is not their sum."""
    book["ผ.01"].cell(labelled(book, "รวมทั้งสิ้น"), 13).value -= 50_000


def foot_total(book: Workbook) -> None:
    """The money of a detail table in 2568 is not the sum of its rows."""
    book["ผ.02 2.1(1)"].cell(18, 7).value += 9_000


def no_province(book: Workbook) -> None:
    """The alignment header of a strategy leaves the provincial strategy empty, and so does the overview."""
    book["ผ.02 2.1(1)"]["A7"] = "ง. ยุทธศาสตร์จังหวัดที่ ........................"
    book["ความเชื่อมโยง"]["E7"] = None


def other_title(book: Workbook) -> None:
    """The alignment header gives a provincial strategy the title of another."""
    book["ผ.02 2.1(1)"]["A7"] = "ง. ยุทธศาสตร์จังหวัดที่ 3 การพัฒนาเกษตรปลอดภัยและเศรษฐกิจฐานรากให้มีมูลค่าสูง"
    book["ความเชื่อมโยง"]["E7"] = "ยุทธศาสตร์ที่ 3 การพัฒนาเกษตรปลอดภัยและเศรษฐกิจฐานรากให้มีมูลค่าสูง"


def no_objective(book: Workbook) -> None:
    """A project has no objective."""
    book["ผ.02 1.2(1)"]["C16"] = None


REDRAWN = [
    Redrawn(
        "summary-strategy-total",
        "ยอดรวมของยุทธศาสตร์ที่ 1 ปี 2567 ใน ผ.01 ไม่เท่ากับผลบวกของแผนงาน",
        "In ผ.01 the money of strategy 1 in 2567 is not the sum of its programmes.",
        strategy_total,
    ),
    Redrawn(
        "summary-grand-total",
        "ยอดรวมทั้งสิ้น 5 ปี ใน ผ.01 ไม่เท่ากับผลบวกของทุกปี",
        "In ผ.01 the money of all strategies is not the sum of the five years.",
        grand_total,
    ),
    Redrawn(
        "detail-foot-total",
        "ยอดรวมท้ายตาราง ผ.02 ปี 2568 ไม่เท่ากับผลบวกของโครงการ",
        "The foot of a ผ.02 table for 2568 is not the sum of its projects.",
        foot_total,
    ),
    Redrawn(
        "header-without-province",
        "หัวตาราง ผ.02 ไม่ได้ระบุยุทธศาสตร์จังหวัด",
        "The header of a ผ.02 table names no provincial strategy.",
        no_province,
    ),
    Redrawn(
        "header-with-another-title",
        "หัวตาราง ผ.02 อ้างยุทธศาสตร์จังหวัดที่ 3 แต่ใช้ชื่อของยุทธศาสตร์ที่ 1",
        "The header of a ผ.02 table cites provincial strategy 3 by the title of strategy 1.",
        other_title,
    ),
    Redrawn(
        "form-without-objective",
        "โครงการหนึ่งใน ผ.02 ไม่ได้กรอกวัตถุประสงค์",
        "A project on a ผ.02 form has no objective.",
        no_objective,
    ),
]


def table(plan: dict) -> str:
    """`plan` as a table: a row a node, a column a field; what stands by year has a column a year."""
    rows = [{"kind": "plan", **_flat(plan["plan"])}]
    for one in plan["nodes"]:
        kind = next(iter(one))
        rows.append(
            {"kind": kind, "code": one[kind], **_flat({name: value for name, value in one.items() if name != kind})}
        )
    columns = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + written.getvalue()


def _flat(values: dict) -> dict:
    flat: dict = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat |= {f"{name} {year}": amount for year, amount in value.items()}
        else:
            flat[name] = "; ".join(_reference(one) for one in value) if isinstance(value, list) else value
    return flat


def _reference(one: object) -> str:
    return " | ".join(one.values()) if isinstance(one, dict) else str(one)


def written(plan: dict, form: str) -> str:
    """`plan` in the form of a file with the ending `form`."""
    if form == "json":
        return json.dumps(plan, ensure_ascii=False, indent=2) + "\n"
    return table(plan) if form == "csv" else dump(plan)


def describe(folder: Path, th: str, en: str) -> None:
    """Writes the line that says what the fault is."""
    notice = "\n".join(f"> {line}  " for line in fictional())
    (folder / "fault.md").write_text(f"{notice}\n\n{th}\n\n*{en}*\n", encoding="utf-8")


def main() -> None:
    """Writes every folder."""
    for fault in FAULTS:
        folder = BAD / fault.folder
        folder.mkdir(parents=True, exist_ok=True)
        plan = fault.plan()
        fault.change(plan)
        (folder / f"plan.{fault.form}").write_text(written(plan, fault.form), encoding="utf-8", newline="")
        for name, other in fault.context.items():
            (folder / "context").mkdir(exist_ok=True)
            shutil.copyfile(CONTEXT / "units.csv", folder / "context" / "units.csv")
            (folder / "context" / name).write_text(dump(other()), encoding="utf-8")
        describe(folder, fault.th, fault.en)
    for redrawn in REDRAWN:
        folder = BAD / redrawn.folder
        folder.mkdir(parents=True, exist_ok=True)
        book = build(small())
        redrawn.change(book)
        save(book, folder / "plan.xlsx")
        describe(folder, redrawn.th, redrawn.en)


if __name__ == "__main__":
    main()
