"""The list of experiments: what runs is in view."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QListWidget

from rnnviz.engine.presets import preset, presets
from rnnviz.gui.settings.experiment_list import ExperimentList
from rnnviz.gui.workbench.experiments import Experiments
from rnnviz.gui.workbench.notices import Notices
from rnnviz.gui.workbench.pair import Pair
from tests.gui.doubles import PanelsWithoutAWindow
from tests.gui.live_window import wait


def test_what_runs_stays_in_view_when_the_list_was_high_for_a_moment(qtbot, session):
    last = presets()[-1]
    session.config = last.config
    experiments = Experiments(Pair(session), presets(), last, PanelsWithoutAWindow(), Notices())
    made = ExperimentList(experiments)
    qtbot.addWidget(made)
    made.resize(240, 200)
    with qtbot.waitExposed(made):
        made.show()
    for height in (2000, 200):
        made.resize(240, height)
    entries = made.findChild(QListWidget)
    assert entries.currentItem().text() == last.said("title")
    assert entries.verticalScrollBar().value() > 0
    assert entries.viewport().rect().contains(entries.visualItemRect(entries.currentItem()))


def test_the_experiment_that_the_keys_stand_on_is_described_and_afterwards_the_one_that_runs(qtbot, session):
    first = presets()[0]
    session.config = first.config
    experiments = Experiments(Pair(session), presets(), first, PanelsWithoutAWindow(), Notices())
    made = ExperimentList(experiments)
    qtbot.addWidget(made)
    entries = made.findChild(QListWidget)
    described = [label.text() for label in made.findChildren(QLabel)]
    assert first.said("summary") in described
    entries.setCurrentRow(3)
    assert presets()[3].said("summary") in [label.text() for label in made.findChildren(QLabel)]
    entries.setCurrentRow(0)
    assert first.said("summary") in [label.text() for label in made.findChildren(QLabel)]


def test_a_run_with_other_settings_than_its_experiment_has_says_so_beside_what_is_said_of_that(open_window, qtbot):
    window = open_window("hello", config=preset("hello").config.changed(hidden=5))

    def told():
        return any("This run has other settings: hidden units 5." in label.text() for label in labels)

    labels = window.experiments.findChildren(QLabel)
    wait(qtbot, told)
    window.bench.pair.a.build(preset("hello").config, running=False)
    wait(qtbot, lambda: not told())
