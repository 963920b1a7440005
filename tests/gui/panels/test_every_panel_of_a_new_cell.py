"""A cell that is one file is shown by every panel: its gates by their names, its equations with their numbers."""

from __future__ import annotations

from functools import cache

import pytest

from rnnviz.engine.messages import Phase, Status, Traced
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.captions import caption
from rnnviz.explain.cell_behaviours import behaviours
from rnnviz.explain.contributions import contributions
from rnnviz.explain.frame_equations import recurrent
from rnnviz.explain.operands import pictures
from rnnviz.explain.setting_words import SETTINGS
from rnnviz.explain.trace_equations import equations
from rnnviz.gui.panels import panels
from rnnviz.gui.settings.fields import make_field
from rnnviz.gui.workbench.cursor import Place
from rnnviz.nn import cells
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.probe.trace import TracePhase
from tests import toy_cells
from tests.explain.test_every_equation import check, check_unit
from tests.gui.leaks import settle

NAMES = (*toy_cells.NAMES, "mingru", "minlstm", "slstm", "ssm")
SUMS = {
    "slstm": {"a": "W_xh·x(t) + W_hh·h(t−1) + b"},
    "ssm": {"a": "W_xh·x(t) + b", "a_ρ": "ν", "a_θ": "φ"},
    "mingru": {"a": "W_xh·x(t) + b"},
    "minlstm": {"a": "W_xh·x(t) + b"},
    "leaky": {"a": "W_xh·x(t) + b", "a_m": "W_xh·x(t) + W_hh·h(t−1) + b"},
    "minimal": {"a": "W_xh·x(t) + b"},
    "vault": {"a": "W_xh·x(t) + W_hh·h(t−1) + b + p·c(t−1)", "a_e": "W_xh·x(t) + W_hh·h(t−1) + b"},
}
FORMULAS = {
    "slstm": {
        "i": "a_i",
        "f": "a_f",
        "z": "tanh(a_z)",
        "o": "σ(a_o)",
        "w": "exp(i−m(t))",
        "k": "exp(f + m(t−1)−m(t))",
        "m(t)": "max(f + m(t−1), i)",
        "c(t)": "k·c(t−1) + w·z",
        "n(t)": "k·n(t−1) + w",
        "h(t)": "o·c(t)/n(t)",
    },
    "ssm": {
        "u": "a_u",
        "v": "a_v",
        "ρ": "d(a_ρ)",
        "θ": "exp(a_θ)",
        "γ": "√(1−ρ²)",
        "r(t)": "ρ·cos(θ)·r(t−1) + γ·u−ρ·sin(θ)·s(t−1)",
        "s(t)": "ρ·cos(θ)·s(t−1) + ρ·sin(θ)·r(t−1) + γ·v",
        "h(t)": "tanh(r(t))",
    },
    "mingru": {"z": "σ(a_z)", "n": "g(a_n)", "h(t)": "(1−z)·h(t−1) + z·n"},
    "minlstm": {
        "i": "σ(a_i)",
        "f": "σ(a_f)",
        "n": "g(a_n)",
        "k": "f/(f + i)",
        "w": "i/(f + i)",
        "h(t)": "k·h(t−1) + w·n",
    },
    "leaky": {"u": "σ(a_u)", "m": "tanh(a_m)", "h(t)": "(1−u)·h(t−1) + u·m"},
    "minimal": {"w": "σ(a_w)", "y": "tanh(a_y)", "h(t)": "(1−w)·h(t−1) + w·y"},
    "vault": {
        "k": "σ(a_k)",
        "e": "exp(a_e)",
        "d": "1−k",
        "v": "tanh(W_xv·x(t) + b_xv + k·(W_hv·h(t−1) + b_hv))",
        "c(t)": "k·c(t−1) + d·v",
        "h(t)": "tanh(c(t))·e",
    },
}
BACKWARD = {
    "slstm": {"z": "∂L/∂c(t)·w", "o": "∂L/∂h(t)·(c(t)/n(t))"},
    "ssm": {"γ": "∂L/∂r(t)·u + ∂L/∂s(t)·v", "r": "∂L/∂h(t)·(1−tanh²(r(t))) + recurrent"},
    "mingru": {"z": "∂L/∂h(t)·(n−h(t−1))", "n": "∂L/∂h(t)·z"},
    "minlstm": {"n": "∂L/∂h(t)·w", "k": "∂L/∂h(t)·h(t−1)", "w": "∂L/∂h(t)·n"},
    "leaky": {"u": "∂L/∂h(t)·(m−h(t−1))", "m": "∂L/∂h(t)·u"},
    "minimal": {"w": "∂L/∂h(t)·(y−h(t−1))", "y": "∂L/∂h(t)·w"},
    "vault": {"e": "∂L/∂h(t)·tanh(c(t))", "d": "∂L/∂c(t)·v", "v": "∂L/∂c(t)·d", "hv": "∂L/∂v·(1−v²)·k"},
}
PAIRS = {
    "slstm": "(w, k)",
    "mingru": "(z, 1−z)",
    "minlstm": "(w, k)",
    "leaky": "(u, 1−u)",
    "minimal": "(w, 1−w)",
    "vault": "(1−k, k)",
}


@pytest.fixture(autouse=True)
def _found():
    with toy_cells.found():
        yield


@cache
def learned(name):
    """Return a Frame and a Trace of a small network of such cells that has learned for a while."""
    load_torch()
    from rnnviz.engine.observing import observed
    from rnnviz.engine.training import build, train_once
    from rnnviz.engine.update_tracing import trace_update

    run = build(
        preset("characters").config.changed(text="abcab " * 90, cell=name, hidden=6, batch=2, sequence_length=8)
    )
    for _ in range(3):
        train_once(run)
    frame = observed(run, run.task.watch("abcabc"), EVERYTHING | {Want.FLOW})
    return run.config, frame, trace_update(run)


@pytest.mark.parametrize("name", NAMES)
def test_every_quantity_is_written_with_its_formula_and_its_numbers(name):
    record = learned(name)[1].recurrences[0]
    lines = {e.name: e for paragraph in recurrent(record, 3, 2) for e in paragraph}
    values = {**record.gates, **{f"{state}(t)": values for state, (values, _) in record.vectors.items()}}
    assert set(values) == set(FORMULAS[name])
    for key, formula in FORMULAS[name].items():
        assert lines[key].steps[0] == formula
        check(lines[key], float(values[key][3, 2]))
    assert {key: lines[key].steps[0] for key in SUMS[name]} == SUMS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_has_its_equation_its_sentence_and_its_pictures(name):
    trace = learned(name)[2].trace
    reading, said = Reading(trace), {}
    for o in trace.operations:
        assert caption(reading, o)
        assert pictures(reading, o) or o.name == "norm"
        r = trace.recurrence(o)
        if r is None or not o.equation or o.timestep != 3:
            continue
        found = equations(reading, o, 1)
        assert found, o
        check_unit(found[-1], float(o.value[1]))
        shown = contributions(reading, o, 1)
        if shown.title in (f"a_{o.name}[1]", f"{o.name}(t)[1]") and o.phase is TracePhase.FORWARD:
            record = reading.recurrence(o)
            whole = record.before.get(o.name, record.vectors.get(o.name, (None,))[0])[3, 1]
            assert sum(a.value for a in shown.addends) + shown.rest == pytest.approx(whole, abs=1e-5)
        if o.phase is TracePhase.BACKWARD and o.name in BACKWARD[name]:
            said[o.name] = found[0].steps[0]
    assert said == BACKWARD[name]


@pytest.mark.parametrize("name", NAMES)
def test_what_its_units_do_with_their_memory_is_told(name):
    if name == "ssm":  # which keeps no share: it turns
        assert behaviours(learned(name)[1].recurrences[0]) is None
        return
    found = behaviours(learned(name)[1].recurrences[0])
    assert found.pair == PAIRS[name]
    assert found.possible == ((0, 1, 2, 3) if name == "slstm" else (0, 3))


@pytest.mark.parametrize("name", NAMES)
def test_the_settings_offer_it_by_its_title(name, qtbot):
    box = make_field(SETTINGS[0])
    qtbot.addWidget(box)
    assert box.itemText(box.findData(name)) == cells.title(name)


@pytest.mark.parametrize("key", [panel.key for panel in panels()])
@pytest.mark.parametrize("name", NAMES)
def test_every_panel_shows_it(name, key, qtbot, session, look):
    config, frame, found = learned(name)
    panel = next(panel for panel in panels() if panel.key == key)
    session.config, session.frame, session.status = config, frame, Status(Phase.PAUSED, found.trace.update)
    view = panel.make(session, look)
    qtbot.addWidget(view)
    view.restyle()
    view.resize(460, 420)
    view.show()
    view.see(True)
    session.traced.emit(Traced(found.trace.update, found.trace, found.culprit, ()))
    view.show_frame(frame)
    session.cursor.pin(Place(frame.recurrences[0].axis, 3, 2))
    view.show_cursor()
    assert not view.grab().isNull()
    assert view.describe()
    if key == "gates":
        words = {gate.name: gate.word for gate in _form(name).gates}
        assert {band.key: band.word for band in view.heatmap.bands if band.key != "c"} == words
    if key == "inspector":
        assert FORMULAS[name]["h(t)"] in view.describe().replace("\n", " ")
    view.see(False)
    settle()


def _form(name):
    from rnnviz.nn import cells

    return cells.load(name).form
