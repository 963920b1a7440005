"""From a run with its past to a record of it, and back: what is opened goes on to the same bits."""

from __future__ import annotations

import platform
from collections.abc import Sequence

import torch

from rnnviz.engine.checkpoints import UNFIT, fits, restore, snapshot
from rnnviz.engine.history import History
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.engine.run_record import RunRecord
from rnnviz.engine.schedule import Reporting
from rnnviz.engine.snapshot import Snapshot
from rnnviz.engine.standing import Standing
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.training import Run, start
from rnnviz.packing.arrays import Damaged
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.tasks import Task


def machine(device: str) -> str:
    """Return what decides on the last bits of a run: of two machines that say the same, none tells the runs apart."""
    parts = [platform.machine(), torch.backends.cpu.get_cpu_capability(), f"torch {torch.__version__}"]
    if device == "cuda":
        parts.append(torch.cuda.get_device_name())
    return ", ".join((device, *parts))


def elsewhere(record: RunRecord) -> Sentence | None:
    """Say that a run comes from another kind of machine; None: it goes on to the same bits here."""
    if record.machine == machine(record.config.device):
        return None
    template = QT_TRANSLATE_NOOP(
        "engine", "The run comes from another kind of machine: it goes on, but not to the very same bits."
    )
    return Sentence(template, {})


def recorded(
    travel: Travel,
    metrics: MetricsHistory,
    reporting: Reporting,
    accuracies: Sequence[tuple[int, float]],
    probe: str,
) -> RunRecord:
    """Return a record of a run as it stands: its newest state is copied, all else is taken as it is."""
    present, history = travel.present, travel.history
    return RunRecord(
        present=snapshot(present),
        position=travel.run.update,
        past=() if history is None else history.snapshots,
        settings=() if history is None else history.settings,
        spacing=1 if history is None else history.spacing,
        limit=0 if history is None else history.limit,
        metrics=metrics.record(),
        probe=probe,
        next_sample=reporting.next_sample,
        accuracies=tuple(accuracies),
        machine=machine(present.config.device),
    )


def continued(record: RunRecord, task: Task, number: int = 0, limit: int | None = None) -> Standing:
    """Return the run that a record is of, on the task of its first settings: at its newest update, with its past.

    `number` is that of the run among those of its worker. The past keeps to the limit that it had, or to another one.

    Raises
    ------
    Refused
        If it cannot be: its network is too large for this machine, or its parts are not those of one run.
    """
    run = start(record.beginning, task)
    _check(run, record.present)
    metrics = MetricsHistory()
    limit = record.limit if limit is None else limit
    try:
        restore(run, record.present)
        metrics.restore(record.metrics)
        history = _history(run, record, limit)
        if metrics.count != run.update or not 0 <= record.position <= run.update:
            raise ValueError("its parts are not of one run")
    except (ValueError, TypeError, KeyError, OverflowError, RuntimeError) as error:
        raise unfit(error) from error
    travel = Travel(run, limit, history)
    return Standing(number, travel, Reporting(record.next_sample), list(record.accuracies), record.probe, metrics)


def _history(run: Run, record: RunRecord, limit: int) -> History | None:
    """Return its past; None: there was none, or not one snapshot of it fits."""
    for past in record.past:
        _check(run, past)
    if not record.past or record.past[0].nbytes > limit:
        return None
    if record.past[-1].update > run.update:
        raise ValueError("its past is later than its present")
    return History.of(record.past, record.settings, record.spacing, limit)


def _check(run: Run, taken: Snapshot) -> None:
    if taken.update < 0 or not fits(run, taken):
        raise unfit(Damaged(f"the state of update {taken.update}"))


def unfit(error: Exception) -> Refused:
    """Say that a run cannot go on from what is known of it."""
    return Refused(UNFIT, details=repr(error))
