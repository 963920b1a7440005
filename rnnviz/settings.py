"""What can be set about a model and about its text: plain, frozen, validated values; no torch, no Qt.

`engine.config.RunConfig` adds how it is trained and is the whole of what a user sets; nn/ and tasks/ see these two
parts only.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from rnnviz.found_modules import module_names
from rnnviz.sentences import ENGLISH
from rnnviz.user_files.encodings import chosen

Nonlinearity = Literal["tanh", "relu", "leaky_relu", "elu", "sigmoid", "linear", "threshold"]
StartingWeights = Literal["random", "by hand"]
Chunks = Literal["carried", "independent"]
Directions = Literal["both", "forward"]
Menu = Literal["pie", "pasta", "soup"]
Sharing = Literal["all timesteps", "none"]
Stabiliser = Literal["on", "off"]
Beginning = Literal["zeros", "learned"]
Device = Literal["cpu", "cuda", "mps"]
Feeding = Literal["teacher forcing", "free running"]
Order = Literal["as read", "backwards"]
Curriculum = Literal["baseline", "naive", "mix", "combined"]

AttentionVariant = Literal["additive", "dot product", "position", "none"]

BUILT_IN = "built-in"
MACHINE = "machine:"  #: so begins the name of a text that the machine has anyway, as in "machine:python"

#: The languages that data can be in: the built-in text, and the words of tasks that have some.
Language = Literal["en", "pt_BR"]


#: The tasks that learn from a text of the user's. (What a task uses is said by its class, which loads torch.)
OF_TEXTS = frozenset({"characters", "classic", "translation", "words"})


class Material(NamedTuple):
    """The settings that name a text and say how it is read."""

    text: str
    text_file: str = BUILT_IN
    encoding: str = ""
    language: str = ENGLISH


class Live(NamedTuple):
    """The settings that a task puts into its model, and that change while a run goes on."""

    feeding: Feeding = "teacher forcing"
    beam: int = 4


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth(cls, value: object) -> object:
        if isinstance(value, bool):  # or true would be 1
            raise ValueError("no setting is true or false")
        return value


class ModelSettings(_Settings):
    """The recurrent part of a model."""

    cell: str = Field("lstm", description="a file of nn/cells/: rnn, lstm, gru, ...")
    nonlinearity: Nonlinearity = Field("tanh", description="of the vanilla cell; the others have their own")
    hidden: int = Field(128, ge=1, le=4096, description="units per layer and direction")
    layers: int = Field(1, ge=1, le=4)
    embedding: int = Field(0, ge=0, le=1024, description="0: one-hot input; else the size of a learned embedding")
    dropout: float = Field(0.0, ge=0.0, lt=1.0, description="between layers")
    memory_bias: float = Field(
        0.0,
        ge=-20.0,
        le=20.0,
        description="at the start: added to the bias of the gate that keeps, taken from the other",
    )
    stabiliser: Stabiliser = Field("on", description="of exponential gates; off: they overflow")
    initial_state: Beginning = Field("zeros", description="h, and c where there is one, before the first timestep")

    @property
    def dropout_between(self) -> float:
        """The dropout between layers; 0 where there is only one: torch warns of one that has no place."""
        return self.dropout if self.layers > 1 else 0.0

    @field_validator("cell")
    @classmethod
    def _known_cell(cls, value: str) -> str:
        if value not in module_names("nn/cells"):
            raise ValueError(f"no such cell; there are {', '.join(module_names('nn/cells'))}")
        return value


class DataSettings(_Settings):
    """What is learned, and in which pieces."""

    task: str = Field("characters", description="a file of tasks/")
    text: str = Field("", description="a text given as such; empty: read text_file")
    text_file: str = Field(BUILT_IN, description="the path of a text, 'built-in', or 'machine:python' and the like")
    target_file: str = Field("", description="the path of a second text: its lines are what those of the first mean")
    encoding: str = Field("", description="of the file; empty: found out, with the language as a hint")
    language: Language = Field("en", description="of the data: the built-in text, the words of a task")
    sequence_length: int = Field(50, ge=1, le=4096, description="timesteps of one chunk, T")
    batch: int = Field(32, ge=1, le=4096)
    chunks: Chunks = Field("carried", description="carried: truncated BPTT, the state goes on from chunk to chunk")
    seed: int = Field(1, ge=0, lt=2**31)

    @field_validator("text", "text_file", "target_file", mode="before")
    @classmethod
    def _can_be_written(cls, value: object) -> object:
        if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError("it holds what is no letter in UTF-8: a file of that name must be renamed first")
        return value

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str) -> str:
        return str(chosen(value)) if value.strip() else ""

    @property
    def material(self) -> Material:
        """Which text is learned, and how it is read."""
        return Material(self.text, self.text_file, self.encoding, self.language)

    @field_validator("task")
    @classmethod
    def _known_task(cls, value: str) -> str:
        if value not in module_names("tasks"):
            raise ValueError(f"no such task; there are {', '.join(module_names('tasks'))}")
        return value


class TaskSettings(ModelSettings, DataSettings):
    """Both, and what only some tasks know: what a task is made from."""

    weights: StartingWeights = Field("random", description="of the small networks whose weights can be set by hand")
    lag: int = Field(20, ge=1, le=2000, description="timesteps for which something has to be remembered")
    menu: Menu = Field("pie", description="of the roommate: which three dishes he cooks, by the one that is its own")
    words: int = Field(1000, ge=2, le=100_000, description="a vocabulary of words keeps that many, the commonest")
    directions: Directions = Field("both", description="of a net that may also read from the end of its sequence")
    sharing: Sharing = Field("all timesteps", description="which timesteps have the same weights, where it can be set")
    feeding: Feeding = Field(
        "teacher forcing", description="what a decoder reads while it learns: the true symbols, or its own"
    )
    beam: int = Field(4, ge=1, le=64, description="beginnings that a beam search keeps; 1: greedy")
    attention: AttentionVariant = Field("additive", description="how a decoder finds where to look in what was read")
    order: Order = Field("as read", description="in which what was memorised is written")

    difficulty: int = Field(1, ge=1, le=5, description="of the programs that are run: how deep, with how long numbers")
    curriculum: Curriculum = Field("baseline", description="in which order programs are learned")
    stage: int = Field(500, ge=1, le=1_000_000, description="updates until a curriculum goes on to the next difficulty")

    @property
    def live(self) -> Live:
        """What a task puts into its model."""
        return Live(self.feeding, self.beam)
