"""Tasks: one file each, with its data, its model, its loss, its labels and its topology.

A file of this folder is a task; it ends in ``TASK = ItsClass``. Importing this package loads no torch, importing a task
does.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from rnnviz.found_modules import module_names
from rnnviz.measures import Measure
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import BUILT_IN, Live, TaskSettings
from rnnviz.text.words import Word

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from rnnviz.probe.outcome import Outcome
    from rnnviz.text.corpus import Corpus

Progress = Callable[[float], None]
State = Any  # what the task carries from chunk to chunk: a tensor, a tuple of tensors or None
Start = Any  # where watching and writing begin, as `Task.start` makes it; None: zeros


class Watched(NamedTuple):
    """A probe sequence, made ready: what `rnnviz.probe.observe` runs."""

    text: str  # as the user typed it
    forward: Callable[..., Outcome]  # (model, start=None)


@dataclass(frozen=True)
class Facts:
    """What a task is made from where its data are not: all that models, watching, writing and evaluating need."""

    settings: TaskSettings  # without a text, or the name of a file
    symbols: tuple[str, ...] = ()  # of the vocabulary of its text, in the order of their ids
    first: tuple[int, ...] = ()  # the id that its text begins with, after which the model writes


class Task(ABC):
    """What is learned, from which data, by which model.

    A batch is a pure function of (settings, update): no task keeps a position or draws from a generator of its own,
    so any update can be visited again.

    Parameters
    ----------
    settings : TaskSettings
        What it is made from.
    device : torch.device
        Where its model and its batches are.
    progress : callable, optional
        Is told the share of the data that has been read, 0 to 1; what it raises stops the reading.

    Raises
    ------
    Refused
        From the constructor, if the settings and the text cannot work together.
    """

    topology: ClassVar[str]  # "many-to-many in step", ...
    uses: ClassVar[frozenset[str]]  # the fields of TaskSettings that matter to it
    can_sample: ClassVar[bool] = False
    measures: ClassVar[tuple[Measure, ...]] = ()  # what `evaluate` returns, by their names

    def __init__(
        self, settings: TaskSettings, device: torch.device, progress: Callable[[float], None] | None = None
    ) -> None:
        self.settings = settings
        self.device = device
        self.progress = progress  # told the share of the text that is read; it may raise to give up

    def facts(self) -> Facts:
        """Return what the task is made from, for a process that never opens a user's file."""
        settings = {name: getattr(self.settings, name) for name in TaskSettings.model_fields}
        return Facts(TaskSettings(**(settings | {"text": "", "text_file": BUILT_IN, "encoding": ""})))

    @classmethod
    def from_facts(cls, facts: Facts, device: torch.device) -> Self:
        """Return a task that makes the same models, and watches, writes and evaluates as the one that told the facts.

        Batches it has only if they are drawn from a rule.
        """
        return cls(facts.settings, device)

    @classmethod
    def pieces(cls, text: Corpus) -> int:
        """Return how many symbols of this task a text has; 0 for one that learns from none, or from no chunks."""
        del text
        return 0

    @property
    @abstractmethod
    def chance_loss(self) -> float:
        """The loss of a guess that is uniform over the symbols: where the smoothed loss starts."""

    @property
    def vocabulary_size(self) -> int:
        """The number of symbols that it chooses among, V, or of an input's features where there are more."""
        return 64  # no task whose symbols are its own has more

    @abstractmethod
    def model(self) -> nn.Module:
        """Return a new model, drawn from torch's global generator, on the device."""

    def tune(self, model: nn.Module, live: Live) -> None:
        """Put into a model what can be set while it learns."""
        del model, live

    @abstractmethod
    def batch(self, update: int) -> Any:
        """Return the batch of that update, on the device."""

    def start(self, update: int, state: State) -> Start:
        """Return where watching and writing begin, given where training stands.

        None, for most: a text is read from zeros. A model that hardly ever saw zeros while it learned needs another.
        """
        del update, state

    def initial_state(self, update: int, state: State) -> State:
        """Return the state that this update starts from, given the one that the last update ended in; None: zeros."""
        del update, state
        return None

    @abstractmethod
    def loss(self, model: nn.Module, batch: Any, state: State) -> tuple[Tensor, State]:
        """Return the loss (a scalar) and the state after the batch, detached."""

    @abstractmethod
    def outcome(self, model: nn.Module, batch: Any, state: State, sequence: int) -> Outcome:
        """Return what an update computes, and what it is about in one sequence of the batch: what stepping shows.

        The loss is that of the whole batch, as `loss` returns it; logits, targets and symbols are the sequence's.
        """

    def symbols(self, batch: Any, sequence: int) -> Mapping[str, tuple[str, ...]]:
        """Return what one sequence of a batch reads and is to write, by axis, as `Outcome.sequences` has it.

        An axis is as long as the sequence: what a batch pads it with is no part of any picture of it.
        """
        del batch, sequence
        return {}

    @abstractmethod
    def default_probe(self) -> str:
        """Return the text that is watched until the user types another."""

    @abstractmethod
    def watch(self, text: str) -> Watched:
        """Make a probe sequence ready.

        Raises
        ------
        Refused
            If it holds symbols outside the vocabulary, or is too short.
        """

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return held-out quantities by the names of `measures`, such as ``{"accuracy": 0.93}``; empty: there are none.

        One for a length or a lag has that in its name: "accuracy@20", "accuracy at 100".
        """
        del model
        return {}

    def sample(
        self,
        model: nn.Module,
        generator: torch.Generator,
        temperature: float,
        seed_text: str,
        length: int,
        start: Start = None,
    ) -> str:
        """Return what the model writes from `start`, drawn with its own generator; temperature 0 is greedy."""
        raise NotImplementedError

    def extended(self, text: str, symbol: int) -> str:
        """Return a watched text with one symbol more at its end, given as an index into `Outcome.labels`.

        Raises
        ------
        Refused
            If what the model predicts is not what it reads next.
        """
        del text, symbol
        raise Refused(QT_TRANSLATE_NOOP("tasks", "This model does not read on from what it writes."))

    def words(self, text: str) -> tuple[Word, ...]:
        """Return the words of what the model wrote, and whether the text learned from has them; empty: it is none."""
        del text
        return ()

    def describe(self) -> Mapping[str, object]:
        """Return plain facts about the data for the window: vocabulary size, text length, encoding, ..."""
        return {}


def names() -> tuple[str, ...]:
    """Return every task's name."""
    return module_names("tasks")


def load(name: str) -> type[Task]:
    """Import a task (and torch).

    Raises
    ------
    Refused
        If there is no such task.
    """
    if name not in names():
        raise Refused(QT_TRANSLATE_NOOP("tasks", "There is no task called {name}."), name=name)
    task: type[Task] = import_module(f"rnnviz.tasks.{name}").TASK
    return task
