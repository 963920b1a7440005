"""A position in a Trace, and the moves of a debugger, forwards and backwards. Nothing is executed. No torch here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rnnviz.probe.trace import Operation, Trace, TracePhase


class TraceCursor:
    """Stands on one operation of a Trace. Every move says whether there was anywhere to go.

    A *step* is what one timestep of one recurrence consists of, in one phase; in the backward phase they come in
    reverse. Moves take O(log n) for n operations.
    """

    def __init__(self, trace: Trace, index: int = 0) -> None:
        self.trace = trace
        self.index = 0
        self._phases = _starts([o.phase for o in trace.operations])
        steps = [(o.phase, o.recurrence, o.timestep) for o in trace.operations]
        inside = [k for k in _starts(steps) if trace.operations[k].timestep is not None]
        # over: to the next timestep; where a phase has no further one, to the next phase
        self._steps = sorted({*inside, *self._phases})
        self._places: dict[tuple[TracePhase, int | None, bool, int | None, str], int] = {}
        for k in inside:
            o = trace.operations[k]
            for place in ((o.phase, o.layer, o.reverse, o.timestep, n) for n in ("", o.module)):
                self._places.setdefault(place, k)
        self.go(index)

    def __len__(self) -> int:
        return len(self.trace.operations)

    @property
    def operation(self) -> Operation:
        """Where it stands."""
        return self.trace.operations[self.index]

    def go(self, index: int) -> bool:
        """Stand on an operation; beyond either end, on the last one there."""
        before, self.index = self.index, max(0, min(index, len(self) - 1))
        return self.index != before

    def into(self) -> bool:
        """To the next operation."""
        return self.go(self.index + 1)

    def back_into(self) -> bool:
        """To the previous operation."""
        return self.go(self.index - 1)

    def over(self) -> bool:
        """To the next timestep: in the forward phase forwards, in the backward phase backwards through time."""
        return self.go(_after(self._steps, self.index, len(self) - 1))

    def back_over(self) -> bool:
        """To the beginning of this timestep, or from there to that of the previous one."""
        return self.go(_before(self._steps, self.index))

    def out(self) -> bool:
        """To the next phase."""
        return self.go(_after(self._phases, self.index, len(self) - 1))

    def back_out(self) -> bool:
        """To the beginning of this phase, or from there to that of the previous one."""
        return self.go(_before(self._phases, self.index))

    def first(self) -> bool:
        """To the first operation."""
        return self.go(0)

    def last(self) -> bool:
        """To the last operation."""
        return self.go(len(self) - 1)

    def run_to(
        self,
        phase: TracePhase,
        layer: int | None = None,
        timestep: int | None = None,
        reverse: bool = False,
        module: str = "",
        name: str = "",
    ) -> bool:
        """To a place, and there to the operation of a name, if one is given; stays where it is if there is none.

        Returns
        -------
        bool
            Whether there is such a place (not whether it is another than before).
        """
        if timestep is None:
            start = next((k for k in self._phases if self.trace.operations[k].phase is phase), None)
        else:
            start = self._places.get((phase, 0 if layer is None else layer, reverse, timestep, module))
        if start is not None and name:
            end = _after(self._steps if timestep is not None else self._phases, start, len(self))
            start = next((k for k in range(start, end) if self.trace.operations[k].name == name), None)
        if start is None:
            return False
        self.go(start)
        return True


def _starts(keys: list[object] | list[TracePhase] | list[tuple[TracePhase, int | None, int | None]]) -> list[int]:
    """Return the indices at which a list changes."""
    return [k for k, key in enumerate(keys) if k == 0 or key != keys[k - 1]]


def _after(starts: list[int], index: int, end: int) -> int:
    at = bisect_right(starts, index)
    return starts[at] if at < len(starts) else end


def _before(starts: list[int], index: int) -> int:
    at = bisect_left(starts, index)
    return starts[at - 1] if at else 0
