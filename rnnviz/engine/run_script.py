"""A run as a program: what is written to files. No torch here: it travels as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rnnviz.engine.snapshot import Array


@dataclass(frozen=True, eq=False)
class Script:
    """One PyTorch script, and what stands beside it under its own name with another suffix.

    Attributes
    ----------
    source : str
        The program.
    arrays : mapping
        Weights, entries of the optimiser and the carried state, by name; empty: it begins from its seed.
    text : str
        What it learns from, where it can neither hold nor find that by itself; empty: it can.
    text_suffix : str
        Of the file that has that text; it has two parts, so that no text of a user's is written over.
    """

    source: str
    arrays: Mapping[str, Array] = field(default_factory=dict)
    text: str = ""
    text_suffix: str = ".text.txt"
