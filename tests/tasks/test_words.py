import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.config import RunConfig
from rnnviz.sentences import Refused
from rnnviz.tasks import load
from rnnviz.tasks._words import UNKNOWN_WORD, WordVocabulary, cut, joined
from rnnviz.text.vocabulary import Vocabulary

TEXT = "The cat sat on the mat. The dog's bark, the cat's well-known meow!\n\nThe end.\n" * 8


def task(**values):
    return load("words")(
        RunConfig(task="words", **{"text": TEXT, "sequence_length": 4, "batch": 2, **values}), torch.device("cpu")
    )


def test_the_rule_by_which_a_text_is_cut():
    assert cut("The dog's well-known bark, 'twas\n\n\nLOUD (3.5%)!") == [
        "the", "dog's", "well-known", "bark", ",", "'", "twas", "\n", "loud", "(", "3", ".", "5", "%", ")", "!",
    ]  # fmt: skip
    assert cut(" \t ") == []


@given(st.text("ab '-.,(\n", max_size=30))
def test_what_is_joined_is_cut_into_the_same_words_again(text):
    words = cut(text)
    assert cut(joined(words)) == words


def test_the_commonest_words_are_kept_and_the_others_are_one():
    vocabulary = WordVocabulary(["b", "b", "a", "c", "a", "d"], 3, Vocabulary("abcd "))
    assert vocabulary.symbols == (UNKNOWN_WORD, "a", "b")
    assert vocabulary.encode("b c a").tolist() == [2, 0, 1]
    assert vocabulary.decode([2, 0, 1]) == f"b {UNKNOWN_WORD} a"
    assert vocabulary.cut_off == 2
    assert len(vocabulary) == 3


def test_input_and_target_are_the_same_words_one_place_apart():
    t = task()
    x, y = t.batch(0)
    assert t.corpus.vocabulary.display(x[:, 0].tolist()) == ("the", "cat", "sat", "on")
    assert t.corpus.vocabulary.display(y[:, 0].tolist()) == ("cat", "sat", "on", "the")


def test_unknown_words_are_read_and_unknown_symbols_refused():
    t = task(words=5)
    assert t.watch("the bat sat").text == "the bat sat"
    with pytest.raises(Refused, match="does not know"):
        t.watch("the café")
    with pytest.raises(Refused, match="at least one"):
        t.watch(" ")


def test_what_is_written_can_be_read_on_word_by_word():
    t = task(words=5)
    text = "the"
    for symbol in (0, 2, 1, 3):
        text = t.extended(text, symbol)
    ids = t.corpus.vocabulary.encode(text)
    assert ids[1:].tolist() == [0, 2, 1, 3]
    assert t.watch(text).forward(t.model()).sequences["time"][1] == "<?>"


def test_a_text_of_one_word_is_refused():
    with pytest.raises(Refused, match="two different words"):
        task(text="word word word")


def test_the_facts_say_how_many_words_there_are_and_how_many_were_cut_off():
    facts = task(words=5).describe()
    assert facts["words"] == 5
    assert facts["length"] == len(cut(TEXT))
    assert facts["words cut off"] == len(set(cut(TEXT))) - 4


def test_what_is_written_is_made_of_the_words_that_are_known():
    t = task()
    model = t.model()
    written = t.sample(model, torch.Generator().manual_seed(1), 1.0, "the cat", 60)
    assert 1 <= len(written) <= 60
    assert set(cut(written)[:-1]) <= set(t.corpus.vocabulary.symbols) | {"<", "?", ">"}  # the last one may be cut off


def test_a_text_that_is_too_long_to_be_cut_into_words_is_refused(monkeypatch):
    monkeypatch.setattr("rnnviz.tasks.words.LONGEST", 10)
    with pytest.raises(Refused, match="has 11 symbols; to be learned word by word it may have 10 at most"):
        task(text="to be or no")
