"""Whether a window can be opened is known before Qt is touched, and said with what is missing."""

import socket
import subprocess
import sys

import pytest

from rnnviz import display, installed
from rnnviz.sentences import Refused

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has to be asked")
pytestmark = linux


@pytest.fixture
def libraries(monkeypatch):
    """The libraries that the system has; at first all of them."""
    there = {*display.PAINTING, *display.X11, *display.WAYLAND}
    monkeypatch.setattr(display, "loads", there.__contains__)
    return there


@pytest.fixture
def answering(monkeypatch):
    """The X displays that answer; at first none."""
    there = set()
    monkeypatch.setattr(display, "x_server_answers", there.__contains__)
    return there


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ""},
        {"QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland;xcb"},
        {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_without_a_display_it_says_what_is_missing_and_what_to_type(libraries, environment):
    with pytest.raises(Refused) as refused:
        display.check(environment)
    assert "DISPLAY" in str(refused.value)
    assert "rnnviz run characters" in str(refused.value)


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "offscreen;xcb"])
def test_a_platform_without_display_needs_none(libraries, platform):
    display.check({"QT_QPA_PLATFORM": platform})


def test_a_display_that_answers_will_do(libraries, answering):
    answering.add(":7")
    display.check({"DISPLAY": ":7"})


def test_a_display_that_does_not_answer_is_refused(libraries, answering):
    answering.add(":7")
    with pytest.raises(Refused, match="The display :8 does not answer"):
        display.check({"DISPLAY": ":8"})


def test_a_missing_library_is_named_with_its_packages(libraries, answering):
    answering.add(":7")
    libraries.difference_update({"libxcb-cursor.so.0", "libxcb-icccm.so.4"})
    with pytest.raises(Refused) as refused:
        display.check({"DISPLAY": ":7"})
    assert "libxcb-cursor.so.0" in str(refused.value)
    assert "apt-get install libxcb-cursor0 libxcb-icccm4`" in str(refused.value)


def test_pictures_need_fewer_libraries_than_a_window(libraries):
    libraries.difference_update(display.X11)
    display.check({"QT_QPA_PLATFORM": "offscreen"})
    libraries.remove("libEGL.so.1")
    with pytest.raises(Refused, match=r"libEGL\.so\.1 is missing.*apt-get install libegl1"):
        display.check_painting()


def test_a_package_with_two_libraries_is_named_once(libraries):
    libraries.difference_update({"libglib-2.0.so.0", "libgthread-2.0.so.0"})
    with pytest.raises(Refused, match=r"install libglib2\.0-0`"):
        display.check_painting()


def test_a_wayland_compositor_is_asked(libraries, tmp_path):
    given = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    with pytest.raises(Refused, match="The display wayland-0 does not answer"):
        display.check(given)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-0"))
        compositor.listen()
        display.check(given)


def test_x11_stands_in_for_a_wayland_that_does_not_answer(libraries, answering, tmp_path):
    answering.add(":7")
    display.check({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":7"})


def test_no_x_server_answers_where_there_is_none():
    if not display.loads("libxcb.so.1"):
        pytest.skip("there is no libxcb on this machine")
    assert not display.x_server_answers(":4077")


def test_a_library_that_nobody_has_does_not_load():
    assert not display.loads("libnobody-has-this.so.9")
    assert display.loads("libc.so.6")


def test_other_systems_are_not_asked(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    display.check({})
    display.check_painting()


def test_as_a_command_it_lists_the_missing_packages():
    done = subprocess.run([sys.executable, "-m", "rnnviz.display"], capture_output=True, text=True, check=True)
    everything = display.PAINTING | display.X11
    assert set(done.stdout.split()) == {everything[name] for name in display.lacking(everything)}


@pytest.mark.parametrize(
    ("version", "python", "words"),
    [
        ("6.12.0", (3, 11), "PySide6 6.12.0 crashes on Python 3.11"),
        ("6.12.0", (3, 12), None),
        ("6.11.0", (3, 13), "PySide6 6.11.0 cannot move panels"),
        ("6.11.1", (3, 11), "PySide6 6.11.1 cannot move panels"),
        ("6.11.3", (3, 11), None),
        (None, (3, 11), "PySide6 is missing"),
        ("", (3, 11), None),
    ],
)
def test_a_version_of_qt_that_does_not_work_here_is_refused_by_name(monkeypatch, version, python, words):
    monkeypatch.setattr(installed, "_version", lambda distribution, package: version)
    monkeypatch.setattr(sys, "version_info", (*python, 0, "final", 0))
    if words is None:
        installed.check_qt()
    else:
        with pytest.raises(Refused, match=words):
            installed.check_qt()


@pytest.mark.parametrize(
    ("version", "words"),
    [("2.13.0+cpu", None), ("2.13.4", None), ("", None), (None, "PyTorch is missing"), ("2.1.3", "2.13 is needed")],
)
def test_a_version_of_torch_that_is_too_old_is_refused_by_name(monkeypatch, version, words):
    monkeypatch.setattr(installed, "_version", lambda distribution, package: version)
    if words is None:
        installed.check_torch()
    else:
        with pytest.raises(Refused, match=words):
            installed.check_torch()


def test_what_is_installed_is_asked_of_the_metadata():
    assert installed._version("numpy", "numpy")
    assert installed._version("no-such-distribution", "json") == ""
    assert installed._version("no-such-distribution", "no_such_package") is None


def test_a_platform_that_qt_does_not_know_is_named():
    if not display.known_platforms():
        pytest.skip("Qt is not installed")
    with pytest.raises(Refused, match=r"QT_QPA_PLATFORM is nonsense.*offscreen"):
        display.check({"QT_QPA_PLATFORM": "nonsense", "DISPLAY": ":0"})
    display.check({"QT_QPA_PLATFORM": "offscreen"})
