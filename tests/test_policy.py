"""What a school settles: read where it lies, and never in the way of a start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rnnviz import policy
from rnnviz.policy import FILE, Policy, read
from rnnviz.sentences import say


def written(tmp_path, text):
    path = tmp_path / FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_all_of_it_is_taken_over(tmp_path):
    text = 'language = "pt_BR"\ntheme = "light"\nlessons = ["1.1", "5.1"]\ndata_folder = "/srv/texts"\n'
    text += "start_page = false\n"
    assert read(written(tmp_path, text)) == Policy("pt_BR", "light", ("1.1", "5.1"), "/srv/texts", False)
    assert read(tmp_path / FILE).said is None


@pytest.mark.parametrize(
    "text",
    [b"theme = ", b"\xff\xfe\x00", "theme = 'light'\n" + "[" * 3000, "x" * 300_000, "a = 1" + "0" * 6000],
    ids=["cut off", "no text", "nested", "too large", "digits"],
)
def test_a_broken_file_is_one_sentence_and_settles_nothing(tmp_path, text):
    found = read(written(tmp_path, text))
    assert found == Policy()
    assert found.said is not None
    assert "\n" not in say(found.said)


def test_what_is_not_understood_is_named_and_the_rest_is_in_force(tmp_path):
    found = read(written(tmp_path, 'theme = "pink"\nlanguage = 3\nstart_page = false\nsurprise = "x"\n'))
    assert found == Policy(start_page=False)
    assert found.said is not None
    for name in ("theme", "language", "surprise"):
        assert name in say(found.said)


def test_the_file_beside_the_program_comes_before_the_systems(tmp_path, monkeypatch):
    here, there = tmp_path / "here", tmp_path / "there"
    for folder, theme in ((here, "light"), (there, "dark")):
        folder.mkdir()
        written(folder, f'theme = "{theme}"\n')
    monkeypatch.setattr(policy, "places", lambda: (here / FILE, there / FILE))
    assert policy.in_force.__wrapped__().theme == "light"
    (here / FILE).unlink()
    assert policy.in_force.__wrapped__().theme == "dark"
    (there / FILE).unlink()
    assert policy.in_force.__wrapped__() == Policy()


def test_only_the_lessons_that_are_settled_are_listed(monkeypatch):
    code = (
        "from rnnviz import policy; policy.in_force = lambda: policy.Policy(lessons=('1.1', '5.1'));"
        "import rnnviz.gui.lessons.listed_lessons as l; print([e.title.split()[0] for e in l.listed_lessons()])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['1.1', '5.1']"
