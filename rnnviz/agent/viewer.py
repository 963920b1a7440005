"""Who is told of what the agent sees. No torch here."""

from __future__ import annotations

from typing import Protocol

from rnnviz.agent.observation import Observation, Stop, UpdateMetrics
from rnnviz.sentences import Sentence


class Viewer(Protocol):
    """Everything here is called in the thread that trains, and takes time from it: put it aside and return at once.

    What raises is let go, as any fault of ours: one warning, and the agent detaches.
    """

    def due(self) -> bool:
        """Whether the update that begins now is to be observed: asked once, between two updates."""

    def observed(self, observation: Observation) -> None:
        """Take an observation; called after the backward pass, before the weights change."""

    def stopped(self, stop: Stop) -> None:
        """Be told that the loop waits at the gate; it goes on when `Gate.run` or `Gate.advance` says so."""

    def updated(self, metrics: UpdateMetrics) -> None:
        """Take the metrics of an update whose weights are changed."""

    def said(self, sentence: Sentence, details: str = "") -> None:
        """Pass on what a user has to know: what cannot be watched, or why nothing is any more."""

    def closed(self) -> None:
        """Be told that the agent is gone; nothing is called afterwards."""
