"""A run that can do less than one of ours, such as a recording or somebody's own loop.

Nothing is asked of it that it cannot do; what would ask it is off, and says why; everything else works.
"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from rnnviz.engine import commands
from rnnviz.engine.capability import ALL, Capability, why_not
from rnnviz.engine.messages import Built, Phase, Probed, Status
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.presets import preset, presets
from rnnviz.gui.commands import ALL as ROWS
from rnnviz.gui.language import speak
from rnnviz.gui.panels import panels
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.views.pane import Pane
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.workbench import Workbench
from rnnviz.lessons import find, read
from rnnviz.probe.frame import EVERYTHING
from rnnviz.sentences import Refused
from tests.frames import make_frame
from tests.gui.doubles import PanelsWithoutAWindow, SilentSource

NOTHING: frozenset[Capability] = frozenset()
RECORDING = frozenset({Capability.SEEK})  # its past can be gone to, and nothing in it can be changed
PASSED_BY = frozenset({Capability.PAUSE, Capability.BREAK})  # somebody's loop, which waits when it is told to
BEGINS_ANOTHER = {
    "compare_cells",
    "compare_same",
    "compare_sharing",
    "compare_parity",
}  # they start a worker of their own


def session_over(capabilities, update=620):
    """Return a session that stands still at an update, before a past of that length."""
    hello = preset("hello")
    built = Built(
        hello.config, "one to one", frozenset({"cell", "hidden"}), True, 99, "hell", {}, 1.4, run=1,
    )  # fmt: skip
    said = [built, Probed("hell"), Status(Phase.PAUSED, update)]
    source = SilentSource(capabilities, said)
    for each in range(update):
        source.metrics.append(Metrics(each, 1.0, 1.0, 1.0, True))
    source.frames.put(make_frame(update=update))
    return source, Session(source, hello.config)


def workbench_over(capabilities):
    source, session = session_over(capabilities)
    bench = Workbench(session, presets(), preset("hello"), Preferences(), PanelsWithoutAWindow("hidden"))
    session.poll()
    return source, bench


def window_over(capabilities):
    source, session = session_over(capabilities)
    window = MainWindow(session, presets(), preset("hello"), Preferences())
    session.poll()
    return source, window


@pytest.fixture(autouse=True)
def in_english(qapp):
    """One of the commands is another language."""
    yield
    speak("en")


@pytest.fixture
def closing(qapp):
    """Close what a test opens."""
    opened = []
    yield opened.append
    for each in opened:
        each.close()
        each.deleteLater()


@pytest.mark.parametrize("lacking", Capability)
def test_what_needs_something_that_a_run_cannot_do_is_off_and_says_why(closing, lacking):
    _, window = window_over(ALL - {lacking})
    closing(window)
    reason = str(why_not(lacking))
    needing = [row for row in ROWS if row.needs is lacking]
    assert needing or lacking in {
        Capability.TUNE,
        Capability.EDIT,
        Capability.KEEP,
    }  # these are offered in panels and forms alone
    for row in needing:
        action = window.actions_by_key[row.id]
        assert not action.isEnabled()
        assert action.toolTip() == action.statusTip() == reason
    for row in set(ROWS) - set(needing):
        action = window.actions_by_key[row.id]
        assert action.isEnabled() == row.enabled(window.bench), row.id
        assert reason not in (action.toolTip(), action.statusTip())


@pytest.mark.parametrize("capabilities", [NOTHING, RECORDING, PASSED_BY, *(ALL - {each} for each in Capability)])
def test_every_command_can_be_given_and_nothing_is_asked_that_the_run_cannot_do(closing, capabilities):
    source, bench = workbench_over(capabilities)
    closing(bench)
    for row in ROWS:
        if row.run is not None and row.id not in BEGINS_ANOTHER:
            row.run(bench)  # the source would object
    assert bool(source.told) is bool(capabilities)


def test_what_a_run_can_do_it_is_asked_for(closing):
    source, bench = workbench_over(RECORDING)
    closing(bench)
    run = {row.id: row.run for row in ROWS}
    run["earlier"](bench)
    run["toggle"](bench)
    assert [each for each in source.told if not isinstance(each, commands.Watch | commands.KeepHistory)] == [
        commands.Seek(619)
    ]


def test_a_lesson_is_refused_where_its_run_cannot_be_started(closing):
    _, bench = workbench_over(RECORDING)
    closing(bench)
    with pytest.raises(Refused, match="cannot be started anew"):
        bench.lesson.open(read(find("4.1")))
    assert bench.lesson.lesson is None


def test_a_session_says_why_it_does_not_do_what_it_is_asked_and_goes_on_as_it_was(qapp):
    source, session = session_over(NOTHING)
    session.poll()
    said = []
    session.objected.connect(lambda objected: said.append((objected.about, str(objected.sentence))))
    session.run()
    session.seek(3)
    session.set_live(learning_rate=0.5)
    assert session.build(session.config, running=True) == 0
    assert said == [
        (commands.Run, str(why_not(Capability.PAUSE))),
        (commands.Seek, str(why_not(Capability.SEEK))),
        (commands.Live, str(why_not(Capability.TUNE))),
        (commands.Build, str(why_not(Capability.RESTART))),
    ]
    assert source.told == []
    assert not session.learning
    assert session.settled
    assert session.heading == session.position == 620
    assert session.config == preset("hello").config


def test_what_a_run_becomes_able_to_do_is_offered_from_then_on(closing):
    source, window = window_over(NOTHING)
    closing(window)
    assert not window.actions_by_key["earlier"].isEnabled()
    fields = [window.settings.form(window.bench.pair.a).field(name) for name in ("learning_rate", "hidden")]
    assert not any(field.isEnabled() for field in [*fields, window.probe_bar.edit, window.speed, window.experiments])
    fields[0].setToolTip("another one")
    fields[0].setEnabled(True)  # whatever else is set meanwhile
    assert not fields[0].isEnabled()
    assert fields[0].toolTip() == str(why_not(Capability.TUNE))
    source.able = ALL
    source.said.append(Status(Phase.PAUSED, 620))
    window.bench.pair.a.poll()
    assert window.actions_by_key["earlier"].isEnabled()
    assert window.actions_by_key["earlier"].statusTip() == ""
    assert all(field.isEnabled() for field in [*fields, window.probe_bar.edit, window.speed, window.experiments])
    assert fields[0].toolTip() == "another one"
    assert "cannot" not in window.probe_bar.edit.toolTip()


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: panel.key)
def test_every_panel_shows_a_run_that_can_do_nothing_or_says_why_not(qtbot, look, panel):
    source, session = session_over(NOTHING)
    pane = Pane(panel, (session,), look)
    qtbot.addWidget(pane)
    pane.resize(500, 400)
    pane.show()
    pane.see(True)
    session.poll()
    assert not pane.grab().isNull()
    if panel.needs is None:
        assert pane.view.isVisible()
        if panel.wants <= EVERYTHING:
            pane.view.show_frame(make_frame(update=621))
    else:
        assert not pane.view.isVisible()
        assert str(why_not(panel.needs)) in [child.accessibleName() for child in pane.findChildren(QWidget)]
    pane.see(False)
    assert source.told == []
