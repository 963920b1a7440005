"""A model of a text: the symbol that comes next, from all before it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, ClassVar, Literal, Self

import numpy as np
import torch
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from typing_extensions import override

from rnnviz.nn import cells
from rnnviz.nn.initial_state import initial_state
from rnnviz.nn.one_hot import OneHot
from rnnviz.probe.outcome import Outcome
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import DataSettings, ModelSettings, TaskSettings
from rnnviz.tasks import Facts, Progress, Start, State, Task, Watched
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._writing import detached, evaluating, going_on
from rnnviz.text.collecting import Ids
from rnnviz.text.corpus import Corpus, chosen
from rnnviz.text.vocabulary import Vocabulary
from rnnviz.text.words import Word, marked

UNKNOWN = -1  # the target of a timestep that has none
_PROBE, _SHORTEST = 48, 40  # symbols of the default probe sequence: at most, and wished for
_SEARCHED = 4096  # symbols in which it is looked for
_ALL = frozenset(ModelSettings.model_fields) | frozenset(DataSettings.model_fields)

Batch = tuple[Tensor, Tensor]  # inputs and targets: ids, (T, B)


class CharacterModel(nn.Module):
    """Symbol -> one-hot or embedding -> recurrent layers -> a logit for each symbol.

    Parameters
    ----------
    settings : ModelSettings
        The recurrent part.
    symbols : int
        Size of the vocabulary, V.
    """

    def __init__(self, settings: ModelSettings, symbols: int) -> None:
        super().__init__()
        width = settings.embedding
        self.input = nn.Embedding(symbols, width) if width else OneHot(symbols)
        self.rnn = cells.load(settings.cell).layer(settings, width or symbols, False)
        self.output = nn.Linear(settings.hidden, symbols)
        self.first = initial_state(settings)

    def forward(self, ids: Tensor, state: State = None) -> tuple[Tensor, State]:
        """Return logits, (T, B, V), and the state after ids, (T, B); `state`: before them, None at the beginning."""
        if state is None and self.first is not None:
            state = self.first(ids.shape[1])
        h, state = self.rnn(self.input(ids), state)  # (T, B, H)
        return self.output(h), state


class Characters(Task):
    """Next-symbol prediction on any text, by truncated backpropagation through time."""

    topology = "many-to-many in step"
    uses = _ALL - {"task", "weights", "lag", "words"}
    can_sample = True
    reduction: ClassVar[Literal["mean", "sum"]] = "mean"  # of the loss, over timesteps and streams

    def __init__(
        self,
        settings: TaskSettings,
        device: torch.device,
        progress: Progress | None = None,
        told: Corpus | None = None,
    ) -> None:
        super().__init__(settings, device)
        self.independent = self._independent()
        self.length = self._length()  # T
        self.streams = self._streams()  # B
        if told is not None:  # the text is elsewhere: there are no batches
            self.corpus = told
            return
        self.corpus = self._corpus(progress)
        self.chunks = self._chunks()
        self._side_by_side = side_by_side(self.corpus.ids, self.streams)

    @override
    def facts(self) -> Facts:
        first = tuple(self.corpus.ids[:1].tolist())
        return replace(super().facts(), symbols=self.corpus.vocabulary.symbols, first=first)

    @classmethod
    @override
    def from_facts(cls, facts: Facts, device: torch.device) -> Self:
        told = Corpus(np.array(facts.first, np.uint32), cls._vocabulary(facts.symbols), source="")
        return cls(facts.settings, device, told=told)

    @classmethod
    def _vocabulary(cls, symbols: tuple[str, ...]) -> Vocabulary:
        return Vocabulary(symbols)

    @classmethod
    def pieces(cls, text: Corpus) -> int:
        """Return the number of its symbols."""
        return len(text.ids)

    def _corpus(self, progress: Progress | None) -> Corpus:
        return chosen(self.settings.material, progress)

    def _independent(self) -> bool:
        return self.settings.chunks == "independent"

    def _length(self) -> int:
        return self.settings.sequence_length

    def _streams(self) -> int:
        return self.settings.batch

    def _chunks(self) -> int:
        """Return the number of chunks in one pass through the text."""
        predicted = len(self.corpus.ids) - 1
        if self.length > predicted:
            raise _longer_than_text(self.length, predicted)
        if self.independent:
            return predicted // self.length
        if self.length * self.streams > predicted:
            raise _too_many_streams(self.length, self.streams, predicted)
        return predicted // self.streams // self.length

    @property
    def chance_loss(self) -> float:
        """Ln V for each symbol predicted."""
        each = math.log(len(self.corpus.vocabulary))
        return each * self.length * self.streams if self.reduction == "sum" else each

    @property
    def vocabulary_size(self) -> int:
        """The number of different symbols of the text, V."""
        return len(self.corpus.vocabulary)

    def model(self) -> nn.Module:
        """Return a new `CharacterModel`."""
        return CharacterModel(self.settings, len(self.corpus.vocabulary)).to(self.device)

    def batch(self, update: int) -> Batch:
        """Return inputs and targets, each (T, B): the targets are the symbols one place further on."""
        if self.independent:
            window = self._drawn(update)
        else:
            offset = update % self.chunks * self.length
            window = self._side_by_side[offset : offset + self.length + 1]
        ids = torch.from_numpy(window.astype(np.int64, order="C")).to(self.device)  # (T + 1, B)
        return ids[:-1], ids[1:]

    def _drawn(self, update: int) -> NDArray[Any]:
        """Return stretches from anywhere in the text, (T + 1, B)."""
        last = len(self.corpus.ids) - 1 - self.length
        starts = drawing(self.settings.seed, update).integers(0, last, self.streams, endpoint=True)  # (B,)
        stretches: NDArray[Any] = self.corpus.ids[starts + np.arange(self.length + 1)[:, None]]
        return stretches

    def initial_state(self, update: int, state: State) -> State:
        """Carry the state from chunk to chunk; zeros at the start of each pass, and for independent chunks."""
        return None if self.independent or update % self.chunks == 0 else state

    def loss(self, model: nn.Module, batch: Batch, state: State) -> tuple[Tensor, State]:
        """Return the cross-entropy over all timesteps and streams, in nats."""
        ids, targets = batch
        logits, state = model(ids, state)
        return self._loss(logits, targets), detached(state)

    def _loss(self, logits: Tensor, targets: Tensor) -> Tensor:
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction=self.reduction)

    def outcome(self, model: nn.Module, batch: Batch, state: State, sequence: int) -> Outcome:
        """Return the loss of the batch, and what one stream of it reads and predicts."""
        ids, targets = batch
        logits, _ = model(ids, state)  # (T, B, V)
        return Outcome(
            loss=self._loss(logits, targets),
            logits=logits[:, sequence],
            targets=targets[:, sequence],
            labels=self.corpus.vocabulary.shown,
            axis="time",
            sequences=self.symbols(batch, sequence),
        )

    def symbols(self, batch: Batch, sequence: int) -> Mapping[str, tuple[str, ...]]:
        """Return the symbols that the sequence is read as."""
        return {"time": self.corpus.vocabulary.display(batch[0][:, sequence].tolist())}

    def default_probe(self) -> str:
        """Return a readable stretch of the text: always the same, about a third of the way in."""
        ids, decode = self.corpus.ids, self.corpus.vocabulary.decode
        start = len(ids) // 3 if len(ids) > 2 * _SEARCHED else 0
        stretch = readable(decode(ids[start : start + _SEARCHED]), whole=start == 0)
        return stretch if len(stretch) >= 2 else decode(ids[:_PROBE])

    def watch(self, text: str) -> Watched:
        """Watch the model predict each next symbol of `text`; the loss is over those that are known, 0 if none is."""
        vocabulary = self.corpus.vocabulary
        ids = vocabulary.encode(text)
        if not len(ids):
            raise Refused(QT_TRANSLATE_NOOP("tasks", "Watching needs at least one symbol."))
        inputs = torch.from_numpy(ids).to(self.device)  # (T,)
        targets = torch.from_numpy(self._next(ids)).to(self.device)  # (T,)
        shown, labels = vocabulary.display(ids), vocabulary.shown
        reduction = self.reduction if bool((targets != UNKNOWN).any()) else "sum"  # there is no mean of nothing

        def forward(model: nn.Module, start: Start = None) -> Outcome:
            logits = model(inputs.unsqueeze(1), self._opening(start)[0])[0].squeeze(1)  # (T, V)
            loss = F.cross_entropy(logits, targets, ignore_index=UNKNOWN, reduction=reduction)
            return Outcome(
                loss=loss, logits=logits, targets=targets, labels=labels, axis="time", sequences={"time": shown}
            )

        return Watched(text, forward)

    def _opening(self, start: Start) -> tuple[State, NDArray[np.int64]]:
        """Return the state and the symbol, (1,), that watching and writing begin from."""
        del start
        return None, self.corpus.ids[:1].astype(np.int64)

    def _next(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return each symbol's successor, (T,); nobody knows the last one's."""
        return np.append(ids[1:], UNKNOWN)

    def sample(
        self,
        model: nn.Module,
        generator: torch.Generator,
        temperature: float,
        seed_text: str,
        length: int,
        start: Start = None,
    ) -> str:
        """Return what the model writes after `seed_text` (without it), symbol by symbol.

        Without a seed text it goes on after the text's first symbol.

        Raises
        ------
        Refused
            If the seed text holds symbols outside the vocabulary, or the model's outputs are not finite.
        """
        vocabulary = self.corpus.vocabulary
        state, first = self._opening(start)
        ids = vocabulary.encode(seed_text) if seed_text else first
        inputs = torch.from_numpy(ids).to(self.device)
        with evaluating(model):
            written = list(islice(going_on(model, inputs, state, temperature, generator), length))
        return vocabulary.decode(written)

    def extended(self, text: str, symbol: int) -> str:
        """Return the text with one symbol more."""
        return text + self.corpus.vocabulary.decode([symbol])

    def words(self, text: str) -> tuple[Word, ...]:
        """Return the words, and whether the text has them."""
        return marked(text, self.corpus.words)

    def describe(self) -> Mapping[str, object]:
        """Return the facts of the text."""
        corpus = self.corpus
        return {
            "symbols": len(corpus.vocabulary),
            "length": len(corpus.ids),
            "source": corpus.source,
            "reading": corpus.reading,
        }


def side_by_side(ids: Ids, streams: int) -> NDArray[Any]:
    """Return a view of a text, (length,), as B streams of equal length, (length // B + 1, B).

    The last symbol of a stream is the first of the next one: it is there to be predicted.
    """
    each = (len(ids) - 1) // streams
    return as_strided(ids, (each + 1, streams), (ids.itemsize, each * ids.itemsize), writeable=False)


def readable(text: str, whole: bool) -> str:
    """Return the beginning of the first long line, cut after a word; `whole`: the text begins with a line."""
    lines = [line.strip() for line in text.splitlines()[0 if whole else 1 :]]
    line = next((line for line in lines if len(line) >= _SHORTEST), text.lstrip())
    cut = line.rfind(" ", _SHORTEST, _PROBE + 1)
    return line[: cut if cut > 0 else _PROBE]


def _longer_than_text(length: int, predicted: int) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP(
            "tasks", "Sequences of {length} timesteps are longer than the text: it allows {largest} at most."
        ),
        length=length,
        largest=predicted,
    )


def _too_many_streams(length: int, streams: int, predicted: int) -> Refused:
    if streams > predicted:
        return Refused(
            QT_TRANSLATE_NOOP("tasks", "The text is too short for a batch of {batch}: it allows {largest} at most."),
            batch=streams,
            largest=predicted // length,
        )
    return Refused(
        QT_TRANSLATE_NOOP(
            "tasks",
            "The text is too short for a batch of {batch} sequences of {length} timesteps: with {length} timesteps a "
            "batch of {largest_batch} fits at most, with a batch of {batch} at most {largest_length} timesteps.",
        ),
        batch=streams,
        length=length,
        largest_batch=predicted // length,
        largest_length=predicted // streams,
    )


TASK = Characters
