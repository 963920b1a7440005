"""Whose work each lesson follows: authors, titles and years, as published. Nothing of it is copied."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_RUMELHART = "Rumelhart, Hinton, Williams (1986): Learning representations by back-propagating errors"
_JORDAN = "Jordan (1986): Serial order: a parallel distributed processing approach"
_ELMAN = "Elman (1990): Finding structure in time"
_WERBOS = "Werbos (1990): Backpropagation through time: what it does and how to do it"
_BENGIO = "Bengio, Simard, Frasconi (1994): Learning long-term dependencies with gradient descent is difficult"
_LSTM = "Hochreiter, Schmidhuber (1997): Long short-term memory"
_FORGET = "Gers, Schmidhuber, Cummins (2000): Learning to forget: continual prediction with LSTM"
_BOTH_WAYS = "Schuster, Paliwal (1997): Bidirectional recurrent neural networks"
_SUTSKEVER = "Sutskever, Martens, Hinton (2011): Generating text with recurrent neural networks"
_PASCANU = "Pascanu, Mikolov, Bengio (2013): On the difficulty of training recurrent neural networks"
_GRU = (
    "Cho et al. (2014): Learning phrase representations using RNN encoder-decoder for statistical machine translation"
)
_CHUNG = (
    "Chung, Gulcehre, Cho, Bengio (2014): Empirical evaluation of gated recurrent neural networks on sequence modeling"
)
_EFFECTIVE = "Karpathy (2015): The unreasonable effectiveness of recurrent neural networks"
_MIN_CHAR = "Karpathy (2015): min-char-rnn, 112 lines of Python"
_OLAH = "Olah (2015): Understanding LSTM networks"
_SERRANO = "Serrano (2017): A friendly introduction to recurrent neural networks (video)"
_STANFORD = "Li, Johnson, Yeung (2017): CS231n, lecture 10, Recurrent neural networks (Stanford)"
_TORONTO = "Grosse (2017): CSC321, Recurrent neural nets (University of Toronto)"
_MARKOV = (
    "Markov (1913): An example of statistical investigation of the text Eugene Onegin concerning the connection of "
    "samples in chains"
)
_DEEP = (
    "Goodfellow, Bengio, Courville (2016): Deep learning, chapter 10, Sequence modeling: recurrent and recursive nets"
)
_DYNAMICS = "Strogatz (1994): Nonlinear dynamics and chaos"
_MINSKY = "Minsky, Papert (1969): Perceptrons"
_ODYSSEY = "Greff, Srivastava, Koutník, Steunebrink, Schmidhuber (2017): LSTM: a search space odyssey"

#: The number of a lesson -> what it follows; one of the same chapter and number with a letter follows it too.
SOURCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "1.1": (_SERRANO,),
        "1.2": (_SERRANO, _JORDAN),
        "1.3": (_SERRANO, _JORDAN),
        "1.4": (_RUMELHART,),
        "2.1": (_ELMAN, _STANFORD),
        "2.1b": (_DEEP,),
        "2.2": (_STANFORD, _WERBOS),
        "2.3": (_EFFECTIVE, _STANFORD),
        "2.4": (_MARKOV, _TORONTO),
        "2.4b": (_DEEP, _DYNAMICS),
        "2.5": (_TORONTO, _JORDAN),
        "2.5d": (_TORONTO, _MINSKY),
        "2.6": (_BOTH_WAYS, _STANFORD),
        "3.1": (_TORONTO, _WERBOS, _RUMELHART),
        "3.2": (_WERBOS, _STANFORD),
        "3.3": (_STANFORD, _MIN_CHAR),
        "4.1": (_EFFECTIVE, _STANFORD),
        "4.2": (_EFFECTIVE, _SUTSKEVER),
        "4.3": (_MIN_CHAR,),
        "4.4": (_EFFECTIVE, _SUTSKEVER, _STANFORD),
        "4.5": ("Mikolov et al. (2010): Recurrent neural network based language model", _TORONTO),
        "5.1": (_BENGIO, _PASCANU, _STANFORD),
        "5.2": (_PASCANU, _STANFORD),
        "5.3": (_LSTM, _STANFORD),
        "6.1": (_LSTM, _FORGET, _OLAH, _STANFORD, _CHUNG),
        "6.2": (_LSTM, _STANFORD),
        "6.3": (
            "Gers, Schmidhuber (2000): Recurrent nets that time and count",
            _GRU,
            _CHUNG,
            _ODYSSEY,
            _OLAH,
        ),
        "6.4": (_STANFORD, "Graves (2013): Generating sequences with recurrent neural networks"),
        "6.5": (_LSTM,),
    }
)


def sources_of(number: str) -> tuple[str, ...]:
    """Return what a lesson follows, by its number: "2.5b" follows what 2.5 does. Empty: it is not known."""
    return SOURCES.get(number) or SOURCES.get(number.rstrip("abcdefghijklmnopqrstuvwxyz"), ())
