"""Can Qt open a window here? Asked before Qt is touched: where it cannot, Qt ends the whole process.

Only Linux has to be asked. There a window needs a display that answers and system libraries that are not part of
PySide6; each of these has a Debian package, and is named with it.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

#: What Qt needs to paint at all, and beside it on X11 and on Wayland: library -> Debian package.
PAINTING = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11 = {
    "libxcb.so.1": "libxcb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {"libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0"}

_PLATFORM_PLUGINS = "Qt/plugins/platforms/libq*.so"


def check(environment: Mapping[str, str] | None = None) -> None:
    """Refuse if no window can be opened here, and say what is missing and what to type.

    Parameters
    ----------
    environment : mapping, optional
        The variables of the process, unless others are given.

    Raises
    ------
    Refused
        Without a display, with one that does not answer, or without a library that Qt needs.
    """
    if not sys.platform.startswith("linux"):
        return
    given = os.environ if environment is None else environment
    platforms = [name.split(":")[0] for name in given.get("QT_QPA_PLATFORM", "").split(";") if name]
    known = known_platforms()
    if platforms and known and not known & set(platforms):
        raise _no_platform(given["QT_QPA_PLATFORM"])
    x11 = bool(given.get("DISPLAY")) and (not platforms or "xcb" in platforms)
    wayland = bool(given.get("WAYLAND_DISPLAY")) and (not platforms or "wayland" in platforms)
    if not (x11 or wayland) and set(platforms) <= {"xcb", "wayland"}:
        raise _no_display()
    check_libraries(PAINTING)
    if set(platforms) - {"xcb", "wayland"} or (wayland and _wayland_works(given)):
        return
    if x11:
        check_libraries(X11)
        if not x_server_answers(given["DISPLAY"]):
            raise _no_answer(given["DISPLAY"])
    else:
        check_libraries(WAYLAND)
        raise _no_answer(given["WAYLAND_DISPLAY"])


def known_platforms() -> set[str]:
    """Return the names that QT_QPA_PLATFORM may have with the Qt that is installed; Qt aborts for any other."""
    spec = find_spec("PySide6")
    folders = [] if spec is None else list(spec.submodule_search_locations or ())
    found = {path.stem.removeprefix("libq") for folder in folders for path in Path(folder).glob(_PLATFORM_PLUGINS)}
    return found | {"wayland"} if any(name.startswith("wayland") for name in found) else found


def check_painting() -> None:
    """Refuse if a system library is missing without which Qt cannot even draw a picture for a file."""
    if sys.platform.startswith("linux"):
        check_libraries(PAINTING)


def check_libraries(needed: Mapping[str, str]) -> None:
    """Refuse if a system library cannot be loaded; name the first one, and every Debian package that is missing."""
    missing = lacking(needed)
    if missing:
        raise Refused(
            QT_TRANSLATE_NOOP(
                "app",
                "The system library {library} is missing, without which nothing can be drawn; "
                "on Debian or Ubuntu type `sudo apt-get install {packages}`.",
            ),
            details=", ".join(missing),
            library=missing[0],
            packages=_packages(needed[name] for name in missing),
        )


def lacking(needed: Iterable[str]) -> list[str]:
    """Return the libraries that cannot be loaded."""
    return [name for name in needed if not loads(name)]


def loads(library: str) -> bool:
    """Return whether the system can load a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def x_server_answers(display: str) -> bool:
    """Return whether an X server answers at a display such as ``":0"``."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.argtypes, xcb.xcb_connect.restype = (ctypes.c_char_p, ctypes.c_void_p), ctypes.c_void_p
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(os.fsencode(display), None)  # never NULL, even where nobody answers
    try:
        return bool(xcb.xcb_connection_has_error(connection) == 0)
    finally:
        xcb.xcb_disconnect(connection)


def wayland_answers(environment: Mapping[str, str]) -> bool:
    """Return whether a Wayland compositor answers."""
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), environment["WAYLAND_DISPLAY"])
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def _wayland_works(environment: Mapping[str, str]) -> bool:
    return all(loads(name) for name in WAYLAND) and wayland_answers(environment)


def _packages(names: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(names))


def _no_display() -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP(
            "app",
            "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); "
            "type `rnnviz run characters` to train without one and get its pictures as files.",
        )
    )


def _no_platform(name: str) -> Refused:
    template = QT_TRANSLATE_NOOP(
        "app", "QT_QPA_PLATFORM is {name}, and Qt here knows only {known}. Unset it, or choose one of these."
    )
    return Refused(template, name=name, known=", ".join(sorted(known_platforms())))


def _no_answer(display: str) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP(
            "app",
            "The display {display} does not answer, so no window can be opened; "
            "type `rnnviz run characters` to train without one and get its pictures as files.",
        ),
        display=display,
    )


if __name__ == "__main__":  # what `make` asks: the Debian packages that are missing here
    everything = PAINTING | X11
    print(_packages(everything[name] for name in lacking(everything)))
