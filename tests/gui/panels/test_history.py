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


def test_every_year_offers_by_its_title_the_experiment_that_stands_for_it(view):
    wanted = []
    view.preset_wanted.connect(wanted.append)
    for era in (era for era in ERAS if era.preset):
        view.choose("year", era.year)
        assert era.year in view.describe()
        assert view.open.text() == f"Open “{preset(era.preset).title['en']}”"
        assert not view.none.isVisible()
        view.open.click()
        assert wanted[-1] == era.preset
    assert [era.year[:4] for era in ERAS] == ["1986", "1997", "2011", "2013", "2015", "2018", "2024"]
    with pytest.raises(Refused, match="no year"):
        view.choose("year", "1066")


def test_a_year_for_which_no_experiment_stands_says_so_and_offers_none(view):
    without = [era for era in ERAS if not era.preset]
    assert len(without) < len(ERAS)
    for era in without:
        view.choose("year", era.year)
        assert not view.open.isVisible()
        assert view.none.isVisible()
        assert view.describe().endswith("No experiment here stands for this year yet.")


@pytest.mark.parametrize("folder", folders(resource("lessons")), ids=lambda folder: folder.name)
def test_every_lesson_of_the_first_six_chapters_says_whom_it_follows(folder):
    read(folder)
    number = folder.name.partition("-")[0]
    if number[0] in "123456":
        assert sources_of(number)
