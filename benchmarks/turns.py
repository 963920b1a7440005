"""Programs that take turns: one is measured for a moment while the others wait.

On a machine that others use too, speed drifts by a tenth within minutes. What is compared is measured moments apart,
again and again, so that what drifts drifts for all.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Self

Measured = dict[str, float]


class Program:
    """A measurement in a process of its own, ready for its first turn.

    Parameters
    ----------
    module : str
        Of this package; it waits for turns as `wait_for_turns` does.
    *arguments : str
        Of its command line.
    environment : mapping of str to str, optional
        Its environment, if not this process's.
    """

    def __init__(self, module: str, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self._command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def __enter__(self) -> Self:
        self.turn(0.1)  # once it has loaded
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(60)

    def turn(self, seconds: float) -> Measured:
        """Have it run for a while; return what it measured.

        Raises
        ------
        SystemExit
            If it ended instead.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        while line := self._process.stdout.readline():
            if line.startswith("{"):
                measured: Measured = json.loads(line)
                return measured
        raise SystemExit(f"{' '.join(self._command)} failed with exit status {self._process.wait()}.")


def wait_for_turns(measure: Callable[[float], Measured]) -> None:
    """Take turns until nobody asks for one any more: each is a line with the seconds, answered with a line of JSON."""
    for line in sys.stdin:
        print(json.dumps(measure(float(line))), flush=True)
