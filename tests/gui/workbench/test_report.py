"""The report: what somebody who mends a fault needs, and nothing of the user's."""

from __future__ import annotations

import traceback

import pytest
from PySide6.QtGui import QGuiApplication

from rnnviz import __version__
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.presets import preset
from rnnviz.gui.application import make_window
from rnnviz.gui.preferences.declared import BREAKPOINTS, EXPORTED_TO, FOLDER
from rnnviz.gui.workbench.fault_places import places
from rnnviz.gui.workbench.report import report
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from tests.gui.leaks import settle

SECRET = "xyzzy-of-mine"


@pytest.fixture
def window(qapp, qtbot):
    config = preset("hello").config.changed(text=f"{SECRET} and more of the text that nobody is to read")
    made = make_window(preset("hello"), config, running=False)
    yield made
    made.close()
    made.deleteLater()
    settle()


def fault(message):
    """Return the traceback of a fault with a message."""
    try:
        preset("no such preset" if message is None else message)
    except Exception:
        return traceback.format_exc()
    raise AssertionError


def test_it_has_versions_settings_and_what_went_wrong(window):
    window.bench.notices.say(Sentence(QT_TRANSLATE_NOOP("app", "There is no display."), {}))
    said = report(window.bench)
    assert f"RNNviz {__version__}" in said
    for part in ("Python 3", "torch 2", "Qt 6", "hidden=", "seed=", "theme=dark", "warning: There is no display."):
        assert part in said


def test_no_path_and_no_text_of_the_users_is_in_it(window, tmp_path, qtbot):
    bench, path = window.bench, f"/home/{SECRET}/notes.txt"
    for folder in (FOLDER, EXPORTED_TO):
        bench.preferences.put(folder, path)
    bench.preferences.put(BREAKPOINTS, (Breakpoint(f"loss > 3 and {SECRET.replace('-', '_')} < 1"),))
    bench.pair.a.set_probe(SECRET)
    bench.notices.say(Sentence("The file {file} is empty.", {"file": path}))
    bench.notices.refuse(Refused("There is no setting {name}.", details=path, name=SECRET))
    bench.notices.warn(f"Something went wrong: {path}", fault(SECRET))
    bench.notices.warn(path, f'  File "{path}", line 3, in {SECRET}\nValueError: {path}\n{SECRET}: {SECRET}\n')
    bench.notices.note(path)
    said = report(bench)
    assert "xyzzy" not in said
    assert "notes.txt" not in said
    assert str(tmp_path) not in said
    assert "The file {file} is empty." in said


def test_of_a_fault_its_kind_and_our_places_are_told(window):
    said = places(fault("abc"))
    assert "rnnviz/engine/presets.py:" in said
    assert "abc" not in said
    assert places("Secret: x") == "a fault"


def test_the_menu_puts_it_onto_the_clipboard(window):
    window.actions_by_key["copy_report"].trigger()
    assert QGuiApplication.clipboard().text() == report(window.bench)
    assert "clipboard" in window.bench.notices.text
