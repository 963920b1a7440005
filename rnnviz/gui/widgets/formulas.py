"""Equations as in a book, painted: with indices, and fractions over their bar; copied as text or as LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.formula import latex, markup, parsed, plain, sides
from rnnviz.explain.shown_digits import ABOUT, joined
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.formula_breaker import ABOUT_SIGN, Chain, FormulaBreaker, Nodes, Row
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.explain.frame_equations import Equation

BETWEEN = 0.16  # of a line: what is left free between two rows
_WIDTHS = 8  # a layout asks for the height in several
PARTED = 0.5  # of a line: what is left free after a paragraph


class Formulas(Restyled, QWidget):
    """Equations, a row each or more, broken to the width; as high as they are.

    Parameters
    ----------
    look : Look
        Theme and font size.
    size : float
        Of the letters, as a multiple of the font's.
    centred : bool
        Stand in the middle, aligned at their equals; else from the left.
    steady : bool
        Keep the height that once was needed by as many equations: their numbers are live, and nothing may jump.
    """

    def __init__(
        self,
        look: Look,
        size: float = 1.0,
        centred: bool = False,
        parent: QWidget | None = None,
        steady: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look, self._size, self._centred, self._steady = look, size, centred, steady
        self._written: tuple[str, ...] = ()  # each as text
        self._chains: tuple[Chain, ...] = ()
        self._laid: dict[tuple[int, float, float], list[list[Row]]] = {}  # of what is shown now: by width and letters
        self._asked = self._asked_at = 0  # px of height that what was shown before needed, in which width
        self._warning = False
        self._ends: frozenset[int] = frozenset()  # of paragraphs: equations after which some room is left
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not centred)  # in the midst of words: on their ground
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # --- what is shown ---

    def show_paragraphs(self, paragraphs: Sequence[Sequence[Equation]]) -> None:
        """Write those of a panel, with some room between paragraphs."""
        lengths = [len(each) for each in paragraphs]
        ends = frozenset(sum(lengths[: k + 1]) - 1 for k in range(len(lengths) - 1))
        if ends != self._ends:
            self._ends, self._chains = ends, ()
        self.show_equations([equation for each in paragraphs for equation in each])

    def show_equations(self, equations: Sequence[Equation], warning: bool = False) -> None:
        """Write those of a panel; `warning`: something in them is not finite."""
        chains = tuple(tuple(map(_side, (e.name, *e.steps))) for e in equations)
        self._show(chains, tuple(map(as_text, equations)), warning)

    def show_written(self, lines: Sequence[str]) -> None:
        """Write formulas as a lesson has them, one a line: in the small TeX of `rnnviz.explain.formula`."""
        chains = [tuple(parsed(side) for side in sides(line) if side) or (parsed(line),) for line in lines]
        self._show(tuple(chains), tuple(_in_one_line(chain, plain) for chain in chains), False)

    def _show(self, chains: tuple[Chain, ...], written: tuple[str, ...], warning: bool) -> None:
        if chains != self._chains or warning != self._warning:
            as_many = self._steady and len(chains) == len(self._chains) and self.width() == self._asked_at
            self._chains, self._written, self._warning = chains, written, warning
            self.setToolTip(self.tip())
            self.setAccessibleName(self.text)
            self._laid.clear()
            needed = max(self.needed_height(self.width()), self._asked if as_many else 0)
            if (needed, self.width()) != (self._asked, self._asked_at):  # else nothing beside it has to move
                self._asked, self._asked_at = needed, self.width()
                self.updateGeometry()
            self.update()

    def tip(self) -> str:
        """Return what is said under the mouse."""
        return self.text

    @property
    def text(self) -> str:
        """Everything, a line an equation."""
        return "\n".join(self._written)

    @property
    def latex(self) -> str:
        """Everything as LaTeX, a line an equation."""
        return "\n".join(_in_one_line(chain, latex) for chain in self._chains)

    def set_size(self, size: float) -> None:
        """Write in another size, a multiple of the font's."""
        if size != self._size:
            self._size = size
            self.restyle()

    @override
    def restyle(self) -> None:
        self._laid.clear()
        self.updateGeometry()
        self.update()

    # --- places ---

    def font_used(self) -> QFont:
        """Return the font of letters on the line."""
        return self._look.font(self._size)

    def rows(self, width: int) -> list[list[Row]]:
        """Return the rows of each equation in that width."""
        key = (width, self._look.points, self._size)
        if key not in self._laid:
            if len(self._laid) >= _WIDTHS:
                self._laid.clear()
            breaker = FormulaBreaker(self.font_used(), width - self._look.px(12))
            self._laid[key] = [breaker.rows(chain) for chain in self._chains]
        return self._laid[key]

    @property
    def _between(self) -> float:
        return BETWEEN * FormulaBreaker(self.font_used(), 1.0).line_height()

    def needed_height(self, width: int) -> int:
        """Return px that everything takes in that width."""
        between, equations = self._between, self.rows(width)
        rows = sum(row.what.height + between for each in equations for row in each)
        return round(rows + len(self._ends) * self._parted) + self._look.px(4)

    @property
    def _parted(self) -> float:
        return PARTED * FormulaBreaker(self.font_used(), 1.0).line_height()

    @override
    def hasHeightForWidth(self) -> bool:
        """Have the layout ask for the height of a width."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Return how high it is when it is so wide."""
        return self._asked if self._steady and width == self._asked_at else self.needed_height(width)

    @override
    def sizeHint(self) -> QSize:
        """Ask for the room of every row."""
        return QSize(self._look.px(60), self.needed_height(max(self.width(), self._look.px(60))))

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay as high as the rows are."""
        return self.sizeHint()

    # --- painting ---

    @metered
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every row."""
        painter = QPainter(self)
        theme = self._look.theme
        if not self._centred:
            painter.fillRect(event.rect(), QColor(theme.panel))
        colour = QColor(theme.warning if self._warning else theme.text)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        equations = self.rows(self.width())
        indent = self.beginnings(self.width())
        y, between = float(self._look.px(2)), self._between
        for k, (left, rows) in enumerate(zip(indent, equations, strict=True)):
            y += self._parted * (k - 1 in self._ends)
            for row in rows:
                if not self._has_room(y, row):
                    self._paint_rest(painter, y)
                    return
                row.what.paint(painter, left + row.x, y + row.what.above, colour)
                y += row.what.height + between

    def _has_room(self, _y: float, _row: Row) -> bool:
        return True

    def _paint_rest(self, painter: QPainter, y: float) -> None:
        """Say that there is more than there is room for."""

    def beginnings(self, room: int) -> list[float]:
        """Return where each equation begins: centred ones in the middle, with their equals below one another."""
        equations = self.rows(room)
        if not self._centred:
            return [self._look.px(6)] * len(equations)
        font = FormulaBreaker(self.font_used(), 1e9)
        lefts = [font.rows((chain[0],))[0].what.width for chain in self._chains]
        widths = [max((row.x + row.what.width for row in rows), default=0.0) for rows in equations]
        pairs = zip(self._chains, equations, strict=True)
        several = len(equations) > 1 and all(len(chain) > 1 and len(rows) == 1 for chain, rows in pairs)
        if not several:
            return [max((room - width) / 2, self._look.px(6)) for width in widths]
        reach = max(lefts) + max(width - left for width, left in zip(widths, lefts, strict=True))
        start = (room - reach) / 2 + max(lefts)
        if reach > room:
            return [max((room - width) / 2, self._look.px(6)) for width in widths]
        return [start - left for left in lefts]

    # --- copying ---

    @Slot()
    def copy_text(self) -> None:
        """Copy everything as text."""
        QGuiApplication.clipboard().setText(self.text)

    @Slot()
    def copy_latex(self) -> None:
        """Copy everything as LaTeX."""
        QGuiApplication.clipboard().setText(self.latex)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = menu.addAction(translate("panels", "Copy as &text"), self.copy_text)
        text.setShortcut(QKeySequence.StandardKey.Copy)
        source = menu.addAction(translate("panels", "Copy as &LaTeX"), self.copy_latex)
        source.setShortcut(QKeySequence("Ctrl+Shift+C"))
        menu.popup(event.globalPos())

    @override
    def event(self, event: QEvent) -> bool:
        """Take the keys that copy for itself, while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._copies(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy by Ctrl+C, as LaTeX by Ctrl+Shift+C."""
        act = self._copies(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _copies(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy_text
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        return self.copy_latex if event.key() == Qt.Key.Key_C and event.modifiers() == both else None


def as_text(equation: Equation) -> str:
    """Return an equation as text in one line; what is set by TeX's commands as one would type it."""
    name, *steps = (plain(parsed(side)) if "\\" in side else side for side in (equation.name, *equation.steps))
    return joined(name, steps)


@lru_cache(maxsize=1024)
def _side(text: str) -> Nodes:
    """Return a side of an equation as it is set; one that is so only about keeps its sign apart."""
    nodes = parsed(markup(text.removeprefix(ABOUT)))
    return (*ABOUT_SIGN, *nodes) if text.startswith(ABOUT) else nodes


def _in_one_line(chain: Chain, write: Callable[[Nodes], str]) -> str:
    signs = ("" if side[:1] == ABOUT_SIGN else "= " for side in chain[1:])
    return " ".join((write(chain[0]), *(f"{sign}{write(side)}" for sign, side in zip(signs, chain[1:], strict=True))))
