"""A position in a Trace, and the moves of a debugger, forwards and backwards. Nothing is executed. No torch here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rnnviz.probe.trace import Operation, Trace, TracePhase


class TraceCursor:
    """Stands on one operation of a Trace. Every move says whether there was anywhere to go.

    A *step* is what one timestep of one recurrence consists of, in one phase; in the backward phase they come in
    reverse. Moves take O(log n) for n operations.

    Parameters
    ----------
    trace : Trace
    index : int
        The operation to begin on, whether or not moves pass it over.
    passed_over : frozenset of int
        Operations on which no move ends; `go` alone does, and moves go on from there.
    """

    def __init__(self, trace: Trace, index: int = 0, passed_over: frozenset[int] = frozenset()) -> None:
        self.trace = trace
        self.index = 0
        self.pass_over(passed_over)
        self.go(index)

    def pass_over(self, indices: frozenset[int]) -> None:
        """Pass over others from now on; where it stands it stays."""
        operations = self.trace.operations
        self._passed_over = indices
        self._shown = [k for k in range(len(operations)) if k not in indices]
        shown = [operations[k] for k in self._shown]
        self._phases = [self._shown[k] for k in _starts([o.phase for o in shown])]
        steps = [self._shown[k] for k in _starts([(o.phase, o.recurrence, o.timestep) for o in shown])]
        inside = [k for k in steps if operations[k].timestep is not None]
        # over: to the next timestep; where a phase has no further one, to the next phase
        self._steps = sorted({*inside, *self._phases})
        self._places: dict[tuple[TracePhase, int | None, bool, int | None, str], int] = {}
        for k in inside:
            o = operations[k]
            for place in ((o.phase, o.layer, o.reverse, o.timestep, n) for n in ("", o.module)):
                self._places.setdefault(place, k)

    def __len__(self) -> int:
        return len(self.trace.operations)

    @property
    def passing_over(self) -> bool:
        """Whether it stands on an operation that moves pass over."""
        return self.index in self._passed_over

    @property
    def at_end(self) -> bool:
        """Whether no move goes further."""
        return self.index >= self._last

    @property
    def place(self) -> tuple[int, int]:
        """Which of the operations not passed over it stands on, from 1 (else the one before), and of how many."""
        return bisect_right(self._shown, self.index), len(self._shown)

    @property
    def operation(self) -> Operation:
        """Where it stands."""
        return self.trace.operations[self.index]

    def go(self, index: int) -> bool:
        """Stand on an operation; beyond either end, on the last one there."""
        before, self.index = self.index, max(0, min(index, len(self) - 1))
        return self.index != before

    @property
    def _first(self) -> int:
        """Where moves backward end: at the first operation that is not passed over, or where it stands before that."""
        return min(self._shown[0] if self._shown else 0, self.index)

    @property
    def _last(self) -> int:
        """Where moves forward end."""
        return max(self._shown[-1] if self._shown else 0, self.index)

    def into(self) -> bool:
        """To the next operation."""
        return self.go(_after(self._shown, self.index, self._last))

    def back_into(self) -> bool:
        """To the previous operation."""
        return self.go(_before(self._shown, self.index, self._first))

    def over(self) -> bool:
        """To the next timestep: in the forward phase forwards, in the backward phase backwards through time."""
        return self.go(_after(self._steps, self.index, self._last))

    def back_over(self) -> bool:
        """To the beginning of this timestep, or from there to that of the previous one."""
        return self.go(_before(self._steps, self.index, self._first))

    def out(self) -> bool:
        """To the next phase."""
        return self.go(_after(self._phases, self.index, self._last))

    def back_out(self) -> bool:
        """To the beginning of this phase, or from there to that of the previous one."""
        return self.go(_before(self._phases, self.index, self._first))

    def first(self) -> bool:
        """To the first operation."""
        return self.go(self._shown[0] if self._shown else 0)

    def last(self) -> bool:
        """To the last operation."""
        return self.go(self._shown[-1] if self._shown else len(self) - 1)

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


def _before(starts: list[int], index: int, end: int) -> int:
    at = bisect_left(starts, index)
    return starts[at - 1] if at else end
