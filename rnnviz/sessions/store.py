"""Runs that are kept without being asked for: what is open, every few seconds, and what was open before.

An entry is a folder. What changes from one time to the next is one small file; snapshots of the past never change, so
each is written once, under its hash. The file takes the place of the one before only when everything that it names is
there.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from platformdirs import user_data_path

from rnnviz.engine.run_record import RunRecord
from rnnviz.engine.snapshot import Snapshot
from rnnviz.files.replacing import replacing
from rnnviz.packing import sealed
from rnnviz.packing.arrays import Array, Damaged
from rnnviz.sentences import Refused
from rnnviz.sessions import session_file
from rnnviz.sessions.session_file import LARGEST, SESSION, SNAPSHOT, SUFFIX, Opened, Session, loaded, without_text
from rnnviz.sessions.texts import folder_of, shelved, taken_off
from rnnviz.user_files.reading import opened
from rnnviz.user_files.writing_faults import unwritable

MB = 10**6
LIMIT = 1000 * MB  #: bytes of all entries, unless the user sets another one
_PAST = 32 * MB  # bytes of the snapshots of an entry
_MOST = 64  # snapshots that are files of their own
_WITHIN = 2 * MB  # bytes of snapshots that are written anew each time: that many are no files of their own
_FILE = f"run{SUFFIX}"
_CARD = "card"
_RECENT = 3600.0  # seconds: a text that was put there since may be of an entry that is not there yet
_CURVE = "a/metrics/table"
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Card:
    """What is said of an entry, and what it has beside its file: to be read without the rest."""

    title: str
    update: int
    loss: float  # smoothed
    saved: float  # seconds since 1970
    experiment: str = ""  # the key of its preset; empty: a text of the user's
    text: str = ""  # SHA-256 of its text; empty: it has none
    digests: tuple[str, ...] = ()  # of the snapshots that are files of their own


class Entry(NamedTuple):
    """A run that is kept."""

    key: str
    card: Card
    curve: Array  # as `MetricsHistory` keeps it


def kept_runs() -> Path:
    """Return where runs are kept."""
    return user_data_path("RNNviz", appauthor=False) / "runs"


def new_key() -> str:
    """Return the key of an entry that is not there yet."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid4().hex[:8]}"


class Store:
    """Entries in a folder, under a limit; several programs may use it at the same time.

    Parameters
    ----------
    folder : Path
        Is made when something is put there.
    limit : int
        Bytes; the oldest entries that nobody has open give way.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder, self.limit = folder, limit
        self.texts = folder / "texts"

    def put(self, key: str, session: Session, run: RunRecord) -> None:
        """Have an entry as it is now; one that was there gives way only when all of this one is there.

        Raises
        ------
        Refused
            If it cannot be written: what was there before is there still.
        """
        folder = self.folder / key
        self._make(folder)
        side = session.sides["a"]
        session = replace(session, sides={"a": replace(side, text=shelved(side.text, self.texts))})
        run = without_text(run.within(_PAST))
        card = Card(
            side.title, session.update, session.loss, session.saved, "" if side.text is None else side.text.sha256
        )
        if sum(each.nbytes for each in run.past) > _WITHIN:
            run = run.of_at_most(_MOST)
            card = replace(card, digests=tuple(self._written(folder, each) for each in run.past))
            run = replace(run, past=())
        with replacing(folder / _FILE) as file:
            sealed.write(file, {SESSION: session, "a": run, _CARD: card})
        self._clear(folder, card)

    def load(self, key: str) -> Opened:
        """Read an entry; snapshots of its past that are gone are left out. Raises `Refused`."""
        path = self.folder / key / _FILE
        found = loaded(path)
        opened_ = session_file.of(found, path)
        side = opened_.session.sides["a"]
        session = replace(opened_.session, sides={"a": replace(side, text=taken_off(side.text, self.texts))})
        run = opened_.runs["a"]
        with suppress(Damaged):
            past = [self._read(path.parent, digest) for digest in found.record(_CARD, Card).digests]
            if past and past[0] is not None:  # without the first one nothing says where its past began
                run = replace(run, past=tuple(each for each in past if each is not None))
        return replace(opened_, session=session, runs={"a": run})

    def entries(self, keys: Iterable[str] | None = None) -> Iterator[Entry]:
        """Yield what is there, the newest first, or the entries of some keys; what cannot be read is left out."""
        for key in self.keys_by_time() if keys is None else keys:
            if (entry := self._entry(key)) is not None:
                yield entry

    def keys(self) -> list[str]:
        """Return the keys of all entries."""
        try:
            return [path.parent.name for path in self.folder.glob(f"*/{_FILE}")]
        except OSError:
            return []

    def keys_by_time(self) -> list[str]:
        """Return the keys of all entries, the one that was written last first."""
        return sorted(self.keys(), key=self._when, reverse=True)

    def remove(self, key: str) -> None:
        """Forget an entry."""
        if _NAME.fullmatch(key):
            shutil.rmtree(self.folder / key, ignore_errors=True)

    def thin(self, kept: frozenset[str] = frozenset()) -> None:
        """Forget the oldest entries until the rest is within the limit; those in `kept` stay."""
        sizes = {key: self._nbytes(key) for key in self.keys()}
        gone = False
        for key in sorted(sizes, key=self._when):
            if sum(sizes.values()) > self.limit and key not in kept:
                self.remove(key)
                del sizes[key]
                gone = True
        if gone:
            self._clear_texts(sizes)

    def _when(self, key: str) -> float:
        with suppress(OSError):
            return (self.folder / key / _FILE).stat().st_mtime
        return 0.0

    def _nbytes(self, key: str) -> int:
        with suppress(OSError):
            return sum(path.stat().st_size for path in (self.folder / key).iterdir())
        return 0

    def _entry(self, key: str) -> Entry | None:
        try:
            with opened(self.folder / key / _FILE, LARGEST) as file:
                length = file.seek(0, 2)
                file.seek(0)
                found = sealed.peek(file, length, frozenset({_CURVE}))
            return Entry(key, found.record(_CARD, Card), found.arrays[_CURVE])
        except (Refused, Damaged, KeyError):
            return None

    def _written(self, folder: Path, snapshot: Snapshot) -> str:
        """Have a snapshot in a file of its own, under the name that is returned."""
        digest = snapshot.digest
        path = folder / f"{digest}{SUFFIX}"
        if not path.exists():
            with replacing(path) as file:
                sealed.write(file, {SNAPSHOT: snapshot})
        return digest

    def _read(self, folder: Path, digest: str) -> Snapshot | None:
        try:
            return loaded(folder / f"{digest}{SUFFIX}").record(SNAPSHOT, Snapshot) if _NAME.fullmatch(digest) else None
        except (Refused, Damaged):
            return None

    def _clear_texts(self, keys: Iterable[str]) -> None:
        """Remove the texts that no entry names any more."""
        named = {folder_of(entry.card.text) for entry in self.entries(keys)}
        with suppress(OSError):
            for folder in self.texts.iterdir():
                if folder.name not in named and time.time() - folder.stat().st_mtime > _RECENT:
                    shutil.rmtree(folder, ignore_errors=True)

    def _clear(self, folder: Path, card: Card) -> None:
        """Remove the snapshots that nothing names any more."""
        named = {_FILE, *(f"{digest}{SUFFIX}" for digest in card.digests)}
        with suppress(OSError):
            for path in folder.glob(f"*{SUFFIX}"):
                if path.name not in named:
                    path.unlink(missing_ok=True)

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error
