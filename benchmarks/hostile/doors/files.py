"""Files opened as a text to learn from: read in the worker's thread, which must end."""

from __future__ import annotations

import os
import random
import socket
from pathlib import Path

from benchmarks.hostile.door import Unclear
from benchmarks.hostile.doors._texts import STRANGE, anything
from rnnviz.engine.presets import preset
from rnnviz.text.composing import composed
from rnnviz.text.corpus import from_file
from rnnviz.user_files.encodings import chosen

_KINDS = (
    "pipe",
    "folder",
    "socket",
    "device",
    "link to itself",
    "link to nothing",
    "sparse",
    "nothing",
    "long",
    "user",
)
_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "latin-1",
    "cp1252",
    "cp1251",
    "shift_jis",
    "gb18030",
)
_WORDS = "The quick brown fox jumps over the lazy dog. Não há nada como o pão à mesa.\n"


class Texts:
    """(name of the file, its bytes or what stands there)."""

    in_window = False

    def __init__(self, home: Path) -> None:
        self._folder = home / "texts"
        self._folder.mkdir()
        self._count = 0

    def inputs(self, chance: random.Random) -> list[tuple[str, object]]:
        made: list[tuple[str, object]] = [("a", kind) for kind in _KINDS]
        made += [(name, b"abc") for name in STRANGE if "/" not in name]
        for encoding in _ENCODINGS:
            content = (_WORDS * 30).encode(encoding, "replace")
            made += [
                ("a", content),
                ("a", content[:-1]),
                ("a", content[1:]),
                ("a", content + b"\xff"),
                ("a", content[::-1]),
            ]
        for size in (0, 1, 2, 3, 10, 100, 10_000):
            made += [("a", b"\0" * size), ("a", b"a" * size), ("a", chance.randbytes(size)), ("a", b"\r" * size)]
        for _ in range(60):
            content = bytearray((_WORDS * 20).encode())
            for _ in range(chance.randint(1, 20)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            made.append(("a", bytes(content)))
        made += [("a", anything(chance, 300).encode("utf-8", "surrogatepass")) for _ in range(20)]
        return made

    def attempt(self, given: tuple[str, object]) -> str:
        name, content = given
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        path: str | Path = folder / name
        self._put(Path(path), content)
        if content == "user":
            path = "~nobody-of-that-name/a"
        config = preset("hello").config.changed(text_file=str(path), text="")
        corpus = from_file(config.text_file)
        text = corpus.vocabulary.decode(corpus.ids)
        assert isinstance(content, bytes)
        choice, (before, after) = chosen(corpus.reading.encoding), corpus.reading.cut
        meant = content[before : len(content) - after].decode(choice.name).replace("\ufeff", "")
        if text != composed(meant.replace("\r\n", "\n").replace("\r", "\n")):
            raise Unclear(f"read as {choice}: {text[:60]!r}")
        return ""

    def _put(self, path: Path, content: object) -> None:
        if isinstance(content, bytes):
            if "\0" not in path.name and len(os.fsencode(_encodable(path.name))) < 256:
                Path(_encodable(str(path))).write_bytes(content)
        elif content == "pipe":
            os.mkfifo(path)
        elif content == "folder":
            path.mkdir()
        elif content == "socket":
            os.chdir(path.parent)
            socket.socket(socket.AF_UNIX).bind(path.name)
        elif content == "sparse":
            path.touch()
            os.truncate(path, 40_000_000_000)
        elif content in ("device", "link to itself", "link to nothing"):
            path.symlink_to({"device": "/dev/zero", "link to itself": path}.get(str(content), "nowhere"))


def _encodable(name: str) -> str:
    return name.encode("utf-8", "replace").decode() if any("\ud800" <= c < "\udc80" for c in name) else name


DOOR = Texts
