"""JSON Schemas of the files that people write by hand, for editors that complete and check while one types.

They say what the models say, and what the loaders allow beside: one text where a list of them is meant, `{parameter: NAME}`
for any value of a pattern. A file that the schema takes can still be refused: words are checked against each other at load.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel

from checker.chain import built_in_chain
from checker.checklist import Question
from checker.folders import built_in
from checker.located import Mapping, read_yaml
from checker.profile import Profile
from checker.rule import Rule
from checker.text_tests import TEXT_TESTS
from checker.waivers import Grant

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
PARAMETER: Final = "Parameter"
Schema = dict[str, Any]

_DESCRIPTIONS: Final = {
    "Rule.id": "รหัสกฎ ไม่ใช้ซ้ำ · Three capitals and three digits; an id is never used again.",
    "Rule.name": "ชื่อสั้นภาษาอังกฤษ ไฟล์ต้องชื่อ ID-name.yaml · A short name; the file is called ID-name.yaml.",
    "Rule.status": "preview ระหว่างทดลอง stable เมื่อไม่มีกฎกลายรอด · preview while you try, stable once no mutant survives.",
    "Rule.since": "รุ่นของชุดกฎที่กฎนี้เริ่มใช้ · The version of the rulebook that has it first.",
    "Rule.title": "ชื่อกฎในรายงาน · What the rule is called in reports.",
    "Rule.message": "สิ่งที่พบ เติม {source.code} {value} ได้ · The fault, said of one case; {source.code}, {value} … are filled in.",
    "Rule.fix": "วิธีแก้ · How the fault is mended.",
    "Rule.rationale": "เหตุผล · Why it matters.",
    "Rule.severity": "error คู่กับ must, warning คู่กับ should, advice คู่กับ may · Goes with the strongest verb of the basis.",
    "Rule.basis": "สิ่งที่กฎอ้างอิง ชื่อใน sources.yaml · What demands it, by its name in sources.yaml.",
    "Rule.rows": "แถวในรายการที่ผู้พิจารณาต้องการ · Which rows of what reviewers asked for it answers.",
    "Rule.scope": "ตรวจแผนและรายการใด · Which plans and nodes it examines.",
    "Rule.never_waived": "เหตุผลที่ยกเว้นไม่ได้ · Why nobody may grant an exception.",
    "Rule.strict_because": "เหตุที่ยังเป็น error แม้ไม่ผ่านเกินหนึ่งในสามของแผน · Why it is an error though it may fail more than a third of a plan.",
    "Rule.parameters": "ค่าที่โปรไฟล์เปลี่ยนได้ ใช้ในแบบแผนด้วย {parameter: ชื่อ} · Values that a profile may set.",
    "Rule.parameter_names": "ชื่อที่รายงานใช้เรียกพารามิเตอร์ · What reports call each parameter.",
    "Rule.trial": "ค่าสำหรับตัวอย่างเมื่อพารามิเตอร์เป็น null · Values for the examples where a parameter is null.",
    "Rule.pattern": "สิ่งที่ตรวจ ดู docs/patterns.md · What is asked; each kind is told in docs/patterns.md.",
    "Rule.examples": "ตัวอย่างพร้อมผล อย่างน้อยหนึ่งไม่ผ่าน · Small submissions with their verdicts; one at least fails.",
    "Basis.source": "ชื่อแหล่งอ้างอิงใน sources.yaml · A source of sources.yaml.",
    "Basis.clause": "ข้อ เฉพาะที่มีผู้ยืนยันแล้ว มิฉะนั้น null · The clause where somebody confirmed it, else null.",
    "Basis.verb": "ต้อง ควร อาจ · How strongly it is demanded.",
    "Basis.confirmed": "มีผู้อ่านตัวบทแล้วหรือไม่ · Whether somebody has read the source itself.",
    "Example.name": "แยกกรณีใดจากกรณีใด · Which cases it tells apart.",
    "Example.as_of": "วันที่ตรวจตัวอย่าง · The day as of which it is judged.",
    "Example.given": "รายการของแผนเล็ก ๆ · The nodes of a small submission.",
    "Example.expect": "ผลของทุกรายการที่กฎตรวจ ตามรหัส · The verdict of every examined node, by code.",
    "Scope.levels": "ระดับของแผน ไม่ระบุคือทุกระดับ · Levels of plans; all where none is named.",
}  # fmt: skip


def schemas() -> dict[str, Schema]:
    """Every schema by the name of its file in docs/."""
    return {
        "rule.schema.json": rule_schema(),
        "profile.schema.json": _strict(Profile, "A profile: which rules hold, how grave, with which parameters"),
        "checklist.schema.json": _listed("questions", Question, "What the reviewer has to judge"),
        "waivers.schema.json": _listed("waivers", Grant, "Granted exceptions"),
    }


def rule_schema() -> Schema:
    """The JSON Schema of a rule file, with the words of the chain."""
    schema = Rule.model_json_schema(by_alias=True)
    models = {"Rule": schema, **schema["$defs"]}
    of_patterns = set(_reached(schema["properties"]["pattern"], schema["$defs"]))
    words = _vocabulary()
    for name, model in models.items():
        for key, written in model.get("properties", {}).items():
            shown = _exact(written)
            shown = _worded(shown, words[name, key]) if (name, key) in words else shown
            shown = _one_or_more(shown) if name in of_patterns or name == "Scope" else shown
            if name in of_patterns and "const" not in shown:
                shown = {"anyOf": [shown, {"$ref": f"#/$defs/{PARAMETER}"}]}
            says = _DESCRIPTIONS.get(f"{name}.{key}")
            model["properties"][key] = {"description": says, **shown} if says else shown
    schema["$defs"][PARAMETER] = {
        "type": "object",
        "description": "ค่าจากโปรไฟล์หรือ parameters ของไฟล์ · A value that the profile or the file states.",
        "properties": {"parameter": {"type": "string"}},
        "required": ["parameter"],
        "additionalProperties": False,
    }
    return {"$schema": DRAFT, **schema, "title": "A rule of oneplan-checker"}


def _vocabulary() -> dict[tuple[str, str], list[str]]:
    """The words that may stand in a key of a model."""
    chain = built_in_chain()
    levels, kinds, relations = list(chain.levels), list(chain.kinds), list(chain.relations)
    linked = [name for name, word in chain.code_lists.items() if word.kind is not None]
    (sources,) = read_yaml((built_in("rules") / "sources.yaml").read_text(encoding="utf-8"), "sources.yaml")
    assert isinstance(sources, Mapping)
    return {
        **{(name, "source"): kinds for name in Rule.model_json_schema()["$defs"] if name != "Basis"},
        ("Scope", "levels"): levels,
        ("Scope", "text"): list(TEXT_TESTS),
        ("Target", "level"): levels,
        ("Target", "kind"): kinds,
        ("Target", "list"): linked,
        ("Reaches", "level"): levels,
        ("Reaches", "to"): kinds,
        ("LinksResolve", "relation"): relations,
        ("Demand", "has"): list(TEXT_TESTS),
        ("Demand", "lacks"): list(TEXT_TESTS),
    }


def _reached(schema: Any, models: Schema) -> Iterator[str]:
    """The models that `schema` leads to."""
    seen: list[str] = []
    waiting = [schema]
    while waiting:
        match waiting.pop():
            case {"$ref": str(path)} if (name := path.rpartition("/")[2]) not in seen:
                seen.append(name)
                waiting.append(models[name])
            case dict() as inner:
                waiting += inner.values()
            case list() as inner:
                waiting += inner
    yield from seen


def _exact(schema: Any) -> Any:
    """`schema` without binary fractions: a number that is not whole is written in quotes."""
    match schema:
        case {"type": "number", **rest}:
            return {**rest, "type": "integer"}
        case dict():
            return {key: _exact(value) for key, value in schema.items() if not _is_title(key, value)}
        case list():
            return [_exact(value) for value in schema]
        case _:
            return schema


def _is_title(key: str, value: Any) -> bool:
    """Whether it is the name that pydantic makes of a key, which says nothing that the key does not."""
    return key == "title" and isinstance(value, str)


def _worded(schema: Any, words: list[str]) -> Any:
    """`schema` with every text in it one of `words`."""
    match schema:
        case {"type": "string", **rest}:
            return {**rest, "type": "string", "enum": words}
        case dict():
            return {key: _worded(value, words) for key, value in schema.items()}
        case list():
            return [_worded(value, words) for value in schema]
        case _:
            return schema


def _one_or_more(schema: Any) -> Any:
    """`schema` with one text allowed wherever a list of texts is."""
    match schema:
        case {"type": "array", "items": {"type": "string"} as item, **rest}:
            known = {key: rest[key] for key in ("default",) if key in rest}
            return {**known, "anyOf": [item, {"type": "array", "items": item}]}
        case dict():
            return {key: _one_or_more(value) for key, value in schema.items()}
        case list():
            return [_one_or_more(value) for value in schema]
        case _:
            return schema


def _strict(model: type[BaseModel], title: str) -> Schema:
    written = model.model_json_schema(by_alias=True)
    return {"$schema": DRAFT, **{key: _one_or_more(_exact(value)) for key, value in written.items()}, "title": title}


def _listed(name: str, model: type[BaseModel], title: str) -> Schema:
    """The schema of a file that holds one list of `model` under `name`."""
    entry = _strict(model, title)
    models = entry.pop("$defs", {})
    del entry["$schema"]
    return {
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "properties": {name: {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}},
        "required": [name],
        "additionalProperties": False,
        "$defs": {**models, model.__name__: entry},
    }
