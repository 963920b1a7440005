"""Everything that can be done, as one table: words, key, menu. Each has a menu entry and a key."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.sentences import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Entry:
    """One action; it calls the method that has its key: of the window, or of one that does things for it."""

    key: str
    menu: str
    text: str
    shortcut: str
    help: str = ""
    icon: str = ""
    short: str = ""  # on a button
    checkable: bool = False
    separated: bool = False  # a line stands before it


ENTRIES = (
    Entry(
        "open_text",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Open text..."),
        "Ctrl+O",
        QT_TRANSLATE_NOOP("actions", "Learn a text file of yours"),
        "open.svg",
        short=QT_TRANSLATE_NOOP("actions", "Open text"),
    ),
    Entry(
        "paste_text",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Paste or type a text..."),
        "Ctrl+Shift+V",
        QT_TRANSLATE_NOOP("actions", "Learn a text that you type or paste"),
    ),
    Entry("quit", "file", QT_TRANSLATE_NOOP("actions", "&Quit"), "Ctrl+Q", separated=True),
    Entry(
        "toggle",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Run"),
        "Space",
        QT_TRANSLATE_NOOP("actions", "Learn, or stop before the next update"),
        "run.svg",
    ),
    Entry(
        "one_update",
        "training",
        QT_TRANSLATE_NOOP("actions", "One &update"),
        "N",
        QT_TRANSLATE_NOOP("actions", "Take one optimiser step, then pause"),
        "update.svg",
        short=QT_TRANSLATE_NOOP("actions", "One update"),
    ),
    Entry(
        "reset",
        "training",
        QT_TRANSLATE_NOOP("actions", "R&eset, same seed"),
        "R",
        QT_TRANSLATE_NOOP("actions", "Start again from the same random weights"),
        "reset.svg",
        short=QT_TRANSLATE_NOOP("actions", "Reset"),
        separated=True,
    ),
    Entry(
        "new_seed",
        "training",
        QT_TRANSLATE_NOOP("actions", "&New seed"),
        "Shift+R",
        QT_TRANSLATE_NOOP("actions", "Start again from other random weights"),
        "seed.svg",
        short=QT_TRANSLATE_NOOP("actions", "New seed"),
    ),
    Entry(
        "sample_now",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Sample now"),
        "S",
        QT_TRANSLATE_NOOP("actions", "Let the model write"),
        separated=True,
    ),
    Entry(
        "slower",
        "training",
        QT_TRANSLATE_NOOP("actions", "S&lower"),
        "Ctrl+Left",
        QT_TRANSLATE_NOOP("actions", "Fewer updates a second"),
        separated=True,
    ),
    Entry(
        "faster",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Faster"),
        "Ctrl+Right",
        QT_TRANSLATE_NOOP("actions", "More updates a second"),
    ),
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
    Entry(
        "earlier",
        "time",
        QT_TRANSLATE_NOOP("actions", "One update &back"),
        "[",
        QT_TRANSLATE_NOOP("actions", "Show the network as it was one update before"),
    ),
    Entry(
        "later",
        "time",
        QT_TRANSLATE_NOOP("actions", "One update &forward"),
        "]",
        QT_TRANSLATE_NOOP("actions", "Show it one update later, up to the present"),
    ),
    Entry(
        "much_earlier",
        "time",
        QT_TRANSLATE_NOOP("actions", "&Earlier"),
        "PgUp",
        QT_TRANSLATE_NOOP("actions", "Back by a fiftieth of the run"),
    ),
    Entry(
        "much_later",
        "time",
        QT_TRANSLATE_NOOP("actions", "&Later"),
        "PgDown",
        QT_TRANSLATE_NOOP("actions", "Forward by a fiftieth of the run, up to the present"),
    ),
    Entry(
        "to_the_beginning",
        "time",
        QT_TRANSLATE_NOOP("actions", "To the be&ginning"),
        "Alt+Home",
        QT_TRANSLATE_NOOP("actions", "Show the network as it was before its first update"),
        separated=True,
    ),
    Entry(
        "to_the_present",
        "time",
        QT_TRANSLATE_NOOP("actions", "&Return to the present"),
        "Alt+End",
        QT_TRANSLATE_NOOP("actions", "Show the newest update again"),
    ),
    Entry(
        "branch",
        "time",
        QT_TRANSLATE_NOOP("actions", "Branch from &here"),
        "Ctrl+B",
        QT_TRANSLATE_NOOP("actions", "Go on from this update in another way, beside this run"),
        separated=True,
    ),
    Entry(
        "compare_cells",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Vanilla with LSTM"),
        "Ctrl+Shift+L",
        QT_TRANSLATE_NOOP("actions", "A vanilla cell beside an LSTM: same text, same seed"),
    ),
    Entry(
        "compare_same",
        "compare",
        QT_TRANSLATE_NOOP("actions", "With the &same settings"),
        "Ctrl+D",
        QT_TRANSLATE_NOOP("actions", "Open a second session beside this one, and change it later"),
    ),
    Entry(
        "compare_with",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&With..."),
        "Ctrl+Shift+D",
        QT_TRANSLATE_NOOP("actions", "Open a second session with another cell, optimiser, learning rate, ..."),
    ),
    Entry(
        "link",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Linked"),
        "L",
        QT_TRANSLATE_NOOP("actions", "Run, pause, one update, reset, speed, watched sequence and cursor act on both"),
        checkable=True,
        separated=True,
    ),
    Entry(
        "equal_pace",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Equal pace"),
        "P",
        QT_TRANSLATE_NOOP("actions", "While linked, both take the same updates; the faster one waits"),
        checkable=True,
    ),
    Entry(
        "other_session",
        "compare",
        QT_TRANSLATE_NOOP("actions", "Act on the &other session"),
        "F6",
        QT_TRANSLATE_NOOP("actions", "Which of A and B is meant where only one can be"),
    ),
    Entry(
        "all_a",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&A in every panel"),
        "Alt+1",
        separated=True,
    ),
    Entry("all_b", "compare", QT_TRANSLATE_NOOP("actions", "&B in every panel"), "Alt+2"),
    Entry("all_difference", "compare", QT_TRANSLATE_NOOP("actions", "A &− B in every panel"), "Alt+3"),
    Entry("all_both", "compare", QT_TRANSLATE_NOOP("actions", "Both s&ide by side in every panel"), "Alt+4"),
    Entry(
        "close_beside",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Close B"),
        "Ctrl+Shift+W",
        QT_TRANSLATE_NOOP("actions", "End the second session; the first goes on"),
        short="✕",
        separated=True,
    ),
    Entry(
        "focus_probe",
        "view",
        QT_TRANSLATE_NOOP("actions", "Edit the &watched sequence"),
        "Ctrl+L",
        QT_TRANSLATE_NOOP("actions", "Type the text that every panel shows"),
    ),
    Entry(
        "hints",
        "view",
        QT_TRANSLATE_NOOP("actions", "Say what each panel &is"),
        "F1",
        QT_TRANSLATE_NOOP("actions", "Show a sentence in every panel"),
        "help.svg",
        short=QT_TRANSLATE_NOOP("actions", "Explain"),
        checkable=True,
    ),
    Entry(
        "toggle_theme",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Light or dark"),
        "Ctrl+T",
        QT_TRANSLATE_NOOP("actions", "Change between the light and the dark theme"),
        "theme.svg",
        short=QT_TRANSLATE_NOOP("actions", "Theme"),
        separated=True,
    ),
    Entry(
        "contrast",
        "view",
        QT_TRANSLATE_NOOP("actions", "High &contrast"),
        "Ctrl+Shift+T",
        QT_TRANSLATE_NOOP("actions", "Nothing muted: for a weak projector"),
        checkable=True,
    ),
    Entry(
        "bigger",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Bigger"),
        "Ctrl++",
        QT_TRANSLATE_NOOP("actions", "Larger text and lines"),
    ),
    Entry(
        "smaller",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Smaller"),
        "Ctrl+-",
        QT_TRANSLATE_NOOP("actions", "Smaller text and lines"),
    ),
    Entry(
        "normal_size",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Normal size"),
        "Ctrl+0",
        QT_TRANSLATE_NOOP("actions", "Text and lines as at first"),
    ),
    Entry(
        "reset_layout",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Put all panels back"),
        "Ctrl+Shift+0",
        QT_TRANSLATE_NOOP("actions", "Every panel where it was at first"),
        separated=True,
    ),
    Entry(
        "next_language",
        "language",
        QT_TRANSLATE_NOOP("actions", "&Next language"),
        "Ctrl+Shift+G",
        QT_TRANSLATE_NOOP("actions", "Change to the next language; learning goes on"),
        separated=True,
    ),
    Entry(
        "show_keys",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Keys"),
        "Shift+F1",
        QT_TRANSLATE_NOOP("actions", "Every key, in one list"),
    ),
    Entry("about", "help", QT_TRANSLATE_NOOP("actions", "&About RNNviz"), "Ctrl+F1"),
)

MENUS = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
    "training": QT_TRANSLATE_NOOP("actions", "&Training"),
    "step": QT_TRANSLATE_NOOP("actions", "&Step"),
    "time": QT_TRANSLATE_NOOP("actions", "T&ime"),
    "compare": QT_TRANSLATE_NOOP("actions", "&Compare"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "language": QT_TRANSLATE_NOOP("actions", "Lan&guage"),
    "panels": QT_TRANSLATE_NOOP("actions", "&Panels"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
}

#: Menus that are entries of another one.
WITHIN = {"language": "view"}

#: Keys that are no actions: they reach the window when nothing else takes them.
CURSOR_KEYS = (
    ("← →", QT_TRANSLATE_NOOP("actions", "Cursor to the previous or next timestep")),
    ("↑ ↓", QT_TRANSLATE_NOOP("actions", "Cursor to the previous or next unit")),
    ("Home End", QT_TRANSLATE_NOOP("actions", "Cursor to the first or last timestep")),
    ("Esc", QT_TRANSLATE_NOOP("actions", "Let go of the cursor")),
)
