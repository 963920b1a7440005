"""What somebody who mends a fault wants to know: versions, settings, what went wrong last.

No path and no text of the user's is in it, by what it is made of: of the settings those that are numbers, yes or no, or
one of the names that this program has; of what went wrong the sentence without what was filled in, or the places in
this program.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rnnviz import __version__
from rnnviz.gui.preferences.declared import (
    BUDGET_PERCENT,
    FRAMES_PER_SECOND,
    HISTORY_MB,
    NAMED_LAYOUT,
    POINTS,
    REDUCED_MOTION,
    THEME,
)
from rnnviz.gui.preferences.kinds import Preference
from rnnviz.installed import versions
from rnnviz.sentences import language

if TYPE_CHECKING:
    from rnnviz.engine.config import RunConfig
    from rnnviz.gui.preferences import Preferences
    from rnnviz.gui.workbench.workbench import Workbench

_REMEMBERED: tuple[Preference[Any], ...] = (
    THEME,
    POINTS,
    NAMED_LAYOUT,
    REDUCED_MOTION,
    FRAMES_PER_SECOND,
    BUDGET_PERCENT,
    HISTORY_MB,
)


def report(bench: Workbench) -> str:
    """Return the report as lines of plain English."""
    return "\n".join([*_versions(), *_runs(bench), *_preferences(bench.preferences), *_went_wrong(bench)]) + "\n"


def _versions() -> Iterator[str]:
    yield f"RNNviz {__version__}"
    yield ", ".join(f"{name} {version}" for name, version in versions().items())
    yield f"{platform.system()} {platform.release()}, {platform.machine()}"


def _runs(bench: Workbench) -> Iterator[str]:
    for letter, session in zip("AB", bench.pair.sessions, strict=False):
        experiment = bench.experiments.account.experiment(session)
        named = "a text of the user's" if experiment is None else experiment.key
        yield f"{letter}: {named}, {session.phase.value}, update {session.metrics.count}"
        yield "  " + ", ".join(f"{name}={value}" for name, value in _told(session.config))


def _told(config: RunConfig) -> Iterator[tuple[str, object]]:
    """Yield the settings that are numbers or names of this program's."""
    from rnnviz.engine.presets import presets

    known = [each.config.model_dump() for each in presets()]
    for name, value in config.model_dump().items():
        ours = not isinstance(value, str) or any(value == each[name] for each in known)
        if isinstance(value, bool | int | float) or (ours and name not in _TEXTS):
            yield name, value


_TEXTS = frozenset({"text", "text_file", "target_file", "encoding"})


def _preferences(preferences: Preferences) -> Iterator[str]:
    said = [f"{each.key}={preferences.get(each)}" for each in _REMEMBERED]
    yield ", ".join([f"language={language()}", *said])


def _went_wrong(bench: Workbench) -> Iterator[str]:
    for words in bench.notices.went_wrong:
        yield f"warning: {words}"
