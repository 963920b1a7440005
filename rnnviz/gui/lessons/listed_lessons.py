"""The lessons that there are, read for the list: those that cannot be used too, with what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rnnviz.lessons import Lesson, Place, folders, own_folder, read
from rnnviz.policy import in_force
from rnnviz.sentences import Refused, language


@dataclass(frozen=True)
class ListedLesson:
    """A lesson's folder, and the lesson or why it cannot be opened."""

    folder: Path
    lesson: Lesson | None
    refused: Refused | None = None

    @property
    def chapter(self) -> int:
        """Its chapter; 0: it is the user's own, or has no number."""
        place = Place.of(self.folder)
        return place.chapter if place.number and own_folder() not in self.folder.parents else 0

    @property
    def title(self) -> str:
        """What it is called in the language in force; the folder's name where nothing better is known."""
        place = Place.of(self.folder)
        if self.lesson is None:
            return f"⚠  {self.folder.name}"
        return f"{place.key}  {self.lesson.said(language())}" if place.number else self.lesson.said(language())


def listed_lessons() -> Iterator[ListedLesson]:
    """Read every lesson, one after the other; one that is broken is listed too."""
    settled = in_force().lessons
    for folder in folders():
        if settled and own_folder() not in folder.parents and Place.of(folder).key not in settled:
            continue
        try:
            yield ListedLesson(folder, read(folder))
        except Refused as refused:
            yield ListedLesson(folder, None, refused)
