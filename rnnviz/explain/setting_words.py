"""The settings of a run in words: what each is called, what it does, when it means anything."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from rnnviz.engine.config import RunConfig
from rnnviz.explain.numerals import Range
from rnnviz.nn import cells
from rnnviz.sentences import QT_TRANSLATE_NOOP
from rnnviz.settings import BUILT_IN, MACHINE

#: Whether a setting means something for a config, given the settings that its task uses; None: it may use all.
Applies = Callable[[RunConfig, Collection[str] | None], bool]


def has_variants(config: RunConfig, uses: Collection[str] | None) -> bool:
    """Whether there is a choice of nonlinearities: gates have theirs, and a network without a cell has this setting."""
    return (uses is not None and "cell" not in uses) or cells.load(config.cell).key == "rnn"


def _is_file(config: RunConfig) -> bool:
    """Whether the text is a file of the user's."""
    return config.text_file != BUILT_IN and not config.text_file.startswith(MACHINE)


def _keeps_memory(config: RunConfig, _uses: Collection[str] | None) -> bool:
    return bool(cells.load(config.cell).form.keeps)


@dataclass(frozen=True)
class Setting:
    """One field of `RunConfig`; labels, helps and titles are marked with QT_TRANSLATE_NOOP("settings", ...)."""

    name: str
    label: str
    help: str
    titles: Mapping[str, str] = field(default_factory=dict)  # of its values, where it is one of several
    step: float | None = None  # of a real number; None: it goes over many orders of magnitude
    applies: Applies = lambda config, uses: True


SETTINGS = (
    Setting(
        "cell",
        QT_TRANSLATE_NOOP("settings", "Cell"),
        QT_TRANSLATE_NOOP("settings", "What computes h(t) from h(t−1) and x(t)"),
    ),
    Setting(
        "nonlinearity",
        QT_TRANSLATE_NOOP("settings", "Nonlinearity"),
        QT_TRANSLATE_NOOP("settings", "Of the vanilla cell: h(t) = φ(W_xh·x(t) + W_hh·h(t−1) + b)"),
        titles={
            "tanh": "tanh",
            "relu": "ReLU",
            "leaky_relu": "leaky ReLU",
            "elu": "ELU",
            "sigmoid": "sigmoid",
            "linear": "linear",
            "threshold": QT_TRANSLATE_NOOP("settings", "threshold"),
        },
        applies=has_variants,
    ),
    Setting(
        "hidden",
        QT_TRANSLATE_NOOP("settings", "Hidden units"),
        QT_TRANSLATE_NOOP("settings", "Size of h(t), per layer and direction"),
    ),
    Setting(
        "layers",
        QT_TRANSLATE_NOOP("settings", "Layers"),
        QT_TRANSLATE_NOOP("settings", "Each layer reads the one below"),
    ),
    Setting(
        "embedding",
        QT_TRANSLATE_NOOP("settings", "Embedding"),
        QT_TRANSLATE_NOOP("settings", "0: a symbol enters as a one-hot vector; else as a learned vector of this size"),
    ),
    Setting(
        "dropout",
        QT_TRANSLATE_NOOP("settings", "Dropout"),
        QT_TRANSLATE_NOOP("settings", "Share of a layer's outputs that the next layer does not see, while training"),
        step=0.05,
        applies=lambda config, uses: config.layers > 1,
    ),
    Setting(
        "encoding",
        QT_TRANSLATE_NOOP("settings", "Encoding"),
        QT_TRANSLATE_NOOP("settings", "How the bytes of your text file are read as symbols"),
        applies=lambda config, _uses: not config.text and _is_file(config),
    ),
    Setting(
        "language",
        QT_TRANSLATE_NOOP("settings", "Data language"),
        QT_TRANSLATE_NOOP("settings", "Of the built-in text and of what the task reads and writes"),
        titles={"en": "English", "pt_BR": "Português (Brasil)"},
        applies=lambda config, _uses: not config.text and config.text_file == BUILT_IN,
    ),
    Setting(
        "menu",
        QT_TRANSLATE_NOOP("settings", "Menu"),
        QT_TRANSLATE_NOOP("settings", "The three dishes of the perfect roommate, in the order of their cycle"),
        titles={
            "pie": QT_TRANSLATE_NOOP("settings", "pie, burger, chicken"),
            "pasta": QT_TRANSLATE_NOOP("settings", "pasta, burger, salad"),
            "soup": QT_TRANSLATE_NOOP("settings", "pasta, soup, salad"),
        },
    ),
    Setting(
        "sequence_length",
        QT_TRANSLATE_NOOP("settings", "Timesteps"),
        QT_TRANSLATE_NOOP("settings", "Length T of a chunk: how far back the gradient goes"),
    ),
    Setting(
        "batch",
        QT_TRANSLATE_NOOP("settings", "Batch"),
        QT_TRANSLATE_NOOP("settings", "Sequences learned from at each update"),
    ),
    Setting(
        "lag",
        QT_TRANSLATE_NOOP("settings", "Lag"),
        QT_TRANSLATE_NOOP("settings", "Timesteps for which something has to be remembered"),
    ),
    Setting(
        "directions",
        QT_TRANSLATE_NOOP("settings", "Directions"),
        QT_TRANSLATE_NOOP("settings", "Whether a second net reads the sequence from its end"),
        titles={
            "both": QT_TRANSLATE_NOOP("settings", "both"),
            "forward": QT_TRANSLATE_NOOP("settings", "forward only"),
        },
    ),
    Setting(
        "attention",
        QT_TRANSLATE_NOOP("settings", "Attention"),
        QT_TRANSLATE_NOOP("settings", "How the decoder finds where to look in what was read"),
        titles={
            "additive": QT_TRANSLATE_NOOP("settings", "additive"),
            "dot product": QT_TRANSLATE_NOOP("settings", "dot product"),
            "position": QT_TRANSLATE_NOOP("settings", "by position only"),
            "none": QT_TRANSLATE_NOOP("settings", "none: one vector"),
        },
    ),
    Setting(
        "sharing",
        QT_TRANSLATE_NOOP("settings", "Shared weights"),
        QT_TRANSLATE_NOOP("settings", "Whether every timestep has the same weights, or each place its own"),
        titles={
            "all timesteps": QT_TRANSLATE_NOOP("settings", "at all timesteps"),
            "none": QT_TRANSLATE_NOOP("settings", "none: own at each place"),
        },
    ),
    Setting(
        "words",
        QT_TRANSLATE_NOOP("settings", "Words"),
        QT_TRANSLATE_NOOP("settings", "Size of the vocabulary: the commonest words; all others are one symbol"),
        applies=lambda config, _uses: config.task == "words" or bool(config.text) or config.text_file != BUILT_IN,
    ),
    Setting(
        "weights",
        QT_TRANSLATE_NOOP("settings", "Weights"),
        QT_TRANSLATE_NOOP("settings", "Random, to be learned; or set by hand, so that the network is right at once"),
        titles={
            "random": QT_TRANSLATE_NOOP("settings", "random"),
            "by hand": QT_TRANSLATE_NOOP("settings", "by hand"),
        },
    ),
    Setting(
        "memory_bias",
        QT_TRANSLATE_NOOP("settings", "Memory bias"),
        QT_TRANSLATE_NOOP("settings", "Added at the start to the bias of the gate that keeps; more: a longer memory"),
        step=0.5,
        applies=_keeps_memory,
    ),
    Setting(
        "stabiliser",
        QT_TRANSLATE_NOOP("settings", "Stabiliser"),
        QT_TRANSLATE_NOOP(
            "settings",
            "A state that keeps exponential gates in range and cancels out; off: they overflow after a while",
        ),
        titles={
            "on": QT_TRANSLATE_NOOP("settings", "on"),
            "off": QT_TRANSLATE_NOOP("settings", "off"),
        },
        applies=lambda config, _uses: cells.load(config.cell).chosen is not None,
    ),
    Setting(
        "initial_state",
        QT_TRANSLATE_NOOP("settings", "Initial state"),
        QT_TRANSLATE_NOOP(
            "settings",
            "h, and c where there is one, before the first timestep: zeros, or learned as weights are. Where chunks "
            "are carried, it is met once in a pass through the text",
        ),
        titles={
            "zeros": QT_TRANSLATE_NOOP("settings", "zeros"),
            "learned": QT_TRANSLATE_NOOP("settings", "learned"),
        },
    ),
    Setting(
        "chunks",
        QT_TRANSLATE_NOOP("settings", "Chunks"),
        QT_TRANSLATE_NOOP(
            "settings", "Carried: truncated BPTT, the state goes on from chunk to chunk, the gradient stops at its edge"
        ),
        titles={
            "carried": QT_TRANSLATE_NOOP("settings", "state carried"),
            "independent": QT_TRANSLATE_NOOP("settings", "independent"),
        },
    ),
    Setting(
        "order",
        QT_TRANSLATE_NOOP("settings", "Order"),
        QT_TRANSLATE_NOOP("settings", "In which what was memorised is to be written"),
        titles={
            "as read": QT_TRANSLATE_NOOP("settings", "as it was read"),
            "backwards": QT_TRANSLATE_NOOP("settings", "backwards"),
        },
    ),
    Setting(
        "difficulty",
        QT_TRANSLATE_NOOP("settings", "Difficulty"),
        QT_TRANSLATE_NOOP("settings", "Of the programs: how deep they nest, and how many digits their numbers have"),
    ),
    Setting(
        "curriculum",
        QT_TRANSLATE_NOOP("settings", "Curriculum"),
        QT_TRANSLATE_NOOP(
            "settings", "Which programs it learns from: only the hardest, or easier ones first or among them"
        ),
        titles={
            "baseline": QT_TRANSLATE_NOOP("settings", "baseline: as set"),
            "naive": QT_TRANSLATE_NOOP("settings", "naive: easy first"),
            "mix": QT_TRANSLATE_NOOP("settings", "mix: all at once"),
            "combined": QT_TRANSLATE_NOOP("settings", "combined: half of each"),
        },
        applies=lambda config, uses: config.difficulty > 1,
    ),
    Setting(
        "stage",
        QT_TRANSLATE_NOOP("settings", "Stage"),
        QT_TRANSLATE_NOOP("settings", "Updates until a curriculum goes on to the next difficulty"),
        applies=lambda config, uses: config.difficulty > 1 and config.curriculum in ("naive", "combined"),
    ),
    Setting(
        "feeding",
        QT_TRANSLATE_NOOP("settings", "Decoder reads"),
        QT_TRANSLATE_NOOP(
            "settings",
            "After each symbol: the true one (teacher forcing), or its own (free running); changes while it learns",
        ),
        titles={
            "teacher forcing": QT_TRANSLATE_NOOP("settings", "the true symbols"),
            "free running": QT_TRANSLATE_NOOP("settings", "its own symbols"),
        },
    ),
    Setting(
        "beam",
        QT_TRANSLATE_NOOP("settings", "Beam"),
        QT_TRANSLATE_NOOP("settings", "Beginnings that a beam search keeps; 1: the likeliest symbol each time"),
    ),
    Setting(
        "optimiser",
        QT_TRANSLATE_NOOP("settings", "Optimiser"),
        QT_TRANSLATE_NOOP("settings", "How a gradient becomes a step"),
        titles={
            "sgd": "SGD",
            "adagrad": "Adagrad",
            "rmsprop": "RMSprop",
            "adam": "Adam",
            "adamw": "AdamW",
        },
    ),
    Setting(
        "momentum",
        QT_TRANSLATE_NOOP("settings", "Momentum"),
        QT_TRANSLATE_NOOP("settings", "Share of the last step that is taken again"),
        step=0.05,
        applies=lambda config, uses: config.optimiser in ("sgd", "rmsprop"),
    ),
    Setting(
        "learning_rate",
        QT_TRANSLATE_NOOP("settings", "Learning rate"),
        QT_TRANSLATE_NOOP("settings", "Changes while it learns"),
    ),
    Setting(
        "clip",
        QT_TRANSLATE_NOOP("settings", "Clip"),
        QT_TRANSLATE_NOOP(
            "settings", "By norm: g ← g · threshold / ‖g‖ if ‖g‖ > threshold. By value: each element into ± threshold"
        ),
        titles={
            "none": QT_TRANSLATE_NOOP("settings", "none"),
            "norm": QT_TRANSLATE_NOOP("settings", "by norm"),
            "value": QT_TRANSLATE_NOOP("settings", "by value"),
        },
    ),
    Setting(
        "clip_at",
        QT_TRANSLATE_NOOP("settings", "Threshold"),
        QT_TRANSLATE_NOOP("settings", "Of clipping; changes while it learns"),
        applies=lambda config, uses: config.clip != "none",
    ),
    Setting(
        "singular_value",
        QT_TRANSLATE_NOOP("settings", "Hold σ_max"),
        QT_TRANSLATE_NOOP(
            "settings", "Of W_hh: its largest singular value, kept at this by scaling; 0: free. Changes while it learns"
        ),
        step=0.1,
    ),
    Setting(
        "seed",
        QT_TRANSLATE_NOOP("settings", "Seed"),
        QT_TRANSLATE_NOOP("settings", "The same seed gives the same run, to the bit"),
    ),
    Setting(
        "device",
        QT_TRANSLATE_NOOP("settings", "Device"),
        QT_TRANSLATE_NOOP("settings", "Where the arithmetic is done"),
        titles={
            "cpu": "cpu",
            "cuda": "cuda",
            "mps": "mps",
        },
    ),
)


def allowed(name: str) -> Range:
    """Return what a setting may be, as RunConfig says it."""
    said: dict[str, float] = {}
    for rule in RunConfig.model_fields[name].metadata:
        said |= {key: getattr(rule, key) for key in ("ge", "gt", "le", "lt") if hasattr(rule, key)}
    low, high = said.get("ge", said.get("gt", -math.inf)), said.get("le", said.get("lt", math.inf))
    return Range(low, high, above="gt" in said, below="lt" in said)
