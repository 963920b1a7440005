"""What a run says of itself beside its metrics: samples, held-out quantities, and why it cannot go on."""

from __future__ import annotations

from rnnviz.engine.messages import Evaluated, Sample
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.sampling import next_sample, sample
from rnnviz.engine.singular_value import held
from rnnviz.engine.training import Run
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence

EVALUATE_EVERY = 100  # updates


class Reporting:
    """Knows what is due; asked before and after every update of one run."""

    def __init__(self) -> None:
        self._next_sample = 0

    def before(self, run: Run) -> Sample | None:
        """Return what the model writes now, if it is time."""
        if not run.task.can_sample or run.update < self._next_sample:
            return None
        self._next_sample = next_sample(run.update, run.config.sample_every)
        return sample(run)

    def after(self, run: Run) -> Evaluated | None:
        """Return the held-out quantities, if it is time and the task has any."""
        if run.update % EVALUATE_EVERY:
            return None
        with held(run.model, run.config.singular_value):
            values = run.task.evaluate(run.model)
        return Evaluated(run.update, values) if values else None


def not_finite(metrics: Metrics) -> Sentence:
    """Say why an update was not taken."""
    template = QT_TRANSLATE_NOOP(
        "engine",
        "At update {update} the loss is {loss:.4g} and the gradient norm {norm:.4g}; the weights were not changed. "
        "Lower the learning rate or clip the gradient, and start again.",
    )
    values = {"update": metrics.update, "loss": metrics.loss, "norm": metrics.gradient_norm}
    return Sentence(template, values)
