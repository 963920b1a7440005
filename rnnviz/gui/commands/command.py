"""Something that a user can do, as a row: what it is called, its key, what it does, when it can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnviz.engine.capability import Capability
from rnnviz.sentences import Marked, Sentence

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
    needs: Capability | None = None  # what a run has to be able to do
    enabled: Callable[[Workbench], bool] = always  # whether it can be done at this moment
    checked: Callable[[Workbench], bool] | None = None  # None: it is nothing that is on or off
    now: Callable[[Workbench], Marked] | None = None  # what it is called at this moment, if that changes

    def why_not(self, bench: Workbench) -> Sentence | None:
        """Return why the runs that commands reach cannot do it at all; None: one of them can."""
        return None if self.needs is None else bench.pair.lacks(self.needs)

    def possible(self, bench: Workbench) -> bool:
        """Whether it can be done now."""
        return self.why_not(bench) is None and self.enabled(bench)
