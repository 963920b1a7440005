"""Numbers typed into fields: taken and shown as they were understood, or refused beside the field."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.hostile.door import Unclear
from benchmarks.hostile.doors._texts import NUMBERS, STRANGE, anything
from rnnviz.explain.numerals import Range
from rnnviz.gui.application import application
from rnnviz.gui.widgets.number_fields import RealField, WholeField


class Fields:
    """(kind of field, text)."""

    in_window = True

    def __init__(self, home: Path) -> None:
        del home
        application()
        self._fields = {
            "real": RealField(),
            "share": RealField(Range(0.0, 1.0)),
            "whole": WholeField(Range(1, 4096)),
            "optional": RealField(optional=True),
        }
        for field in self._fields.values():
            field.show()

    def inputs(self, chance: random.Random) -> list[tuple[str, str]]:
        texts = [*NUMBERS, *STRANGE[:24]]
        for _ in range(40):
            number = chance.choice((chance.uniform(-10, 10), chance.gauss(0, 1e12), chance.random() * 1e-9))
            texts.append(
                chance.choice((f"{number:.3g}", f"{number:.6f}", f"{number:g}".replace(".", ","), f" {number} "))
            )
        texts += [anything(chance, 12) for _ in range(10)]
        return [(kind, text) for text in texts for kind in chance.sample(sorted(self._fields), 2)]

    def attempt(self, given: tuple[str, str]) -> str:
        kind, text = given
        field = self._fields[kind]
        field.give_up()
        field.lineEdit().setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        if field.fault:
            return str(field.fault)
        shown, value = field.lineEdit().text(), field.value()
        field.clear() if kind == "optional" else field.setValue(field.range.nearest(0.5) or 1)
        field.lineEdit().setText(shown)
        if not field.commit() or field.value() != value:
            raise Unclear(f"it shows {shown!r}, and means {value!r}")
        return ""


DOOR = Fields
