"""Something that a user can do, as a row: what it is called, its key, what it does, when it can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnviz.sentences import Marked

if TYPE_CHECKING:
    from rnnviz.gui.workbench.workbench import Workbench


def always(_bench: Workbench) -> bool:
    """Hold at any time."""
    return True


@dataclass(frozen=True)
class Command:
    """One row; menus, buttons, keys and the list of keys follow from it."""

    id: str
    text: Marked  # in its menu; a letter after & is pressed with Alt
    key: str
    run: Callable[[Workbench], object] | None  # None: the shell does it, since it opens a dialog or turns on a window
    help: Marked | str = ""  # what it does, as a tool tip
    short: Marked | str = ""  # on a button
    icon: str = ""  # a file of resources/icons/
    separated: bool = False  # a line stands before it
    repeats: bool = True  # while its key is held down
    enabled: Callable[[Workbench], bool] = always
    checked: Callable[[Workbench], bool] | None = None  # None: it is nothing that is on or off
    now: Callable[[Workbench], Marked] | None = None  # what it is called at this moment, if that changes
