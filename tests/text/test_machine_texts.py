"""Texts that the machine has: found where they are, counted, read as one text; nothing of them is ours."""

import pytest

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, train_once
from rnnviz.sentences import Refused
from rnnviz.settings import MACHINE, Material
from rnnviz.text import machine_texts
from rnnviz.text.catalogue import ENTRIES
from rnnviz.text.corpus import chosen
from rnnviz.text.machine_texts import KINDS, Kind, collected, found

PYTHON = f"{MACHINE}python"


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Return a maker of files, and a kind that finds them."""
    kind = Kind("Toy", ".toy", lambda: (tmp_path / "missing", tmp_path))
    monkeypatch.setattr(machine_texts, "KINDS", {"machine:toy": kind})
    found.cache_clear()

    def make(**files):
        for name, content in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.toy"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    yield make
    found.cache_clear()


def test_the_python_that_runs_this_has_its_source():
    there = found(PYTHON)
    assert len(there.files) > 100
    assert there.size == sum(path.stat().st_size + 1 for path in there.files) <= machine_texts.MOST
    assert not any("site-packages" in path.parts for path in there.files)


def test_files_are_one_text_in_the_order_of_their_names(made):
    made(b=b"two\r\n", a=b"one\n", sub__c=b"three")
    assert collected("machine:toy") == "one\n\ntwo\n\nthree"
    assert found("machine:toy").size == len(b"one\n") + len(b"two\r\n") + len(b"three") + 3


def test_what_is_no_plain_text_or_cannot_be_read_is_not_counted(made, tmp_path):
    made(a=b"plain", b="café".encode(), c=b"nul\0", d=b"", tests__e=b"left out")
    (tmp_path / "f.toy").symlink_to(tmp_path / "nowhere")
    (tmp_path / "g.toy").symlink_to(tmp_path / "a.toy")  # the same once more
    there = found("machine:toy")
    assert [path.name for path in there.files] == ["a.toy"]
    assert (there.size, there.left_out) == (6, 0)


def test_more_than_can_be_learned_is_left_out_and_said(made, monkeypatch):
    monkeypatch.setattr(machine_texts, "MOST", 10)
    made(a=b"12345", b=b"1234567", c=b"1")
    there = found("machine:toy")
    assert ([path.name for path in there.files], there.left_out) == (["a.toy"], 2)


def test_a_machine_without_a_kind_says_so(made):
    with pytest.raises(Refused, match="no text of the kind Toy"):
        collected("machine:toy")
    with pytest.raises(Refused, match="no text machine:fortran"):
        collected("machine:fortran")


def test_reading_can_be_given_up(made):
    made(a=b"one", b=b"two")

    def stop(_share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collected("machine:toy", stop)


def test_it_is_learned_as_any_text(monkeypatch):
    load_torch()
    monkeypatch.setattr(machine_texts, "MOST", 200_000)
    found.cache_clear()
    run = build(preset("characters").config.changed(text_file=PYTHON, hidden=8))
    assert run.task.describe()["source"] == PYTHON
    assert train_once(run).finite
    assert chosen(Material("", PYTHON)).vocabulary.decode(run.task.corpus.ids[:50])
    found.cache_clear()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_every_text_of_the_catalogue_says_whence_it_comes_and_under_which_licence(entry):
    assert entry.title
    assert entry.source
    assert entry.licence
    assert entry.url.startswith("http")
    assert len(entry.sha256) in (0, 64)


def test_every_kind_of_this_machine_has_a_name_of_its_own():
    assert all(key.startswith(MACHINE) for key in KINDS)
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)
