"""`edited`: the Frame of a sequence as it would be if something in its computation were otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

import torch
from torch import Tensor, nn

from rnnviz.probe.attention import Attentions
from rnnviz.probe.attention_edits import AttentionEdits
from rnnviz.probe.editing import Edits, edited_weights
from rnnviz.probe.edits import Edit, Key
from rnnviz.probe.frame import EVERYTHING, Frame
from rnnviz.probe.observation import parts
from rnnviz.probe.outcome import Outcome
from rnnviz.probe.preserving import learning_parameters, preserved
from rnnviz.probe.recording import Recording
from rnnviz.probe.records import recurrence
from rnnviz.probe.trace import Trace
from rnnviz.probe.tracing import Operations, record


def edited(
    model: nn.Module,
    forward: Callable[[nn.Module], Tensor | Outcome],
    edits: Sequence[Edit],
    *,
    lengths: Mapping[Key, int],
    sequence: int = 0,
    update: int = 0,
) -> Frame:
    """Run a model once on a sequence under edits, and look inside.

    The recurrent layers run unrolled, so that a state or a gate can be given another value in the middle; all that
    follows is computed from that value. Gradients are those of the edited computation: at an edited state, dL/dh(t) is
    with respect to the value it was given, and nothing flows further back through what it replaced.

    Nothing of the model is changed afterwards, to the bit.

    Parameters
    ----------
    edits : sequence of Edit
        Checked ones (`rnnviz.probe.edits.checked`); a changed input is the forward's affair.
    lengths : mapping
        Timesteps of each recurrence, by its key.
    sequence, update
        As for `rnnviz.probe.observe`.

    Returns
    -------
    Frame
        With every part, of the same structure as without the edits.
    """
    began = perf_counter()
    attentions = Attentions(sequence)
    with torch.inference_mode(False), preserved(model), edited_weights(model, edits), learning_parameters(model):
        recording = Recording(model, Edits(edits, lengths), attentions, AttentionEdits(edits, attentions))
        recorded = record(model, forward, _loss, recording)
        outcome = recorded.returned if isinstance(recorded.returned, Outcome) else Outcome(recorded.returned)
        operations = Operations(recorded, sequence, outcome.axes, outcome.axis)
        loss = float(outcome.loss.detach())
        trace = Trace(update, sequence, loss, tuple(operations.made), operations.leaves, operations.recurrences)
        with torch.no_grad():
            recurrences = tuple(recurrence(trace, r) for r in trace.recurrences)
            found = parts(model, outcome, recurrences, attentions.attentions(outcome), EVERYTHING)
    return Frame(update, loss, wants=EVERYTHING, **found, observe_ms=(perf_counter() - began) * 1e3)


def _loss(returned: Tensor | Outcome) -> Tensor:
    return returned.loss if isinstance(returned, Outcome) else returned
