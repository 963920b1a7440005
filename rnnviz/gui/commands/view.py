"""The menu View: the watched sequence, looks and layout."""

from __future__ import annotations

from rnnviz.engine.capability import Capability
from rnnviz.gui.commands.command import Command
from rnnviz.gui.workbench.named_layouts import LayoutName
from rnnviz.sentences import QT_TRANSLATE_NOOP

COMMANDS = (
    Command(
        "focus_probe",
        QT_TRANSLATE_NOOP("actions", "Edit the &watched sequence"),
        "Ctrl+L",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Type the text that every panel shows"),
        needs=Capability.PROBE,
    ),
    Command(
        "hints",
        QT_TRANSLATE_NOOP("actions", "Say what each panel &is"),
        "F1",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Show a sentence in every panel"),
        short=QT_TRANSLATE_NOOP("actions", "Explain"),
        icon="help.svg",
    ),
    Command(
        "toggle_theme",
        QT_TRANSLATE_NOOP("actions", "&Light or dark"),
        "Ctrl+T",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Change between the light and the dark theme"),
        short=QT_TRANSLATE_NOOP("actions", "Theme"),
        icon="theme.svg",
        separated=True,
    ),
    Command(
        "contrast",
        QT_TRANSLATE_NOOP("actions", "High &contrast"),
        "Ctrl+Shift+T",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Nothing muted: for a weak projector"),
    ),
    Command(
        "reduced_motion",
        QT_TRANSLATE_NOOP("actions", "&Reduced motion"),
        "Ctrl+Shift+M",
        lambda bench: bench.watch.set_calm(not bench.watch.calm),
        help=QT_TRANSLATE_NOOP(
            "actions", "At most two pictures a second: nothing flickers; learning goes on as before"
        ),
        checked=lambda bench: bench.watch.calm,
    ),
    Command(
        "bigger",
        QT_TRANSLATE_NOOP("actions", "&Bigger"),
        "Ctrl++",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Larger text and lines"),
    ),
    Command(
        "smaller",
        QT_TRANSLATE_NOOP("actions", "&Smaller"),
        "Ctrl+-",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Smaller text and lines"),
    ),
    Command(
        "normal_size",
        QT_TRANSLATE_NOOP("actions", "&Normal size"),
        "Ctrl+0",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Text and lines as at first"),
    ),
    Command(
        "fit_ranges",
        QT_TRANSLATE_NOOP("actions", "Fi&t colours and axes to what is shown"),
        "Ctrl+R",
        lambda bench: bench.fit_ranges(),
        help=QT_TRANSLATE_NOOP("actions", "Every range that had grown begins anew with what is on screen"),
    ),
    Command(
        "layout_look",
        QT_TRANSLATE_NOOP("actions", "L&ook"),
        "Shift+F2",
        lambda bench: bench.take_layout(LayoutName.LOOK),
        help=QT_TRANSLATE_NOOP("actions", "Four panels: the states, what the network says, how far it has come"),
        separated=True,
    ),
    Command(
        "layout_teach",
        QT_TRANSLATE_NOOP("actions", "T&each"),
        "Shift+F3",
        lambda bench: bench.take_layout(LayoutName.TEACH),
        help=QT_TRANSLATE_NOOP("actions", "Five large panels beside the list of lessons"),
    ),
    Command(
        "layout_debug",
        QT_TRANSLATE_NOOP("actions", "&Debug"),
        "Shift+F4",
        lambda bench: bench.take_layout(LayoutName.DEBUG),
        help=QT_TRANSLATE_NOOP("actions", "Every panel, with stepping and breakpoints in front"),
    ),
    Command(
        "reset_layout",
        QT_TRANSLATE_NOOP("actions", "&Put all panels back"),
        "Ctrl+Shift+0",
        lambda bench: bench.put_panels_back(),
        help=QT_TRANSLATE_NOOP("actions", "Every panel where it was at first, or where the chosen layout has it"),
    ),
)
