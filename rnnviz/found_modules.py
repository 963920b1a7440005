"""Modules that are found by the names of their files: cells, tasks, panels. None is imported."""

from __future__ import annotations

import pkgutil
from functools import cache
from pathlib import Path


@cache
def places(folder: str) -> list[str]:
    """Return the folders in which a folder of the package is looked for; one more can be added to the list."""
    return [str(Path(__file__).parent / folder)]


def module_names(folder: str) -> tuple[str, ...]:
    """Return the public modules in a folder of the package, without importing them (importing one may load torch)."""
    return _module_names(tuple(places(folder)))


@cache  # every preset asks for several folders
def _module_names(places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(m.name for m in pkgutil.iter_modules(places) if not m.name.startswith("_")))
