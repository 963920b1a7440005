"""From a run to a snapshot and back, to the bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from rnnviz.engine.config import RunConfig
from rnnviz.engine.snapshot import Array, Snapshot
from rnnviz.engine.training import Run, start
from rnnviz.nn import cells
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import DataSettings
from rnnviz.tasks import Task

#: Data settings whose change leaves the carried hidden state as it is: another seed draws other numbers, no more.
_STATE_SURVIVES = frozenset({"seed"})
#: Settings that say what the weights are at the start: another one means other weights, whatever their shapes.
_WEIGHTS_BEGIN_ANEW = frozenset({"cell", "weights", "memory_bias"})

UNFIT = QT_TRANSLATE_NOOP("engine", "The run cannot go on: its weights do not fit the network of its settings.")


def snapshot(run: Run) -> Snapshot:
    """Copy the state of a run."""
    return Snapshot(
        run.update,
        run.config,
        run.smoothed,
        {name: _copied(tensor) for name, tensor in _tensors(run).items()},
        _moments(run),
        _each(run.carried, _copied),
    )


def restore(run: Run, taken: Snapshot) -> None:
    """Put a run of the same model and optimiser into the state of a snapshot, its settings too."""
    run.switch(taken.config.nonlinearity)  # the names of the weights follow from it
    _put_weights(run, taken)
    _put_moments(run, taken)
    run.carried = _put_carried(run, taken)
    run.update, run.smoothed = taken.update, taken.smoothed
    run.set_live(taken.config)


def begun(config: RunConfig, task: Task, taken: Snapshot) -> Run:
    """Return a new run that goes on from a snapshot with a config of its own: a branch.

    What still has a meaning is taken over: weights and smoothed loss unless a shape or what they start from differs,
    the optimiser's state unless the optimiser differs, the carried hidden state unless the data differ. The update, and
    so the place in the data, is taken over always. An initial state that only one of them learns is of no account: it
    begins with the zeros that the other one has.

    Raises
    ------
    Refused
        If nothing differs, and yet it is the snapshot of another network.
    """
    run = start(config, task)
    if taken.update < 0 or not (config.rebuilds(taken.config) or fits(run, taken)):
        raise Refused(UNFIT, details=f"update {taken.update}")
    run.update = taken.update
    run.switch(taken.config.nonlinearity)
    _take_over(run, taken)
    run.switch(config.nonlinearity)
    return run


def fits(run: Run, taken: Snapshot) -> bool:
    """Whether a snapshot is of such a network and optimiser: what is read from a file may be of any."""
    tensors, arrays = _tensors(run), taken.model
    if run.config.nonlinearity == taken.config.nonlinearity:
        same = _shapes(tensors) == _shapes(arrays)
    else:  # the names follow from it
        same = sorted(_shapes(tensors).values()) == sorted(_shapes(arrays).values())
    kinds = {str(tensor.dtype).rpartition(".")[2] for tensor in tensors.values()}
    if not same or not {array.dtype.name for array in arrays.values()} <= kinds:
        return False
    return all(_is_state(run, arrays.get(name), entries) for name, entries in taken.optimiser.items())


def _is_state(run: Run, weight: Array | None, entries: Mapping[str, Array]) -> bool:
    """Whether these are the entries that the optimiser keeps of a weight."""
    if weight is None or sorted(entries) != sorted(run.optimiser.names):
        return False
    return all(entry.shape == (() if name == "step" else weight.shape) for name, entry in entries.items())


def _take_over(run: Run, taken: Snapshot) -> None:
    """Take over what still has a meaning."""
    changed = run.config.rebuilds(taken.config)
    if changed & _WEIGHTS_BEGIN_ANEW or _shapes(_tensors(run)) != _shapes(taken.model):
        return
    _put_weights(run, taken)
    run.smoothed = taken.smoothed
    if not changed & {"optimiser", "momentum"}:
        _put_moments(run, taken)
    if not changed & (DataSettings.model_fields.keys() - _STATE_SURVIVES):
        run.carried = _put_carried(run, taken)


def _tensors(run: Run) -> dict[str, Tensor]:
    return {**dict(run.model.named_parameters()), **dict(run.model.named_buffers())}


def _shapes(tensors: Mapping[str, Tensor] | Mapping[str, Array]) -> dict[str, tuple[int, ...]]:
    """Return the shape of everything that both must have."""
    return {name: tuple(tensor.shape) for name, tensor in tensors.items() if not cells.initial_of(name)}


def _put_weights(run: Run, taken: Snapshot) -> None:
    with torch.no_grad():
        for name, tensor in _tensors(run).items():
            if name in taken.model or not cells.initial_of(name):
                tensor.copy_(torch.tensor(taken.model[name]))


def _moments(run: Run) -> dict[str, dict[str, Array]]:
    """Return the optimiser's state; empty if no step was taken."""
    names = _names(run)
    return {
        names[parameter]: {key: _copied(value) for key, value in entries.items()}
        for parameter, entries in zip(run.parameters, run.optimiser.state, strict=True)
        if entries
    }


def _put_moments(run: Run, taken: Snapshot) -> None:
    """Replace the optimiser's state."""
    names = _names(run)
    entries = (taken.optimiser.get(names[parameter], {}) for parameter in run.parameters)
    run.optimiser.load([{key: torch.tensor(value) for key, value in e.items()} for e in entries])


def _names(run: Run) -> dict[Tensor, str]:
    return {parameter: name for name, parameter in run.model.named_parameters()}


def _put_carried(run: Run, taken: Snapshot) -> Any:
    return _each(taken.carried, lambda array: torch.tensor(array, device=run.task.device))


def _copied(tensor: Tensor) -> Array:
    values: Array = tensor.detach().cpu().numpy().copy()
    values.flags.writeable = False
    return values


def _each(state: Any, change: Any) -> Any:
    """Apply a function to every tensor or array of a carried state."""
    if state is None:
        return None
    return tuple(_each(part, change) for part in state) if isinstance(state, tuple) else change(state)
