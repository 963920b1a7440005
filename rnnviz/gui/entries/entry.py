"""One action as a row of the table: words, key, menu."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One action; it calls the method that has its key: of the window, or of one that does things for it."""

    key: str
    menu: str
    text: str
    shortcut: str
    help: str = ""
    icon: str = ""
    short: str = ""  # on a button
    checkable: bool = False
    separated: bool = False  # a line stands before it
    repeats: bool = True  # while its key is held down
