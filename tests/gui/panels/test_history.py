"""History and sources: every year opens an experiment that there is, every lesson says whom it follows."""

from __future__ import annotations

import pytest

from rnnviz.assets import resource
from rnnviz.engine.presets import preset
from rnnviz.explain.history import ERAS
from rnnviz.explain.sources import sources_of
from rnnviz.gui.panels.history import PANEL
from rnnviz.lessons import folders, read
from rnnviz.sentences import Refused


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(700, 200)
    made.show()
    return made


def test_every_year_opens_the_experiment_that_stands_for_it(view):
    wanted = []
    view.preset_wanted.connect(wanted.append)
    for era in ERAS:
        view.choose("year", era.year)
        assert era.year in view.describe()
        view.open.click()
        assert preset(wanted[-1]).key == era.preset
    assert [era.year[:4] for era in ERAS] == ["1986", "1997", "2011", "2013", "2015", "2018", "2024"]
    with pytest.raises(Refused, match="no year"):
        view.choose("year", "1066")


@pytest.mark.parametrize("folder", folders(resource("lessons")), ids=lambda folder: folder.name)
def test_every_lesson_of_the_first_six_chapters_says_whom_it_follows(folder):
    read(folder)
    number = folder.name.partition("-")[0]
    if number[0] in "123456":
        assert sources_of(number)
