"""What comes back into a cell from the timestep before, and by which weights, in words. No Qt here."""

from __future__ import annotations

from rnnviz.explain.pre_activations import earlier
from rnnviz.nn import cells
from rnnviz.nn.forms import SUM
from rnnviz.probe.trace import TracedRecurrence
from rnnviz.sentences import translate


def looped(r: TracedRecurrence) -> str:
    """Say what a recurrence is given of the timestep before, and whether its weights are the same at each."""
    form = cells.form(r.cell)
    terms = SUM if form is None else form.terms
    back = next((term for term in terms if term.of in ("h", "y")), None)
    seen = form is None or form.phi is not None or bool(form.stacked("hh"))
    if back is None or not seen:
        return ""
    words = translate("panels", "{state}: the same {weight} at every timestep")
    if back.unshared:
        words = translate("panels", "{state}: its own {weight} at every timestep")
    return words.format(state=f"{back.of}({earlier(r)})", weight=back.weight)
