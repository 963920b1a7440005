"""The line of text that is watched: the user edits it while the model learns."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.engine.commands import Probe
from rnnviz.engine.messages import Objected
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.traced_sequence import sentence
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import muted, named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import say, translate
from rnnviz.text.white_space import from_one_line, on_one_line

_TYPING_MS = 150  # a pause in typing after which the new text is watched
_LONGEST = 100_000  # symbols that the field takes, and says of that they are too many: never a part of them


class ProbeBar(Retranslated, QWidget):
    """A text field; what cannot be watched is said beside it, and the last good sequence stays on show."""

    left = Signal()  # nothing is typed any more

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self._followed: Session | None = None
        self._before: QWidget | None = None  # where the focus was
        self.edit = QLineEdit(maxLength=_LONGEST)
        self._label = muted()
        self._label.setBuddy(self.edit)
        self._fault = named(ElidedLabel(), "hint")
        self._whose = named(ElidedLabel(wished=True), "muted")  # what the panels show while one steps
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 4)
        layout.addWidget(self._label)
        layout.addWidget(self.edit, 3)
        layout.addWidget(self._fault, 2)
        layout.addWidget(self._whose)
        self._fault.hide()
        self._whose.hide()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._pause.timeout.connect(self._watch)
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self._watch)
        self.edit.returnPressed.connect(self.leave)
        self.edit.editingFinished.connect(self.left)
        Offered(pair, Capability.PROBE, self.edit)
        pair.changed.connect(self._follow)
        self.retranslate()
        self._follow()

    def focus(self) -> None:
        """Go to the field, to type over what is there; Return goes back to where the keys went before."""
        self._before = self.window().focusWidget()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    @override
    def retranslate(self) -> None:
        self._label.setText(translate("window", "Watched sequence"))
        self.edit.setAccessibleName(self._label.text())
        self.edit.setToolTip(
            translate("window", "Every panel shows what the model does with this text. Type your own.")
        )
        self._label.setToolTip(self.edit.toolTip())
        self._tell()

    @Slot()
    def _follow(self) -> None:
        """Show what the chosen session watches."""
        session = self._pair.chosen
        if session is self._followed:
            return
        if self._followed is not None:
            self._followed.probe_changed.disconnect(self._show)
            self._followed.objected.disconnect(self._object)
            self._followed.stepper.led.disconnect(self._tell)
            self._followed.stepper.traced.disconnect(self._tell)
        self._followed = session
        session.probe_changed.connect(self._show)
        session.objected.connect(self._object)
        session.stepper.led.connect(self._tell)
        session.stepper.traced.connect(self._tell)
        self._show(session.probe)
        self._tell()

    @property
    def fault(self) -> str:
        """What is wrong with the text in the field; empty if nothing is."""
        return str(self._fault.text())

    @property
    def whose(self) -> str:
        """What is said about the sequence on show while one steps; empty: the panels show the text in the field."""
        return str(self._whose.text())

    @Slot()
    def _tell(self) -> None:
        said = sentence(self._pair.chosen.stepper)
        if said != self._whose.text():
            self._whose.setText(said)
            self._whose.setVisible(bool(said))

    @Slot()
    def _typed(self) -> None:
        self._pause.start()

    @Slot()
    def leave(self) -> None:
        """Give the keys back, so that Space runs and pauses again."""
        before, self._before = self._before, None
        self.edit.clearFocus()
        if before is not None and isValid(before) and before is not self.edit and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _watch(self) -> None:
        self._pause.stop()
        self._pair.set_probe(from_one_line(self.edit.text()))

    @Slot(str)
    def _show(self, text: str) -> None:
        shown = on_one_line(text)
        if self.edit.text() != shown and not (self.edit.hasFocus() and self._pause.isActive()):
            self.edit.setText(shown)
        self._mark("")

    @Slot(object)
    def _object(self, objected: Objected) -> None:
        if objected.about is Probe:
            self._mark(say(objected.sentence))

    def _mark(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.edit.setProperty("wrong", bool(fault))
        self.edit.style().polish(self.edit)
