"""Making a run from a config, which takes as long as reading its text: others are told of it, and may make it stop."""

from __future__ import annotations

import traceback
from time import perf_counter

from rnnviz.engine.checkpoints import begun
from rnnviz.engine.commands import Build
from rnnviz.engine.exchange import Exchange
from rnnviz.engine.fitting import fitted
from rnnviz.engine.giving_up import GivenUp, until_given_up
from rnnviz.engine.memory import full
from rnnviz.engine.messages import Phase, Status
from rnnviz.engine.training import Run, load, start
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence, first_line
from rnnviz.tasks import Progress, Task

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
    mine, told = exchange.heard, [perf_counter()]

    def wanted() -> bool:
        return exchange.superseding <= mine

    def progress(share: float) -> None:
        if not wanted():
            raise GivenUp
        if perf_counter() - told[0] > _TOLD_EVERY:
            told[0] = perf_counter()
            exchange.publish(Status(Phase.BUILDING, progress=share))

    return until_given_up(lambda: _made(command, kept, progress), wanted)


def _made(command: Build, kept: Task | None, progress: Progress) -> Run:
    config, text = fitted(command.config, progress) if command.fit else (command.config, None)
    task = kept if kept is not None and kept.settings == config else load(config, progress)
    del text  # the task has it by now
    return begun(config, task, command.start) if command.start else start(config, task)


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
