"""Every preference: its name in the file, what the user knows it by, its default, its kind and its range."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any, NamedTuple

from PySide6.QtCore import QByteArray

from rnnviz.engine.breakpoint_expressions import LONGEST
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.history import LIMIT
from rnnviz.gui.language import languages
from rnnviz.gui.preferences.kinds import (
    NotUnderstood,
    Preference,
    listed,
    one_of,
    real,
    seal,
    sealed,
    some_of,
    text,
    truth,
    whole,
)
from rnnviz.panel_keys import panel_keys
from rnnviz.sentences import QT_TRANSLATE_NOOP

LAYOUT_VERSION = 3  # raised when docks are added or renamed: an older layout is left aside
MB = 10**6  # bytes
THEMES = ("dark", "light")  # the first one is that of a first start
SMALLEST, NORMAL, LARGEST = 6.0, 10.0, 40.0  # points
SELDOM = 1_000_000  # updates from one evaluation of a breakpoint to the next, at most
_MOST_BREAKPOINTS, _LONGEST_LIST = 500, 1 << 18  # breakpoints, characters of all of them


class Layout(NamedTuple):
    """Where everything stands, as Qt writes it, and which panels are open."""

    places: QByteArray
    open: tuple[str, ...]


def _panels() -> tuple[str, ...]:
    return panel_keys()


def _breakpoint(saved: Any) -> Breakpoint:
    """Read one breakpoint; what a newer version says beside is left out."""
    if not isinstance(saved, dict) or not isinstance(saved.get("expression"), str):
        raise NotUnderstood
    made = Breakpoint(**{part.name: saved[part.name] for part in fields(Breakpoint) if part.name in saved})
    if not 0 < len(made.expression) <= LONGEST or not made.expression.isprintable():
        raise NotUnderstood
    whole(1, SELDOM)(made.every)
    if not isinstance(made.enabled, bool) or not isinstance(made.logs, bool):
        raise NotUnderstood
    return made


def _as_list(breakpoints: Sequence[Breakpoint]) -> str:
    return json.dumps([asdict(each) for each in breakpoints])


LANGUAGE = Preference("language", QT_TRANSLATE_NOOP("settings", "Language"), "", one_of(lambda: ("", *languages())))
THEME = Preference("theme", QT_TRANSLATE_NOOP("settings", "Theme"), THEMES[0], one_of(lambda: THEMES))
POINTS = Preference("points", QT_TRANSLATE_NOOP("settings", "Size of letters"), NORMAL, real(SMALLEST, LARGEST))
HINTS = Preference("hints", QT_TRANSLATE_NOOP("settings", "Hints"), True, truth)
PLUMBING = Preference("plumbing", QT_TRANSLATE_NOOP("settings", "Plumbing while stepping"), False, truth)
REDUCED_MOTION = Preference("reduced_motion", QT_TRANSLATE_NOOP("settings", "Reduced motion"), False, truth)
FOLDER = Preference("folder", QT_TRANSLATE_NOOP("settings", "Folder of texts"), "", text)
EXPORTED_TO = Preference("exported_to", QT_TRANSLATE_NOOP("settings", "Folder of exports"), "", text)
FRAMES_PER_SECOND = Preference("frames_per_second", QT_TRANSLATE_NOOP("settings", "Pictures"), 25, whole(1, 60))
BUDGET_PERCENT = Preference("budget_percent", QT_TRANSLATE_NOOP("settings", "Watching"), 10, whole(1, 90))
HISTORY_MB = Preference("history_mb", QT_TRANSLATE_NOOP("settings", "History"), LIMIT // MB, whole(0, 1 << 16))
APART = Preference("apart", QT_TRANSLATE_NOOP("settings", "Runs in processes of their own"), False, truth)
RECENT_MB = Preference("recent_mb", QT_TRANSLATE_NOOP("settings", "Recent runs"), 1000, whole(0, 1 << 20))
BREAKPOINTS = Preference[tuple[Breakpoint, ...]](
    "breakpoints",
    QT_TRANSLATE_NOOP("panels", "Breakpoints"),
    (),
    listed(_breakpoint, _MOST_BREAKPOINTS, _LONGEST_LIST),
    _as_list,
)
LAYOUTS = ("", "look", "teach", "debug")  # empty: none was chosen, every panel is where it belongs
NAMED_LAYOUT = Preference("named_layout", QT_TRANSLATE_NOOP("settings", "Layout"), "", one_of(lambda: LAYOUTS))
GREETED = Preference("greeted", QT_TRANSLATE_NOOP("settings", "Start page seen"), False, truth)
GEOMETRY = Preference("geometry", QT_TRANSLATE_NOOP("settings", "Place of the window"), QByteArray(), sealed, seal)
PLACES = Preference("layout", QT_TRANSLATE_NOOP("settings", "Places of the panels"), QByteArray(), sealed, seal)
OPEN = Preference[tuple[str, ...]]("open", QT_TRANSLATE_NOOP("settings", "Open panels"), (), some_of(_panels), " ".join)

ALL: tuple[Preference[Any], ...] = (
    LANGUAGE,
    THEME,
    POINTS,
    HINTS,
    PLUMBING,
    REDUCED_MOTION,
    FOLDER,
    EXPORTED_TO,
    FRAMES_PER_SECOND,
    BUDGET_PERCENT,
    HISTORY_MB,
    APART,
    RECENT_MB,
    BREAKPOINTS,
    NAMED_LAYOUT,
    GREETED,
    GEOMETRY,
    PLACES,
    OPEN,
)
