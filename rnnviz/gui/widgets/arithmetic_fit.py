"""How large equations can be in the room there is, and how they stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics

from rnnviz.explain.arithmetic import Equation, Piece
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.matrix_equation import Said, Setting, Words, said

FACTORS = (4.0, 3.5, 3.0, 2.6, 2.3, 2.0, 1.8, 1.6, 1.4, 1.25, 1.1, 1.0, 0.9, 0.8, 0.72, 0.65, 0.58, 0.52)
LEAST_POINTS = 6.0  # a smaller font nobody reads: the page scrolls instead
SHARES = (0.62, 0.78, 0.95)  # of a half's height for the equation, where there is a list of all steps below it:
LEGIBLE = 1.1  # a smaller equation is rather broken into lines, and fewer steps of the list are seen
AMPLE = 1.4  # a larger one is no reason to leave less height to a list of so many lines:
LONG_LIST = 5
GAIN = 1.05  # by which it must be larger for that
WORDS_LEAST = 0.8  # in a smaller font, words of rows and columns are left out,
WORDS_COST = 1.3  # if it is so many times as large without them
LIST_LEAST = 0.75  # the same of the list: rather fewer of its lines, around the present one
LINE = 0.8  # of the equation's font: the row that is written out below it
LIST = 1.0  # the same, at most: the list of all steps
NUMBER = 5  # letters of a number such as −0.25
LOOSE = 1.7  # the most leading of the list's lines, where there is room
SCROLL_BAR = 12  # px at 10 points
LEADING = 1.15  # of the list's lines


Placed = tuple[tuple[tuple[QPoint, Setting], ...], ...]  # the equations of each half, each in its place


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
    settings: Placed  # of each half
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
    return equation.name, tuple((p.sign, p.name, p.values.shape, _widest(p)) for p in equation.pieces)


def fitted(
    look: Look,
    shown: Sequence[Sequence[Equation]],
    page: QSize,
    shares: Sequence[float],
    below: int,
    listed: int,
) -> Fit:
    """Return the arrangement with the largest font; words of rows and columns are left out where there is no room.

    Parameters
    ----------
    shown : sequence of sequence of Equation
        Of each half.
    page : QSize
        What can be seen of the page.
    shares : sequence of float
        Of the height of a half that the equations may take, the one that is liked best first; 1: all of it.
    below : int
        Lines below an equation.
    listed : int
        Lines of the list of steps.
    """
    fitter = _Fitter(look, shown, page, below, listed)
    best = fitter.best(shares, Words.ALL)
    for fewer in (Words.ROWS, Words.NONE):
        if best.fits and best.factor >= WORDS_LEAST:
            break
        found = fitter.best(shares, fewer)
        if found.fits and (not best.fits or found.factor >= WORDS_COST * best.factor):
            best = found
    return best if best.fits else fitter.scrolling(shares[0])


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


def list_names(look: Look, names: Sequence[str], size: float) -> int:
    """Return the width of the names in the list of steps."""
    return max(map(QFontMetrics(look.font(size)).horizontalAdvance, names)) + look.px(12)


def list_factor(look: Look, halves: Sequence[Half], room: QSize, factor: float) -> float:
    """Return the font of the list of steps: no larger than the equation's, and all of it seen if it is legible then."""
    every = [e for half in halves for e in half.equations]
    longest = max(_room(e) for e in every)
    names = [said(e.name) for e in every]
    lines = max(len(half.equations) for half in halves)
    sizes = [size for size in factors(look) if size <= LIST * factor] or [factors(look)[-1]]
    for size in sizes:
        metrics = QFontMetrics(look.mono(size))
        across = list_names(look, names, size) + longest * metrics.horizontalAdvance("0") <= room.width()
        down = round(metrics.height() * LEADING) * lines <= room.height()
        if across and (down or size <= LIST_LEAST):
            return size
    return sizes[-1]


def _room(equation: Equation) -> int:
    """Return the letters that a result may take in the list: another timestep or update must not cut it."""
    values = equation.result.values
    if values.shape[1] > 1:
        return 0
    return 2 + sum(max(len(text), NUMBER) + 2 for row in equation.result.written for text in row)


def _widest(piece: Piece) -> int:
    return max(len(text) for row in piece.written for text in row)


class _Fitter:
    """Tries arrangements and sizes; an equation is measured once in each size."""

    def __init__(self, look: Look, shown: Sequence[Sequence[Equation]], page: QSize, below: int, listed: int) -> None:
        self._look, self._shown, self._page, self._below = look, shown, page, below
        self._ample = AMPLE if listed >= LONG_LIST else FACTORS[0]
        self._measured: dict[tuple[Words, float, int | None], list[list[Setting]]] = {}
        self._words: dict[Words, list[list[list[Said]]]] = {}
        self._placed: dict[tuple[bool, Words, bool, float], tuple[Placed, QSize, QSize]] = {}
        self._heading = heading(look)

    def best(self, shares: Sequence[float], labelled: Words) -> Fit:
        """Return the fit that is liked best of those in which the equations are legible; else that of the largest font.

        Liked is an equation in one line; then, that all steps of the list are seen.
        """
        best: Fit | None = None
        for share, broken in product(shares, self._breakings):
            found = self._largest(share, labelled, broken)
            if best is None or (found.fits and (not best.fits or found.factor >= GAIN * best.factor)):
                best = found
            if best.fits and best.factor >= LEGIBLE:
                break
        assert best is not None
        return best

    def scrolling(self, share: float) -> Fit:
        """Return an arrangement that is as wide as the page and higher, in the plain size if that can be."""
        smaller = [f for f in factors(self._look) if f <= 1.0]
        tried = [(labelled, broken, f) for labelled in reversed(Words) for f in smaller for broken in self._breakings]
        found = (self._fit(share, False, labelled, broken, f) for labelled, broken, f in tried)
        across = self._page.width() - self._look.px(SCROLL_BAR)
        least = factors(self._look)[-1]
        fit = next((fit for fit in found if fit.needed.width() <= across), None)
        return fit or self._fit(share, False, Words.NONE, self._breakings[-1], least)

    @property
    def _breakings(self) -> tuple[bool, ...]:
        """Whether an equation is broken into lines; not where there are many."""
        return (False, True) if all(len(half) == 1 for half in self._shown) else (False,)

    def _largest(self, share: float, labelled: Words, broken: bool) -> Fit:
        arrangements = (True, False) if len(self._shown) > 1 else (False,)
        found = [self._first_that_fits(share, beside, labelled, broken) for beside in arrangements]
        return max(found, key=lambda fit: (fit.fits, min(fit.factor, self._ample)))

    def _first_that_fits(self, share: float, beside: bool, labelled: Words, broken: bool) -> Fit:
        made = None
        for factor in factors(self._look):
            made = self._fit(share, beside, labelled, broken, factor)
            if made.fits:
                break
        assert made is not None
        return made

    def _settings(self, labelled: Words, factor: float, room: int | None) -> list[list[Setting]]:
        key = (labelled, factor, room)
        if key not in self._measured:
            said = self._said(labelled)
            self._measured[key] = [
                [Setting(self._look, e, factor, words, room) for e, words in zip(half, saying, strict=True)]
                for half, saying in zip(self._shown, said, strict=True)
            ]
        return self._measured[key]

    def _said(self, labelled: Words) -> list[list[list[Said]]]:
        """Return the words around each piece of each equation of each half."""
        if labelled not in self._words:
            self._words[labelled] = [[[Said(p, labelled) for p in e.pieces] for e in half] for half in self._shown]
        return self._words[labelled]

    def _fit(self, share: float, beside: bool, labelled: Words, broken: bool, factor: float) -> Fit:
        key = (beside, labelled, broken, factor)
        if key not in self._placed:  # what share of the height it may have is another question
            self._placed[key] = self._place(*key)
        placed, size, room = self._placed[key]
        fits = size.width() <= room.width() and size.height() <= room.height() * share
        needed = QSize(size.width() + 2 * margin(self._look), size.height() + self._heading)
        return Fit(factor, beside, placed, needed, fits)

    def _place(self, beside: bool, labelled: Words, broken: bool, factor: float) -> tuple[Placed, QSize, QSize]:
        """Return the equations of each half in their places, the room they take, and that which there is."""
        look, page = self._look, self._page
        across, down = (len(self._shown), 1) if beside else (1, len(self._shown))
        room = QSize(page.width() // across - 2 * margin(look), page.height() // down - self._heading)
        halves = self._settings(labelled, factor, room.width() if broken else None)
        placed = tuple(tuple(_flow(settings, room.width(), margin(look))) for settings in halves)
        every = [each for half in placed for each in half]
        width = max((at.x() + setting.width for at, setting in every), default=0)
        height = max((at.y() + setting.height for at, setting in every), default=0)
        line = QFontMetrics(look.mono(LINE * factor)).height()
        return placed, QSize(width, height + self._below * line + margin(look)), room


def _flow(settings: Sequence[Setting], width: int, gap: int) -> list[tuple[QPoint, Setting]]:
    """Place equations in lines, as words are."""
    x, y, line, placed = 0, 0, 0, []
    for setting in settings:
        if x and x + setting.width > width:
            x, y, line = 0, y + line + gap, 0
        placed.append((QPoint(x, y), setting))
        x, line = x + setting.width + 3 * gap, max(line, setting.height)
    return placed
