"""Nothing that was learned is lost: saved and opened, kept by itself, brought back, offered after a crash."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QFileDialog

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.history import InForce
from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.workbench.cursor import Place
from rnnviz.lessons import find
from rnnviz.lessons import read as read_lesson
from rnnviz.probe.edits import EditWeight
from rnnviz.sessions import session_file, texts
from rnnviz.sessions.held import Held
from rnnviz.sessions.store import Store
from tests.gui.live_window import wait


def learn(qtbot, window, updates):
    a = window.bench.pair.a
    there = a.metrics.count
    a.advance(updates)
    wait(qtbot, lambda: a.metrics.count == there + updates and a.phase is Phase.PAUSED)


def saved(qtbot, window, path):
    with qtbot.waitSignal(window.bench.keeping.saved, timeout=60_000):
        window.bench.keeping.save(path)
    return session_file.load(path)


def opened(qtbot, window, act):
    with qtbot.waitSignal(window.bench.keeping.opened, timeout=60_000):
        act()
    wait(qtbot, lambda: window.bench.pair.a.phase is Phase.PAUSED)


def test_a_session_that_is_opened_elsewhere_goes_on_to_the_same_bits(open_window, qtbot, tmp_path):
    one, other = open_window("hello"), open_window("roommate")
    learn(qtbot, one, 33)
    saved(qtbot, one, tmp_path / "a.rnnviz")
    opened(qtbot, other, lambda: other.bench.keeping.open(tmp_path / "a.rnnviz"))
    assert other.bench.experiments.running == preset("hello")
    for window in (one, other):
        learn(qtbot, window, 10)
    first, second = (saved(qtbot, w, tmp_path / n) for w, n in ((one, "1.rnnviz"), (other, "2.rnnviz")))
    assert first.runs["a"].present.digest == second.runs["a"].present.digest
    assert other.bench.keeping.file == tmp_path / "2.rnnviz"


def test_two_sessions_side_by_side_are_one_file(open_window, qtbot, tmp_path):
    window = open_window("hello")
    learn(qtbot, window, 5)
    window.bench.comparison.open(window.bench.pair.a.config.changed(seed=7))
    wait(qtbot, lambda: window.bench.pair.b.phase is Phase.PAUSED)
    there = saved(qtbot, window, tmp_path / "a.rnnviz")
    assert [there.runs[key].config.seed for key in "ab"] == [1, 7]
    window.bench.comparison.close()
    opened(qtbot, window, lambda: window.bench.keeping.open(tmp_path / "a.rnnviz"))
    wait(qtbot, lambda: window.bench.pair.b is not None and window.bench.pair.b.config.seed == 7)


def test_what_gives_way_is_among_the_recent_runs_and_bring_back_is_the_top_of_them(open_window, qtbot, tmp_path):
    window = open_window("hello")
    keeping, a = window.bench.keeping, window.bench.pair.a
    assert keeping.begin(Store(tmp_path / "runs")) == []
    learn(qtbot, window, 21)
    window.bench.pair.build()
    wait(qtbot, lambda: a.metrics.count == 0 and a.phase is Phase.PAUSED)
    wait(qtbot, lambda: [each.card.update for each in keeping.recent()] == [21])
    assert keeping.can_bring_back
    keeping.open_recent((keeping.recent()[0].key,))
    wait(qtbot, lambda: a.metrics.count == 21 and a.phase is Phase.PAUSED)
    assert keeping.recent() == []


def test_closing_keeps_the_run_and_the_next_window_can_have_it(open_window, qtbot, tmp_path):
    first = open_window("hello")
    first.bench.keeping.begin(Store(tmp_path / "runs"))
    learn(qtbot, first, 25)
    first.close()
    second = open_window("hello")
    keeping = second.bench.keeping
    assert keeping.begin(Store(tmp_path / "runs")) == []  # it was closed: nothing is offered
    assert keeping.can_bring_back
    opened(qtbot, second, keeping.bring_back)
    assert second.bench.pair.a.metrics.count == 25


def test_what_was_open_when_a_program_was_killed_is_offered(open_window, qtbot, tmp_path):
    store = Store(tmp_path / "runs")
    first = open_window("hello")
    first.bench.keeping.begin(store)
    learn(qtbot, first, 12)
    first.bench.keeping.keep()
    wait(qtbot, lambda: store.keys())
    (key,) = store.keys()
    killed = Held(store.folder / "open")
    killed.say([key], "")
    killed.file.close()  # the system does that when a program is killed
    second = open_window("hello")
    assert second.bench.keeping.begin(store) == [key]


def test_a_disk_that_cannot_be_written_to_loses_nothing_and_is_said_once(open_window, qtbot, tmp_path):
    window = open_window("hello")
    (tmp_path / "runs").mkdir()
    store = Store(tmp_path / "runs")
    window.bench.keeping.begin(store)
    store.folder = tmp_path / "runs" / "file"
    store.folder.write_text("")
    learn(qtbot, window, 5)
    window.bench.keeping.keep()
    wait(qtbot, lambda: window.bench.notices.text)
    assert "could not be written" in window.bench.notices.text
    window.bench.notices.close()
    window.bench.keeping.keep()
    store.folder = tmp_path / "runs"
    learn(qtbot, window, 1)
    window.bench.keeping.keep()
    wait(qtbot, lambda: [each.card.update for each in store.entries()] == [6])
    assert window.bench.notices.text == ""


def two_windows(open_window, tmp_path):
    """Two windows that keep their runs in one place, as two programs would."""
    store = tmp_path / "runs"
    windows = open_window("hello"), open_window("hello")
    for window in windows:
        window.bench.keeping.begin(Store(store))
    return windows


def test_the_second_window_on_one_file_has_a_copy_and_says_so(open_window, qtbot, tmp_path):
    one, other = two_windows(open_window, tmp_path)
    learn(qtbot, one, 3)
    saved(qtbot, one, tmp_path / "a.rnnviz")
    opened(qtbot, other, lambda: other.bench.keeping.open(tmp_path / "a.rnnviz"))
    assert "another window" in other.bench.notices.text
    assert other.bench.keeping.file is None
    assert one.bench.keeping.file == tmp_path / "a.rnnviz"


def test_what_somebody_else_wrote_to_the_file_meanwhile_is_not_written_over(open_window, qtbot, tmp_path):
    one, other = open_window("hello"), open_window("hello")  # on two machines: neither knows of the other one
    path = tmp_path / "a.rnnviz"
    learn(qtbot, one, 3)
    saved(qtbot, one, path)
    opened(qtbot, other, lambda: other.bench.keeping.open(path))
    learn(qtbot, other, 2)
    saved(qtbot, other, path)
    learn(qtbot, one, 4)
    saved(qtbot, one, path)
    assert "changed elsewhere" in one.bench.notices.text
    assert session_file.load(path).session.update == 5
    assert session_file.load(tmp_path / "a (2).rnnviz").session.update == 7
    assert one.bench.keeping.file == tmp_path / "a (2).rnnviz"
    learn(qtbot, one, 1)
    saved(qtbot, one, one.bench.keeping.file)
    assert session_file.load(tmp_path / "a (2).rnnviz").session.update == 8
    assert sorted(each.name for each in tmp_path.glob("*.rnnviz")) == ["a (2).rnnviz", "a.rnnviz"]


def test_a_second_session_that_is_closed_is_among_the_recent_runs(open_window, qtbot, tmp_path):
    window = open_window("hello")
    keeping = window.bench.keeping
    keeping.begin(Store(tmp_path / "runs"))
    window.bench.comparison.open(window.bench.pair.a.config.changed(seed=7))
    wait(qtbot, lambda: window.bench.pair.b.phase is Phase.PAUSED)
    b = window.bench.pair.b
    b.advance(9)
    wait(qtbot, lambda: b.metrics.count == 9 and b.phase is Phase.PAUSED)
    window.bench.comparison.close()
    wait(qtbot, lambda: [each.card.update for each in keeping.recent()] == [9])
    assert keeping.store.load(keeping.recent()[0].key).runs["a"].config.seed == 7


def test_two_runs_that_were_open_when_a_program_was_killed_come_back_side_by_side(open_window, qtbot, tmp_path):
    window = open_window("hello")
    keeping, keys = window.bench.keeping, ("first", "second")
    keeping.begin(Store(tmp_path / "runs"))
    learn(qtbot, window, 4)
    there = saved(qtbot, window, tmp_path / "a.rnnviz")
    for key, seed in zip(keys, (3, 4), strict=True):
        record = there.runs["a"]
        config = record.config.changed(seed=seed)
        present = replace(record.present, config=config)
        past = tuple(replace(each, config=config) for each in record.past)
        settings = tuple(InForce(update, config) for update, _ in record.settings)
        record = replace(record, present=present, past=past, settings=settings)
        keeping.store.put(key, there.session, record)
    opened(qtbot, window, lambda: keeping.open_recent(keys))
    assert [session.config.seed for session in window.bench.pair.sessions] == [3, 4]
    assert [session.metrics.count for session in window.bench.pair.sessions] == [4, 4]


def test_notes_edits_votes_cursor_and_lesson_come_back(open_window, qtbot, tmp_path):
    one, other = open_window("hello"), open_window("roommate")
    one.bench.around.notes = "what I think"
    edit = EditWeight("rnn.weight_ih_l0", 0, 0, 1.5)
    one.bench.pair.a.edits = (edit,)
    one.bench.pair.a.cursor.pin(Place(next(iter(one.bench.pair.a.frame.sequences)), 2, 1))
    one.bench.pair.a.breakpoints.have((Breakpoint("loss < 0"),))
    learn(qtbot, one, 2)
    saved(qtbot, one, tmp_path / "a.rnnviz")
    other.bench.around.notes = "mine"
    opened(qtbot, other, lambda: other.bench.keeping.open(tmp_path / "a.rnnviz"))
    a = other.bench.pair.a
    assert other.bench.around.notes == "what I think\n\nmine"
    assert a.edits == (edit,)
    wait(qtbot, lambda: a.frame is not None)
    assert (a.cursor.pinned_timestep(next(iter(a.frame.sequences))), a.cursor.unit) == (2, 1)
    assert a.breakpoints.own == (Breakpoint("loss < 0"),)
    other.docks["what_if"].raise_()
    other.bench.host.reveal(["what_if"])
    wait(qtbot, lambda: other.docks["what_if"].view.edits == [edit])


def test_a_lesson_goes_on_where_the_class_ended(open_window, qtbot, tmp_path):
    one, other = open_window("hello"), open_window("roommate")
    player = one.bench.lesson
    player.open(read_lesson(find("4.1")), 1)
    wait(qtbot, lambda: not player.busy)
    asked = next((k for k, question in player.questions.items() if question.asked is not None), 0)
    player.questions[asked].guesses = [1.0, 0.0, 1.0]
    there = saved(qtbot, one, tmp_path / "a.rnnviz")
    opened(qtbot, other, lambda: other.bench.keeping.open(tmp_path / "a.rnnviz"))
    again = other.bench.lesson
    assert (again.lesson.folder, again.index) == (player.lesson.folder, 1)
    assert again.questions[asked].guesses == [1.0, 0.0, 1.0]
    wait(qtbot, lambda: not again.busy)
    assert other.bench.pair.a.metrics.count == there.session.update
    seen = {key for key, dock in one.docks.items() if not dock.isHidden()}
    assert {key for key, dock in other.docks.items() if not dock.isHidden()} == seen


def test_a_session_of_an_experiment_that_is_gone_is_opened_and_that_is_said(open_window, qtbot, tmp_path):
    window = open_window("hello")
    learn(qtbot, window, 3)
    there = saved(qtbot, window, tmp_path / "a.rnnviz")
    side = replace(there.session.sides["a"], experiment="of-yore")
    around = replace(there.session.around, lesson="/somewhere/9.9-gone", step=2)
    session_file.save(tmp_path / "b.rnnviz", replace(there.session, sides={"a": side}, around=around), there.runs)
    opened(qtbot, window, lambda: window.bench.keeping.open(tmp_path / "b.rnnviz"))
    assert window.bench.pair.a.metrics.count == 3
    assert "of-yore" in window.bench.notices.text
    assert "9.9" in window.bench.notices.text


def test_a_large_text_that_is_gone_is_asked_for_and_taken_from_where_it_is(open_window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "EMBEDDED", 100)
    text, moved = tmp_path / "mine.txt", tmp_path / "elsewhere.txt"
    text.write_text("to be or not to be, that is the question. " * 40)
    window = open_window("hello")
    window.bench.experiments.learn_text(path=str(text))
    a = window.bench.pair.a
    wait(qtbot, lambda: a.config.text_file == str(text))
    window.bench.pair.pause()
    wait(qtbot, lambda: a.settled)
    update = saved(qtbot, window, tmp_path / "a.rnnviz").session.update
    text.rename(moved)
    asked = []

    def answer(_parent, title, _folder):
        asked.append(title)
        return str(moved), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    opened(qtbot, window, lambda: window.bench.keeping.open(tmp_path / "a.rnnviz"))
    assert str(text) in asked[0]
    assert (a.config.text_file, a.metrics.count) == (str(moved), update)


def test_a_folder_that_is_gone_keeps_nothing_from_being_saved_elsewhere(open_window, qtbot, tmp_path):
    window, folder = open_window("hello"), tmp_path / "stick"
    folder.mkdir()
    learn(qtbot, window, 2)
    saved(qtbot, window, folder / "a.rnnviz")
    (folder / "a.rnnviz").unlink()
    folder.rmdir()
    window.bench.notices.close()
    window.bench.keeping.save(folder / "a.rnnviz")
    wait(qtbot, lambda: window.bench.notices.text)
    assert "a.rnnviz" in window.bench.notices.text
    assert saved(qtbot, window, tmp_path / "b.rnnviz").session.update == 2


def test_the_offer_of_what_was_open_stays_when_the_first_model_is_there(qtbot, qapp):
    load_torch()
    window = make_window(preset("hello"), running=False)
    window.bench.notices.offer("it is kept", "Open it", window.bench.keeping.keep)
    window.show()
    window.bench.pair.a.start()
    wait(qtbot, lambda: window.bench.pair.a.facts is not None and window.bench.pair.a.phase is Phase.PAUSED)
    assert window.bench.notices.text == "it is kept"
    window.close()
    window.deleteLater()
