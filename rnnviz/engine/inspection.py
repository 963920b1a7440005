"""What is computed beside training, when somebody asks or when training cannot go on; nothing of the run changes."""

from __future__ import annotations

from rnnviz.engine import commands as c
from rnnviz.engine.memory import check_shown
from rnnviz.engine.messages import Consequences, Scripted, Traced
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.schedule import not_finite
from rnnviz.engine.script.composing import script_of
from rnnviz.engine.training import Run
from rnnviz.engine.update_tracing import trace_update
from rnnviz.engine.whatif import what_if
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.tasks import Watched


def traced(run: Run, command: c.TraceNext, running: bool) -> Traced:
    """Trace the update about to happen; raises `Refused` while updates are being taken."""
    if running:
        raise Refused(QT_TRANSLATE_NOOP("engine", "Training is running: pause it to step through an update."))
    shown(run, command.sequence)
    found = trace_update(run, command.sequence)
    return Traced(run.update, found.trace, found.culprit, _texts(run, found.trace.batch))


def shown(run: Run, sequence: int | None) -> int | None:
    """Return a sequence of the batch, if there is one; raises `Refused` if it is too long to be shown."""
    if sequence is not None and "sequence_length" in run.task.uses:
        check_shown(run.config, run.task, run.config.sequence_length)
    return sequence


def hunted(run: Run, metrics: Metrics) -> tuple[Traced | None, Sentence]:
    """Trace an update that was refused because it is not finite, and say where that began."""
    try:
        found = trace_update(run)
    except Exception:  # the hunt must not hide what it is about
        return None, not_finite(metrics)
    said = not_finite(metrics) if found.culprit is None else found.culprit.sentence
    return Traced(run.update, found.trace, found.culprit, _texts(run, found.trace.batch)), said


def _texts(run: Run, count: int) -> tuple[str, ...]:
    """Return what each sequence of the batch about to be learned reads."""
    batch = run.task.batch(run.update)
    return tuple(" → ".join(map(_joined, run.task.symbols(batch, k).values())) for k in range(count))


def _joined(symbols: tuple[str, ...]) -> str:
    return ("" if all(len(symbol) == 1 for symbol in symbols) else " ").join(symbols)


def consequences(run: Run, command: c.WhatIf, probe: Watched | None) -> Consequences:
    """Compute the probe sequence under edits; raises `Refused` if they cannot be made."""
    if probe is None:
        raise Refused(QT_TRANSLATE_NOOP("engine", "There is no probe sequence to change anything in."))
    found = what_if(run, probe, command.edits)
    return Consequences(run.update, command.edits, found.frame, found.original)


def scripted(run: Run, command: c.WriteScript) -> Scripted:
    """Return the run as a script; raises `Refused` if there can be none."""
    return Scripted(script_of(run, command.from_seed), command.path)
