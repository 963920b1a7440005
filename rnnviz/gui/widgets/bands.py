"""Where the parts of a heatmap lie: bands one above the other, with names and ticks left, colour bars right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QRect

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import TICK, symbols_height, tick_font, widest_of
from rnnviz.gui.widgets.colourbar import colourbar_width
from rnnviz.gui.widgets.scale import Kind, Scale

WIDE, ROOMY = 400, 150  # px at 10 points: from here on there is room for the bands' words; for colour bars


class Cell(NamedTuple):
    """A value in a heatmap: of which band, which row of its array (wherever that stands), which column."""

    band: int
    row: int
    column: int


@dataclass(frozen=True)
class Band:
    """One picture of a heatmap."""

    key: str  # "i": written beside it, if there are several
    word: str = ""  # "input": written after the key, where there is room
    scale: Scale = field(default_factory=lambda: Scale(Kind.SIGNED), compare=False)


@dataclass(frozen=True)
class Layout:
    """The px of every part."""

    bands: tuple[QRect, ...]
    names: QRect  # the gutter of the bands' names; empty if there is none
    symbols: QRect  # under the columns, as wide as they are
    bars: QRect  # the gutter of the colour bars
    words: bool  # whether names are written with their words

    @cached_property
    def data(self) -> QRect:
        """Everything that values are painted on."""
        area = QRect()
        for band in self.bands:
            area = area.united(band)
        return area

    @cached_property
    def gaps(self) -> tuple[QRect, ...]:
        """What lies between the bands."""
        return tuple(
            QRect(above.left(), above.bottom() + 1, above.width(), below.top() - above.bottom() - 1)
            for above, below in pairwise(self.bands)
        )


def lay_out(look: Look, size: QRect, bands: Sequence[Band], row_labels: Sequence[str], symbols: bool) -> Layout:
    """Divide a widget among bands of equal height.

    Parameters
    ----------
    look, size
        The font size that lengths follow, and the widget's rectangle.
    bands : sequence of Band
        From top to bottom.
    row_labels : sequence of str
        What may be written beside rows: the widest decides the room.
    symbols : bool
        Whether there is a row of symbols below.
    """
    words = size.width() >= look.px(WIDE)
    names = 0
    if len(bands) > 1:
        names = widest_of(look.font(), [name(band, words) for band in bands]) + look.px(8)
    ticks = widest_of(tick_font(look), row_labels) + look.px(TICK) + look.px(4) if row_labels else look.px(2)
    scales = [band.scale for band in bands]
    bars = colourbar_width(look, scales) if size.width() >= look.px(ROOMY) else look.px(4)
    top = look.px(4)
    bottom = symbols_height(look) if symbols else look.px(4)
    gap = look.px(4)
    left = names + ticks
    width = max(1, size.width() - left - bars)
    height = max(1, size.height() - top - bottom - gap * (len(bands) - 1))
    edges = [top + round(k * height / max(1, len(bands))) + k * gap for k in range(len(bands) + 1)]
    pictures = tuple(QRect(left, start, width, max(1, end - gap - start)) for start, end in pairwise(edges))
    below = pictures[-1].bottom() + 1 + look.px(2) if pictures else top
    return Layout(
        bands=pictures,
        names=QRect(0, top, names, height),
        symbols=QRect(left, below, width, max(0, size.height() - below)),
        bars=QRect(left + width, top, bars, height),
        words=words,
    )


def name(band: Band, words: bool) -> str:
    """Return what is written beside a band."""
    return f"{band.key}  {band.word}" if words and band.word else band.key
