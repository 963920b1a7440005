"""Which of two sessions a panel shows: A, B, both side by side, or A - B."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from rnnviz.sentences import QT_TRANSLATE_NOOP


class Compared(StrEnum):
    """How a panel shows two sessions."""

    ONE = "one"  # one of them; side by side on demand
    EACH = "each"  # a view of each side by side; one of them on demand
    DIFFERENCE = "difference"  # the same; on demand what sets them apart: A - B
    TOGETHER = "together"  # one view shows both


class Side(StrEnum):
    """What is shown of two sessions; the value is what stands on its button."""

    A = "A"
    B = "B"
    DIFFERENCE = "A − B"
    BOTH = "A | B"


WORDS: Mapping[Side, str] = {
    Side.A: QT_TRANSLATE_NOOP("window", "Show A alone"),
    Side.B: QT_TRANSLATE_NOOP("window", "Show B alone"),
    Side.DIFFERENCE: QT_TRANSLATE_NOOP("window", "Show A minus B, where both have the same sizes"),
    Side.BOTH: QT_TRANSLATE_NOOP("window", "Show A and B side by side, in the same colours"),
}
#: What a panel offers of two sessions.
OFFERED: Mapping[Compared, tuple[Side, ...]] = {
    Compared.ONE: (Side.A, Side.B, Side.BOTH),
    Compared.EACH: (Side.A, Side.B, Side.BOTH),
    Compared.DIFFERENCE: (Side.A, Side.B, Side.DIFFERENCE, Side.BOTH),
    Compared.TOGETHER: (),
}
