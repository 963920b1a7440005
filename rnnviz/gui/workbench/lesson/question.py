"""What became of the question of a step, or of what it tells afterwards: guesses, the answer, whether all is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rnnviz.lessons import Prediction


MOST_VOTES = 10_000  # for one answer: more than any hall holds


class Answered(NamedTuple):
    """What became of a question, as it is kept."""

    guesses: tuple[float, ...]
    answer: float | None
    told: bool


@dataclass
class Question:
    """Guesses are counted until the answer is known; of a step that asks nothing, only whether all of it is told."""

    asked: Prediction | None
    tells_more: bool = False  # whether words come after it
    guesses: list[float] = field(default_factory=list)  # which choice (from 0), or the number
    answer: float | None = None  # known since it was revealed
    told: bool = False  # whether what comes after the question is told

    @property
    def hides_something(self) -> bool:
        """Whether there is an answer, or words, that are not told yet."""
        return not self.told and (self.asked is not None or self.tells_more)

    def vote(self, guess: float) -> bool:
        """Count a guess; return whether one could still be made."""
        if self.answer is None and not self.told:
            self.guesses.append(guess)
            return True
        return False

    def votes(self, answers: int) -> list[int]:
        """Return how often each of so many answers was guessed."""
        return [self.guesses.count(float(k)) for k in range(answers)]

    def set_votes(self, votes: Sequence[int]) -> bool:
        """Count these guesses of each answer in place of those before; return whether that could still be done.

        Raises `ValueError` for a number below 0 or above `MOST_VOTES`.
        """
        if not all(0 <= each <= MOST_VOTES for each in votes):
            raise ValueError(f"an answer has 0 to {MOST_VOTES} votes")
        if self.answer is not None or self.told:
            return False
        self.guesses = [float(k) for k, each in enumerate(votes) for _ in range(each)]
        return True

    def take_back(self) -> bool:
        """Forget the last guess; return whether there was one that could be."""
        if self.guesses and self.answer is None:
            self.guesses.pop()
            return True
        return False

    def is_right(self, guess: float) -> bool:
        """Whether a guess is the answer."""
        if self.answer is None or self.asked is None:
            return False
        return abs(guess - self.answer) <= (0.0 if self.asked.choices else self.asked.within)
