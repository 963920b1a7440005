"""A link leads to the same experiment elsewhere; one that could do harm, or leads nowhere, is refused."""

from __future__ import annotations

import pytest

from rnnviz.engine.presets import preset, presets
from rnnviz.sentences import Refused
from rnnviz.sessions.links import Link, command


@pytest.mark.parametrize("chosen", presets(), ids=lambda chosen: chosen.key)
def test_every_preset_with_changed_settings_is_what_its_link_opens(chosen):
    config = chosen.config.changed(seed=9, learning_rate=0.0125)
    link = Link.of(chosen.key, config, probe="a b&=#é", lesson="5.1", step=2, timestep=3, unit=0, panel="gates")
    again = Link.read(str(link))
    assert again == link
    assert again.config() == config


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://experiment/hello",
        "rnnviz://elsewhere/hello",
        "rnnviz://experiment/hello?text_file=%2Fetc%2Fpasswd",
        "rnnviz://experiment/hello?text=abc",
        "rnnviz://experiment/hello?step=-1",
        "rnnviz://experiment/hello?step=9999999999999",
        "rnnviz://experiment/hello?hidden",
        "rnnviz://experiment/hello?seed=1&seed=2",
        "rnnviz://experiment/hello?nobody=1",
        "rnnviz://experiment/nobody",
        "rnnviz://experiment/hello?panel=nobody",
        "rnnviz://experiment/hello?hidden=0",
        "rnnviz://[",
        "rnnviz://experiment/%ff",
    ],
)
def test_what_is_no_link_is_refused(text):
    with pytest.raises(Refused):
        Link.read(text)


def test_a_text_of_ones_own_is_not_linked_to():
    with pytest.raises(Refused, match="save the session"):
        Link.of("characters", preset("characters").config.changed(text="some words of mine"))


def test_the_command_trains_the_same():
    config = preset("hello").config.changed(hidden=5)
    assert command("hello", config, 40) == "rnnviz run hello --set hidden=5 --updates 40"
