"""The encoding of a text as a list: found out, or one that the user chooses."""

from __future__ import annotations

from rnnviz.explain.reading_words import short
from rnnviz.gui.widgets.wheel import Combo
from rnnviz.sentences import translate
from rnnviz.text.reading import Reading
from rnnviz.user_files.encodings import ENCODINGS, chosen

FOUND_OUT = ""


class EncodingBox(Combo):
    """What the file may be in comes first, then every encoding there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.follow(None)

    def follow(self, reading: Reading | None) -> None:
        """Offer what a file that was read may be in; None: there is no file."""
        kept = self.currentData()
        blocked = self.blockSignals(True)
        self.clear()
        first = translate("settings", "found out") if reading is None else short(reading)
        self.addItem(first, FOUND_OUT)
        likely = () if reading is None else (reading.encoding, *reading.others)
        for name in dict.fromkeys((*likely, *ENCODINGS)):
            self.addItem(chosen(name).title, name)
            if likely and name == likely[-1]:
                self.insertSeparator(self.count())
        self.choose(kept or FOUND_OUT)
        self.blockSignals(blocked)

    def choose(self, name: str) -> None:
        """Show an encoding, even one that is on no list."""
        if self.findData(name) < 0:
            self.addItem(chosen(name).title, name)
        self.setCurrentIndex(self.findData(name))
