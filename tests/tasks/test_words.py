import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.config import RunConfig
from rnnviz.engine.fitting import fitted
from rnnviz.sentences import Refused
from rnnviz.tasks import load
from rnnviz.tasks._words import UNKNOWN_WORD, WordVocabulary, cut, joined

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
    vocabulary = WordVocabulary(["b", "b", "a", "c", "a", "d"], 3)
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


def test_unknown_words_are_read_whatever_symbols_they_have():
    t = task(words=5)
    assert t.watch("the bat sat").text == "the bat sat"
    assert t.watch("the café").forward(t.model()).sequences["time"] == ("the", UNKNOWN_WORD)
    with pytest.raises(Refused, match="at least one"):
        t.watch(" ")


def test_what_is_written_can_be_read_on_word_by_word():
    t = task(words=5)
    text = "the"
    for symbol in (0, 2, 1, 3):
        text = t.extended(text, symbol)
    ids = t.corpus.vocabulary.encode(text)
    assert ids[1:].tolist() == [0, 2, 1, 3]
    assert t.watch(text).forward(t.model()).sequences["time"][1] == "<unk>"


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


@pytest.mark.parametrize(
    "text",
    [
        "THE CAT SAT ON THE MAT\n" * 8,
        "day,rain,sun\n1,0,2\n2,5,0\n" * 8,
        "朝になると、庭の木に小さな鳥が来て歌う。\n" * 8,
        "早上下了一场小雨" * 9,
        "स्नेह और वर्षा, वर्षा और स्नेह\n" * 8,
        "a-b_c(d)e[f]" * 9,
        "\tif x:\r\n\t\ty = 1\r\n" * 9,
        "na\u0303o e\u0301 \u2014 na\u0303o\n" * 9,
    ],
)
def test_any_text_of_two_words_is_learned_watched_and_written(text):
    t = task(text=text)
    outcome = t.watch(t.default_probe()).forward(t.model())
    assert len(outcome.sequences["time"]) > 1
    assert t.sample(t.model(), torch.Generator().manual_seed(1), 1.0, "", 30)


def test_scripts_without_spaces_are_cut_symbol_by_symbol_and_joined_without_any():
    assert cut("小雨。Hello 小さ") == ["小", "雨", "。", "hello", "小", "さ"]
    assert joined(["小", "雨", "。", "花"]) == "小雨。花"
    assert cut("स्नेह वर्षा") == ["स्नेह", "वर्षा"]


def test_a_word_is_the_same_however_its_accents_are_spelt():
    assert cut("na\u0303o") == cut("não")


def test_a_text_without_two_words_is_refused_with_what_can_be_done():
    with pytest.raises(Refused, match="open it in the character model"):
        task(text="ACGTTGCA" * 9)


def test_a_short_text_is_fitted_by_its_words():
    config, _ = fitted(RunConfig(task="words", text="one two three four five six seven eight"))
    assert (config.sequence_length, config.batch) == (4, 1)
    load("words")(config, torch.device("cpu"))
