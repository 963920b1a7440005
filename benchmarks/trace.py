"""What a Trace of one update costs, and how exact it is: ``python -m benchmarks.trace``.

The default experiment: LSTM 128, T 50, batch 32. Updates and Traces are timed in turn. Every value and every gradient
of the Trace is compared with autograd's on the same network written out step by step, in double precision. The last
line is JSON: trace_over_update (bar: 6), max_rel_err (bar: 1e-5), step_ms and step_p99_ms (see `benchmarks.stepped`;
bars: 16 and 33), update_ms, trace_ms.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from statistics import median
from time import perf_counter

import torch
from torch import Tensor
from torch.nn import functional as F

from benchmarks.cases import Reference, relative
from benchmarks.traced import errors
from benchmarks.unrolled import Track, unroll
from rnnviz.engine.config import RunConfig
from rnnviz.engine.torch_loading import tune_allocator
from rnnviz.engine.training import Run, build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.probe.trace import Trace, TracePhase

ROUNDS, WARM_UP, SEQUENCE = 40, 20, 3
BARS = {"trace_over_update": 6.0, "max_rel_err": 1e-5, "step_ms": 16.0, "step_p99_ms": 33.0}


def costs(run: Run) -> tuple[float, float]:
    """Return the median milliseconds of an update and of a Trace."""
    updates, traces = [], []
    for _ in range(ROUNDS):
        for _ in range(3):
            began = perf_counter()
            train_once(run)
            updates.append(perf_counter() - began)
        began = perf_counter()
        trace_update(run)
        traces.append(perf_counter() - began)
    return median(updates) * 1e3, median(traces) * 1e3


def unrolled(run: Run) -> tuple[Reference, Tensor]:
    """Return the same update by autograd on the unrolled network, in double precision: its tracks, and its logits."""
    model = copy.deepcopy(run.model).double()
    for p in model.parameters():
        p.grad = None
    ids, targets = run.task.batch(run.update)  # (T, B)
    carried = run.task.initial_state(run.update, run.carried)
    state = tuple(s.double() for s in carried)
    tracks: dict[tuple[int, bool, int], Track] = {}
    x = F.one_hot(ids, model.output.out_features).double()  # (T, B, V)
    states, _ = unroll(model.rnn, x, [len(ids)] * ids.shape[1], state, (), tracks)
    logits = model.output(states)  # (T, B, V)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    kept = {("rnn", layer, reverse, 0): t for (layer, reverse, b), t in tracks.items() if b == SEQUENCE}
    gradients = {n: p.grad for n, p in model.named_parameters()}
    return Reference(float(loss.detach()), kept, gradients), logits.detach()


def exactness(run: Run) -> dict[str, float]:
    """Return the relative error of each quantity of a Trace."""
    trace = trace_update(run, SEQUENCE).trace
    reference, logits = unrolled(run)
    found = errors(trace.operations, trace.recurrences, reference)
    found["loss"] = abs(trace.loss - reference.loss) / reference.loss
    linear = next(o for o in trace.operations if o.name == "linear" and o.phase is TracePhase.FORWARD)
    found["logits"] = relative(linear.value, logits.numpy())
    return found | steps(trace, reference)


def steps(trace: Trace, reference: Reference) -> dict[str, float]:
    """Return the errors of the gradients as the optimiser sees them."""
    assert trace.clipping is not None
    return {
        f"clipped {p.name}": relative(p.clipped, reference.parameters[p.name].numpy() * trace.clipping.factor)  # type: ignore[union-attr]
        for p in trace.parameters
    }


def stepping() -> dict[str, float]:
    """Return how long the window takes to show the next timestep, in a process of its own: Qt is not needed here."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.stepped"], stdout=subprocess.PIPE, text=True, check=False)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> int:
    tune_allocator()
    torch.set_num_threads(1)
    run = build(RunConfig())
    for _ in range(WARM_UP):
        train_once(run)
    errors_ = exactness(run)
    for name, error in sorted(errors_.items(), key=lambda e: -e[1]):
        print(f"{name}: {error:.1e}")
    update_ms, trace_ms = costs(run)
    figures = {"trace_over_update": trace_ms / update_ms, "max_rel_err": max(errors_.values()), **stepping()}
    print(json.dumps(figures | {"update_ms": update_ms, "trace_ms": trace_ms}))
    return 0 if all(figures[name] <= bar for name, bar in BARS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
