"""What of a user's model is to be looked at, and how it is to be called. No torch here."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.probe.frame import EVERYTHING, Want


@dataclass(frozen=True)
class Wishes:
    """What is looked at from the next observed update on.

    Attributes
    ----------
    wants : frozenset of Want
        As in a Frame. Spectra are made of what WEIGHTS brings: see `rnnviz.agent.spectra`.
    sequence : int
        Index in the batch; in a smaller batch, the last one.
    parts : tuple of str
        Names of parts, such as ``"decoder"``: what lies in them is looked at. Empty: whatever is found, up to `most`.
    most : int
        Recurrences that are looked at where no part was chosen: those found first.
    """

    wants: frozenset[Want] = EVERYTHING
    sequence: int = 0
    parts: tuple[str, ...] = ()
    most: int = 12

    def includes(self, name: str) -> bool:
        """Whether a part of that name is looked at, as far as parts were chosen."""
        return not self.parts or any(name == part or name.startswith(f"{part}.") for part in self.parts)
