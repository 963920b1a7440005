"""Whatever one does in the window, everything that is on screen at a time is of one update, or says of which it is."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from rnnviz.engine.messages import Evaluated, Phase
from rnnviz.engine.presets import preset
from tests.gui.live_window import press, wait

SHORT = {"lag": 5, "hidden": 8}
UPDATE = re.compile(r"update ([\d,]+)")


def number(text):
    return int(text.replace(",", ""))


def told(window, session):
    """Yield (what it is, the update that it claims) for every part of the window that speaks of a session's run."""
    line = next(line for line in window.status.lines if line.session is session)
    line.refresh()
    yield "the status bar", number(UPDATE.search(line.text)[1])
    for key, dock in window.docks.items():
        for pane in dock.panes if dock.seen else ():
            if pane.session is not session or not pane.isVisible() or pane.told == -1:
                continue
            # While it learns, the newest picture is what there is to be seen: training does not wait for it.
            newest = session.frame.update if session.phase is Phase.RUNNING else session.position
            assert pane.told == newest or UPDATE.match(pane.subtitle), f"{key} is of another update, silently"
            yield key, number(UPDATE.match(pane.subtitle)[1]) if UPDATE.match(pane.subtitle) else pane.told
    inspector = window.docks["inspector"]
    for edit in inspector.view.findChildren(QPlainTextEdit) if inspector.seen else ():
        if session is window.bench.pair.a and (found := UPDATE.match(edit.toPlainText())):
            yield "the text of the inspector", number(found[1])


def hear(session, evaluated):
    session.evaluations.append(evaluated)
    session.evaluated.emit(evaluated)


def of_one_update(window, session):
    return all(update == session.position for _, update in told(window, session))


def nothing_of_later(window, session):
    """Return what is shown of later updates than the position."""
    position, later = session.position, []
    for key in ("samples", "growth"):
        updates = window.docks[key].numbers().get("update", [])
        later += [f"{key}: {update}" for update in updates if update > position]
    line = window.status.lines[0]
    line.refresh()
    if (found := re.search(r"\(at update ([\d,]+)\)", line.text)) and number(found[1]) > position:
        later.append(line.text)
    return later


def arrived(window, qtbot, update):
    session = window.bench.pair.a
    wait(qtbot, lambda: session.position == update and session.phase is Phase.PAUSED and session.pictured)
    wait(qtbot, lambda: of_one_update(window, session))


@pytest.mark.parametrize("key", ["characters", "remember"])
def test_everything_on_screen_is_of_one_update(open_window, qtbot, key):
    config = preset(key).config
    small = config.changed(**{name: value for name, value in SHORT.items() if name == "hidden" or key == "remember"})
    window = open_window(key, config=small)
    session = window.bench.pair.a
    for panel in ("inspector", "next_symbol", "samples", "weights"):
        window.docks[panel].show()
        window.docks[panel].raise_()
    press(window, "toggle")
    for count in (40, 80, 120):
        wait(qtbot, lambda: session.metrics.count > count)  # noqa: B023
        assert list(told(window, session))  # none of another update keeps it to itself
    press(window, "toggle")
    wait(qtbot, lambda: session.phase is Phase.PAUSED)
    present = session.metrics.count
    arrived(window, qtbot, present)
    for update in (present // 2, 0, present // 3):
        session.seek(update)
        arrived(window, qtbot, update)
        assert window.docks["timeline"].view.plot.position == update
        assert not nothing_of_later(window, session)
        wait(qtbot, lambda: "as it was then" in window.past.text)
    press(window, "later")
    arrived(window, qtbot, present // 3 + 1)
    press(window, "branch")
    wait(qtbot, lambda: window.bench.pair.b is not None and window.bench.pair.b.frame is not None)
    other = window.bench.pair.b
    wait(qtbot, lambda: of_one_update(window, other))
    session.return_to_present()
    arrived(window, qtbot, present)


def test_what_was_measured_later_is_not_said_of_an_earlier_update(open_window, qtbot):
    window = open_window("hello")
    session = window.bench.pair.a
    session.advance(30)
    arrived(window, qtbot, 30)
    hear(session, Evaluated(10, {"accuracy": 0.25}))
    hear(session, Evaluated(30, {"accuracy": 0.875}))
    line = window.status.lines[0]
    for update, said in (
        (30, "accuracy 87.5 %"),
        (20, "accuracy 25.0 % (at update 10)"),
        (5, "not measured at update 5"),
    ):
        session.seek(update) if update < 30 else None
        arrived(window, qtbot, update)
        line.refresh()
        assert said in line.text
        assert "87.5" not in line.text or update == 30


def test_an_error_is_no_share_of_anything(open_window, qtbot):
    window = open_window("hello")
    hear(window.bench.pair.a, Evaluated(0, {"mean error": 0.5237, "largest error": 2.5}))
    line = window.status.lines[0]
    line.refresh()
    assert "mean error 0.524, largest error 2.500" in line.text


def test_what_is_edited_is_what_the_inspector_speaks_of(open_window, qtbot):
    window = open_window("hello")
    session = window.bench.pair.a
    for panel in ("inspector", "what_if"):
        window.docks[panel].show()
        window.docks[panel].raise_()
    form = window.docks["what_if"].view.form
    spoken_of = lambda: int(re.search(r"t = (\d+)", window.docks["inspector"].view.describe())[1])  # noqa: E731
    wait(qtbot, lambda: window.docks["what_if"].panes[0].told >= 0)
    wait(qtbot, lambda: form.first.value() == spoken_of())
    session.cursor.step_along(session.frame, 1, 1)
    assert form.first.value() == spoken_of()
    form.first.setValue(2)  # typed
    assert form.first.value() == spoken_of() == 2
