"""What a cell is, as plain data: its gates, the sums that they are computed from, and the equations of its states.

How a cell is written out, computed and differentiated, and what it remembers by, follow from its `Form`. No torch here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from rnnviz.nn.expressions import (
    ZERO,
    Complement,
    Expression,
    Product,
    Quotient,
    Sum,
    Symbol,
    Write,
    derivatives,
    total,
)
from rnnviz.nn.functions import Applied
from rnnviz.nn.nonlinearities import Nonlinearity
from rnnviz.sentences import QT_TRANSLATE_NOOP

#: What is said where a cell says nothing of its own.
SAYS: Mapping[str, str] = MappingProxyType(
    {
        "a": QT_TRANSLATE_NOOP(
            "step",
            "Timestep {t}: the cell reads {symbol} and the hidden state of {before}: "
            "W_xh·x + W_hh·h + b, for every gate.",
        ),
        "h": QT_TRANSLATE_NOOP(
            "step", "The hidden state of timestep {t} goes to the next timestep and to the layer above."
        ),
    }
)
#: The same of a cell without gates.
SAYS_WITHOUT_GATES: Mapping[str, str] = MappingProxyType(
    {
        "a": QT_TRANSLATE_NOOP(
            "step", "Timestep {t}: the cell reads {symbol} and the hidden state of {before}: a = W_xh·x + W_hh·h + b."
        ),
        "h": QT_TRANSLATE_NOOP(
            "step", "The nonlinearity makes the hidden state of timestep {t}; the next timestep reads it."
        ),
    }
)


class Term(NamedTuple):
    """One addend of what a nonlinearity is applied to: a matrix times a vector, or a bias."""

    weight: str  # as it is written: "W_xh"
    of: str  # "x", "h" (the state before), "y" (the answer before); empty: a bias
    parameter: str  # its own name in the module
    unshared: bool = False  # each timestep has rows of its own in it, one block below the other


#: W_xh·x(t) + W_hh·h(t-1) + b, with the names that torch gives to parameters.
SUM = (Term("W_xh", "x", "weight_ih"), Term("W_hh", "h", "weight_hh"), Term("b", "", "bias"))


class Own(NamedTuple):
    """A row of a parameter that is a gate's whole sum: it depends neither on x nor on h, and is one number a unit."""

    parameter: str  # its own name in the module, (rows, H)
    row: int
    written: str  # its letter in a formula
    first: Callable[[float], float]  # what it begins as, from a number drawn uniformly between 0 and 1


class Peephole(NamedTuple):
    """A state that a gate sees unit by unit, each with one weight."""

    of: Symbol
    parameter: str  # its own name in the module, (rows, H)
    row: int


@dataclass(frozen=True)
class Gate:
    """A quantity between a sum of inputs and the states: φ of the sum.

    Attributes
    ----------
    name : str
        Its letter.
    nonlinearity : Nonlinearity
        φ, whose range is the gate's.
    word : str
        What it is called; marked with ``QT_TRANSLATE_NOOP("panels", ...)``.
    says : str
        What happens when it is computed, in one sentence; marked with ``QT_TRANSLATE_NOOP("step", ...)``.
    sees : str
        What its sum is of: "x" and "h". A gate without "h" has no rows in the recurrent matrix.
    peephole : Peephole, optional
    own : Own, optional
        Its sum, if it sees nothing.
    reset : Symbol, optional
        A gate computed before that multiplies all that this one takes from h(t-1), its bias too.
    equals : Expression, optional
        It is this, of other gates, and has no sum of its own.
    """

    name: str
    nonlinearity: Nonlinearity
    word: str = ""
    says: str = ""
    sees: str = "xh"
    peephole: Peephole | None = None
    own: Own | None = None
    reset: Symbol | None = None
    equals: Expression | None = None

    @property
    def symbol(self) -> Symbol:
        """What equations call it."""
        return Symbol(self.name)

    @property
    def inner(self) -> str:
        """The name of what it takes from h(t-1) before that is reset."""
        return f"h{self.name}"

    @property
    def opposite(self) -> str:
        """The gate that this one is 1 minus of; empty: none. Of a logistic one it is the same of minus its sum."""
        return self.equals.of.name if isinstance(self.equals, Complement) and isinstance(self.equals.of, Symbol) else ""


class Memory(NamedTuple):
    """A state that keeps a share of itself from timestep to timestep, and takes in a share of something new."""

    state: str
    kept: Expression  # both shares: of gates alone
    written: Expression
    coupled: bool  # what is not written is kept
    pair: str  # both as they are written, the share of the new first: "(i, f)"
    keeper: str  # the kept one alone: "f"
    new: str  # the gate that a share is taken of; empty: what is new is no single gate


@dataclass(frozen=True)
class Form:
    """A kind of cell.

    Attributes
    ----------
    gates : tuple of Gate
        In the order of reading, which is that in which the rows of those with a sum of their own are stacked in the
        matrices; those with a reset come last.
    states : mapping
        The equations of its states, in the order in which they are computed; h is the last one.
    shown : str
        The gates in the order in which panels show them.
    says : mapping
        One sentence for each state, for "a" (all sums at once), and for what is reset, in place of `SAYS` or
        `SAYS_WITHOUT_GATES`; marked as those of gates are.
    phi : Nonlinearity, optional
        Of a cell without gates: h(t) = φ(a), and `states` is left out.
    terms : tuple of Term
        What is summed up under a nonlinearity.
    unlearned : frozenset of str
        States that begin at zero whatever is learned: others are divided by them, or nothing reads them.
    turned : tuple of str
        Two states that are the real and the imaginary part of one, turned and shortened from timestep to timestep.
    eigenvalues : tuple of Symbol
        Modulus and angle of each unit's pair of eigenvalues, gates that depend on no timestep; empty: there are none.
    fan : str
        Parameters begin uniform within 1/√ of so many: "hidden" units, as torch's recurrent layers do, or "inputs", as
        its linear ones.
    """

    gates: tuple[Gate, ...] = ()
    states: Mapping[str, Expression] = field(default_factory=lambda: MappingProxyType({"h": Symbol("a")}))
    shown: str = ""
    says: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    phi: Nonlinearity | None = None
    terms: tuple[Term, ...] = SUM
    unlearned: frozenset[str] = frozenset()
    turned: tuple[str, ...] = ()
    eigenvalues: tuple[Symbol, ...] = ()
    fan: str = "hidden"

    def __deepcopy__(self, memo: object) -> Form:  # a model is copied with its weights, not with its equations
        return self

    def gate(self, name: str) -> Gate | None:
        """Return a gate by its letter."""
        return next((gate for gate in self.gates if gate.name == name), None)

    def sentence(self, name: str) -> str:
        """Return what happens when a quantity is computed, as a template; empty: nothing is said of it."""
        gate, general = self.gate(name), SAYS if self.phi is None else SAYS_WITHOUT_GATES
        return gate.says if gate is not None else self.says.get(name) or general.get(name, "")

    @cached_property
    def handed_on(self) -> tuple[str, ...]:
        """The states in the order in which a cell is given and returns them: h first, then c where there is one."""
        return ("h", *sorted((name for name in self.states if name != "h"), key=lambda name: name != "c"))

    @cached_property
    def summed(self) -> tuple[Gate, ...]:
        """The gates with a sum of their own, as they are stacked."""
        return tuple(gate for gate in self.gates if gate.equals is None)

    @cached_property
    def owned(self) -> Mapping[str, int]:
        """The parameters of peepholes and of gates that see nothing, with the number of their rows."""
        found: dict[str, int] = {}
        for each in (part for gate in self.gates for part in (gate.peephole, gate.own) if part is not None):
            found[each.parameter] = max(found.get(each.parameter, 0), each.row + 1)
        return MappingProxyType(dict(sorted(found.items())))

    @property
    def rows(self) -> tuple[str, ...]:
        """Their names; "h" of a cell without gates."""
        return tuple(gate.name for gate in self.summed) or ("h",)

    def stacked(self, weight: str) -> tuple[str, ...]:
        """Return whose rows a matrix or bias holds, in their order; `weight`: "ih", "hh", "bias_ih", "bias_hh"."""
        sees = "h" if weight.endswith("hh") else "x"
        return tuple(gate.name for gate in self.summed if sees in gate.sees) if self.gates else ("h",)

    @cached_property
    def reset(self) -> tuple[Gate, ...]:
        """The gates whose share of h(t-1) is multiplied by another one."""
        return tuple(gate for gate in self.gates if gate.reset is not None)

    @cached_property
    def inner(self) -> Mapping[str, Gate]:
        """What is reset, by its name: the gates that it belongs to."""
        return MappingProxyType({gate.inner: gate for gate in self.reset})

    @cached_property
    def peepholes(self) -> frozenset[str]:
        """The parameters of peepholes, by their own names in the module."""
        return frozenset(gate.peephole.parameter for gate in self.gates if gate.peephole is not None)

    @cached_property
    def candidate(self) -> Gate | None:
        """The gate that offers something new: the first one whose values have both signs, or what is written."""
        signed = next((gate for gate in self.summed if gate.nonlinearity.signed), None)
        return signed if signed is not None or self.memory is None else self.gate(self.memory.new)

    @cached_property
    def needed(self) -> frozenset[str]:
        """Every gate and state that the equations speak of: what has to be known before they can be written."""
        read = {s.name for equation in self.states.values() for s in equation.symbols()} - {"a"}
        return frozenset(read) | {gate.name for gate in self.gates} | set(self.states)

    def formula(self, earlier: str) -> Write:
        """Return what writes symbols as a formula has them; `earlier`: how the timestep before is written."""

        def write(symbol: Symbol, _as_factor: bool) -> str:
            when = earlier if symbol.before else "t" if symbol.name in self.states else ""
            return f"{symbol.name}({when})" if when else symbol.name

        return write

    def consumers(self, name: str) -> Iterator[tuple[str, Expression]]:
        """Yield the states that are computed from a quantity of this timestep, each with its derivative by it."""
        for state, equation in self.states.items():
            if (by := derivatives(equation).get(Symbol(name))) is not None:
                yield state, by

    def expanded(self, expression: Expression) -> Expression:
        """Write gates that have no sum of their own by those that have one."""

        def own(symbol: Symbol) -> Expression:
            gate = None if symbol.before else self.gate(symbol.name)
            return symbol if gate is None or gate.equals is None else gate.equals

        return expression.put(own)

    @cached_property
    def order(self) -> tuple[tuple[Symbol, Gate | Expression], ...]:
        """Gates and states in an order in which they can be computed: a gate may see a state of this timestep."""
        known = {Symbol(name, before=True) for name in self.states}
        waiting: list[tuple[Symbol, Gate | Expression]] = [(gate.symbol, gate) for gate in self.gates]
        waiting += [(Symbol(name), equation) for name, equation in self.states.items()]
        found = []
        while waiting:
            step = next(each for each in waiting if known.issuperset(_read(each[1])))
            waiting.remove(step)
            found.append(step)
            known.add(step[0])
        return tuple(found)

    @cached_property
    def linear(self) -> Mapping[str, tuple[Expression, Expression]]:
        """What each state keeps of itself and what is added, where nothing else depends on the timestep before.

        Of such a cell all timesteps can be computed at once (`rnnviz.nn.scan`); empty of any other.
        """
        pair = frozenset(Symbol(name, before=True) for name in self.turned)
        found = {
            state: _parted(Symbol(state, before=True), equation, pair if state in self.turned else frozenset())
            for state, equation in self.states.items()
        }
        rest = [each for parts in found.values() for each in parts]
        rest += [gate.equals for gate in self.gates if gate.equals is not None]
        sees = self.phi is not None or any("h" in gate.sees or gate.peephole is not None for gate in self.summed)
        sees = sees or any(symbol.before for each in rest for symbol in each.symbols())
        return MappingProxyType({} if sees else found)

    @cached_property
    def memory(self) -> Memory | None:
        """Return the first state that is a sum of a share of itself, before, and a share of something new."""
        found = (self._remembered(state, equation) for state, equation in self.states.items())
        return next((each for each in found if each is not None), None)

    def _remembered(self, state: str, equation: Expression) -> Memory | None:
        kept = equation.derivative(Symbol(state, before=True))
        addends = equation.addends if isinstance(equation, Sum) else ()
        new = [a for a in addends if Symbol(state, before=True) not in a.symbols()]
        if kept == ZERO or len(new) != 1 or not self._opens(kept):
            return None
        written = next((f for f in _factors(new[0]) if self._opens(f)), None)
        if written is None:
            return None
        a, b = self.expanded(kept), self.expanded(written)
        named = (written, kept) if isinstance(a, Quotient | Applied) else (b, a)
        pair = ", ".join(share.written(self.formula("")) for share in named)
        others = (f.name for f in _factors(new[0]) if f != written and isinstance(f, Symbol) and self.gate(f.name))
        return Memory(
            state, kept, written, _one_together(a, b), f"({pair})", kept.as_factor(self.formula("")), next(others, "")
        )

    def _opens(self, expression: Expression) -> bool:
        """Whether an expression is a gate in [0, 1], or one minus such a gate."""
        inner = expression.of if isinstance(expression, Complement) else expression
        gate = self.gate(inner.name) if isinstance(inner, Symbol) and not inner.before else None
        return gate is not None and gate.nonlinearity.bounded and not gate.nonlinearity.signed

    @cached_property
    def keeps(self) -> Mapping[str, int]:
        """Which gates with a sum of their own keep more of the memory as they open (1), and which keep less (-1)."""
        if self.memory is None:
            return MappingProxyType({})
        kept, written = self.memory.kept, self.memory.written
        found = {e.name: sign for e, sign in ((written, -1), (kept, 1)) if isinstance(e, Symbol)}
        for share, sign in ((written, -1), (kept, 1)):  # the exponential of its own gate
            if isinstance(opened := self.expanded(share), Applied):
                found |= {s.name: sign for s in opened.symbols()}
        if isinstance(share := self.expanded(kept), Quotient):  # of several
            found |= {s.name: 1 if s == share.above else -1 for s in share.below.symbols()}
        return MappingProxyType({gate.name: found[gate.name] for gate in self.summed if gate.name in found})


def _parted(state: Symbol, equation: Expression, pair: frozenset[Symbol]) -> tuple[Expression, Expression]:
    """Return what an equation that is linear in a state multiplies it by, and what it adds; `pair`: of two states."""
    return equation.derivative(state), equation.put(
        lambda symbol: ZERO if symbol == state or symbol in pair else symbol
    )


def _one_together(a: Expression, b: Expression) -> bool:
    """Whether two shares add up to 1."""
    if isinstance(a, Quotient) and isinstance(b, Quotient):
        return a.below == b.below and a.below in (total((a.above, b.above)), total((b.above, a.above)))
    return a == Complement(b) or b == Complement(a)


def _factors(expression: Expression) -> tuple[Expression, ...]:
    return expression.factors if isinstance(expression, Product) else (expression,)


def _read(step: Gate | Expression) -> Iterable[Symbol]:
    """Return what a gate or a state is computed from, besides its sum."""
    if isinstance(step, Expression):
        return step.symbols()
    seen = [] if step.equals is None else list(step.equals.symbols())
    seen += [] if step.peephole is None else [step.peephole.of]
    return seen + ([] if step.reset is None else [step.reset])
