"""Looking inside any torch module: exact, and without a trace left behind.

``rnnviz.probe.frame`` needs no torch; `observe` and `Outcome` load it when they are first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rnnviz.probe.observation import Outcome, observe

__all__ = ["Outcome", "observe"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from rnnviz.probe import observation

        return getattr(observation, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
