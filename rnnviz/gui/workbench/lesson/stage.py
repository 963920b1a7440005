"""What a lesson changes about the workbench for as long as it is open, and gives back afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.gui.workbench.layout_state import Layer

if TYPE_CHECKING:
    from rnnviz.gui.workbench.lesson.ports import LessonBench


class Stage:
    """The panels in view, the breakpoints and the speed limit. What is the user's own comes back on `clear`."""

    def __init__(self, bench: LessonBench) -> None:
        self._bench = bench
        self._own_speed: float | None = None
        self._shown: tuple[str, ...] = ()

    @property
    def set(self) -> bool:
        """Whether a lesson is on."""
        return self._bench.layout.has(Layer.LESSON)

    def begin(self) -> None:
        """Remember what is the user's own."""
        if not self.set:
            self._bench.layout.begin(Layer.LESSON)
            self._own_speed = self._bench.speed.limit
        self._shown = ()

    def clear(self) -> None:
        """Give back what is the user's own."""
        if self.set:
            self._bench.layout.end(Layer.LESSON)
            self._bench.speed.set(self._own_speed)
            self._bench.pair.a.breakpoints.lend(None)
            self._bench.host.uncover(everywhere=True)

    # --- panels ---

    def show(self, keys: tuple[str, ...]) -> None:
        """Show these panels and no others; what the user moved stays where it is until others are wanted."""
        host = self._bench.host
        if keys == self._shown and all(map(host.seen, keys)):
            host.hide_others(keys)
            return
        self._shown = keys
        host.show_only(keys)

    def reset(self) -> None:
        """Put the panels back to where the lesson has them."""
        shown, self._shown = self._shown, ()
        if shown:
            self.show(shown)

    def watching(self) -> bool:
        """Whether every panel that was asked for can be seen, as far as the screen has room for it."""
        host = self._bench.host
        return all(map(host.in_place, self._shown)) or not host.visible

    # --- breakpoints ---

    def stop_at(self, conditions: tuple[str, ...]) -> None:
        """Replace the breakpoints by these, as long as the lesson is open."""
        breakpoints, wanted = self._bench.pair.a.breakpoints, tuple(map(Breakpoint, conditions))
        if breakpoints.lent != wanted:
            breakpoints.lend(wanted)

    def fault(self, condition: str) -> str:
        """Return why a condition cannot be read; empty: it can."""
        wrong = self._bench.pair.a.breakpoints.fault(Breakpoint(condition))
        return "" if wrong is None else wrong.sentence
