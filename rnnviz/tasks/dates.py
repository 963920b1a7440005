"""Translation of dates, "3 March 2026" -> "2026-03-03", by an encoder and a decoder with attention.

The model of Bahdanau, Cho and Bengio (2015), small: a bidirectional encoder, an annotation per source symbol, additive
attention, a decoder that is fed the true previous symbol while it learns (teacher forcing).
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnnviz.measures import ACCURACY
from rnnviz.nn import cells
from rnnviz.nn.attentions import AdditiveAttention
from rnnviz.nn.initial_state import initial_state
from rnnviz.nn.one_hot import OneHot
from rnnviz.probe.outcome import Outcome
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import ModelSettings, TaskSettings
from rnnviz.tasks import Progress, Start, State, Task, Watched
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._writing import evaluating, finite
from rnnviz.text.dates import FIRST_YEAR, LAST_YEAR, other_case, parse, patterns, symbols, write
from rnnviz.text.vocabulary import Vocabulary

HELD_OUT = 200  # examples
_ONE_IN = 20  # days is never trained on
_OTHER_CASE = 4  # one in so many is written without capitals; in Portuguese, with one

TARGET = Vocabulary("-0123456789")
START = len(TARGET)  # the symbol before the first; never predicted
LENGTH = len("2026-03-03")  # of every target: no END is needed
_AXES: Mapping[str, Any] = {
    "axis": "target",
    "axes": {"encoder": "source", "decoder": "target"},
    "attention_axes": {"attention": ("target", "source")},
}
_PROBE = {"en": "{weekday} {d} {month} {yyyy}", "pt_BR": "{weekday}, {d} de {month} de {yyyy}"}
OWN_ANSWER = QT_TRANSLATE_NOOP("tasks", "own answer: no readable date")


class Batch(NamedTuple):
    """Sources of several lengths, padded, and what they mean."""

    source: Tensor  # ids, (S, B)
    lengths: Tensor  # (B,), on the CPU
    target: Tensor  # ids, (T, B)


class Translator(nn.Module):
    """Encoder -> attention -> decoder.

    Parameters
    ----------
    settings : ModelSettings
        `hidden` units in each direction of the encoder and in the decoder; `layers`, `dropout`
        and `initial_state` are the encoder's.
    symbols : int
        Of the source's vocabulary.
    """

    def __init__(self, settings: ModelSettings, symbols: int) -> None:
        super().__init__()
        cell, hidden, width = cells.load(settings.cell), settings.hidden, settings.embedding
        self.has_cell_state = cell.has_cell_state
        self.source = nn.Embedding(symbols, width) if width else OneHot(symbols)
        self.target = nn.Embedding(len(TARGET) + 1, width) if width else OneHot(len(TARGET) + 1)
        self.encoder = cell.layer(settings, width or symbols, True)
        self.bridge = nn.Linear(hidden, hidden)
        self.attention = AdditiveAttention(hidden, 2 * hidden, hidden)
        self.decoder = cell.step(settings, (width or len(TARGET) + 1) + 2 * hidden)
        self.output = nn.Linear(3 * hidden, len(TARGET))
        self.first = initial_state(settings, 2)

    def forward(self, source: Tensor, lengths: Tensor, target: Tensor | None = None) -> Tensor:
        """Return a logit for each symbol at each target timestep, (T, B, V).

        Parameters
        ----------
        source : Tensor, (S, B)
            Ids, padded.
        lengths : Tensor, (B,)
            Of each source.
        target : Tensor, (T, B), optional
            The true symbols, fed back whatever the model says; without them its own likeliest symbol is.
        """
        annotations, state = self._encode(source, lengths)  # (B, S, 2 H)
        keys = self.attention.keys(annotations)
        outside = torch.arange(len(source), device=source.device) >= lengths.to(source.device).unsqueeze(1)  # (B, S)
        previous, logits = torch.full_like(source[0], START), []
        for i in range(LENGTH):
            s = state[0] if self.has_cell_state else state  # s(i-1), (B, H)
            context, _ = self.attention(s, annotations, keys, outside)  # (B, 2 H)
            state = self.decoder(torch.cat([self.target(previous), context], dim=-1), state)
            s = state[0] if self.has_cell_state else state  # s(i), (B, H)
            logits.append(self.output(torch.cat([s, context], dim=-1)))  # (B, V)
            previous = logits[-1].argmax(dim=-1) if target is None else target[i]
        return torch.stack(logits)

    def _encode(self, source: Tensor, lengths: Tensor) -> tuple[Tensor, State]:
        """Return the annotations, (B, S, 2 H), and the decoder's first state, from the encoder's backward one."""
        packed = pack_padded_sequence(self.source(source), lengths, enforce_sorted=False)
        annotations, last = self.encoder(packed, None if self.first is None else self.first(source.shape[1]))
        h = last[0] if self.has_cell_state else last  # (2 L, B, H)
        s = torch.tanh(self.bridge(h[-1]))  # (B, H)
        state = (s, *(torch.zeros_like(s) for _ in last[1:])) if self.has_cell_state else s
        return pad_packed_sequence(annotations)[0].transpose(0, 1).contiguous(), state


@cache
def _days() -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Return the days to train on and, by a hash of the day, those held out."""
    span = range(date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal() + 1)
    parts: tuple[list[date], list[date]] = ([], [])
    for day in map(date.fromordinal, span):
        parts[zlib.crc32(day.isoformat().encode()) % _ONE_IN == 0].append(day)
    return tuple(parts[0]), tuple(parts[1])


class Dates(Task):
    """Written dates to ISO 8601; the days of the evaluation are never trained on, in whatever writing."""

    topology = "many-to-many after reading"
    uses = frozenset(ModelSettings.model_fields) | {"batch", "language", "seed"}
    can_sample = True
    measures = (ACCURACY,)

    def __init__(self, settings: TaskSettings, device: torch.device, progress: Progress | None = None) -> None:
        super().__init__(settings, device, progress)
        self.language = settings.language
        self.patterns = patterns(self.language)
        self.symbols_read = Vocabulary(symbols(self.language))
        self.training_days, self.held_out_days = _days()
        self.held_out = tuple(self._written(HELD_OUT, self.held_out_days, 0, Purpose.HELD_OUT))

    @property
    def chance_loss(self) -> float:
        """Ln V of the target's vocabulary."""
        return math.log(len(TARGET))

    def _written(self, count: int, days: Sequence[date], counter: int, purpose: Purpose) -> Iterator[tuple[str, str]]:
        """Yield pairs of source and target."""
        draw = drawing(self.settings.seed, counter, purpose)
        limits = (len(days), len(self.patterns), _OTHER_CASE)
        for d, pattern, case in draw.integers(limits, size=(count, 3)).tolist():
            written = write(days[d], self.patterns[pattern], self.language)
            yield written if case else other_case(written), days[d].isoformat()

    def _tensors(self, sources: Sequence[str], targets: Sequence[str]) -> Batch:
        lengths = np.array([len(s) for s in sources])
        source = np.zeros((len(sources), lengths.max()), np.int64)  # (B, S)
        source[np.arange(lengths.max()) < lengths[:, None]] = self.symbols_read.encode("".join(sources))
        inputs = torch.from_numpy(source.T.copy()).to(self.device)
        return Batch(inputs, torch.from_numpy(lengths), self._target(targets))

    def _target(self, targets: Sequence[str]) -> Tensor:
        """Return the ids of days in ISO 8601, (T, B)."""
        target = TARGET.encode("".join(targets)).reshape(len(targets), LENGTH)  # (B, T)
        return torch.from_numpy(target.T.copy()).to(self.device)

    def model(self) -> nn.Module:
        """Return a new `Translator`."""
        return Translator(self.settings, len(self.symbols_read)).to(self.device)

    def batch(self, update: int) -> Batch:
        """Return written dates of training days and what they mean."""
        pairs = self._written(self.settings.batch, self.training_days, update, Purpose.TRAINING)
        return self._tensors(*zip(*pairs, strict=True))

    def loss(self, model: nn.Module, batch: Batch, state: State) -> tuple[Tensor, State]:
        """Return the mean cross-entropy of the target's symbols, in nats; nothing is carried."""
        del state
        return _loss(model(*batch), batch.target), None

    def outcome(self, model: nn.Module, batch: Batch, state: State, sequence: int) -> Outcome:
        """Return the loss of the batch, and how one date of it is translated, by teacher forcing."""
        del state
        logits = model(*batch)  # (T, B, V)
        return Outcome(
            loss=_loss(logits, batch.target),
            logits=logits[:, sequence],
            targets=batch.target[:, sequence],
            labels=TARGET.shown,
            sequences=self.symbols(batch, sequence),
            **_AXES,
        )

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the share of held-out dates that are right in every symbol, by greedy decoding."""
        batch = self._tensors(*zip(*self.held_out, strict=True))
        with evaluating(model):
            written = model(batch.source, batch.lengths).argmax(dim=-1)  # (T, B)
        right = (written == batch.target).all(dim=0)  # (B,)
        return {ACCURACY.name: int(right.sum()) / len(right)}

    def symbols(self, batch: Batch, sequence: int) -> Mapping[str, tuple[str, ...]]:
        """Return a written date and what it means."""
        source = batch.source[: int(batch.lengths[sequence]), sequence].tolist()
        return {
            "source": self.symbols_read.display(source),
            "target": TARGET.display(batch.target[:, sequence].tolist()),
        }

    def default_probe(self) -> str:
        """Return a written date."""
        return write(date(2026, 3, 3), _PROBE[self.language], self.language)

    def watch(self, text: str) -> Watched:
        """Watch one translation.

        For a date that can be read the target is its true meaning, by teacher forcing. For any other text none is
        shown: the loss, from which the gradients come, is that of what the model itself writes, symbol by symbol.
        """
        source = self._source(text)
        shown = self.symbols_read.display(source[0][:, 0].tolist())
        day = parse(text, self.language)
        true = None if day is None else self._target([day.isoformat()])

        def forward(model: nn.Module, start: Start = None) -> Outcome:
            del start  # a sentence is read from zeros
            logits = model(*source, true)[:, 0]  # (T, V)
            written = logits.argmax(dim=-1) if true is None else true[:, 0]  # (T,)
            return Outcome(
                loss=F.cross_entropy(logits, written),
                logits=logits,
                targets=None if true is None else written,
                own_answer=OWN_ANSWER if true is None else "",
                labels=TARGET.shown,
                sequences={"source": shown, "target": TARGET.display(written.tolist())},
                **_AXES,
            )

        return Watched(text, forward)

    def _source(self, text: str) -> tuple[Tensor, Tensor]:
        if not text:
            raise Refused(QT_TRANSLATE_NOOP("tasks", "Write a date to translate."))
        ids = torch.from_numpy(self.symbols_read.encode(text)).to(self.device)
        return ids.unsqueeze(1), torch.tensor([len(ids)])

    def sample(
        self,
        model: nn.Module,
        generator: torch.Generator,
        temperature: float,
        seed_text: str,
        length: int,
        start: Start = None,
    ) -> str:
        """Return what `seed_text`, or a held-out date without one, is translated to, likeliest symbol by symbol."""
        del temperature, length, start  # an answer is right or wrong: nothing is left to chance but the question
        chosen = torch.randint(HELD_OUT, (1,), generator=generator, device=generator.device)
        text = seed_text or self.held_out[int(chosen)][0]
        with evaluating(model):
            logits = finite(model(*self._source(text)))[:, 0]
        written = TARGET.decode(logits.argmax(dim=-1).tolist())
        return f"{text} → {written}"

    def describe(self) -> Mapping[str, object]:
        """Return the numbers of patterns, days and symbols."""
        return {
            "symbols": len(self.symbols_read),
            "patterns": len(self.patterns),
            "training days": len(self.training_days),
            "held-out days": len(self.held_out_days),
        }


def _loss(logits: Tensor, target: Tensor) -> Tensor:
    """Return the mean cross-entropy of logits, (T, B, V), in nats."""
    return F.cross_entropy(logits.flatten(0, 1), target.flatten())


TASK = Dates
