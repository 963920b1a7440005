"""The menu Time: to past updates, and another way from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.engine.capability import Capability
from rnnviz.explain.log_words import said
from rnnviz.explain.number import grouped
from rnnviz.gui.commands.command import Command
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.workbench.pair import Pair
    from rnnviz.gui.workbench.session import Session
    from rnnviz.gui.workbench.workbench import Workbench


PARTS = 50  # of a run that a big step is one of


def stride(session: Session) -> int:
    """Return the updates of a big step: 1, 2, 5, 10, 20, 50 ..., about a fiftieth of the run."""
    size, power = max(1, session.metrics.count // PARTS), 1
    while power * 10 <= size:
        power *= 10
    return max(k * power for k in (1, 2, 5) if k * power <= size)


def step(pair: Pair, updates: int) -> None:
    """Go from where each run is heading to; not beyond either end."""
    for session in pair.able(Capability.SEEK):
        heading = session.heading
        target = session.metrics.within(heading + updates)
        if target != heading:
            session.go_to(target)


def to_the_beginning(bench: Workbench) -> None:
    """Go to where the run began."""
    step(bench.pair, bench.pair.chosen.metrics.first - bench.pair.chosen.heading)


def to_the_present(bench: Workbench) -> None:
    """Go back to the newest update."""
    for session in bench.pair.able(Capability.SEEK):
        if session.in_past or session.heading != session.metrics.count:
            session.return_to_present()


def ask_update(bench: Workbench) -> None:
    """Open the field over the timeline that asks which update to go to."""
    bench.host.reveal(["timeline"])
    for pane in bench.host.panes("timeline"):
        pane.choose("ask_update", True)


def to_mark(bench: Workbench, later: bool) -> None:
    """Go to the next update at which something is noted, or to the one before, and say what it is."""
    session = bench.pair.chosen
    here, log = session.heading, session.metrics.log
    there = {entry.update for entry in log if (entry.update > here if later else entry.update < here)}
    if not there:
        words = (
            translate("window", "No setting was changed and no condition noted after update {update}.")
            if later
            else translate("window", "No setting was changed and no condition noted before update {update}.")
        )
        bench.notices.note(words.format(update=grouped(here)))
        return
    target = min(there) if later else max(there)
    step(bench.pair, target - here)
    bench.notices.note("; ".join(said(entry) for entry in log if entry.update == target))


COMMANDS = (
    Command(
        "earlier",
        QT_TRANSLATE_NOOP("actions", "One update &back"),
        "[",
        lambda bench: step(bench.pair, -1),
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "Show the network as it was one update before"),
    ),
    Command(
        "later",
        QT_TRANSLATE_NOOP("actions", "One update &forward"),
        "]",
        lambda bench: step(bench.pair, 1),
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "Show it one update later, up to the present"),
    ),
    Command(
        "much_earlier",
        QT_TRANSLATE_NOOP("actions", "&Earlier"),
        "Ctrl+PgUp",
        lambda bench: step(bench.pair, -stride(bench.pair.chosen)),
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "Back by a fiftieth of the run"),
    ),
    Command(
        "much_later",
        QT_TRANSLATE_NOOP("actions", "&Later"),
        "Ctrl+PgDown",
        lambda bench: step(bench.pair, stride(bench.pair.chosen)),
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "Forward by a fiftieth of the run, up to the present"),
    ),
    Command(
        "to_the_beginning",
        QT_TRANSLATE_NOOP("actions", "To the be&ginning"),
        "Alt+Home",
        to_the_beginning,
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "Show the network as it was before its first update"),
        separated=True,
    ),
    Command(
        "to_the_present",
        QT_TRANSLATE_NOOP("actions", "&Return to the present"),
        "Alt+End",
        to_the_present,
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "Show the newest update again"),
    ),
    Command(
        "go_to_update",
        QT_TRANSLATE_NOOP("actions", "Go to &update..."),
        "Ctrl+G",
        ask_update,
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "Type the number of an update, and show the network as it was then"),
        separated=True,
    ),
    Command(
        "next_mark",
        QT_TRANSLATE_NOOP("actions", "&Next mark"),
        "Alt+PgDown",
        lambda bench: to_mark(bench, True),
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "To the next update at which a setting was changed or a condition noted"),
    ),
    Command(
        "previous_mark",
        QT_TRANSLATE_NOOP("actions", "&Previous mark"),
        "Alt+PgUp",
        lambda bench: to_mark(bench, False),
        needs=Capability.SEEK,
        help=QT_TRANSLATE_NOOP("actions", "To the update before at which a setting was changed or a condition noted"),
    ),
    Command(
        "branch",
        QT_TRANSLATE_NOOP("actions", "Branch from &here"),
        "Ctrl+B",
        lambda bench: bench.pair.chosen.branch(),
        needs=Capability.BRANCH,
        help=QT_TRANSLATE_NOOP("actions", "Go on from this update in another way, beside this run"),
        separated=True,
    ),
)
