"""What a run says of itself beside its metrics: samples, held-out quantities, and why it cannot go on."""

from __future__ import annotations

from rnnviz.engine.computations import Wanted, of_run
from rnnviz.engine.messages import Evaluated, Sample
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.sampling import next_sample, writing
from rnnviz.engine.training import Run
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence
from rnnviz.tasks import Task

EVALUATE_EVERY = 100  # updates


class Reporting:
    """Knows what is due; asked before and after every update of one run. Whoever asks has it computed."""

    def __init__(self, next_sample: int = 0) -> None:
        self.next_sample = next_sample  # the update before which the model writes next

    def before(self, run: Run) -> Wanted[Sample] | None:
        """Want the model to write, if it is time."""
        if not run.task.can_sample or run.update < self.next_sample:
            return None
        self.next_sample = next_sample(run.update, run.config.sample_every)
        return writing(run)

    def after(self, run: Run) -> Wanted[Evaluated | None] | None:
        """Want the held-out quantities, if it is time and the task has any; of none that are there None is said."""
        if run.update % EVALUATE_EVERY or type(run.task).evaluate is Task.evaluate:
            return None
        update = run.update
        return Wanted(of_run("evaluate", run), lambda values: Evaluated(update, dict(values)) if values else None)


def not_finite(metrics: Metrics) -> Sentence:
    """Say why an update was not taken."""
    template = QT_TRANSLATE_NOOP(
        "engine",
        "At update {update} the loss is {loss:.4g} and the gradient norm {norm:.4g}; the weights were not changed. "
        "Lower the learning rate or clip the gradient, and start again.",
    )
    values = {"update": metrics.update, "loss": metrics.loss, "norm": metrics.gradient_norm}
    return Sentence(template, values)
