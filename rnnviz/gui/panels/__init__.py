"""Panels: one file each, ending in ``PANEL = Panel(...)``. Menu, docks, layout and the probe's work follow from it."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import import_module

from rnnviz.gui.views.panel import Area, Panel
from rnnviz.panel_keys import panel_keys


def some_panels(keys: Collection[str]) -> tuple[Panel, ...]:
    """Return those of these panels that there are, area by area; no file of any other one is read."""
    found = [import_module(f"{__name__}.{name}").PANEL for name in panel_keys() if name in keys]
    return tuple(sorted(found, key=lambda panel: (list(Area).index(panel.area), panel.order)))


@cache
def panels() -> tuple[Panel, ...]:
    """Return every panel, area by area."""
    return some_panels(panel_keys())
