"""How far a Trace is from autograd on the same network unrolled: every value and every gradient in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.cases import Case, LoopCase, Reference, layered, looped, relative
from benchmarks.unrolled import Track
from rnnviz.probe.trace import Operation, TracedRecurrence, TracePhase
from rnnviz.probe.tracing import Operations, record

#: How the rows of "a" are called before their nonlinearity; a GRU's n lacks there what r multiplies.
_BEFORE = {"rnn_tanh": ("h",), "rnn_relu": ("h",), "lstm": ("i", "f", "g", "o"), "gru": ("r", "z")}


def layered_errors(case: Case, dtype: torch.dtype = torch.float64) -> dict[str, float]:
    """Trace one network of fused layers, and return the relative error of each quantity."""
    return _errors(*layered(case, dtype), case.sequence)


def loop_errors(case: LoopCase, dtype: torch.dtype = torch.float64) -> dict[str, float]:
    """Trace one cell in a loop, and return the relative error of each quantity."""
    return _errors(*looped(case, dtype), case.sequence)


def _errors(
    model: nn.Module, forward: Callable[[nn.Module], Tensor], reference: Callable[[], Reference], sequence: int
) -> dict[str, float]:
    operations = Operations(record(model.requires_grad_(True), forward, lambda loss: loss), sequence)
    return errors(operations.made, operations.recurrences, reference())


def errors(
    made: list[Operation] | tuple[Operation, ...], recurrences: tuple[TracedRecurrence, ...], truth: Reference
) -> dict[str, float]:
    """Return, by quantity, the largest difference over the largest value.

    Raises
    ------
    AssertionError
        If the trace has another set of recurrences than the reference, or lacks a quantity.
    """
    assert {r.key for r in recurrences} == set(truth.tracks)
    found: dict[str, float] = {}
    for r in recurrences:
        track = truth.tracks[r.key]
        for backward, theirs in ((False, track.arrays()), (True, track.gradients())):
            for name, value in quantities(made, r, backward).items():
                kind = f"d{name}" if backward else name
                if r.cell == "gru" and name == "a":  # "n" is compared after its nonlinearity
                    value = value[:, : len(value[0]) // 3 * 2]
                found[kind] = max(found.get(kind, 0.0), relative(value, _theirs(name, r.cell, theirs)))
        found["local"] = max(found.get("local", 0.0), *_local(made, r, track).values(), 0.0)
    for o in made:
        if (
            o.phase is TracePhase.BACKWARD
            and o.of is not None
            and o.of < 0
            and truth.parameters.get(o.name) is not None
        ):
            found[o.name] = relative(o.value, truth.parameters[o.name].numpy())  # type: ignore[union-attr]
    return found


def quantities(
    made: list[Operation] | tuple[Operation, ...], r: TracedRecurrence, backward: bool
) -> dict[str, np.ndarray]:
    """Return the values of every operation of a recurrence over time, (T, N)."""
    table = r.backward if backward else r.forward
    assert all(len(indices) == r.timesteps and min(indices) >= 0 for indices in table.values()) or backward
    shapes = {name: made[r.forward[name][0]].value for name in table}
    return {
        name: np.stack([np.zeros_like(shapes[name]) if k < 0 else made[k].value for k in indices])
        for name, indices in table.items()
    }


def _theirs(name: str, cell: str, values: dict[str, Tensor]) -> np.ndarray:
    if name == "a":
        return np.concatenate([values[f"before/{n}"].numpy() for n in _BEFORE[cell]], -1)
    return values[{"h": "h", "c": "c", "hn": "before/hn"}.get(name, f"gates/{name}")].numpy()


def _local(made: list[Operation] | tuple[Operation, ...], r: TracedRecurrence, track: Track) -> dict[str, float]:
    local = track.arrays()["dh_local"].numpy()
    mine = [made[k] for k in r.backward.get("h", ())]
    pairs = [(o.local, local[t]) for t, o in enumerate(mine) if o.index >= 0 and o.local is not None and o.name == "h"]
    assert len(pairs) == len(mine)
    scale = {"local": np.stack([a for a, _ in pairs]), "theirs": np.stack([b for _, b in pairs])} if pairs else {}
    return {"local": relative(scale["local"], scale["theirs"])} if pairs else {}
