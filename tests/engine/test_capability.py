"""What can be asked of a run: every command says what it needs, and every lack is one sentence."""

from __future__ import annotations

from typing import get_args

import pytest

from rnnviz.engine import commands
from rnnviz.engine.capability import ALL, NEEDS, Capability, why_not
from rnnviz.engine.presets import preset
from rnnviz.engine.worker_thread import Runner

ANY_RUN = {commands.Watch, commands.Stop}  # whatever it is, it can be looked at and let go of


def test_every_command_says_what_a_run_must_be_able_to_do():
    assert set(get_args(commands.Command)) == set(NEEDS) | ANY_RUN
    assert not set(NEEDS) & ANY_RUN


def test_there_is_no_capability_that_no_command_needs():
    assert set(NEEDS.values()) == frozenset(Capability)
    assert frozenset(Capability) - ALL == {Capability.CHOOSE}  # all of our own models is looked at


@pytest.mark.parametrize("capability", Capability)
def test_a_lack_is_said_in_one_sentence_of_its_own(capability):
    said = str(why_not(capability))
    assert said.startswith("This run cannot ")
    assert said.count(".") == 1
    assert said.endswith(".")
    assert [other for other in Capability if str(why_not(other)) == said] == [capability]


def test_the_worker_can_do_everything():
    assert Runner(preset("hello").config).capabilities == ALL
