"""Work on millions of objects that stay, without looking through them again and again for some that nobody needs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """No object is looked at for being one of a circle that nobody needs; ended as it began.

    Plans, graphs and facts hold no circles. To look for some took a quarter of the time of assembling 860 plans.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()
