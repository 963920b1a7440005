"""Activation gallery: functions and their derivatives; the network's own is switched by a click, while it learns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.explain.activation import CURVES, EDGES, TITLES, Z, applied, can_switch, histogram, saturated
from rnnviz.explain.number import percent
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_chooser import RecurrenceChooser
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.activation_gallery import ActivationGallery
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, did_you_mean, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class ActivationView(View):
    """Small multiples; under the functions in use, what the watched sequence puts into them."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._inputs: dict[str, Array] = {}
        self.layers = RecurrenceChooser(look, session.cursor)
        self.gallery = ActivationGallery(look)
        self.gallery.setAccessibleName(translate("panels", "Activation functions"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.layers)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.gallery, 1)
        self.setFocusProxy(self.gallery)
        self.gallery.chosen.connect(self._clicked)
        session.cursor.selected.connect(self._redraw)
        session.config_changed.connect(self._mark)
        session.built.connect(self._forget)
        self._mark()

    def show_frame(self, frame: Frame) -> None:
        """Show what goes into the functions now."""
        self._frame = frame
        self.layers.offer_frame(frame)
        self._redraw()

    @Slot()
    def _redraw(self) -> None:
        record = self.recurrence(self._frame) if self._frame is not None else None
        self._inputs = {} if record is None else applied(record)
        self.gallery.show_inputs(
            {name: histogram(z) for name, z in self._inputs.items()},
            {name: saturated(name, z) for name, z in self._inputs.items()},
        )
        self._mark()

    @property
    def switchable(self) -> bool:
        """Whether a click can change the network's function."""
        facts, tunable = self.session.facts, self.session.lacks(Capability.TUNE) is None
        return tunable and facts is not None and can_switch(self.session.config, facts.uses)

    @Slot()
    @Slot(object)
    def _mark(self, _config: object = None) -> None:
        """Mark the functions in use: what is set, as soon as it is, or else what was seen."""
        own = frozenset({self.session.config.nonlinearity} if self.switchable else self._inputs)
        self.gallery.show_own(own)
        words = translate("panels", "click: switch, while it learns") if self.switchable else ""
        self.set_subtitle(" · ".join([*(TITLES[name] for name in TITLES if name in own), *([words] if words else [])]))

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self._frame = None
        self._redraw()

    @override
    def restyle(self) -> None:
        self.layers.restyle()
        self.gallery.restyle()

    @Slot(str)
    def _clicked(self, name: str) -> None:
        if self.switchable:
            self._switch(name)

    def _switch(self, name: str) -> None:
        if name != self.session.config.nonlinearity:
            self.session.set_live(nonlinearity=name)

    def choose(self, option: str, value: object) -> None:
        """Set "nonlinearity": the network's own, at once and with the same weights."""
        if option != "nonlinearity":
            super().choose(option, value)
            return
        if value not in TITLES:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "There is no nonlinearity called {name}{nearest}; there are {known}."),
                name=repr(value),
                nearest=did_you_mean(str(value), tuple(TITLES)),
                known=", ".join(TITLES),
            )
        if not self.switchable:
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "panels", "The functions of this network are its own: a vanilla cell's can be switched."
                )
            )
        self._switch(str(value))

    def numbers(self) -> Mapping[str, Array]:
        """Return z and each function and slope over it ("tanh", "tanh′"), and of those in use what they are given.

        That is "before tanh", the z of every unit and timestep; "histogram tanh", the share in each bin between the
        edges "bins"; "saturated tanh", the share at which the slope is gone.
        """
        curves = {name: curve.values for name, curve in CURVES.items()}
        slopes = {f"{name}′": curve.slopes for name, curve in CURVES.items()}
        found: dict[str, Array] = {"z": Z, **curves, **slopes, "bins": EDGES}
        for name, z in self._inputs.items():
            found |= {f"before {name}": z, f"histogram {name}": histogram(z)}
            found[f"saturated {name}"] = np.array([saturated(name, z)])
        return found

    def describe(self) -> str:
        """Say which function is in use, and how far it is saturated."""
        if not self._inputs:
            return translate("panels", "Activation functions with their derivatives.")
        shares = ", ".join(f"{TITLES[name]} {percent(saturated(name, z))}" for name, z in self._inputs.items())
        return translate("panels", "Share of the values at which the slope is gone: {shares}.").format(shares=shares)


PANEL = Panel(
    key="activation",
    title=QT_TRANSLATE_NOOP("panels", "Activation functions"),
    shortcut="Ctrl+Alt+3",
    area=Area.MIDDLE_RIGHT,
    order=10,
    wants=frozenset({Want.STATES, Want.GATES}),
    make=ActivationView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "Each function with its slope; where the slope is gone, a unit passes no gradient back."
    ),
    per_second=5.0,
    compared=Compared.EACH,
)
