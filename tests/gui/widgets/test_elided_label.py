"""A label that gives way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

from rnnviz.gui.widgets.elided_label import ElidedLabel


class LayoutRequests(QObject):
    """Counts how often a widget is asked to lay out anew."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count."""
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    room = QWidget()
    QHBoxLayout(room)
    made.setCentralWidget(room)
    return made


def put(window, label):
    window.centralWidget().layout().addWidget(label)
    window.show()
    return LayoutRequests(window.centralWidget())


def test_a_text_that_changes_with_each_picture_has_nothing_laid_out_anew(window, qtbot):
    label = ElidedLabel("update 1")
    asked = put(window, label)
    qtbot.wait(10)
    asked.count = 0
    for update in range(2, 50):
        label.setText(f"update {update} of very many")
        qtbot.wait(1)
    assert asked.count == 0
    assert label.text() == "update 49 of very many"
    assert label.toolTip() == label.accessibleName() == label.text()


def test_a_title_gets_the_room_of_a_longer_text(window, qtbot):
    label = ElidedLabel("h", wished=True)
    asked = put(window, label)
    qtbot.wait(10)
    short, asked.count = label.sizeHint().width(), 0
    label.setText("Hidden states")
    qtbot.waitUntil(lambda: asked.count > 0)
    assert label.sizeHint().width() > short


def test_a_text_is_painted_again_when_it_changes(window, qtbot):
    label = ElidedLabel("before")
    put(window, label)
    qtbot.wait(10)
    before = label.grab().toImage()
    label.setText("after")
    qtbot.wait(10)
    assert label.grab().toImage() != before


@pytest.mark.parametrize("text", ["Settings", "Samples", "Timeline", "Hidden state", "Linha do tempo", "Ajustes"])
def test_a_title_that_has_the_room_it_asks_for_is_not_cut(window, qtbot, text):
    label = ElidedLabel(text, wished=True)
    font = label.font()
    font.setWeight(font.Weight.DemiBold)
    label.setFont(font)
    put(window, label)
    label.resize(label.sizeHint())
    enough = label.grab().toImage()
    label.resize(label.width() + 40, label.height())
    assert label.grab().toImage().copy(enough.rect()) == enough
