"""A script and what it needs beside it are written as wholes, and over nothing of the user's."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine.run_script import Script
from rnnviz.files.scripts import save
from rnnviz.sentences import Refused

SCRIPT = Script("print()\n", {"model.w": np.ones(3, np.float32)}, "a text")


def test_weights_and_text_stand_beside_the_script(tmp_path):
    written = save(tmp_path / "novel.py", SCRIPT)
    assert [path.name for path in written] == ["novel.py", "novel.text.txt", "novel.weights.npz"]
    with np.load(written[2]) as arrays:
        assert arrays["model.w"].tolist() == [1, 1, 1]


def test_a_text_of_the_same_name_is_left_alone(tmp_path):
    (tmp_path / "novel.txt").write_text("mine", encoding="utf-8")
    save(tmp_path / "novel.txt", SCRIPT)
    assert (tmp_path / "novel.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "novel.txt.py").exists()


@pytest.mark.parametrize("name", ["torch.py", "numpy.py", "random.py"])
def test_a_name_that_would_hide_a_module_is_refused(tmp_path, name):
    with pytest.raises(Refused, match="would hide the module"):
        save(tmp_path / name, SCRIPT)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_refused_and_leaves_no_half_script(tmp_path):
    with pytest.raises(Refused):
        save(tmp_path / "no such folder" / "a.py", SCRIPT)
    assert not list(tmp_path.iterdir())
