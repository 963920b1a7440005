"""How well colours are told from one another: contrast as WCAG 2.2 has it, and as colour-blind eyes see them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from rnnviz.gui.style.theme import Theme

Colour = NDArray[np.float64]  # (3,) linear red, green, blue in [0, 1]

LEAST_CONTRAST = 4.5  # of text on its ground: WCAG 2.2, success criterion 1.4.3
LEAST_DIFFERENCE = 18.0  # CIE 1976 ΔE*ab between colours that mean different things; 2.3 is just noticeable

#: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
#: Deficiency", IEEE TVCG 15(6), 2009, table 1, severity 1.0; for linear RGB.
BLINDNESS: dict[str, NDArray[np.float64]] = {
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}

_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = _XYZ.sum(axis=1)

#: What is written, and what on: names of the theme's colours.
WRITTEN = (
    *((ink, ground) for ink in ("text", "muted") for ground in ("window", "panel", "entry")),
    *((ink, "panel") for ink in ("accent", "negative", "positive", "good", "warning", "second")),
    ("on_accent", "accent"),
    ("on_second", "second"),
)


def linear(colour: str) -> Colour:
    """Return "#rrggbb" as linear light."""
    parts = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """Return the contrast of two colours: 1 (the same) to 21 (black on white)."""
    dark, light = sorted(float(_XYZ[1] @ linear(each)) for each in (a, b))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: Colour, blindness: str) -> Colour:
    """Return a colour as somebody sees it who has one of `BLINDNESS`; an empty name: as it is."""
    return colour if not blindness else np.clip(BLINDNESS[blindness] @ colour, 0, 1)


def difference(a: str, b: str, blindness: str = "") -> float:
    """Return the CIE 1976 ΔE*ab of two colours, as they are or as colour-blind eyes see them."""
    return float(np.linalg.norm(_lab(seen(linear(a), blindness)) - _lab(seen(linear(b), blindness))))


def _lab(colour: Colour) -> NDArray[np.float64]:
    x, y, z = (_XYZ @ colour) / _WHITE
    fx, fy, fz = (float(np.cbrt(t)) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def faint(theme: Theme) -> list[str]:
    """Return what is written in too little contrast, one line each."""
    found = []
    for ink, ground in WRITTEN:
        there = contrast(getattr(theme, ink), getattr(theme, ground))
        if there < LEAST_CONTRAST:
            found.append(f"{theme.name}: {ink} on {ground} is {there:.2f}:1")
    return found


def confusable(theme: Theme) -> list[str]:
    """Return which colours with different meanings somebody takes for the same, one line each."""
    ends = {"least": theme.diverging_stops[0], "most": theme.diverging_stops[-1], "one": theme.sequential_stops[-1]}
    names = {
        name: getattr(theme, name) for name in ("negative", "positive", "accent", "second", "infinite", "not_a_number")
    }
    pairs = [("negative", "positive"), ("accent", "second"), ("infinite", "not_a_number")]
    pairs += [(own, end) for own in ("infinite", "not_a_number") for end in ends]
    behaviours = {f"behaviour {k}": colour for k, colour in enumerate(theme.behaviours)}
    pairs += [("least", "most"), *combinations(behaviours, 2)]
    known = {**ends, **names, **behaviours}
    return [
        f"{theme.name}: {a} and {b} are {away:.1f} apart for {blindness or 'anybody'}"
        for blindness in ("", *BLINDNESS)
        for a, b in pairs
        if (away := difference(known[a], known[b], blindness)) < LEAST_DIFFERENCE
    ]
