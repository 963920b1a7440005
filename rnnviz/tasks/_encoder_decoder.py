"""Tasks that read a sequence to its end and then write another one: what they share.

An example is a pair of sequences of ids. Sources and targets of a batch may differ in length; END follows each target,
and no loss is taken beyond it.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.measures import ACCURACY, FORCED_LOSS, FREE_LOSS, SYMBOLS, Measure
from rnnviz.nn.encoder_decoder import EncoderDecoder
from rnnviz.probe.beam_search import search
from rnnviz.probe.decoding import Decoding
from rnnviz.probe.outcome import Outcome
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import Live, ModelSettings
from rnnviz.tasks import Start, State, Task, Watched
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._writing import evaluating, finite

END = "∎"
UNKNOWN = -1  # the target beyond the END of a sequence
HELD_OUT = 256  # examples
OWN_ANSWER = QT_TRANSLATE_NOOP("tasks", "own answer: no target known")

_AXES: Mapping[str, Any] = {
    "axis": "target",
    "axes": {"encoder": "source", "decoder": "target"},
    "attention_axes": {"attention": ("target", "source")},
}


class Pair(NamedTuple):
    """One example."""

    source: Sequence[int]  # ids of what is read
    target: Sequence[int]  # ids of what is to be written, without END


class Pairs(NamedTuple):
    """Examples of one batch."""

    source: Tensor  # ids, padded with 0, (S, B)
    lengths: Tensor  # of the sources, (B,), on the CPU
    target: Tensor  # ids, with END, padded with UNKNOWN, (T, B)


class SequenceToSequence(Task):
    """What is read and written are symbols; the model is an `EncoderDecoder`."""

    topology = "many-to-many after reading"
    uses = frozenset(ModelSettings.model_fields) | {"batch", "seed", "directions", "feeding", "beam"}
    can_sample = True
    measures: ClassVar[tuple[Measure, ...]] = (ACCURACY, SYMBOLS, FORCED_LOSS, FREE_LOSS)
    attention: ClassVar[Callable[[int, int, int], nn.Module] | None] = None  # as `EncoderDecoder` takes it
    longest_read: ClassVar[int] = 200  # symbols of a watched source
    joint: ClassVar[str] = ""  # between the symbols where they are shown as text
    read: tuple[str, ...]  # the symbols that are read
    labels: tuple[str, ...]  # those that are written; END is the last one

    @property
    def chance_loss(self) -> float:
        """Ln V for each symbol that is to be written."""
        return math.log(len(self.labels))

    @property
    def end(self) -> int:
        """The id of END."""
        return len(self.labels) - 1

    # --- what a task says ---

    @abstractmethod
    def _draw(self, draw: np.random.Generator, count: int, update: int) -> Sequence[Pair]:
        """Draw examples to learn from, at an update."""

    @abstractmethod
    def _draw_apart(self, draw: np.random.Generator, count: int) -> Sequence[Pair]:
        """Draw examples to evaluate on."""

    @abstractmethod
    def _read(self, text: str) -> Sequence[int]:
        """Return the ids of a typed source; raises `Refused`."""

    @abstractmethod
    def _answer(self, source: Sequence[int]) -> Sequence[int] | None:
        """Return what is to be written for a source, without END; None: it is not known."""

    def _longest_written(self, source: int) -> int:
        """Return after how many symbols writing is given up, for a source of so many."""
        return 2 * source + 10

    # --- examples ---

    def pairs(self, examples: Sequence[Pair]) -> Pairs:
        """Return examples as the tensors of a batch."""
        lengths = np.array([len(p.source) for p in examples])
        source = padded([p.source for p in examples], 0)
        target = padded([[*p.target, self.end] for p in examples], UNKNOWN)
        return Pairs(
            torch.from_numpy(source).to(self.device),
            torch.from_numpy(lengths),
            torch.from_numpy(target).to(self.device),
        )

    def batch(self, update: int) -> Pairs:
        """Return examples that follow from seed and update."""
        return self.pairs(self._draw(drawing(self.settings.seed, update), self.settings.batch, update))

    def held_out(self) -> Pairs:
        """Return examples to evaluate on."""
        return self.pairs(self._draw_apart(drawing(self.settings.seed, 0, Purpose.HELD_OUT), HELD_OUT))

    # --- the model ---

    def model(self) -> nn.Module:
        """Return a new `EncoderDecoder`."""
        both = "directions" in self.uses and self.settings.directions == "both"
        attention = type(self).attention
        made = EncoderDecoder(self.settings, len(self.read), len(self.labels), bidirectional=both, attention=attention)
        return made.to(self.device)

    def tune(self, model: nn.Module, live: Live) -> None:
        """Say what the decoder is fed while it learns, and how wide a beam is."""
        decoder = cast(EncoderDecoder, model)
        decoder.free_running = live.feeding == "free running"
        decoder.beam_width = live.beam

    def _logits(self, model: nn.Module, pairs: Pairs, forced: bool) -> Tensor:
        """Return logits, (T, B, V); `forced`: the true symbols are fed back."""
        logits: Tensor = model(pairs.source, pairs.lengths, len(pairs.target), pairs.target if forced else None)
        return logits

    def _loss(self, logits: Tensor, target: Tensor) -> Tensor:
        """Return the mean cross-entropy of what is to be written, END included, in nats."""
        return F.cross_entropy(logits.flatten(0, -2), target.flatten(), ignore_index=UNKNOWN)

    def loss(self, model: nn.Module, batch: Pairs, state: State) -> tuple[Tensor, State]:
        """Return the loss under the feeding that is set; nothing is carried."""
        del state
        return self._loss(self._logits(model, batch, not model.free_running), batch.target), None

    def outcome(self, model: nn.Module, batch: Pairs, state: State, sequence: int) -> Outcome:
        """Return the loss of the batch, and what is written in one example of it."""
        del state
        logits = self._logits(model, batch, not model.free_running)  # (T, B, V)
        shown = self.symbols(batch, sequence)
        own = slice(len(shown["target"]))  # of the timesteps: others are padding
        return Outcome(
            loss=self._loss(logits, batch.target),
            logits=logits[own, sequence],
            targets=batch.target[own, sequence],
            labels=self.labels,
            sequences=shown,
            **_AXES,
        )

    def symbols(self, batch: Pairs, sequence: int) -> Mapping[str, tuple[str, ...]]:
        """Return what is read, and what is to be written, END included."""
        length = int(batch.lengths[sequence])
        source, target = batch.source[:length, sequence].tolist(), batch.target[:, sequence].tolist()
        return {
            "source": tuple(self.read[i] for i in source),
            "target": tuple(self.labels[i] for i in target if i != UNKNOWN),
        }

    # --- how good it is ---

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the shares of held-out sequences, and of their symbols, that are right, and the loss in both ways."""
        return self.judged(model, self.held_out())

    def judged(self, model: nn.Module, pairs: Pairs) -> Mapping[str, float]:
        """Return the measures of a task for some examples: greedy decoding, left to itself, is judged."""
        asked = pairs.target != UNKNOWN  # (T, B)
        with evaluating(model):
            free = self._logits(model, pairs, forced=False)
            forced = self._logits(model, pairs, forced=True)
        right = (free.argmax(dim=-1) == pairs.target) | ~asked
        return {
            ACCURACY.name: float(right.all(dim=0).double().mean()),
            SYMBOLS.name: int((right & asked).sum()) / int(asked.sum()),
            FORCED_LOSS.name: float(self._loss(forced, pairs.target)),
            FREE_LOSS.name: float(self._loss(free, pairs.target)),
        }

    # --- watching and writing ---

    def _source(self, text: str) -> Sequence[int]:
        ids = self._read(text)
        if len(ids) > self.longest_read:
            raise Refused(
                QT_TRANSLATE_NOOP("tasks", "A sequence of {length} symbols is too long to be read: {most} at most."),
                length=len(ids),
                most=self.longest_read,
            )
        return ids

    def watch(self, text: str) -> Watched:
        """Watch one source being read, and something being written.

        The decoder is fed as it is while it learns, where the target is known. For any other source none is shown: the
        loss, from which the gradients come, is that of what the model itself writes, symbol by symbol.
        """
        ids = self._source(text)
        answer = self._answer(ids)
        shown = tuple(self.read[i] for i in ids)
        source = torch.tensor(ids, device=self.device).unsqueeze(1)  # (S, 1)
        length = torch.tensor([len(ids)])
        known = None if answer is None else torch.tensor([*answer, self.end], device=self.device).unsqueeze(1)  # (T, 1)

        def forward(model: nn.Module, start: Start = None) -> Outcome:
            del start  # every sequence begins anew
            if known is None:
                all_logits = model(source, length, self._longest_written(len(source)), None, self.end)  # (T, 1, V)
                target = all_logits.detach().argmax(dim=-1)  # (T, 1)
            else:
                all_logits = self._logits(model, Pairs(source, length, known), forced=not model.free_running)
                target = known
            logits = all_logits[:, 0]  # (T, V)
            said = logits.argmax(dim=-1) if model.free_running else target[:, 0]  # what stands on the axis
            return Outcome(
                loss=self._loss(logits, target[:, 0]),
                logits=logits,
                targets=None if known is None else target[:, 0],
                own_answer=OWN_ANSWER if known is None else "",
                labels=self.labels,
                sequences={"source": shown, "target": tuple(self.labels[i] for i in said.tolist())},
                decoding=lambda: self._decoding(model, source, known),
                **_AXES,
            )

        return Watched(text, forward)

    def _written(self, model: nn.Module, source: Tensor) -> Tensor:
        """Return the ids that the model writes for one source, (S, 1), greedily, END included if it comes: (T, 1)."""
        with torch.no_grad():
            logits: Tensor = model(source, None, self._longest_written(len(source)), None, self.end)
        return logits.argmax(dim=-1)

    def _decoding(self, model: nn.Module, source: Tensor, known: Tensor | None) -> Decoding:
        """Decode one source aside: both losses, the greedy sequence, and the tree of a beam search."""
        decoder = cast(EncoderDecoder, model)
        losses = [math.nan, math.nan]
        if known is not None:
            pairs = Pairs(source, torch.tensor([len(source)]), known)
            losses = [float(self._loss(self._logits(model, pairs, forced), known)) for forced in (True, False)]
        greedy = self._written(model, source)[:, 0].tolist()
        longest = self._longest_written(len(source))
        beam = search(decoder, source, None, width=decoder.beam_width, end=self.end, longest=longest)
        return Decoding(self.labels, losses[0], losses[1], tuple(self.labels[i] for i in greedy), beam)

    def sample(
        self,
        model: nn.Module,
        generator: torch.Generator,
        temperature: float,
        seed_text: str,
        length: int,
        start: Start = None,
    ) -> str:
        """Return what `seed_text`, or a held-out source without one, becomes: the likeliest symbols up to the end."""
        del temperature, length, start  # it is right or wrong: nothing is left to chance but the question
        ids = self._source(seed_text) if seed_text else self._asked(generator)
        source = torch.tensor(ids, device=self.device).unsqueeze(1)
        with evaluating(model):
            finite(model(source, None, 1))
            written = self._written(model, source)[:, 0].tolist()
        answer = self.joint.join(self.labels[i] for i in written if i != self.end)
        return f"{self.joint.join(self.read[i] for i in ids)} → {answer}"

    def _asked(self, generator: torch.Generator) -> Sequence[int]:
        seed = int(torch.randint(2**31, (1,), generator=generator, device=generator.device))
        return self._draw_apart(drawing(seed, 1, Purpose.HELD_OUT), 1)[0].source


def padded(sequences: Sequence[Sequence[int]], filling: int) -> NDArray[np.int64]:
    """Return sequences side by side, (T, B), filled up at their ends."""
    lengths = np.array([len(s) for s in sequences])
    found = np.full((len(sequences), int(lengths.max())), filling, np.int64)  # (B, T)
    found[np.arange(found.shape[1]) < lengths[:, None]] = np.concatenate([np.asarray(s, np.int64) for s in sequences])
    return np.ascontiguousarray(found.T)
