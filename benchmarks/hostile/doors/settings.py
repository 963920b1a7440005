"""The file of saved settings: values, whole files, and what stands in its place. The real window opens on some."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path
from time import thread_time

from PySide6.QtCore import QByteArray, QSettings

from benchmarks.hostile.door import Unclear, said_clearly
from benchmarks.hostile.doors._texts import NUMBERS, STRANGE, anything, spoilt
from rnnviz.engine.presets import preset
from rnnviz.gui.application import application, make_window
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import ALL, HISTORY_MB
from rnnviz.gui.preferences.store import LARGEST
from rnnviz.sentences import say

_GOOD = "[General]\ntheme=light\npoints=12\nhistory_mb=37\nhints=false\nframes_per_second=30\nopen=hidden gates\n"


class Settings:
    """(key, value) put into a good file, a whole file as bytes, or what stands in its place, by its name."""

    in_window = True

    def __init__(self, home: Path) -> None:
        application()
        self._file = Preferences().file
        self._count = 0
        self.usual = self._to_open = 0.0
        for _ in range(2):  # the first one takes longer
            begun = thread_time()
            self._open()
            self._to_open = thread_time() - begun

    def inputs(self, chance: random.Random) -> list[object]:
        made: list[object] = ["pipe", "folder", "device", "link to itself", "link to nothing", "sparse", "no folder"]
        for each in ALL:
            values = chance.sample(NUMBERS + STRANGE, 12) + [anything(chance) for _ in range(3)]
            made += [(each.key, value) for value in values]
            made += [
                (each.key, value) for value in ("[" * 5_000, ["1", "2"], QByteArray(b"\0\xff"), self._list(chance))
            ]
        for _ in range(60):
            made.append(spoilt(chance, _GOOD, chance.randint(1, 8)).encode("utf-8", "surrogatepass"))
        made += [chance.randbytes(chance.choice((10, 1_000, 100_000))) for _ in range(20)]
        return made

    def _list(self, chance: random.Random) -> str:
        items = [{"expression": "loss > 3"}, 1, None, [], {"expression": chance.choice(STRANGE), "every": 0}, {}]
        return json.dumps([*chance.choices(items, k=chance.randint(0, 8)), {"expression": "x", "every": 1e400}])

    def attempt(self, given: object) -> str:
        folder = self._file.parent
        shutil.rmtree(folder, ignore_errors=True)
        folder.unlink(missing_ok=True) if folder.is_file() else None
        self._put(given)
        preferences = Preferences()
        for each in ALL:
            if type(preferences.get(each)) is not type(each.default):
                raise Unclear(f"{each.key} is {preferences.get(each)!r}")
        if isinstance(given, tuple) and given[0] != HISTORY_MB.key and preferences.get(HISTORY_MB) != 37:
            raise Unclear("a good value was lost")
        said = preferences.mend()
        self._count += 1
        self.usual = 0.0
        if isinstance(given, str) or self._count % 30 == 0:
            self.usual = self._to_open
            self._open()
        return "" if said is None else say(said)

    def _put(self, given: object) -> None:
        file = self._file
        if given == "no folder":
            file.parent.parent.mkdir(parents=True, exist_ok=True)
            file.parent.write_bytes(b"")
            return
        file.parent.mkdir(parents=True)
        if given == "pipe":
            os.mkfifo(file)
        elif given == "folder":
            file.mkdir()
        elif isinstance(given, str) and given != "sparse":
            file.symlink_to({"device": "/dev/zero", "link to itself": file}.get(given, "nowhere"))
        elif isinstance(given, tuple):
            file.write_text(_GOOD, encoding="utf-8")
            QSettings(str(file), QSettings.Format.IniFormat).setValue(*given)
        else:
            file.write_bytes(given if isinstance(given, bytes) else b"")
            if given == "sparse":
                os.truncate(file, LARGEST * 10_000)

    def _open(self) -> None:
        window = make_window(preset("hello"), running=False)
        window.show()
        application().processEvents()
        if window.bench.notices.text:
            said_clearly(window.bench.notices.text, self._file)
        window.close()
        window.deleteLater()
        application().sendPostedEvents(None, 0)
        application().processEvents()


DOOR = Settings
