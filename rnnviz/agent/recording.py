"""Recording one observed update: global hooks that know which module runs, and a mode that sees torch's functions.

The mode is there only while a root module's call runs. Left open across a user's loop, it would change what their own
modes and contexts, such as ``with torch.device(...)``, find on the stack.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import get_ident
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook
from torch.nn.utils.rnn import PackedSequence
from torch.overrides import TorchFunctionMode

from rnnviz.agent.fused_calls import run
from rnnviz.agent.refusals import is_compiled
from rnnviz.agent.tape import ModuleCall, Tape, next_node
from rnnviz.agent.user_code import here, places, user_frame
from rnnviz.probe.fused import FUSED

_WHOLE = frozenset({"scaled_dot_product_attention", "multi_head_attention_forward"})  # their arguments are kept
_PROPERTIES = frozenset({"T", "mT", "H", "mH", "data", "real"})


class Recording:
    """One observed update, from its first forward pass to its backward pass.

    Parameters
    ----------
    sequence : int
        The watched one of the batch.
    fault : callable
        Told of what went wrong in here; the user's pass goes on.
    entered : callable
        Told of every root module that is called, before it runs.
    keeps : callable
        Whether the watched sequence's part of what a module gives out is copied.
    """

    def __init__(
        self,
        sequence: int,
        fault: Callable[[Exception], None],
        entered: Callable[[nn.Module], None] = lambda _: None,
        keeps: Callable[[nn.Module], bool] = lambda _: False,
    ) -> None:
        self.tape = Tape()
        self.sequence = sequence
        self.paused = False  # while the backward pass runs, which may compute parts of the forward pass again
        self._owner: int | None = None  # the thread that trains: the first that calls a model
        self._fault = fault
        self._entered, self._keeps = entered, keeps
        self._running: list[int] = []  # calls, the innermost last
        self._given: list[object] = []  # the first argument of each
        self._unseen: list[nn.Module] = []  # modules that run inside a root that is not recorded
        self._mode: _Mode | None = None
        self._hooks: list[Any] = []
        self._root_frame: Any = None

    def start(self) -> None:
        """Put the hooks in their places."""
        self._hooks = [
            register_module_forward_pre_hook(self._enter),
            register_module_forward_hook(self._leave, always_call=True),
        ]

    def stop(self) -> None:
        """Take everything away that was put anywhere."""
        for hook in self._hooks:
            hook.remove()
        self._hooks.clear()
        self._close()

    # --- modules ---

    def _enter(self, module: nn.Module, args: tuple[Any, ...]) -> None:
        if self._owner is None:
            self._owner = get_ident()
        if get_ident() != self._owner or self.paused:
            return
        try:
            self._entering(module, args)
        except Exception as fault:
            self._fault(fault)

    def _entering(self, module: nn.Module, args: tuple[Any, ...]) -> None:
        if self._unseen or (not self._running and not torch.is_grad_enabled()):
            self._unseen.append(module)
            return
        if is_compiled(module):
            self.stop()  # or it would be compiled again, for the hooks
            return
        caller = user_frame(here(2))
        if not self._running:
            self._entered(module)
            self._root_frame = caller
        parent = self._running[-1] if self._running else -1
        where = places(caller, self._root_frame)
        call = ModuleCall(len(self.tape.calls), module, parent, len(self.tape.operations), next_node(), places=where)
        self.tape.calls.append(call)
        self._running.append(call.index)
        self._given.append(args[0] if args else None)
        if self._mode is None:
            self._mode = _Mode(self)
            self._mode.__enter__()  # type: ignore[no-untyped-call]

    def _leave(self, module: nn.Module, _args: Any, output: Any) -> None:
        if get_ident() != self._owner or self.paused:
            return
        try:
            self._leaving(module, output)
        except Exception as fault:
            self._fault(fault)

    def _leaving(self, module: nn.Module, output: Any) -> None:
        if self._unseen:
            if module in self._unseen:
                while self._unseen.pop() is not module:
                    pass
            return
        if not any(self.tape.calls[k].module is module for k in self._running):
            return
        while True:
            call = self.tape.calls[self._running.pop()]
            self._given.pop()
            call.end, call.last = len(self.tape.operations), next_node()
            if call.module is module:
                if isinstance(output, Tensor) and output.dim() > 1 and self._keeps(module):
                    call.output = self.tape.kept(output, self.sequence)
                break
        if not self._running:
            self._close()

    def _close(self) -> None:
        self._root_frame = None
        self._running.clear()
        self._given.clear()
        if self._mode is not None:
            mode, self._mode = self._mode, None
            mode.open = False
            remove_mode(mode)

    # --- operations ---

    def _fused(self, function: Any, name: str, args: tuple[Any, ...]) -> Any:
        given = self._given[-1] if self._given else None
        first = next_node()
        result, record = run(function, name, args, self.sequence, given if isinstance(given, PackedSequence) else None)
        self._add(name, args, {}, result, first, record)
        return result

    def _add(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any, first: int, further: Any
    ) -> None:
        where = places(here(2), self._root_frame)
        call = self._running[-1] if self._running else -1
        self.tape.add(name, (*args, *kwargs.values()), result, where, call, first, further)

    def see(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Do what the user's code asked torch for, and record it."""
        name = getattr(function, "__name__", "")
        if name == "__get__":
            name = getattr(getattr(function, "__self__", None), "__name__", "")
            if name not in _PROPERTIES:
                return function(*args, **kwargs)
        first = next_node()
        if name in FUSED and not kwargs and not self.tape.full:
            return self._fused(function, name, args)
        result = function(*args, **kwargs)
        if isinstance(result, Tensor) or (isinstance(result, tuple | list) and not isinstance(result, torch.Size)):
            try:
                self._add(name, args, kwargs, result, first, _further(name, function, args, kwargs))
            except Exception as fault:
                self._fault(fault)
        return result


def _further(name: str, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return what of the arguments is needed later and is no operand."""
    if name in _WHOLE:
        return function, tuple(map(_without_graph, args)), {k: _without_graph(v) for k, v in kwargs.items()}
    if name == "softmax":
        return kwargs.get("dim", args[1] if len(args) > 1 else None)
    if name == "__getitem__":
        return _index(args[1] if len(args) > 1 else None)
    return None


def _index(given: Any) -> int | None:
    """Return the one number in an index such as ``x[t]`` or ``x[:, t]``: a timestep, if anything."""
    numbers = [each for each in (given if isinstance(given, tuple) else (given,)) if type(each) is int]
    return numbers[0] if len(numbers) == 1 else None


def _without_graph(argument: Any) -> Any:
    return argument.detach() if isinstance(argument, Tensor) else argument


class _Mode(TorchFunctionMode):
    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self.recording = recording
        self.open = True

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if not self.open:
            return func(*args, **(kwargs or {}))
        return self.recording.see(func, args, kwargs or {})


def remove_mode(mode: TorchFunctionMode) -> None:
    """Take a mode off the stack, also where the user's code has left others above it."""
    above = []
    while torch._C._len_torch_function_stack():
        top = torch._C._pop_torch_function_stack()
        if top is mode:
            break
        above.append(top)
    for each in reversed(above):
        torch._C._push_on_torch_function_stack(each)
