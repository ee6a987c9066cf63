"""One peer in a process of its own: `python -m bench.peers.work PEER FOLDER`, which `bench.peers` starts and asks by lines.

`judge RULE…` is answered by its seconds, `found RULE` by what the last judgement found, each as a line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from bench.peers import Peer
from bench.peers.facts import loaded, looked_at

PEERS: Final = {
    "sets": ("sql", "SetEngine"),
    "sql": ("sql", "ByHand"),
    "clingo": ("logic", "Logic"),
    "clips": ("production", "Production"),
    "shacl": ("shacl", "Shacl"),
}


def main() -> None:
    """Answers until the lines end. A peer of SQL has the tables in memory; the others read them and keep facts of their own."""
    name, folder = sys.argv[1:]
    module, kind = PEERS[name]
    make: Callable[..., Peer] = getattr(import_module(f"bench.peers.{module}"), kind)
    began, worked = time.perf_counter(), time.process_time()
    connection = loaded(Path(folder)) if module == "sql" else looked_at(Path(folder))
    peer = make(connection)
    taken = _since(began, worked)
    ((projects,),) = connection.execute("SELECT count(*) FROM node WHERE kind = 'project'").fetchall()
    _say({**taken, "rules": peer.rules, "projects": projects})
    for line in sys.stdin:
        word, *rules = line.split()
        if word == "found":
            _say(peer.found(rules[0]))
            continue
        began, worked = time.perf_counter(), time.process_time()
        peer.judge(rules)
        _say(_since(began, worked))


def _since(began: float, worked: float) -> dict[str, object]:
    """Seconds on the clock and of the processors, and the peak memory of this process so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - began, "processor": time.process_time() - worked, "megabytes": peak}


def _say(answer: object) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
