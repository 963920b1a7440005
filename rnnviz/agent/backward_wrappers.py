"""Knowing when a backward pass begins and ends: wrappers on the three ways to ask torch for one.

One more is on the scaling of a loss. They cost a Python call each, and are there for as long as the agent is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from rnnviz.agent.loss_scale import note_scaler


class Pass(NamedTuple):
    """A backward pass that was asked for."""

    roots: tuple[Tensor, ...]
    weights: tuple[Tensor | None, ...]  # what each root's gradient begins with; None: 1
    inputs: tuple[Tensor, ...] = ()  # whose gradients are returned, and not put into their `.grad`


class BackwardWrappers:
    """Wrappers that tell of every backward pass of the user's.

    Parameters
    ----------
    begins : callable
        Told before a pass begins.
    ended : callable
        Told when it has ended, and what was returned; not if it raised.
    """

    def __init__(self, begins: Callable[[Pass], None], ended: Callable[[Pass, Any], None]) -> None:
        self._begins, self._ended = begins, ended
        self._within = False
        self._on = False
        self._before: list[tuple[Any, str, Any, Any]] = []  # whose attribute, its name, what was there, what is now

    def start(self) -> None:
        """Put the wrappers in their places."""
        self._on = True
        self._wrap(torch.autograd, "backward", _of_backward)
        self._wrap(torch.Tensor, "backward", _of_tensor)
        self._wrap(torch.autograd, "grad", _of_grad)
        self._wrap(torch.amp.GradScaler, "scale", note_scaler)

    def stop(self) -> None:
        """Put back what was there; where somebody else has wrapped ours since, it does nothing from now on."""
        self._on = False
        for owner, name, before, wrapper in self._before:
            if getattr(owner, name) is wrapper:
                setattr(owner, name, before)
        self._before.clear()

    def _wrap(self, owner: Any, name: str, read: Callable[..., Pass | None]) -> None:
        original = getattr(owner, name)

        @functools.wraps(original)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            asked = None if not self._on or self._within else _read(read, args, kwargs)
            if asked is None:
                return original(*args, **kwargs)
            self._within = True
            try:
                self._begins(asked)
                result = original(*args, **kwargs)
                self._ended(asked, result)
            finally:
                self._within = False
            return result

        setattr(owner, name, wrapper)
        self._before.append((owner, name, original, wrapper))


def _read(read: Callable[..., Pass | None], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Pass | None:
    """Return what a call asks for; None: nothing that an update is made of, or it is wrong, which torch will say."""
    try:
        return read(*args, **kwargs)
    except Exception:
        return None


def _of_backward(tensors: Any, grad_tensors: Any = None, *_: Any, **__: Any) -> Pass | None:
    return _pass(tensors, grad_tensors)


def _of_tensor(self: Tensor, gradient: Tensor | None = None, *_: Any, **__: Any) -> Pass | None:
    return _pass(self, gradient)


def _of_grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    *_: Any,
    **__: Any,
) -> Pass | None:
    """Only where parameters are asked for, and their gradient is no part of a further loss."""
    del retain_graph
    given = _several(inputs)
    if create_graph or not given or not all(isinstance(t, Tensor) and t.is_leaf and t.requires_grad for t in given):
        return None
    found = _pass(outputs, grad_outputs)
    return None if found is None else found._replace(inputs=tuple(given))


def _pass(tensors: Any, weights: Any) -> Pass | None:
    roots = tuple(t for t in _several(tensors) if isinstance(t, Tensor))
    if not roots:
        return None
    given = tuple(w if isinstance(w, Tensor) else None for w in _several(weights)) if weights is not None else ()
    return Pass(roots, given + (None,) * (len(roots) - len(given)))


def _several(given: Any) -> Sequence[Any]:
    return given if isinstance(given, tuple | list) else (given,)
