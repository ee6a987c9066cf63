"""What nobody looks at or uses: levels, kinds, sources, parameters, and profiles that change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checker.chain import built_in_chain
from checker.errors import Fault
from checker.lint.lines import Lines
from checker.parameters import used_parameters
from checker.pattern import target_of
from checker.place import Place
from checker.profile import Lineage, Profile, changes
from checker.rule import Rule
from checker.rule_files import Source
from checker.rulebook import DEFAULT_PROFILE, Rulebook
from checker.text import Sentence


def unexamined(rules: Iterable[Rule]) -> Iterator[Fault]:
    """Levels that no rule names, and kinds of which no rule examines a node."""
    rules = list(rules)
    levels = {level for rule in rules for level in (*rule.scope.levels, *target_of(rule.pattern).level)}
    kinds = {kind for rule in rules for kind in rule.sources}
    chain = built_in_chain()
    for level in [one for one in chain.levels if one not in levels]:
        says = Sentence(th=f"ไม่มีกฎใดระบุระดับ {level}", en=f"No rule names the level {level}.")
        yield Fault(Place("chain.yaml"), says)
    for kind in [one for one in chain.kinds if one not in kinds]:
        yield Fault(Place("chain.yaml"), Sentence(th=f"ไม่มีกฎใดตรวจชนิด {kind}", en=f"No rule examines the kind {kind}."))


def unused(rules: Iterable[Rule], sources: Mapping[str, Source], lines: Lines) -> Iterator[Fault]:
    """Sources that no rule cites, and parameters that the pattern of their rule does not use."""
    rules = list(rules)
    cited = {basis.source for rule in rules for basis in rule.basis}
    for source in sorted({*sources} - cited):
        says = Sentence(
            th=f"ไม่มีกฎใดอ้าง {source} ให้อ้างหรือเอาออก", en=f"No rule cites {source}. Cite it or take it away."
        )
        yield Fault(Place("sources.yaml"), says)
    for rule in rules:
        used = used_parameters(lines.documents[rule.id][1])
        for table in ("parameters", "trial"):
            for name in sorted({*getattr(rule, table)} - used):
                th = f"ไม่มีที่ใดใน pattern ใช้ {name} ให้ใช้หรือเอาออก"
                yield lines.fault(
                    rule.id, (table, name), th, f"The pattern uses {name} nowhere. Use it or take it away."
                )


def idle_profiles(rulebook: Rulebook) -> Iterator[Fault]:
    """Profiles (save the default one) that change nothing, and entries that change nothing."""
    for name, lineage in sorted(rulebook.profiles.items()):
        own, below = lineage.line[0], _below(lineage)
        idle = list(_idle(rulebook, lineage, below))
        for path, thai, words in idle:
            yield own.fault(path, f"{thai} ไม่เปลี่ยนสิ่งใด ให้เอาออก", f"{words} changes nothing. Take it away.")
        profile = own.profile
        empty = not profile.named and (not profile.levels or profile.levels == below.levels)
        if name != DEFAULT_PROFILE and empty:
            yield own.fault((), f"โปรไฟล์ {name} ไม่เปลี่ยนสิ่งใด", f"Profile {name} changes nothing.")


def _below(lineage: Lineage) -> Profile:
    """What holds without the first profile of `lineage`."""
    nothing = lineage.profile.model_copy(
        update={"levels": (), "without": {}, "with_": {}, "severities": {}, "parameters": {}}
    )
    return Lineage(lineage.line[1:]).profile if lineage.line[1:] else nothing


def _idle(rulebook: Rulebook, lineage: Lineage, below: Profile) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The entries of the first profile of `lineage` without which the rules would be the same: where, and what they are."""
    profile, joined = lineage.line[0].profile, lineage.profile
    graded = rulebook.as_files_grade
    documents = {name: document for name, (_, document) in rulebook.documents.items()}
    found, without = (
        {(one.rule, str(one.what), one.parameter): one.after for one in changes(each, graded, {}, documents)}
        for each in (joined, below)
    )
    for entry, rule in profile.named:
        holds = joined.holds(graded[rule])
        if entry == "parameters":
            for name in profile.parameters[rule]:
                if not holds or _alike(found, without, (rule, "set", name)):
                    yield ("parameters", rule, name), f"{name} ของ {rule}", f"{name} of {rule}"
            continue
        match entry:
            case "severities":
                idle = not holds or _alike(found, without, (rule, "regraded", None))
            case "without":
                idle = rule in below.without or not joined.concerns(graded[rule])
            case _:
                idle = rule not in below.without or not holds
        if idle:
            yield (entry, rule), f"{entry} ของ {rule}", f"“{entry}” of {rule}"


Key = tuple[str, str, str | None]


def _alike(one: Mapping[Key, str | None], other: Mapping[Key, str | None], key: Key) -> bool:
    return (key in one, one.get(key)) == (key in other, other.get(key))
