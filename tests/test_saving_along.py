"""A run without a window is saved while it learns."""

from __future__ import annotations

from rnnviz import headless
from rnnviz.engine.presets import preset
from rnnviz.headless import Order
from rnnviz.saving_along import SavingAlong
from rnnviz.sentences import Refused
from rnnviz.sessions import session_file


def test_what_is_there_when_the_run_is_killed_is_a_whole_session(tmp_path, monkeypatch):
    path, found = tmp_path / "a.rnnviz", list[int]()
    monkeypatch.setattr(SavingAlong.__init__, "__defaults__", (0.0,))
    after = SavingAlong.after_update

    def looked(self):
        after(self)
        if path.exists():
            found.append(session_file.load(path).runs["a"].present.update)

    monkeypatch.setattr(SavingAlong, "after_update", looked)
    order = Order(preset("hello").config, updates=40, out=tmp_path / "out", pictures=False, save=path)
    assert headless.run(order) == 0
    assert found
    assert found == sorted(found)
    assert session_file.load(path).runs["a"].present.update == 40


def test_a_disk_that_refuses_is_told_once_and_tried_again():
    said, tries = [], []

    def refuse():
        tries.append(1)
        raise Refused("no room")

    along = SavingAlong(lambda: refuse, said.append, every=0.0)
    while len(tries) < 3:
        along.after_update()
    along.close()
    assert len(said) == 1
