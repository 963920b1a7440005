"""The roommate's week: what the weather was, what was cooked, what the network says, day by day. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.engine.config import RunConfig
from rnnviz.nn.lecture_words import WORDS, LectureWords, initials, spoken
from rnnviz.probe.frame import Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP

TASKS = ("roommate_weather", "roommate_cycle", "roommate")
WEEKDAYS = (
    QT_TRANSLATE_NOOP("calendar", "Monday"),
    QT_TRANSLATE_NOOP("calendar", "Tuesday"),
    QT_TRANSLATE_NOOP("calendar", "Wednesday"),
    QT_TRANSLATE_NOOP("calendar", "Thursday"),
    QT_TRANSLATE_NOOP("calendar", "Friday"),
    QT_TRANSLATE_NOOP("calendar", "Saturday"),
    QT_TRANSLATE_NOOP("calendar", "Sunday"),
)
MOST = 14  # days that a click may make of a week


@dataclass(frozen=True)
class Day:
    """One day; what is -1 there is not."""

    timestep: int  # of the watched sequence; -1: the day on which it begins, whose dish is given
    weather: int  # index into the words
    dish: int  # the network's answer, or what is given
    wanted: int  # the right one


@dataclass(frozen=True)
class Week:
    """The days from Monday on."""

    task: str
    menu: str
    words: LectureWords
    days: tuple[Day, ...]

    @property
    def remembers(self) -> bool:
        """Whether a dish depends on the one before."""
        return self.task != "roommate_weather"

    @property
    def has_weather(self) -> bool:
        """Whether a dish depends on the weather."""
        return self.task != "roommate_cycle"

    @property
    def icons(self) -> tuple[str, ...]:
        """The names of the pictures of the dishes: the English words."""
        return WORDS["en"].menus[self.menu]

    def probe(self, first: int, weather: tuple[int, ...]) -> str:
        """Return a watched sequence with another first dish and other days."""
        days = " ".join(self.words.weather[kind] for kind in weather)
        dish = self.words.dishes[first]
        return {"roommate_weather": days, "roommate_cycle": dish}.get(self.task, f"{dish}: {days}")

    def turned(self, day: int) -> str:
        """Return the watched sequence with other weather on a day; on a first day without any, with the next dish."""
        chosen = self.days[day]
        first = self.days[0].dish if self.remembers else 0
        if chosen.weather < 0:
            return self.probe((first + 1) % 3 if chosen.timestep < 0 else first, self._weather)
        kinds = [1 - w if d is chosen else w for d, w in zip(self.days, self._all_weather, strict=True)]
        return self.probe(first, tuple(kind for kind in kinds if kind >= 0))

    def longer(self, by: int) -> str:
        """Return the watched sequence with a day more, or one less, at its end; never without any."""
        weather = self._weather
        changed = (*weather, weather[-1]) if by > 0 else weather[:-1]
        return self.probe(self.days[0].dish if self.remembers else 0, changed if 1 <= len(changed) <= MOST else weather)

    @property
    def _all_weather(self) -> tuple[int, ...]:
        return tuple(day.weather for day in self.days)

    @property
    def _weather(self) -> tuple[int, ...]:
        return tuple(kind for kind in self._all_weather if kind >= 0)


def week(frame: Frame, config: RunConfig) -> Week | None:
    """Return the week of a Frame; None: the task is none of the roommate's."""
    output = frame.output
    if config.task not in TASKS or output is None or not len(output.targets):
        return None
    words = spoken(config)
    if output.labels != words.dishes:
        return None
    symbols, answers = frame.sequences.get(output.axis, ()), output.probabilities.argmax(axis=1)
    kinds = {letter: kind for kind, letter in enumerate(initials(words.weather))}
    weather = [kinds.get(symbol, -1) if config.task != "roommate_cycle" else -1 for symbol in symbols]
    days = tuple(
        Day(t, kind, int(answers[t]), int(output.targets[t])) for t, kind in enumerate(weather[: len(answers)])
    )
    if config.task == "roommate_weather":
        return Week(config.task, config.menu, words, days)
    first = _given(config.task, days)
    return Week(config.task, config.menu, words, (Day(-1, -1, first, first), *days))


def _given(task: str, days: tuple[Day, ...]) -> int:
    """Return the dish that the week begins with: it follows from the right one of the first day."""
    move = 1 if task == "roommate_cycle" else days[0].weather
    return (days[0].wanted - move) % 3
