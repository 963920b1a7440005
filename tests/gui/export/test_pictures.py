"""Panels as files: PNG and SVG, for a menu and for a run without a window."""

import os
from types import MappingProxyType

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Evaluated, Sample
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.gui.export import pictures
from rnnviz.gui.panels import panels
from rnnviz.gui.style.theme import DARK, LIGHT, Look
from rnnviz.gui.workbench.session import Session
from rnnviz.probe.frame import Want
from rnnviz.sentences import Refused
from tests.frames import make_frame

BUILT = Built(
    RunConfig(), "many-to-many in step", frozenset({"hidden"}), True, 43, "hell", MappingProxyType({"symbols": 4}), 1.4
)
SAMPLES = [Sample(0, "zq#", 0.8, ""), Sample(600, "The License", 0.8, "")]
SIZE = QSize(480, 300)


@pytest.fixture(scope="module")
def history():
    history = MetricsHistory()
    for update in range(620):
        history.append(Metrics(update, 4.0 - update / 300, 1.0, 4.0 - update / 400, True))
    return history


@pytest.fixture
def label(qapp):
    label = QLabel("hello")
    label.setAccessibleName("A word")
    label.resize(120, 40)
    yield label
    label.deleteLater()


@pytest.fixture(scope="module")
def drawn(qapp, tmp_path_factory, history):
    """The pictures of two runs, cell -> folder: an LSTM as a new window looks, a vanilla cell in bright colours."""
    folders = {}
    for cell, look in (("lstm", None), ("rnn_tanh", Look(LIGHT, 12.0))):
        folders[cell] = tmp_path_factory.mktemp(cell)
        frame, evaluated = make_frame(cell, attention=True), [Evaluated(600, {})]
        made = pictures.save_pictures(
            folders[cell], frame, BUILT, history, SAMPLES, evaluated, "hell", look=look, size=SIZE
        )
        assert made.faults == []
    return folders


def colours(path):
    """Return the colours in a picture and how many pixels have each."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    assert not image.isNull()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    found, counts = np.unique(pixels[::3, ::3], return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


@pytest.mark.parametrize("cell", ["lstm", "rnn_tanh"])
def test_every_panel_becomes_a_picture(drawn, cell):
    paths, there = sorted(drawn[cell].iterdir()), make_frame(cell, attention=True).wants
    drawable = [panel for panel in panels() if not panel.live and panel.wants <= there]
    assert [path.name for path in paths] == sorted(f"{panel.key}.png" for panel in drawable)
    for path in paths:
        assert QImage(str(path)).size() == SIZE * 2
        assert len(colours(path)) > 8, f"{path.name} is empty"


def test_panels_that_the_frame_has_nothing_for_are_left_out(qapp, tmp_path, history):
    from dataclasses import replace

    frame = replace(make_frame(), wants=frozenset({Want.STATES}))
    paths = pictures.save_pictures(tmp_path, frame, BUILT, history, size=SIZE).paths
    assert {path.stem for path in paths} == {
        panel.key for panel in panels() if panel.wants <= {Want.STATES} and not panel.live
    }


@pytest.mark.parametrize(("cell", "theme"), [("lstm", DARK), ("rnn_tanh", LIGHT)])
def test_the_theme_is_that_of_the_look(drawn, cell, theme):
    found = colours(drawn[cell] / "timeline.png")
    assert max(found, key=found.get) == QColor(theme.panel).rgb()


def test_where_a_folder_is_full_or_gone_each_picture_is_named(qapp, tmp_path, history):
    small = make_frame(units=4, timesteps=8)
    made = pictures.save_pictures(tmp_path / "gone", small, BUILT, history, size=SIZE)
    assert made.paths == []
    keys = [panel.key for panel in panels() if not panel.live and panel.wants <= small.wants]
    for key, fault in zip(keys, made.faults, strict=True):
        assert str(fault).startswith(f"The picture {key}.png is missing: ")


def test_a_still_source_says_everything_once_and_obeys_nothing(qapp, history):
    frame = make_frame()
    still = pictures.Still(frame, [BUILT, *SAMPLES], history)
    session = Session(still, RunConfig())
    session.poll()
    assert session.frame is frame
    assert list(session.samples) == SAMPLES
    assert session.facts is BUILT
    session.run()
    session.poll()
    assert len(session.samples) == 2
    assert not session.alive
    assert session.close()


def test_png_is_what_the_widget_shows(label, tmp_path):
    pictures.save_png(label, tmp_path / "a.png")
    saved = QImage(str(tmp_path / "a.png"))
    shown = pictures.view_to_image(label)
    assert saved.size() == shown.size() == label.size()
    assert saved.convertToFormat(shown.format()) == shown


def test_a_scale_gives_as_many_more_pixels(label):
    image = pictures.view_to_image(label, 3.0)
    assert image.size() == label.size() * 3
    assert image.deviceIndependentSize().toSize() == label.size()


def test_svg_keeps_text_as_text(label, tmp_path):
    pictures.save_svg(label, tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text()
    assert text.startswith("<?xml")
    assert ">hello</text>" in text
    assert "<title>A word</title>" in text
    assert 'viewBox="0 0 120 40"' in text


@pytest.mark.parametrize("save", [pictures.save_png, pictures.save_svg])
def test_a_file_that_cannot_be_written_is_refused(label, tmp_path, save):
    with pytest.raises(Refused, match="could not be written"):
        save(label, tmp_path / "nowhere" / "a")
    assert os.listdir(tmp_path) == []
