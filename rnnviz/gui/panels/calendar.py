"""Calendar: the roommate's week, with its weather and its dishes; a click on a day changes its weather."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.engine.messages import Phase
from rnnviz.explain.roommate_week import WEEKDAYS, Day, Week, week
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.calendar_strip import CalendarStrip
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.named import button
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.nn.lecture_words import WORDS
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class CalendarView(View):
    """The days of the watched sequence, a menu to choose, and buttons for a day more or less."""

    covers_itself = True

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._covered = False
        self._frame: Frame | None = None
        self.week: Week | None = None
        self.strip = CalendarStrip(look)
        self.strip.setToolTip(translate("calendar", "A click on a day changes its weather"))
        self.menu = Chooser(look, translate("calendar", "The roommate's menu"))
        self.count = QLabel()
        self.less = button("−", translate("calendar", "A day less"))
        self.more = button("+", translate("calendar", "A day more"))
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self._lay_out()
        self.setFocusProxy(self.strip)
        self.strip.turned.connect(self._turn)
        self.strip.chosen.connect(self._choose_day)
        self.strip.pointed.connect(self._point)
        self.less.clicked.connect(self._shorten)
        self.more.clicked.connect(self._lengthen)
        self.menu.picked.connect(self._pick_menu)
        Offered(session, Capability.RESTART, self.menu)

    def _lay_out(self) -> None:
        body, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(4, 0, 8, 0)
        row.addWidget(self.menu)
        row.addStretch(1)
        for part in (self.count, self.less, self.more):
            row.addWidget(part)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.strip, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.strip.restyle()
        self.menu.restyle()
        for part in (self.count, self.less, self.more):
            part.setFont(self.look.font(0.9))

    # --- what is shown ---

    def show_frame(self, frame: Frame) -> None:
        """Show what the network says of every day."""
        self._frame = frame
        config = self.session.config
        self.week = week(frame, config)
        if self.week is None:
            self.empty.say(
                translate("calendar", "The calendar is that of the perfect roommate: choose him among the experiments.")
            )
            self._stack.setCurrentWidget(self.empty)
            self.set_subtitle("")
            return
        self._stack.setCurrentIndex(1)
        menus = WORDS[config.language].menus
        self.menu.offer([(key, ", ".join(dishes)) for key, dishes in menus.items()])
        self.menu.choose(config.menu)
        self.less.setVisible(self.week.has_weather)
        self.more.setVisible(self.week.has_weather)
        self.strip.show_week(self.week)
        self._say_count()
        self.show_cursor()

    def _say_count(self) -> None:
        said = "" if self._covered or self.week is None else self._counted()
        self.count.setText(said)
        self.set_subtitle(said)

    def _asked(self) -> list[bool]:
        return [d.dish == d.wanted for d in self.week.days if d.timestep >= 0] if self.week is not None else []

    def _counted(self) -> str:
        asked = self._asked()
        return translate("panels", "{right} of {asked} right").format(right=sum(asked), asked=len(asked))

    def show_cursor(self) -> None:
        """Mark the day of the cursor's timestep."""
        if self.week is None or self._frame is None or self._frame.output is None:
            return
        t = self.session.cursor.timestep(self._frame.output.axis)
        days = [k for k, day in enumerate(self.week.days) if t is not None and day.timestep == t]
        self.strip.mark(days[0] if days else None)

    # --- what is done ---

    @Slot(int)
    def _turn(self, day: int) -> None:
        if self.week is not None:
            self._choose_day(day)
            self.session.set_probe(self.week.turned(day))

    @Slot()
    def _shorten(self) -> None:
        self._grow(-1)

    @Slot()
    def _lengthen(self) -> None:
        self._grow(1)

    def _grow(self, by: int) -> None:
        if self.week is not None and self.week.has_weather:
            self.session.set_probe(self.week.longer(by))

    @Slot(int)
    def _choose_day(self, day: int) -> None:
        if (place := self._place(day)) is not None:
            self.session.cursor.pin(place)

    @Slot(object)
    def _point(self, day: int | None) -> None:
        self.session.cursor.hover(None if day is None else self._place(day))

    def _place(self, day: int) -> Place | None:
        if self.week is None or self._frame is None or self._frame.output is None:
            return None
        timestep = self.week.days[day].timestep
        return None if timestep < 0 else Place(self._frame.output.axis, timestep)

    @Slot(object)
    def _pick_menu(self, menu: object) -> None:
        config = self.session.config.changed(menu=menu)
        if config != self.session.config:
            self.session.build(config, running=self.session.phase is Phase.RUNNING)  # its dishes are other symbols

    def choose(self, option: str, value: object) -> None:
        """Change the weather of a day, counted from 0: "turn"; hide the answers: "cover"."""
        if option == "cover":
            self._cover(bool(value))
            return
        if option != "turn":
            super().choose(option, value)
        if self.week is None or not isinstance(value, int) or not 0 <= value < len(self.week.days):
            raise Refused(QT_TRANSLATE_NOOP("calendar", "There is no day {day} in the week."), day=repr(value))
        self._turn(value)

    def _cover(self, covered: bool) -> None:
        self._covered = covered
        self.strip.cover(covered)
        self._say_count()

    def uncover(self) -> None:
        """Show the answers."""
        self._cover(False)

    def go_on_from(self, before: View) -> None:
        """Be covered as the other view is."""
        super().go_on_from(before)
        if isinstance(before, CalendarView):
            self._cover(before._covered)

    # --- in words and numbers ---

    def numbers(self) -> Mapping[str, Array]:
        """Return weather and dish of every day, what is right, and whether the network is: (day,); −1: none, given."""
        if self.week is None:
            return {}
        days = self.week.days
        if self._covered:
            return {"weather": np.array([day.weather for day in days])}
        return {
            "weather": np.array([day.weather for day in days]),
            "dish": np.array([day.dish for day in days]),
            "wanted": np.array([day.wanted for day in days]),
            "right": np.array(self._asked(), float),
            "dishes": np.array([self.week.words.dishes[day.dish] for day in days], np.str_),
        }

    def _dish(self, day: Day) -> str:
        assert self.week is not None
        return "?" if self._covered and day.timestep >= 0 else self.week.words.dishes[day.dish]

    def describe(self) -> str:
        """Read the week out, day by day."""
        if self.week is None:
            return self.empty.text()
        words = self.week.words
        said = [
            f"{translate('calendar', WEEKDAYS[k % 7])}: "
            + ", ".join(([words.weather[day.weather]] if day.weather >= 0 else []) + [self._dish(day)])
            for k, day in enumerate(self.week.days)
        ]
        return "; ".join(said) + "." + ("" if self._covered else f" {self._counted()}.")


PANEL = Panel(
    key="calendar",
    title=QT_TRANSLATE_NOOP("panels", "Calendar"),
    shortcut="Ctrl+Alt+F6",
    area=Area.TOP_RIGHT,
    order=15,
    wants=frozenset({Want.OUTPUT}),
    make=CalendarView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "The roommate's week: weather above, dish below. A click on a day changes its weather."
    ),
    per_second=5.0,
    compared=Compared.EACH,
)
