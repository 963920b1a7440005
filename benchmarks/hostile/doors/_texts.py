"""Texts that no one expects, for doors of several kinds."""

from __future__ import annotations

import random

NUMBERS = (
    "", " ", "0", "-0", "1", "-1", "3.5", "3,5", "1,2,3", "1.2.3", "1e3", "1e-3", "1e999", "-1e999",
    "1e-999", "nan", "NaN", "inf", "-inf", "Infinity", "0x10", "0b1", "1_000", "٣", "３", "½", "²",
    "1 000", "1\u00a0000", "+5", "--5", "1e", "e1", ".", ",", "-", "5.", ".5", "1/2", "1j", "True",
    "None", "1;2", "10**400", "9" * 400, "9" * 5_000, "0." + "0" * 400 + "1", "1" + "0" * 309,
    "2147483648", "9223372036854775808", "−3", "1\n2", "1\0",
)  # fmt: skip
STRANGE = (
    "\udcff", "\ud800", "\0", "\n", "\r\n", "\t", "\x1b[31m", "\u202e", "\ufeff", "e\u0301", "é",
    "漢字", "😀", "👩‍👩‍👧", "\u2028", "%s", "%n", "{0}", "{x}", "{{", "$(x)", "`x`", "'", '"', "<b>",
    "&amp;", "../..", "~", "~nobody", "-", "--", "=", "\\", "/", ":", ";", "|", "*", "?", "[", "]",
    "x" * 300, "x" * 5_000, "_private", "__class__", "None",
)  # fmt: skip


def anything(chance: random.Random, longest: int = 40) -> str:
    """Return letters from all over Unicode, or pieces of the texts above."""
    if chance.random() < 0.4:
        return "".join(chance.choice(STRANGE + NUMBERS) for _ in range(chance.randint(1, 4)))
    return "".join(chr(chance.choice((chance.randint(1, 127), chance.randint(1, 0x10FFFF)))) for _ in range(
        chance.randint(0, longest)
    ))  # fmt: skip


def spoilt(chance: random.Random, text: str, times: int) -> str:
    """Return a text with pieces left out, doubled, or replaced."""
    for _ in range(times):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 1, 2, 8, 40)))
        piece = chance.choice(("", text[at:end] * 2, anything(chance, 6), chance.choice(STRANGE + NUMBERS[:40])))
        text = text[:at] + piece + text[end:]
    return text
