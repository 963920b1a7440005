"""Why a model has nothing for a panel, however long it learns: each sentence once, for the panels that say it."""

from __future__ import annotations

from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

NO_RECURRENCE = QT_TRANSLATE_NOOP("panels", "This model has no recurrent layer.")
NO_ATTENTION = QT_TRANSLATE_NOOP("panels", "This model has no attention.")
NO_WEIGHTS = QT_TRANSLATE_NOOP("panels", "This model has no weights.")
NO_SYMBOLS = QT_TRANSLATE_NOOP("panels", "This model predicts no symbols.")
NO_READING_ON = QT_TRANSLATE_NOOP("panels", "This model does not read on from what it writes.")
NO_WRITING = QT_TRANSLATE_NOOP("panels", "This task writes no text, so there is nothing to sample.")
NO_DECODER = QT_TRANSLATE_NOOP("panels", "This model has no decoder that could search for what to write.")
ONE_NET = QT_TRANSLATE_NOOP("panels", "This model is one net: it does not read to the end before it writes.")
_ALL = (NO_DECODER, ONE_NET, NO_RECURRENCE, NO_ATTENTION, NO_WEIGHTS, NO_SYMBOLS, NO_READING_ON, NO_WRITING)


def says_so(text: str) -> bool:
    """Return whether a text on show is one of these sentences, in the language in force."""
    return text in {translate("panels", each) for each in _ALL}
