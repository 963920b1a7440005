"""A second session beside the first: from the same data and seed, or from an update of the first in another way."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Branched, Phase, Status
from rnnviz.engine.presets import preset
from rnnviz.engine.runs import Runs
from rnnviz.engine.snapshot import Snapshot
from rnnviz.explain.config_words import titles, used
from rnnviz.gui.workbench.experiments import Experiments
from rnnviz.gui.workbench.layout_state import Layer, LayoutState
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.ports import PanelHost
from rnnviz.gui.workbench.run_account import Asked
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import language

VANILLA = "characters-vanilla"

#: Task -> the presets of a vanilla net and an LSTM of as many parameters that learn it.
PAIRS = {"remember": ("remember-vanilla", "remember"), "adding": ("adding-vanilla", "adding")}


class Comparison(QObject):
    """Opens and closes session B, and has the panels show both.

    Painting holds the interpreter from both workers, so it is charged to both: each one's governor keeps what it
    observes and all that is painted under the user's budget.
    """

    def __init__(
        self,
        pair: Pair,
        experiments: Experiments,
        layout: LayoutState,
        host: PanelHost,
        runs: Runs,
    ) -> None:
        super().__init__(pair)
        self._runs = runs
        self._pair, self._experiments, self._layout, self._host = pair, experiments, layout, host
        pair.changed.connect(self._title)

    def open_cells(self) -> None:
        """Open what is open with a vanilla cell as A and with an LSTM as B, from the same seed.

        A run of A that has that cell goes on; another one is kept, to be brought back. A task without a cell gives way
        to the character model.
        """
        a, account = self._pair.a, self._experiments.account
        experiment, config, probe = account.experiment(a), a.config, a.probe
        if a.facts is not None and "cell" not in a.facts.uses:
            experiment = preset(VANILLA)
            config, probe = experiment.config, experiment.probe
        vanilla, lstm = with_cells(config)
        self.close()
        if a.config != vanilla:
            account.begin(a, Asked(experiment, vanilla), probe, running=False)
        self.open(lstm, running=True, probe=probe)

    def open_presets(self, one: str, other: str) -> None:
        """Open an experiment as A and another one as B, each with its own settings, from the same seed.

        A run of A with those settings goes on; another one is kept, to be brought back.
        """
        a, account, first = self._pair.a, self._experiments.account, preset(one)
        config = first.config_in(language())
        self.close()
        if a.config != config:
            account.begin(a, Asked(first, config, tuple(reversed(first.panels))), first.probe, running=False)
        self.open(preset(other).config_in(language()), running=True, probe=preset(other).probe)

    def open_branch(self, branched: Branched) -> None:
        """Go on from an update of A in another way, beside A."""
        self.open(branched.config, branched.start)

    def open(
        self, config: RunConfig, start: Snapshot | None = None, running: bool = False, probe: str | None = None
    ) -> None:
        """Open B; it learns if A does, or if `running`, and watches what A watches unless `probe` says otherwise.

        A second session that was there is ended.
        """
        learns = running or self._pair.running
        self.close()
        self._layout.begin(Layer.COMPARISON)
        self._host.make_room()
        # A stops while B is built, so that neither is ahead for no reason.
        self._pair.pause()
        watched = self._pair.a.probe if probe is None else probe
        b = Session(self._runs.begin(config, False, watched, start), config)
        self._pair.add(b)
        b.status_changed.connect(self._follow)  # after those who say what B says: that is said first
        self._host.arrange()
        b.start()
        if learns:
            self._pair.run()

    @Slot()
    def close(self) -> None:
        """End B; A goes on."""
        if self._pair.b is not None:
            self._pair.drop()
            self._host.compare(None, {})
            self._layout.end(Layer.COMPARISON)

    @Slot(object)
    def _follow(self, status: Status) -> None:
        """Close B if it cannot be built at all: why is said, and A goes on."""
        if status.phase is Phase.FAILED:
            self.close()

    @Slot()
    def _title(self) -> None:
        """Say in every panel in what A and B differ."""
        b = self._pair.b
        if b is not None:
            self._host.compare(b, titles(self._pair.a.config, b.config, most=1, uses=used(self._pair.a.facts, b.facts)))


def with_cells(config: RunConfig) -> tuple[RunConfig, RunConfig]:
    """Return a config with a vanilla cell and with an LSTM: of as many parameters where its task has such a pair."""
    sizes = {preset(key).config.cell: preset(key).config.hidden for key in PAIRS.get(config.task, ())}
    hidden = sizes if config.hidden in sizes.values() else {}
    vanilla, lstm = (config.changed(cell=cell, hidden=hidden.get(cell, config.hidden)) for cell in ("rnn", "lstm"))
    return vanilla, lstm
