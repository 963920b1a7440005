"""Colours, sizes and fonts: two themes and one font size from which every other size follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics

from rnnviz.gui.preferences.declared import LARGEST, NORMAL, SMALLEST

Palette = NDArray[np.uint32]  # (256,) 0xAARRGGBB: 0..253 the map, 254 infinite, 255 not a number

LEVELS = 254
SHADES = 63  # of each of four colours
PALEST = 0.25  # of a colour in its palest shade
INFINITE = 254
NOT_A_NUMBER = 255


def _palette(stops: tuple[str, ...], infinite: str, not_a_number: str) -> Palette:
    """Interpolate between equally spaced colours, in linear light so that the middle is not muddy."""
    colours = [QColor(stop) for stop in stops]
    rgb = np.array([[c.redF(), c.greenF(), c.blueF()] for c in colours]) ** 2.2  # (stops, 3)
    at = np.linspace(0, len(stops) - 1, LEVELS)
    mixed = np.stack([np.interp(at, np.arange(len(stops)), rgb[:, k]) for k in range(3)], axis=1) ** (1 / 2.2)
    r, g, b = np.round(mixed * 255).astype(np.uint32).T
    own = [QColor(infinite).rgba(), QColor(not_a_number).rgba()]
    return np.concatenate([(0xFF << 24) | (r << 16) | (g << 8) | b, np.array(own, np.uint32)]).astype(np.uint32)


def _shades(colours: tuple[str, ...], ground: str, infinite: str, not_a_number: str) -> Palette:
    """Return `SHADES` of each colour, from near the ground to the colour itself."""
    whole = np.full(LEVELS + 2, QColor(ground).rgba(), np.uint32)
    whole[LEVELS:] = QColor(infinite).rgba(), QColor(not_a_number).rgba()
    for k, colour in enumerate(colours):
        palest = _mixed(ground, colour, PALEST)
        shades = _palette((palest, colour), infinite, not_a_number)[:LEVELS]
        at = np.linspace(0, LEVELS - 1, SHADES).round().astype(int)
        whole[k * SHADES : (k + 1) * SHADES] = shades[at]
    return whole


def _mixed(ground: str, colour: str, share: float) -> str:
    a, b = QColor(ground), QColor(colour)
    parts = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(x + share * (y - x)) for x, y in parts)).name()


def coloured(shares: NDArray[Any], palette: Palette) -> Palette:
    """Return the colour of each share of a palette's range, with those of infinity and NaN."""
    with np.errstate(invalid="ignore"):
        levels = np.clip(np.nan_to_num(shares, nan=0.0, posinf=1.0, neginf=0.0), 0, 1) * (LEVELS - 1)
    indices = np.rint(levels).astype(np.intp)
    indices[np.isposinf(shares)] = INFINITE
    indices[np.isnan(shares)] = NOT_A_NUMBER
    return np.asarray(palette[indices])


@dataclass(frozen=True)
class Theme:
    """One set of colours. Blue is negative and orange positive: safe for colour-blind eyes."""

    name: str
    window: str
    panel: str
    entry: str  # behind text fields and buttons
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    negative: str
    positive: str
    good: str
    warning: str
    bar: str  # of a bar that is not singled out
    cursor: str
    second: str  # of the session B; A has the accent
    on_second: str
    infinite: str
    not_a_number: str
    diverging_stops: tuple[str, ...] = ()
    sequential_stops: tuple[str, ...] = ()
    behaviours: tuple[str, ...] = ()  # of a cell: remember, add, erase, overwrite

    @cached_property
    def diverging(self) -> Palette:
        """For signed values; the middle is the background."""
        return _palette(self.diverging_stops, self.infinite, self.not_a_number)

    @cached_property
    def sequential(self) -> Palette:
        """For values in [0, 1]."""
        return _palette(self.sequential_stops, self.infinite, self.not_a_number)

    @cached_property
    def behaving(self) -> Palette:
        """`SHADES` of each behaviour, the palest first."""
        return _shades(self.behaviours, self.panel, self.infinite, self.not_a_number)


DARK = Theme(
    name="dark",
    window="#0f1116",
    panel="#16181f",
    entry="#1f232c",
    border="#2a2f3a",
    text="#e8eaee",
    muted="#9aa1ad",
    accent="#2f81f7",
    on_accent="#0a0c10",
    negative="#4fb3ff",
    positive="#ff9a3d",
    good="#3fb950",
    warning="#f0b429",
    bar="#8b93a3",
    cursor="#ffffff",
    second="#f0903a",
    on_second="#16181f",
    infinite="#b8d000",
    not_a_number="#d400ff",
    diverging_stops=("#6cc4ff", "#3d9ff0", "#1d5d99", "#16222f", "#16181f", "#33231a", "#a85a1c", "#ff9a3d", "#ffc48a"),
    sequential_stops=("#14161c", "#1b3a45", "#2f6f70", "#7db38c", "#d3dc96", "#fbf6b4"),
    behaviours=("#3a7fe6", "#25c08c", "#dd4b12", "#ffe44d"),
)
LIGHT = Theme(
    name="light",
    window="#eef0f3",
    panel="#ffffff",
    entry="#f4f5f7",
    border="#d3d7de",
    text="#16191f",
    muted="#5b6472",
    accent="#1a66d9",
    on_accent="#ffffff",
    negative="#0a6ebd",
    positive="#bf5600",
    good="#1a7f37",
    warning="#8a5a00",
    bar="#8d96a5",
    cursor="#000000",
    second="#b85000",
    on_second="#ffffff",
    infinite="#b59a00",
    not_a_number="#c300ff",
    diverging_stops=("#084a86", "#1878c4", "#7db8e6", "#e3eff9", "#ffffff", "#fcebdc", "#f2ad6f", "#cf6410", "#8a3d00"),
    sequential_stops=("#ffffff", "#dfeec9", "#a3d0a8", "#57a199", "#216a7c", "#0b3147"),
    behaviours=("#1257b4", "#22a87d", "#c43f08", "#e8c400"),
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def contrasty(theme: Theme) -> Theme:
    """Return the theme with nothing muted, for a weak projector."""
    return replace(theme, muted=theme.text, border=theme.muted)


LINES = 22  # of text that a screen must have room for: with fewer there is none for bars and panels
WIDTHS = 4096  # of texts, that are remembered
PRESENTED = 27  # while presenting, where what is told in one step is to be read at once


def room_for(lines: int, height: int, dots_per_inch: float) -> float:
    """Return the font size, in points, of which so many lines fit into a height in pixels; a line is 4/3 letters."""
    return height / lines * 0.75 * 72 / dots_per_inch


class Look(QObject):
    """The theme and the font size in force; one per window, handed to everything that draws."""

    changed = Signal()

    def __init__(self, theme: Theme = DARK, points: float = NORMAL, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.largest = LARGEST  # points that the screen has room for
        self._wished = points if SMALLEST <= points <= LARGEST else NORMAL  # what a file says may be anything
        self.points = self._wished
        self._fonts: dict[tuple[bool, float, bool], QFont] = {}  # asking the system for one takes a paint event's time
        self._widths: dict[tuple[str, float], int] = {}  # and measuring a text a part of it

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.theme = theme
        self.changed.emit()

    @property
    def wished(self) -> float:
        """The font size that was asked for, in points: on another screen there may be room for it."""
        return self._wished

    def set_points(self, points: float) -> None:
        """Change the font size, in points, held between `SMALLEST` and what the screen has room for."""
        self._wished = min(self.largest, max(SMALLEST, points))
        self._take()

    def fit(self, height: int, dots_per_inch: float, lines: int = LINES) -> None:
        """Hold the font size to what a screen of so many pixels has room for: so many lines above one another."""
        self.largest = min(LARGEST, max(NORMAL, room_for(lines, height, dots_per_inch)))
        self._take()

    def _take(self) -> None:
        points = min(self.largest, self._wished)
        if points != self.points:
            self.points = points
            self._fonts.clear()
            self._widths.clear()
        self.changed.emit()

    def px(self, size: float) -> int:
        """Scale a length that is meant for 10 points."""
        return max(1, round(size * self.points / 10.0))

    def font(self, factor: float = 1.0, bold: bool = False) -> QFont:
        """Return the interface's font at a multiple of the size."""
        return self._font(False, factor, bold)

    def width_of(self, text: str, factor: float = 1.0) -> int:
        """Return the width of a text in the interface's font at a multiple of the size, in px."""
        width = self._widths.get((text, factor))
        if width is None:
            if len(self._widths) >= WIDTHS:
                self._widths.clear()
            width = self._widths[text, factor] = QFontMetrics(self.font(factor)).horizontalAdvance(text)
        return width

    def mono(self, factor: float = 1.0) -> QFont:
        """Return the fixed-width font, for symbols and numbers."""
        return self._font(True, factor, False)

    def _font(self, fixed: bool, factor: float, bold: bool) -> QFont:
        key = (fixed, factor, bold)
        if key not in self._fonts:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if fixed else QFont()
            font.setPointSizeF(self.points * factor)
            font.setBold(bold)
            self._fonts[key] = font
        return QFont(self._fonts[key])  # shared until somebody changes theirs
