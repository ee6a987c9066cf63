"""Work spread over processes, its results in the order of what was worked on, however many processes there are."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any, Final, TypeVar

from checker.errors import EngineFault, Fault
from checker.place import Place
from checker.text import Sentence

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

# A process takes longer to begin than a few submissions to be worked on.
_FEWEST: Final = 8
# So many a process wait to be worked on or to be taken: more would pile up where one is slower than the rest.
_AHEAD: Final = 8

_GONE: Final = Sentence(
    th="โปรเซสหนึ่งถูกปิดกลางคัน อาจเพราะหน่วยความจำไม่พอ ให้สั่งใหม่ด้วย --resume --jobs 1",
    en="One of the processes is gone, perhaps for want of memory. Go on with --resume --jobs 1.",
)

_own: tuple[Callable[[Any, Any], Any], Any] | None = None


def spread(
    work: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item], jobs: int
) -> Iterator[Result]:
    """`work(shared, item)` of each of `items` in turn, by `jobs` processes at most, which end when this one does.

    On Linux they begin as copies of this process, so that `shared` is not sent to them however large it is. Raises what `work`
    raises, and EngineFault where one of the processes is gone.
    """
    gc.freeze()  # what is there already is then not gone through again and again, nor written to, and stays common to all
    try:
        if jobs < 2 or len(items) < _FEWEST:
            yield from (work(shared, item) for item in items)
        else:
            yield from _by_processes(work, shared, items, jobs)
    finally:
        gc.unfreeze()


def _by_processes(
    work: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item], jobs: int
) -> Iterator[Result]:
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(
        min(jobs, len(items)), mp_context=context, initializer=_begin, initargs=(work, shared)
    ) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(_worked, item))
                if len(waiting) > jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise EngineFault([Fault(Place("audit"), _GONE)]) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin(work: Callable[[Any, Any], Any], shared: Any) -> None:
    """Keeps in this process what all its items are worked on with."""
    global _own
    _own = (work, shared)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process once the one that began it is gone, however that ended: nothing is to be written after that."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _worked(item: Any) -> Any:
    assert _own is not None  # every process of the pool begins with _begin
    work, shared = _own
    return work(shared, item)
