"""A text to learn from: its ids, its vocabulary and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from weakref import WeakValueDictionary

from rnnviz.assets import resource
from rnnviz.sentences import ENGLISH, QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import BUILT_IN, MACHINE, Material
from rnnviz.text.collecting import Collector, Ids
from rnnviz.text.composing import composed
from rnnviz.text.machine_texts import collected
from rnnviz.text.reading import Progress, Read, Reading, read
from rnnviz.text.vocabulary import Vocabulary
from rnnviz.text.words import words_of
from rnnviz.user_files import pipes
from rnnviz.user_files.reading import TEXT, Version, expanded, opened, read_text, version

_CHUNK = 1 << 20  # symbols
_SEARCHED = 1 << 22  # symbols in which words are looked for: War and Peace has three quarters of that

#: Files that something still learns from, so that a reset and a second session read nothing twice.
_open: WeakValueDictionary[tuple[Material, Version], Corpus] = WeakValueDictionary()

#: What was made last of the settings that name a text, while something learns from it.
_made: WeakValueDictionary[Material, Corpus] = WeakValueDictionary()

_NOT_FROM_A_FILE = Reading("")


@dataclass(frozen=True, eq=False)
class Corpus:
    """A text as a network sees it; nothing in it changes."""

    ids: Ids  # (length,)
    vocabulary: Vocabulary
    source: str  # "built-in", "text", "machine:python" and the like, or the path
    reading: Reading = _NOT_FROM_A_FILE

    def __post_init__(self) -> None:
        if len(self.vocabulary) < 2:
            raise Refused(QT_TRANSLATE_NOOP("text", "A text of one symbol leaves nothing to predict."))

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words of the text, or of its first four million symbols, as they are written."""
        return words_of(self.vocabulary.decode(self.ids[:_SEARCHED]))


def from_text(text: str, source: str = "text") -> Corpus:
    """Make a corpus of a string; line ends become line feeds, accents are joined to their letters.

    Raises
    ------
    Refused
        If it holds fewer than two different symbols.
    """
    made = composed(text)
    reading = Reading("", composed=made is not text)
    text = made.replace("\r\n", "\n").replace("\r", "\n")
    if not text:
        raise Refused(QT_TRANSLATE_NOOP("text", "The text is empty."))
    collector = Collector(len(text))
    for start in range(0, len(text), _CHUNK):
        collector.add(text[start : start + _CHUNK])
    ids, vocabulary = collector.finish()
    return Corpus(ids, vocabulary, source, reading)


def from_file(
    path: str | Path,
    progress: Progress | None = None,
    limit: int = TEXT,
    hint: str = ENGLISH,
    encoding: str = "",
) -> Corpus:
    """Read a corpus from a file of at most `limit` bytes; see `rnnviz.text.reading.read`.

    Raises
    ------
    Refused
        If it cannot be read, is no text, or holds fewer than two different symbols.
    """
    path = expanded(path)
    with opened(path, limit) as file:
        key = Material("", str(path), encoding, hint), version(file)
        if (known := _open.get(key)) is not None:
            return known
        there = read(file, path, progress, hint, encoding)
        corpus = Corpus(there.ids, there.vocabulary, str(path), there.reading)
    _open[key] = corpus  # only now is it known that the file was the same from its beginning to its end
    return corpus


def piped(path: str | Path, hint: str = ENGLISH, encoding: str = "") -> Read | None:
    """Return the text that a pipe brings; None if the path names none (see `rnnviz.user_files.pipes.content`).

    Raises
    ------
    Refused
        If it brings no text, too much or nothing at all.
    """
    if (content := pipes.content(path)) is None:
        return None
    return read(BytesIO(content), Path(path), None, hint, encoding)


def built_in(language: str = ENGLISH) -> Corpus:
    """Return the text that is there without a file, in a language.

    In English it is what every CPython carries: its own language reference, about 465,000 symbols. In another
    language it is a text of RNNviz's own, in ``resources/texts``.

    Raises
    ------
    Refused
        If this Python was packed without it.
    """
    return from_text(built_in_text(language), source=BUILT_IN)


def built_in_text(language: str = ENGLISH) -> str:
    """Return the text of `built_in` as it is; raises `Refused` as it does."""
    if language != ENGLISH:
        return read_text(resource("texts", f"{language}.txt"))
    try:
        from pydoc_data.topics import topics
    except ImportError as error:
        raise Refused(
            QT_TRANSLATE_NOOP("text", "This Python comes without the built-in text: open a text of your own."),
            details=str(error),
        ) from error
    return "\n".join(topics[name] for name in sorted(topics))


def in_use(material: Material) -> Corpus | None:
    """Return the corpus that `chosen` made of these settings last, if something still learns from it."""
    return _made.get(material)


def chosen(material: Material, progress: Progress | None = None, limit: int = TEXT) -> Corpus:
    """Return the corpus that settings ask for: a text given as such goes before a file.

    A file may have `limit` bytes.

    Raises
    ------
    Refused
        As the function that makes it.
    """
    text, path, encoding, language = material
    corpus = from_text(text) if text else None
    if corpus is None and path.startswith(MACHINE):
        corpus = from_text(collected(path, progress), source=path)
    if corpus is None:
        corpus = built_in(language) if path == BUILT_IN else from_file(path, progress, limit, language, encoding)
    _made[material] = corpus
    return corpus
