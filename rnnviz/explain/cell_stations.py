"""The walk through one gated cell: the belt, what is kept of it, what is written, the new state, what is revealed.

Everything follows from the cell's `rnnviz.nn.forms.Form`, so a new cell has its walk too. No Qt here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from rnnviz.explain.number import MINUS, number
from rnnviz.nn import cells
from rnnviz.nn.expressions import Expression, Symbol
from rnnviz.nn.forms import Form, Memory
from rnnviz.probe.frame import Array, Recurrence
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate


class Stop(StrEnum):
    """Where the walk stands."""

    BELT = "belt"
    KEEP = "keep"
    WRITE = "write"
    STATE = "state"
    REVEAL = "reveal"


TITLES = {
    Stop.BELT: QT_TRANSLATE_NOOP("cell", "the belt"),
    Stop.KEEP: QT_TRANSLATE_NOOP("cell", "what is kept"),
    Stop.WRITE: QT_TRANSLATE_NOOP("cell", "what is written"),
    Stop.STATE: QT_TRANSLATE_NOOP("cell", "the new state"),
    Stop.REVEAL: QT_TRANSLATE_NOOP("cell", "what is revealed"),
}
#: What else the parts of a cell are called, by their letters.
SYNONYMS = {
    "i": QT_TRANSLATE_NOOP("cell", "input gate, write gate"),
    "f": QT_TRANSLATE_NOOP("cell", "forget gate, keep gate"),
    "g": QT_TRANSLATE_NOOP("cell", "candidate, input modulation gate, c̃"),
    "o": QT_TRANSLATE_NOOP("cell", "output gate, read gate"),
    "r": QT_TRANSLATE_NOOP("cell", "reset gate"),
    "z": QT_TRANSLATE_NOOP("cell", "update gate"),
    "n": QT_TRANSLATE_NOOP("cell", "candidate, h̃"),
}


@dataclass(frozen=True, eq=False)
class Stations:
    """One cell at one timestep: what each stop of the walk adds, and the values of every unit."""

    form: Form
    memory: Memory
    timestep: int
    values: Mapping[str, Array]  # gates and states by name, and the states before as "c before", (unit,) each
    parts: Mapping[Stop, tuple[str, ...]]  # names in `values`, in the order in which they are computed

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The stops that this cell has."""
        return tuple(self.parts)

    @property
    def candidate(self) -> str:
        """The letter of what could be written; empty: the cell has none."""
        return "" if self.form.candidate is None else self.form.candidate.name

    @property
    def resets(self) -> tuple[str, ...]:
        """The gates that decide what the candidate may read of the state before."""
        return tuple(
            gate.reset.name for gate in self.form.gates if gate.reset is not None and gate.name == self.candidate
        )

    def fullest(self) -> int:
        """Return the unit whose memory is the largest in size."""
        sizes = np.nan_to_num(np.abs(self.values[self.memory.state]), nan=np.inf)
        return int(sizes.argmax())

    def share(self, of: Expression, unit: int) -> float:
        """Return what an expression of gates is for a unit."""
        return float(of.value(lambda symbol: float(self.values[symbol.name][unit])))

    def kept(self, unit: int) -> float:
        """Return what is left of the belt behind the first station."""
        return self.share(self.memory.kept, unit) * float(self.values[f"{self.memory.state} before"][unit])

    def written(self, unit: int) -> float:
        """Return what is put onto the belt; NaN: the cell has no candidate."""
        candidate = float(self.values[self.candidate][unit]) if self.candidate else float("nan")
        return self.share(self.memory.written, unit) * candidate


def stations(record: Recurrence, timestep: int) -> Stations | None:
    """Return the walk through a cell at a timestep; None: no gate keeps anything, or gates are not there."""
    form = cells.form(record.cell) or cells.convention(tuple(record.gates))
    memory = cells.memory(record.cell, tuple(record.gates))
    states = record.vectors
    if form is None or memory is None or memory.state not in states:
        return None
    if not all(gate.name in record.gates for gate in form.gates) or not 0 <= timestep < len(record.h):
        return None
    values = {name: gate[timestep] for name, gate in record.gates.items()}
    for name, (state, initial) in states.items():
        start = np.full_like(state[0], np.nan) if initial is None else initial
        values |= {name: state[timestep], f"{name} before": record.previous(state, start)[timestep]}
    return Stations(form, memory, timestep, values, _parts(form, memory))


def _parts(form: Form, memory: Memory) -> dict[Stop, tuple[str, ...]]:
    keep = _gates(form, memory.kept)
    candidate = () if form.candidate is None else (form.candidate.name,)
    resets = tuple(gate.reset.name for gate in form.gates if gate.reset is not None and gate.name in candidate)
    write = tuple(dict.fromkeys((*resets, *_gates(form, memory.written), *candidate)))
    rest = tuple(gate.name for gate in form.gates if gate.name not in {*keep, *write})
    found = {Stop.BELT: (f"{memory.state} before",), Stop.KEEP: keep, Stop.WRITE: write, Stop.STATE: (memory.state,)}
    return found if memory.state == "h" else {**found, Stop.REVEAL: (*rest, "h")}


def _gates(form: Form, share: Expression) -> tuple[str, ...]:
    """Return the gates that a share is made of, those included that another one is computed from."""
    own = [s.name for s in (*form.expanded(share).symbols(), *share.symbols())]
    return tuple(dict.fromkeys(name for name in own if form.gate(name) is not None))


def letter(name: str) -> str:
    """Return how a part is written: "c before" as c(t−1), a state as c(t), a gate as it is."""
    state, _, before = name.partition(" ")
    return f"{state}(t{MINUS}1)" if before else f"{state}(t)" if state in ("c", "h") else name


def told(walk: Stations, stop: Stop, unit: int) -> str:
    """Say what happens at a stop, in two sentences or three."""
    state, kept = walk.memory.state, walk.memory.kept.as_factor(walk.form.formula(""))
    match stop:
        case Stop.BELT:
            return translate(
                "cell",
                "The conveyor belt: {before} comes in at the left and runs straight through, past two stations. "
                "There is no matrix on it and no tanh: what nobody touches stays as it is.",
            ).format(before=letter(f"{state} before"))
        case Stop.KEEP:
            return " ".join((_keeping(walk, kept), *_convention(walk, unit)))
        case Stop.WRITE:
            return translate(
                "cell",
                "{candidate} is what could be written, {share} how much of it is let in; their product is put onto "
                "the belt.",
            ).format(candidate=walk.candidate or "?", share=walk.memory.written.as_factor(walk.form.formula("")))
        case Stop.STATE:
            return translate(
                "cell", "What was kept and what is written are added. That sum, {state}, leaves at the right."
            ).format(state=letter(state))
        case Stop.REVEAL:
            return translate(
                "cell",
                "Of the cell only a part is revealed, as h(t): to the answer, and to the gates of the next timestep. "
                "(Revealed is the cell; nothing is revealed to it.) The belt goes on with all of it.",
            )


def _keeping(walk: Stations, kept: str) -> str:
    if walk.memory.kept == Symbol("f"):
        return translate(
            "cell",
            "The belt is multiplied by f: 1 keeps everything, 0 erases it. (Some slides ask “whether to erase”; an "
            "open forget gate erases nothing.)",
        )
    return translate("cell", "The belt is multiplied by {kept}: 1 keeps everything, 0 erases it.").format(kept=kept)


def _convention(walk: Stations, unit: int) -> tuple[str, ...]:
    """Tell of the other way to write a gate that keeps and writes at once, under the same letter."""
    if (other := other_convention(walk, unit)) is None:
        return ()
    return (
        translate(
            "cell",
            "Beware of the letter: here, as in torch and in Cho et al. (2014), z keeps, {here}. Others (Chung et al. "
            "2014, and many lectures) call z what writes, which is {other} here.",
        ).format(here=number(float(walk.values["z"][unit]), signed=False), other=number(other, signed=False)),
    )


def other_convention(walk: Stations, unit: int) -> float | None:
    """Return what z is where z writes and 1 − z keeps; None: the cell has no such gate."""
    if walk.memory.kept != Symbol("z") or not walk.memory.coupled:
        return None
    return 1.0 - float(walk.values["z"][unit])
