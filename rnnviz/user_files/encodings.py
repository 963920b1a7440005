"""The encodings that a text can be in: how each is called, and which languages are written in it."""

from __future__ import annotations

import codecs
from typing import NamedTuple

WESTERN = ("pt", "en", "es", "fr", "de", "it", "sv", "fi")
CENTRAL = ("pl", "cs", "hu", "ro", "hr", "de", "en")
BALTIC = ("lt", "en")
EVERY = (
    "en", "pt", "es", "fr", "de", "it", "sv", "fi", "pl", "cs", "hu", "ro", "hr", "tr", "lt",
    "ru", "uk", "bg", "el", "he", "ar", "th", "ja", "zh", "zh_TW", "ko",
)  # fmt: skip


class Encoding(NamedTuple):
    """One encoding."""

    title: str  # as people call it
    rarity: float  # nats: how much less often files are in it than in UTF-8
    languages: tuple[str, ...]  # that are written in it
    unit: int = 1  # bytes of its shortest symbol
    longest: int = 1  # bytes of its longest symbol


#: By the name that Python has for it; the commonest one first where several give the same text.
ENCODINGS = {
    "utf-8": Encoding("UTF-8", 0.0, EVERY, 1, 4),
    "utf-16-le": Encoding("UTF-16 LE", 9.0, EVERY, 2, 4),
    "utf-16-be": Encoding("UTF-16 BE", 9.0, EVERY, 2, 4),
    "utf-32-le": Encoding("UTF-32 LE", 10.0, EVERY, 4, 4),
    "utf-32-be": Encoding("UTF-32 BE", 11.0, EVERY, 4, 4),
    "cp1252": Encoding("Windows-1252", 2.0, WESTERN),
    "iso8859-1": Encoding("ISO 8859-1 (Latin-1)", 2.5, WESTERN),
    "iso8859-15": Encoding("ISO 8859-15 (Latin-9)", 4.0, WESTERN),
    "mac-roman": Encoding("Mac Roman", 5.0, WESTERN),
    "cp850": Encoding("DOS 850", 5.5, WESTERN),
    "cp437": Encoding("DOS 437", 6.0, WESTERN),
    "cp860": Encoding("DOS 860", 7.0, ("pt", "en")),
    "cp1250": Encoding("Windows-1250", 3.0, CENTRAL),
    "iso8859-2": Encoding("ISO 8859-2 (Latin-2)", 3.5, CENTRAL),
    "cp852": Encoding("DOS 852", 5.5, CENTRAL),
    "mac-latin2": Encoding("Mac Central European", 9.0, CENTRAL),
    "cp1257": Encoding("Windows-1257", 4.5, BALTIC),
    "iso8859-13": Encoding("ISO 8859-13", 8.0, BALTIC),
    "cp775": Encoding("DOS 775", 9.0, BALTIC),
    "cp1251": Encoding("Windows-1251", 3.0, ("ru", "uk", "bg", "en")),
    "koi8-r": Encoding("KOI8-R", 3.5, ("ru", "bg", "en")),
    "koi8-u": Encoding("KOI8-U", 4.5, ("uk", "ru", "en")),
    "iso8859-5": Encoding("ISO 8859-5", 5.0, ("ru", "uk", "bg", "en")),
    "cp866": Encoding("DOS 866", 4.5, ("ru", "uk", "bg", "en")),
    "mac-cyrillic": Encoding("Mac Cyrillic", 18.0, ("ru", "uk", "bg", "en")),
    "cp1253": Encoding("Windows-1253", 4.0, ("el", "en")),
    "iso8859-7": Encoding("ISO 8859-7", 4.5, ("el", "en")),
    "cp1254": Encoding("Windows-1254", 4.0, ("tr", "en")),
    "iso8859-9": Encoding("ISO 8859-9 (Latin-5)", 4.5, ("tr", "en")),
    "cp1255": Encoding("Windows-1255", 4.5, ("he", "en")),
    "iso8859-8": Encoding("ISO 8859-8", 5.0, ("he", "en")),
    "cp1256": Encoding("Windows-1256", 4.5, ("ar", "en")),
    "iso8859-6": Encoding("ISO 8859-6", 5.5, ("ar", "en")),
    "cp874": Encoding("Windows-874", 5.0, ("th", "en")),
    "cp1258": Encoding("Windows-1258", 8.0, ("en",)),
    "cp932": Encoding("Shift-JIS", 3.0, ("ja", "en"), 1, 2),
    "euc_jp": Encoding("EUC-JP", 3.5, ("ja", "en"), 1, 3),
    "iso2022_jp": Encoding("ISO-2022-JP", 3.5, ("ja", "en"), 1, 2),
    "gb18030": Encoding("GB 18030", 3.0, ("zh", "en"), 1, 4),
    "big5": Encoding("Big5", 4.0, ("zh_TW", "en"), 1, 2),
    "cp949": Encoding("EUC-KR", 4.0, ("ko", "en"), 1, 2),
}

#: Other names of the same thing, as people type them.
_ALSO = {"shift_jis": "cp932", "euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "cp950": "big5"}
_MARKED = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}

#: Between an encoding's name and the bytes before the text's first whole symbol.
_AFTER = "+"


class Choice(NamedTuple):
    """How a file is read: in which encoding, and how many bytes of a symbol that was cut are left out before."""

    name: str
    skip: int = 0

    def __str__(self) -> str:
        return f"{self.name}{_AFTER}{self.skip}" if self.skip else self.name

    @property
    def title(self) -> str:
        """As people call it."""
        return f"{ENCODINGS[self.name].title} {_AFTER}{self.skip}" if self.skip else ENCODINGS[self.name].title


def chosen(text: str) -> Choice:
    """Read what somebody typed, such as ``latin-1``, ``Windows-1252`` or ``utf-16-le+1``.

    Raises
    ------
    ValueError
        If there is no such encoding here.
    """
    name, plus, skip = text.strip().partition(_AFTER)
    known = _known(name)
    if plus and not (skip.strip().isdecimal() and 0 < int(skip) < ENCODINGS[known].longest):
        raise ValueError(f"{text.strip()} names no bytes that {ENCODINGS[known].title} could begin after")
    return Choice(known, int(skip) if plus else 0)


def _known(name: str) -> str:
    name = name.strip()
    by_title = {each.title.lower(): known for known, each in ENCODINGS.items()}
    if name.lower() in by_title:
        return by_title[name.lower()]
    try:
        found = codecs.lookup(name.replace(" ", "-").lower().replace("windows-", "cp")).name
    except (LookupError, ValueError):  # a NUL
        found = ""
    found = _MARKED.get(found, _ALSO.get(found, found))
    if found not in ENCODINGS:
        raise ValueError(f"no such encoding; there are {', '.join(ENCODINGS)}")
    return found
