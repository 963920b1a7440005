"""What a small network answers to every input, or along the watched sequence, beside what is right. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.explain.arithmetic import brief
from rnnviz.explain.small_networks import Version
from rnnviz.nn.arithmetic import Array, Labels, Network
from rnnviz.nn.lecture_words import spoken
from rnnviz.nn.truth_tables import TABLES, Row, answer
from rnnviz.probe.frame import Frame, Output
from rnnviz.settings import TaskSettings

NUMERIC = "sum_of_inputs"  # its answers are numbers, not words
UNITS = 3  # hidden units that are shown beside an answer
NOTHING = "–"  # is asked here


@dataclass(frozen=True)
class Answered:
    """One version's answer: as it is written, with the hidden units that led to it, and as a number."""

    written: Labels
    value: float


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    inputs: Labels
    wanted: str
    target: float  # NaN: nothing is asked
    by_hand: Answered | None
    learned: Answered
    right: bool | None  # None: nothing is asked
    timestep: int | None  # of the watched sequence, where this input stands


@dataclass(frozen=True)
class Truth:
    """The table: heads of the columns and its lines."""

    inputs: Labels
    by_hand: Labels  # empty: nobody has set its weights by hand
    learned: Labels
    lines: tuple[Line, ...]

    @property
    def asked(self) -> int:
        """How many lines ask for something."""
        return sum(line.right is not None for line in self.lines)

    @property
    def right(self) -> int:
        """How many of them are answered rightly by what was learned."""
        return sum(line.right is True for line in self.lines)


def whole_table(config: TaskSettings, learned: Version, by_hand: Version | None) -> Truth | None:
    """Return the answers to every input; None if there are too many to write down."""
    if config.task not in TABLES:
        return None
    table = TABLES[config.task](spoken(config))

    def line(row: Row) -> Line:
        said = _answered(learned, row.given, table.answers)
        hand = None if by_hand is None else _answered(by_hand, row.given, table.answers)
        place = next((t for t, vectors in enumerate(learned.timesteps) if _equal(row.given, vectors)), None)
        wanted = table.answers[row.wanted]
        return Line(row.written, wanted, row.wanted, hand, said, said.value == row.wanted, place)

    hand = () if by_hand is None else _heads(by_hand.network)
    return Truth(table.inputs, hand, _heads(learned.network), tuple(map(line, table.rows)))


def along(frame: Frame, task: str, learned: Version, by_hand: Version | None) -> Truth | None:
    """Return the answers to the watched sequence, each version's own answers fed back; None if they are not known."""
    output = frame.output
    if output is None:
        return None
    symbols = frame.sequences[output.axis]
    lines = []
    for t, target in enumerate(output.targets.tolist()):
        hand = None if by_hand is None else _own(by_hand, t, task, output.labels)
        said = _said(output, t) if task != NUMERIC else _own(learned, t, task, output.labels)
        right = None if target < 0 else int(output.probabilities[t].argmax()) == target
        wanted = output.labels[target] if target >= 0 else NOTHING
        value = math.nan if target < 0 else float(wanted) if task == NUMERIC else target
        lines.append(Line((str(t), symbols[t]), wanted, value, hand, said, right, t))
    return Truth(("t", "x(t)"), () if by_hand is None else ("y(t)",), ("y(t)",), tuple(lines))


def numbers(truth: Truth) -> dict[str, Array]:
    """Return the columns as arrays by name: indices into the possible answers, or the answers if they are numbers."""
    found = {
        "wanted": np.array([line.target for line in truth.lines]),
        "learned": np.array([line.learned.value for line in truth.lines]),
        "right": np.array([math.nan if line.right is None else float(line.right) for line in truth.lines]),
    }
    hand = [line.by_hand.value for line in truth.lines if line.by_hand is not None]
    return {**found, "by hand": np.array(hand)} if hand else found


def _heads(network: Network) -> Labels:
    return (*_units(network), "y" if "h(t)" in dict.fromkeys(o.result for o in network.operations) else "")


def _units(network: Network) -> Labels:
    """Return the names of the hidden units, where they are few and worth a column."""
    known = any(operation.result == "h(t)" for operation in network.operations)
    labels = network.labels("h(t)") if known else ()
    return labels if len(labels) <= UNITS else ()


def _answered(version: Version, given: Mapping[str, Array], answers: Labels) -> Answered:
    vectors = version.network.timestep(version.weights, given)
    found = answer(version.network, vectors)
    units = [brief(value) for value in vectors["h(t)"].tolist()] if _units(version.network) else []
    return Answered((*units, answers[found]), found)


def _said(output: Output, timestep: int) -> Answered:
    found = int(output.probabilities[timestep].argmax())
    return Answered((output.labels[found],), found)


def _own(version: Version, timestep: int, task: str, labels: Labels) -> Answered:
    vectors = version.timesteps[timestep]
    if task == NUMERIC:
        value = float(vectors[version.network.output][0])
        return Answered((brief(value),), value)
    found = answer(version.network, vectors)
    if task == "larger_total":  # its output is the probability of the first answer
        found = 1 - found
    return Answered((labels[found],), found)


def _equal(given: Mapping[str, Array], vectors: Mapping[str, Array]) -> bool:
    return all(np.array_equal(vectors[name], values) for name, values in given.items())
