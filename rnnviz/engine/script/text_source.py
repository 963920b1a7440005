"""Where a script has its text from: itself, this Python's help, the user's file, or a file beside the script."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rnnviz.settings import BUILT_IN, Material
from rnnviz.text.corpus import Corpus, built_in_text, chosen, from_text
from rnnviz.user_files.encodings import chosen as encoding_of
from rnnviz.user_files.reading import expanded

EMBEDDED = 4000  #: symbols that a script holds itself, at most
_WIDTH = 120  # of a line of code
_LINE = 100  # symbols of a line of it

Kind = Literal["embedded", "help", "file", "beside"]


@dataclass(frozen=True)
class TextSource:
    """How a script reads its text.

    Attributes
    ----------
    kind : str
        "embedded"; "help": of the Python that runs it; "file": the user's; "beside": a file that is written with it.
    lines : tuple of str
        Of an embedded text: string literals that follow one another.
    path, encoding : str
        Of the user's file.
    composed : bool
        Whether its accents have to be joined to their letters.
    checksum : int
        CRC-32 of the text in UTF-8: another one is another text.
    text : str
        What is to stand beside the script.
    """

    kind: Kind
    lines: tuple[str, ...] = ()
    path: str = ""
    encoding: str = ""
    composed: bool = False
    checksum: int = 0
    text: str = ""


def text_source(material: Material) -> TextSource:
    """Return how the text of a run is read; raises `Refused` if it is not there any more."""
    corpus = chosen(material)
    text = corpus.vocabulary.decode(corpus.ids)
    checksum = zlib.crc32(_bytes(text))
    if len(text) <= EMBEDDED:
        return TextSource("embedded", _literals(text), checksum=checksum)
    if corpus.source == BUILT_IN and _is_help(text):
        return TextSource("help", checksum=checksum)
    if not material.text and (found := _file(material, corpus, text)) is not None:
        return TextSource("file", (), *found, checksum)
    return TextSource("beside", checksum=checksum, text=text)


def _is_help(text: str) -> bool:
    plain = from_text(built_in_text())
    return text == plain.vocabulary.decode(plain.ids) == built_in_text()


def _file(material: Material, corpus: Corpus, text: str) -> tuple[str, str, bool] | None:
    """Return path and encoding of a file, and whether to join accents, if a script can read it by these alone."""
    path = Path(expanded(material.text_file)).absolute()
    encoding = encoding_of(corpus.reading.encoding or "utf-8")
    if encoding.skip or not path.is_file():
        return None
    try:
        read = path.read_text(encoding=encoding.name).replace("\ufeff", "")
    except (OSError, ValueError):
        return None
    for composed in (False, True):
        if (unicodedata.normalize("NFC", read) if composed else read) == text:
            return str(path), encoding.name, composed
    return None


def _literals(text: str) -> tuple[str, ...]:
    """Return a text as literals of Python, each no longer than a line."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        found += [literal(line[k : k + _LINE]) for k in range(0, len(line), _LINE)]
    return tuple(found)


def literal(text: str) -> str:
    """Return a string as Python's formatters write it: in double quotes."""
    made = repr("'" + text)  # an apostrophe in it has repr take double quotes, unless the text has some itself
    inner = made[2:-1] if made.startswith('"') else made[3:-1].replace("\\'", "'").replace('"', '\\"')
    return f'"{inner}"'


def python(value: object) -> str:
    """Return plain data as code: words, numbers, and lists of them."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(python, value))}]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return literal(value) if isinstance(value, str) else repr(value)


def long_list(name: str, words: Sequence[str]) -> str:
    """Return the assignment of a list: on one line, or with a word on each, as formatters have it."""
    if len(line := f"{name} = {python(words)}") <= _WIDTH:
        return line
    return "\n".join([f"{name} = [", *(f"    {literal(word)}," for word in words), "]"])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
