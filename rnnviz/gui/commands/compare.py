"""The menu Compare: a second session, and which of the two is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.engine.capability import Capability
from rnnviz.gui.commands.command import Command
from rnnviz.gui.workbench.side import Side
from rnnviz.sentences import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from rnnviz.gui.workbench.workbench import Workbench


def compared(bench: Workbench) -> bool:
    """Whether there is a second session."""
    return bench.pair.b is not None


COMMANDS = (
    Command(
        "compare_cells",
        QT_TRANSLATE_NOOP("actions", "&Vanilla with LSTM"),
        "Ctrl+Shift+L",
        lambda bench: bench.comparison.open_cells(),
        help=QT_TRANSLATE_NOOP(
            "actions", "What is open with a vanilla cell, beside it with an LSTM: same text, same seed"
        ),
        needs=Capability.RESTART,
    ),
    Command(
        "compare_sharing",
        QT_TRANSLATE_NOOP("actions", "Sha&red weights with weights of each place"),
        "Ctrl+Shift+Y",
        lambda bench: bench.comparison.open_presets("find-year", "find-year-unshared"),
        help=QT_TRANSLATE_NOOP(
            "actions", "Find the year: a recurrent net beside one that has other matrices at each place of the sentence"
        ),
        needs=Capability.RESTART,
    ),
    Command(
        "compare_parity",
        QT_TRANSLATE_NOOP("actions", "&Parity at once with bit after bit"),
        "Ctrl+Shift+P",
        lambda bench: bench.comparison.open_presets("parity-at-once", "parity"),
        help=QT_TRANSLATE_NOOP(
            "actions",
            "A perceptron that sees ten bits side by side, beside a recurrent net that reads one after another",
        ),
        needs=Capability.RESTART,
    ),
    Command(
        "compare_same",
        QT_TRANSLATE_NOOP("actions", "With the &same settings"),
        "Ctrl+D",
        lambda bench: bench.comparison.open(bench.pair.a.config),
        help=QT_TRANSLATE_NOOP("actions", "Open a second session beside this one, and change it later"),
        needs=Capability.RESTART,
    ),
    Command(
        "compare_with",
        QT_TRANSLATE_NOOP("actions", "&With..."),
        "Ctrl+Shift+D",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Open what is open beside itself, with other settings"),
        needs=Capability.RESTART,
    ),
    Command(
        "link",
        QT_TRANSLATE_NOOP("actions", "&Linked"),
        "L",
        lambda bench: bench.pair.set_linked(not bench.pair.linked),
        help=QT_TRANSLATE_NOOP(
            "actions", "Run, pause, one update, reset, speed, watched sequence and cursor act on both"
        ),
        separated=True,
        enabled=compared,
        checked=lambda bench: bench.pair.linked,
    ),
    Command(
        "equal_pace",
        QT_TRANSLATE_NOOP("actions", "&Equal pace"),
        "P",
        lambda bench: bench.pair.set_equal_pace(not bench.pair.equal_pace),
        help=QT_TRANSLATE_NOOP("actions", "While linked, both take the same updates; the faster one waits"),
        enabled=compared,
        checked=lambda bench: bench.pair.equal_pace,
    ),
    Command(
        "other_session",
        QT_TRANSLATE_NOOP("actions", "Act on the &other session"),
        "F6",
        lambda bench: bench.pair.choose_other(),
        help=QT_TRANSLATE_NOOP("actions", "Which of A and B is meant where only one can be"),
        enabled=compared,
    ),
    Command(
        "all_a",
        QT_TRANSLATE_NOOP("actions", "&A in every panel"),
        "Alt+1",
        lambda bench: bench.host.show_side(Side.A),
        separated=True,
        enabled=compared,
    ),
    Command(
        "all_b",
        QT_TRANSLATE_NOOP("actions", "&B in every panel"),
        "Alt+2",
        lambda bench: bench.host.show_side(Side.B),
        enabled=compared,
    ),
    Command(
        "all_difference",
        QT_TRANSLATE_NOOP("actions", "A &− B in every panel"),
        "Alt+3",
        lambda bench: bench.host.show_side(Side.DIFFERENCE),
        enabled=compared,
    ),
    Command(
        "all_both",
        QT_TRANSLATE_NOOP("actions", "Both s&ide by side in every panel"),
        "Alt+4",
        lambda bench: bench.host.show_side(Side.BOTH),
        enabled=compared,
    ),
    Command(
        "close_beside",
        QT_TRANSLATE_NOOP("actions", "&Close B"),
        "Ctrl+Shift+W",
        lambda bench: bench.comparison.close(),
        help=QT_TRANSLATE_NOOP("actions", "End the second session; the first goes on"),
        short="✕",
        separated=True,
        enabled=compared,
    ),
)
