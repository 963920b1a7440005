"""The file of preferences: whatever stands in its place, the window opens, and says what it could not take over."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from PySide6.QtCore import QSettings

from rnnviz.files.replacing import write
from rnnviz.gui.preferences.declared import ALL, LANGUAGE, OPEN, PLACES, Layout
from rnnviz.gui.preferences.kinds import Preference
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence, say
from rnnviz.user_files.faults import shown
from rnnviz.user_files.reading import check, is_file, opened

T = TypeVar("T")

LARGEST = 1 << 21  # bytes: what a file of preferences never has, and a wrong one might


class Preferences:
    """Typed access to the settings file.

    A value that is not understood is as it is at first, and costs no other one; see `mend`. What is no regular file is
    never opened: then everything is as at first, and remembered until the end only.
    """

    def __init__(self) -> None:
        self.file = _place()
        self._settings, self._said = _opened(self.file)
        self._passing: dict[str, object] = {}  # in place of a file

    def get(self, preference: Preference[T]) -> T:
        """Return what is remembered, or the default."""
        return preference.understood(self._saved(preference))

    def put(self, preference: Preference[T], value: T) -> None:
        """Remember a value."""
        if self._settings is None:
            self._passing[preference.key] = preference.write(value)
        else:
            self._settings.setValue(preference.key, preference.write(value))

    def _saved(self, preference: Preference[Any]) -> object:
        settings = self._settings
        return self._passing.get(preference.key) if settings is None else settings.value(preference.key)

    # --- what is remembered together, or asked for often ---

    @property
    def language(self) -> str:
        """The code of the language that the user chose; empty at the first start."""
        return self.get(LANGUAGE)

    @property
    def layout(self) -> Layout | None:
        """How the window was left; None at the first start."""
        places = self.get(PLACES)
        return None if places.isEmpty() else Layout(places, self.get(OPEN))

    def keep_layout(self, layout: Layout) -> None:
        """Remember how the window is left."""
        self.put(PLACES, layout.places)
        self.put(OPEN, layout.open)
        self.sync()

    @property
    def lasting(self) -> bool:
        """Whether what is remembered is still known at the next start."""
        return self._settings is not None and self._settings.isWritable()

    def sync(self) -> None:
        """Write what is remembered now, whatever becomes of the process."""
        if self._settings is not None:
            self._settings.sync()

    # --- what could not be understood ---

    def mend(self) -> Sentence | None:
        """Keep the good part of every value that is broken, and the former file beside it; return what is to be said.

        It is said once: afterwards nothing is broken. Where the former file cannot be kept, nothing is changed.
        """
        broken = [each for each in ALL if not each.is_good(self._saved(each))]
        if not broken or self._settings is None:
            return self._said
        names = ", ".join(say(Sentence(each.title)) for each in broken)
        kept = _kept_beside(self.file)
        for each in broken if kept is not None else ():
            self.put(each, self.get(each))
        values = MappingProxyType({"names": names, "file": shown(kept or self.file)})
        return Sentence(_LEFT_ASIDE if kept is None else _KEPT_BESIDE, values)


_KEPT_BESIDE = QT_TRANSLATE_NOOP(
    "settings", "Not all that was saved is understood ({names}): the rest is as it was, the former file is now {file}."
)
_LEFT_ASIDE = QT_TRANSLATE_NOOP(
    "settings", "Not all that was saved in {file} is understood ({names}): the rest is as it was."
)
_NO_FILE = QT_TRANSLATE_NOOP("settings", "Settings last only until the window is closed: {reason}")
_TOO_LARGE = QT_TRANSLATE_NOOP(
    "settings", "{file} is too large for saved settings: everything is as at first, the former file is now {aside}."
)


_LEFT = QT_TRANSLATE_NOOP(
    "settings", "Settings last only until the window is closed: {file} is too large, and cannot be moved aside."
)


def _place() -> Path:
    """Return where Qt keeps settings of this kind, without having it read ours: a pipe would be waited for."""
    other = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "RNNviz-nothing")
    return Path(other.fileName()).parent / "RNNviz" / "RNNviz.ini"


def _opened(file: Path) -> tuple[QSettings | None, Sentence | None]:
    """Open the file if that is safe; else say why it is not. One that is too large is moved aside."""
    said = None
    try:
        if is_file(file) and file.stat().st_size > LARGEST:
            file.replace(_aside(file))
            said = Sentence(_TOO_LARGE, MappingProxyType({"file": shown(file), "aside": shown(_aside(file))}))
        if os.path.lexists(file):
            check(file, LARGEST)
    except OSError:  # it cannot be moved
        return None, Sentence(_LEFT, MappingProxyType({"file": shown(file)}))
    except Refused as refused:
        return None, Sentence(_NO_FILE, MappingProxyType({"reason": refused.sentence}))
    return QSettings(str(file), QSettings.Format.IniFormat), said


def _aside(file: Path) -> Path:
    return file.with_suffix(".former.ini")


def _kept_beside(file: Path) -> Path | None:
    """Return a copy of the file as it is; None if there can be none."""
    try:
        with opened(file, LARGEST) as former:
            write(_aside(file), former.read())
    except Refused:
        return None
    return _aside(file)
