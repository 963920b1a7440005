"""A double click opens a session, a click a link: what the system is told, and that it is taken back."""

from __future__ import annotations

import configparser
import os
import shlex
from xml.etree import ElementTree

import pytest

from rnnviz.desktop.xdg import NAME, Xdg, escaped, quoted
from rnnviz.sentences import Refused


@pytest.fixture
def registration(tmp_path):
    return Xdg(tmp_path / "share", ("/opt/a folder/python", "-m", "rnnviz"))


def test_what_is_registered_names_the_program_its_files_and_its_links(registration):
    assert not registration.there
    registration.register()
    assert registration.there
    entry = configparser.RawConfigParser()
    entry.optionxform = str
    entry.read(registration.data / "applications" / f"{NAME}.desktop", encoding="utf-8")
    said = entry["Desktop Entry"]
    assert shlex.split(said["Exec"]) == ["/opt/a folder/python", "-m", "rnnviz", "open", "%u"]
    assert said["MimeType"] == "application/x-rnnviz;x-scheme-handler/rnnviz;"
    assert os.path.isdir(os.path.join(said["Path"], "rnnviz"))
    kind = ElementTree.parse(registration.data / "mime" / "packages" / f"{NAME}.xml").getroot()[0]
    assert kind.get("type") == "application/x-rnnviz"
    assert [each.get("pattern") for each in kind if each.tag.endswith("glob")] == ["*.rnnviz"]


def test_it_is_taken_back_without_a_trace_and_twice_does_no_harm(registration):
    registration.register()
    registration.register()
    registration.unregister()
    registration.unregister()
    assert not registration.there
    assert not [path for path in registration.files if path.exists()]


def test_where_it_cannot_be_written_it_is_said_and_nothing_is_left(registration):
    registration.data.mkdir()
    (registration.data / "icons").write_text("")
    with pytest.raises(Refused):
        registration.register()
    assert not [path for path in registration.files if path.exists()]


@pytest.mark.parametrize(
    ("argument", "written"),
    [
        ("/usr/bin/python3", "/usr/bin/python3"),
        ("/a b/python", '"/a b/python"'),
        ("/100%/python", "/100%%/python"),
        ('/a"b/$x`y', '"/a\\\\"b/\\\\$x\\\\`y"'),
        ("/a\\b", '"/a\\\\\\\\b"'),
    ],
)
def test_a_program_in_a_strange_place_is_named_as_a_desktop_entry_has_it(argument, written):
    assert quoted(argument) == written


def test_a_value_of_several_lines_stays_one():
    assert escaped("a\nb") == "a\\nb"
