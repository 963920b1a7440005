"""What the shell does for commands that open a dialog, or are about the window itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDialog, QMessageBox

from rnnviz import __version__
from rnnviz.gui.preferences.declared import EXPORTED_TO, FOLDER
from rnnviz.gui.settings.comparison_dialog import ComparisonDialog
from rnnviz.gui.shell import desktop_question, session_files
from rnnviz.gui.shell.actions import ShellCommand
from rnnviz.gui.shell.keys_dialog import KeysDialog
from rnnviz.gui.shell.parts_dialog import PartsDialog
from rnnviz.gui.shell.reveal_action import RevealAction
from rnnviz.gui.shell.script_dialog import ask_for_script
from rnnviz.gui.shell.text_dialog import TextDialog, ask_for_files
from rnnviz.gui.shell.texts_dialog import TextsDialog
from rnnviz.gui.workbench.report import report
from rnnviz.installed import versions
from rnnviz.policy import in_force
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.shell.whole_window import WholeWindow


def shell_commands(window: WholeWindow) -> Mapping[str, ShellCommand]:
    """Return what each such command does, by its id."""
    look = window.appearance
    return {
        "open_text": ShellCommand(lambda: open_text(window)),
        "paste_text": ShellCommand(lambda: paste_text(window)),
        "texts": ShellCommand(lambda: choose_text(window)),
        "open_session": ShellCommand(lambda: session_files.open_session(window)),
        "save_session": ShellCommand(lambda: session_files.save(window)),
        "save_session_as": ShellCommand(lambda: session_files.save_as(window)),
        "recent_limit": ShellCommand(lambda: session_files.set_limit(window)),
        "notes": ShellCommand(lambda: session_files.edit_notes(window)),
        "open_by_click": ShellCommand(lambda: desktop_question.ask(window)),
        "copy_link": ShellCommand(lambda: session_files.copy_link(window)),
        "copy_command": ShellCommand(lambda: session_files.copy_command(window)),
        "save_script": ShellCommand(lambda: save_script(window)),
        "choose_parts": ShellCommand(lambda: choose_parts(window)),
        "quit": ShellCommand(window.close),
        "compare_with": ShellCommand(lambda: compare_with(window)),
        "show_lessons": ShellCommand(lambda: window.lessons.show_list()),
        "type_votes": ShellCommand(lambda: type_votes(window)),
        "next_lesson": ShellCommand(lambda: window.lessons.open_neighbour(1)),
        "previous_lesson": ShellCommand(lambda: window.lessons.open_neighbour(-1)),
        "own_lessons": ShellCommand(lambda: window.lessons.open_own_folder()),
        "present": ShellCommand(lambda: window.presenting.toggle(), lambda: window.presenting.active),
        "focus_probe": ShellCommand(lambda: focus_probe(window)),
        "hints": ShellCommand(lambda: toggle_hints(window), lambda: window.arrangement.hints_shown),
        "toggle_theme": ShellCommand(look.toggle_theme),
        "contrast": ShellCommand(look.toggle_contrast, lambda: look.strong),
        "bigger": ShellCommand(look.bigger),
        "smaller": ShellCommand(look.smaller),
        "normal_size": ShellCommand(look.normal_size),
        "start_page": ShellCommand(lambda: window.greeting.show()),
        "show_keys": ShellCommand(lambda: show_keys(window)),
        "copy_report": ShellCommand(lambda: copy_report(window)),
        "about": ShellCommand(lambda: about(window)),
    }


def open_text(window: WholeWindow) -> None:
    """Learn a file; or two, whose lines are sentences and their translations."""
    preferences = window.bench.preferences
    paths = ask_for_files(window, preferences.get(FOLDER) or in_force().data_folder)
    if paths:
        preferences.put(FOLDER, QFileInfo(paths[0]).absolutePath())
        window.bench.experiments.learn_files(paths)


def paste_text(window: WholeWindow) -> None:
    """Learn what is typed."""
    dialog = TextDialog(window)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        window.bench.experiments.learn_text(text=dialog.text)
    dialog.deleteLater()


def choose_text(window: WholeWindow) -> None:
    """Learn a text that the machine has, or open a file."""
    dialog = TextsDialog(window)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        if dialog.opens_file:
            open_text(window)
        else:
            window.bench.experiments.learn_text(path=dialog.wanted)
    dialog.deleteLater()


def save_script(window: WholeWindow) -> None:
    """Write the chosen run as a PyTorch script, from where it stands or from its seed."""
    session, preferences = window.bench.pair.chosen, window.bench.preferences
    wanted = ask_for_script(window, preferences.get(EXPORTED_TO), session.config.task, session.position)
    if wanted is not None:
        preferences.put(EXPORTED_TO, QFileInfo(wanted.path).absolutePath())
        session.write_script(wanted.path, wanted.from_seed)


def choose_parts(window: WholeWindow) -> None:
    """Ask which parts of a user's own model are looked at, and have them shown."""
    session = window.bench.pair.a
    if session.parts is None:
        return
    frame = session.frame
    dialog = PartsDialog(window, session.parts, 0 if frame is None else frame.sequence or 0)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        session.choose_parts(dialog.parts, dialog.sequence.value())


def compare_with(window: WholeWindow) -> None:
    """Ask for the settings of a second session, and open it."""
    bench = window.bench
    facts = bench.pair.a.facts
    uses = None if facts is None else facts.uses
    dialog = ComparisonDialog(window, bench.pair.a.config, uses, bench.experiments.title)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        bench.comparison.open(dialog.config)
    dialog.deleteLater()


def type_votes(window: WholeWindow) -> None:
    """Have the votes of a class typed as numbers."""
    if (question := window.lessons.page.question) is not None:
        question.type_votes()


def focus_probe(window: WholeWindow) -> None:
    """Go to the watched sequence; while presenting its bar is there for as long as one types."""
    window.presenting.lend(window.bars.probe)
    window.probe_bar.focus()


def toggle_hints(window: WholeWindow) -> None:
    """Show in every panel what it is, or stop showing it."""
    window.arrangement.set_hints(not window.arrangement.hints_shown)


def show_keys(window: WholeWindow) -> None:
    """List every key."""
    shown: list[QAction] = [action for key in ("panels", "lesson_panels") for action in window.menus[key].actions()]
    KeysDialog(window, [action for action in shown if isinstance(action, RevealAction)]).exec()


def copy_report(window: WholeWindow) -> None:
    """Put what somebody who mends a fault wants to know onto the clipboard."""
    QGuiApplication.clipboard().setText(report(window.bench))
    words = translate(
        "window", "The report is on the clipboard: versions, settings and the last warnings, no path and no text."
    )
    window.bench.notices.note(words)


def about(window: WholeWindow) -> None:
    """Say what this is."""
    words = translate("window", "Watch a small recurrent network learn, live, and look inside it: exactly.")
    there = ", ".join(f"{name} {version}" for name, version in versions().items())
    QMessageBox.about(window, "RNNviz", f"<b>RNNviz {__version__}</b><p>{words}</p><p>{there}</p>")
