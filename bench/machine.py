"""The machine that a benchmark runs on, in one sentence."""

from __future__ import annotations

import os
import platform
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("duckdb", "sqlglot", "clingo", "clipspy", "pyshacl", "rdflib")


def machine() -> str:
    """Day, processors, memory, load and versions, for a reader who compares figures."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [
        f"{datetime.now():%Y-%m-%d}",
        f"{os.cpu_count()} cores ({_processor()})",
        f"{memory:.0f} GB",
        f"load {os.getloadavg()[0]:.1f} at the start",
        f"Python {platform.python_version()}",
        *(f"{name} {_version(name)}" for name in _PACKAGES),
    ]
    return ", ".join(parts) + "."


def _processor() -> str:
    """The model as Linux tells it."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
