"""Program output: the text of a short program is read, and what it prints is written ("Learning to Execute").

Nobody tells the net what a sum, an `if` or a loop is: symbols go in, symbols come out (Zaremba and Sutskever 2014).
Programs whose text has a certain hash are never learned from, at no difficulty; on them it is evaluated.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
import torch
from torch import nn

from rnnviz.measures import ACCURACY
from rnnviz.settings import TaskSettings
from rnnviz.tasks import Progress
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._encoder_decoder import END, Pair, SequenceToSequence
from rnnviz.text.drawn_programs import LEVELS, Drawn, drawn
from rnnviz.text.programs import NAMES, output

_ONE_IN = 10  # programs is held out
_EACH = 128  # programs of each difficulty that it is evaluated on
EXAMPLES = ("a=37;print(a)", "if 37>48:print(12)", "print(37+48)")
SYMBOLS_READ = tuple(sorted({*"0123456789+-*<>=:;() ", *NAMES, *"printrangeelseforifin"}))


class ProgramOutput(SequenceToSequence):
    """Which difficulties are learned at an update is the curriculum's affair, and follows from the update alone."""

    uses = SequenceToSequence.uses | {"difficulty", "curriculum", "stage"}
    read = SYMBOLS_READ
    labels = (*"-0123456789", END)

    def __init__(self, settings: TaskSettings, device: torch.device, progress: Progress | None = None) -> None:
        super().__init__(settings, device, progress)
        self._ids = {symbol: i for i, symbol in enumerate(self.read)}
        self._written_ids = {symbol: i for i, symbol in enumerate(self.labels)}

    # --- which programs ---

    def difficulties(self, draw: np.random.Generator, count: int, update: int) -> list[int]:
        """Return how difficult each example of an update is.

        Baseline: as set, from the start. Naive: the easiest first, one more after each stage. Mix: any up to the one
        that is set. Combined: half of the examples naive, half of them mix.
        """
        most, kind = self.settings.difficulty, self.settings.curriculum
        reached = min(most, 1 + update // self.settings.stage)
        mixed = draw.integers(1, most, size=count, endpoint=True)
        naive = draw.random(count) < {"naive": 1.0, "mix": 0.0, "combined": 0.5}.get(kind, 1.0)
        found: list[int] = np.where(naive, most if kind == "baseline" else reached, mixed).tolist()
        return found

    def _draw(self, draw: np.random.Generator, count: int, update: int) -> Sequence[Pair]:
        chosen, random = self.difficulties(draw, count, update), _random(draw)
        return [self._pair(_next(random, difficulty, apart=False)) for difficulty in chosen]

    def _draw_apart(self, draw: np.random.Generator, count: int) -> Sequence[Pair]:
        return self.apart(draw, count, self.settings.difficulty)

    def apart(self, draw: np.random.Generator, count: int, difficulty: int) -> Sequence[Pair]:
        """Draw programs of a difficulty that are never learned from."""
        random = _random(draw)
        return [self._pair(_next(random, difficulty, apart=True)) for _ in range(count)]

    def _pair(self, program: Drawn) -> Pair:
        read, written = self._ids, self._written_ids
        return Pair([read[s] for s in program.text], [written[s] for s in program.printed])

    # --- what a user types ---

    def _read(self, text: str) -> Sequence[int]:
        text = text.strip().replace("\n", ";")
        output(text)  # what it does not know is refused
        return [self._ids[symbol] for symbol in text]

    def _answer(self, source: Sequence[int]) -> Sequence[int]:
        return [self._written_ids[s] for s in output("".join(self.read[i] for i in source))]

    def _longest_written(self, source: int) -> int:
        del source
        return 12

    def default_probe(self) -> str:
        """Return a program of the difficulty that is set; of the first one, a sum."""
        if self.settings.difficulty == 1:
            return EXAMPLES[-1]
        return _next(Random(3), self.settings.difficulty, apart=True).text

    # --- how good it is ---

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the measures for the difficulty that is set, and the share of exact lines for each up to it."""
        found = dict(super().evaluate(model))
        draw = drawing(self.settings.seed, 1, Purpose.HELD_OUT)
        for difficulty in range(1, self.settings.difficulty + 1) if self.settings.difficulty > 1 else ():
            judged = self.judged(model, self.pairs(self.apart(draw, _EACH, difficulty)))
            found[f"{ACCURACY.name}@{difficulty}"] = judged[ACCURACY.name]
        return found

    def describe(self) -> Mapping[str, object]:
        """Return what there is to read and to write."""
        level = LEVELS[self.settings.difficulty - 1]
        return {"symbols": len(self.read), "nesting": level.nesting, "digits": level.digits}


def _random(draw: np.random.Generator) -> Random:
    """Return a generator of single numbers, which numpy takes ten times as long for."""
    return Random(int(draw.integers(2**63)))


def held_out(text: str) -> bool:
    """Tell whether a program is never learned from."""
    return zlib.crc32(text.encode()) % _ONE_IN == 0


def _next(draw: Random, difficulty: int, apart: bool) -> Drawn:
    """Return a program of a difficulty: one held out, or one that is learned from."""
    while held_out((found := drawn(draw, difficulty)).text) != apart:
        pass
    return found


TASK = ProgramOutput
