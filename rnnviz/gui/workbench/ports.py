"""What the workbench asks of whoever shows panels: the main window, or a double without a widget in a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from rnnviz.gui.preferences import Layout
from rnnviz.gui.workbench.named_layouts import NamedLayout
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Side
from rnnviz.probe.frame import Array, Want


class Wanted(NamedTuple):
    """What one panel in view needs of a session."""

    wants: frozenset[Want]  # parts of a Frame
    per_second: float  # how often it is repainted at most


class PanePort(Protocol):
    """One view of a panel."""

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The session that it shows, or the two whose difference, or both of which, it shows."""

    @property
    def busy(self) -> bool:
        """Whether it needs more pictures for what it was told."""

    def choose(self, option: str, value: object) -> None:
        """Set one of its controls, as a user would; "cover" hides what is to be predicted. Raises `Refused`."""

    def uncover(self) -> None:
        """Show what was covered until somebody has guessed it."""


class PanelHost(Protocol):
    """Where panels stand, and which of them can be seen. Panels are named by their keys."""

    @property
    def visible(self) -> bool:
        """Whether anything can be seen at all."""

    def seen(self, key: str) -> bool:
        """Whether a panel can be seen now."""

    def in_place(self, key: str) -> bool:
        """Whether a panel can be seen now, or stands behind one that can: a screen may have no room for both."""

    def wanted(self, session: Session) -> Iterable[Wanted]:
        """Yield what the panels in view need of a session."""

    def panes(self, key: str) -> Sequence[PanePort]:
        """Return the views of a panel that are on show, from left to right."""

    def numbers(self, key: str, session: Session) -> Mapping[str, Array] | None:
        """Return what a panel shows of a session as arrays by name; None: it shows another one, or a difference."""

    def reveal(self, keys: Sequence[str], focus: bool = False) -> None:
        """Bring panels into view, the last one in front; `focus`: keys go to it."""

    def give_room(self, key: str) -> None:
        """Widen a panel to what it needs, as far as there is room."""

    def renew(self, key: str) -> None:
        """Set a panel's controls back to what they are when nobody has touched them."""

    def fit_ranges(self) -> None:
        """Have every range in view that follows its values fit those on screen."""

    def show_side(self, side: Side) -> None:
        """Show one session, both or their difference in every panel that can."""

    def compare(self, beside: Session | None, titles: Mapping[str, str]) -> None:
        """Offer views of a second session in every panel; None: no longer. `titles` says in what A and B differ."""

    def make_room(self) -> None:
        """Take every panel out of its place: views side by side ask for room that the layout of one does not have."""

    def arrange(self) -> None:
        """Put every panel where it stands at first, for what is open."""

    def take_layout(self, layout: NamedLayout) -> None:
        """Show the panels of a layout, and no others."""

    def show_only(self, keys: Sequence[str]) -> None:
        """Show these panels, the first one large, and no others."""

    def hide_others(self, keys: Sequence[str]) -> None:
        """Hide all other panels; these stay where they are."""

    def read_on(self) -> bool:
        """Show a class the part of a lesson's step that it cannot see yet; return whether there was one."""

    def uncover(self, everywhere: bool = False) -> None:
        """Show what the panels in view cover until somebody has guessed it; `everywhere`: what the others cover too."""

    def key(self, command: str) -> str:
        """Return the key of a command, as it is written for the user."""

    def save(self) -> Layout:
        """Return where everything stands and what is open; only `restore` understands it."""

    def restore(self, saved: Layout) -> None:
        """Put everything where it stood."""
