"""In which range a gate lies, by the cell that has it."""

from __future__ import annotations

from rnnviz.nn import cells


def range_of(cell: str, key: str) -> str:
    """Return where a gate is held: "unit", [0, 1]; "both", [−1, 1]; empty: nowhere."""
    gate = cells.gate(cell, key)
    if gate is None or not gate.nonlinearity.bounded:
        return ""
    return "both" if gate.nonlinearity.signed else "unit"
