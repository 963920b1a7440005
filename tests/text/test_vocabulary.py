import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.sentences import Refused
from rnnviz.text.vocabulary import Vocabulary, code_points, from_code_points, shown

texts = st.text(st.characters(codec="utf-8"), min_size=1)


@given(texts)
def test_encode_and_decode_are_inverse(text):
    vocabulary = Vocabulary(sorted(set(text)))
    assert unicodedata.normalize("NFC", vocabulary.decode(vocabulary.encode(text))) == unicodedata.normalize(
        "NFC", text
    )


@given(texts)
def test_code_points_are_those_of_python(text):
    assert code_points(text).tolist() == [ord(s) for s in text]
    assert from_code_points(code_points(text)) == text


def test_ids_follow_the_given_order():
    vocabulary = Vocabulary("helo")
    assert vocabulary.encode("hello").tolist() == [0, 1, 2, 2, 3]
    assert vocabulary.display([3, 0]) == ("o", "h")
    assert len(vocabulary) == 4
    assert "h" in vocabulary
    assert "z" not in vocabulary


def test_an_empty_text_has_no_ids():
    assert Vocabulary("ab").encode("").tolist() == []


@given(st.text(st.characters(codec="utf-8", exclude_characters="ab"), min_size=1))
def test_unknown_symbols_are_refused_by_name(text):
    with pytest.raises(Refused) as refusal:
        Vocabulary("ab").encode("a" + text)
    assert shown(min(text)) in str(refusal.value)


def test_many_unknown_symbols_are_not_all_named():
    with pytest.raises(Refused, match="…"):
        Vocabulary("ab").encode("cdefghijklmnop")


def test_what_cannot_be_seen_is_shown():
    assert Vocabulary(" \n\t\x07\xa0\u200bé").shown == ("␣", "↵", "⇥", "\\x07", "⍽", "\\u200b", "é")


@pytest.mark.parametrize("symbols", [["ab"], ["a", "a"], ["", "a"]])
def test_symbols_are_single_and_distinct(symbols):
    with pytest.raises(ValueError, match="distinct"):
        Vocabulary(symbols)


@given(st.text(alphabet="aeiouncç\u0303\u0301\u0327\u0302 é ã ô", min_size=1))
def test_accents_are_understood_joined_or_apart(text):
    joined, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    for learned, typed in ((joined, apart), (apart, joined)):
        vocabulary = Vocabulary(dict.fromkeys(learned))
        assert vocabulary.decode(vocabulary.encode(typed)) == learned
