import codecs

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.sentences import Refused
from rnnviz.text import reading
from rnnviz.text.collecting import Collector
from rnnviz.user_files.reading import TEXT, opened

PORTUGUESE = (
    "Não há ninguém aqui; amanhã, porém, haverá muita gente no salão.\n"
    "Uma noite destas, vindo da cidade para o Engenho Novo, encontrei um rapaz aqui do bairro.\n"
    "Cumprimentou-me, sentou-se ao pé de mim, falou da Lua e dos ministros, e acabou recitando-me versos.\n"
)
RUSSIAN = "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.\n" * 3
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n" * 20

# no symbol that binary files are known by; the byte order mark is one only at the start
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff") | st.just("\n")
)
enough = texts.filter(lambda text: len(set(text)) > 1)


@pytest.fixture
def written(tmp_path):
    def write(content: bytes):
        path = tmp_path / "text.txt"
        path.write_bytes(content)
        return path

    return write


def read(path, progress=None):
    with opened(path, TEXT) as file:
        return reading.read(file, path, progress)


def text_of(path):
    ids, vocabulary, encoding = read(path)
    return vocabulary.decode(ids), encoding


@given(text=enough, end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.booleans())
def test_line_ends_and_the_byte_order_mark_do_not_matter(tmp_path_factory, text, end, mark):
    path = tmp_path_factory.mktemp("text") / "text.txt"
    path.write_bytes(codecs.BOM_UTF8 * mark + text.replace("\n", end).encode())
    assert text_of(path) == (text, "utf-8")


@settings(max_examples=50)
@given(text=enough, size=st.integers(1, 7), end=st.sampled_from(["\n", "\r\n"]))
def test_pieces_give_what_the_whole_file_gives(tmp_path_factory, text, size, end):
    path = tmp_path_factory.mktemp("text") / "text.txt"
    path.write_bytes(text.replace("\n", end).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "CHUNK", size)
        assert text_of(path) == (text, "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (PORTUGUESE, "latin-1", "cp1252"),
        (PORTUGUESE, "cp1252", "cp1252"),
        (PORTUGUESE[:66], "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "cp932"),
        (PORTUGUESE, "utf-16", "utf-16"),
        (PORTUGUESE, "utf-32", "utf-32"),
        ("plain\n" * 500_000 + PORTUGUESE, "cp1252", "cp1252"),  # foreign only in the third piece
    ],
)
def test_other_encodings_are_found_and_named(written, text, encoding, named):
    assert text_of(written(text.encode(encoding))) == (text, named)


def test_a_sample_that_ends_within_a_symbol_is_understood(written):
    text = JAPANESE.replace("\n", "") * 100
    assert text_of(written(text.encode("shift_jis"))) == (text, "cp932")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"\x7fELF\0\0\0\1abc", "is not a text"),
        (bytes(range(1, 256)) * 9, "is not a text"),
        ("é à ç".encode() + b"\xff" + "é".encode(), "UTF-8 up to byte 8, where it is damaged"),
        ("plain é à ç\n".encode() * 200_000 + b"\xe9", "UTF-8 up to byte 3000000, where it is damaged"),
        ("abc".encode("utf-16") + b"\0", "is utf-16 up to byte 8"),
    ],
)
def test_what_is_no_text_is_refused(written, content, said):
    with pytest.raises(Refused, match=said):
        read(written(content))


def test_progress_rises_to_the_end_and_can_stop_the_reading(written):
    path, told = written(b"ab" * reading.CHUNK), []
    read(path, told.append)
    assert told == [0.5, 1.0]

    class Stop(Exception):
        pass

    def stop(done):
        raise Stop

    with pytest.raises(Stop):
        read(path, stop)


@given(st.lists(texts, min_size=1), st.integers(1, 3))
def test_collecting_is_sorted_and_grows(pieces, capacity):
    collector = Collector(capacity)
    for piece in pieces:
        collector.add(piece)
    ids, vocabulary = collector.finish()
    assert vocabulary.symbols == tuple(sorted(set("".join(pieces))))
    assert vocabulary.decode(ids) == "".join(pieces)
    assert not ids.flags.writeable


@pytest.mark.parametrize(("symbols", "width"), [(2, np.uint8), (256, np.uint8), (257, np.uint16), (65537, np.uint32)])
def test_ids_are_as_narrow_as_they_can_be(symbols, width):
    text = "".join(map(chr, range(0x10000, 0x10000 + symbols)))
    collector = Collector(1)
    for start in range(0, len(text), 100):
        collector.add(text[start : start + 100])
    ids, _ = collector.finish()
    assert ids.dtype == width
    assert np.array_equal(ids, np.arange(symbols))
