"""How likely a stretch of text is in a language: ln P, from its letters one by one and from how they meet.

A text that was decoded wrongly holds letters that no language has together, capitals within words and signs within
them. Each symbol's ln P comes from a table of the language; what meets what costs the same in all.
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.text import ideographs
from rnnviz.text.letters import LETTERS, shares
from rnnviz.text.vocabulary import code_points

_CONTROL_SHARE = 0.02  # more control characters than this: no text
_PLANE = 0x10000  # code points with a place in the tables; those beyond share one
_LETTERS, _CAPITALS = 0.78, 0.04  # shares: of letters in a text, of capitals among them
_WITHOUT_SPACES = ("ja", "zh", "zh_TW", "th")
#: Shares of what every language has; of each digit and so on.
_COMMON = {" ": 0.16, "\n": 0.015, "\r": 0.01, "\t": 2e-3, ".": 0.012, ",": 0.012, "-": 3e-3, "'": 3e-3, '"': 3e-3}
_TYPOGRAPHIC = "“”‘’–—…«»„‚º°§€£"
_FOREIGN = "éèáàíóúüöäñçãâêôåøœæßōūāėıłšžčřćńęąőŕěůňśźżșțşţğ"
_OF_LANGUAGE = {
    "es": "¿¡«»", "fr": "«»’\xa0", "de": "„“", "pl": "„”", "cs": "„“", "ru": "«»—№", "uk": "«»—", "pt": "ºª“”—",
    "it": "«»’", "hu": "„”", "ro": "„”", "el": "«»·", "bg": "„“—",
}  # fmt: skip

#: ln P of what a symbol costs beside its own where it meets another.
_CAPITAL_AFTER_SMALL, _TWO_SCRIPTS, _SIGN_WITHIN_A_WORD = -4.0, -5.0, -3.0


class Kinds(NamedTuple):
    """What each code point is, (0x10000,)."""

    small: NDArray[np.bool_]
    capital: NDArray[np.bool_]
    letter: NDArray[np.bool_]
    sign: NDArray[np.bool_]  # neither letter, digit, space nor ASCII
    script: NDArray[np.uint8]


@cache
def kinds() -> Kinds:
    """Return what each code point is."""
    categories = [unicodedata.category(chr(code)) for code in range(_PLANE)]
    name = np.array(categories)
    letter = np.char.startswith(name, "L") | np.char.startswith(name, "M")
    sign = ~letter & ~np.char.startswith(name, "N") & ~np.char.startswith(name, "Z")
    sign[:128] = False
    sign[0x2018:0x201A] = False  # apostrophes
    sign[0x3000:0x3100] = False  # signs of Chinese and Japanese need no space
    sign[0xFF00:0xFF66] = False
    return Kinds(name == "Ll", name == "Lu", letter, sign, _scripts())


def _scripts() -> NDArray[np.uint8]:
    script = np.zeros(_PLANE, np.uint8)
    starts = (0x41, 0x370, 0x400, 0x530, 0x590, 0x600, 0x700, 0xE00, 0xE80, 0x1E00, 0x1F00, 0x2000)
    for number, (start, end) in enumerate(pairwise(starts), start=1):
        script[start:end] = number
    script[0x1E00:0x1F00] = 1  # Latin again
    script[0x1F00:0x2000] = 2
    for number, (start, end) in enumerate(((0x2E80, 0xA000), (0xAC00, 0xD7B0), (0xF900, 0xFB00), (0xFF66, 0xFFA0))):
        script[start:end] = 20 if number != 1 else 21
    return script


@cache
def _floor() -> NDArray[np.float32]:
    """Return ln P of symbols that no table names, by their category."""
    by_category = {"L": 2e-7, "N": 1e-6, "P": 1e-5, "S": 3e-6, "Z": 1e-6, "M": 1e-7, "C": 1e-10}
    floor = np.array([by_category[unicodedata.category(chr(code))[0]] for code in range(_PLANE)], np.float32)
    floor[0x80:0xA0] = 1e-9  # control characters that no text holds
    floor[0x2500:0x2600] = 1e-7  # boxes
    floor[0x3400:0xA000] = 1e-8
    floor[0xAC00:0xD7B0] = 1e-8
    floor[0xE000:0xF900] = 1e-11  # private
    floor[0xFF66:0xFFA0] = 1e-6  # narrow kana
    for text, share in ((_FOREIGN, 1e-5), (_FOREIGN.upper(), 1e-6), (_TYPOGRAPHIC, 3e-4)):
        for letter in text:
            if len(letter) == 1:
                floor[ord(letter)] = share
    floor[33:127] = 1e-3
    floor[ord("0") : ord("9") + 1] = 3e-3
    floor[[*range(9), *range(14, 32), 127]] = 1e-8
    floor[[11, 12]] = 1e-6
    floor[[ord("A") + n for n in range(26)]] = 2e-4
    floor[[ord("a") + n for n in range(26)]] = 1e-3
    return floor


@cache
def table(language: str) -> NDArray[np.float32]:
    """Return ln P of every code point in a language, (0x10000 + 1,); the last one is for those beyond."""
    share = _floor().copy()
    for letter, of_all in _COMMON.items():
        share[ord(letter)] = of_all * (0.2 if letter == " " and language in _WITHOUT_SPACES else 1.0)
    for sign in _OF_LANGUAGE.get(language, ""):
        share[ord(sign)] = 2e-3
    if language in LETTERS:
        for letter, of_letters in shares(language).items():
            share[ord(letter)] = _LETTERS * (1 - _CAPITALS) * of_letters
            if len(letter.upper()) == 1 and letter.upper() != letter:
                share[ord(letter.upper())] = _LETTERS * _CAPITALS * of_letters
    for symbols, of_all in _of_the_east(language):
        for symbol in symbols:
            share[ord(symbol)] = max(share[ord(symbol)], of_all / len(symbols))
    whole = np.append(share, 1e-8)
    logarithms: NDArray[np.float32] = np.log(whole).astype(np.float32)
    return logarithms


def _of_the_east(language: str) -> tuple[tuple[str, float], ...]:
    """Return groups of symbols, each with its share of a text."""
    signs = ("、。", 0.08), ("，！？：；", 0.06), ("「」『』（）・ー“”《》", 0.03), ("\u3000０１２３４５６７８９", 0.01)
    if language == "ja":
        hiragana = "".join(map(chr, range(0x3041, 0x3094)))
        katakana = "".join(map(chr, range(0x30A1, 0x30F7)))
        usual = ideographs.JAPANESE
        return (
            *signs,
            (hiragana, 0.30),
            ("のにはをたがでとしてれさいるなもうこかあらすくっり", 0.40),
            (katakana, 0.06),
            (usual, 0.2),
            (ideographs.plane("euc_jp", 0xB0, 0xCF), 0.08),
            (ideographs.plane("euc_jp", 0xD0, 0xF4), 0.004),
        )
    if language == "zh":
        common, rare = ideographs.plane("gb2312", 0xB0, 0xD7), ideographs.plane("gb2312", 0xD8, 0xF7)
        return (*signs, (ideographs.CHINESE, 0.6), (common, 0.3), (rare, 0.01))
    if language == "zh_TW":
        return (*signs, (ideographs.plane("big5", 0xA4, 0xC6), 0.85), (ideographs.plane("big5", 0xC9, 0xF9), 0.01))
    if language == "ko":
        return (ideographs.plane("euc_kr", 0xB0, 0xC8), 0.8), (ideographs.plane("cp949", 0x81, 0xC6), 1e-3)
    if language == "th":
        return (("".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F)))), 0.85),)
    return ()


def meetings(codes: NDArray[np.uint32]) -> float:
    """Return what it costs how the symbols of a text, (length,), meet: the same in every language."""
    kind, at = kinds(), np.minimum(codes, _PLANE - 1)
    if len(at) < 2:
        return 0.0
    letter, script = kind.letter[at], kind.script[at]
    capital = kind.small[at[:-1]] & kind.capital[at[1:]]
    apart = letter[:-1] & letter[1:] & (script[:-1] != script[1:])
    within = kind.sign[at[1:-1]] & letter[:-2] & letter[2:]
    counts = np.count_nonzero(capital), np.count_nonzero(apart), np.count_nonzero(within)
    return float(np.dot(counts, (_CAPITAL_AFTER_SMALL, _TWO_SCRIPTS, _SIGN_WITHIN_A_WORD)))


def likelihood(codes: NDArray[np.uint32], language: str) -> float:
    """Return ln P of the symbols of a text, (length,), in a language, whatever they meet."""
    return float(table(language)[np.minimum(codes, _PLANE)].sum(dtype=np.float64))


def looks_binary(text: str) -> bool:
    """Whether there are more control characters than any text has."""
    codes = code_points(text)
    control = (codes < 9) | ((codes > 13) & (codes < 32) & (codes != 27)) | ((codes > 126) & (codes < 160))
    return bool(np.count_nonzero(control) > _CONTROL_SHARE * len(codes))


def hinted(language: str, hint: str) -> float:
    """Return ln P of a language where another one, or the same, is spoken: "pt_BR" hints at "pt"."""
    if language == hint.partition("_")[0]:
        return 0.0
    return -1.0 if language == "en" else -math.log(len(LETTERS))
