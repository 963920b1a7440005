"""A file that others write to as well: no lock is left on it, and what they wrote is not written over."""

from __future__ import annotations

import pytest

from rnnviz import headless
from rnnviz.engine.presets import preset
from rnnviz.headless import Order
from rnnviz.sentences import Refused
from rnnviz.sessions import session_file
from rnnviz.sessions.shared_files import seal, write


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """A session."""
    folder = tmp_path_factory.mktemp("there")
    path = folder / "a.rnnviz"
    order = Order(preset("hello").config, updates=3, out=folder / "out", pictures=False, save=path)
    assert headless.run(order) == 0
    return session_file.load(path)


def test_what_nobody_touched_is_written_over_and_nothing_else_is_left(tmp_path, there):
    path = tmp_path / "a.rnnviz"
    first = write(path, None, there.session, there.runs)
    assert (first.path, first.changed) == (path, None)
    second = write(path, first.seal, there.session, there.runs)
    assert (second.path, second.changed) == (path, None)
    assert [each.name for each in tmp_path.iterdir()] == ["a.rnnviz"]


@pytest.mark.parametrize("theirs", [b"a text of somebody's", b"", None], ids=["text", "empty", "session"])
def test_what_somebody_else_wrote_stays_and_ours_goes_beside_it(tmp_path, there, theirs):
    path = tmp_path / "a.rnnviz"
    (tmp_path / "a (2).rnnviz").write_text("taken")
    if theirs is None:
        write(path, None, there.session, there.runs)
        theirs = path.read_bytes()
    path.write_bytes(theirs)
    written = write(path, "0" * 64, there.session, there.runs)
    assert (written.path.name, written.changed) == ("a (3).rnnviz", path)
    assert path.read_bytes() == theirs
    assert session_file.load(written.path).session.update == 3
    assert written.seal == seal(written.path)


def test_a_file_that_is_gone_is_written_anew_and_a_folder_that_is_gone_is_told(tmp_path, there):
    path = tmp_path / "a.rnnviz"
    assert write(path, "0" * 64, there.session, there.runs).path == path
    with pytest.raises(Refused):
        write(tmp_path / "gone" / "a.rnnviz", "0" * 64, there.session, there.runs)
