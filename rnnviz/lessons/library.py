"""Where lessons lie: a folder each, whose name says their order and their key."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from rnnviz.assets import resource
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import shown
from rnnviz.user_files.reading import is_file

FILE = "lesson.toml"

_FOLDER = re.compile(r"(?P<number>\d+\.\d+)(?P<part>[a-z]?)-(?P<name>[a-z0-9-]+)")


@dataclass(frozen=True, order=True)
class Place:
    """Where a lesson stands: chapter, item, letter within the item, and the folder's name."""

    chapter: int
    item: int
    part: str
    name: str

    @classmethod
    def of(cls, folder: Path) -> Place:
        """Read it off a folder's name, such as 2.5b-parity; what is named otherwise comes last."""
        if (named := _FOLDER.fullmatch(folder.name)) is None:
            return cls(1000, 0, "", folder.name)
        chapter, item = map(int, named["number"].split("."))
        return cls(chapter, item, named["part"], named["name"])

    @property
    def number(self) -> str:
        """The item of the curriculum: "5.1"; empty if the folder is named otherwise."""
        return "" if self.chapter == 1000 else f"{self.chapter}.{self.item}"

    @property
    def key(self) -> str:
        """What the command line calls it: "5.1", "2.5b", or the folder's name."""
        return f"{self.number}{self.part}" or self.name


def own_folder() -> Path:
    """Return where a user's own lessons are."""
    return user_data_path("RNNviz", appauthor=False) / "lessons"


def folders(*places: Path) -> tuple[Path, ...]:
    """Return the folder of every lesson, in their order; by default the built-in ones and the user's own.

    One with a `lesson.toml` that leads nowhere is among them: somebody wonders where his lesson is.
    """
    found = [folder for place in places or (resource("lessons"), own_folder()) for folder in _within(place)]
    return tuple(sorted(found, key=lambda folder: (Place.of(folder), str(folder))))


def _within(place: Path) -> list[Path]:
    try:
        return [folder for folder in place.iterdir() if os.path.lexists(folder / FILE)]
    except OSError:  # there is none, or nobody may look into it
        return []


def find(key: str, known: Sequence[Path] | None = None) -> Path:
    """Return a lesson's folder by its number ("5.1", "2.5b"), its folder's name, or its path.

    Raises
    ------
    Refused
        If there is none.
    """
    if is_file(Path(key) / FILE):
        return Path(key)
    there = folders() if known is None else known
    for folder in there:
        if key in (folder.name, Place.of(folder).key, Place.of(folder).number, Place.of(folder).name):
            return folder
    raise Refused(
        QT_TRANSLATE_NOOP("lessons", "There is no lesson {key}; there are {known}."),
        key=shown(key) if key.strip() else repr(key),
        known=", ".join(dict.fromkeys(Place.of(folder).key for folder in there)),
    )
