"""One step of a small network as an equation of matrices, and each row of it as a sum written out. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from rnnviz.explain.number import MINUS, decimals, mantissa_decimals, number, precisely
from rnnviz.explain.numerals import written
from rnnviz.explain.shown_digits import MORE, joined, more_digits, worked
from rnnviz.explain.small_networks import Version
from rnnviz.nn.arithmetic import DERIVATIVES, Apply, Array, Labels, Likeliest, Operation, Product, Stack, Sum
from rnnviz.nn.backward import TARGET, Backward, Descend, Error, Outer, Slope, Transposed
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

APPLIED = {
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky_relu": "leakyReLU",
    "elu": "ELU",
    "sigmoid": "σ",
    "threshold": "step",
    "linear": "",
    "softmax": "softmax",
}
LIKELIEST = "argmax"
TERMS = 8  # of a sum are written out, the others are counted

#: The lectures' words in the names of vectors and matrices.
WORDS = (
    QT_TRANSLATE_NOOP("networks", "Food"),
    QT_TRANSLATE_NOOP("networks", "Weather"),
    QT_TRANSLATE_NOOP("networks", "Merge"),
    QT_TRANSLATE_NOOP("networks", "Add"),
    QT_TRANSLATE_NOOP("networks", "Add + bias"),
    QT_TRANSLATE_NOOP("networks", "bias"),
    QT_TRANSLATE_NOOP("networks", "Non-linear"),
    QT_TRANSLATE_NOOP("networks", "Merged"),
    QT_TRANSLATE_NOOP("networks", "next dish"),
    QT_TRANSLATE_NOOP("networks", "dish"),
    QT_TRANSLATE_NOOP("networks", "weather"),
    QT_TRANSLATE_NOOP("networks", "target"),
    QT_TRANSLATE_NOOP("networks", "mean"),
    QT_TRANSLATE_NOOP("networks", "P(first is larger)"),
)


@dataclass(frozen=True)
class Piece:
    """A matrix or a vector in an equation, and what stands before it."""

    sign: str  # "", "·", "+", "=", a function's name, ...
    name: str
    values: Array  # (rows, columns)
    rows: Labels = ()
    columns: Labels = ()
    whole: bool = False  # all of it enters each row of the result
    texts: tuple[tuple[str, ...], ...] = ()  # what stands in the place of the numbers, where they are unknown

    @property
    def written(self) -> tuple[tuple[str, ...], ...]:
        """What stands in each cell, (rows, columns)."""
        return self.texts or tuple(tuple(map(brief, row)) for row in self.values.tolist())


@dataclass(frozen=True)
class Equation:
    """Operands and, last, the result; each row of the result follows from a row of each operand, or from all of it."""

    name: str  # of the result
    pieces: tuple[Piece, ...]
    line: Callable[[int], str] = field(compare=False)  # a row of the result, written out
    note: str = ""  # what one ought to know of it, in symbols

    @property
    def result(self) -> Piece:
        """The last piece."""
        return self.pieces[-1]

    @property
    def rows(self) -> int:
        """Rows of the result."""
        return len(self.result.values)


def brief(value: float) -> str:
    """Write a number as one would on a blackboard: 1, −1.5, 0.37; tiny and huge ones with an exponent.

    Two decimals, or more where an equation asks for them (`worked`).
    """
    size = abs(float(value))
    if not math.isfinite(size):
        return number(float(value), signed=False)
    if size == round(size) and size < 1e4:
        text = str(round(size))
    elif size * 2 == round(size * 2) and size < 1e4:
        text = f"{size:.1f}"
    elif 0.005 <= size < 1e4:
        text = f"{size:.{decimals(2)}f}"
    else:
        text = f"{size:.{mantissa_decimals(size, 0)}e}"
        for exponent, shown in (("e-0", f"e{MINUS}"), ("e-", f"e{MINUS}"), ("e+0", "e"), ("e+", "e")):
            text = text.replace(exponent, shown)
    return f"{MINUS}{text}" if value < 0 else text


def equations(version: Version, timestep: int) -> tuple[Equation, ...]:
    """Return each step of a timestep."""
    known = version.timesteps[timestep]
    return tuple(_equation(step, version, known) for step in version.steps)


def vector(values: Array) -> str:
    """Write a vector on one line."""
    return f"({', '.join(brief(value) for value in np.ravel(values).tolist())})"


def result_written(equation: Equation) -> str:
    """Write a result on one line: in letters, where weights are."""
    texts = equation.result.texts
    return f"({', '.join(text for row in texts for text in row)})" if texts else vector(equation.result.values)


def _equation(step: Operation | Backward, version: Version, known: Mapping[str, Array]) -> Equation:
    w = _Writer(version, known)
    match step:
        case Product():
            return w.product(step.result, w.matrix(step.matrix), w.vector("·", step.of, whole=True))
        case Stack():
            return w.stack(step)
        case Sum():
            return w.sum(step)
        case Apply():
            return w.apply(step)
        case Likeliest():
            return w.likeliest(step)
        case Error():
            return w.error(step)
        case Transposed():
            matrix = w.matrix(step.matrix)
            turned = Piece("", f"{step.matrix}ᵀ", matrix.values.T, matrix.columns, matrix.rows)
            return w.product(step.result, turned, w.vector("·", step.of, whole=True))
        case Outer():
            return w.outer(step)
        case Slope():
            return w.slope(step)
        case Descend():
            return w.descend(step)


class _Writer:
    """Writes the equations of one timestep."""

    def __init__(self, version: Version, known: Mapping[str, Array]) -> None:
        self._version = version
        self._known = known

    def matrix(self, name: str, sign: str = "") -> Piece:
        found = self._version.network.matrix(name)
        return Piece(sign, name, self._version.matrices[name], found.rows, found.columns)

    def vector(self, sign: str, name: str, whole: bool = False, labelled: bool | None = None) -> Piece:
        """Return a column; those that come from outside say what their entries are."""
        network = self._version.network
        values = self._known.get(name)
        if values is None:
            values = np.ravel(self._version.matrices[name])
        stacked = any(isinstance(o, Stack) and o.result == name for o in network.operations)
        shown = name in network.inputs or stacked if labelled is None else labelled
        return Piece(sign, name, np.reshape(values, (-1, 1)), self.labels(name) if shown else (), whole=whole)

    def labels(self, name: str) -> Labels:
        if name == TARGET:
            return self.labels(self._version.network.output)
        return self._version.network.labels(name.removeprefix("∂E/∂"))

    def result(self, name: str) -> Piece:
        return self.vector("=", name, labelled=True)

    def product(self, result: str, matrix: Piece, of: Piece) -> Equation:
        W, x, made = matrix.values, of.values[:, 0], self.result(result)

        def line(row: int) -> str:
            pairs = list(zip(W[row].tolist(), x.tolist(), strict=True))
            return _line(lambda: _joined([_product(a, b) for a, b in pairs]), made.values[row, 0])

        return Equation(result, (matrix, of, made), line)

    def stack(self, step: Stack) -> Equation:
        parts = [self.vector(";" if k else "", name, whole=True, labelled=True) for k, name in enumerate(step.of)]
        made = self.result(step.result)
        names = [name for name, part in zip(step.of, parts, strict=True) for _ in part.values]

        def line(row: int) -> str:
            return f"{names[row]}: {brief(made.values[row, 0])}"

        return Equation(step.result, (*parts, made), line)

    def sum(self, step: Sum) -> Equation:
        terms = [self.vector("+" if k else "", name) for k, name in enumerate(step.terms)]
        made = self.result(step.result)

        def line(row: int) -> str:
            return _line(lambda: _joined([brief(term.values[row, 0]) for term in terms]), made.values[row, 0])

        return Equation(step.result, (*terms, made), line)

    def apply(self, step: Apply) -> Equation:
        of, made, word = self.vector(APPLIED[step.function], step.of), self.result(step.result), APPLIED[step.function]
        z = of.values[:, 0]

        def line(row: int) -> str:
            if step.function == "softmax":
                return _line(lambda: _share(z.tolist(), row), made.values[row, 0])
            return _line(lambda: f"{word}({brief(z[row])})", made.values[row, 0])

        whole = Piece(of.sign, of.name, of.values, of.rows, whole=step.function == "softmax")
        return Equation(step.result, (whole, made), line, self._threshold(step))

    def _threshold(self, step: Apply) -> str:
        """Say where a threshold unit switches, and what that means before an equal bias was added to all of them."""
        if step.function != "threshold":
            return ""
        said = f"1 : {step.of} > 0"
        before = next((o for o in self._version.network.operations if o.result == step.of), None)
        matrices = self._version.matrices
        if isinstance(before, Sum) and len(before.terms) == 2 and before.terms[1] in matrices:
            bias = np.ravel(matrices[before.terms[1]])
            if (bias == bias[0]).all():
                return f"{said}  ⟺  {before.terms[0]} > {brief(-bias[0])}"
        return said

    def likeliest(self, step: Likeliest) -> Equation:
        of, made = self.vector(LIKELIEST, step.of, whole=True), self.result(step.result)
        z = of.values[:, 0]

        def line(row: int) -> str:
            with precisely(_telling_apart(z.tolist())):
                return f"[{brief(z[row])} = max {vector(z)}] = {brief(made.values[row, 0])}"  # Iverson's brackets

        largest = int(np.count_nonzero(z == z.max()))
        tie = translate("networks", "a tie of {count}: the first one is taken") if largest > 1 else ""
        return Equation(step.result, (of, made), line, tie.format(count=largest))

    def error(self, step: Error) -> Equation:
        said, target = self.vector("", step.of), self.vector(MINUS, TARGET)
        return self._by_row(step.result, said, target, f" {MINUS} ")

    def slope(self, step: Slope) -> Equation:
        slopes = DERIVATIVES[step.function](self._known[step.at])
        word = APPLIED[step.function] or "φ"
        slope = Piece("⊙", f"{word}′({step.at})", np.reshape(slopes, (-1, 1)))
        return self._by_row(step.result, self.vector("", step.gradient), slope, "·")

    def _by_row(self, result: str, a: Piece, b: Piece, sign: str) -> Equation:
        made = self.result(result)

        def line(row: int) -> str:
            left, right = a.values[row, 0], b.values[row, 0]
            return _line(lambda: f"{brief(left)}{sign}{_bracketed(right)}", made.values[row, 0])

        return Equation(result, (a, b, made), line)

    def outer(self, step: Outer) -> Equation:
        gradient, of = self.vector("", step.gradient), self.vector("·", step.of)
        row_of = Piece("·", f"{step.of}ᵀ", of.values.T, whole=True)
        values = self._known[step.result]
        made = Piece("=", step.result, values, self.labels(step.gradient), self.labels(step.of))

        def line(row: int) -> str:
            g, entries = gradient.values[row, 0], zip(of.values[:, 0], values[row], strict=True)
            steps = [(partial(_product, g, x), v) for x, v in entries]
            with precisely(more_digits(steps, brief)):
                left = f"{brief(g)}·{vector(of.values)}"
            return f"{left} = {vector(values[row])}"

        return Equation(step.result, (gradient, row_of, made), line)

    def descend(self, step: Descend) -> Equation:
        W, rate = self.matrix(step.matrix), written(self._version.rate)
        mean = f"mean {step.gradient}"
        G = Piece(f"{MINUS} {rate}·", mean, self._known[mean])
        made = Piece("=", step.result, self._known[step.result], W.rows, W.columns)

        def line(row: int) -> str:
            entries = zip(W.values[row], G.values[row], made.values[row], strict=True)
            return _listed([_line(partial(_lessened, w, rate, g), n) for w, g, n in entries])

        return Equation(step.result, (Piece("", W.name, W.values), G, made), line, f"α = {rate}")


def _bracketed(value: float) -> str:
    text = brief(value)
    return f"({text})" if text.startswith(MINUS) else text


def _joined(terms: Sequence[str]) -> str:
    more = len(terms) - TERMS
    first, *others = terms[:TERMS] if more > 0 else terms
    signed = [f" {MINUS} {t[1:]}" if t.startswith(MINUS) else f" + {t}" for t in others]
    return "".join([first, *signed, f" + … ({more})" if more > 0 else ""])


def _listed(entries: Sequence[str]) -> str:
    return ";   ".join(entries)


def _line(step: Callable[[], str], value: float) -> str:
    """Write one row, in as many digits as it takes to hold."""
    text, result = worked(float(value), step, write=brief)
    return joined(text, (result,))


def _share(z: Sequence[float], row: int) -> str:
    return f"e^{_bracketed(z[row])} / ({_joined([f'e^{_bracketed(each)}' for each in z])})"


def _product(a: float, b: float) -> str:
    return f"{brief(a)}·{_bracketed(b)}"


def _lessened(weight: float, rate: str, gradient: float) -> str:
    return f"{brief(weight)} {MINUS} {rate}·{_bracketed(gradient)}"


def _telling_apart(values: Sequence[float]) -> int:
    """Return how many digits more than usual tell the largest value from all that are not as large."""
    largest = max(values)
    for more in range(MORE + 1):
        with precisely(more):
            if not any(brief(v) == brief(largest) for v in values if v != largest):
                return more
    return MORE
