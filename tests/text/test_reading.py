import codecs
import unicodedata
from io import BytesIO
from pathlib import Path

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


def text_of(path, **said):
    with opened(path, TEXT) as file:
        there = reading.read(file, path, **said)
    return there.text, there.reading.encoding


def composed(text):
    return unicodedata.normalize("NFC", text)


@given(text=enough, end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.booleans())
def test_line_ends_and_the_byte_order_mark_do_not_matter(tmp_path_factory, text, end, mark):
    path = tmp_path_factory.mktemp("text") / "text.txt"
    path.write_bytes(codecs.BOM_UTF8 * mark + text.replace("\n", end).encode())
    assert text_of(path, encoding="utf-8") == (composed(text), "utf-8")


@settings(max_examples=50)
@given(text=enough, size=st.integers(1, 7), end=st.sampled_from(["\n", "\r\n"]))
def test_pieces_give_what_the_whole_file_gives(tmp_path_factory, text, size, end):
    path = tmp_path_factory.mktemp("text") / "text.txt"
    path.write_bytes(text.replace("\n", end).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "CHUNK", size)
        assert text_of(path, encoding="utf-8") == (composed(text), "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (PORTUGUESE, "latin-1", "cp1252"),
        (PORTUGUESE, "cp1252", "cp1252"),
        (PORTUGUESE[:66], "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "cp932"),
        (PORTUGUESE, "utf-16", "utf-16-le"),
        (PORTUGUESE, "utf-32", "utf-32-le"),
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
        ("né là ça".encode() + b"\xff" + "é".encode(), "UTF-8 up to byte 11, where it is damaged"),
        ("plain é à ç\n".encode() * 200_000 + b"\xe9a", "UTF-8 up to byte 3000000, where it is damaged"),
        (
            codecs.BOM_UTF16_LE + b"a\0b\0\x00\xd8c\0",
            "is UTF-16 LE up to byte 6",
        ),  # half of a symbol, and no other half
        ("a\ud800b é ç ã".encode("utf-8", "surrogatepass"), "UTF-8 up to byte 1, where it is damaged"),
        (b"\0" * 100, "is not a text"),
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


SENTENCES = {
    "pt_BR": ("Não há ninguém aqui; amanhã haverá muita gente no salão.", ("cp1252", "cp850", "mac-roman")),
    "en": ("Zażółć gęślą jaźń, mówił nauczyciel, i nikt nie wiedział dlaczego.", ("cp1250", "iso8859-2")),
    "ru": ("Утром в доме пахло хлебом, и никто не хотел вставать.", ("cp1251", "koi8-r")),
    "ja": ("朝になると、庭の木に小さな鳥が来て歌う。", ("cp932", "euc_jp")),
    "zh": ("早上下了一场小雨，院子里的花都开了。", ("gb18030",)),
}
UNMARKED = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize("hint", SENTENCES)
def test_a_sentence_is_read_for_certain_in_whatever_encoding_without_a_mark(written, hint):
    text, encodings = SENTENCES[hint]
    for encoding in (*encodings, *UNMARKED):
        path = written(text.encode(encoding))
        with opened(path, TEXT) as file:
            there = reading.read(file, path, hint=hint)
        assert there.text == text, encoding
        assert there.reading.certain, encoding


@pytest.mark.parametrize(
    ("text", "encoding"), [("maçã", "latin-1"), ("você", "cp850"), ("N\n", "utf-8"), ("上", "utf-16-be")]
)
def test_what_nobody_could_know_is_said_to_be_uncertain_and_the_right_reading_offered(written, text, encoding):
    path = written(text.encode(encoding))
    with opened(path, TEXT) as file:
        found = reading.read(file, path, hint="pt_BR").reading
    assert not found.certain
    assert text in {text_of(path, encoding=each)[0] for each in (found.encoding, *found.others)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-32-be", "cp932", "gb18030"])
def test_a_symbol_that_the_file_has_cut_is_left_out_and_said(written, encoding):
    text = "朝鳥鳥朝朝朝鳥" * 3
    content, width = text.encode(encoding), len("朝".encode(encoding))
    for cut in range(1, width):
        path = written(content[cut:-cut])
        with opened(path, TEXT) as file:
            there = reading.read(file, path, encoding=encoding)
        assert there.text == text[1:-1], cut
        assert there.reading.cut == (width - cut, width - cut)


def test_the_encoding_that_a_person_chooses_is_taken_or_refused_in_one_sentence(written):
    path = written("maçã".encode("latin-1"))
    assert text_of(path, encoding="cp1250")[0] == "maçă"
    with pytest.raises(Refused, match="is not UTF-8: there is no such symbol at byte 2"):
        text_of(path, encoding="utf-8")


def test_accents_that_stand_alone_are_joined_wherever_the_text_is_parted(written):
    text = unicodedata.normalize("NFD", "não é só isso, você também\n") * 40
    path = written(text.encode())
    for size in (1, 2, 3, 7, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "CHUNK", size)
            with opened(path, TEXT) as file:
                there = reading.read(file, path)
        assert there.text == composed(text)
        assert there.reading.composed


def test_a_byte_order_mark_within_a_text_is_left_out(written):
    assert text_of(written(codecs.BOM_UTF8 + "né\n".encode() + codecs.BOM_UTF8 + "só ã".encode()))[0] == "né\nsó ã"


@given(st.binary(max_size=60), st.sampled_from(["en", "pt_BR"]))
def test_any_bytes_are_read_in_the_same_way_each_time_or_refused(content, hint):
    def outcome():
        try:
            there = reading.read(BytesIO(content), Path("text"), hint=hint)
        except Refused as refused:
            return str(refused)
        return there.text, there.reading

    assert outcome() == outcome()
