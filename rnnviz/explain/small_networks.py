"""A small network in two versions: as a person would set it, and as it has learned so far. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from rnnviz.engine.config import RunConfig
from rnnviz.nn import cells
from rnnviz.nn.arithmetic import FUNCTIONS, Array, Network, Operation
from rnnviz.nn.backward import TARGET, Backward, backward, descended, gradients
from rnnviz.nn.small_networks import NETWORKS, by_hand, without_meaning
from rnnviz.probe.frame import Frame, Recurrence

STATE = "h(t-1)"  # the input that is the state: not a part of x


@dataclass(frozen=True)
class Version:
    """One network with its weights, and every vector of every timestep of the watched sequence.

    Attributes
    ----------
    steps : tuple
        What is carried out at each timestep, in order: forwards, and where the network is a chain also backwards.
    timesteps : tuple of mapping
        Name -> vector, (n,), or gradient of a matrix, (rows, columns).
    """

    network: Network
    weights: Mapping[str, Array]
    timesteps: tuple[Mapping[str, Array], ...]
    steps: tuple[Operation | Backward, ...]
    rate: float = 0.0  # of the step downhill
    matrices: Mapping[str, Array] = field(init=False)  # by their names, (rows, columns)

    def __post_init__(self) -> None:
        found = {m.name: np.reshape(self.weights[m.parameter], (len(m.rows), -1)) for m in self.network.matrices}
        object.__setattr__(self, "matrices", found)


def nonlinearity(record: Recurrence) -> str:
    """Return φ of a vanilla cell, of whatever kind: a key of `FUNCTIONS`; empty for another cell."""
    fitting = [name for name in FUNCTIONS if record.cell.endswith(f"_{name}")]
    return max(fitting, key=len, default="")  # "rnn_leaky_relu" ends in two of them


def learned(frame: Frame, config: RunConfig) -> Version | None:
    """Return the running network, with the weights of a Frame; None if it is none of the small ones.

    What was fed back is what the network itself had said; so the vectors of each timestep are those that it computed.
    """
    network = _running(frame, config)
    if network is None:
        return None
    weights = {w.name: w.values for w in frame.weights}
    record = frame.recurrences[0]
    given = _given(network, record)
    timesteps = [network.timestep(weights, each) for each in given]
    way_back = backward(network)
    if not way_back or frame.output is None or (frame.output.targets < 0).any():
        return Version(network, weights, tuple(timesteps), network.operations)
    examples = [
        {**v, TARGET: t, **gradients(network, weights, v, t)}
        for v, t in zip(timesteps, frame.output.targets[:, None].astype(float), strict=True)
    ]
    step = descended(network, weights, examples, config.learning_rate)
    whole = tuple({**example, **step} for example in examples)
    return Version(network, weights, whole, (*network.operations, *way_back), config.learning_rate)


def hand_set(frame: Frame, config: RunConfig) -> Version | None:
    """Return the network with the weights that a person would set, on the watched sequence; None if nobody has."""
    running = _running(frame, config)
    network = by_hand(config.task, config) if running is not None else None
    if running is None or network is None:
        return None
    first, *later = _given(running, frame.recurrences[0])
    own = [first, *({name: x for name, x in each.items() if name not in network.fed_back} for each in later)]
    first.pop(STATE, None)  # it begins at zero, with units of its own
    return Version(network, network.by_hand, network.run(network.by_hand, own), network.operations)


class HandSet:
    """Remembers what `hand_set` returned: it is the same as long as the watched sequence and the settings are."""

    def __init__(self) -> None:
        self._asked: tuple[object, ...] = ()
        self._version: Version | None = None

    def of(self, frame: Frame, config: RunConfig) -> Version | None:
        """Return the network with the weights that a person would set, on the watched sequence; None: nobody has."""
        x = frame.recurrences[0].x if frame.recurrences else None
        shapes = tuple((w.name, w.values.shape) for w in frame.weights)
        asked = (config, shapes, *((r.cell, r.key) for r in frame.recurrences), b"" if x is None else x.tobytes())
        if asked != self._asked:
            self._asked, self._version = asked, hand_set(frame, config)
        return self._version


def _running(frame: Frame, config: RunConfig) -> Network | None:
    """Return the arithmetic of the running network if it has one; of a larger cell or deeper net there is none."""
    if config.task not in NETWORKS or not frame.recurrences or frame.recurrences[0].x is None:
        return None
    name = nonlinearity(frame.recurrences[0])
    settings = config.model_copy(update={"nonlinearity": name}) if name != "softmax" else config
    network = NETWORKS[config.task](settings)
    shapes = {w.name: w.values.shape for w in frame.weights if not cells.initial_of(w.name)}
    if network.by_hand and config.weights == "random":
        network = without_meaning(network)
    fits = all(shapes.get(m.parameter) == (len(m.rows), len(m.columns)) for m in network.matrices)
    return network if name and fits and len(network.matrices) == len(shapes) else None


def _given(network: Network, record: Recurrence) -> list[dict[str, Array]]:
    """Return what each timestep was given, by name: the parts of x, and the state."""
    assert record.x is not None
    sizes = {name: len(labels) for name, labels in network.inputs.items() if name != STATE}
    parts = np.split(record.x, np.cumsum(list(sizes.values()))[:-1], axis=1)
    found = [dict(zip(sizes, each, strict=True)) for each in zip(*parts, strict=True)]
    if STATE in network.inputs:
        before = record.previous(record.h, record.h0)
        found = [{**each, STATE: h} for each, h in zip(found, before, strict=True)]
    return found
