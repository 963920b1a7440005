"""The workbench without a window: experiments, stepping, breakpoints, time, branches, comparisons, lessons, layouts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.commands import Watch
from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset, presets
from rnnviz.engine.worker_thread import Runner
from rnnviz.gui.commands import ALL
from rnnviz.gui.language import speak
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import BREAKPOINTS
from rnnviz.gui.workbench.layout_state import Layer, LayoutState
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.stepper import Stepper
from rnnviz.gui.workbench.workbench import Workbench
from rnnviz.lessons import read
from tests.gui.doubles import PanelsWithoutAWindow

PATIENCE_MS = 60_000
RUN = {row.id: row.run for row in ALL}


def wait(qtbot, holds):
    qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE_MS)


def on_a_workbench():
    """Return "hello" on a workbench; its worker is not started."""
    hello = preset("hello")
    session = Session(Runner(hello.config, Watch(), False, hello.probe), hello.config)
    return Workbench(session, presets(), hello, Preferences(), PanelsWithoutAWindow("hidden", "timeline"))


@pytest.fixture
def bench(qapp, qtbot):
    """Return a workbench with "hello" on it, which stands still before its first update."""
    made = on_a_workbench()
    session = made.pair.a
    session.start()
    wait(qtbot, lambda: session.facts is not None and session.settled)
    yield made
    made.close()
    made.deleteLater()


def learned(bench, qtbot, updates):
    bench.pair.a.advance(updates)
    wait(qtbot, lambda: bench.pair.a.settled and bench.pair.a.metrics.count >= updates)


def test_a_command_runs_and_pauses(bench, qtbot):
    RUN["toggle"](bench)
    wait(qtbot, lambda: bench.pair.a.metrics.count > 3)
    RUN["toggle"](bench)
    wait(qtbot, lambda: bench.pair.a.settled)
    assert bench.pair.a.phase is Phase.PAUSED


def test_another_experiment_is_opened_and_its_panels_come_into_view(bench, qtbot):
    chosen = preset("parity")
    bench.experiments.start(chosen)
    wait(qtbot, lambda: bench.experiments.running is chosen)
    assert bench.pair.a.config == chosen.config
    assert set(chosen.panels) <= set(bench.host.open)
    assert bench.experiments.title == chosen.said("title")


def test_a_text_that_cannot_be_read_leaves_everything_as_it_was(bench, qtbot):
    learned(bench, qtbot, 5)
    bench.experiments.learn_text(path="/no/such/text")
    wait(qtbot, lambda: bench.notices.text)
    assert bench.experiments.running == preset("hello")
    assert bench.pair.a.metrics.count == 5


def test_one_steps_into_an_update_and_back(bench, qtbot):
    bench.stepping.step(Stepper.step_into)
    stepper = bench.pair.a.stepper
    wait(qtbot, lambda: stepper.operation is not None)
    assert {"graph", "step"} <= set(bench.host.open)
    first = stepper.operation.index
    bench.stepping.step(Stepper.step_into)
    assert stepper.operation.index == first + 1
    bench.stepping.step(Stepper.step_back_into)
    assert stepper.operation.index == first
    assert bench.pair.a.metrics.count == 0


def test_a_breakpoint_stops_before_the_weights_change_and_is_remembered(bench, qtbot):
    bench.pair.a.breakpoints.append(Breakpoint("update >= 7"))
    bench.pair.run()
    wait(qtbot, lambda: "Stopped at update 7" in bench.notices.text)
    assert bench.pair.a.metrics.count == 7
    assert [each.expression for each in bench.preferences.get(BREAKPOINTS)] == ["update >= 7"]


@pytest.mark.parametrize("kept", ["nonsense", "[1]", '[{"expression": 1, "colour": 2}]', "{}"])
def test_breakpoints_of_a_spoilt_file_are_left_out(qapp, kept):
    QSettings(str(Preferences().file), QSettings.Format.IniFormat).setValue("breakpoints", kept)
    made = on_a_workbench()
    assert made.pair.a.breakpoints.all == ()
    made.close()
    made.deleteLater()


def test_a_lent_breakpoint_is_not_remembered_and_goes_as_it_came(bench):
    points = bench.pair.a.breakpoints
    points.append(Breakpoint("loss > 5"))
    points.lend([Breakpoint("update == 1")])
    points.toggle_all()
    assert [each.expression for each in points.all] == ["update == 1"]
    points.lend(None)
    assert [(each.expression, each.enabled) for each in points.all] == [("loss > 5", True)]
    assert [each.expression for each in bench.preferences.get(BREAKPOINTS)] == ["loss > 5"]


def test_a_run_is_taken_back_in_time_and_branched_beside_itself(bench, qtbot):
    learned(bench, qtbot, 40)
    RUN["to_the_beginning"](bench)
    wait(qtbot, lambda: bench.pair.a.in_past and bench.pair.a.position == 0)
    bench.pair.a.set_live(learning_rate=bench.pair.a.config.learning_rate / 2)
    wait(qtbot, lambda: bench.pair.b is not None and bench.pair.b.facts is not None)
    assert bench.pair.a.metrics.count == 40
    assert bench.pair.b.config.learning_rate == bench.pair.a.config.learning_rate / 2
    assert "branch" in bench.notices.text


def test_a_comparison_gives_the_layout_back(bench, qtbot):
    bench.host.open = ["weights", "inspector"]
    bench.comparison.open(bench.pair.a.config.changed(cell="gru"))
    assert bench.host.open == list(bench.host.first)
    wait(qtbot, lambda: bench.pair.b is not None and bench.pair.b.facts is not None)
    assert bench.host.compared == {"A": "Vanilla", "B": "GRU"}
    bench.comparison.close()
    assert bench.pair.b is None
    assert bench.host.open == ["weights", "inspector"]


LESSON = """\
preset = "hello"
panels = ["hidden"]
[title]
en = "A lesson"

[[steps]]
panels = ["timeline", "next_symbol"]
update = 12
breakpoints = ["update == 999"]

[[steps]]
update = 4
"""


def test_a_lesson_is_played_back_and_forth_and_gives_everything_back(bench, qtbot, tmp_path):
    folder = tmp_path / "9.1-a-lesson"
    folder.mkdir()
    (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (folder / "en.md").write_text("Words.\n\n## One\nHere.\n\n---\n\nThere.\n\n## Two\n", encoding="utf-8")
    bench.host.open = ["weights"]
    player = bench.lesson
    player.open(read(folder))
    wait(qtbot, lambda: not player.busy)
    RUN["next_step"](bench)
    wait(qtbot, lambda: not player.busy)
    assert bench.pair.a.position == 12
    assert bench.host.open == ["timeline", "next_symbol"]
    assert player.hides_something
    RUN["next_step"](bench)  # first what comes after the question
    assert not player.hides_something
    assert player.index == 0
    RUN["next_step"](bench)
    wait(qtbot, lambda: not player.busy)
    assert bench.pair.a.position == 4
    RUN["previous_step"](bench)
    wait(qtbot, lambda: not player.busy)
    assert bench.pair.a.position == 12
    RUN["close_lesson"](bench)
    assert bench.host.open == ["weights"]
    assert bench.pair.a.breakpoints.all == ()


def test_layers_that_end_in_any_order_give_back_what_lay_beneath():
    host = PanelsWithoutAWindow()
    state = LayoutState(host)
    host.open = ["own"]
    state.begin(Layer.COMPARISON)
    host.open = ["compared"]
    state.begin(Layer.LESSON)
    host.open = ["taught"]
    assert state.own.open == ("own",)
    state.end(Layer.COMPARISON)
    assert host.open == ["taught"]
    state.end(Layer.LESSON)
    assert host.open == ["own"]


def test_a_layer_that_begins_beneath_another_one_ends_in_the_users_own_layout():
    host = PanelsWithoutAWindow()
    state = LayoutState(host)
    host.open = ["own"]
    state.begin(Layer.PRESENTATION)
    state.begin(Layer.LESSON)
    host.open = ["taught"]
    state.end(Layer.LESSON)
    assert host.open == ["taught"]
    state.end(Layer.PRESENTATION)
    assert host.open == ["own"]


def test_all_of_it_is_done_in_a_process_that_cannot_import_a_widget():
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-m", "tests.gui.workbench.driven_without_widgets"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=170)
    assert done.returncode == 0, done.stderr


def test_a_text_is_learned_in_the_task_that_is_open_and_its_encoding_is_said_and_can_be_chosen(bench, qtbot, tmp_path):
    session = bench.pair.a
    bench.experiments.start(preset("words"))
    wait(qtbot, lambda: session.facts is not None and session.facts.config.task == "words")
    path = tmp_path / "short.txt"
    path.write_bytes("maçã e pera\n".encode("latin-1"))
    bench.experiments.learn_text(path=str(path))
    wait(qtbot, lambda: session.facts.config.text_file == str(path))
    assert session.facts.config.task == "words"
    assert "Windows-1252" in bench.notices.text
    session.pause()
    wait(qtbot, lambda: session.settled)
    session.build(session.config.changed(encoding="cp1250"), running=False)
    wait(qtbot, lambda: session.facts.config.encoding == "cp1250")
    assert session.facts.facts["reading"].encoding == "cp1250"


def test_another_language_of_the_window_leaves_the_data_of_a_run_and_is_that_of_the_next_one(bench, qtbot):
    session = bench.pair.a
    bench.experiments.start(preset("roommate"))
    wait(qtbot, lambda: session.facts is not None and session.facts.config.task == "roommate")
    before = session.facts.run
    try:
        speak("pt_BR")
        RUN["reset"](bench)
        wait(qtbot, lambda: session.facts.run != before)
        assert session.facts.config.language == "en"
        assert session.facts.default_probe.startswith("pie")
        bench.experiments.start(preset("roommate"))
        wait(qtbot, lambda: session.facts.config.language == "pt_BR")
        assert session.facts.default_probe.startswith("torta")
    finally:
        speak("en")
