"""The menu Step: to and fro in one update, slow motion, and where learning stops."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "step_into",
        "step",
        QT_TRANSLATE_NOOP("actions", "Step &into"),
        "F11",
        QT_TRANSLATE_NOOP("actions", "The next operation"),
    ),
    Entry(
        "step_over",
        "step",
        QT_TRANSLATE_NOOP("actions", "Step &over"),
        "F10",
        QT_TRANSLATE_NOOP("actions", "The next timestep"),
    ),
    Entry(
        "step_out",
        "step",
        QT_TRANSLATE_NOOP("actions", "Step o&ut"),
        "Shift+F11",
        QT_TRANSLATE_NOOP("actions", "The next phase: forward, loss, backward, clipping, optimiser step"),
    ),
    Entry(
        "step_back_into",
        "step",
        QT_TRANSLATE_NOOP("actions", "&Back into"),
        "Ctrl+F11",
        QT_TRANSLATE_NOOP("actions", "The previous operation"),
        separated=True,
    ),
    Entry(
        "step_back_over",
        "step",
        QT_TRANSLATE_NOOP("actions", "Back o&ver"),
        "Ctrl+F10",
        QT_TRANSLATE_NOOP("actions", "The previous timestep"),
    ),
    Entry(
        "step_back_out",
        "step",
        QT_TRANSLATE_NOOP("actions", "Back ou&t"),
        "Ctrl+Shift+F11",
        QT_TRANSLATE_NOOP("actions", "The beginning of this phase, then the previous one"),
    ),
    Entry(
        "step_first",
        "step",
        QT_TRANSLATE_NOOP("actions", "To the &first operation"),
        "Ctrl+Shift+F10",
        QT_TRANSLATE_NOOP("actions", "Where the update begins"),
    ),
    Entry(
        "run_to_cursor",
        "step",
        QT_TRANSLATE_NOOP("actions", "&Run to the cursor"),
        "Ctrl+F8",
        QT_TRANSLATE_NOOP("actions", "To the timestep that is pinned in the panels"),
        separated=True,
    ),
    Entry(
        "slow_motion",
        "step",
        QT_TRANSLATE_NOOP("actions", "&Slow motion"),
        "F8",
        QT_TRANSLATE_NOOP("actions", "Play the update timestep by timestep, forward and then backward"),
        checkable=True,
    ),
    Entry(
        "slow_motion_slower",
        "step",
        QT_TRANSLATE_NOOP("actions", "S&lower motion"),
        "Ctrl+Shift+F8",
        QT_TRANSLATE_NOOP("actions", "Fewer timesteps a second"),
    ),
    Entry(
        "slow_motion_faster",
        "step",
        QT_TRANSLATE_NOOP("actions", "F&aster motion"),
        "Shift+F8",
        QT_TRANSLATE_NOOP("actions", "More timesteps a second"),
    ),
    Entry(
        "step_continue",
        "step",
        QT_TRANSLATE_NOOP("actions", "&Continue"),
        "F5",
        QT_TRANSLATE_NOOP("actions", "Learn on, to the next breakpoint"),
        separated=True,
    ),
    Entry(
        "add_breakpoint",
        "step",
        QT_TRANSLATE_NOOP("actions", "&New breakpoint..."),
        "F9",
        QT_TRANSLATE_NOOP("actions", "Write a condition under which learning stops"),
    ),
    Entry(
        "all_breakpoints",
        "step",
        QT_TRANSLATE_NOOP("actions", "All break&points on or off"),
        "Ctrl+Shift+F9",
        QT_TRANSLATE_NOOP("actions", "Switch every breakpoint off, or all on again"),
    ),
)
