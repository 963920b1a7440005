"""Equations broken into rows of a width: at equals signs, then before a plus; never inside a fraction or a bracket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QFont

from rnnviz.explain.formula import Node, Text
from rnnviz.explain.shown_digits import ABOUT
from rnnviz.gui.widgets.typesetter import Set, joined, typesetter

LEAST = 0.6  # of its size: what still does not fit in one row is set so much smaller at most

Nodes = tuple[Node, ...]
Chain = tuple[Nodes, ...]  # the sides of an equation that has one equals or several


_SUMS, _PRODUCTS = ("+", "−"), ("·", "⊙", "×")


class Row(NamedTuple):
    """A row, from where it begins."""

    x: float
    what: Set


EQUALS: Nodes = (Text(" = "),)
ABOUT_SIGN: Nodes = (Text(ABOUT),)


class FormulaBreaker:
    """Sets equations in a font, in rows of at most so many px."""

    def __init__(self, font: QFont, width: float) -> None:
        self._font, self._width = font, max(width, 1.0)
        self._set = typesetter(font)

    def line_height(self) -> float:
        """Return px from one line of plain text to the next."""
        return self._set.line_height()

    def rows(self, chain: Chain) -> list[Row]:
        """Return the rows of an equation: the first two sides, and what comes after them below, under the equals."""
        if len(chain) == 1:
            return self._broken(chain[0], 0.0)
        sides = [self._put(chain[0]), *(self._put(linked(side)) for side in chain[1:])]
        if sum(side.width for side in sides) <= self._width:
            return [Row(0.0, _beside(sides))]
        left = sides[0]
        indent = min(left.width, self._width / 3)
        first = Row(0.0, left)
        found: list[Row] = []
        for side, made in zip(chain[1:], sides[1:], strict=True):
            last = found[-1] if found else None
            if last is not None and len(found) > 1 and last.x + last.what.width + made.width <= self._width:
                found[-1] = Row(last.x, joined((last.what, made.moved(last.what.width, 0.0))))
            else:
                found += self._broken(linked(side), indent)
        if left.width > indent:  # too long to stand before its equals: on a row of its own
            return [*self._broken(chain[0], 0.0), *found]
        head = joined((first.what, found[0].what.moved(found[0].x, 0.0)))
        return [Row(0.0, head), *found[1:]]

    def _put(self, nodes: Nodes) -> Set:
        return self._set.whole(nodes)

    def _broken(self, nodes: Nodes, x: float) -> list[Row]:
        """Return a side in as many rows as it needs."""
        if x + self._put(nodes).width <= self._width:
            return [Row(x, self._put(nodes))]
        rows: list[Row] = []
        taken: Nodes = ()
        width = 0.0
        for part in _addends(nodes):
            more = self._put(part).width
            if taken and x + width + more > self._width:
                rows.append(self._fitting(taken, x))
                taken, width, x = (), 0.0, max(x, self._put(EQUALS).width)
            taken, width = (*taken, *part), width + more
        return [*rows, self._fitting(taken, x)]

    def _fitting(self, nodes: Nodes, x: float) -> Row:
        """Return a row, smaller if it is too wide."""
        made = self._put(nodes)
        if x + made.width <= self._width:
            return Row(x, made)
        font = QFont(self._font)
        share = max(LEAST, (self._width - x) / max(made.width, 1.0) * 0.98)
        font.setPointSizeF(self._font.pointSizeF() * share)
        return Row(x, typesetter(font).whole(nodes))


def linked(side: Nodes) -> Nodes:
    """Return a side with the sign before it: an equals, if it does not begin with a sign of its own."""
    return (Text(" "), *side) if side[:1] == ABOUT_SIGN else (*EQUALS, *side)


def _beside(sides: Sequence[Set]) -> Set:
    placed, x = list[Set](), 0.0
    for side in sides:
        placed.append(side.moved(x, 0.0) if x else side)
        x += side.width
    return joined(placed)


def _addends(nodes: Nodes) -> Sequence[Nodes]:
    """Cut a side where it may be broken: before a sum's sign outside of brackets, else before any sign with room."""
    for signs, within in ((_SUMS, False), (_SUMS + _PRODUCTS, True)):
        parts: list[list[Node]] = [[]]
        depth = 0
        for node in nodes:
            text = node.text if isinstance(node, Text) else ""
            if parts[-1] and text.endswith(" ") and text.strip() in signs and (within or depth <= 0):
                parts.append([])
            parts[-1].append(node)
            depth += sum(text.count(c) for c in "([{") - sum(text.count(c) for c in ")]}")
        if len(parts) > 1:
            return [tuple(part) for part in parts]
    return [nodes]
