"""Records pass through a socket, and an end that is closed is noticed at the other."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from threading import Thread

import numpy as np
import pytest

from rnnviz.engine.observer.channel import LONGEST, Channel
from rnnviz.packing.arrays import Array
from rnnviz.sentences import Refused

GONE = r"(?i)broken pipe|temporarily unavailable|timed out|reset|not connected"


@dataclass(frozen=True, eq=False)
class Told:
    name: str
    values: Array


@pytest.fixture
def ends():
    ours, theirs = map(Channel, socket.socketpair())
    yield ours, theirs
    ours.close()
    theirs.close()


def test_records_arrive_in_their_order_however_long(ends):
    ours, theirs = ends
    values = np.arange(1_000_000.0)
    sending = Thread(target=lambda: [ours.send(Told(name, values)) for name in "ab"])
    sending.start()
    for name in "ab":
        told = theirs.receive(Told)
        assert told.name == name
        np.testing.assert_array_equal(told.values, values)
        assert not told.values.flags.writeable
    sending.join()


def test_a_closed_end_is_noticed_by_who_waits_and_by_who_sends(ends):
    ours, theirs = ends
    found = []
    waiting = Thread(target=lambda: found.append(theirs.receive(Told)))
    waiting.start()
    ours.close()
    waiting.join()
    assert found == [None]
    with pytest.raises(OSError, match=GONE):
        theirs.send(Told("", np.zeros(1)))


def test_sending_to_an_end_that_does_not_listen_is_given_up():
    one, other = socket.socketpair()
    ours = Channel(one, patience=0.05)
    try:
        with pytest.raises(OSError, match=GONE):
            ours.send(Told("", np.zeros(10_000_000)))
    finally:
        ours.close()
        other.close()


def test_what_is_no_record_is_refused_and_what_would_fill_the_memory_ends_it(ends):
    ours, theirs = ends
    ours.socket.sendall((4).to_bytes(8, "little") + b"none")
    with pytest.raises(Refused):
        theirs.receive(Told)
    ours.socket.sendall((LONGEST + 1).to_bytes(8, "little"))
    assert theirs.receive(Told) is None


def test_what_several_threads_send_arrives_whole(ends):
    ours, theirs = ends
    values = np.arange(100_000.0)
    sending = [Thread(target=lambda name=name: [ours.send(Told(name, values)) for _ in range(5)]) for name in "ab"]
    for each in sending:
        each.start()
    found = [theirs.receive(Told) for _ in range(10)]
    for each in sending:
        each.join()
    assert sorted(told.name for told in found) == [*"aaaaabbbbb"]
    for told in found:
        np.testing.assert_array_equal(told.values, values)


def test_that_something_waits_is_known_without_receiving_it(ends):
    ours, theirs = ends
    assert not theirs.waiting()
    ours.send(Told("a", np.zeros(1)))
    assert theirs.waiting(60.0)
    assert theirs.receive(Told).name == "a"
    assert not theirs.waiting()
    ours.close()
    assert theirs.waiting(60.0)
