"""How large equations can be in the room there is, and how they stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics

from rnnviz.gui.explaining.arithmetic import Equation, brief, vector
from rnnviz.gui.theme import Look
from rnnviz.gui.widgets.matrices import Setting, said

FACTORS = (2.6, 2.3, 2.0, 1.8, 1.6, 1.4, 1.25, 1.1, 1.0, 0.9, 0.8, 0.72, 0.65, 0.58, 0.52)
LEAST_POINTS = 6.0  # a smaller font nobody reads: the page scrolls instead
SHARE = 0.62  # of a half's height for the equation, where there is a list of all steps below it
LINE = 0.8  # of the equation's font: the row that is written out below it
LIST = 0.85  # the same, at most: the list of all steps
SCROLL_BAR = 12  # px at 10 points
LEADING = 1.15  # of the list's lines


@dataclass(frozen=True)
class Half:
    """One version: its heading, and the equations of the timestep."""

    title: str
    equations: tuple[Equation, ...]


@dataclass(frozen=True)
class Fit:
    """An arrangement of the halves, and every equation shown in its place within its half."""

    factor: float
    beside: bool  # side by side, or one above the other
    settings: tuple[tuple[tuple[QPoint, Setting], ...], ...]  # of each half
    needed: QSize  # of one half
    fits: bool

    def area(self, index: int, page: QSize) -> QRect:
        """Return the place of a half."""
        count = len(self.settings)
        if self.beside:
            return QRect(page.width() * index // count, 0, page.width() // count, page.height())
        return QRect(0, page.height() * index // count, page.width(), page.height() // count)

    def least(self) -> QSize:
        """Return the size that the page must have."""
        count = len(self.settings)
        across, down = (count, 1) if self.beside else (1, count)
        return QSize(self.needed.width() * across, self.needed.height() * down)

    def renew(self, shown: Sequence[Sequence[Equation]]) -> None:
        """Take equations of the same shapes over."""
        for half, equations in zip(self.settings, shown, strict=True):
            for (_, setting), equation in zip(half, equations, strict=True):
                setting.equation = equation


def shape(equation: Equation) -> object:
    """Return what the size of an equation depends on."""
    return equation.name, tuple(
        (p.sign, p.name, p.values.shape, _widest(p.values.ravel().tolist())) for p in equation.pieces
    )


def fitted(look: Look, shown: Sequence[Sequence[Equation]], page: QSize, share: float) -> Fit:
    """Return the arrangement with the largest font; words of rows and columns are left out where there is no room.

    Parameters
    ----------
    shown : sequence of sequence of Equation
        Of each half.
    page : QSize
        What can be seen of the page.
    share : float
        Of the height of a half that the equations may take; 1: there is nothing below them.
    """
    arrangements = (True, False) if len(shown) > 1 else (False,)
    for labelled in (True, False):
        found = [_largest(look, shown, page, share, beside, labelled) for beside in arrangements]
        best = max(found, key=lambda fit: (fit.fits, fit.factor))
        if best.fits:
            return best
    return _scrolling(look, shown, page, share)


def _scrolling(look: Look, shown: Sequence[Sequence[Equation]], page: QSize, share: float) -> Fit:
    """Return an arrangement that is as wide as the page and higher, in the plain size if that can be."""
    tried = [(labelled, f) for labelled in (True, False) for f in factors(look) if f <= 1.0]
    found = (_fit(look, shown, page, share, False, labelled, f) for labelled, f in tried)
    across = page.width() - look.px(SCROLL_BAR)
    return next((fit for fit in found if fit.needed.width() <= across), None) or _fit(
        look, shown, page, share, False, False, factors(look)[-1]
    )


def factors(look: Look) -> tuple[float, ...]:
    """Return the sizes of the font that can be read."""
    least = LEAST_POINTS / look.points
    return tuple(f for f in FACTORS if f >= least) or FACTORS[:1]


def margin(look: Look) -> int:
    """Return the room at the edges of a half."""
    return look.px(8)


def heading(look: Look) -> int:
    """Return the height of a half's heading."""
    return QFontMetrics(look.font(1.05, bold=True)).height() + look.px(6)


def list_factor(look: Look, halves: Sequence[Half], room: QSize, factor: float) -> float:
    """Return the font of the list of steps: no larger than the equation's, and all of it seen if that can be."""
    longest = max(
        len(said(e.name)) + len(vector(e.result.values)) if e.result.values.shape[1] == 1 else 0
        for half in halves
        for e in half.equations
    )
    lines = max(len(half.equations) for half in halves)
    sizes = [size for size in factors(look) if size <= LIST * factor] or [factors(look)[-1]]
    for size in sizes:
        metrics = QFontMetrics(look.mono(size))
        fits_across = (longest + 4) * metrics.horizontalAdvance("0") <= room.width()
        if fits_across and round(metrics.height() * LEADING) * lines <= room.height():
            return size
    return sizes[-1]


def _widest(values: Sequence[float]) -> int:
    return max(len(brief(value)) for value in values)


def _largest(
    look: Look, shown: Sequence[Sequence[Equation]], page: QSize, share: float, beside: bool, labelled: bool
) -> Fit:
    found = None
    for factor in factors(look):
        found = _fit(look, shown, page, share, beside, labelled, factor)
        if found.fits:
            break
    assert found is not None
    return found


def _fit(
    look: Look,
    shown: Sequence[Sequence[Equation]],
    page: QSize,
    share: float,
    beside: bool,
    labelled: bool,
    factor: float,
) -> Fit:
    across, down = (len(shown), 1) if beside else (1, len(shown))
    room = QSize(page.width() // across - 2 * margin(look), page.height() // down - heading(look))
    halves = [[Setting(look, equation, factor, labelled) for equation in half] for half in shown]
    placed = tuple(tuple(_flow(settings, room.width(), margin(look))) for settings in halves)
    every = [each for half in placed for each in half]
    width = max((at.x() + setting.width for at, setting in every), default=0)
    height = max((at.y() + setting.height for at, setting in every), default=0)
    lines = margin(look) if share == 1.0 else 2 * QFontMetrics(look.mono(LINE * factor)).height()
    fits = width <= room.width() and height + lines <= room.height() * share
    needed = QSize(width + 2 * margin(look), height + lines + heading(look))
    return Fit(factor, beside, placed, needed, fits)


def _flow(settings: Sequence[Setting], width: int, gap: int) -> list[tuple[QPoint, Setting]]:
    """Place equations in lines, as words are."""
    x, y, line, placed = 0, 0, 0, []
    for setting in settings:
        if x and x + setting.width > width:
            x, y, line = 0, y + line + gap, 0
        placed.append((QPoint(x, y), setting))
        x, line = x + setting.width + 3 * gap, max(line, setting.height)
    return placed
