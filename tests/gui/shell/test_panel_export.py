"""What a panel's export says of itself: update, symbols and settings, in each kind of file."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtGui import QImage

from rnnviz.files import npz
from rnnviz.gui.shell.panel_export import PanelExport
from tests.gui.live_window import press, wait


@pytest.fixture
def window(open_window, qtbot):
    made = open_window()
    press(made, "one_update")
    wait(qtbot, lambda: made.bench.pair.a.frame is not None and made.bench.pair.a.frame.update == 1)
    return made


def saved(window, tmp_path, panel, kind):
    export = PanelExport(window, window.bench.preferences)
    faults = []
    export.failed.connect(faults.append)
    export.save(window.docks[panel], kind, str(tmp_path / f"a.{kind}"))
    assert not faults
    match kind:
        case "png":
            return json.loads(QImage(str(tmp_path / "a.png")).text("about"))
        case "csv":
            return json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        case "npz":
            return json.loads(str(npz.load(tmp_path / "a.npz")["about"]))
    return (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["png", "csv", "npz"])
def test_every_export_carries_update_symbols_and_settings(window, qtbot, tmp_path, kind):
    window.docks["hidden"].raise_()
    wait(qtbot, lambda: bool(window.docks["hidden"].numbers()))
    about = saved(window, tmp_path, "hidden", kind)
    session = window.bench.pair.a
    assert about["panel"] == "hidden"
    assert about["update"] == 1
    assert {axis: tuple(symbols) for axis, symbols in about["symbols"].items()} == dict(session.frame.sequences)
    assert about["settings"]["hidden"] == session.config.hidden
    assert about["settings"]["learning_rate"] == session.config.learning_rate
    assert "lag" not in about["settings"], "it means nothing to this task"


def test_a_drawing_has_it_as_its_description(window, tmp_path):
    assert "&quot;update&quot;: 1" in saved(window, tmp_path, "hidden", "svg") or '"update": 1' in saved(
        window, tmp_path, "hidden", "svg"
    )


def test_a_comparison_says_it_of_both(window, qtbot, tmp_path):
    window.bench.comparison.open(window.bench.pair.a.config.changed(seed=9))
    wait(qtbot, lambda: window.bench.pair.b is not None and window.bench.pair.b.frame is not None)
    about = saved(window, tmp_path, "hidden", "npz")
    assert {letter: run["settings"]["seed"] for letter, run in about["runs"].items()} == {"A": 1, "B": 9}


def test_weights_are_exported_with_every_block_and_every_bias(window, qtbot, tmp_path):
    session = window.bench.pair.a
    session.build(session.config.changed(cell="lstm"), False, session.probe)
    wait(qtbot, lambda: session.frame is not None and session.facts is not None and session.config.cell == "lstm")
    window.docks["weights"].raise_()
    view = window.docks["weights"].view
    wait(
        qtbot,
        lambda: (
            view.frame is not None and any("weight_hh" in w.name and len(w.values) == 12 for w in view.frame.weights)
        ),
    )
    found = view.exported()
    hidden = session.config.hidden
    for parameter in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"):
        for gate in "ifgo":
            assert len(found[f"rnn.{parameter}/{gate}"]) == hidden
    assert {"output.weight", "output.bias"} <= set(found)
    assert found["rnn.weight_hh_l0/f/spectral_radius"].ndim == 0
    whole = next(w.values for w in view.frame.weights if w.name == "rnn.weight_hh_l0")
    np.testing.assert_array_equal(np.concatenate([found[f"rnn.weight_hh_l0/{gate}"] for gate in "ifgo"]), whole)
