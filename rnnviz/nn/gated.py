"""Gated cells that torch has not: computed, one timestep a call, as their `rnnviz.nn.forms.Form` says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn.elman import OPENINGS, Explained
from rnnviz.nn.expressions import ZERO, Expression, Symbol
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.looped import Looped, State
from rnnviz.nn.scan import linear_scan
from rnnviz.settings import ModelSettings

_Values = dict[Symbol, Tensor]


class GatedCell(nn.Module):
    """One timestep: x(t) and the states before to the states after.

    All sums stand in one matrix for x(t) and one for h(t-1), stacked as in torch; peepholes are parameters beside.

    Parameters
    ----------
    key : str
        What `rnnviz.probe.frame.Recurrence.cell` says.
    form : Form
        Its gates and equations.
    inputs, hidden : int
        Sizes of x and h.
    layer, reverse : int, bool
        Its place in the layer that holds it.
    """

    def __init__(self, key: str, form: Form, inputs: int, hidden: int, layer: int = 0, reverse: bool = False) -> None:
        super().__init__()
        self.key = key
        self.form = form
        self.gates = form.rows
        self.hidden_size = hidden
        self.layer = layer
        self.reverse = reverse
        from_x, from_h = (len(form.stacked(weight)) * hidden for weight in ("ih", "hh"))
        self.weight_ih = nn.Parameter(torch.empty(from_x, inputs))
        self.weight_hh = nn.Parameter(torch.empty(from_h, hidden)) if from_h else None
        self.bias_ih = nn.Parameter(torch.empty(from_x))
        self.bias_hh = nn.Parameter(torch.empty(from_h)) if from_h else None
        for name, rows in form.owned.items():
            self.register_parameter(name, nn.Parameter(torch.empty(rows, hidden)))
        bound = 1 / math.sqrt(inputs if form.fan == "inputs" else hidden)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)
        self._begin()
        self._order = form.order
        self._states = tuple(map(Symbol, form.handed_on))
        self._before = tuple(Symbol(state.name, before=True) for state in self._states)
        self._from_x, self._from_h = form.stacked("ih"), form.stacked("hh")
        self._alike = self._from_x == self._from_h and not form.reset

    def forward(self, x: Tensor, state: State | None = None) -> State:
        """Return the states, each (..., H), h first, from x(t), (..., I), and the states before; zeros if None."""
        if state is None:
            state = (x.new_zeros(*x.shape[:-1], self.hidden_size),) * len(self._states)
        values, _ = self._computed(x, state if isinstance(state, tuple) else (state,))
        after = tuple([values[symbol] for symbol in self._states])
        return after if len(after) > 1 else after[0]

    def explain(self, x: Tensor, h: Tensor, *states: Tensor | None) -> Explained:
        """Return the gates after and before their nonlinearity, for any number of timesteps at once."""
        values, before = self._computed(x, (h, *(s for s in states if s is not None)))
        return Explained({gate.name: values[gate.symbol] for gate in self.form.gates}, before)

    def _computed(self, x: Tensor, states: tuple[Tensor, ...]) -> tuple[_Values, Mapping[str, Tensor]]:
        """Return every gate and state, and what gates are before their nonlinearity, each (..., H)."""
        values = dict(zip(self._before, states, strict=True))
        like = (*x.shape[:-1], self.hidden_size)
        find, before = values.__getitem__, dict[str, Tensor]()
        rows = self._rows()
        sums, inner = self._sums(x, states[0])
        for symbol, step in self._order:
            if isinstance(step, Expression):
                values[symbol] = step.value(find)
            elif step.equals is not None:
                values[symbol] = self._equal(step, step.equals, before, values)
            else:
                z = sums[step.name] if step.own is None else rows[step.own.parameter][step.own.row].expand(like)
                if step.reset is not None:
                    before[step.inner] = inner[step.name]
                    z = z + values[step.reset] * inner[step.name]
                if step.peephole is not None:
                    z = z + rows[step.peephole.parameter][step.peephole.row] * values[step.peephole.of]
                before[step.name] = z
                values[symbol] = OPENINGS[step.nonlinearity.name](z)
        return values, before

    def scan(self, x: Tensor, state: State, inside: Tensor | None = None) -> tuple[Tensor, ...]:
        """Return the states of all timesteps at once, h first, each (T, ..., H), of a cell whose form is linear.

        Parameters
        ----------
        x : Tensor, (T, ..., I)
        state : Tensor or tuple of Tensor, (..., H)
            Before the first timestep.
        inside : Tensor, (T, ..., 1), optional
            Where it is False, the states stay as they are.
        """
        given = state if isinstance(state, tuple) else (state,)
        first = dict(zip(self._before, given, strict=True))
        values, before, sums = _Values(), dict[str, Tensor](), _by_gate(self._from_x, self._from_input(x))
        rows, like = self._rows(), (*x.shape[:-1], self.hidden_size)
        turned = dict[str, Tensor]()
        for symbol, step in self._order:
            if isinstance(step, Expression):
                if symbol.name in self.form.turned:
                    turned = turned or self._turned(values, first, inside)
                    values[symbol] = turned[symbol.name]
                else:
                    values[symbol] = self._scanned(symbol, values, first[Symbol(symbol.name, before=True)], inside)
            elif step.equals is not None:
                values[symbol] = self._equal(step, step.equals, before, values)
            else:
                z = sums[step.name] if step.own is None else rows[step.own.parameter][step.own.row].expand(like)
                before[step.name] = z
                values[symbol] = OPENINGS[step.nonlinearity.name](z)
        return tuple([values[symbol] for symbol in self._states])

    def _scanned(self, state: Symbol, values: _Values, first: Tensor, inside: Tensor | None) -> Tensor:
        parts = self.form.linear[state.name]
        added: Tensor = parts[1].value(values.__getitem__)
        kept: Tensor = torch.zeros_like(added) if parts[0] == ZERO else parts[0].value(values.__getitem__)
        if inside is not None:
            kept, added = torch.where(inside, kept, 1.0), torch.where(inside, added, 0.0)
        elif parts[0] == ZERO:
            return added
        return linear_scan(kept, added, first)

    def _turned(self, values: _Values, first: _Values, inside: Tensor | None) -> dict[str, Tensor]:
        """Scan two states as the real and the imaginary part of one: its factor is a complex number."""
        one, other = self.form.turned
        turns = self.form.states[other].derivative(Symbol(one, before=True))
        kept, turn, added, turned = (
            each.value(values.__getitem__)
            for each in (self.form.linear[one][0], turns, self.form.linear[one][1], self.form.linear[other][1])
        )
        factor, news = torch.complex(kept, turn), torch.complex(added, turned)
        if inside is not None:
            factor, news = torch.where(inside, factor, 1.0), torch.where(inside, news, 0.0)
        start = torch.complex(*(first[Symbol(name, before=True)] for name in (one, other)))
        found = linear_scan(factor, news, start)
        return {one: found.real, other: found.imag}

    @torch.no_grad()
    def _begin(self) -> None:
        """Give the gates that see nothing what they begin as."""
        for gate in self.form.gates:
            if gate.own is not None:
                row = self.get_parameter(gate.own.parameter)[gate.own.row]
                row.copy_(torch.tensor([gate.own.first(u) for u in torch.rand(len(row)).tolist()]))

    def _rows(self) -> Mapping[str, tuple[Tensor, ...]]:
        return {name: self.get_parameter(name).unbind() for name in self.form.owned}

    def _equal(self, gate: Gate, equals: Expression, before: dict[str, Tensor], values: _Values) -> Tensor:
        """Compute a gate from the sums of others, not from those gates: of their gradients each then has its own."""

        def again(symbol: Symbol) -> Tensor:
            other = None if symbol.before else self.form.gate(symbol.name)
            if other is None or other.equals is not None:
                return values[symbol]
            return OPENINGS[other.nonlinearity.name](before[symbol.name])

        if gate.opposite:
            before[gate.name] = -before[gate.opposite]  # 1 - σ(z) = σ(-z)
        found: Tensor = equals.value(again)
        return found

    def _from_input(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight_ih, self.bias_ih)

    def _sums(self, x: Tensor, h: Tensor) -> tuple[Mapping[str, Tensor], Mapping[str, Tensor]]:
        """Return the sum of each gate, without what is to be reset, and what each takes from h(t-1)."""
        by_x = self._from_input(x)  # (..., G H)
        if self.weight_hh is None:
            return _by_gate(self._from_x, by_x), {}
        by_h = F.linear(h, self.weight_hh, self.bias_hh)
        if self._alike:
            return _by_gate(self._from_x, by_x + by_h), {}
        from_x, from_h = _by_gate(self._from_x, by_x), _by_gate(self._from_h, by_h)
        whole = {
            gate.name: from_x[gate.name] + from_h[gate.name]
            for gate in self.form.summed
            if gate.name in from_h and gate.reset is None
        }
        return {**from_x, **whole}, from_h


def _by_gate(names: tuple[str, ...], values: Tensor) -> Mapping[str, Tensor]:
    return dict(zip(names, values.chunk(len(names), -1), strict=True))


def layer_of(key: str, form: Form) -> Callable[[ModelSettings, int, bool], nn.Module]:
    """Return what makes layers of such cells."""

    def make(s: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
        def cell(size: int, layer: int, reverse: bool) -> GatedCell:
            return GatedCell(key, form, size, s.hidden, layer, reverse)

        return Looped(cell, inputs, s.hidden, s.layers, s.dropout, bidirectional, states=len(form.states))

    return make


def step_of(key: str, form: Form) -> Callable[[ModelSettings, int], nn.Module]:
    """Return what makes single cells."""

    def make(settings: ModelSettings, inputs: int) -> nn.Module:
        return GatedCell(key, form, inputs, settings.hidden)

    return make


@torch.no_grad()
def remembering(module: nn.Module, form: Form, bias: float) -> nn.Module:
    """Have a module begin by remembering: what its cells hold lasts about 1 + exp(bias) timesteps.

    A forget gate that begins half open forgets within a few timesteps, and the gradient with it (Gers et al. 2000); an
    input gate that begins half open fills the cell with noise in the meantime (Tallec and Ollivier 2018).

    Parameters
    ----------
    module : nn.Module
        Its input biases are called ``bias_ih...``, stacked by gate, as in torch.
    form : Form
        Of its cells.
    bias : float
        What is added where a gate keeps and taken where it writes; nothing is touched for 0.
    """
    if bias and form.keeps:
        for name, parameter in module.named_parameters():
            if name.rpartition(".")[2].startswith("bias_ih"):
                for gate, part in zip(form.stacked("ih"), parameter.chunk(len(form.stacked("ih"))), strict=True):
                    part.add_(form.keeps.get(gate, 0) * bias)
    return module
