"""How fast what is computed may go on, so that a process keeps under a share of a processor."""

from __future__ import annotations

from time import perf_counter, process_time


class Allowance:
    """Counts all that this process takes, whatever for.

    Parameters
    ----------
    share : float
        Of a processor.
    """

    def __init__(self, share: float) -> None:
        self._share = share
        self._free_at = 0.0
        self._asked, self._spent = perf_counter(), process_time()

    def pause(self) -> float:
        """Return the seconds to wait now; 0: none. To be asked every few milliseconds while something is computed."""
        now, spent = perf_counter(), process_time()
        began, self._asked = self._asked, now
        took, self._spent = spent - self._spent, spent
        self._free_at = max(self._free_at, began) + took / self._share
        return max(0.0, self._free_at - now)
