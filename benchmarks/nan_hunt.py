"""Thirty faults planted in small models: ``python -m benchmarks.nan_hunt``.

Each must be named: the operation's source line, or the parameter or the input that was not finite before. The last line
is JSON: planted, found. The exit status is 1 if one was not found.
"""

from __future__ import annotations

import json
import linecache
import sys

import torch

from benchmarks import faults
from rnnviz.probe.culprit import Culprit
from rnnviz.probe.hunting import explained, hunt
from rnnviz.probe.trace import TracePhase
from rnnviz.probe.tracing import Operations, record

PLANTED = 30


def culprit(fault: faults.Fault) -> Culprit | None:
    """Trace a faulty model and hunt."""
    torch.manual_seed(0)
    model, forward = fault.build()
    recorded = record(model, forward, lambda loss: loss)
    found = hunt(recorded)
    return None if found is None else explained(found, recorded, Operations(recorded))


def is_right(fault: faults.Fault, found: Culprit | None) -> bool:
    """Whether it is the planted one."""
    if found is None:
        return False
    if fault.leaf is not None:
        return found.leaf is not None and found.name == fault.leaf
    line = linecache.getline(faults.__file__, found.source.line).rstrip()
    at_line = found.source.file == faults.__file__ and line.endswith(f"# planted: {fault.name}")
    return at_line and (found.phase is TracePhase.BACKWARD) == fault.backward


def main() -> int:
    torch.set_num_threads(1)
    right = 0
    for fault in faults.FAULTS.values():
        found = culprit(fault)
        right += (ok := is_right(fault, found))
        print(f"{'found ' if ok else 'MISSED'} {fault.name}: {found.sentence if found else 'nothing'}")
    print(json.dumps({"planted": len(faults.FAULTS), "found": right}))
    return 0 if right == len(faults.FAULTS) == PLANTED else 1


if __name__ == "__main__":
    sys.exit(main())
