"""Which system this is. What a bundle of another one needs has its place beside `xdg`."""

from __future__ import annotations

import sys

from rnnviz.desktop.registration import Registration
from rnnviz.desktop.xdg import Xdg
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused


def here() -> Registration:
    """Return that of this system; raises `Refused` where the installed program has its own."""
    if sys.platform in ("win32", "darwin"):
        raise Refused(
            QT_TRANSLATE_NOOP(
                "desktop", "On this system the installer sets up what a double click opens: here nothing is to be done."
            )
        )
    return Xdg.of_user()
