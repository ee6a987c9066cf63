"""Work spread over processes: its order, what becomes of a fault, and what ends with what."""

from __future__ import annotations

import os
import select
import signal
import time

import pytest

from checker.audit.spread import spread
from checker.errors import EngineFault, Fault, UsageFault
from checker.place import Place
from checker.text import same


def _doubled(by: int, item: int) -> int:
    return by * item


def _refused(_: None, item: int) -> int:
    raise UsageFault([Fault(Place(str(item)), same("no"))])


def _vanishes(_: None, item: int) -> int:
    os._exit(9)


def _waits(begun: int, _: int) -> None:
    os.write(begun, b"x")
    time.sleep(300)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_stand_in_the_order_of_the_work(jobs: int) -> None:
    assert list(spread(_doubled, 2, range(50), jobs)) == [2 * item for item in range(50)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_in_a_process_is_raised_where_its_result_was_wanted(jobs: int) -> None:
    with pytest.raises(UsageFault) as caught:
        list(spread(_refused, None, range(9), jobs))
    assert [str(fault.place) for fault in caught.value.faults] == ["0"]


def test_a_process_that_is_gone_is_said_with_how_to_go_on() -> None:
    with pytest.raises(EngineFault, match="--resume --jobs 1"):
        list(spread(_vanishes, None, range(9), 2))


def test_processes_end_with_the_one_that_began_them_however_that_ended() -> None:
    begun, writing = os.pipe()
    child = os.fork()
    if child == 0:
        list(spread(_waits, writing, range(8), 2))
        os._exit(0)
    os.close(writing)
    assert [os.read(begun, 1) for _ in range(2)] == [b"x", b"x"]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert select.select([begun], [], [], 60)[0]
    assert os.read(begun, 1) == b""  # nobody is left who could write
    os.close(begun)
