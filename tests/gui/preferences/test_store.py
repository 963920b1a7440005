"""The settings file may say anything: what is good is kept, what is broken costs only itself, and the window opens."""

from __future__ import annotations

import json
import os
import stat

import pytest
from PySide6.QtCore import QByteArray, QRect, QSettings

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.messages import Built
from rnnviz.engine.presets import preset
from rnnviz.gui.application import make_window
from rnnviz.gui.preferences import Layout, Preferences
from rnnviz.gui.preferences.declared import (
    ALL,
    BREAKPOINTS,
    FRAMES_PER_SECOND,
    GEOMETRY,
    HINTS,
    HISTORY_MB,
    LANGUAGE,
    OPEN,
    POINTS,
    THEME,
)
from rnnviz.gui.preferences.store import LARGEST
from rnnviz.sentences import say

WRONG = ("", "nan", "1e999", "-1", "٣", "x" * 100_000, "[" * 10_000, "9" * 5_000, ["1", "2"], QRect(1, 2, 3, 4), "None")


def put(key, value):
    """Write into the file as another program, or another version, might."""
    QSettings(str(Preferences().file), QSettings.Format.IniFormat).setValue(key, value)


def mended():
    """Return what is said about the file; empty: nothing."""
    said = Preferences().mend()
    return "" if said is None else say(said)


@pytest.fixture
def window(qtbot):
    """Return a maker of the real window, closed at the end; nothing is learned."""
    made = []

    def make():
        made.append(make_window(preset("hello"), running=False))
        qtbot.addWidget(made[-1])
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_what_is_remembered_is_the_same_at_the_next_start():
    kept = Preferences()
    values = {LANGUAGE: "pt_BR", THEME: "light", POINTS: 12.5, HINTS: False, FRAMES_PER_SECOND: 7, HISTORY_MB: 0}
    values[BREAKPOINTS] = (Breakpoint("loss > 3", 20, False), Breakpoint("not finite"))
    for preference, value in values.items():
        kept.put(preference, value)
    kept.keep_layout(Layout(QByteArray(b"\0\xff places"), ("hidden", "gates")))
    again = Preferences()
    assert {preference: again.get(preference) for preference in values} == values
    assert again.layout == Layout(QByteArray(b"\0\xff places"), ("hidden", "gates"))
    assert again.mend() is None


@pytest.mark.parametrize("preference", ALL, ids=lambda each: each.key)
@pytest.mark.parametrize("value", WRONG, ids=lambda each: repr(each)[:12])
def test_a_value_of_the_wrong_kind_is_the_default_and_costs_no_other(preference, value):
    other = FRAMES_PER_SECOND if preference is HISTORY_MB else HISTORY_MB
    put(other.key, "37")
    put(preference.key, value)
    assert type(Preferences().get(preference)) is type(preference.default)
    assert Preferences().get(other) == 37


def test_what_was_not_understood_is_said_once_and_the_former_file_is_kept():
    put("frames_per_second", "nan")
    put("history_mb", "1e999")
    put("theme", "light")
    before = Preferences().file.read_bytes()
    said = mended()
    assert "Pictures, History" in said
    assert "\n" not in said
    assert Preferences().file.with_suffix(".former.ini").read_bytes() == before
    assert Preferences().get(THEME) == "light"
    assert mended() == ""


def test_a_broken_breakpoint_costs_only_itself():
    good = [{"expression": "loss > 3", "every": 20}, {"expression": "not finite", "colour": "of a newer version"}]
    broken = [1, None, {"expression": 1}, {"expression": "loss > 3", "every": 1e400}, {"expression": ""}]
    broken += [{"expression": "loss > 3", "every": True}, {"expression": "x" * 201}, {"expression": "a", "enabled": 1}]
    put("breakpoints", json.dumps([good[0], *broken, good[1]]))
    wanted = (Breakpoint("loss > 3", 20), Breakpoint("not finite"))
    assert Preferences().get(BREAKPOINTS) == wanted
    assert "Breakpoints" in mended()
    assert Preferences().get(BREAKPOINTS) == wanted


def test_panels_of_another_version_are_left_out():
    put("open", "hidden hologram gates")
    assert Preferences().get(OPEN) == ("hidden", "gates")


def test_bytes_that_are_not_what_was_written_never_reach_qt():
    kept = Preferences()
    kept.put(GEOMETRY, QByteArray(b"a place"))
    assert kept.get(GEOMETRY) == QByteArray(b"a place")
    spoilt = QSettings(str(kept.file), QSettings.Format.IniFormat)
    for changed in (b"", b"\0" * 900, bytes(spoilt.value("geometry").data())[:-1] + b"\0"):
        put("geometry", QByteArray(changed))
        assert Preferences().get(GEOMETRY).isEmpty()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Unix has named pipes")
@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "link to itself"])
def test_what_is_no_file_is_not_opened_and_not_touched(kind):
    file = Preferences().file
    file.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to("/dev/zero" if kind == "device" else file)
    preferences = Preferences()
    preferences.put(THEME, "light")
    assert preferences.get(THEME) == "light"
    said = say(preferences.mend())
    assert "until the window is closed" in said
    assert file.name in said
    assert file.is_symlink() or not stat.S_ISREG(file.stat().st_mode)


def test_a_file_that_is_too_large_is_moved_aside():
    file = Preferences().file
    file.parent.mkdir(parents=True)
    file.write_bytes(b"[General]\ntheme=light\n" + b"x=" + b"y" * LARGEST)
    first = Preferences()
    assert "too large" in say(first.mend())
    first.put(THEME, "light")
    assert Preferences().get(THEME) == "light"
    assert file.with_suffix(".former.ini").stat().st_size > LARGEST


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, b"[General\nx", b"\xff\xfe=1\n", b"=\n=\n[]\n%=%\n", b"[a]\n" * 5000]
)
def test_a_file_that_is_none_of_ours_is_as_at_the_first_start(content):
    file = Preferences().file
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    preferences = Preferences()
    assert all(preferences.get(each) == each.default for each in ALL)
    preferences.put(THEME, "light")
    assert Preferences().get(THEME) == "light"


def test_the_window_opens_whatever_was_saved_and_says_what_it_left_out(window):
    for each in ALL:
        put(each.key, "nan")
    made = window()
    made.show()
    assert "Breakpoints" in made.bench.notices.text
    built = Built(made.bench.pair.a.config, "many-to-many in step", frozenset(), True, 1, "hell", {}, 1.4)
    made.bench.pair.a.built.emit(built)
    assert "Breakpoints" in made.bench.notices.text  # it came before anybody could read it
    assert made.bench.watch.frames_per_second == FRAMES_PER_SECOND.default
    made.close()
    again = window()
    again.show()
    assert again.bench.notices.text == ""
