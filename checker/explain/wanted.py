"""What a link rule looks for, and what a node is that stands there instead, in words."""

from __future__ import annotations

from checker.chain import Chain
from checker.explain.words import called, either, kinds, path_words
from checker.path import Path, parse_path
from checker.pattern import Target, inverted
from checker.plan import Node
from checker.text import Sentence


def looked_for(path: Path, target: Target, chain: Chain, at_least: int = 1, at_most: int | None = None) -> Sentence:
    """What `target` asks for, by which relation, and how many of them."""
    what, way = wanted(target, chain), path_words(path, chain)
    thai = f"{what.th} " if "," in what.th else what.th
    if [step.relations for step in path] == [("in_plan",)]:
        th, en = f"{thai}ในแผนนี้", f"{what.en} in this plan"
    elif all(step.inverse for step in path):
        way = path_words(inverted(path), chain)
        th, en = f"{thai}ที่เชื่อมมาถึงรายการนี้ทาง “{way.th}”", f"{what.en} that leads here by “{way.en}”"
        if len(path) == 1 and not path[0].closure:
            th, en = f"{thai}ที่ระบุรายการนี้ในช่อง “{way.th}”", f"{what.en} that names this in “{way.en}”"
    elif len(path) == 1 and not path[0].closure:
        th, en = f"{thai}ในช่อง “{way.th}”", f"{what.en} in “{way.en}”"
    else:
        th, en = f"{thai}ที่ไปถึงได้ทาง “{way.th}”", f"{what.en} that is reached by “{way.en}”"
    if target.also:
        way = path_words(parse_path(target.also), chain)
        th, en = f"{th} และไปถึงทาง “{way.th}” ด้วย", f"{en}, and that “{way.en}” leads to as well"
    if at_least > 1:
        th, en = f"{th} อย่างน้อย {at_least} รายการ", f"{en}, at least {at_least}"
    if at_most is not None:
        th, en = f"{th} ไม่เกิน {at_most} รายการ", f"{en}, at most {at_most}"
    return Sentence(th=th, en=en)


def wanted(target: Target, chain: Chain) -> Sentence:
    """Kind, plan or list, and the words that a node must have, of what `target` asks for."""
    kind = either([chain.kinds[name].sentence for name in target.kind] or [kinds(chain, ())])
    th, en = kind.th, kind.en
    if target.list is not None:
        word = chain.code_lists[target.list]
        th, en = f"{th}ใน{word.th}", f"{en} of the {word.en}"
    elif target.level:
        level = either(chain.levels[name].sentence for name in target.level)
        th, en = f"{th}ใน{level.th}", f"{en} in a {level.en}"
    if target.plan != "any":
        own = target.plan == "same"
        th, en = f"{th}{'ในแผนนี้' if own else 'ของแผนอื่น'}", f"{en} of {'this plan' if own else 'another plan'}"
    for name, words in target.when.items():
        label = next(
            (chain.field(one, name) for one in (*target.kind, *chain.kinds) if name in chain.fields(one)), None
        )
        spoken = ", ".join(words)
        if label is not None:
            th, en = f"{th} ซึ่ง “{label.th}” เป็น {spoken}", f"{en} whose “{label.en}” is {spoken}"
    return Sentence(th=th, en=en)


def described(one: Node, chain: Chain) -> Sentence:
    """Code and name of a node with its kind and its plan's level; an entry of a code list with that list."""
    words, kind = called(one), chain.kinds[one.kind].sentence
    listed, mark, _ = one.plan.partition("@")
    word = chain.code_lists.get(listed) if mark else None
    where = word.sentence if word else chain.levels[one.level].sentence
    if one.kind == "plan" or word:
        return Sentence(th=f"{words.th} ({where.th})", en=f"{words.en} ({where.en})")
    return Sentence(th=f"{words.th} ({kind.th} · {where.th})", en=f"{words.en} ({kind.en} · {where.en})")


def may_lead_to(relation: str, node: Node, chain: Chain) -> Sentence:
    """The kinds and, where it may leave the plan, the levels to which `relation` may lead from `node`."""
    word, into = chain.relations[relation], chain.target_kinds(relation, node.kind)
    there = chain.target_levels(relation, node.level)
    if not into or not there:
        th = f"ช่อง “{word.th}” ไม่ใช้กับ{chain.kinds[node.kind].th}ของ{chain.levels[node.level].th}"
        return Sentence(
            th=th, en=f"“{word.en}” is not for a {chain.kinds[node.kind].en} of a {chain.levels[node.level].en}"
        )
    kind = either(chain.kinds[name].sentence for name in into)
    if word.levels is None:
        own = "" if word.across else "ในแผนเดียวกัน"
        return Sentence(th=f"{kind.th}{own}", en=f"{kind.en}{' of the same plan' if own else ''}")
    level = either(chain.levels[name].sentence for name in there)
    return Sentence(th=f"{kind.th}ของ{level.th}", en=f"{kind.en} of a {level.en}")
