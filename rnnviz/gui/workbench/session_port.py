"""What the parts of a session ask of the session that they belong to: it makes them, so they cannot import it."""

# ruff: noqa: D102  (`Session` says what each of them is)

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.capability import Capability
from rnnviz.engine.messages import Built, Phase, Status
from rnnviz.gui.workbench.cursor import Cursor
from rnnviz.probe.frame import Frame
from rnnviz.sentences import Sentence


class SessionPort(Protocol):
    """A part of `Session`, under the same names."""

    cursor: Cursor
    status: Status
    frame: Frame | None
    facts: Built | None

    @property
    def phase(self) -> Phase: ...
    @property
    def settled(self) -> bool: ...

    @property
    def frame_arrived(self) -> SignalInstance: ...
    @property
    def status_changed(self) -> SignalInstance: ...
    @property
    def built(self) -> SignalInstance: ...
    @property
    def objected(self) -> SignalInstance: ...
    @property
    def traced(self) -> SignalInstance: ...
    @property
    def probe_changed(self) -> SignalInstance: ...
    @property
    def config_changed(self) -> SignalInstance: ...

    def lacks(self, capability: Capability) -> Sentence | None: ...
    def trace_next(self, sequence: int = 0) -> None: ...
    def watch_batch(self, sequence: int | None) -> None: ...
    def set_breakpoints(self, breakpoints: tuple[Breakpoint, ...]) -> None: ...
