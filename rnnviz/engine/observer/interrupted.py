"""Doing something else in the middle of a computation, wherever it calls a module: it needs to know nothing of that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

import torch
from torch.nn.modules.module import register_module_forward_pre_hook

_AT_ONCE = 0.002  # seconds for which nothing else is looked at


@contextmanager
def interrupted(turn: Callable[[], None]) -> Iterator[None]:
    """Have `turn` called every few milliseconds while modules are called; not while it does so itself.

    It finds neither the gradient mode nor the inference mode of what it interrupts.
    """
    last, inside = perf_counter(), False

    def before(*_: object) -> None:
        nonlocal last, inside
        if inside or perf_counter() - last < _AT_ONCE:
            return
        inside = True
        try:
            with torch.inference_mode(False), torch.enable_grad():
                turn()
        finally:
            last, inside = perf_counter(), False

    hook = register_module_forward_pre_hook(before)
    try:
        yield
    finally:
        hook.remove()
