"""A preset in the program's own training loop, on its own thread, with no window and nothing watched.

``python -m benchmarks.unwatched --preset characters [--hidden 128]`` takes turns (`benchmarks.turns`); between them
training is paused.
"""

from __future__ import annotations

import argparse
from time import perf_counter, sleep

from benchmarks.bare import REST
from benchmarks.turns import Measured, wait_for_turns
from rnnviz.engine import commands
from rnnviz.engine.messages import Built
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import tune_allocator
from rnnviz.engine.worker_thread import Runner


class Unwatched:
    """A run that nobody looks at."""

    def __init__(self, key: str, hidden: int | None) -> None:
        tune_allocator()
        chosen = preset(key)
        config = chosen.config.changed(hidden=hidden) if hidden else chosen.config
        self.runner = Runner(config, running=False, probe=chosen.probe)
        self.runner.start()
        while not any(isinstance(event, Built) for event in self.runner.events()):
            sleep(0.01)

    def turn(self, seconds: float) -> Measured:
        self.runner.send(commands.Run())
        sleep(REST)
        began, updates = perf_counter(), self.runner.metrics.count
        sleep(seconds)
        speed = (self.runner.metrics.count - updates) / (perf_counter() - began)
        self.runner.send(commands.Pause())
        self.runner.events()
        return {"updates_per_second": speed}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="characters")
    parser.add_argument("--hidden", type=int, help="units; the preset's own if not given")
    options = parser.parse_args()
    unwatched = Unwatched(options.preset, options.hidden)
    try:
        wait_for_turns(unwatched.turn)
    finally:
        unwatched.runner.stop(30)


if __name__ == "__main__":
    main()
