"""What an operator hands on: a sentence that names the change, and the changed keys of a pattern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from checker.chain import Chain
from checker.text import Sentence


class Change(NamedTuple):
    """One thing changed: what, to be read after “the rule with”, and the new values of the pattern's keys."""

    says: Sentence
    keys: dict[str, Any]


def change(th: str, en: str, **keys: Any) -> Change:
    """A change of `keys`."""
    return Change(Sentence(th=th, en=en), keys)


def left_out(key: str, words: Sequence[str], *, last: bool = False) -> Iterator[Change]:
    """`words` of `key` without each one in turn; the only one is left out where `last`."""
    if len(words) > 1 or last:
        for word in words:
            rest = tuple(one for one in words if one != word)
            yield change(f"{key} ไม่มี “{word}”", f"“{word}” left out of {key}", **{key: rest})


def shifted(key: str, number: int | Decimal | None, *, floor: int | None = None) -> Iterator[Change]:
    """`key` one more and one less than `number`, not below `floor`."""
    if number is None:
        return
    for other in (number - 1, number + 1):
        if floor is None or other >= floor:
            yield change(f"{key} เป็น {other}", f"{key} {other}", **{key: other})


def other_field(name: str, kinds: Sequence[str], chain: Chain) -> str | None:
    """Another field of the same type that all of `kinds` have, the next one after `name`; None where there is none."""
    fields = [{one: word for one, word in chain.kinds[kind].fields.items() if not word.derived} for kind in kinds]
    if not fields or any(name not in found for found in fields):
        return None
    wanted = fields[0][name]
    order = list(fields[0])
    turned = order[order.index(name) + 1 :] + order[: order.index(name)]
    return next(
        (
            one
            for one in turned
            if all(
                one in found and (found[one].type, found[one].yearly) == (wanted.type, wanted.yearly)
                for found in fields
            )
        ),
        None,
    )
