"""An update of a run, traced aside: the one about to happen, to the last operation, with the run left as it is."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from rnnviz.engine.optimisers import clipped, optimiser
from rnnviz.engine.singular_value import held
from rnnviz.engine.training import Run, mixed, seed_generators
from rnnviz.probe.culprit import Culprit, CulpritKind, Place
from rnnviz.probe.frame import Array
from rnnviz.probe.hunting import explained, hunt, sequence_of
from rnnviz.probe.numbers import array, sealed
from rnnviz.probe.outcome import Outcome
from rnnviz.probe.preserving import preserved
from rnnviz.probe.trace import Clipping, LeafKind, Operation, ParameterStep, Source, Trace, TracePhase
from rnnviz.probe.tracing import Operations, Recorded, record
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused


class TracedUpdate(NamedTuple):
    """A Trace, and what made the update not finite, if it is not."""

    trace: Trace
    culprit: Culprit | None


class _Step(NamedTuple):
    """What becomes of the gradients."""

    clipping: Clipping
    parameters: tuple[ParameterStep, ...]
    applied: bool


def trace_update(run: Run, sequence: int = 0) -> TracedUpdate:
    """Trace the update that a run would take next.

    Model, optimiser state, carried state, batch and random numbers are those of that update; it is computed aside, and
    all of them are the same afterwards, to the bit. Its numbers are those of training but for rounding, since training
    runs the fused layers.

    Parameters
    ----------
    sequence : int
        Index in the batch of the one that is shown. If the update is not finite, it is the one in which that began.

    Raises
    ------
    Refused
        If the batch has no such sequence.
    """
    began = perf_counter()
    with torch.inference_mode(False), preserved(run.model), held(run.model, run.config.singular_value):
        named = _named(run)
        batch = run.task.batch(run.update)
        recorded = _recorded(run, batch)
        count = batch_size(recorded)
        if not 0 <= sequence < count:
            raise Refused(
                QT_TRANSLATE_NOOP("engine", "There is no sequence {number}: a batch has {count}."),
                number=sequence,
                count=count,
            )
        found = hunt(recorded)
        if found is not None:
            born_in = sequence_of(found, recorded)
            sequence = sequence if born_in is None else born_in
        symbols = run.task.symbols(batch, sequence)
        lengths = {axis: len(found) for axis, found in symbols.items()}
        operations = Operations(recorded, sequence, named.axes, named.axis, lengths)
        step = _stepped(run, recorded.of_parameters)
    culprit = None if found is None else replace(explained(found, recorded, operations), update=run.update)
    made = (*operations.made, *_after_backward(operations, step))
    if culprit is None:
        culprit = _born_in_step(step, made, run.update)
    trace = Trace(
        run.update, sequence, float(recorded.loss.detach()), made, operations.leaves, operations.recurrences,
        step.clipping, step.parameters, count, step.applied, (perf_counter() - began) * 1e3,
        MappingProxyType(dict(symbols)),
    )  # fmt: skip
    return TracedUpdate(trace, culprit)


def _named(run: Run) -> Outcome:
    """Run the default probe sequence: the task says with it what the axes of its recurrences are called."""
    with torch.no_grad():
        return run.forward(run.task.watch(run.task.default_probe()))(run.model)


def _recorded(run: Run, batch: Any) -> Recorded:
    seed_generators(mixed(run.config.seed, run.update), run.config.device)
    state = run.task.initial_state(run.update, copy.deepcopy(run.carried))

    def forward(model: nn.Module) -> tuple[Tensor, Any]:
        return run.task.loss(model, batch, state)

    return record(run.model, forward, lambda returned: returned[0])


def batch_size(recorded: Recorded) -> int:
    """Return the number of sequences, as the recurrences were given them; 1 if there is none."""
    return max((len(x) for r in recorded.tape.recurrences if r.rows.batched for x in r.x), default=1)


def _stepped(run: Run, gradients: Mapping[str, Tensor | None]) -> _Step:
    """Clip the gradients and take the optimiser's step, on copies of the parameters and of its state."""
    names = {id(p): n for n, p in run.model.named_parameters()}
    twins = [nn.Parameter(p.detach().clone()) for p in run.parameters]
    given = [gradients.get(names[id(p)]) for p in run.parameters]
    for twin, gradient in zip(twins, given, strict=True):
        twin.grad = None if gradient is None else gradient.clone()
    norm = clipped(twins, run.config).before
    cut = [None if t.grad is None else t.grad.clone() for t in twins]
    applied = math.isfinite(norm)
    if applied:
        stepping = optimiser(twins, run.config)
        stepping.load(run.optimiser.state)
        stepping.step()
    steps = tuple(
        _parameter_step(names[id(p)], p, g, c, t if applied else None)
        for p, g, c, t in zip(run.parameters, given, cut, twins, strict=True)
    )
    return _Step(_clipping(run, norm), steps, applied)


def _clipping(run: Run, norm: float) -> Clipping:
    kind, threshold = run.config.clip, run.config.clip_at
    factor = math.nan if kind == "value" else 1.0
    if kind == "norm" and math.isfinite(norm) and norm > threshold:
        factor = threshold / norm
    return Clipping(kind, norm, threshold, factor)


def _parameter_step(
    name: str, p: Tensor, gradient: Tensor | None, cut: Tensor | None, after: Tensor | None
) -> ParameterStep:
    before = _frozen(p)
    zeros = sealed(np.zeros_like(before))
    with np.errstate(all="ignore"):  # what is not finite is shown, not warned of
        change = zeros if after is None else sealed(array(after) - before)
    backpropagated, clipped_ = (zeros if v is None else _frozen(v) for v in (gradient, cut))
    return ParameterStep(name, before, backpropagated, clipped_, change)


def _frozen(tensor: Tensor) -> Array:
    return sealed(array(tensor).copy())


def _after_backward(operations: Operations, step: _Step) -> list[Operation]:
    """Return the operations of the phases clipping and step: one a parameter each."""
    made, start = [], len(operations.made)
    references = {e.name: -1 - k for k, e in enumerate(operations.leaves) if e.kind is LeafKind.PARAMETER}
    norm = sealed(np.asarray(step.clipping.norm))
    gradients = tuple(operations.made[k].index for k in range(operations.forward_end, start) if _is_leaf(operations, k))
    made.append(Operation(start, TracePhase.CLIPPING, "norm", norm, gradients, source=Source()))
    clipped_at: dict[str, int] = {}
    for p in step.parameters:
        reference = references.get(p.name)
        came_from = operations.backward_of(reference) if reference is not None else None
        operands = (start,) if came_from is None else (came_from, start)
        clipped_at[p.name] = start + len(made)
        made.append(_about(start + len(made), TracePhase.CLIPPING, p.name, p.clipped, operands, reference))
    for p in step.parameters if step.applied else ():
        operands = (clipped_at[p.name],)
        made.append(_about(start + len(made), TracePhase.STEP, p.name, p.change, operands, references.get(p.name)))
    return made


def _is_leaf(operations: Operations, index: int) -> bool:
    of = operations.made[index].of
    return of is not None and of < 0


def _about(
    index: int, phase: TracePhase, name: str, value: Array, operands: tuple[int, ...], of: int | None
) -> Operation:
    module = name.rpartition(".")[0]
    return Operation(index, phase, name, value, operands, module, shape=value.shape, of=of)


def _born_in_step(step: _Step, operations: tuple[Operation, ...], update: int) -> Culprit | None:
    """Return the parameter that the optimiser's step would make not finite."""
    if not step.applied:
        return None
    for p in step.parameters:
        with np.errstate(all="ignore"):
            bad = ~np.isfinite(p.before + p.change)
        if bad.any():
            index = tuple(int(k) for k in np.argwhere(bad)[0])
            at = next(o.index for o in operations if o.phase is TracePhase.STEP and o.name == p.name)
            place = Place(None, None, index[-1] if index else None, index)
            value = float(p.change[index])
            return Culprit(CulpritKind.STEP, TracePhase.STEP, p.name, "", Source(), (), place, value, at, update=update)
    return None
