"""The menu Training: learn, begin anew, write, and at which pace."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from rnnviz.engine.capability import Capability
from rnnviz.gui.commands.command import Command
from rnnviz.sentences import QT_TRANSLATE_NOOP, Marked

if TYPE_CHECKING:
    from rnnviz.gui.workbench.workbench import Workbench


LARGEST_SEED = 100_000


def ready(bench: Workbench) -> bool:
    """Whether there is something to run or to pause."""
    return bench.pair.ready


def can_sample(bench: Workbench) -> bool:
    """Whether the model writes anything."""
    return bench.pair.a.facts is not None and bench.pair.a.facts.can_sample


def has_former(bench: Workbench) -> bool:
    """Whether a former run can be brought back."""
    return bench.keeping.can_bring_back


def has_parts(bench: Workbench) -> bool:
    """Whether it is known what a user's own model is made of."""
    return bench.pair.a.parts is not None


def running_or_not(bench: Workbench) -> Marked:
    """Offer to pause while it learns, else to run."""
    return QT_TRANSLATE_NOOP("actions", "&Pause") if bench.pair.running else QT_TRANSLATE_NOOP("actions", "&Run")


def new_seed(bench: Workbench) -> None:
    """Start again from other random weights."""
    bench.pair.build(seed=random.randrange(1, LARGEST_SEED))


def sample(bench: Workbench) -> None:
    """Let the models write, where one sees it."""
    bench.host.reveal(["samples"])
    bench.pair.sample()


COMMANDS = (
    Command(
        "toggle",
        QT_TRANSLATE_NOOP("actions", "&Run"),
        "Space",
        lambda bench: bench.pair.toggle(),
        now=running_or_not,
        help=QT_TRANSLATE_NOOP("actions", "Learn, or stop before the next update"),
        icon="run.svg",
        enabled=ready,
        needs=Capability.PAUSE,
    ),
    Command(
        "one_update",
        QT_TRANSLATE_NOOP("actions", "One &update"),
        "N",
        lambda bench: bench.pair.one_update(),
        help=QT_TRANSLATE_NOOP("actions", "Take one optimiser step, then pause"),
        short=QT_TRANSLATE_NOOP("actions", "One update"),
        icon="update.svg",
        enabled=ready,
        needs=Capability.PAUSE,
    ),
    Command(
        "reset",
        QT_TRANSLATE_NOOP("actions", "R&eset, same seed"),
        "R",
        lambda bench: bench.pair.build(),
        help=QT_TRANSLATE_NOOP("actions", "Start again from the same random weights"),
        short=QT_TRANSLATE_NOOP("actions", "Reset"),
        icon="reset.svg",
        separated=True,
        repeats=False,
        enabled=ready,
        needs=Capability.RESTART,
    ),
    Command(
        "new_seed",
        QT_TRANSLATE_NOOP("actions", "&New seed"),
        "Shift+R",
        new_seed,
        help=QT_TRANSLATE_NOOP("actions", "Start again from other random weights"),
        short=QT_TRANSLATE_NOOP("actions", "New seed"),
        icon="seed.svg",
        repeats=False,
        enabled=ready,
        needs=Capability.RESTART,
    ),
    Command(
        "bring_back",
        QT_TRANSLATE_NOOP("actions", "&Bring back the former run"),
        "Ctrl+Z",
        lambda bench: bench.keeping.bring_back(),
        help=QT_TRANSLATE_NOOP(
            "actions", "The run that was there before this one, as it was; again, and this one is back"
        ),
        repeats=False,
        enabled=has_former,
        needs=Capability.RESTART,
    ),
    Command(
        "sample_now",
        QT_TRANSLATE_NOOP("actions", "&Sample now"),
        "S",
        sample,
        help=QT_TRANSLATE_NOOP("actions", "Let the model write"),
        separated=True,
        enabled=can_sample,
        needs=Capability.SAMPLE,
    ),
    Command(
        "slower",
        QT_TRANSLATE_NOOP("actions", "S&lower"),
        "Ctrl+Left",
        lambda bench: bench.speed.go_to(bench.speed.step - 1),
        help=QT_TRANSLATE_NOOP("actions", "Fewer updates a second"),
        separated=True,
        needs=Capability.PACE,
    ),
    Command(
        "faster",
        QT_TRANSLATE_NOOP("actions", "&Faster"),
        "Ctrl+Right",
        lambda bench: bench.speed.go_to(bench.speed.step + 1),
        help=QT_TRANSLATE_NOOP("actions", "More updates a second"),
        needs=Capability.PACE,
    ),
    Command(
        "apart",
        QT_TRANSLATE_NOOP("actions", "In pr&ocesses of their own"),
        "Ctrl+Alt+G",
        lambda bench: bench.set_apart(not bench.runs.apart),
        help=QT_TRANSLATE_NOOP(
            "actions", "Have runs learn in processes of their own, where painting takes nothing from them"
        ),
        separated=True,
        checked=lambda bench: bench.runs.apart,
    ),
    Command(
        "choose_parts",
        QT_TRANSLATE_NOOP("actions", "Parts of &my model..."),
        "Ctrl+Alt+M",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Choose what is looked at in a model of your own"),
        enabled=has_parts,
        needs=Capability.CHOOSE,
    ),
)
