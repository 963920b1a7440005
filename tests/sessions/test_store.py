"""Runs that are kept without being asked for: found again, within their limit, whatever happens to the disk."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from rnnviz import headless
from rnnviz.engine.presets import preset
from rnnviz.headless import Order
from rnnviz.sentences import Refused
from rnnviz.sessions import held, session_file
from rnnviz.sessions.held import Held, left_open, others
from rnnviz.sessions.store import Store


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """A session as a window would keep it."""
    folder = tmp_path_factory.mktemp("there")
    path = folder / "a.rnnviz"
    order = Order(preset("hello").config, updates=12, out=folder / "out", pictures=False, save=path)
    assert headless.run(order) == 0
    return session_file.load(path)


def put(store, key, there, when):
    store.put(key, there.session, there.runs["a"])
    path = store.folder / key / "run.rnnviz"
    os.utime(path, (when, when))
    return path


def test_entries_are_the_newest_first_and_what_is_damaged_is_left_out(tmp_path, there):
    store = Store(tmp_path / "runs")
    for when, key in enumerate("abc"):
        put(store, key, there, when + 1000)
    path = store.folder / "b" / "run.rnnviz"
    path.write_bytes(path.read_bytes()[:50])
    assert [entry.key for entry in store.entries()] == ["c", "a"]
    with pytest.raises(Refused):
        store.load("b")


def test_the_oldest_go_first_and_what_is_open_stays(tmp_path, there):
    store = Store(tmp_path / "runs")
    size = put(store, "a", there, 1000).stat().st_size
    for when, key in enumerate("bcd"):
        put(store, key, there, when + 1001)
    store.limit = 2 * size + 10
    store.thin(frozenset({"a"}))
    assert sorted(store.keys()) == ["a", "d"]


def test_the_text_of_an_entry_that_went_goes_too(tmp_path, there):
    store = Store(tmp_path / "runs")
    put(store, "a", there, 1000)
    text = store.texts / "0123456789ab" / "mine.txt"
    text.parent.mkdir(parents=True)
    text.write_text("to be")
    os.utime(text.parent, (1000, 1000))
    put(store, "b", there, 1001)
    store.limit = 1
    store.thin(frozenset({"b"}))
    assert store.keys() == ["b"]
    assert not text.exists()


def test_snapshots_that_are_files_of_their_own_are_read_again(tmp_path, there, monkeypatch):
    monkeypatch.setattr("rnnviz.sessions.store._WITHIN", 0)
    store = Store(tmp_path / "runs")
    put(store, "a", there, 1000)
    record = there.runs["a"]
    again = store.load("a").runs["a"]
    assert [each.digest for each in again.past] == [each.digest for each in record.past]
    put(store, "a", replace_past(there), 1001)
    assert len(list((store.folder / "a").glob("*.rnnviz"))) == 2


def replace_past(there):
    record = there.runs["a"]
    return replace(there, runs={"a": replace(record, past=record.past[:1])})


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, there):
    store = Store(tmp_path / "runs")
    put(store, "a", there, 1000)
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused):
        Store(tmp_path / "file").put("a", there.session, there.runs["a"])
    assert store.load("a").runs["a"].present.digest == there.runs["a"].present.digest


def test_who_ends_without_closing_is_told_once_and_who_lives_is_seen(tmp_path):
    mine, dead = Held(tmp_path), Held(tmp_path)
    mine.say(["a"], "")
    dead.say(["b", "c"], "/x/y.rnnviz")
    other = Held(tmp_path)
    assert {(tuple(each.entries), each.lives) for each in others(tmp_path, other)} == {
        (("a",), True),
        (("b", "c"), True),
    }
    dead.file.close()  # the system does that, however a program ends
    assert left_open(tmp_path, other) == ["b", "c"]
    assert left_open(tmp_path, other) == []
    for each in (mine, other):
        each.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_says_nonsense_holds_nothing(tmp_path):
    (tmp_path / "a.open").write_bytes(b"\xff{")
    assert [each.entries for each in held.others(tmp_path)] == [[]]
