"""Doubles made from the Protocols: a session behind which nobody works, and panels without a window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QByteArray

from rnnviz.engine.capability import ALL, NEEDS, Capability
from rnnviz.engine.commands import Command
from rnnviz.engine.config import RunConfig
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import Event, Phase, Status
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.engine.source import Source
from rnnviz.gui.preferences import Layout
from rnnviz.gui.workbench.named_layouts import NamedLayout
from rnnviz.gui.workbench.ports import PanelHost, PanePort, Wanted
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Side
from rnnviz.probe.frame import Array, Frame


class SilentSource(Source):
    """Takes every command that it is said to be capable of, and answers none; what it has to say is said first."""

    def __init__(self, capabilities: frozenset[Capability] = ALL, said: Iterable[Event] = ()) -> None:
        self.able = capabilities
        self.said = list(said)
        self.frames: Latest[Frame] = Latest()
        self.metrics = MetricsHistory()
        self._governor = Governor()
        self.told: list[Command] = []

    @property
    def capabilities(self) -> frozenset[Capability]:
        return self.able

    @property
    def governor(self) -> Governor:
        return self._governor

    def start(self) -> None:
        pass

    def send(self, command: Command) -> int:
        assert NEEDS.get(type(command), None) in (None, *self.able), "it was asked for what it cannot do"
        self.told.append(command)
        return len(self.told)

    def events(self) -> list[Event]:
        said, self.said = self.said, []
        return said

    def stop(self, timeout: float | None = None) -> bool:
        return True

    @property
    def alive(self) -> bool:
        return False


class SessionDouble(Session):
    """The window's session over a silent source; it seems to run at update 620."""

    def __init__(self, capabilities: frozenset[Capability] = ALL) -> None:
        self.source = SilentSource(capabilities)
        super().__init__(self.source, RunConfig())
        self.status = Status(Phase.RUNNING, update=620)

    @property
    def told(self) -> list[Command]:
        """What the worker was told."""
        return self.source.told


class PanelsWithoutAWindow(PanelHost):
    """Keeps which panels are open, in their order; nothing is painted, so nothing is looked at."""

    def __init__(self, *first: str) -> None:
        self.first = first
        self.open = list(first)
        self.compared: dict[str, str] = {}
        self.side: Side | None = None

    @property
    def visible(self) -> bool:
        return False

    def seen(self, key: str) -> bool:
        return key in self.open

    def in_place(self, key: str) -> bool:
        return self.seen(key)

    def wanted(self, session: Session) -> Iterable[Wanted]:
        return ()

    def panes(self, key: str) -> Sequence[PanePort]:
        return ()

    def numbers(self, key: str, session: Session) -> Mapping[str, Array] | None:
        return None

    def reveal(self, keys: Sequence[str], focus: bool = False) -> None:
        self.open = [each for each in self.open if each not in keys] + list(keys)

    def fit_ranges(self) -> None:
        pass

    def give_room(self, key: str) -> None:
        pass

    def renew(self, key: str) -> None:
        pass

    def show_side(self, side: Side) -> None:
        self.side = side

    def compare(self, beside: Session | None, titles: Mapping[str, str]) -> None:
        self.compared = dict(titles)

    def make_room(self) -> None:
        self.open = []

    def arrange(self) -> None:
        self.open = list(self.first)

    def take_layout(self, layout: NamedLayout) -> None:
        self.open = list(layout.panels or self.first)

    def show_only(self, keys: Sequence[str]) -> None:
        self.open = list(keys)

    def hide_others(self, keys: Sequence[str]) -> None:
        self.open = [each for each in self.open if each in keys]

    def read_on(self) -> bool:
        return False

    def uncover(self, everywhere: bool = False) -> None:
        pass

    def key(self, command: str) -> str:
        return command

    def save(self) -> Layout:
        return Layout(QByteArray(" ".join(self.open).encode()), tuple(self.open))

    def restore(self, saved: Layout) -> None:
        self.open = bytes(saved.places.data()).decode().split()
