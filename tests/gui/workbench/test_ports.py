"""What stands in for a part of the program in the tests has that part's words, all of them and no others."""

from __future__ import annotations

from typing import get_type_hints

import pytest

from rnnviz.engine.config import RunConfig
from rnnviz.engine.source import Source
from rnnviz.engine.worker_thread import Runner
from rnnviz.gui.shell.dock_host import DockHost
from rnnviz.gui.workbench.ports import PanelHost
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.session_port import SessionPort
from tests.gui.doubles import PanelsWithoutAWindow, SessionDouble, SilentSource

#: What a double has noted, for a test to look at.
NOTED = {
    SessionDouble: {"source", "told"},
    SilentSource: {"able", "said", "told"},
    PanelsWithoutAWindow: {"first", "open", "compared", "side"},
}


def words(thing: object) -> set[str]:
    """Return the public names of an object or a class."""
    return {name for name in dir(thing) if not name.startswith("_")}


def asked(protocol: type) -> set[str]:
    """Return what a Protocol asks for: what it defines, and what it only names with a type."""
    return words(protocol) | {name for name in get_type_hints(protocol) if not name.startswith("_")}


def test_a_session_without_a_worker_has_the_words_of_a_session_and_no_others(qapp):
    assert words(SessionDouble()) - NOTED[SessionDouble] == words(Session(SilentSource(), RunConfig()))


def test_a_session_has_what_its_parts_ask_of_it(session):
    assert asked(SessionPort) <= words(session)


@pytest.mark.parametrize(("double", "protocol"), [(SilentSource(), Source), (PanelsWithoutAWindow(), PanelHost)])
def test_a_double_does_itself_all_that_is_asked_for_and_nothing_else(double, protocol):
    """A word that the Protocol alone has would do nothing, and no test would notice."""
    own = {name for name in (*vars(type(double)), *vars(double)) if not name.startswith("_")}
    assert own - NOTED[type(double)] == asked(protocol)


def test_what_the_window_has_itself_does_all_that_is_asked_for():
    assert words(PanelHost) <= defined(DockHost, PanelHost)


def test_a_worker_does_all_that_is_asked_for():
    assert words(Source) <= defined(Runner, Source) | set(vars(Runner(RunConfig())))


def defined(real: type, protocol: type) -> set[str]:
    """Return what a class defines, and does not only take over from the Protocol."""
    return {name for each in real.__mro__ if each is not protocol for name in vars(each)}
