"""Pages on every rule, in both languages, made of the rules alone: one a group, and an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from checker.authoring.in_words import (
    basis_in_words,
    parameters_of,
    record_in_yaml,
    scope_in_words,
)
from checker.chain import built_in_chain
from checker.explain.general import fix_in_general
from checker.render.wording import Words
from checker.rule import Example, Rule
from checker.rulebook import Rulebook
from checker.text import Sentence, same

MARK: Final = (
    "<!-- oneplan rules docs --out docs/rules · สร้างจากไฟล์กฎ ไม่ต้องแก้ที่นี่ · made of the rule files; not to be edited -->\n"
)
_VERDICTS: Final = {"fail": "หลีกเลี่ยง · Avoid", "pass": "ควรเป็น · Prefer"}


def group_of(rule: Rule, rulebook: Rulebook) -> str:
    """The folder in which the rule's file stands, which is the name of its page."""
    return rulebook.files[rule.id].partition("/")[0]


def link_to(rule: Rule, rulebook: Rulebook) -> str:
    """A link from one page of the folder to the rule."""
    return f"[{rule.id}]({group_of(rule, rulebook)}.md#{rule.id.lower()})"


def rule_pages(rulebook: Rulebook) -> dict[str, str]:
    """The page of each group and the index, by file name; the same rules give the same bytes."""
    ordered = sorted(rulebook.in_force, key=lambda rule: (group_of(rule, rulebook), rule.id))
    groups = {
        group: list(rules) for group, rules in groupby(ordered, key=lambda rule: group_of(rule, rulebook))
    }  # fmt: skip
    pages = {f"{group}.md": _page(group, rules, rulebook) for group, rules in groups.items()}
    return {**pages, "README.md": _index(groups, rulebook)}


def cell(words: str) -> str:
    """`words` as they may stand in a table."""
    return " ".join(words.split()).replace("|", "\\|")


def _page(group: str, rules: Sequence[Rule], rulebook: Rulebook) -> str:
    head = f"{MARK}\n# {group}\n\n[กฎทั้งหมด · all rules](README.md) · [แถวที่ผู้พิจารณาต้องการ · coverage](coverage.md)\n"
    return head + "".join("\n" + "\n".join(_section(rule, rulebook)) + "\n" for rule in rules)


def _section(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    yield f'<a id="{rule.id.lower()}"></a>\n'
    yield f"## {rule.id} · {rule.title.th}\n"
    yield f"*{rule.title.en}* · {_severity(rule)} · {rule.status}\n"
    yield from _shown(rule)
    yield f"**เหตุผล** {rule.rationale.th}\\\n**Why** {rule.rationale.en}\n"
    fix = fix_in_general(rule, built_in_chain())
    yield f"**วิธีแก้** {fix.th}\\\n**To mend** {fix.en}\n"
    yield "**ใช้กับอะไรและข้อยกเว้น · Scope and exceptions**\n"
    yield from (_line(said) for said in (*scope_in_words(rule), _waived(rule)))
    yield "\n**อ้างอิง · Basis**\n"
    yield from (_line(basis_in_words(basis, rulebook)) for basis in rule.basis)
    if parameters := parameters_of(rule, rulebook):
        yield "\n**พารามิเตอร์ · Parameters**\n"
        unstated = "ยังไม่มีใครกำหนด · nobody states a value"
        for name, value in parameters.items():
            called = rule.called(name)
            words = "" if called == same(name) else f" {called.th} · {called.en}"
            yield f"* `{name}`{words}: {unstated if value is None else f'`{value}`'}"


def _severity(rule: Rule) -> str:
    return f"{Words('th').severity(rule.severity)} · {rule.severity}"


def _line(said: Sentence) -> str:
    return f"* {said.th}\\\n  {said.en}" if said.th != said.en else f"* {said.th}"


def _waived(rule: Rule) -> Sentence:
    if rule.never_waived is None:
        th, en = "ขอยกเว้นได้ (docs/waivers.md)", "An exception may be granted (docs/waivers.md)."
        return Sentence(th=th, en=en)
    return Sentence(th=f"ขอยกเว้นไม่ได้: {rule.never_waived.th}", en=f"Never waived: {rule.never_waived.en}")


def _shown(rule: Rule) -> Iterator[str]:
    """What fails and what passes, from the first example that holds such a node."""
    for verdict, label in _VERDICTS.items():
        cases = [
            (example, name) for example in rule.examples for name, given in example.expect.items() if given == verdict
        ]
        if cases:
            example, name = cases[0]
            yield f"**{label}**\n\n```yaml\n# {name}: {verdict}"
            yield from (f"- {record_in_yaml(record)}" for record in _records(example, name.rpartition("/")[2]))
            yield "```\n"


def _records(example: Example, code: str) -> list[Mapping[str, Any]]:
    """The node `code` of `example`, then the records that it names or that name it.

    A plan that no record of its own declares is shown by all of the example.
    """
    own = [record for record in example.given if code in _names(record)][:2]
    if not own:
        return list(example.given)
    around = [
        record
        for record in example.given
        if record not in own and (_mentions(record, code) or any(_mentions(one, _code(record)) for one in own))
    ]
    return [*own, *around[:4]]


def _names(record: Mapping[str, Any]) -> set[str]:
    """What `expect` may call a record: its code, or its name where it has none."""
    return {str(record[key]) for key in ("name", _kind(record)) if record.get(key) is not None}


def _kind(record: Mapping[str, Any]) -> str:
    return next((key for key in record if key in built_in_chain().kinds), "")


def _code(record: Mapping[str, Any]) -> str:
    return str(record.get(_kind(record)))


def _mentions(value: Any, code: str) -> bool:
    """Whether `value` holds a reference to `code`, with or without its plan."""
    match value:
        case Mapping():
            return any(_mentions(one, code) for key, one in value.items() if key in {*built_in_chain().relations, "to"})
        case list():
            return any(_mentions(one, code) for one in value)
        case str():
            return value == code or value.endswith((f"/{code}", f":{code}"))
        case _:
            return False


def _index(groups: Mapping[str, Sequence[Rule]], rulebook: Rulebook) -> str:
    count = sum(len(rules) for rules in groups.values())
    lines = [
        MARK,
        "# กฎทั้งหมด · All rules\n",
        f"ชุดกฎรุ่น {rulebook.version} โปรไฟล์ {rulebook.profile.name}: {count} ข้อ ([แถวที่ผู้พิจารณาต้องการ](coverage.md)) · "
        f"*Rulebook {rulebook.version}, profile {rulebook.profile.name}: {count} rules ([coverage](coverage.md)).*",
    ]
    for group, rules in groups.items():
        lines += [
            f"\n## [{group}]({group}.md)\n",
            "| กฎ · Rule | ชื่อ · Title | ความสำคัญ · Severity | แผน · Plans |",
            "|---|---|---|---|",
            *(_entry(rule, rulebook) for rule in rules),
        ]
    return "\n".join(lines) + "\n"


def _entry(rule: Rule, rulebook: Rulebook) -> str:
    levels = ", ".join(rule.scope.levels) or "ทุกระดับ · any"
    title = f"{cell(rule.title.th)}<br>{cell(rule.title.en)}"
    return f"| {link_to(rule, rulebook)} | {title} | {rule.severity} | {levels} |"
