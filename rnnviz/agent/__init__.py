"""What runs inside a user's process and watches their model in passing: their own passes over their own batch.

It imports numpy, torch and simpleeval, and nothing else that a user would not have. No socket and no window is here:
who shows what was seen is a `Viewer`, and is told of it in the thread that trains. ::

    viewer = ...                            # a Viewer: `rnnviz.agent.viewer`
    agent = attach(model, viewer=viewer)    # idempotent; attach(viewer=viewer) finds the models by itself
    agent.wish(Wishes(sequence=3))          # from any thread: which part, which sequence, what of it
    agent.gate.pause()                      # from any thread: run, pause, advance(1)
    agent.break_at((Breakpoint("loss > 3"),))
    agent.close()                           # leaves nothing behind; `with attach(...)` does it too

What flows, in this order, for every update:

1. `Viewer.due` is asked whether the update that begins is to be observed; what that cost is in `Observation.cost_ms`.
2. After the backward pass of one that was: `Viewer.observed`, with an `Observation`: a Frame, and, whenever they are
   not those of before, the facts (`Facts`: the tree of the model's parts, what was found in it, and where).
3. Before the weights change: breakpoints are checked, and a gate that is closed waits. `Viewer.stopped` says why.
4. After they have changed: `Viewer.updated` with its `UpdateMetrics`, of every update, none left out.

All of these are records that `rnnviz.packing.records` writes: ``records.encode(observation)`` is a string of bytes,
``records.decode(blob, Observation)`` the same again. A Frame comes without spectra: `rnnviz.agent.spectra.with_spectra`
adds them, in whichever thread or process has the time.

Nothing of the agent's raises into a user's loop: a fault of ours is one warning and a detached agent (`Viewer.said`,
then `Viewer.closed`). ``RNNVIZ=off`` in the environment attaches nothing. A forked child is not watched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rnnviz.agent.agent import Agent, attach
    from rnnviz.agent.gate import Gate
    from rnnviz.agent.observation import Facts, Found, Observation, Part, Stop, UpdateMetrics
    from rnnviz.agent.viewer import Viewer
    from rnnviz.agent.wishes import Wishes

_PLACES = {
    "Agent": "agent",
    "attach": "agent",
    "Gate": "gate",
    "Facts": "observation",
    "Found": "observation",
    "Observation": "observation",
    "Part": "observation",
    "Stop": "observation",
    "UpdateMetrics": "observation",
    "Viewer": "viewer",
    "Wishes": "wishes",
}

__all__ = [
    "Agent",
    "Facts",
    "Found",
    "Gate",
    "Observation",
    "Part",
    "Stop",
    "UpdateMetrics",
    "Viewer",
    "Wishes",
    "attach",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for: whoever only reads Observations needs no torch."""
    if name in _PLACES:
        from importlib import import_module

        return getattr(import_module(f"rnnviz.agent.{_PLACES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
