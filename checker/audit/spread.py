"""Work spread over processes, its results in the order of what was worked on, however many processes there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Final, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

# A process takes longer to begin than a few submissions to be worked on.
_FEWEST: Final = 8

_own: tuple[Callable[[Any, Any], Any], Any] | None = None


def spread(
    work: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item], jobs: int
) -> Iterator[Result]:
    """`work(shared, item)` of each of `items` in turn, by `jobs` processes at most."""
    if jobs < 2 or len(items) < _FEWEST:
        yield from (work(shared, item) for item in items)
        return
    with ProcessPoolExecutor(
        min(jobs, len(items)), mp_context=get_context("spawn"), initializer=_begin, initargs=(work, shared)
    ) as pool:
        yield from pool.map(_worked, items)


def _begin(work: Callable[[Any, Any], Any], shared: Any) -> None:
    """Keeps in this process what all its items are worked on with."""
    global _own
    _own = (work, shared)


def _worked(item: Any) -> Any:
    assert _own is not None  # every process of the pool begins with _begin
    work, shared = _own
    return work(shared, item)
