"""Conditions of breakpoints: read, and evaluated where they are good."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from benchmarks.hostile.door import Unclear
from benchmarks.hostile.doors._texts import NUMBERS, STRANGE, anything
from rnnviz.engine.breakpoints import SCALARS, Breakpoint, Condition, Known

_ATOMS = (*SCALARS, "grad_norms", "saturation.f", "saturation", "max(grad_norms)", "jump(loss, 2)", "3", "1e400", "0.0")
_SIGNS = (
    " + ",
    " - ",
    " * ",
    " / ",
    " % ",
    " ** ",
    " > ",
    " < ",
    " == ",
    " and ",
    " or ",
    " is ",
    " in ",
    " := ",
    ", ",
)
_KNOWN = Known(gates=("i", "f", "g", "o"))
_HOSTILE = (
    "9**9**9 > 1", "9**9**9**9**9", "(" * 90 + "1" + ")" * 90, "not " * 40 + "finite",
    "-" * 150 + "loss > 0", "loss.__class__", "().__class__.__bases__[0]",
    "__import__('os').system('x')", "[loss] * 10**9 == []", "0/0 > loss", "loss % 0 > 1", "1/0 > 0",
    "lambda: 1", "loss if loss else loss", "f'{loss}' > 1", "'a' * 10**9 == ''", "loss = 3",
    "loss > 3; import os", "yield", "await loss", "print(1)", "max()", "max(grad_norms, loss) > 3",
    "max(*grad_norms) > 3", "jump(loss, *[1])", "jump(loss, 1e308 * 10)", "any(grad_norms)",
    "grad_norms > 3", "1 < grad_norms < 3", "loss[0] > 3", "loss > 1e400", f"loss > {'9' * 150}",
    "x" * 201, "loss > 3 " + "and loss > 3 " * 14, "True", "True > 0", "None", "loss > 3 # and",
    "loss\\\n> 3", "loss > 0xFF", "loss > 1_0", "loss > 0o7", "loss > 1j", "loss >= ٣", "ｌoss > 3",
    "{}",
)  # fmt: skip


class _Quantities:
    """One update's values."""

    def __getitem__(self, name: str) -> object:
        if name == "grad_norms":
            return np.array([0.0, np.nan, np.inf, 2.0])
        if name == "saturation":
            return SimpleNamespace(i=0.1, f=0.9, g=float("nan"), o=0.0)
        return False if name == "finite" else float("inf") if name == "loss" else 0.5

    def place(self, condition: Condition) -> None:
        return None


class Conditions:
    """What is typed into the panel of breakpoints, judged while one types."""

    in_window = True

    def __init__(self, home: Path) -> None:
        del home

    def inputs(self, chance: random.Random) -> list[str]:
        made = [self._written(chance, chance.randint(0, 5)) for _ in range(160)]
        made += [anything(chance) for _ in range(40)]
        return list(dict.fromkeys([*_HOSTILE, *STRANGE, *NUMBERS, *made]))

    def _written(self, chance: random.Random, depth: int) -> str:
        if not depth:
            return chance.choice(_ATOMS)
        left, right = self._written(chance, depth - 1), self._written(chance, chance.randrange(depth))
        joined = f"{left}{chance.choice(_SIGNS)}{right}"
        shape = chance.choice(("{}", "{}", "({})", "not ({})", "abs({})", "max({})", "-({})", "any({})", "({}"))
        return shape.format(joined)

    def attempt(self, given: str) -> str:
        condition = Condition.read(Breakpoint(given), _KNOWN)
        if not isinstance(condition.holds(_Quantities()), bool):
            raise Unclear("it is neither true nor false")
        condition.values(_Quantities())
        return ""


DOOR = Conditions
