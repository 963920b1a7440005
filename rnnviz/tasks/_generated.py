"""Tasks whose examples are drawn from a rule, without end: what they share."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.measures import ACCURACY, Measure
from rnnviz.nn.arithmetic import Network
from rnnviz.nn.feed_forward import set_weights
from rnnviz.nn.lecture_words import LectureWords, spoken
from rnnviz.probe.outcome import Outcome
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import TaskSettings
from rnnviz.tasks import Progress, Start, State, Task, Watched
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._writing import evaluating
from rnnviz.text.composing import composed
from rnnviz.user_files.faults import shown

UNKNOWN = -1  # the target of a timestep that has none
HELD_OUT = 256  # examples
_NAMED = 12  # words named in one sentence
_LONGEST = 30  # letters of each


class Examples(NamedTuple):
    """Sequences of equal length, and what is to be said at each timestep."""

    x: Tensor  # (T, B, I)
    targets: Tensor  # indices into the labels, (T, B); UNKNOWN where nothing is asked


class Drawn(NamedTuple):
    """The same as arrays."""

    x: NDArray[np.number]  # (T, B, I)
    targets: NDArray[np.integer]  # (T, B)


class Read(NamedTuple):
    """A probe sequence: one example, and its symbols."""

    shown: tuple[str, ...]
    x: NDArray[np.number]  # (T, I)
    targets: NDArray[np.integer]  # (T,)


class Generated(Task):
    """Sequences in, a softmax over `labels` out, cross-entropy where something is asked."""

    labels: tuple[str, ...]
    measures: ClassVar[tuple[Measure, ...]] = (ACCURACY,)
    reduction: ClassVar[Literal["mean", "sum"]] = "mean"  # of the loss over timesteps; over examples it is the mean
    alphabet: ClassVar[Sequence[str]] = ()  # what x(t) is one-hot over, if it is
    axis: ClassVar[str] = "time"  # as `Outcome.axis` and `Outcome.axes`
    axes: ClassVar[Mapping[str, str]] = {}

    def __init__(self, settings: TaskSettings, device: torch.device, progress: Progress | None = None) -> None:
        super().__init__(settings, device, progress)
        self.spoken = spoken(settings)
        if (words := self._answers(self.spoken)) is not None:
            self.labels = words

    def _answers(self, words: LectureWords) -> tuple[str, ...] | None:
        """Return what there is to say in the language of the data; None: it is the same in all, `labels`."""
        del words
        return None

    @property
    def chance_loss(self) -> float:
        """Ln V for each timestep at which something is asked."""
        return math.log(len(self.labels))

    @abstractmethod
    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        """Draw examples."""

    @abstractmethod
    def _read(self, text: str) -> Read:
        """Read a probe sequence; raises `Refused`."""

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Return logits, (T, B, V); `forced`: the true answers may be fed back."""
        del forced
        logits: Tensor = model(examples.x)
        return logits

    def _examples(self, drawn: Drawn) -> Examples:
        x = torch.from_numpy(np.asarray(drawn.x, np.float32))
        return Examples(x.to(self.device), torch.from_numpy(np.asarray(drawn.targets, np.int64)).to(self.device))

    def batch(self, update: int) -> Examples:
        """Return examples that follow from seed and update."""
        return self._examples(self._draw(drawing(self.settings.seed, update), self.settings.batch))

    def held_out(self) -> Examples:
        """Return examples to evaluate on."""
        return self._examples(self._draw(drawing(self.settings.seed, 0, Purpose.HELD_OUT), HELD_OUT))

    def _loss(self, logits: Tensor, targets: Tensor) -> Tensor:
        loss = F.cross_entropy(logits.flatten(0, -2), targets.flatten(), ignore_index=UNKNOWN, reduction=self.reduction)
        return loss / targets[0].numel() if self.reduction == "sum" else loss

    def loss(self, model: nn.Module, batch: Examples, state: State) -> tuple[Tensor, State]:
        """Return the cross-entropy, in nats; nothing is carried."""
        del state
        return self._loss(self._logits(model, batch, forced=True), batch.targets), None

    def outcome(self, model: nn.Module, batch: Examples, state: State, sequence: int) -> Outcome:
        """Return the loss of the batch, and what is answered in one example of it."""
        del state
        logits = self._logits(model, batch, forced=True)  # (T, B, V)
        loss = self._loss(logits, batch.targets)
        return self._told(loss, logits[:, sequence], batch.targets[:, sequence], self.symbols(batch, sequence))

    def _told(self, loss: Tensor, logits: Tensor, targets: Tensor, shown: Mapping[str, tuple[str, ...]]) -> Outcome:
        """Return what is known of one example: logits (T, V), targets (T,), symbols by axis."""
        return Outcome(
            loss=loss,
            logits=logits,
            targets=targets,
            labels=self.labels,
            axis=self.axis,
            sequences=shown,
            axes=self.axes,
        )

    def symbols(self, batch: Examples, sequence: int) -> Mapping[str, tuple[str, ...]]:
        """Return what one example reads."""
        shown = self._shown(batch.x[:, sequence].cpu().numpy())
        return {self.axis: shown} if shown else {}

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs of one example, (T, I), as a user would type them."""
        return tuple(self.alphabet[i] for i in x.argmax(axis=-1)) if self.alphabet else ()

    def answers(self, model: nn.Module, examples: Examples) -> Tensor:
        """Return what the model says at each timestep, left to itself: indices into the labels, (T, B)."""
        with evaluating(model):
            return self._logits(model, examples, forced=False).argmax(dim=-1)

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the share of right answers to examples that are drawn apart."""
        return {ACCURACY.name: self.share_right(model, self.held_out())}

    def share_right(self, model: nn.Module, examples: Examples) -> float:
        """Return the share of right answers to what is asked."""
        asked = examples.targets != UNKNOWN
        right = (self.answers(model, examples) == examples.targets)[asked]
        return int(right.sum()) / len(right)

    def watch(self, text: str) -> Watched:
        """Watch the model answer, left to itself; the loss is over the timesteps at which something is asked."""
        read = self._read(text)
        example = self._examples(Drawn(read.x[:, None], read.targets[:, None]))

        def forward(model: nn.Module, start: Start = None) -> Outcome:
            del start  # every sequence begins anew
            logits = self._logits(model, example._replace(x=example.x.to(_precision(model))), forced=False)[:, 0]
            targets = example.targets[:, 0]
            return self._told(self._loss(logits, targets), logits, targets, {self.axis: read.shown})

        return Watched(text, forward)

    def describe(self) -> Mapping[str, object]:
        """Return what can be answered."""
        return {"answers": len(self.labels)}


def _precision(model: nn.Module) -> torch.dtype:
    return next(model.parameters()).dtype


def known(words: Sequence[str], vocabulary: Sequence[str]) -> list[int]:
    """Return the place of each word in a vocabulary.

    Raises
    ------
    Refused
        If one is not in it, or there are none.
    """
    places = {composed(word): place for place, word in enumerate(vocabulary)}
    words = [composed(word) for word in words]
    if unknown := [word for word in dict.fromkeys(words) if word not in places]:
        raise Refused(
            QT_TRANSLATE_NOOP("tasks", "The model does not know {words}; it knows {known}."),
            words=_listed(unknown),
            known=_listed(vocabulary),
        )
    if not words:
        raise Refused(
            QT_TRANSLATE_NOOP("tasks", "There is nothing to watch; the model knows {known}."), known=_listed(vocabulary)
        )
    return [places[word] for word in words]


def _listed(words: Sequence[str]) -> str:
    named = [shown(word) if len(word) <= _LONGEST else f"{shown(word[:_LONGEST])}…" for word in words[:_NAMED]]
    return "  ".join(named) + ("  …" if len(words) > _NAMED else "")


def one_hot(ids: NDArray[np.integer], size: int) -> NDArray[np.float32]:
    """Return unit vectors, (..., size)."""
    return np.asarray(np.eye(size, dtype=np.float32)[ids])


def put_by_hand(model: nn.Module, network: Network, hidden: int | None = None, nonlinearity: str = "threshold") -> None:
    """Write the weights that a person would set.

    Raises
    ------
    Refused
        If there are fewer units than they need, or units of another nonlinearity.
    """
    needed = max(len(values) for name, values in network.by_hand.items() if not name.startswith("output"))
    if nonlinearity != network.units_by_hand:
        raise Refused(
            QT_TRANSLATE_NOOP("tasks", "The weights by hand are those of {units} units: choose {units}."),
            units=network.units_by_hand,
        )
    if hidden is not None and hidden < needed:
        raise Refused(
            QT_TRANSLATE_NOOP("tasks", "The weights by hand need {needed} hidden units, and there are {hidden}."),
            needed=needed,
            hidden=hidden,
        )
    set_weights(model, network.by_hand)
