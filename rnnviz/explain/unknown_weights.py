"""The weights of a small network as letters, before anybody knows them: a to x, then A to X, then with strokes.

What follows from letters is written as far as it is a sum; what comes after a nonlinearity is unknown, "?". No Qt here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from string import ascii_lowercase, ascii_uppercase

from rnnviz.explain.arithmetic import Equation, Piece, brief
from rnnviz.explain.small_networks import Version
from rnnviz.nn.arithmetic import Product, Stack, Sum

ALPHABET = ascii_lowercase[:24] + ascii_uppercase[:24]
UNKNOWN = "?"
Texts = tuple[tuple[str, ...], ...]


def letters() -> Iterator[str]:
    """Yield names of unknowns: 48 letters, as a blackboard has them, then the same with a stroke, and so on."""
    for strokes in count():
        yield from (f"{letter}{'′' * strokes}" for letter in ALPHABET)


def unknowns(version: Version) -> Mapping[str, Texts]:
    """Return a letter for every weight, by the names of the matrices: matrices first, biases after them."""
    names = letters()
    order = sorted(version.matrices, key=lambda name: version.matrices[name].shape[1] == 1)  # stable
    return {
        name: tuple(tuple(next(names) for _ in range(columns)) for _ in range(rows))
        for name, (rows, columns) in ((name, version.matrices[name].shape) for name in order)
    }


def with_letters(version: Version, shown: tuple[Equation, ...]) -> tuple[Equation, ...]:
    """Return the equations of a timestep with every weight as a letter."""
    written = _Letters(version)
    return tuple(written.equation(step, equation) for step, equation in zip(version.steps, shown, strict=True))


class _Letters:
    def __init__(self, version: Version) -> None:
        self._weights = unknowns(version)
        self._known: dict[str, Texts] = {}  # what follows from letters

    def equation(self, step: object, equation: Equation) -> Equation:
        pieces = [self._piece(piece) for piece in equation.pieces[:-1]]
        texts = self._texts(step, pieces, len(equation.result.values), equation.result.values.shape[1])
        self._known[equation.name] = texts
        result = replace(equation.result, texts=texts)

        def line(row: int) -> str:
            if isinstance(step, Stack):
                return texts[row][0]
            return " = ".join(dict.fromkeys((_addends(step, pieces, row), ", ".join(texts[row]))))

        return Equation(
            equation.name, (*pieces, result), line, equation.note if isinstance(step, Product | Stack | Sum) else ""
        )

    def _piece(self, piece: Piece) -> Piece:
        texts = self._weights.get(piece.name) or self._known.get(piece.name)
        if texts is None or len(texts) != len(piece.values):  # a transpose, and what depends on it
            strange = piece.name.startswith("∂") or "ᵀ" in piece.name or "mean" in piece.name
            return replace(piece, texts=_all_unknown(piece)) if strange else piece
        return replace(piece, texts=texts)

    def _texts(self, step: object, pieces: list[Piece], rows: int, columns: int) -> Texts:
        if isinstance(step, Product):
            return tuple((_total(_products(pieces, row)),) for row in range(rows))
        if isinstance(step, Stack):
            return tuple((_text(piece, row, 0),) for piece in pieces for row in range(len(piece.values)))
        if isinstance(step, Sum):
            return tuple((_total([_text(piece, row, 0) for piece in pieces]),) for row in range(rows))
        return ((UNKNOWN,) * columns,) * rows


def _addends(step: object, pieces: list[Piece], row: int) -> str:
    if isinstance(step, Product):
        matrix, of = pieces
        return " + ".join(f"{_text(matrix, row, k)}·{_text(of, k, 0)}" for k in range(len(of.values)))
    return " + ".join(_text(piece, row, 0) for piece in pieces) if isinstance(step, Sum) else UNKNOWN


def _products(pieces: list[Piece], row: int) -> list[str]:
    """Return the addends of a row of a matrix times a vector, without those that are nothing."""
    matrix, of = pieces
    found = []
    for k in range(len(of.values)):
        weight, value = _text(matrix, row, k), _text(of, k, 0)
        if not of.texts and of.values[k, 0] == 0:
            continue
        found.append(weight if value == "1" else UNKNOWN if UNKNOWN in value else f"{weight}·{value}")
    return found


def _total(addends: list[str]) -> str:
    if any(UNKNOWN in addend for addend in addends):
        return UNKNOWN
    return " + ".join(addends) or "0"


def _text(piece: Piece, row: int, column: int) -> str:
    return piece.texts[row][column] if piece.texts else brief(piece.values[row, column])


def _all_unknown(piece: Piece) -> Texts:
    return tuple((UNKNOWN,) * len(row) for row in piece.values)
