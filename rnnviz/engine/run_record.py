"""All that a run is made of, as plain data: what is written down of it, and what it goes on from. No torch here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rnnviz.engine.config import RunConfig
from rnnviz.engine.history import InForce
from rnnviz.engine.metrics import MetricsRecord
from rnnviz.engine.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class RunRecord:
    """A run as it stands. Nothing in it changes: its snapshots are those that the run keeps, not copies of them.

    Where a batch is drawn from, and what dropout draws, follows from seed and update, so no generator's state is in it.
    """

    present: Snapshot  # at the newest update
    position: int  # the update at which it stood, the newest one or a past one
    past: tuple[Snapshot, ...]  # rising; the first one is where its history begins; empty: none is kept
    settings: tuple[InForce, ...]  # in force from which update on, rising
    spacing: int  # updates from one snapshot to the next
    limit: int  # bytes that the snapshots may take in memory; 0: none are kept
    metrics: MetricsRecord
    probe: str  # the watched sequence
    next_sample: int  # the update before which the model writes next
    accuracies: tuple[tuple[int, float], ...]  # (update, value), rising
    machine: str  # on which another run of the same settings has the same bits

    @property
    def config(self) -> RunConfig:
        """The settings in force at the newest update."""
        return self.present.config

    @property
    def beginning(self) -> RunConfig:
        """The settings that its network was built with; live ones have changed since."""
        return self.past[0].config if self.past else self.config

    def with_material(self, text: str, text_file: str, encoding: str) -> RunRecord:
        """Return it with another name for the text that it learns; its settings are the same otherwise."""
        known = dict[int, RunConfig]()

        def named(config: RunConfig) -> RunConfig:
            if id(config) not in known:
                said = {"text": text, "text_file": text_file, "encoding": encoding}
                known[id(config)] = config.model_copy(update=said)
            return known[id(config)]

        def of(snapshot: Snapshot) -> Snapshot:
            return replace(snapshot, config=named(snapshot.config))

        return replace(
            self,
            present=of(self.present),
            past=tuple(map(of, self.past)),
            settings=tuple(InForce(update, named(config)) for update, config in self.settings),
        )

    def within(self, nbytes: int) -> RunRecord:
        """Return it with as many of its snapshots as fit, evenly far apart; the first one stays.

        Of a run that has gone on, the same ones are left as before, and those that have come since.
        """
        past, spacing = self.past, self.spacing
        while len(past) > 1 and sum(snapshot.nbytes for snapshot in past) > nbytes:
            spacing *= 2
            past = tuple(snapshot for snapshot in past if (snapshot.update - past[0].update) % spacing == 0)
        return replace(self, past=past, spacing=spacing)

    def of_at_most(self, most: int) -> RunRecord:
        """Return it with so many of its snapshots at most, chosen as `within` does."""
        past, spacing = self.past, self.spacing
        while len(past) > most:
            spacing *= 2
            past = tuple(snapshot for snapshot in past if (snapshot.update - past[0].update) % spacing == 0)
        return replace(self, past=past, spacing=spacing)

    def snapshots(self) -> Iterator[Snapshot]:
        """Walk all its snapshots, the newest update first."""
        yield self.present
        yield from self.past
