"""Controls that can be used only as far as the run behind them can do what they ask for."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from rnnviz.engine.capability import Capability
from rnnviz.sentences import Sentence, say


class Able(Protocol):
    """A session, or the pair of them."""

    @property
    def status_changed(self) -> SignalInstance:
        """Emitted whenever what can be done may have become something else."""

    def lacks(self, capability: Capability) -> Sentence | None:
        """Return why something cannot be done at all; None: it can."""


class Offered(QObject):
    """Keeps controls off while the run cannot do something at all; their tool tips say why.

    Otherwise they are as whoever owns them wants them.
    """

    _shown = ""  # why they are off; of the class, for a control that is told something while all of it is taken apart

    def __init__(self, able: Able, capability: Capability, *controls: QWidget) -> None:
        super().__init__(controls[0])
        self._able, self._capability = able, capability
        self._said: dict[QWidget, str] = dict.fromkeys(controls, "")  # their own tool tips, while they are off
        for control in controls:
            control.installEventFilter(self)
        able.status_changed.connect(self._follow)
        self._follow()

    @property
    def reason(self) -> str:
        """Why they are off; empty: they are not."""
        lacking = self._able.lacks(self._capability)
        return "" if lacking is None else say(lacking)

    @Slot()
    @Slot(object)
    def _follow(self, _status: object = None) -> None:
        reason = self.reason
        if reason == self._shown:
            return
        if not self._shown:
            self._said = {control: control.toolTip() for control in self._said}
        self._shown = reason
        for control, own in list(self._said.items()):
            control.setToolTip(reason or own)
            control.setEnabled(not reason)

    def eventFilter(self, control: QObject, event: QEvent) -> bool:
        """Hold them off, and the reason on them, whatever else is set meanwhile."""
        if self._shown and isinstance(control, QWidget):
            its_own = control.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)  # not off with all that is around it
            if event.type() == QEvent.Type.EnabledChange and not its_own:
                control.setEnabled(False)
            elif event.type() == QEvent.Type.ToolTipChange and control.toolTip() != self.reason:
                self._said[control] = control.toolTip()
                control.setToolTip(self.reason)
        return False
