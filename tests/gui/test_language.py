"""Another language while everything goes on: what is said changes, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QLineEdit, QListWidget, QTreeWidget, QWidget

import rnnviz.gui
from rnnviz.assets import resource
from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset
from rnnviz.explain.number import grouped
from rnnviz.gui.language import first_language, languages, nearest_language, speak
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.shell.keys_dialog import KeysDialog
from rnnviz.gui.widgets.matrix_equation import said
from rnnviz.gui.workbench.cursor import Place
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, language, say, translate
from tests.gui.lesson_window import nothing_left_behind, shared_window  # noqa: F401  (fixtures)
from tests.gui.live_window import press, wait
from tests.test_app import run
from tools import translations
from tools.catalogue import Catalogue

PORTUGUESE = "pt_BR"


@pytest.fixture(autouse=True)
def english_afterwards(qapp):
    yield
    speak("en")
    QCoreApplication.sendPostedEvents()
    QLocale.setDefault(QLocale.system())


@pytest.fixture(autouse=True)
def preferences_folder():
    """The window that all tests share remembers in one folder, which came with it."""


@pytest.fixture
def window(shared, qtbot):
    """Return the window that all tests share, paused, its hidden state in front."""
    wait(qtbot, lambda: shared.bench.pair.a.phase is Phase.PAUSED and shared.bench.pair.a.frame is not None)
    shared.docks["hidden"].raise_()
    wait(qtbot, shared.docks["hidden"].numbers)
    yield shared
    shared.bench.pair.halt()
    shared.bench.comparison.close()


def change(window, code):
    """Change the language as the menu does."""
    window.bench.speak(code)
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def words(window):
    """Return all that is said by widgets and actions that are there, hidden or not."""
    found = set()
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.objectName().startswith("qt_"):
            continue  # a part of Qt's that our own stands in for
        found |= {widget.toolTip(), widget.accessibleName(), widget.windowTitle()}
        for name in ("text", "placeholderText", "title"):
            ask = getattr(widget, name, None)
            if callable(ask) and not (isinstance(widget, QLineEdit) and name == "text"):
                found.add(str(ask()))
        if isinstance(widget, QComboBox):
            found |= {widget.itemText(k) for k in range(widget.count())}
    for action in window.findChildren(QAction):
        found |= {action.text(), action.toolTip(), action.iconText()}
    return found


def arrangement(window):
    """Return of each dock whether it is shown, where, and with which others in one place."""
    return {
        key: (dock.isHidden(), dock.seen, window.dockWidgetArea(dock), window.tabifiedDockWidgets(dock))
        for key, dock in window.docks.items()
    }


@cache
def vocabulary():
    """Return all that is said in English and all that is said in Portuguese."""
    catalogue = next(each for each in translations.catalogues().values() if each.language == PORTUGUESE)
    pairs = [pair for texts in catalogue.texts.values() for pair in texts.items() if pair[1]]
    english, other = zip(*pairs, strict=True)
    return set(english), set(other)


def left(window, code):
    """Return what is said in a window that is said in this language only."""
    english, other = vocabulary()
    return sorted(words(window) & (english - other if code == "en" else other - english))


def test_qt_s_own_words_are_in_the_language_too(qtbot):
    speak(PORTUGUESE)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "Cancelar" in box.buttons()[0].text()


def test_the_list_of_keys_names_them_as_the_menus_do(qtbot):
    speak(PORTUGUESE)
    dialog = KeysDialog(None, [])
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTreeWidget)
    keys = [table.topLevelItem(row).text(1) for row in range(table.topLevelItemCount())]
    assert {"Espaço", "Ctrl+Esquerda", "← →", "Ctrl+O"} <= set(keys)
    assert all(keys)


def test_a_sentence_from_below_is_said_with_its_values():
    speak(PORTUGUESE)
    refused = Refused(QT_TRANSLATE_NOOP("tasks", "There is no task called {name}."), name="x")
    assert say(refused.sentence) == "Não há tarefa chamada x."
    assert str(refused) == "There is no task called x."  # what a terminal gets


def test_a_sentence_within_a_sentence_is_said_too():
    speak(PORTUGUESE)
    with pytest.raises(Refused) as caught:
        preset("helo")
    assert "(você quis dizer 'hello'?)" in say(caught.value.sentence)
    assert "(did you mean 'hello'?)" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "in_portuguese"),
    [
        ("Weather·weather", "Clima·tempo"),
        ("1 : Add + bias > 0  ⟺  Add > 1.5", "1 : Soma + viés > 0  ⟺  Soma > 1.5"),
        ("mean ∂E/∂W", "média ∂E/∂W"),
        ("W_hh h(t-1)", "W_hh h⁽ᵗ⁻¹⁾"),
    ],
)
def test_names_in_an_equation_are_said_word_by_word(name, in_portuguese):
    speak(PORTUGUESE)
    assert said(name) == in_portuguese


def test_numbers_keep_their_point():
    speak(PORTUGUESE)
    assert QLocale().toString(0.5) == "0.5"


@pytest.mark.parametrize(
    ("code", "count", "shown"),
    [
        ("en", 132_583, "132,583"),
        (PORTUGUESE, 132_583, "132\u202f583"),
        (PORTUGUESE, 1_000_000, "1\u202f000\u202f000"),
        (PORTUGUESE, 999, "999"),
        ("en", 999.6, "1,000"),
    ],
)
def test_thousands_are_apart_and_cannot_be_taken_for_decimals(code, count, shown):
    speak(code)
    assert grouped(count) == shown


def test_no_other_place_parts_thousands():
    """By a comma in a format: in another language that is a decimal sign."""
    pattern = re.compile(r":[0-9]*,(?:\.\d+f)?\}")
    root = Path(rnnviz.__file__).parent
    files = [path for room in ("gui", "explain") for path in (root / room).rglob("*.py")]
    assert [path.name for path in files if pattern.search(path.read_text("utf-8"))] == ["number.py"]


def test_no_text_in_another_language_has_a_comma_between_thousands():
    comma = re.compile(r"(?<![\d,.])\d{1,3},\d{3}(?!\d)")
    texts = {path: path.read_text("utf-8") for path in resource("lessons").glob(f"*/{PORTUGUESE}.md")}
    assert [f"{path.parent.name}: {found}" for path, text in texts.items() for found in comma.findall(text)] == []
    assert [each for each in vocabulary()[1] if comma.search(each)] == []


def test_the_status_bar_counts_in_the_language(window, qtbot):
    window.bench.pair.a.facts = replace(window.bench.pair.a.facts, parameters=132_583)
    change(window, PORTUGUESE)
    window.status.lines[0].refresh()
    assert "132\u202f583 pesos" in " ".join(words(window))


def test_the_first_language_is_the_chosen_one_or_that_of_the_system(monkeypatch):
    def system(*tags):
        monkeypatch.setattr(QLocale, "uiLanguages", lambda _: list(tags))

    system("pt-PT", "en")
    assert first_language() == PORTUGUESE
    assert first_language("en") == "en"
    system("xx", "en-GB")
    assert first_language() == "en"
    system("xx")
    assert first_language("gone") == "en"


def test_a_language_that_is_not_there_is_refused(qapp):
    with pytest.raises(Refused, match="did you mean 'pt_BR'"):
        speak("pt_BT")
    assert language() == "en"


def test_one_start_can_have_another_language():
    assert nearest_language("pt") == PORTUGUESE
    refused = run("--lang", "xx", QT_QPA_PLATFORM="offscreen")
    assert (refused.returncode, refused.stderr) == (2, "There is no language xx; there are en, pt_BR.\n")


def test_the_compiled_catalogues_are_those_of_the_sources(qapp):
    assert translations.stale() == []
    speak(PORTUGUESE)
    catalogue = Catalogue.read(translations.FOLDER / f"rnnviz_{PORTUGUESE}.ts")
    for context, texts in catalogue.texts.items():
        for text, translation in texts.items():
            assert translate(context, text) == (translation or text)


def test_nothing_is_left_in_the_language_before(window, qtbot):
    assert left(window, PORTUGUESE) == []
    change(window, PORTUGUESE)
    assert left(window, "en") == []
    assert window.actions_by_key["toggle"].text() == "&Rodar"
    assert window.docks["hidden"].windowTitle() == "Estado oculto"
    change(window, "en")
    assert left(window, PORTUGUESE) == []
    assert window.docks["hidden"].windowTitle() == "Hidden state"


def test_learning_goes_on_undisturbed(window, qtbot):
    window.bench.pair.a.run()
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > 5)
    built = []
    window.bench.pair.a.built.connect(lambda event: built.append(event))
    count = window.bench.pair.a.metrics.count
    change(window, PORTUGUESE)
    assert window.bench.pair.a.phase is Phase.RUNNING
    wait(qtbot, lambda: window.bench.pair.a.metrics.count > count + 5)
    assert "aprendendo" in " ".join(words(window))
    assert not built


def test_everything_stays_where_it_was(window, qtbot):
    press(window, "sample_now")
    wait(qtbot, lambda: window.bench.pair.a.samples)
    window.docks["gates"].raise_()
    window.docks["inspector"].hide()
    window.bench.pair.a.set_probe("hell")
    wait(qtbot, lambda: window.bench.pair.a.probe == "hell")
    window.bench.pair.a.cursor.pin(Place(next(iter(window.bench.pair.a.frame.sequences)), 1, 2))
    window.bench.pair.a.breakpoints.add("loss > 1000")
    press(window, "toggle_theme")
    theme = window.look.theme.name
    window.settings.form(window.bench.pair.a).enter({"hidden": 17})
    layout, size = arrangement(window), window.size()
    samples = len(window.bench.pair.a.samples)
    change(window, PORTUGUESE)
    assert arrangement(window) == layout
    assert window.size() == size
    assert window.bench.pair.a.cursor.is_pinned
    assert window.look.theme.name == theme
    assert window.probe_bar.edit.text() == "hell"
    assert len(window.bench.pair.a.samples) == samples
    assert [b.expression for b in window.docks["breakpoints"].view.breakpoints] == ["loss > 1000"]
    assert window.settings.form(window.bench.pair.a).pending == {"hidden": 17}


def test_every_panel_shows_the_same_numbers_as_before(window, qtbot):
    update = window.bench.pair.a.frame.update
    press(window, "one_update")
    wait(qtbot, lambda: window.bench.pair.a.frame.update == update + 1 and window.bench.pair.a.phase is Phase.PAUSED)
    qtbot.wait(700)  # whatever comes late has come
    before = {key: dict(dock.numbers()) for key, dock in window.docks.items() if dock.seen}
    assert any(before.values())
    change(window, PORTUGUESE)
    for key, numbers in before.items():
        again = window.docks[key].numbers()
        assert again.keys() == numbers.keys(), key
        for name, values in numbers.items():
            np.testing.assert_array_equal(again[name], values, err_msg=f"{key}: {name}")


def test_a_panel_keeps_what_was_chosen_in_it(window, qtbot):
    window.docks["weights"].raise_()
    wait(qtbot, lambda: window.bench.pair.a.frame.weights)
    wait(qtbot, lambda: window.docks["weights"].view.numbers())
    view = window.docks["weights"].view
    box = next(box for box in view.findChildren(QComboBox) if box.count() > 1)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    chosen = set(view.numbers())
    change(window, PORTUGUESE)
    assert window.docks["weights"].view is not view
    assert set(window.docks["weights"].view.numbers()) == chosen


def test_a_comparison_goes_on_in_another_language(window, qtbot):
    press(window, "reset")
    wait(qtbot, lambda: window.bench.pair.a.position == 0)
    window.bench.comparison.open(window.bench.pair.a.config.changed(hidden=5))
    b = window.bench.pair.b
    wait(qtbot, lambda: b.phase is Phase.PAUSED and b.frame is not None)
    sides = {key: dock.side for key, dock in window.docks.items()}
    window.bench.pair.a.breakpoints.add("update > 1")
    change(window, PORTUGUESE)
    assert window.bench.pair.b is b
    assert {key: dock.side for key, dock in window.docks.items()} == sides
    assert left(window, "en") == []
    press(window, "one_update")
    wait(qtbot, lambda: all(session.position == 1 for session in window.bench.pair.sessions))
    hits = []
    b.breakpoint_hit.connect(lambda hit: hits.append(hit))
    for session in window.bench.pair.sessions:
        session.run()
    wait(qtbot, lambda: hits)


def test_the_menu_marks_the_language_remembers_it_and_experiments_are_told_in_it(window):
    entries = {action.data(): action for action in window.findChildren(QAction) if action.data() in languages()}
    assert {code for code, action in entries.items() if action.isChecked()} == {"en"}
    entries[PORTUGUESE].trigger()
    assert language() == PORTUGUESE
    assert entries[PORTUGUESE].text() == "Português (Brasil)"
    assert Preferences().language == PORTUGUESE
    QCoreApplication.sendPostedEvents()
    assert window.bench.experiments.presets[0].said("title", PORTUGUESE) == "Modelo de caracteres"
    items = window.experiments.findChild(QListWidget)
    assert items.item(0).text() == "Modelo de caracteres"
    assert any("Três unidades aprendem" in label.text() for label in window.experiments.findChildren(QLabel))
    press(window, "next_language")
    assert language() == "en"
    assert entries["en"].isChecked()
