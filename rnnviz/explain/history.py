"""The history of recurrent networks as the lectures tell it: what came when, and an experiment for each year."""

from __future__ import annotations

from typing import NamedTuple

from rnnviz.sentences import QT_TRANSLATE_NOOP


class Era(NamedTuple):
    """One stop of the strip; title and words are marked with ``QT_TRANSLATE_NOOP("history", ...)``."""

    year: str
    title: str
    words: str
    preset: str = ""  # the key of the experiment that stands for it; empty: none does yet


ERAS = (
    Era(
        "1986",
        QT_TRANSLATE_NOOP("history", "Errors go back"),
        QT_TRANSLATE_NOOP(
            "history",
            "Rumelhart, Hinton and Williams show that backpropagation finds useful hidden units, and unroll a "
            "recurrent net through time to train it. Jordan feeds the answer back as the next input, as parity does "
            "here.",
        ),
        "parity",
    ),
    Era(
        "1997",
        QT_TRANSLATE_NOOP("history", "A memory that lasts"),
        QT_TRANSLATE_NOOP(
            "history",
            "Hochreiter and Schmidhuber publish the LSTM: a state to which something is only added, so that errors "
            "do not vanish. In the same year Schuster and Paliwal read in both directions.",
        ),
        "remember",
    ),
    Era(
        "2011",
        QT_TRANSLATE_NOOP("history", "Symbol by symbol"),
        QT_TRANSLATE_NOOP(
            "history",
            "Sutskever, Martens and Hinton train a character model on Wikipedia. Its samples have words that exist "
            "nowhere and yet could: look for the invented ones in Samples.",
        ),
        "characters-vanilla",
    ),
    Era(
        "2013–14",
        QT_TRANSLATE_NOOP("history", "Back after a decade"),
        QT_TRANSLATE_NOOP(
            "history",
            "After a decade in which few used them, LSTMs win in speech and then in translation; often they are taken "
            "as a black box, whose inside this window opens. The GRU is published, and the encoder and decoder.",
        ),
        "reverse",
    ),
    Era(
        "2015",
        QT_TRANSLATE_NOOP("history", "Everybody tries it"),
        QT_TRANSLATE_NOOP(
            "history",
            "Karpathy's 112 lines of Python make character models popular, Olah's pictures make the LSTM plain, and "
            "the attention of Bahdanau, Cho and Bengio, as in the translation of dates here, aligns what is written "
            "with what was read.",
        ),
        "classic",
    ),
    Era(
        "2018",
        QT_TRANSLATE_NOOP("history", "“The fall of RNN”"),
        QT_TRANSLATE_NOOP(
            "history",
            "A year after the Transformer of Vaswani and others, attention takes over most of language. Culurciello "
            "advises to forget recurrent nets: what they carry from step to step, attention looks up at once.",
        ),
    ),
    Era(
        "2024",
        QT_TRANSLATE_NOOP("history", "They return"),
        QT_TRANSLATE_NOOP(
            "history",
            "Long texts make a state of fixed size attractive again: Beck and others extend the LSTM (xLSTM), Feng and "
            "others ask “Were RNNs all we needed?” with a GRU whose gate sees x(t) alone, so that all timesteps can be "
            "computed at once.",
        ),
    ),
)
