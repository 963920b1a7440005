"""The menu Step: to and fro in one update, slow motion, and where learning stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.engine.capability import Capability
from rnnviz.gui.commands.command import Command
from rnnviz.gui.workbench.stepper import Stepper
from rnnviz.sentences import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from rnnviz.gui.workbench.workbench import Workbench


def switch_breakpoints(bench: Workbench) -> None:
    """Switch all of them off, or all on, where one sees it."""
    bench.host.reveal(["breakpoints"])
    bench.pair.a.breakpoints.toggle_all()


COMMANDS = (
    Command(
        "step_into",
        QT_TRANSLATE_NOOP("actions", "Step &into"),
        "F11",
        lambda bench: bench.stepping.step(Stepper.step_into),
        help=QT_TRANSLATE_NOOP("actions", "The next operation"),
        needs=Capability.TRACE,
    ),
    Command(
        "step_over",
        QT_TRANSLATE_NOOP("actions", "Step &over"),
        "F10",
        lambda bench: bench.stepping.step(Stepper.step_over),
        help=QT_TRANSLATE_NOOP("actions", "The next timestep"),
        needs=Capability.TRACE,
    ),
    Command(
        "step_out",
        QT_TRANSLATE_NOOP("actions", "Step o&ut"),
        "Shift+F11",
        lambda bench: bench.stepping.step(Stepper.step_out),
        help=QT_TRANSLATE_NOOP("actions", "The next phase: forward, loss, backward, clipping, optimiser step"),
        needs=Capability.TRACE,
    ),
    Command(
        "step_back_into",
        QT_TRANSLATE_NOOP("actions", "&Back into"),
        "Ctrl+F11",
        lambda bench: bench.stepping.step(Stepper.step_back_into),
        help=QT_TRANSLATE_NOOP("actions", "The previous operation"),
        separated=True,
        needs=Capability.TRACE,
    ),
    Command(
        "step_back_over",
        QT_TRANSLATE_NOOP("actions", "Back o&ver"),
        "Ctrl+F10",
        lambda bench: bench.stepping.step(Stepper.step_back_over),
        help=QT_TRANSLATE_NOOP("actions", "The previous timestep"),
        needs=Capability.TRACE,
    ),
    Command(
        "step_back_out",
        QT_TRANSLATE_NOOP("actions", "Back ou&t"),
        "Ctrl+Shift+F11",
        lambda bench: bench.stepping.step(Stepper.step_back_out),
        help=QT_TRANSLATE_NOOP("actions", "The beginning of this phase, then the previous one"),
        needs=Capability.TRACE,
    ),
    Command(
        "step_first",
        QT_TRANSLATE_NOOP("actions", "To the &first operation"),
        "Ctrl+Shift+F10",
        lambda bench: bench.stepping.step(Stepper.step_first),
        help=QT_TRANSLATE_NOOP("actions", "Where the update begins"),
        needs=Capability.TRACE,
    ),
    Command(
        "run_to_cursor",
        QT_TRANSLATE_NOOP("actions", "&Run to the cursor"),
        "Ctrl+F8",
        lambda bench: bench.stepping.step(Stepper.run_to_cursor),
        help=QT_TRANSLATE_NOOP("actions", "To the timestep that is pinned in the panels"),
        separated=True,
        needs=Capability.TRACE,
    ),
    Command(
        "slow_motion",
        QT_TRANSLATE_NOOP("actions", "&Slow motion"),
        "F8",
        lambda bench: bench.stepping.slow_motion(),
        help=QT_TRANSLATE_NOOP("actions", "Play the update timestep by timestep, forward and then backward"),
        checked=lambda bench: bench.stepping.playing,
        needs=Capability.TRACE,
    ),
    Command(
        "slow_motion_slower",
        QT_TRANSLATE_NOOP("actions", "S&lower motion"),
        "Ctrl+Shift+F8",
        lambda bench: bench.stepping.each(Stepper.slower),
        help=QT_TRANSLATE_NOOP("actions", "Fewer timesteps a second"),
        needs=Capability.TRACE,
    ),
    Command(
        "slow_motion_faster",
        QT_TRANSLATE_NOOP("actions", "F&aster motion"),
        "Shift+F8",
        lambda bench: bench.stepping.each(Stepper.faster),
        help=QT_TRANSLATE_NOOP("actions", "More timesteps a second"),
        needs=Capability.TRACE,
    ),
    Command(
        "show_plumbing",
        QT_TRANSLATE_NOOP("actions", "S&how plumbing"),
        "F7",
        lambda bench: bench.stepping.show_plumbing(not bench.stepping.plumbing_shown),
        help=QT_TRANSLATE_NOOP(
            "actions", "Stop at what computes nothing, too: zeros, views, conversions; else at equations only"
        ),
        separated=True,
        checked=lambda bench: bench.stepping.plumbing_shown,
        needs=Capability.TRACE,
    ),
    Command(
        "step_continue",
        QT_TRANSLATE_NOOP("actions", "&Continue"),
        "F5",
        lambda bench: bench.stepping.go_on(),
        help=QT_TRANSLATE_NOOP("actions", "Learn on, to the next breakpoint"),
        separated=True,
        needs=Capability.PAUSE,
    ),
    Command(
        "add_breakpoint",
        QT_TRANSLATE_NOOP("actions", "&New breakpoint..."),
        "F9",
        lambda bench: bench.host.reveal(["breakpoints"], focus=True),
        help=QT_TRANSLATE_NOOP("actions", "Write a condition under which learning stops"),
        needs=Capability.BREAK,
    ),
    Command(
        "all_breakpoints",
        QT_TRANSLATE_NOOP("actions", "All break&points on or off"),
        "Ctrl+Shift+F9",
        switch_breakpoints,
        help=QT_TRANSLATE_NOOP("actions", "Switch every breakpoint off, or all on again"),
        needs=Capability.BREAK,
    ),
)
