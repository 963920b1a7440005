"""Panels: one file each, ending in ``PANEL = Panel(...)``. Menu, docks, layout and the probe's work follow from it."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import import_module

from rnnviz.gui.views.panel import Area, Panel
from rnnviz.settings import module_names


def some_panels(keys: Collection[str]) -> tuple[Panel, ...]:
    """Return those of these panels that there are, area by area; no file of any other one is read."""
    found = [import_module(f"{__name__}.{name}").PANEL for name in module_names("gui/panels") if name in keys]
    return tuple(sorted(found, key=lambda panel: (list(Area).index(panel.area), panel.order)))


@cache
def panels() -> tuple[Panel, ...]:
    """Return every panel, area by area."""
    return some_panels(module_names("gui/panels"))
