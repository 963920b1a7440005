"""Files that are dragged onto the window are learned, whatever part of it they are dropped on."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from rnnviz.engine.presets import preset
from rnnviz.gui.application import make_window
from tests.gui.leaks import settle

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PAIRS = "\n".join(f"sentence {k}\tfrase {k}\tCC-BY" for k in range(40))


@pytest.fixture
def window(qapp, qtbot, monkeypatch):
    """Return a window whose worker never starts."""
    made = make_window(preset("hello"), running=False)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    settle()


def drop(widget, *urls, text=""):
    """Drag onto a widget and let go there; return whether it was accepted."""
    data = QMimeData()
    data.setUrls([QUrl(url) if "://" in str(url) else QUrl.fromLocalFile(str(url)) for url in urls])
    if text:
        data.setText(text)
    enter = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NONE)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), COPY, data, LEFT, NONE))
    return True


@pytest.fixture
def learned(window, monkeypatch):
    found = []
    monkeypatch.setattr(window.bench.experiments, "learn_files", found.append)
    return found


def test_a_file_and_two_files_are_learned(window, learned, tmp_path):
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    assert drop(window, one)
    assert drop(window, one, two)
    assert learned == [[str(one)], [str(one), str(two)]]


def test_what_is_no_file_of_this_machine_is_not_taken(window, learned):
    assert not drop(window, "https://example.org/a.txt")
    assert not drop(window, text="some text")
    assert learned == []


@pytest.mark.parametrize(
    ("content", "task"),
    [
        (PAIRS, "translation"),
        (PAIRS.replace("frase 7", ""), "translation"),
        (PAIRS.replace("\t", "; "), "characters"),
        ("all:\n" + "\techo one\n" * 30, "characters"),
        ("1.5\t2.5\n" * 30, "characters"),
    ],
    ids=["pairs", "pairs, one side empty", "another separator", "indented by tabs", "numbers"],
)
def test_two_columns_of_words_are_sentences_and_translations(window, tmp_path, content, task):
    path = tmp_path / "mine.tsv"
    path.write_text(content, encoding="utf-8")
    told = []
    window.bench.pair.a.build = lambda config, *rest, **named: told.append(config) or 1
    drop(window, path)
    assert [config.task for config in told] == [task]
    assert told[0].text_file == str(path)
