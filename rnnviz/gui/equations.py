"""What happened at one (unit, timestep), as equations: the formula, then the formula with its numbers. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from rnnviz.gui.number import MINUS, number
from rnnviz.probe.frame import Array, Recurrence


class Equation(NamedTuple):
    """``name = step = step = ...``: the formula first, then with numbers, the value last."""

    name: str
    steps: tuple[str, ...]


COMMON = "a"  # what all gates are computed from, each from its own rows: the formula is written once, without numbers

_APPLIED = {
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky_relu": "leakyReLU",
    "elu": "ELU",
    "sigmoid": "σ",
    "linear": "",
    "threshold": "step",
}

#: What stands under the nonlinearity of a cell whose only state is h, by the beginning of its name.
_INSIDE = {
    "rnn_": "W_xh·x(t) + W_hh·h({before}) + b",
    "scalar_": "u·x(t) + w·h({before})",
    "jordan_": "W_xh·x(t) + W_yh·y({before}) + b",
    "feed_forward_": "W·x(t)",
}


def recurrent(record: Recurrence, timestep: int, unit: int) -> list[list[Equation]]:
    """Return what one unit computed at one timestep, in paragraphs: gates, states, gradients.

    Parameters
    ----------
    record
        Must hold h; what else it lacks is left out.
    timestep, unit
        Within ``record.h``. Where h is projected from more cells (``proj_size``), gates and cell state are those of the
        cell of that number, and h(t) has no formula with numbers.
    """
    now = _Now(record, timestep, unit)
    paragraphs = [*_writer(now)(now), _gradients(now)]
    return [paragraph for paragraph in paragraphs if paragraph]


def _writer(now: _Now) -> Callable[[_Now], Iterable[list[Equation]]]:
    """Return what knows the cell's equations."""
    cell = now.record.cell
    if cell in _WITH_CELL_STATE and now.has("c", *"ifgo"):
        return _WITH_CELL_STATE[cell]
    if cell == "gru" and now.has(*"rzn"):
        return _gru
    known = _nonlinearity(cell) is not None and "h" in now.record.before
    return _vanilla if known else _generic


def laid_out(equation: Equation, columns: int) -> list[str]:
    """Break an equation into lines of at most `columns` characters, aligned at the equals."""
    whole = " = ".join((equation.name, *equation.steps))
    if len(whole) <= columns:
        return [whole]
    # The formula stands alone then, and its numbers below it.
    formula, *numbers = equation.steps
    indent = " " * len(equation.name)
    lines = [f"{equation.name} = {formula}"]
    for k, step in enumerate(numbers):
        if k and len(f"{lines[-1]} = {step}") <= columns:
            lines[-1] += f" = {step}"
        else:
            lines.append(f"{indent} = {step}")
    return [part for line in lines for part in _broken(line, columns, len(indent) + len(" = "))]


def _broken(line: str, columns: int, indent: int) -> list[str]:
    """Break a line that is still too long: before the last plus that fits, else after a dot, else anywhere."""
    if len(line) <= columns:
        return [line]
    indent = min(indent, columns // 2)
    plus, dot = line.rfind(" + ", indent + 1, columns + len(" + ")), line.rfind("·", indent + 1, columns)
    at = plus if plus > 0 else dot + 1 if dot > 0 else columns
    return [line[:at], *_broken(f"{' ' * indent}{line[at:].lstrip()}", columns, indent)]


class _Now:
    """The numbers of one (timestep, unit), printed."""

    def __init__(self, record: Recurrence, timestep: int, unit: int) -> None:
        self.record, self.timestep, self.unit = record, timestep, unit
        self.before_t = "t+1" if record.reverse else f"t{MINUS}1"
        self.projected = record.c is not None and record.c.shape[1] != record.h.shape[1]

    def has(self, *names: str) -> bool:
        """Whether the Frame holds these gates and states."""
        own = {"h": self.record.h, "c": self.record.c}
        return all(n in self.record.gates or own.get(n) is not None for n in names)

    def at(self, values: Array) -> float:
        """Return one element, exactly."""
        return float(values[self.timestep, self.unit])

    def of(self, values: Array, signed: bool = True) -> str:
        """Print one element."""
        return number(self.at(values), signed)

    def gate(self, name: str) -> str:
        """Print a gate; those in [0, 1] without a sign."""
        return self.of(self.record.gates[name], signed=name in "gn")

    def pre(self, name: str) -> tuple[str, ...]:
        """Print a gate before its nonlinearity; nothing if it is not known."""
        return (self.of(self.record.before[name]),) if name in self.record.before else ()

    def previous(self, states: Array, initial: Array | None) -> str:
        """Print the state that the timestep started from."""
        start = np.full_like(states[0], np.nan) if initial is None else initial
        return self.of(self.record.previous(states, start))


def _nonlinearity(cell: str) -> str | None:
    """Return how the nonlinearity of a cell without gates is written; None for another cell."""
    kind = next((start for start in _INSIDE if cell.startswith(start)), None)
    return None if kind is None else _APPLIED.get(cell.removeprefix(kind))


def inside(cell: str, before: str) -> str:
    """Write what stands under the nonlinearity of a cell without gates; `before`: how t-1 is written."""
    return next((words.format(before=before) for start, words in _INSIDE.items() if cell.startswith(start)), "")


def before_gates(before: str, peephole: str = "") -> str:
    """Write what stands under the nonlinearity of every gate; `peephole`: the timestep of the c(t) that it sees."""
    return inside("rnn_", before) + (f" + p·c({peephole})" if peephole else "")


def _gates(now: _Now, names: str) -> list[Equation]:
    """Write what all gates have in common once, then each with its numbers."""
    return [Equation(COMMON, (before_gates(now.before_t),)), *(_gate(now, k) for k in names)]


def _gate(now: _Now, name: str) -> Equation:
    applied = "tanh" if name == "g" else "σ"
    with_number = tuple(f"{applied}({value})" for value in now.pre(name))
    return Equation(name, (f"{applied}(a_{name})", *with_number, now.gate(name)))


def _lstm(now: _Now) -> Iterable[list[Equation]]:
    """Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000, as torch writes it."""
    yield _gates(now, "ifgo")
    yield _states(now)


def _peephole(now: _Now) -> Iterable[list[Equation]]:
    """Gers, Schraudolph & Schmidhuber 2002: i and f see c(t-1), o sees c(t), each unit its own."""
    sums = [
        Equation(COMMON, (before_gates(now.before_t, now.before_t),)),
        Equation("a_g", (before_gates(now.before_t),)),
        Equation("a_o", (before_gates(now.before_t, "t"),)),
    ]
    yield [*sums, *(_gate(now, k) for k in "ifgo")]
    yield _states(now)


def _coupled(now: _Now) -> Iterable[list[Equation]]:
    """Greff et al. 2017: what is not written is kept."""
    common, i, g, o = _gates(now, "igo")
    yield [common, i, Equation("f", (f"1{MINUS}i", f"1{MINUS}{now.gate('i')}", now.gate("f"))), g, o]
    yield _states(now)


def _states(now: _Now) -> list[Equation]:
    """Write c(t), and h(t) read off it."""
    record = now.record
    assert record.c is not None
    kept, before = now.gate("f"), now.previous(record.c, record.c0)
    added = f"{now.gate('i')}·({now.gate('g')})"
    c = Equation("c(t)", (f"f·c({now.before_t}) + i·g", f"{kept}·({before}) + {added}", now.of(record.c)))
    if now.projected:
        return [c, Equation("h(t)", ("W_hr·(o·tanh(c(t)))", now.of(record.h)))]
    with_numbers = f"{now.gate('o')}·tanh({now.of(record.c)})"
    return [c, Equation("h(t)", ("o·tanh(c(t))", with_numbers, now.of(record.h)))]


_WITH_CELL_STATE: Mapping[str, Callable[[_Now], Iterable[list[Equation]]]] = {
    "lstm": _lstm,
    "peephole": _peephole,
    "cifg": _coupled,
}


def _gru(now: _Now) -> Iterable[list[Equation]]:
    """Cho et al. 2014 in torch's form: the reset gate multiplies W_hn h + b_hn, after the product."""
    record = now.record
    formula = f"tanh(W_xn·x(t) + b_xn + r·(W_hn·h({now.before_t}) + b_hn))"
    yield [*_gates(now, "rz"), Equation("n", (formula, *_candidate(now), now.gate("n")))]
    z, n, before = now.gate("z"), now.gate("n"), now.previous(record.h, record.h0)
    formula = f"(1{MINUS}z)·n + z·h({now.before_t})"
    yield [Equation("h(t)", (formula, f"(1{MINUS}{z})·({n}) + {z}·({before})", now.of(record.h)))]


def _candidate(now: _Now) -> Iterable[str]:
    """Yield the steps between the formula of n and its value, as far as the Frame knows them."""
    before = now.record.before
    if "n" in before and "hn" in before:
        # The input's share is not in the Frame: it is what the recurrent share leaves of the whole.
        share = now.at(before["n"]) - now.at(now.record.gates["r"]) * now.at(before["hn"])
        yield f"tanh({number(share)} + {now.gate('r')}·({now.of(before['hn'])}))"
    if "n" in before:
        yield f"tanh({now.of(before['n'])})"


def _vanilla(now: _Now) -> Iterable[list[Equation]]:
    """Elman 1990, with any nonlinearity; Jordan 1986, whose memory is its last answer; a layer without any."""
    applied, whole = _nonlinearity(now.record.cell), inside(now.record.cell, now.before_t)
    with_number = f"{applied}({now.of(now.record.before['h'])})"
    steps = (f"{applied}({whole})", with_number) if applied else (whole,)
    yield [Equation("h(t)", (*steps, now.of(now.record.h)))]


def _generic(now: _Now) -> Iterable[list[Equation]]:
    """List what there is: a cell whose equations are not written here."""
    record = now.record
    yield [
        Equation(name, (*(f"φ({value})" for value in now.pre(name)), now.of(record.gates[name])))
        for name in record.gates
    ]
    states: dict[str, tuple[Array | None, Array | None]] = {
        "c": (record.c, record.c0),
        "h": (record.h, record.h0),
    }
    yield [
        Equation(f"{name}({when})", (text,))
        for name, (values, initial) in states.items()
        if values is not None
        for when, text in ((now.before_t, now.previous(values, initial)), ("t", now.of(values)))
    ]


def _gradients(now: _Now) -> list[Equation]:
    record, found = now.record, []
    if record.dh is not None and record.dh_local is not None:
        local = now.at(record.dh_local)
        parts = f"({number(local)}) + ({number(now.at(record.dh) - local)})"
        found.append(Equation("∂L/∂h(t)", ("local + recurrent", parts, now.of(record.dh))))
    elif record.dh is not None:
        found.append(Equation("∂L/∂h(t)", (now.of(record.dh),)))
    if record.dc is not None:
        found.append(Equation("∂L/∂c(t)", (*_through_h(now), now.of(record.dc))))
    return found


def _through_h(now: _Now) -> tuple[str, ...]:
    """Split dL/dc(t) into what comes through h(t) and what comes through the later c (and gates that see it)."""
    record = now.record
    known = record.cell in _WITH_CELL_STATE and record.dh is not None and record.c is not None and "o" in record.gates
    if not known or now.projected:
        return ()
    dh, dc, c = (now.at(v) for v in (record.dh, record.dc, record.c) if v is not None)
    rest = dc - dh * now.at(record.gates["o"]) * (1.0 - math.tanh(c) ** 2)
    through = f"({number(dh)})·{now.gate('o')}·(1{MINUS}tanh²({number(c)}))"
    others = "recurrent and peepholes" if record.cell == "peephole" else "recurrent"
    return (f"∂L/∂h(t)·o·(1{MINUS}tanh²(c(t))) + {others}", f"{through} + ({number(rest)})")


def norms(record: Recurrence, timestep: int) -> list[Equation]:
    """Return the Euclidean norms of what all units did at one timestep."""
    shown: list[tuple[str, Any]] = [
        ("‖h(t)‖₂", record.h),
        ("‖c(t)‖₂", record.c),
        ("‖∂L/∂h(t)‖₂", record.dh),
        ("‖∂L/∂c(t)‖₂", record.dc),
    ]
    return [
        Equation(name, (number(float(np.linalg.norm(values[timestep])), signed=False),))
        for name, values in shown
        if values is not None
    ]
