"""Runners that end with their test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from rnnviz.engine.commands import Watch
from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import preset
from rnnviz.engine.snapshot import Snapshot
from rnnviz.engine.worker_thread import Runner
from tests.engine.heard import EVERY, PATIENCE, Heard

HELLO = preset("hello").config


@pytest.fixture
def begin() -> Iterator[Callable[..., Heard]]:
    runners: list[Runner] = []

    def start(
        config: RunConfig = HELLO,
        watch: Watch = EVERY,
        running: bool = False,
        probe: str = "",
        branch: Snapshot | None = None,
    ) -> Heard:
        runner = Runner(config, watch, running, probe, branch)
        runners.append(runner)
        runner.start()
        return Heard(runner)

    yield start
    for runner in runners:
        assert runner.stop(PATIENCE), "the worker did not end"
