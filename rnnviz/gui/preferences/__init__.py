"""What is remembered from one start to the next: language, theme, size, layout, folders.

`declared` has every preference, with its kind, its range and its default; `kinds` says how a saved value is read, which
may be anything at all; `store` keeps them in a file.
"""

from __future__ import annotations

from rnnviz.gui.preferences.declared import LAYOUT_VERSION, Layout
from rnnviz.gui.preferences.store import Preferences

__all__ = ["LAYOUT_VERSION", "Layout", "Preferences"]
