"""Many-to-many after reading: a short string is read to its end, and then written backwards."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.nn.encoder_decoder import EncoderDecoder
from rnnviz.probe.outcome import Outcome
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import ModelSettings
from rnnviz.tasks import Start, Watched
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._generated import HELD_OUT, Drawn, Examples, Generated, Read, known, one_hot
from rnnviz.tasks._writing import evaluating, finite

LETTERS = tuple("abcdef")
END = "∎"
_LONGEST_WATCHED = 100


class Reverse(Generated):
    """All strings of a batch are of one length, up to `sequence_length`; what is written ends with END."""

    topology = "many-to-many after reading"
    uses = (frozenset(ModelSettings.model_fields) - {"embedding"}) | {"sequence_length", "batch", "seed"}
    can_sample = True
    labels = (*LETTERS, END)
    axis = "target"
    axes = MappingProxyType({"encoder": "source", "decoder": "target"})

    def model(self) -> nn.Module:
        """Return a new `EncoderDecoder`."""
        return EncoderDecoder(self.settings, len(LETTERS), len(self.labels)).to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        length = int(draw.integers(1, self.settings.sequence_length, endpoint=True))
        return _drawn(draw.integers(len(LETTERS), size=(length, count)))

    def held_out(self) -> Examples:
        """Return strings of the greatest length."""
        draw = drawing(self.settings.seed, 0, Purpose.HELD_OUT)
        return self._examples(_drawn(draw.integers(len(LETTERS), size=(self.settings.sequence_length, HELD_OUT))))

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Feed back the true symbols, or its own."""
        true = examples.targets if forced else None
        logits: Tensor = model(examples.x, len(examples.targets), true)
        return logits

    def share_right(self, model: nn.Module, examples: Examples) -> float:
        """Return the share of strings that are right in every symbol."""
        return float((self.answers(model, examples) == examples.targets).all(dim=0).double().mean())

    def default_probe(self) -> str:
        """Return a string of the greatest length."""
        return "".join(LETTERS[(k * k + 3) % len(LETTERS)] for k in range(self.settings.sequence_length))

    def _read(self, text: str) -> Read:
        ids = np.array(known(text.strip(), LETTERS))
        if len(ids) > _LONGEST_WATCHED:
            raise Refused(
                QT_TRANSLATE_NOOP("tasks", "A string of {length} letters is too long: {most} at most."),
                length=len(ids),
                most=_LONGEST_WATCHED,
            )
        drawn = _drawn(ids[:, None])
        return Read(tuple(LETTERS[i] for i in ids), drawn.x[:, 0], drawn.targets[:, 0])

    def watch(self, text: str) -> Watched:
        """Watch it read, and write left to itself: each symbol written is the next input of the decoder."""
        read = self._read(text)
        example = self._examples(Drawn(read.x[:, None], read.targets[:, None]))

        def forward(model: nn.Module, start: Start = None) -> Outcome:
            del start  # every string begins anew
            x = example.x.to(next(model.parameters()).dtype)
            logits = self._logits(model, example._replace(x=x), forced=False)[:, 0]  # (T, V)
            written = tuple(self.labels[i] for i in logits.argmax(dim=-1).tolist())
            targets = example.targets[:, 0]
            shown = {"source": read.shown, "target": written}
            return self._told(self._loss(logits, targets), logits, targets, shown)

        return Watched(text, forward)

    def symbols(self, batch: Examples, sequence: int) -> Mapping[str, tuple[str, ...]]:
        """Return what is read, and what is to be written."""
        source, target = batch.x[:, sequence].argmax(dim=-1), batch.targets[:, sequence]
        return {
            "source": tuple(LETTERS[i] for i in source.tolist()),
            "target": tuple(self.labels[i] for i in target.tolist()),
        }

    def sample(
        self,
        model: nn.Module,
        generator: torch.Generator,
        temperature: float,
        seed_text: str,
        length: int,
        start: Start = None,
    ) -> str:
        """Return what `seed_text`, or a drawn string, becomes: the likeliest symbols up to the end."""
        del temperature, length, start  # it is right or wrong
        if seed_text:
            ids = np.array(known(seed_text.strip(), LETTERS))
        else:
            size = (self.settings.sequence_length,)
            ids = torch.randint(len(LETTERS), size, generator=generator, device=generator.device).cpu().numpy()
        examples = self._examples(_drawn(ids[:, None]))
        with evaluating(model):
            written = finite(self._logits(model, examples, forced=False))[:, 0].argmax(dim=-1).tolist()
        answer = "".join(self.labels[i] for i in written).partition(END)[0]
        return f"{''.join(LETTERS[i] for i in ids)} → {answer}"

    def describe(self) -> Mapping[str, object]:
        """Return the number of letters and the longest string."""
        return {"letters": len(LETTERS), "longest": self.settings.sequence_length}


def _drawn(ids: NDArray[np.int64]) -> Drawn:
    """Return letters, (S, B, 6), and them backwards with an END, (S + 1, B)."""
    end = np.full((1, ids.shape[1]), len(LETTERS))
    return Drawn(one_hot(ids, len(LETTERS)), np.concatenate([ids[::-1], end]))


TASK = Reverse
