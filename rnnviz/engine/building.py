"""Making a run from a config, which takes as long as reading its text: others are told of it, and may make it stop."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from rnnviz.engine.checkpoints import begun
from rnnviz.engine.commands import Build, Open
from rnnviz.engine.config import RunConfig
from rnnviz.engine.continuing import continued
from rnnviz.engine.exchange import Exchange
from rnnviz.engine.fitting import fitted
from rnnviz.engine.giving_up import GivenUp, until_given_up
from rnnviz.engine.memory import full
from rnnviz.engine.messages import Phase, Status
from rnnviz.engine.standing import Standing
from rnnviz.engine.training import Run, load, start
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence, first_line
from rnnviz.tasks import Progress, Task

R = TypeVar("R")

_TOLD_EVERY = 0.1  # seconds


def built(exchange: Exchange, command: Build, kept: Task | None) -> Run:
    """Return a new run, or a branch.

    Parameters
    ----------
    exchange : Exchange
        Is told how far it has come, and says whether it is still wanted.
    command : Build
        What to make.
    kept : Task or None
        The task of the run before: a long text is not read again for a reset.

    Raises
    ------
    GivenUp
        If it is not wanted any more.
    Refused
        If the config and its text cannot work together.
    """
    return _until_given_up(exchange, lambda progress: _made(command, kept, progress))


def opened(exchange: Exchange, command: Open, kept: Task | None, number: int, limit: int) -> Standing:
    """Return the run that a record is of, as `built` does; `number` and `limit` are its number and its memory's."""

    def taken_up(progress: Progress) -> Standing:
        return continued(command.record, _task(command.record.beginning, kept, progress), number, limit)

    return _until_given_up(exchange, taken_up)


def _until_given_up(exchange: Exchange, make: Callable[[Progress], R]) -> R:
    """Make something that takes a while, and say how far it has come; raises `GivenUp` if it is not wanted any more."""
    mine, told = exchange.heard, [perf_counter()]

    def wanted() -> bool:
        return exchange.superseding <= mine

    def progress(share: float) -> None:
        if not wanted():
            raise GivenUp
        if perf_counter() - told[0] > _TOLD_EVERY:
            told[0] = perf_counter()
            exchange.publish(Status(Phase.BUILDING, progress=share))

    return until_given_up(lambda: make(progress), wanted)


def _made(command: Build, kept: Task | None, progress: Progress) -> Run:
    config, text = fitted(command.config, progress) if command.fit else (command.config, None)
    task = _task(config, kept, progress)
    del text  # the task has it by now
    return begun(config, task, command.start) if command.start else start(config, task)


def _task(config: RunConfig, kept: Task | None, progress: Progress) -> Task:
    return kept if kept is not None and kept.settings == config else load(config, progress)


def not_built(error: Exception) -> tuple[Sentence, str]:
    """Say why there is no new run, and the details."""
    if isinstance(error, Refused):
        return error.sentence, error.details
    template = QT_TRANSLATE_NOOP("engine", "The model could not be built: {error}")
    return Sentence(template, {"error": reason(error)}), traceback.format_exc()


def unforeseen(error: Exception, update: int) -> tuple[Sentence, str]:
    """Say that an error stopped training, and the details."""
    template = QT_TRANSLATE_NOOP("engine", "An error stopped training at update {update}: {error}")
    details = "".join(traceback.format_exception(error))
    return Sentence(template, {"update": update, "error": reason(error)}), details


def given_up(before: bool) -> Sentence:
    """Say that building was given up because the user wanted it; `before`: there was a run before."""
    if before:
        return Sentence(QT_TRANSLATE_NOOP("engine", "Given up: the run before goes on."))
    return Sentence(QT_TRANSLATE_NOOP("engine", "Nothing was built: it was given up."))


def reason(error: Exception) -> Sentence | str:
    """Return what an error that nobody foresaw says: that the memory is full, or its first line."""
    return full(error) or first_line(error)
