"""A cell as lines of a script, from its form: any file of `rnnviz/nn/cells/` can be written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rnnviz.nn import cells
from rnnviz.nn.expressions import ZERO, Complement, Expression, Negative, Product, Quotient, Sum, Symbol, Tanh
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.functions import Applied, Larger
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import ModelSettings

_FUSED = {"rnn": "nn.RNN", "lstm": "nn.LSTM", "gru": "nn.GRU"}
_FUSED_NONLINEARITIES = frozenset({"tanh", "relu"})
_PHI = {
    "tanh": "torch.tanh({})",
    "relu": "torch.relu({})",
    "leaky_relu": "F.leaky_relu({})",
    "elu": "F.elu({})",
    "sigmoid": "torch.sigmoid({})",
    "linear": "{}",
    "threshold": "Threshold.apply({})",
}


@dataclass(frozen=True)
class CellCode:
    """What templates are told of a cell.

    Attributes
    ----------
    name : str
        As people call it: "LSTM".
    fused : str
        The layer that torch has: "nn.LSTM"; empty: it has none.
    states : tuple of str
        As they are handed on, h first.
    stacked_ih, stacked_hh : tuple of str
        The gates whose rows stand in the matrices.
    keeps : mapping
        As `Form.keeps`.
    parameters : tuple of (str, str)
        Names and shapes of a cell that torch has not.
    fan : str
        Of what the initial weights' range is one over the root.
    body : tuple of str
        The lines of its forward pass.
    at_once : tuple of str
        Those of all timesteps at once; empty: it has to go through them one by one.
    """

    name: str
    fused: str
    states: tuple[str, ...]
    stacked_ih: tuple[str, ...]
    stacked_hh: tuple[str, ...]
    keeps: Mapping[str, int]
    parameters: tuple[tuple[str, str], ...]
    fan: str
    body: tuple[str, ...]
    at_once: tuple[str, ...]

    @property
    def positive(self) -> bool:
        """Whether it needs the nonlinearity of that name."""
        return any("positive(" in line for line in self.body)


def phi(nonlinearity: str, of: str) -> str:
    """Return a nonlinearity of something as code."""
    return _PHI[nonlinearity].format(of)


def cell_code(settings: ModelSettings, packed: bool = False) -> CellCode:
    """Return the code of the cell that is set; `packed`: it also reads sequences that end before others.

    Raises
    ------
    Refused
        If it cannot be written as code.
    """
    cell = cells.load(settings.cell)
    (_, form), vanilla = cell.computed(settings), cell.form.phi is not None
    if form.turned:
        raise Refused(
            QT_TRANSLATE_NOOP("script", "No script can be made of {cell} yet: its state is a complex number."),
            cell=cell.title,
        )
    fused = _FUSED.get(cell.key, "") if not vanilla or settings.nonlinearity in _FUSED_NONLINEARITIES else ""
    body = _vanilla(settings.nonlinearity) if vanilla else _returned(_gated(form))
    return CellCode(
        name=f"vanilla RNN ({settings.nonlinearity})" if vanilla else cell.title,
        fused=fused,
        states=form.handed_on,
        stacked_ih=form.stacked("ih"),
        stacked_hh=form.stacked("hh"),
        keeps=cell.form.keeps,  # whatever the variant
        parameters=tuple(_parameters(form)),
        fan="inputs" if form.fan == "inputs" else "HIDDEN",
        body=body,
        at_once=_returned(_at_once(form, packed)) if form.linear else (),
    )


def _returned(lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines without names that nothing uses, or that only name what is returned at once."""
    *before, made, returned = _needed(tuple(lines))
    name = returned.removeprefix("return ")
    if made.startswith(f"{name} = "):
        return (*before, f"return {made.removeprefix(f'{name} = ')}")
    return (*before, made, returned)


def _needed(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield lines but those that make a single quantity which no later one uses."""
    for k, line in enumerate(lines):
        name = re.match(r"(\w+) = ", line)
        if name is None or any(re.search(rf"\b{name[1]}\b", later) for later in lines[k + 1 :]):
            yield line


def _parameters(form: Form) -> Iterator[tuple[str, str]]:
    from_x, from_h = len(form.stacked("ih")), len(form.stacked("hh"))
    yield "weight_ih", f"{_times(from_x)}, inputs"
    if from_h:
        yield "weight_hh", f"{_times(from_h)}, HIDDEN"
    yield "bias_ih", _times(from_x)
    if from_h:
        yield "bias_hh", _times(from_h)
    for name in sorted(form.peepholes):
        rows = 1 + max(g.peephole.row for g in form.gates if g.peephole and g.peephole.parameter == name)
        yield name, f"{rows}, HIDDEN"


def _times(count: int) -> str:
    return "HIDDEN" if count == 1 else f"{count} * HIDDEN"


def _vanilla(nonlinearity: str) -> tuple[str, ...]:
    return (
        "a = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h_before, self.weight_hh, self.bias_hh)",
        f"return {phi(nonlinearity, 'a')}",
    )


def _gated(form: Form) -> Iterator[str]:
    """Yield the lines of a gated cell, in the order in which `rnnviz.nn.gated` computes it: bits depend on that."""
    names = form.handed_on
    if len(names) > 1:
        yield f"{', '.join(f'{name}_before' for name in names)} = state"
    yield from _sums(form)
    for name in sorted(form.peepholes):
        rows = sorted((g.peephole.row, g.name) for g in form.gates if g.peephole and g.peephole.parameter == name)
        yield f"{', '.join(f'{name}_{gate}' for _, gate in rows)} = self.{name}.unbind()"
    for symbol, step in form.order:
        if isinstance(step, Expression):
            yield f"{symbol.name} = {written(step)}"
        elif step.equals is not None:
            again = {gate.name: _opened(gate) for gate in form.summed}
            yield f"{symbol.name} = {written(step.equals, again)}"
        else:
            yield from _gate(step)
    yield f"return {', '.join(names)}"


def _sums(form: Form) -> Iterator[str]:
    """Yield what the sums of the gates are of x and of h."""
    from_x, from_h = form.stacked("ih"), form.stacked("hh")
    yield "from_x = F.linear(x, self.weight_ih, self.bias_ih)  # of all gates, one after another"
    if not from_h:
        yield f"{_names('z', from_x)} = from_x.chunk({len(from_x)}, dim=-1)"
        return
    yield "from_h = F.linear(h_before, self.weight_hh, self.bias_hh)"
    if from_x == from_h and not form.reset:
        yield f"{_names('z', from_x)} = (from_x + from_h).chunk({len(from_x)}, dim=-1)"
        return
    yield f"{_names('x', from_x)} = from_x.chunk({len(from_x)}, dim=-1)"
    yield f"{_names('h', from_h)} = from_h.chunk({len(from_h)}, dim=-1)"
    for gate in form.summed:
        with_h = gate.name in from_h and gate.reset is None
        yield f"z_{gate.name} = x_{gate.name}{f' + h_{gate.name}' if with_h else ''}"


def _names(prefix: str, gates: tuple[str, ...]) -> str:
    return ", ".join(f"{prefix}_{gate}" for gate in gates) + ("," if len(gates) == 1 else "")


def _at_once(form: Form, packed: bool) -> Iterator[str]:
    """Yield the lines that compute all timesteps of a linear form at once."""
    names = form.handed_on
    if len(names) > 1:
        yield f"{', '.join(f'{name}_before' for name in names)} = state"
    from_x = form.stacked("ih")
    yield "from_x = F.linear(x, self.weight_ih, self.bias_ih)  # of all gates, one after another"
    yield f"{_names('z', from_x)} = from_x.chunk({len(from_x)}, dim=-1)"
    again = {gate.name: _opened(gate) for gate in form.summed}
    for symbol, step in form.order:
        if not isinstance(step, Expression):
            yield f"{symbol.name} = {_opened(step) if step.equals is None else written(step.equals, again)}"
            continue
        kept, added = form.linear[symbol.name]
        if packed:
            yield f"kept, added = {written(kept)}, {written(added)}"
            yield "if inside is not None:  # beyond its end a sequence keeps its state"
            yield "    kept, added = torch.where(inside, kept, 1.0), torch.where(inside, added, 0.0)"
            yield f"{symbol.name} = Scan.apply(kept, added, {symbol.name}_before)"
        elif kept == ZERO:
            yield f"{symbol.name} = {written(added)}"
        else:
            yield f"{symbol.name} = Scan.apply({written(kept)}, {written(added)}, {symbol.name}_before)"
    yield f"return {', '.join(names)}"


def _gate(gate: Gate) -> Iterator[str]:
    if gate.reset is not None:
        yield f"z_{gate.name} = z_{gate.name} + {gate.reset.name} * h_{gate.name}"
    if gate.peephole is not None:
        seen = _symbol(gate.peephole.of)
        yield f"z_{gate.name} = z_{gate.name} + {gate.peephole.parameter}_{gate.name} * {seen}"
    yield f"{gate.name} = {_opened(gate)}"


def _opened(gate: Gate) -> str:
    name, z = gate.nonlinearity.name, f"z_{gate.name}"
    return f"positive({z})" if name == "positive" else f"torch.exp({z})" if name == "exp" else phi(name, z)


def _symbol(symbol: Symbol) -> str:
    return f"{symbol.name}_before" if symbol.before else symbol.name


def written(expression: Expression, names: Mapping[str, str] | None = None) -> str:
    """Return an expression as code; `names` stand for some of its symbols."""
    match expression:
        case Symbol():
            return (names or {}).get(expression.name, _symbol(expression))
        case Complement():
            return f"1 - {_factor(expression.of, names)}"
        case Negative():
            return f"-{_factor(expression.of, names)}"
        case Product():
            return " * ".join(_factor(each, names) for each in expression.factors) or "1.0"
        case Quotient():
            return f"{_factor(expression.above, names)} / {_factor(expression.below, names)}"
        case Sum():
            return " + ".join(written(each, names) for each in expression.addends) or "0.0"
        case Tanh():
            return f"torch.tanh({written(expression.of, names)})"
        case Applied(name="exp" | "cos" | "sin"):
            return f"torch.{expression.name}({written(expression.of, names)})"
        case Larger():
            return f"torch.maximum({written(expression.one, names)}, {written(expression.other, names)})"
        case _:
            raise ValueError(f"no cell has {expression!r} in its equations")


def _factor(expression: Expression, names: Mapping[str, str] | None) -> str:
    code = written(expression, names)
    return f"({code})" if isinstance(expression, Sum | Complement | Negative | Quotient) else code
