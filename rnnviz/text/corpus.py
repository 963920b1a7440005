"""A text to learn from: its ids, its vocabulary and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from weakref import WeakValueDictionary

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import BUILT_IN
from rnnviz.text.collecting import Collector, Ids
from rnnviz.text.reading import Progress, read
from rnnviz.text.vocabulary import Vocabulary
from rnnviz.text.words import words_of
from rnnviz.user_files import pipes
from rnnviz.user_files.reading import TEXT, Version, expanded, opened, version

_CHUNK = 1 << 20  # symbols
_SEARCHED = 1 << 22  # symbols in which words are looked for: War and Peace has three quarters of that

#: Files that something still learns from, so that a reset and a second session read nothing twice.
_open: WeakValueDictionary[tuple[str, Version], Corpus] = WeakValueDictionary()

#: What was made last of the settings text and text_file, while something learns from it.
_made: WeakValueDictionary[tuple[str, str], Corpus] = WeakValueDictionary()


@dataclass(frozen=True, eq=False)
class Corpus:
    """A text as a network sees it; nothing in it changes."""

    ids: Ids  # (length,)
    vocabulary: Vocabulary
    encoding: str  # of the file; "" for a text that was not read from one
    source: str  # "built-in", "text" or the path

    def __post_init__(self) -> None:
        if len(self.vocabulary) < 2:
            raise Refused(QT_TRANSLATE_NOOP("text", "A text of one symbol leaves nothing to predict."))

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words of the text, or of its first four million symbols, as they are written."""
        return words_of(self.vocabulary.decode(self.ids[:_SEARCHED]))


def from_text(text: str, source: str = "text") -> Corpus:
    """Make a corpus of a string; line ends become line feeds.

    Raises
    ------
    Refused
        If it holds fewer than two different symbols.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise Refused(QT_TRANSLATE_NOOP("text", "The text is empty."))
    collector = Collector(len(text))
    for start in range(0, len(text), _CHUNK):
        collector.add(text[start : start + _CHUNK])
    ids, vocabulary = collector.finish()
    return Corpus(ids, vocabulary, encoding="", source=source)


def from_file(path: str | Path, progress: Progress | None = None, limit: int = TEXT) -> Corpus:
    """Read a corpus from a file of at most `limit` bytes; see `rnnviz.text.reading.read`.

    Raises
    ------
    Refused
        If it cannot be read, is no text, or holds fewer than two different symbols.
    """
    path = expanded(path)
    with opened(path, limit) as file:
        key = (str(path), version(file))
        if (known := _open.get(key)) is not None:
            return known
        corpus = Corpus(*read(file, path, progress), source=str(path))
    _open[key] = corpus  # only now is it known that the file was the same from its beginning to its end
    return corpus


def piped(path: str | Path) -> str | None:
    """Return the text that a pipe brings; None if the path names none (see `rnnviz.user_files.pipes.content`).

    Raises
    ------
    Refused
        If it brings no text, too much or nothing at all.
    """
    if (content := pipes.content(path)) is None:
        return None
    ids, vocabulary, _ = read(BytesIO(content), Path(path))
    return vocabulary.decode(ids)


def built_in() -> Corpus:
    """Return the English text that every CPython carries: its own language reference, about 465,000 symbols.

    Raises
    ------
    Refused
        If this Python was packed without it.
    """
    try:
        from pydoc_data.topics import topics
    except ImportError as error:
        raise Refused(
            QT_TRANSLATE_NOOP("text", "This Python comes without the built-in text: open a text of your own."),
            details=str(error),
        ) from error
    return from_text("\n".join(topics[name] for name in sorted(topics)), source=BUILT_IN)


def in_use(text: str, text_file: str) -> Corpus | None:
    """Return the corpus that `chosen` made of these settings last, if something still learns from it."""
    return _made.get((text, text_file))


def chosen(text: str, text_file: str, progress: Progress | None = None, limit: int = TEXT) -> Corpus:
    """Return the corpus that the settings of those names ask for: a text given as such goes before a file.

    A file may have `limit` bytes.

    Raises
    ------
    Refused
        As the function that makes it.
    """
    corpus = from_text(text) if text else None
    if corpus is None:
        corpus = built_in() if text_file == BUILT_IN else from_file(text_file, progress, limit)
    _made[text, text_file] = corpus
    return corpus
