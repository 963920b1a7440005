"""The layouts that have a name: which panels they show, and that one key leads to each."""

from __future__ import annotations

import pytest

from rnnviz.engine.presets import preset, presets
from rnnviz.gui.application import make_window
from rnnviz.gui.workbench.named_layouts import LayoutName, named_layout
from rnnviz.panel_keys import panel_keys
from tests.gui.leaks import settle


@pytest.fixture
def window(qapp, qtbot):
    made = make_window(preset("characters"), running=False)
    made.resize(1280, 720)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    settle()


def open_panels(window):
    return {key for key, dock in window.docks.there.items() if not dock.isHidden()}


def test_every_layout_of_every_experiment_names_panels_that_there_are_each_once():
    for chosen in presets():
        for name in LayoutName:
            layout = named_layout(name, chosen.panels)
            keys = (*layout.panels, *layout.front)
            assert set(keys) <= set(panel_keys())
            assert len(set(keys)) == len(keys)


def test_somebody_new_sees_four_panels_whatever_the_experiment_is():
    assert {len(named_layout(LayoutName.LOOK, chosen.panels).panels) for chosen in presets()} == {4}


def test_look_shows_four_panels_and_debug_all_of_them(window):
    window.actions_by_key["layout_look"].trigger()
    assert open_panels(window) == {"hidden", "next_symbol", "samples", "timeline"}
    window.actions_by_key["layout_debug"].trigger()
    shown = {key for key, dock in window.docks.there.items() if dock.seen}
    assert {"step", "breakpoints", "graph"} <= open_panels(window)
    assert {"step", "breakpoints"} <= shown


def test_a_panel_that_a_layout_leaves_out_is_one_click_away(window):
    window.actions_by_key["layout_look"].trigger()
    window.bench.host.reveal(["gates"])
    assert window.docks["gates"].seen


def test_putting_all_panels_back_leads_to_the_layout_that_was_chosen(window):
    window.actions_by_key["layout_teach"].trigger()
    before = open_panels(window)
    window.bench.host.reveal(["inspector", "attention"])
    window.docks["hidden"].hide()
    window.actions_by_key["reset_layout"].trigger()
    assert open_panels(window) == before


def test_each_layout_has_a_button_in_the_corner_of_the_menu_bar(window):
    corner = window.layout_buttons
    assert corner.isVisible()
    corner.buttons[LayoutName.LOOK].click()
    assert len(open_panels(window)) == 4
    corner.buttons[LayoutName.DEBUG].click()
    assert len(open_panels(window)) > 4
