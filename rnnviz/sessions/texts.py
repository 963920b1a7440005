"""The text that a run learns from, kept with it: without the very same one it could not go on to the same bits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

import numpy as np
from platformdirs import user_data_path

from rnnviz.engine.config import RunConfig
from rnnviz.files.replacing import write
from rnnviz.packing.arrays import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import BUILT_IN, MACHINE, OF_TEXTS
from rnnviz.text.corpus import built_in_text
from rnnviz.text.machine_texts import collected
from rnnviz.user_files.faults import MB, shown, size
from rnnviz.user_files.reading import TEXT, opened

EMBEDDED = 20 * MB  #: bytes of a text that is kept in the file itself
_CHUNK = 1 << 20
_SHOWN = 12  # digits of a hash that name a folder


@dataclass(frozen=True, eq=False)
class Text:
    """Which text it was."""

    kind: Literal["built-in", "given", "file"]
    path: str  # of a file, where it was
    size: int  # bytes
    sha256: str
    content: Array | None = None  # (size,) bytes; None: they are elsewhere


class Named(NamedTuple):
    """How the settings name a text (`RunConfig.text`, `text_file`)."""

    text: str
    text_file: str
    encoding: str


class Missing(Refused):
    """The text of a run is not where it was, or is another one: it has to be asked for."""

    def __init__(self, text: Text) -> None:
        super().__init__(
            QT_TRANSLATE_NOOP(
                "sessions",
                "The text {path} ({size}), which the run has learned from, is not there any more, or was changed: say "
                "where it is now.",
            ),
            details=text.sha256,
            path=shown(text.path),
            size=size(text.size),
        )
        self.text = text


def taken(config: RunConfig) -> Text | None:
    """Return the text that a config learns from, with its content unless it is too large; None: it learns from none.

    Raises
    ------
    Refused
        If it cannot be read.
    """
    if not _learns_a_text(config):
        return None
    if config.text:
        return _of("given", "", config.text.encode())
    if _is_there_anyway(config):
        return _of("built-in", config.text_file, _there_anyway(config))
    with opened(config.text_file, TEXT) as file:
        return _measured(config.text_file, file)


def settled(text: Text | None, config: RunConfig, folder: Path, elsewhere: str = "") -> Named:
    """Return how a config names a text on this machine.

    Where the file is another one by now, what was kept of it is put into a folder, and read from there.

    Parameters
    ----------
    text : Text or None
        What was kept.
    config : RunConfig
        With the names that it had.
    folder : Path
        Of kept texts.
    elsewhere : str
        Where the user says that the file is.

    Raises
    ------
    Missing
        If it is to be found nowhere.
    Refused
        If it cannot be read, or written to the folder.
    """
    named = Named(config.text, config.text_file, config.encoding)
    if text is None:
        return named
    if text.content is not None and text.kind == "given":
        return named._replace(text=_decoded(text.content))
    if text.kind == "built-in":
        return named if _same(text, config) else _given(text, named)
    for path in filter(None, (elsewhere, text.path)):
        if _is_there(text, path):
            return named._replace(text_file=path)
    if text.content is None:
        raise Missing(text)
    return named._replace(text_file=str(_put(text, text.content, folder)))


def shelved(text: Text | None, folder: Path) -> Text | None:
    """Return a text without its content, which is in a folder from now on: many times it is written only once."""
    if text is None or text.content is None:
        return text
    _put(text, text.content, folder)
    return replace(text, content=None)


def taken_off(text: Text | None, folder: Path) -> Text | None:
    """Return a text with its content again, if it is there."""
    if text is None or text.content is not None:
        return text
    try:
        with opened(_place(text, folder), EMBEDDED) as file:
            content = file.read()
    except Refused:
        return text
    same = sha256(content).hexdigest() == text.sha256
    return replace(text, content=np.frombuffer(content, np.uint8)) if same else text


def kept_texts() -> Path:
    """Return where texts are put that came within a session."""
    return user_data_path("RNNviz", appauthor=False) / "texts"


def _of(kind: Literal["built-in", "given"], path: str, content: bytes) -> Text:
    kept = np.frombuffer(content, np.uint8) if len(content) <= EMBEDDED or kind == "given" else None
    return Text(kind, path, len(content), sha256(content).hexdigest(), kept)


def _learns_a_text(config: RunConfig) -> bool:
    """Return whether there is a text to be kept: sentences that a grammar makes follow from the settings."""
    made = config.task == "translation" and not config.text and config.text_file == BUILT_IN
    return config.task in OF_TEXTS and not made


def _is_there_anyway(config: RunConfig) -> bool:
    return config.text_file == BUILT_IN or config.text_file.startswith(MACHINE)


def _there_anyway(config: RunConfig) -> bytes:
    """Return a text that this machine has without a file of the user's."""
    at = config.text_file
    return (built_in_text(config.language) if at == BUILT_IN else collected(at, None)).encode("utf-8", "surrogatepass")


def _measured(path: str, file: BinaryIO) -> Text:
    found, kept, length = sha256(), BytesIO(), 0
    while chunk := file.read(_CHUNK):
        found.update(chunk)
        length += len(chunk)
        if length <= EMBEDDED:
            kept.write(chunk)
    content = np.frombuffer(kept.getvalue(), np.uint8) if length <= EMBEDDED else None
    return Text("file", str(Path(path).absolute()), length, found.hexdigest(), content)


def _same(text: Text, config: RunConfig) -> bool:
    try:
        return sha256(_there_anyway(config)).hexdigest() == text.sha256
    except Refused:
        return False


def _given(text: Text, named: Named) -> Named:
    """Return the built-in text of another Python, or of another RNNviz, as a text that is given."""
    if text.content is None:
        raise Missing(text)
    return named._replace(text=_decoded(text.content))


def _decoded(content: Array) -> str:
    try:
        return content.tobytes().decode()
    except UnicodeDecodeError as error:
        raise Refused(QT_TRANSLATE_NOOP("sessions", "The text in it is damaged."), details=repr(error)) from error


def _is_there(text: Text, path: str) -> bool:
    try:
        with opened(path, TEXT) as file:
            return file.seek(0, 2) == text.size and file.seek(0) == 0 and _measured(path, file).sha256 == text.sha256
    except Refused:
        return False


def _put(text: Text, content: Array, folder: Path) -> Path:
    """Have the content of a text in a file of its own, under the name that it had."""
    path = _place(text, folder)
    if not _is_there(text, str(path)):
        _made(path.parent)
        write(path, content.tobytes())
    return path


def _place(text: Text, folder: Path) -> Path:
    name = Path(text.path.replace("\\", "/").replace(":", "-")).name or "text"
    return folder / folder_of(text.sha256) / name


def folder_of(sha256: str) -> str:
    """Return the name of the folder in which a text is put, among those of kept texts."""
    return sha256[:_SHOWN]


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from rnnviz.user_files.writing_faults import unwritable

        raise unwritable(folder, error) from error


Finder = Callable[[Text | None, RunConfig], Named]
