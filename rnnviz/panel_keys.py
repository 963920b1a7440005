"""The keys of panels: presets, lessons and preferences name panels that only the window knows how to make.

A panel's key is the name of its file. Which files there are is looked up here, once, so that nothing below the window
has to know of it and a new panel is one file.
"""

from __future__ import annotations

from rnnviz.found_modules import module_names
from rnnviz.user_files.faults import shown


def panel_keys() -> tuple[str, ...]:
    """Return the key of every panel; no file of one is read."""
    return module_names("gui/panels")


def known_panel(key: str) -> str:
    """Return a key; raises ValueError if no panel has it."""
    if key not in panel_keys():
        raise ValueError(f"no panel is called {shown(key)}; there are {', '.join(panel_keys())}")
    return key
