"""A script learns to the bits of the run that it was made of, wherever that stands."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import torch

from rnnviz import tasks
from rnnviz.assets import resource
from rnnviz.engine.presets import presets
from rnnviz.engine.script import composing
from rnnviz.engine.script.composing import script_of
from rnnviz.engine.training import train_once
from rnnviz.nn import cells
from rnnviz.sentences import Refused
from tests.engine.script.script_runs import both_losses, run_of

SEVERAL = {
    "a text, carried": ("characters", {"hidden": 8}),
    "a cell that torch has not": ("characters", {"cell": "peephole", "hidden": 8, "layers": 2, "dropout": 0.5}),
    "an encoder and a decoder": ("memorise", {"hidden": 8, "cell": "lstm", "directions": "both"}),
    "a net that is fed its answers": ("parity", {}),
    "gates that are exponentials": ("remember-slstm", {"hidden": 8, "lag": 9}),
    "the same without their stabiliser": ("remember-slstm", {"hidden": 8, "lag": 9, "stabiliser": "off"}),
}


@pytest.fixture(autouse=True)
def _one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


#: A script trains by torch alone: it cannot follow a program that trains as another machine would.
as_torch_does = pytest.mark.skipif(
    bool(os.environ.get("RNNVIZ_OTHER_BITS")), reason="training is given other bits here"
)


@as_torch_does
@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("taken", [0, 3])
def test_a_script_goes_on_to_the_same_bits_without_this_program(name, taken, tmp_path):
    key, changes = SEVERAL[name]
    mine, theirs = both_losses(run_of(key, taken, **changes), tmp_path / "made.py", 4)
    assert theirs == mine


@as_torch_does
def test_what_was_changed_while_it_learned_is_in_the_script(tmp_path):
    run = run_of("hello", 3)
    run.set_live(run.config.changed(learning_rate=0.5, clip="value", clip_at=0.01, nonlinearity="sigmoid"))
    mine, theirs = both_losses(run, tmp_path / "made.py", 4)
    assert theirs == mine


def test_from_its_seed_a_run_begins_anew(tmp_path):
    script = script_of(run_of("hello", 3), from_seed=True)
    assert not script.arrays
    assert script.source == script_of(run_of("hello")).source


def test_weights_that_the_seed_has_not_drawn_stand_beside_the_script():
    run = run_of("hello")
    with torch.no_grad():
        run.parameters[0][0, 0] = 2.0
    assert script_of(run).arrays["model.rnn.weight_ih_l0"][0, 0] == 2.0


def test_making_a_script_changes_nothing_of_the_run():
    run, other = run_of("hello", 2), run_of("hello", 2)
    script_of(run)
    assert [train_once(run).loss for _ in range(3)] == [train_once(other).loss for _ in range(3)]


def test_every_task_has_a_template():
    missing = [name for name in tasks.names() if not resource("scripts", "tasks").joinpath(f"{name}.py.jinja").exists()]
    assert not missing


def test_a_task_without_a_template_is_refused_in_a_sentence(monkeypatch):
    with pytest.raises(Refused, match="No script can be made"):
        composing._template("unheard_of")


def turns(cell: str) -> bool:
    return bool(cells.load(cell).form.turned)


@pytest.mark.parametrize("cell", [name for name in cells.names() if turns(name)])
def test_a_cell_whose_state_is_a_complex_number_is_refused_in_a_sentence(cell):
    with pytest.raises(Refused, match="No script can be made of"):
        script_of(run_of("bidirectional", cell=cell, hidden=4))


@pytest.mark.parametrize("cell", [name for name in cells.names() if not turns(name)])
def test_every_other_cell_is_written_as_code(cell):
    source = script_of(run_of("bidirectional", cell=cell, hidden=4, layers=2)).source
    compile(source, cell, "exec")


@pytest.mark.parametrize("settings", ["project", "default"])
def test_scripts_are_as_tidy_as_this_program(settings, tmp_path):
    for preset in presets():
        reads_a_lot = preset.config.task in ("translation", "characters", "words")
        if not reads_a_lot and not turns(preset.config.cell):
            (tmp_path / f"{preset.key}.py").write_text(script_of(run_of(preset.key)).source, encoding="utf-8")
    for key, changes in SEVERAL.values():
        (tmp_path / f"{key}-changed.py").write_text(script_of(run_of(key, 1, **changes)).source, encoding="utf-8")
    chosen = ["--config", "pyproject.toml"] if settings == "project" else ["--isolated"]
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", *chosen, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode and not ran.stdout:
        pytest.skip(f"ruff cannot be run here: {ran.stderr.strip().splitlines()[-1]}")
    assert ran.returncode == 0, ran.stdout
