"""The whole of what a user sets about a run: frozen, validated, and plain enough to be written to a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, ValidationError

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import Device, TaskSettings
from rnnviz.validation import first

Optimiser = Literal["sgd", "adagrad", "rmsprop", "adam", "adamw"]
Clip = Literal["none", "norm", "value"]


#: Fields that change while a run goes on; every other one rebuilds the model. Another nonlinearity needs another
#: module, but the weights are the same (`rnnviz.engine.nonlinearity_switch`).
LIVE = frozenset(
    {"learning_rate", "clip", "clip_at", "temperature", "nonlinearity", "singular_value", "feeding", "beam"}
)

#: Those of them that learning does not depend on.
SHOWN_ONLY = frozenset({"temperature", "beam"})


class RunConfig(TaskSettings):
    """Task, model, optimiser and seed of one run. Two runs of one config are equal to the bit."""

    optimiser: Optimiser = "adam"
    learning_rate: float = Field(2e-3, gt=0.0)
    momentum: float = Field(0.0, ge=0.0, lt=1.0, description="of SGD")
    clip: Clip = "norm"
    clip_at: float = Field(1.0, gt=0.0, description="the norm, or the largest size of an element")
    singular_value: float = Field(
        0.0,
        ge=0.0,
        le=100.0,
        description="at which the largest one of every W_hh is held; 0: free",
    )
    smoothing: float = Field(0.99, ge=0.0, lt=1.0, description="s <- smoothing s + (1 - smoothing) L")
    sample_every: int = Field(0, ge=0, le=1_000_000_000, description="updates between samples; 0: at growing intervals")
    temperature: float = Field(0.8, ge=0.0, le=10.0, description="of the samples; 0: the most likely symbol")
    device: Device = "cpu"

    @classmethod
    def checked(cls, values: Mapping[str, Any]) -> Self:
        """Build a config from untrusted values.

        Raises
        ------
        Refused
            With the first fault, naming the field, its value and what is allowed.
        """
        try:
            return cls(**values)
        except ValidationError as error:
            raise _refusal(error) from error

    def changed(self, **values: Any) -> Self:
        """Return a validated copy with some fields changed; raises `Refused`."""
        return self.checked({**self.model_dump(), **values})

    def rebuilds(self, other: RunConfig) -> frozenset[str]:
        """Return the fields whose change from self to other needs a new model."""
        mine, theirs = self.model_dump(), other.model_dump()
        return frozenset(k for k in mine if mine[k] != theirs[k] and k not in LIVE)

    def learns_as(self, other: RunConfig) -> bool:
        """Whether one more update gives the same weights under both."""
        return self.model_dump(exclude=set(SHOWN_ONLY)) == other.model_dump(exclude=set(SHOWN_ONLY))


def _refusal(error: ValidationError) -> Refused:
    wrong = first(error)
    return Refused(
        QT_TRANSLATE_NOOP("engine", "{field} cannot be {value}: {reason}."),
        details=str(error),
        field=wrong.path.replace("_", " ").capitalize(),
        value=wrong.value,
        reason=wrong.reason,
    )
