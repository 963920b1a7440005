"""Real Traces of small models, for the tests of whatever shows one."""

from __future__ import annotations

from functools import cache

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Traced
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch

TEXT = "the quick brown fox jumps over the lazy dog. " * 40


@cache
def traced(name: str = "lstm", sequence: int = 0, **changes: object) -> Traced:
    """Return the Trace of the second update of a model: "lstm", "gru", "rnn", "deep", "peephole" or "dates"."""
    load_torch()
    from rnnviz.engine.training import build, train_once
    from rnnviz.engine.update_tracing import trace_update

    run = build(config(name).changed(**changes))
    train_once(run)
    found = trace_update(run, sequence)
    texts = tuple("".join(run.task.symbols(run.task.batch(1), k).get("time", ())) for k in range(found.trace.batch))
    return Traced(run.update, found.trace, found.culprit, texts)


def config(name: str) -> RunConfig:
    """Return the settings of a small model."""
    if name == "dates":
        return preset("dates").config.changed(hidden=8, batch=4)
    small = preset("characters").config.changed(text=TEXT, hidden=8, batch=3, sequence_length=12)
    return {
        "lstm": small,
        "gru": small.changed(cell="gru"),
        "rnn": small.changed(cell="rnn"),
        "deep": small.changed(layers=2),
        "peephole": small.changed(cell="peephole"),
    }[name]
