"""The agent: attached to a user's loop, it counts the updates, looks at some, and lets them wait at a gate."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from threading import get_ident
from types import TracebackType
from typing import Any, Self

from torch import nn
from torch.optim.optimizer import register_optimizer_step_post_hook, register_optimizer_step_pre_hook

from rnnviz.agent.backward_wrappers import BackwardWrappers, Pass
from rnnviz.agent.gate import Gate
from rnnviz.agent.looking import Look
from rnnviz.agent.names import Names
from rnnviz.agent.observation import Cause, Facts, Found, Observation, Stop, UpdateMetrics
from rnnviz.agent.parts import part
from rnnviz.agent.refusals import COMPILED, is_compiling, other_rank, unwatchable
from rnnviz.agent.self_check import checked
from rnnviz.agent.stops import Stops
from rnnviz.agent.symbols import Symbols, Tables
from rnnviz.agent.updates import Updates
from rnnviz.agent.user_code import here
from rnnviz.agent.viewer import Viewer
from rnnviz.agent.wishes import Wishes
from rnnviz.engine.breakpoints import Breakpoint, Known
from rnnviz.probe.frame import Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence

_FAULT = QT_TRANSLATE_NOOP("agent", "RNNviz has a fault, and watches no more; your training goes on as it was: {fault}")


class Agent:
    """Watches one loop of a user's. Made by `attach`; its methods may be called from any thread.

    Parameters
    ----------
    viewer : Viewer
    symbols : sequence, mapping or callable, optional
        What the symbols of the sequences are called: see `rnnviz.agent.symbols.Symbols`.
    stops_at_not_finite : bool
        Whether the loop waits where loss or gradient are not finite, before the optimiser steps.
    """

    def __init__(self, viewer: Viewer, symbols: Tables = None, stops_at_not_finite: bool = True) -> None:
        self.gate = Gate()
        self.names = Names()
        self.attached = False
        self._viewer = viewer
        self._symbols = Symbols(symbols)
        self._wishes = Wishes()
        self._stops = Stops(stops_at_not_finite)
        self._updates = Updates(self._guarded(self._ready, 0.0), self._guarded(self._done, None))
        self._wrappers = BackwardWrappers(self._guarded(self._begins, None), self._guarded(self._ended, None))
        self._hooks: list[Any] = []
        self._look: Look | None = None
        self._owner: int | None = None
        self._facts: Facts | None = None
        self._found: tuple[Found, ...] = ()
        self._said: list[Sentence] = []

    # --- what the other side asks for ---

    def wish(self, wishes: Wishes) -> None:
        """Look at this from the next observed update on."""
        self._wishes = wishes

    def break_at(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Have these breakpoints and no others; raises `Refused` if one is wrong, and then those before stay."""
        self._stops.set(breakpoints, self.known)

    @property
    def known(self) -> Known:
        """The quantities that a breakpoint can name, as far as the loop has shown them."""
        return self._stops.known(self._found)

    @property
    def update(self) -> int:
        """Updates that were taken since the agent is there."""
        return self._updates.number

    # --- coming and going ---

    def start(self) -> None:
        """Begin to watch; raises `Refused` if what is shown here would not be exact."""
        checked()
        self.attached = True
        self._hooks = [
            register_optimizer_step_pre_hook(self._guarded(self._steps, None)),
            register_optimizer_step_post_hook(self._guarded(self._stepped, None)),
        ]
        self._wrappers.start()
        self._guarded(self._next, None)()

    def watch(self, model: nn.Module, name: str = "") -> None:
        """Look at a model too; raises `Refused` if it is of a kind that cannot be watched."""
        if (sentence := unwatchable(model)) is not None:
            raise Refused(sentence.template, "", **sentence.values)
        if name:
            self.names.add(name, model)
        else:
            self.names.learn(model, here(1))

    def close(self) -> None:
        """Leave nothing behind; whoever waits at the gate goes on."""
        global _attached
        if self.attached:
            self._detach()
            self._viewer.closed()
        if _attached is self:
            _attached = None

    def _detach(self) -> None:
        self.attached = False
        self.gate.abandon()
        for hook in self._hooks:
            hook.remove()
        self._hooks.clear()
        self._wrappers.stop()
        self._drop()
        self._updates.forget()

    def silence(self) -> None:
        """Be gone without a word: this is a child of the process that is watched."""
        self._viewer = _Nobody()
        self._detach()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- a fault of ours is none of the user's ---

    def _guarded(self, function: Callable[..., Any], otherwise: Any) -> Callable[..., Any]:
        def guarded(*args: Any) -> Any:
            if not self.attached:
                return otherwise
            try:
                return function(*args)
            except Exception as fault:
                self._fail(fault)
                return otherwise

        return guarded

    def _fail(self, fault: Exception) -> None:
        global _attached
        if not self.attached:
            return
        self._detach()
        if _attached is self:
            _attached = None
        sentence = Sentence(_FAULT, {"fault": f"{type(fault).__name__}: {fault}"})
        warnings.warn(str(sentence), RuntimeWarning, stacklevel=2)
        try:
            self._viewer.said(sentence, _traceback(fault))
            self._viewer.closed()
        except Exception:
            pass

    # --- the loop ---

    def _mine(self) -> bool:
        """Whether this thread is the one that trains: the first that did."""
        if self._owner is None:
            self._owner = get_ident()
        return self._owner == get_ident()

    def _begins(self, asked: Pass) -> None:
        if not self._mine():
            return
        self._updates.begins(asked)
        if self._look is not None:
            self._look.before(asked.roots)

    def _ended(self, asked: Pass, result: Any) -> None:
        if not self._mine():
            return
        self._updates.ended(asked, result)
        look = self._look
        if look is not None and look.after(self._updates.loss):
            self._observed(look)
        self._updates.examine()
        if self._updates.by_hand and (self._look is None or self._look.update <= self._updates.number):
            self._begin(self._updates.number + 1)  # nobody will say when this one is over, and the next one begins

    def _steps(self, optimiser: Any, _args: Any, _kwargs: Any) -> None:
        if self._mine():
            self._updates.steps(optimiser)

    def _stepped(self, optimiser: Any, _args: Any, _kwargs: Any) -> None:
        if self._mine():
            self._updates.stepped(optimiser)

    def _ready(self, metrics: UpdateMetrics) -> float:
        """Let an update wait that has been computed, if anything says so; return the seconds."""
        frame = self._frame()
        stop = self._stops.at(metrics, frame)
        if stop is not None:
            self.gate.pause()
        return self.gate.passed(lambda: self._viewer.stopped(stop or Stop(Cause.PAUSED, metrics.update, metrics)))

    def _done(self, metrics: UpdateMetrics) -> None:
        self._stops.passed(metrics)
        self._viewer.updated(metrics)
        self._next()

    def _next(self) -> None:
        """Begin the next update, unless it has begun."""
        if self._look is None or self._look.update != self._updates.number:
            self._begin(self._updates.number)

    def _begin(self, update: int) -> None:
        """Look at an update that begins, or not."""
        before, self._look = self._look, None
        if before is not None:
            before.stop()
        wanted = self._viewer.due() or self._stops.looks(update)
        if wanted and self._can_look():
            self._look = Look(update, self.names, self._wishes, self._symbols, self._fail)
            self._look.start(before)

    def _drop(self) -> None:
        if self._look is not None:
            self._look.stop()
            self._look = None

    def _can_look(self) -> bool:
        """Whether modules may be hooked: where anything was compiled, all of it would be compiled again."""
        if is_compiling():
            self._say(COMPILED)
            return False
        return True

    def _say(self, sentence: Sentence) -> None:
        """Tell the user something, once."""
        if sentence not in self._said:
            self._said.append(sentence)
            self._viewer.said(sentence)

    # --- what was seen ---

    def _frame(self) -> Frame | None:
        return self._look.frame() if self._look is not None and self._look.complete else None

    def _observed(self, look: Look) -> None:
        look.stop()
        facts = self._facts_of(look)
        told = None if facts == self._facts else facts
        self._facts, self._found = facts, tuple(look.found)
        self._viewer.observed(Observation(look.update, look.frame(), told, look.cost * 1e3))

    def _facts_of(self, look: Look) -> Facts:
        models = self.names.models
        first = next((p for model in models.values() for p in model.parameters()), None)
        parts = tuple(part(name, model) for name, model in models.items())
        return Facts(
            parts,
            tuple(look.found),
            look.batch,
            sum(p.parameters for p in parts),
            "cpu" if first is None else first.device.type,
            "" if first is None else str(first.dtype).removeprefix("torch."),
            tuple(self._updates.learned()),
            tuple(self._said),
        )


class _Nobody:
    """A viewer that is not there."""

    def due(self) -> bool:
        return False

    def observed(self, observation: Observation) -> None: ...

    def stopped(self, stop: Stop) -> None: ...

    def updated(self, metrics: UpdateMetrics) -> None: ...

    def said(self, sentence: Sentence, details: str = "") -> None: ...

    def closed(self) -> None: ...


_attached: Agent | None = None


def attach(
    *models: nn.Module,
    viewer: Viewer | None = None,
    symbols: Tables = None,
    names: tuple[str, ...] = (),
    stops_at_not_finite: bool = True,
) -> Agent | None:
    """Watch the loop that will run in this process; return the agent, the same one if there is one already.

    Parameters
    ----------
    *models : nn.Module
        Those that are known already; others are found when they are called.
    viewer : Viewer, optional
        Who is told; another one than before takes its place. Needed the first time.
    symbols : sequence, mapping or callable, optional
        See `rnnviz.agent.symbols.Symbols`.
    names : tuple of str
        What the models are called, if their variables should not say it.

    Returns
    -------
    Agent or None
        None: the environment says ``RNNVIZ=off``, or this process is not the first of those that train together.

    Raises
    ------
    Refused
        If a model cannot be watched, or what is shown would not be exact.
    ValueError
        If there is neither a viewer nor an agent.
    """
    global _attached
    if os.environ.get("RNNVIZ", "").lower() in ("off", "0", "no") or other_rank():
        return None
    if _attached is not None and viewer is not None and viewer is not _attached._viewer:
        _attached.close()
    agent = _attached
    if agent is None:
        if viewer is None:
            raise ValueError("nobody is there to be told: attach needs a viewer")
        agent = Agent(viewer, symbols, stops_at_not_finite)
    for k, model in enumerate(models):
        agent.watch(model, names[k] if k < len(names) else "")
    if _attached is None:
        agent.start()
        _attached = agent
    return agent


def attached() -> Agent | None:
    """Return the agent of this process, if there is one."""
    return _attached


def _in_a_child() -> None:
    global _attached
    if _attached is not None:
        _attached.silence()
        _attached = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_a_child)


def _traceback(fault: Exception) -> str:
    import traceback

    return "".join(traceback.format_exception(fault))
