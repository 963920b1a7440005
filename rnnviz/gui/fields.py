"""The settings of a run as form fields: which widget, which words, which values. One record a field."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, SignalInstance
from PySide6.QtWidgets import QWidget

from rnnviz.engine.config import RunConfig
from rnnviz.gui.language import translate
from rnnviz.gui.numerals import Range
from rnnviz.gui.widgets.number_fields import NumberField, RealField, WholeField
from rnnviz.gui.widgets.wheel import Combo
from rnnviz.nn import cells
from rnnviz.sentences import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Field:
    """One setting: its name in RunConfig, its label, its help, and its widget."""

    name: str
    label: str
    help: str
    kind: Callable[[str], QWidget]  # called with the name
    applies: Callable[[RunConfig], bool] = lambda config: True

    def make(self) -> QWidget:
        """Return a widget for it."""
        made = self.kind(self.name)
        made.setToolTip(translate("settings", self.help))
        made.setAccessibleName(translate("settings", self.label))
        return made


def allowed(name: str) -> Range:
    """Return what a setting may be, as RunConfig says it."""
    said: dict[str, float] = {}
    for rule in RunConfig.model_fields[name].metadata:
        said |= {key: getattr(rule, key) for key in ("ge", "gt", "le", "lt") if hasattr(rule, key)}
    low, high = said.get("ge", said.get("gt", -math.inf)), said.get("le", said.get("lt", math.inf))
    return Range(low, high, above="gt" in said, below="lt" in said)


def whole(name: str) -> QWidget:
    """Return a field for a whole number."""
    return WholeField(allowed(name))


def number(step: float | None = None) -> Callable[[str], QWidget]:
    """Return a maker of a field for a real number; without a step it goes over many orders of magnitude."""

    def make(name: str) -> QWidget:
        return RealField(allowed(name), step)

    return make


def narrow_box() -> Combo:
    """Return a combo box that does not ask for the room of its longest entry."""
    box = Combo()
    box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    return box


def choice(**titles: str) -> Callable[[str], QWidget]:
    """Return a maker of a field for one value of several."""

    def make(_name: str) -> QWidget:
        box = narrow_box()
        for value, title in titles.items():
            box.addItem(translate("settings", title), value)
        return box

    return make


def cell_choice(_name: str) -> QWidget:
    """Return a field for every cell there is."""
    box = narrow_box()
    for name in cells.names():
        box.addItem(translate("settings", CELL_TITLES.get(name, name)), name)
    return box


def value_of(widget: QWidget) -> Any:
    """Return what a field says."""
    return widget.currentData() if isinstance(widget, Combo) else widget.value()  # type: ignore[attr-defined]


def set_value(widget: QWidget, value: Any) -> None:
    """Have a field say a value, without telling anybody; what is being typed into it stays."""
    with QSignalBlocker(widget):
        if isinstance(widget, Combo):
            widget.setCurrentIndex(widget.findData(value))
        else:
            widget.setValue(value)  # type: ignore[attr-defined]


def changed(widget: QWidget) -> SignalInstance:
    """Return the signal of a field."""
    return widget.currentIndexChanged if isinstance(widget, Combo) else widget.valueChanged  # type: ignore


def settled(fields: Iterable[QWidget]) -> bool:
    """Take what is being typed into the fields; whether none of it was refused (the first that is, says so)."""
    return all(field.commit() for field in fields if isinstance(field, NumberField))


CELL_TITLES = {
    "rnn": QT_TRANSLATE_NOOP("settings", "Vanilla"),
    "lstm": QT_TRANSLATE_NOOP("settings", "LSTM"),
    "gru": QT_TRANSLATE_NOOP("settings", "GRU"),
    "peephole": QT_TRANSLATE_NOOP("settings", "LSTM with peepholes"),
    "cifg": QT_TRANSLATE_NOOP("settings", "LSTM, coupled gates"),
}

FIELDS = (
    Field(
        "cell",
        QT_TRANSLATE_NOOP("settings", "Cell"),
        QT_TRANSLATE_NOOP("settings", "What computes h(t) from h(t−1) and x(t)"),
        cell_choice,
    ),
    Field(
        "nonlinearity",
        QT_TRANSLATE_NOOP("settings", "Nonlinearity"),
        QT_TRANSLATE_NOOP("settings", "Of the vanilla cell: h(t) = φ(W_xh·x(t) + W_hh·h(t−1) + b)"),
        choice(
            tanh="tanh",
            relu="ReLU",
            leaky_relu="leaky ReLU",
            elu="ELU",
            sigmoid="sigmoid",
            linear="linear",
            threshold=QT_TRANSLATE_NOOP("settings", "threshold"),
        ),
        lambda config: config.cell == "rnn" or config.task in ("roommate", "parity", "perceptron"),
    ),
    Field(
        "hidden",
        QT_TRANSLATE_NOOP("settings", "Hidden units"),
        QT_TRANSLATE_NOOP("settings", "Size of h(t), per layer and direction"),
        whole,
    ),
    Field(
        "layers",
        QT_TRANSLATE_NOOP("settings", "Layers"),
        QT_TRANSLATE_NOOP("settings", "Each layer reads the one below"),
        whole,
    ),
    Field(
        "embedding",
        QT_TRANSLATE_NOOP("settings", "Embedding"),
        QT_TRANSLATE_NOOP("settings", "0: a symbol enters as a one-hot vector; else as a learned vector of this size"),
        whole,
    ),
    Field(
        "dropout",
        QT_TRANSLATE_NOOP("settings", "Dropout"),
        QT_TRANSLATE_NOOP("settings", "Share of a layer's outputs that the next layer does not see, while training"),
        number(0.05),
        lambda config: config.layers > 1,
    ),
    Field(
        "sequence_length",
        QT_TRANSLATE_NOOP("settings", "Timesteps"),
        QT_TRANSLATE_NOOP("settings", "Length T of a chunk: how far back the gradient goes"),
        whole,
    ),
    Field(
        "batch",
        QT_TRANSLATE_NOOP("settings", "Batch"),
        QT_TRANSLATE_NOOP("settings", "Sequences learned from at each update"),
        whole,
    ),
    Field(
        "lag",
        QT_TRANSLATE_NOOP("settings", "Lag"),
        QT_TRANSLATE_NOOP("settings", "Timesteps for which something has to be remembered"),
        whole,
    ),
    Field(
        "directions",
        QT_TRANSLATE_NOOP("settings", "Directions"),
        QT_TRANSLATE_NOOP("settings", "Whether a second net reads the sequence from its end"),
        choice(both=QT_TRANSLATE_NOOP("settings", "both"), forward=QT_TRANSLATE_NOOP("settings", "forward only")),
    ),
    Field(
        "words",
        QT_TRANSLATE_NOOP("settings", "Words"),
        QT_TRANSLATE_NOOP("settings", "Size of the vocabulary: the commonest words; all others are one symbol"),
        whole,
    ),
    Field(
        "weights",
        QT_TRANSLATE_NOOP("settings", "Weights"),
        QT_TRANSLATE_NOOP("settings", "Random, to be learned; or set by hand, so that the network is right at once"),
        choice(
            **{
                "random": QT_TRANSLATE_NOOP("settings", "random"),
                "by hand": QT_TRANSLATE_NOOP("settings", "by hand"),
            }
        ),
    ),
    Field(
        "memory_bias",
        QT_TRANSLATE_NOOP("settings", "Memory bias"),
        QT_TRANSLATE_NOOP("settings", "Added at the start to the bias of the gate that keeps; more: a longer memory"),
        number(0.5),
        lambda config: config.cell != "rnn",
    ),
    Field(
        "chunks",
        QT_TRANSLATE_NOOP("settings", "Chunks"),
        QT_TRANSLATE_NOOP(
            "settings", "Carried: truncated BPTT, the state goes on from chunk to chunk, the gradient stops at its edge"
        ),
        choice(
            carried=QT_TRANSLATE_NOOP("settings", "state carried"),
            independent=QT_TRANSLATE_NOOP("settings", "independent"),
        ),
    ),
    Field(
        "optimiser",
        QT_TRANSLATE_NOOP("settings", "Optimiser"),
        QT_TRANSLATE_NOOP("settings", "How a gradient becomes a step"),
        choice(sgd="SGD", adagrad="Adagrad", rmsprop="RMSprop", adam="Adam", adamw="AdamW"),
    ),
    Field(
        "momentum",
        QT_TRANSLATE_NOOP("settings", "Momentum"),
        QT_TRANSLATE_NOOP("settings", "Share of the last step that is taken again"),
        number(0.05),
        lambda config: config.optimiser in ("sgd", "rmsprop"),
    ),
    Field(
        "learning_rate",
        QT_TRANSLATE_NOOP("settings", "Learning rate"),
        QT_TRANSLATE_NOOP("settings", "Changes while it learns"),
        number(),
    ),
    Field(
        "clip",
        QT_TRANSLATE_NOOP("settings", "Clip"),
        QT_TRANSLATE_NOOP(
            "settings", "By norm: g ← g · threshold / ‖g‖ if ‖g‖ > threshold. By value: each element into ± threshold"
        ),
        choice(
            none=QT_TRANSLATE_NOOP("settings", "none"),
            norm=QT_TRANSLATE_NOOP("settings", "by norm"),
            value=QT_TRANSLATE_NOOP("settings", "by value"),
        ),
    ),
    Field(
        "clip_at",
        QT_TRANSLATE_NOOP("settings", "Threshold"),
        QT_TRANSLATE_NOOP("settings", "Of clipping; changes while it learns"),
        number(),
        lambda config: config.clip != "none",
    ),
    Field(
        "singular_value",
        QT_TRANSLATE_NOOP("settings", "Hold σ_max"),
        QT_TRANSLATE_NOOP(
            "settings", "Of W_hh: its largest singular value, kept at this by scaling; 0: free. Changes while it learns"
        ),
        number(0.1),
    ),
    Field(
        "seed",
        QT_TRANSLATE_NOOP("settings", "Seed"),
        QT_TRANSLATE_NOOP("settings", "The same seed gives the same run, to the bit"),
        whole,
    ),
    Field(
        "device",
        QT_TRANSLATE_NOOP("settings", "Device"),
        QT_TRANSLATE_NOOP("settings", "Where the arithmetic is done"),
        choice(cpu="cpu", cuda="cuda", mps="mps"),
    ),
)
