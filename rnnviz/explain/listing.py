"""The code that an operation of a Trace was carried out by, of the file that runs, as it stands. No Qt here.

A file whose code torch does not see operation by operation, as that of the 112-line model, says it in marks: what
follows "#:" at the end of a line is a phase and the operations of that phase that the line carries out. Of any other
file the lines are those that operations came from.
"""

from __future__ import annotations

import linecache
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rnnviz.probe.trace import Operation, Trace, TracePhase

_MARK = re.compile(r"\s*#: (?P<phase>\w+) (?P<names>.+)$")
_PACKAGE = Path(__file__).parent.parent

#: Task -> the file that trains it, where that says which line does what.
OWN: Mapping[str, Path] = {"classic": _PACKAGE / "nn" / "classic_steps.py"}


@dataclass(frozen=True, eq=False)
class Listing:
    """A file of code.

    Attributes
    ----------
    file : str
        Its path.
    lines : tuple of str
        As they stand in the file, without the marks.
    marks : mapping
        Phase and name of an operation -> the line that carries it out, from 1.
    """

    file: str
    lines: tuple[str, ...]
    marks: Mapping[tuple[TracePhase, str], int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name, without the folders."""
        return Path(self.file).name

    def line(self, operation: Operation) -> int | None:
        """Return the line of an operation, from 1; None: it is in another file, or in none."""
        if self.marks:
            return self.marks.get((operation.phase, operation.name))
        return operation.source.line if operation.source.file == self.file else None

    def next_at(self, trace: Trace, line: int, after: int) -> int | None:
        """Return the next operation of a line after an index, else the first one; None: the line carries out none."""
        there = [o.index for o in trace.operations if self.line(o) == line]
        return next((k for k in there if k > after), there[0] if there else None)

    def visits(self, trace: Trace, phase: TracePhase) -> tuple[int, ...]:
        """Return how often each line is carried out in a phase, of those that are more than once; by their order."""
        lines = [line for o in trace.operations if o.phase is phase and (line := self.line(o)) is not None]
        return tuple(count for line in sorted(set(lines)) if (count := lines.count(line)) > 1)

    def lines_in_use(self, trace: Trace) -> frozenset[int]:
        """Return the lines that carry out an operation of this update."""
        return frozenset(line for o in trace.operations if (line := self.line(o)) is not None)


@cache
def _read(path: str) -> Listing:
    lines = tuple(line.rstrip("\n") for line in linecache.getlines(path))
    marks: dict[tuple[TracePhase, str], int] = {}
    for number, line in enumerate(lines, start=1):
        if (mark := _MARK.search(line)) is not None:
            marks |= {(TracePhase(mark["phase"]), name.strip()): number for name in mark["names"].split(",")}
    return Listing(path, tuple(_MARK.sub("", line) for line in lines), marks)


def listing(task: str, operation: Operation | None) -> Listing | None:
    """Return the file that trains a task, or that an operation came from; None: there is none that can be read."""
    if (own := OWN.get(task)) is not None:
        found = _read(str(own))
    elif operation is not None and operation.source.file:
        found = _read(operation.source.file)
    else:
        return None
    return found if found.lines else None
