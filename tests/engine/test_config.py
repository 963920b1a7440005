"""What a user sets: validated, frozen, and clear about what cannot be."""

import json

import pytest
from pydantic import ValidationError

from rnnviz.engine.config import LIVE, RunConfig
from rnnviz.sentences import Refused


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hidden": 0}, "Hidden cannot be 0: it should be greater than or equal to 1."),
        ({"layers": 5}, "Layers cannot be 5: it should be less than or equal to 4."),
        ({"learning_rate": float("nan")}, "Learning rate cannot be nan:"),
        ({"learning_rate": 0.0}, "Learning rate cannot be 0.0: it should be greater than 0."),
        ({"dropout": 1.0}, "Dropout cannot be 1.0: it should be less than 1."),
        ({"cell": "lstn"}, "Cell cannot be 'lstn': no such cell; there are cifg, gru, lstm"),
        ({"task": "haracters"}, "Task cannot be 'haracters': no such task; there are adding, brackets, characters"),
        ({"hiden": 3}, "Hiden cannot be 3:"),
        ({"seed": -1}, "Seed cannot be -1:"),
    ],
)
def test_a_fault_names_field_value_and_what_is_allowed(values, words):
    with pytest.raises(Refused) as refused:
        RunConfig.checked(values)
    assert str(refused.value).startswith(words)


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        RunConfig().hidden = 3


def test_it_goes_through_json_unchanged():
    config = RunConfig(cell="gru", learning_rate=1 / 3, text="añb\n")
    assert RunConfig(**json.loads(config.model_dump_json())) == config


def test_text_from_the_command_line_becomes_numbers():
    config = RunConfig().changed(hidden="64", learning_rate="1e-3", dropout="0.25")
    assert (config.hidden, config.learning_rate, config.dropout) == (64, 1e-3, 0.25)


def test_a_refused_change_leaves_the_config_as_it_was():
    config = RunConfig()
    with pytest.raises(Refused):
        config.changed(hidden=0)
    assert config == RunConfig()


@pytest.mark.parametrize("name", sorted(LIVE))
def test_live_settings_need_no_new_model(name):
    others = {"learning_rate": 0.5, "clip": "none", "clip_at": 9.0, "temperature": 0.1}
    others |= {"nonlinearity": "relu", "singular_value": 1.5, "feeding": "free running", "beam": 7}
    assert RunConfig().rebuilds(RunConfig().changed(**{name: others[name]})) == frozenset()


def test_every_other_setting_does():
    assert RunConfig().rebuilds(RunConfig(hidden=3, seed=2, temperature=0.1)) == {"hidden", "seed"}
