"""Cells: one file each, ending in ``CELL = Cell(...)``.

Importing a cell loads no torch: what it is stands there as plain data, a `rnnviz.nn.forms.Form`, and what computes is
made by functions that import torch themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from rnnviz.found_modules import module_names, places
from rnnviz.nn.forms import Form, Gate, Memory

if TYPE_CHECKING:
    from torch import nn

    from rnnviz.settings import ModelSettings

__path__ = places("nn/cells")  # cells are found wherever their names are


@dataclass(frozen=True)
class Cell:
    """A kind of recurrent layer.

    Attributes
    ----------
    key : str
        The name of its file, of the setting, and what `rnnviz.probe.frame.Recurrence.cell` says.
    title : str
        Marked with ``QT_TRANSLATE_NOOP("settings", ...)``.
    form : Form
        Its gates and equations.
    variants : mapping
        Its forms where there are several, such as one for each nonlinearity, by what `Recurrence.cell` says of them.
    fused : tuple of str
        The functions of torch that compute it, by name; they are also what `Recurrence.cell` says.
    conventional : bool
        Its letters mean the same in any other cell, as long as that one does not say otherwise.
    chosen : callable, optional
        Which of its variants settings ask for, by its key; of cells that are computed as their form says.
    make_layer, make_step : callable, optional
        Of cells that torch has. All others are computed as their form says.
    """

    key: str
    title: str
    form: Form
    variants: Mapping[str, Form] = field(default_factory=lambda: MappingProxyType({}))
    fused: tuple[str, ...] = ()
    conventional: bool = False
    chosen: Callable[[ModelSettings], str] | None = None
    make_layer: Callable[[ModelSettings, int, bool], nn.Module] | None = None
    make_step: Callable[[ModelSettings, int], nn.Module] | None = None

    @property
    def gates(self) -> tuple[str, ...]:
        """The letters of its gates, in the order shown; empty for a cell without gates."""
        return tuple(self.form.shown) or tuple(gate.name for gate in self.form.gates)

    @property
    def has_cell_state(self) -> bool:
        """Whether its state is more than h: (h, c)."""
        return len(self.form.states) > 1

    @property
    def forms(self) -> Mapping[str, Form]:
        """Its forms by what `Recurrence.cell` says."""
        return self.variants or {self.key: self.form}

    def computed(self, settings: ModelSettings) -> tuple[str, Form]:
        """Return what `Recurrence.cell` says under these settings, and the form."""
        if self.chosen is None:
            return self.key, self.form
        return (key := self.chosen(settings)), self.variants[key]

    def layer(self, settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
        """Return a layer that is called as ``nn.LSTM`` is, time first: ``output, state = layer(x, state)``."""
        from rnnviz.nn import gated

        make = self.make_layer or gated.layer_of(*self.computed(settings))
        return gated.remembering(make(settings, inputs, bidirectional), self.form, settings.memory_bias)

    def step(self, settings: ModelSettings, inputs: int) -> nn.Module:
        """Return the single cell, called as ``nn.LSTMCell`` is."""
        from rnnviz.nn import gated

        make = self.make_step or gated.step_of(*self.computed(settings))
        return gated.remembering(make(settings, inputs), self.form, settings.memory_bias)


def names() -> tuple[str, ...]:
    """Return every cell's name."""
    return module_names("nn/cells")


def load(name: str) -> Cell:
    """Import a cell."""
    cell: Cell = import_module(f"rnnviz.nn.cells.{name}").CELL
    return cell


def title(name: str) -> str:
    """Return what a cell is called, in English; of one that there is not, its name."""
    return load(name).title if name in names() else name


def form(key: str) -> Form | None:
    """Return the form of what `Recurrence.cell` says; None: a cell that is not one of ours."""
    return _forms(names()).get(key)


def fused() -> frozenset[str]:
    """Return the names of torch's functions that compute a cell."""
    return frozenset(function for name in names() for function in load(name).fused)


def initial_of(parameter: str) -> str:
    """Return the state whose learned initial value a parameter of a model is, by its name; empty: another one."""
    owner, _, state = parameter.partition(".")
    return state if owner == "first" else ""


def gate(key: str, letter: str) -> Gate | None:
    """Return a gate of a cell; of one that is not ours, what the letter means by convention."""
    own = form(key)
    return (None if own is None else own.gate(letter)) or letters().get(letter)


def letters() -> Mapping[str, Gate]:
    """Return what letters mean by convention, in the order in which panels show them."""
    return _letters(names())


def memory(key: str, gates: Collection[str]) -> Memory | None:
    """Return what a cell with these gates remembers by; of one that is not ours, by the conventional letters."""
    own = form(key)
    forms = (each.form for each in _conventions(names())) if own is None else iter((own,))
    for found in (each.memory for each in forms):
        if found is not None and {s.name for share in found[1:3] for s in share.symbols()} <= set(gates):
            return found
    return None


def shown(key: str) -> tuple[str, ...]:
    """Return the letters of a cell in the order shown; of one that is not ours, those that are conventional."""
    own = form(key)
    return tuple(letters()) if own is None else tuple(own.shown) or tuple(gate.name for gate in own.gates)


def bounded(key: str) -> tuple[str, ...]:
    """Return what has two ends to its range in a cell: its gates; of a cell without, h where tanh makes it."""
    own = form(key)
    if own is None or own.phi is None:
        return () if own is None else tuple(gate.name for gate in own.gates if gate.nonlinearity.bounded)
    return ("h",) if own.phi.bounded and own.phi.signed else ()


def convention(gates: Collection[str]) -> Form | None:
    """Return a form that has all these gates by the conventional letters, if there is one."""
    return next((each.form for each in _conventions(names()) if set(gates) <= set(each.gates)), None)


@cache
def _forms(names: tuple[str, ...]) -> Mapping[str, Form]:
    from rnnviz.nn.small_cells import FORMS

    return FORMS | {key: form for name in names for key, form in load(name).forms.items()}


@cache
def _conventions(names: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return the cells whose letters are conventional, the one with the most gates first."""
    return tuple(sorted((each for each in map(load, names) if each.conventional), key=lambda each: -len(each.gates)))


@cache
def _letters(names: tuple[str, ...]) -> Mapping[str, Gate]:
    found = ((letter, each.form.gate(letter)) for each in _conventions(names) for letter in each.gates)
    return MappingProxyType({letter: gate for letter, gate in found if gate is not None})
