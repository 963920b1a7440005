"""The calendar: the roommate's week as the network sees it, and what a click does to it."""

from __future__ import annotations

from functools import cache

import pytest

from rnnviz.engine.commands import Build, Probe
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.panels.calendar import PANEL
from rnnviz.gui.widgets.dish_icons import ICONS
from rnnviz.nn.lecture_words import WORDS, initials
from rnnviz.probe.frame import EVERYTHING
from rnnviz.sentences import Refused
from rnnviz.settings import TaskSettings


@cache
def cooked(key, text="", **settings):
    """Return the config and a Frame of a roommate by hand on a week."""
    load_torch()
    from rnnviz.engine.observing import observed
    from rnnviz.engine.training import build

    run = build(preset(key).config.changed(weights="by hand", **settings))
    return run.config, observed(run, run.task.watch(text or run.task.default_probe()), EVERYTHING)


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.restyle()
    made.show()

    def show(key, text="", **settings):
        session.config, frame = cooked(key, text, **settings)
        made.show_frame(frame)
        return made

    made.put = show
    return made


def probes(session):
    return [command.text for command in session.told if isinstance(command, Probe)]


def test_a_week_is_cooked_from_monday_to_saturday(view):
    view.put("roommate", "pie: rainy sunny rainy rainy sunny")
    numbers = view.numbers()
    assert numbers["dishes"].tolist() == ["pie", "burger", "burger", "chicken", "pie", "pie"]
    assert numbers["weather"].tolist() == [-1, 1, 0, 1, 1, 0]
    assert numbers["right"].all()
    assert view.describe().startswith("Monday: pie; Tuesday: rainy, burger; Wednesday: sunny, burger")
    assert not view.grab().isNull()


def test_a_click_on_a_day_changes_its_weather_alone(view, session):
    view.put("roommate", "chicken: rainy sunny rainy rainy sunny")
    view.strip.turned.emit(2)
    view.strip.turned.emit(0)  # there is no weather: the dish that is given changes
    assert probes(session) == ["chicken: rainy rainy rainy rainy sunny", "pie: rainy sunny rainy rainy sunny"]
    view.more.click()
    view.less.click()
    assert probes(session)[2:] == ["chicken: rainy sunny rainy rainy sunny sunny", "chicken: rainy sunny rainy rainy"]


def test_a_week_keeps_one_day(view, session):
    view.put("roommate", "pie: rainy")
    view.less.click()
    assert probes(session) == ["pie: rainy"]


def test_without_memory_only_the_weather_counts_and_without_weather_only_the_dish(view, session):
    view.put("roommate-weather", "sunny rainy")
    assert not view.week.remembers
    view.strip.turned.emit(1)
    view.put("roommate-cycle", "burger")
    assert not view.week.has_weather
    assert not view.more.isVisible()
    view.strip.turned.emit(0)
    assert probes(session) == ["sunny sunny", "chicken"]


@pytest.mark.parametrize("menu", ["pie", "pasta", "soup"])
@pytest.mark.parametrize("language", WORDS)
def test_every_menu_is_cooked_in_every_language(view, menu, language):
    view.put("roommate", menu=menu, language=language)
    assert set(view.numbers()["dishes"].tolist()) <= set(WORDS[language].menus[menu])
    assert view.numbers()["right"].all()
    assert set(view.week.icons) <= ICONS.keys()
    assert not view.grab().isNull()


def test_another_menu_is_another_run(view, session):
    view.put("roommate")
    view.menu.picked.emit("soup")
    assert [c.config.menu for c in session.told if isinstance(c, Build)] == ["soup"]
    view.menu.picked.emit("pie")
    assert len([c for c in session.told if isinstance(c, Build)]) == 1  # it is that already


def test_letters_tell_dishes_apart():
    for words in WORDS.values():
        for menu in words.menus.values():
            assert len(set(initials(menu))) == 3
            assert all(word.startswith(letter) for word, letter in zip(menu, initials(menu), strict=True))
    assert initials(("pasta", "soup", "salad")) == ("p", "so", "sa")
    assert TaskSettings().menu == "pie"


def test_another_experiment_has_no_calendar(view, frame, session):
    session.config = preset("hello").config
    view.show_frame(frame("lstm"))
    assert "perfect roommate" in view.describe()
    assert view.numbers() == {}
    with pytest.raises(Refused, match="no day"):
        view.choose("turn", 1)


def test_covered_answers_are_told_to_nobody(view):
    view.put("roommate", "pie: rainy sunny")
    view.choose("cover", True)
    assert set(view.numbers()) == {"weather"}
    assert "burger" not in view.describe()
    assert view.subtitle == view.count.text() == ""
    assert not view.grab().isNull()
    view.uncover()
    assert "burger" in view.describe()
