"""What a run would make of its probe sequence if something in it were otherwise. The run stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rnnviz.engine.observing import observed
from rnnviz.engine.singular_value import held
from rnnviz.engine.training import Run
from rnnviz.probe.edits import Edit, EditInput, TypedSymbols, checked, typed_symbols
from rnnviz.probe.frame import EVERYTHING, Frame
from rnnviz.probe.whatif import edited
from rnnviz.tasks import Watched
from rnnviz.text.white_space import meant


class Beside(NamedTuple):
    """Two Frames of one structure."""

    frame: Frame  # under the edits
    original: Frame


def what_if(run: Run, probe: Watched, edits: Sequence[Edit]) -> Beside:
    """Compute the probe sequence under edits, and as it is: the model as it predicts, no unit dropped.

    A changed input makes the probe sequence the one that has that symbol: what the timestep before it is to predict
    changes with it.

    Raises
    ------
    Refused
        If an edit cannot be made; see `rnnviz.probe.edits.checked`.
    """
    original = observed(run, probe, EVERYTHING)
    edits = checked(edits, original, probe.text)
    inputs = [edit for edit in edits if isinstance(edit, EditInput)]
    changed = run.task.watch(_typed(typed_symbols(probe.text, original), inputs)) if inputs else probe
    training = run.model.training
    run.model.eval()
    try:
        lengths = {r.key: len(r.h) for r in original.recurrences}
        with held(run.model, run.config.singular_value):
            frame = edited(run.model, run.forward(changed), edits, lengths=lengths, update=run.update)
    finally:
        run.model.train(training)
    return Beside(frame, original)


def _typed(typed: TypedSymbols, edits: Sequence[EditInput]) -> str:
    symbols = list(typed.symbols)
    for edit in edits:
        symbols[edit.timestep] = meant(edit.symbol).strip(" ") if typed.by_word else edit.symbol
    return typed.joint.join(symbols)
