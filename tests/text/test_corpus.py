import sys
import unicodedata

import pytest

from rnnviz.sentences import Refused
from rnnviz.settings import BUILT_IN, Material
from rnnviz.text import corpus


def test_the_built_in_text_is_english_and_long():
    text = corpus.built_in()
    assert text.source == BUILT_IN
    assert 300_000 < len(text.ids) < 700_000
    assert " the " in text.vocabulary.decode(text.ids[:2000])


def test_a_python_without_it_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "pydoc_data.topics", None)
    with pytest.raises(Refused, match="without the built-in text"):
        corpus.built_in()


@pytest.mark.parametrize("text", ["a", "aaaa", "\r\n\n"])
def test_one_symbol_is_refused(text):
    with pytest.raises(Refused, match="leaves nothing to predict"):
        corpus.from_text(text)


def test_a_text_of_nothing_is_refused():
    with pytest.raises(Refused, match="empty"):
        corpus.from_text("")


def test_a_given_text_goes_before_a_file():
    chosen = corpus.chosen(Material("ab\r\nba", "nowhere"))
    assert chosen.vocabulary.decode(chosen.ids) == "ab\nba"


def test_a_file_in_use_is_not_read_again_until_it_changes(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("abab")
    first = corpus.from_file(path)
    assert corpus.from_file(path) is first
    path.write_text("abcabc")
    assert len(corpus.from_file(path).vocabulary) == 3


def test_every_text_of_the_data_folder_is_read(data_folder):
    paths = sorted(data_folder.rglob("*.txt"))
    assert paths
    for path in paths:
        text = corpus.from_file(path)
        expected = path.read_text(encoding="utf-8-sig")  # translates line ends
        assert text.vocabulary.decode(text.ids) == unicodedata.normalize("NFC", expected), path
        assert text.reading.encoding == "utf-8", path


def test_a_text_that_is_learned_can_be_had_without_reading_it_again(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("abab")
    assert corpus.in_use(Material("", str(path))) is None
    learned = corpus.chosen(Material("", str(path)))
    path.unlink()
    assert corpus.in_use(Material("", str(path))) is learned
    del learned
    assert corpus.in_use(Material("", str(path))) is None


def test_in_portuguese_the_built_in_text_is_a_portuguese_one():
    text = corpus.built_in("pt_BR")
    written = text.vocabulary.decode(text.ids)
    assert " não " in written
    assert len(written) > 40_000


def test_a_file_is_read_again_in_another_encoding(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes("maçã".encode("latin-1"))
    texts = [corpus.chosen(Material("", str(path), encoding)) for encoding in ("cp1252", "cp1250")]
    assert [text.vocabulary.decode(text.ids) for text in texts] == ["maçã", "maçă"]
