"""Markov models of the text that a session learns, on the sequence that it watches. No Qt, no torch here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.engine.config import RunConfig
from rnnviz.probe.frame import Array, Output
from rnnviz.sentences import Refused
from rnnviz.settings import Material
from rnnviz.tasks._words import WordVocabulary, cut
from rnnviz.text.corpus import Corpus, chosen, in_use
from rnnviz.text.markov import MOST, Markov
from rnnviz.user_files.faults import MB

HIGHEST = 6  # order
SMALL = 2 * MB
WORDS = "words"  # the task whose symbols are words


@dataclass(frozen=True, eq=False)
class Counted:
    """The text of a session, counted."""

    source: Material  # the settings that name the text
    shown: tuple[str, ...]  # of its vocabulary
    length: int
    model: Markov

    @property
    def cut(self) -> bool:
        """Whether only a beginning of the text is counted."""
        return self.length > MOST


@dataclass(frozen=True, eq=False)
class Windows:
    """What every order expects of a watched sequence."""

    symbols: tuple[str, ...]  # as shown
    targets: Array  # (T,); -1: none known
    probabilities: Array  # of the targets, (order, T); NaN where none is known
    left_out: int  # times that the sequence stands in the text, where it is not counted

    @property
    def losses(self) -> Array:
        """The mean loss of each order in nats, (order,)."""
        return np.asarray(-np.nanmean(np.log(self.probabilities), axis=1))


def counted(config: RunConfig) -> Counted | None:
    """Count the text that a config names, which a run has open; a file that none has is read if it is small.

    None if it cannot be read: this is asked in the window's thread.
    """
    corpus = in_use(config.material)
    try:
        corpus = corpus or chosen(config.material, limit=SMALL)
    except Refused:
        return None
    if config.task == WORDS:
        return _by_words(config, corpus)
    model = Markov(corpus.ids, len(corpus.vocabulary))
    return Counted(config.material, corpus.vocabulary.shown, len(corpus.ids), model)


def _by_words(config: RunConfig, corpus: Corpus) -> Counted | None:
    """Count a text word by word, with the vocabulary that the word model has."""
    if len(corpus.ids) > MOST:  # to be cut it would have to be held up
        return None
    words = cut(corpus.vocabulary.decode(corpus.ids))
    vocabulary = WordVocabulary(words, config.words)
    ids = vocabulary.ids(words)
    return Counted(config.material, vocabulary.shown, len(ids), Markov(ids, len(vocabulary)))


def windows(text: Counted, symbols: tuple[str, ...], output: Output) -> Windows | None:
    """Look every window of a watched sequence up; None if the network's symbols are not those of the text."""
    if text.shown != output.labels or len(output.targets) != len(symbols):
        return None
    places = {symbol: place for place, symbol in enumerate(text.shown)}
    if not set(symbols) <= places.keys():
        return None
    read = np.array([places[symbol] for symbol in symbols])
    model, left_out = text.model.without(read)  # or a long window would know the passage by heart
    expected = model.next_symbol(read, HIGHEST)  # (order, T, V)
    own = expected[:, np.arange(len(read)), output.targets.clip(0)]
    return Windows(symbols, output.targets, np.where(output.targets >= 0, own, np.nan), left_out)
