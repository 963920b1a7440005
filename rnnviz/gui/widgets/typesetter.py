"""Where the letters of a formula stand: indices below the line, fractions over their bar. Painted, at any size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from rnnviz.explain.formula import Fraction, Node, Script, Text

SMALLER = {0: 1.0, 1: 0.88, 2: 0.74, 3: 0.68}  # size of letters, by how deep they stand; deeper ones are no smaller
SUNK, RAISED = 0.24, 0.5  # of an em: how far an index is below its line, an exponent above
_KEPT = 4096  # formulas and stretches of text of a font whose places are remembered
_FONTS = 32  # fonts that are remembered


K = TypeVar("K")


class Letters(NamedTuple):
    """A stretch of text in one font; x and y from where the formula begins on its line."""

    x: float
    y: float
    text: str
    font: QFont


class Bar(NamedTuple):
    """The bar of a fraction."""

    x: float
    y: float
    width: float
    thick: float


@dataclass(frozen=True)
class Set:
    """A formula, or a part of one, that is set: its size, and what is painted. Its line is at y = 0."""

    width: float = 0.0
    above: float = 0.0  # px over the line
    below: float = 0.0  # px under it
    letters: tuple[Letters, ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def height(self) -> float:
        """Px from top to bottom."""
        return self.above + self.below

    def moved(self, x: float, y: float) -> Set:
        """Return the same elsewhere."""
        letters = tuple([Letters(a + x, b + y, text, font) for a, b, text, font in self.letters])
        bars = tuple([Bar(a + x, b + y, width, thick) for a, b, width, thick in self.bars])
        return Set(x + self.width, self.above - y, self.below + y, letters, bars)

    def paint(self, painter: QPainter, x: float, line: float, colour: QColor) -> None:
        """Paint it with its line at a height."""
        painter.setPen(colour)
        for each in self.letters:
            painter.setFont(each.font)
            painter.drawText(QPointF(x + each.x, line + each.y), each.text)
        for bar in self.bars:
            painter.fillRect(QRectF(x + bar.x, round(line + bar.y), bar.width, bar.thick), colour)


class Typesetter:
    """Sets formulas in a font; those of indices and fractions follow from it.

    A live panel sets the same formulas again and again, with other numbers: what was set is remembered.
    """

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}
        self._formulas: dict[tuple[Node, ...], Set] = {}
        self._texts: dict[tuple[str, bool, int], Set] = {}

    def line_height(self) -> float:
        """Return px from one line of plain text to the next."""
        return self._of(0, False)[1].height()

    def whole(self, nodes: tuple[Node, ...]) -> Set:
        """Set a formula, or a part of one that stands on the line."""
        found = self._formulas.get(nodes)
        if found is None:
            found = _kept(self._formulas, nodes, self.put(nodes))
        return found

    def put(self, nodes: Sequence[Node], depth: int = 0) -> Set:
        """Set nodes one after the other."""
        parts, x, k = list[Set](), 0.0, 0
        nodes = _in_runs(nodes)
        while k < len(nodes):
            node = nodes[k]
            pair = nodes[k : k + 2]
            if (
                isinstance(node, Script)
                and len(pair) == 2
                and isinstance(pair[1], Script)
                and pair[1].below != node.below
            ):
                both = [self._script(each, depth) for each in pair if isinstance(each, Script)]
                made, k = joined(both), k + 2  # index and exponent, one over the other
            else:
                made, k = self._one(node, depth), k + 1
            parts.append(made.moved(x, 0.0) if x else made)
            x += made.width
        empty = self._text("", False, depth)
        return joined(parts) if parts else empty

    def _of(self, depth: int, italic: bool) -> tuple[QFont, QFontMetricsF]:
        level = min(depth, max(SMALLER))
        if (level, italic) not in self._fonts:
            font = QFont(self._font)
            font.setPointSizeF(self._font.pointSizeF() * SMALLER[level])
            font.setItalic(italic)
            self._fonts[level, italic] = font, QFontMetricsF(font)
        return self._fonts[level, italic]

    def _one(self, node: Node, depth: int) -> Set:
        match node:
            case Text():
                return self._text(node.text, node.italic, depth)
            case Script():
                return self._script(node, depth)
        return self._fraction(node, depth)

    def _text(self, text: str, italic: bool, depth: int) -> Set:
        key = (text, italic, min(depth, max(SMALLER)))
        found = self._texts.get(key)
        return _kept(self._texts, key, self._measured(text, italic, depth)) if found is None else found

    def _measured(self, text: str, italic: bool, depth: int) -> Set:
        font, metrics = self._of(depth, italic)
        lean = metrics.height() * 0.06 if italic else 0.0  # a slanted letter reaches over its width
        width = metrics.horizontalAdvance(text) + lean
        return Set(width, metrics.ascent(), metrics.descent(), (Letters(0.0, 0.0, text, font),) if text else ())

    def _script(self, node: Script, depth: int) -> Set:
        em = self._of(depth, False)[1].ascent()
        inside = self.put(node.inside, depth + 2)
        return inside.moved(em * 0.04, em * SUNK if node.below else -em * RAISED)

    def _fraction(self, node: Fraction, depth: int) -> Set:
        """Set a numerator over a denominator: the bar stands where the middle of a minus sign is."""
        metrics = self._of(depth, False)[1]
        above, below = self.put(node.above, depth + 1), self.put(node.below, depth + 1)
        thick = max(1.0, round(metrics.height() / 16))
        gap, side = metrics.height() * 0.05, metrics.height() * 0.16
        axis = -metrics.xHeight() * 0.55
        inner = max(above.width, below.width) + metrics.height() * 0.2
        over = above.moved(side + (inner - above.width) / 2, axis - thick / 2 - gap - _foot(above))
        under = below.moved(side + (inner - below.width) / 2, axis + thick / 2 + gap + _head(below))
        made = joined((over, under))
        bar = Bar(side, axis - thick / 2, inner, thick)
        return Set(inner + 2 * side, made.above, made.below, made.letters, (*made.bars, bar))


def _in_runs(nodes: Sequence[Node]) -> list[Node]:
    """Join upright stretches of text that follow one another: they are painted at one go."""
    found: list[Node] = []
    for node in nodes:
        last = found[-1] if found else None
        if isinstance(node, Text) and isinstance(last, Text) and not node.italic and not last.italic:
            found[-1] = Text(last.text + node.text)
        else:
            found.append(node)
    return found


def _kept(into: dict[K, Set], key: K, made: Set) -> Set:
    if len(into) >= _KEPT:
        into.clear()
    into[key] = made
    return made


def typesetter(font: QFont) -> Typesetter:
    """Return the one that remembers what was set in this font."""
    key = font.key()
    if key not in _typesetters:
        if len(_typesetters) >= _FONTS:
            _typesetters.clear()
        _typesetters[key] = Typesetter(QFont(font))
    return _typesetters[key]


_typesetters: dict[str, Typesetter] = {}


def joined(parts: Iterable[Set]) -> Set:
    """Return several, each where it is, as one."""
    parts = list(parts)
    return Set(
        max((p.width for p in parts), default=0.0),
        max((p.above for p in parts), default=0.0),
        max((p.below for p in parts), default=0.0),
        tuple(each for p in parts for each in p.letters),
        tuple(each for p in parts for each in p.bars),
    )


def _foot(part: Set) -> float:
    """Return how far a numerator reaches below its line: the room under letters without one is not kept whole."""
    return part.below * 0.9


def _head(part: Set) -> float:
    return part.above * 0.92
