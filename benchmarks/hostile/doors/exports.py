"""What an export is to be written to: a file appears as a whole, or it is said why not, and nothing else is harmed."""

from __future__ import annotations

import os
import random
import socket
import stat
from pathlib import Path

from benchmarks.hostile.door import Unclear
from benchmarks.hostile.doors._texts import STRANGE, anything
from rnnviz.files.replacing import folder, write

_KINDS = (
    "pipe",
    "folder",
    "socket",
    "device",
    "link to itself",
    "link to a device",
    "link to a file",
    "no folder",
    "file in the way",
)
_CONTENT = b"numbers\n"


class Exports:
    """(name, what stands there already); a device is made for the purpose, never one of the system's."""

    in_window = False

    def __init__(self, home: Path) -> None:
        self._home = home
        self._count = 0

    def inputs(self, chance: random.Random) -> list[tuple[str, str]]:
        made = [("a.csv", kind) for kind in _KINDS]
        made += [(name, "nothing") for name in STRANGE]
        made += [(anything(chance, 12), chance.choice(("nothing", "file"))) for _ in range(60)]
        return made

    def attempt(self, given: tuple[str, str]) -> str:
        name, kind = given
        self._count += 1
        self._place = self._home / str(self._count)
        self._place.mkdir()
        path = self._place / name
        before = self._put(path, kind)
        try:
            if kind == "file in the way":
                folder(path / "inside")
            write(path, _CONTENT)
        finally:
            self._nothing_harmed(path, kind, before)
        if not path.is_file() or path.read_bytes() != _CONTENT:
            raise Unclear("it was not written")
        return ""

    def _put(self, path: Path, kind: str) -> int | None:
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        elif kind in ("file", "file in the way") and path.name == "a.csv":
            path.write_bytes(b"former")
        elif kind == "socket":
            os.chdir(path.parent)
            socket.socket(socket.AF_UNIX).bind(path.name)
        elif kind == "link to itself":
            path.symlink_to(path)
        elif kind == "link to a file":
            (path.parent / "other").write_bytes(b"former")
            path.symlink_to("other")
        elif "device" in kind:
            node = path if kind == "device" else path.parent / "node"
            try:
                os.mknod(node, stat.S_IFCHR | 0o600, os.makedev(1, 3))  # as /dev/null is
            except OSError:
                os.mkfifo(node)  # only root makes devices
            if node != path:
                path.symlink_to(node)
        return None if kind in ("file", "nothing", "link to itself") or not path.exists() else path.stat().st_mode

    def _nothing_harmed(self, path: Path, kind: str, before: int | None) -> None:
        if before is not None and (stat.S_IFMT(path.stat().st_mode) != stat.S_IFMT(before)):
            raise Unclear(f"the {kind} is gone")
        if [left for left in self._place.iterdir() if left.name.startswith(".a.csv.")]:
            raise Unclear("something temporary is left behind")


DOOR = Exports
