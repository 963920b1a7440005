"""What a run without a window prints: a progress bar on a terminal, plain lines where the output goes elsewhere."""

from __future__ import annotations

from time import perf_counter
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rnnviz.engine.messages import Built, Evaluated, Sample
from rnnviz.engine.metrics import Metrics
from rnnviz.explain.measure_words import amount, measured
from rnnviz.explain.reading_words import reading_of, short, told
from rnnviz.results import written
from rnnviz.settings import TaskSettings

LINES = 20  # of losses, in a whole run
_REFRESH = 0.1  # seconds

#: Control characters as pictures of themselves: a sample must not steer the terminal.
_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {0x7F: 0x2421}


class Telling:
    """Prints what happens; as a context, shows how far training is. `first` is the update that comes next."""

    def __init__(self, updates: int, first: int = 0, console: Console | None = None) -> None:
        self._updates, self._first = updates, first
        self._stride = max(1, updates // LINES)
        self._console = console or Console(highlight=False, markup=False, soft_wrap=True)
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
        # Refreshed by hand: a thread that does it would take its time from training.
        self._progress = Progress(*columns, console=self._console, auto_refresh=False, transient=True)
        self._bar = self._progress.add_task("", total=updates, start=False)
        self._refreshed = 0.0

    def __enter__(self) -> Telling:
        if self._console.is_terminal:
            self._progress.start()
            self._progress.start_task(self._bar)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._console.is_terminal:
            self._progress.stop()

    def say(self, words: object) -> None:
        """Print a line."""
        self._console.print(str(words).translate(_VISIBLE))

    def built(self, built: Built, named: frozenset[str]) -> None:
        """Say what is about to learn, and which of the user's settings mean nothing to it."""
        config = built.config
        kind = config.cell if "cell" in built.uses else built.topology  # there is no cell to choose in every network
        self.say(f"{config.task}: {kind}, {built.parameters:,} parameters, seed {config.seed}, {config.device}")
        if (reading := reading_of(built)) is not None:
            self.say(f"{built.facts.get('source')} is {short(reading)}")
            if said := told(reading):
                self.say(said)
            if not reading.certain:
                self.say("--encoding NAME reads it in another one.")
        for name in sorted(named & frozenset(TaskSettings.model_fields) - built.uses - {"task"}):
            self.say(f"The setting {name} means nothing to this task.")

    def update(self, metrics: Metrics) -> None:
        """Move the bar, and print a line now and then."""
        done = metrics.update + 1 - self._first
        if done % self._stride == 0 or done in (1, self._updates) or not metrics.finite:
            self.say(
                f"update {metrics.update:>6}   loss {_number(metrics.loss)}   smoothed {_number(metrics.smoothed)}   "
                f"gradient norm {_number(metrics.gradient_norm)}"
            )
        now = perf_counter()
        if self._console.is_terminal and now - self._refreshed > _REFRESH:
            self._refreshed = now
            self._progress.update(self._bar, completed=done, description=f"loss {metrics.smoothed:.4f}", refresh=True)

    def sample(self, sample: Sample) -> None:
        """Print what the model wrote."""
        self.say(f"\n{written(sample)}")

    def evaluated(self, evaluated: Evaluated) -> None:
        """Print held-out quantities."""
        values = ", ".join(f"{measured(name)} {amount(name, value)}" for name, value in evaluated.values.items())
        self.say(f"update {evaluated.update:>6}   held out: {values}")


def _number(value: float) -> str:
    return f"{value:10.4f}" if abs(value) < 1e5 else f"{value:10.4g}"
