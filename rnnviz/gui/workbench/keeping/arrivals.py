"""Opening what was kept: it is read on the thread, built by the workers, and what was around it is put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.messages import Built, Phase, Status
from rnnviz.engine.presets import Preset
from rnnviz.engine.run_record import RunRecord
from rnnviz.gui.workbench.comparison import Comparison
from rnnviz.gui.workbench.experiments import Experiments
from rnnviz.gui.workbench.keeping.disk import Disk
from rnnviz.gui.workbench.opening import Opening
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.run_account import Asked
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import translate
from rnnviz.sessions import snapshot_file
from rnnviz.sessions.saver import Done
from rnnviz.sessions.session_file import KEYS, Opened, Side
from rnnviz.sessions.snapshot_file import Taken
from rnnviz.sessions.taking_up import Kept, finder, record_of
from rnnviz.sessions.texts import Missing


@dataclass(frozen=True, eq=False)
class Arrival:
    """What was read."""

    kept: Kept
    entries: tuple[str, ...] = ()  # of the store, for A and for B
    path: Path | None = None  # of the user
    seal: str = ""  # of that file
    records: dict[str, RunRecord] = field(default_factory=dict)  # the runs as this machine names their texts

    def side(self, letter: str) -> Side:
        """Return what is known of a run beside itself."""
        return self.kept.side if isinstance(self.kept, Taken) else self.kept.session.sides[letter]


class Arrivals(QObject):
    """Brings kept runs into the sessions; what is there gives way as it does to a new run."""

    text_missing = Signal(object, object)  # Missing, what opens it once more with the path of its text
    came = Signal(object, object, str)  # Session, Arrival, "a" or "b": a run of it is there
    came_alone = Signal(object)  # Arrival: its A is there, its B could not be built

    def __init__(
        self, pair: Pair, experiments: Experiments, comparison: Comparison, disk: Disk, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pair, self._experiments, self._comparison, self._disk = pair, experiments, comparison, disk
        self._coming: dict[Session, tuple[Arrival, str]] = {}
        self._beside: Arrival | None = None  # whose B is to come when its A is there
        experiments.account.begun.connect(self._begin)
        experiments.account.failed.connect(self._give_up)
        pair.status_changed.connect(self._watch)

    def read(self, act: Callable[[], Arrival], elsewhere: str = "") -> None:
        """Read something and have it; `elsewhere`: where the user says that its text is."""

        def reading() -> Arrival:
            there, find = act(), finder(elsewhere)
            if isinstance(kept := there.kept, Taken):
                return replace(there, kept=replace(kept, snapshot=snapshot_file.placed(kept, find)))
            return replace(there, records={key: record_of(kept, key, find) for key in kept.runs})

        def have(done: Done) -> None:
            if isinstance(done.refused, Missing):
                self.text_missing.emit(done.refused, lambda where: self.read(act, where))
            elif done.failed:
                self._disk.say(done)
            else:
                self._have(done.result)

        self._disk.do(("open",), reading, have)

    def _have(self, there: Arrival) -> None:
        self._comparison.close()
        self._beside = there if "b" in there.records else None
        a, account, side = self._pair.a, self._experiments.account, there.side("a")
        self._coming = {a: (there, "a")}
        if isinstance(there.kept, Taken):
            start = there.kept.snapshot
            account.begin(a, Asked(self._preset(side), start.config), running=False, start=start)
        else:
            self._open(a, there, "a")

    def _open(self, session: Session, there: Arrival, letter: str) -> None:
        record, side = there.records[letter], there.side(letter)
        opening = Opening(record, side.samples, side.evaluations, side.edits)
        self._experiments.account.open(session, Asked(self._preset(side), record.config), opening)

    def _preset(self, side: Side) -> Preset | None:
        return next((each for each in self._experiments.presets if each.key == side.experiment), None)

    def unknown(self, there: Arrival) -> list[str]:
        """Say which experiments there are not any more; their runs are there all the same."""
        words = translate("window", "The experiment {key} is not there any more: its run is opened as it was.")
        sides = [there.side(letter) for letter in KEYS[: max(1, len(there.records))]]
        return [words.format(key=side.experiment) for side in sides if side.experiment and self._preset(side) is None]

    @Slot(object, object, object)
    def _begin(self, session: Session, built: Built, _asked: object) -> None:
        there, letter = self._coming.get(session, (None, ""))
        if there is None or not (built.opened or isinstance(there.kept, Taken)):
            return
        del self._coming[session]
        self.came.emit(session, there, letter)
        if letter == "a" and self._beside is there:
            self._come_beside(there)

    def _come_beside(self, there: Arrival) -> None:
        """Have B beside A: its worker builds what it began as, and then takes up where it stood."""
        self._beside = None
        record = there.records["b"]
        self._comparison.open(record.beginning, probe=record.probe)
        if (b := self._pair.b) is not None:
            self._coming[b] = (there, "b")
            self._open(b, there, "b")

    @Slot()
    def _watch(self) -> None:
        """Expect no more what was refused: why is said already, and the run before goes on."""
        for session, (there, letter) in list(self._coming.items()):
            if session not in self._pair.sessions or not self._awaited(session, session.status):
                del self._coming[session]
                if letter == "b":
                    self.came_alone.emit(there)

    def _awaited(self, session: Session, status: Status) -> bool:
        return status.phase in (Phase.LOADING, Phase.BUILDING) or self._experiments.account.pending(session)

    @Slot(object)
    def _give_up(self, session: Session) -> None:
        self._coming.pop(session, None)


def of_entries(kept: list[Opened], entries: tuple[str, ...]) -> Arrival:
    """Return one arrival of one or two entries, A first."""
    first = kept[0]
    if len(kept) > 1:
        sides = {"a": first.session.sides["a"], "b": kept[1].session.sides["a"]}
        runs = {"a": first.runs["a"], "b": kept[1].runs["a"]}
        first = replace(first, session=replace(first.session, sides=sides), runs=runs)
    return Arrival(first, entries)
