"""What is read from a file, taken up where it stood: without a window, or by its worker."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from rnnviz.engine.config import RunConfig
from rnnviz.engine.run_record import RunRecord
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.sessions import session_file, snapshot_file
from rnnviz.sessions.session_file import SESSION, SNAPSHOT, Opened, loaded
from rnnviz.sessions.snapshot_file import Taken
from rnnviz.sessions.texts import Finder, kept_texts, settled

if TYPE_CHECKING:
    from rnnviz.engine.standing import Standing

Kept: TypeAlias = Opened | Taken


def read(path: Path) -> Kept:
    """Read a session or a snapshot, whichever a file has; raises `Refused`."""
    found = loaded(path)
    if SNAPSHOT in found and SESSION not in found:
        return snapshot_file.of(found, path)
    return session_file.of(found, path)


def finder(elsewhere: str = "") -> Finder:
    """Return what finds the text of a run on this machine; `elsewhere`: where the user says that it is."""
    return partial(settled, folder=kept_texts(), elsewhere=elsewhere)


def record_of(opened: Opened, key: str, find: Finder) -> RunRecord:
    """Return a run of a session with settings that name its text as it is found here; raises `Refused`."""
    record = opened.runs[key]
    return record.with_material(*find(opened.session.sides[key].text, record.config))


def config_of(kept: Kept) -> RunConfig:
    """Return the settings of the first run."""
    return kept.snapshot.config if isinstance(kept, Taken) else kept.runs["a"].config


def update_of(kept: Kept) -> int:
    """Return the newest update of the first run."""
    return kept.snapshot.update if isinstance(kept, Taken) else kept.runs["a"].present.update


def taken_up(
    kept: Kept, find: Finder, limit: int | None = None, changes: Mapping[str, object] | None = None
) -> Standing:
    """Return the first run of a file at its newest update; torch must be there.

    Parameters
    ----------
    kept : Opened or Taken
        What was read.
    find : callable
        Finds its text.
    limit : int, optional
        Bytes that its snapshots may take; None: as many as before.
    changes : mapping, optional
        Live settings that have another value from here on.

    Raises
    ------
    Refused
        If it cannot go on, or a change is none of a live setting.
    """
    from rnnviz.engine.checkpoints import begun
    from rnnviz.engine.continuing import continued
    from rnnviz.engine.history import LIMIT
    from rnnviz.engine.metrics import MetricsHistory
    from rnnviz.engine.run_log import changes as logged
    from rnnviz.engine.standing import Standing
    from rnnviz.engine.time_travel import Travel
    from rnnviz.engine.training import load

    if isinstance(kept, Taken):
        snapshot = snapshot_file.placed(kept, find)
        run = begun(snapshot.config, load(snapshot.config), snapshot)
        metrics = MetricsHistory()
        metrics.clear(run.update)
        there = Standing(0, Travel(run, LIMIT if limit is None else limit), metrics=metrics)
    else:
        record = record_of(kept, "a", find)
        there = continued(record, load(record.beginning), limit=limit)
    config = there.travel.run.config
    wanted = config.changed(**(changes or {}))
    if rebuilt := config.rebuilds(wanted):
        raise Refused(
            QT_TRANSLATE_NOOP("sessions", "A run that goes on keeps its network: {settings} cannot be changed."),
            settings=", ".join(sorted(rebuilt)),
        )
    if there.metrics is not None:
        there.metrics.note(*logged(there.travel.run.update, config, wanted))
    there.travel.set_live(wanted)
    return there
