"""Whoever calls a window is heard if it knows the key and speaks its version; nobody else disturbs it."""

from __future__ import annotations

import os
import socket
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from queue import SimpleQueue
from threading import enumerate as threads

import pytest

from rnnviz.connection import line as line_module
from rnnviz.connection.calling import call
from rnnviz.connection.greetings import VERSION, Hello
from rnnviz.connection.line import Line
from rnnviz.connection.places import FOLDER, Place, folder, new_place, places
from rnnviz.connection.reception import Reception, sweep
from rnnviz.packing.records import encode
from rnnviz.sentences import Refused

unix = pytest.mark.skipif(sys.platform == "win32", reason="sockets that are files")


@dataclass(frozen=True)
class Word:
    text: str


@pytest.fixture(autouse=True)
def _own_folder(near, monkeypatch):
    monkeypatch.setenv(FOLDER, str(near / "c"))


@pytest.fixture
def visitors():
    return SimpleQueue()


@pytest.fixture
def reception(visitors):
    made = Reception(lambda line, hello: visitors.put((line, hello)))
    yield made
    made.close()


def test_a_run_that_calls_is_heard_and_answered(reception, visitors):
    mine = call(reception.place, Hello(VERSION, title="train.py"))
    theirs, hello = visitors.get(timeout=10)
    mine.send(Word("update"))
    assert hello.title == "train.py"
    assert theirs.receive(Word) == Word("update")
    theirs.send(Word("pause"))
    assert mine.receive(Word) == Word("pause")
    theirs.close()
    assert mine.receive(Word) is None
    mine.close()


def test_who_is_expected_is_heard_by_who_expects_it_and_only_once(reception, visitors):
    found = SimpleQueue()
    reception.expect("word", lambda line, hello: found.put(line))
    mine = call(reception.place, Hello(VERSION, errand="word"))
    found.get(timeout=10).close()
    mine.close()
    assert visitors.empty()
    with pytest.raises(Refused):
        call(reception.place, Hello(VERSION, errand="word"), patience=2.0)


def test_another_version_is_told_so_in_a_sentence(reception):
    with pytest.raises(Refused, match="close it, or install"):
        call(reception.place, Hello(VERSION + 1))


def test_without_the_key_nobody_gets_in(reception, visitors):
    with pytest.raises((AuthenticationError, OSError, EOFError)):
        Client(reception.place.address, reception.place.family, authkey=b"a guess")
    assert visitors.empty()


@unix
@pytest.mark.parametrize(
    "said",
    [b"", b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"GET / HTTP/1.1\r\n\r\n", b"\x80\x04\x95" * 500],
    ids=["silent", "one byte", "a length of 2**64", "a length of 2 GB", "a browser", "a pickle"],
)
def test_hostile_peers_keep_nobody_else_out(reception, visitors, said):
    peers = []
    for _ in range(20):
        peer = socket.socket(socket.AF_UNIX)
        peer.connect(reception.place.address)
        peer.sendall(said)
        peers.append(peer)
    mine = call(reception.place, Hello(VERSION), patience=20.0)
    assert mine is not None
    visitors.get(timeout=10)[0].close()
    mine.close()
    for peer in peers:
        peer.close()


@pytest.mark.parametrize("blob", [b"", b"x" * 100, encode(Word("no hello")), b"\xff" * 8], ids=repr)
def test_who_knows_the_key_and_talks_nonsense_is_cut_off(reception, visitors, blob):
    line = Line(Client(reception.place.address, reception.place.family))
    line.authenticate(reception.place.key(), calls=True)
    line.send_bytes(blob)
    assert line.receive(Word) is None
    assert visitors.empty()
    line.close()


def test_what_is_longer_than_the_limit_is_not_read(reception, visitors):
    line = Line(Client(reception.place.address, reception.place.family))
    line.authenticate(reception.place.key(), calls=True)
    with suppress(OSError):  # it is cut off while it sends, or when it listens
        line.send_bytes(b"x" * (line_module.LONGEST_GREETING + 1))
    assert line.receive(Word) is None
    assert visitors.empty()
    line.close()


def test_a_line_that_is_closed_wakes_whoever_waits_at_it(reception, visitors):
    mine = call(reception.place, Hello(VERSION))
    theirs, _ = visitors.get(timeout=10)
    mine.within(0.05)
    assert mine.receive(Word) is None
    assert theirs.receive(Word) is None
    theirs.close()


def test_nothing_is_left_when_it_is_closed(visitors):
    reception = Reception(lambda line, hello: visitors.put(line))
    there = folder()
    assert list(there.iterdir())
    reception.close()
    assert not list(there.iterdir())
    assert not [each for each in threads() if each.name == "rnnviz reception"]


@unix
def test_only_its_user_can_enter_the_folder_and_read_the_key(reception):
    assert stat.S_IMODE(folder().stat().st_mode) == 0o700
    assert stat.S_IMODE(reception.place.key_file.stat().st_mode) == 0o600
    assert len(reception.place.key()) * 8 == 256


@unix
def test_a_folder_that_others_can_enter_is_refused(tmp_path, monkeypatch):
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    monkeypatch.setenv(FOLDER, str(tmp_path / "open"))
    with pytest.raises(Refused, match="Others can enter"):
        Reception()


def test_a_folder_that_cannot_be_used_is_said_in_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    for bad in (tmp_path / "file", tmp_path / "no" / "where", tmp_path / ("x" * 120)):
        monkeypatch.setenv(FOLDER, str(bad))
        with pytest.raises(Refused, match="cannot be used"):
            new_place()


@unix
def test_what_a_window_left_that_died_is_swept_and_not_called(reception):
    dead = new_place()
    socket.socket(socket.AF_UNIX).bind(dead.address)  # nobody listens
    assert call(dead, Hello(VERSION), patience=2.0) is None
    assert not dead.key_file.exists()
    forgotten = new_place()
    sweep()
    assert [each.key_file for each in places()] == [reception.place.key_file]
    assert not forgotten.key_file.exists()


@unix
def test_a_window_that_does_not_answer_is_given_up():
    place = new_place()
    silent = socket.socket(socket.AF_UNIX)
    silent.bind(place.address)
    silent.listen(1)
    assert call(place, Hello(VERSION), patience=0.3) is None
    silent.close()
    place.remove()


def test_a_place_that_is_gone_is_nobody(tmp_path):
    assert call(Place(tmp_path / f"window-{os.getpid()}.key"), Hello(VERSION), patience=0.5) is None
