"""Texts of the lectures that others wrote: what they are, whence they come, under which licence. None of them is here.

Whoever wants one fetches it and opens the file. Titles are marked with ``QT_TRANSLATE_NOOP("texts", ...)``.
"""

from __future__ import annotations

from typing import NamedTuple

from rnnviz.sentences import QT_TRANSLATE_NOOP

_PUBLIC = QT_TRANSLATE_NOOP("texts", "public domain")


class Entry(NamedTuple):
    """One text."""

    title: str
    source: str  # who made it, and where the file comes from
    url: str
    licence: str
    size: int = 0  # bytes; 0: not known here
    sha256: str = ""  # of the file, where it is one that does not change


ENTRIES = (
    Entry(
        QT_TRANSLATE_NOOP("texts", "Plays"),
        "Shakespeare; char-rnn, data/tinyshakespeare/input.txt",
        "https://raw.githubusercontent.com/karpathy/char-rnn/6f9487a6fe5b420b7ca9afb0d7c078e37c1d1b4e/"
        "data/tinyshakespeare/input.txt",
        _PUBLIC,
        1_115_394,
        "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
    ),
    Entry(
        QT_TRANSLATE_NOOP("texts", "Sonnets"),
        "Shakespeare; Project Gutenberg 1041",
        "https://www.gutenberg.org/ebooks/1041",
        _PUBLIC,
    ),
    Entry(
        QT_TRANSLATE_NOOP("texts", "A novel in English"),
        "Tolstoy, War and Peace (Maude); Project Gutenberg 2600",
        "https://www.gutenberg.org/ebooks/2600",
        _PUBLIC,
    ),
    Entry(
        QT_TRANSLATE_NOOP("texts", "A novel in Portuguese"),
        "Machado de Assis, Dom Casmurro",
        "https://raw.githubusercontent.com/levilelis/rna_geracao_texto/d71548d5fc96ae5e5151d28988b0472cb2d2a345/"
        "dom_casmurro.txt",
        _PUBLIC,
        392_023,
        "0e0f8a4d5a5c99fc002fb02c907d8bdab6313d666008482c898cfaa9e7846675",
    ),
    Entry(
        QT_TRANSLATE_NOOP("texts", "Algebra in LaTeX"),
        "The Stacks project",
        "https://github.com/stacks/stacks-project",
        "GNU FDL 1.2",
    ),
    Entry(
        QT_TRANSLATE_NOOP("texts", "Wikipedia"),
        "enwik8, the first 100 MB of the English Wikipedia of 2006 (Mahoney)",
        "http://mattmahoney.net/dc/textdata.html",
        "GNU FDL, CC BY-SA",
        100_000_000,
    ),
    Entry(
        QT_TRANSLATE_NOOP("texts", "C source"),
        "Linux",
        "https://www.kernel.org",
        "GNU GPL 2.0",
    ),
)
