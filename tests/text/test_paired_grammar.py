import random

import pytest

from rnnviz.text.english_portuguese import dictionary, families, grammar
from rnnviz.text.paired_grammar import PairedGrammar, rule

LENGTHS = range(2, 21)


@pytest.fixture(scope="module")
def drawn():
    draw = random.Random(1).random
    return [grammar().sentence(length, draw) for length in LENGTHS for _ in range(15)]


def test_a_sentence_has_the_length_that_was_asked_for(drawn):
    assert [len(pair.source) for pair in drawn] == [length for length in LENGTHS for _ in range(15)]


def test_what_was_drawn_is_translated_as_it_was_drawn(drawn):
    assert all(grammar().translation(pair.source) == pair.target for pair in drawn)


def test_no_sentence_has_two_translations(drawn):
    known = {}
    assert all(known.setdefault(pair.source, pair.target) == pair.target for pair in drawn)


@pytest.mark.parametrize(
    ("english", "portuguese"),
    [
        ("i sleep", "durmo"),  # the verb says who
        ("she does not sleep", "ela não dorme"),  # do-support
        ("do they see the cats ?", "veem os gatos ?"),
        ("the old hat", None),  # no sentence
        ("i see the old hat", "vejo o chapéu velho"),  # adjectives after their nouns
        ("i see the old keys", "vejo as chaves velhas"),  # gender and number
        ("she likes the girl 's red flower", "ela gosta da flor vermelha da menina"),  # order; contractions
        ("the key is old", "a chave é velha"),
        ("the key is in the house", "a chave está na casa"),  # a later word settles the verb
        ("he knows the man", "ele conhece o homem"),
        ("he knows that the man sings", "ele sabe que o homem canta"),
        ("we play chess", "jogamos xadrez"),
        ("we play the flute", "tocamos flauta"),
        ("we miss the train", "perdemos o trem"),
        ("we miss the queen", "sentimos saudade da rainha"),
        ("she sees me", "ela me vê"),  # the pronoun before the verb
        ("hats the see", None),
    ],
)
def test_it_says_what_a_person_would_say(english, portuguese):
    found = grammar().translation(tuple(english.split()))
    assert (None if found is None else " ".join(found)) == portuguese


def test_the_dictionary_has_every_word_and_no_others(drawn):
    known = dictionary()
    assert {word for pair in drawn for word in pair.source} <= set(known)
    every = {word for rules in grammar().rules.values() for rule in rules for word in rule.source}
    assert set(known) <= {word for word in every if isinstance(word, str)}


def test_a_word_is_a_form_of_one_family():
    forms = [word for family in families() for word in family]
    assert len(forms) == len(set(forms))


def test_a_length_that_no_sentence_has_gives_none():
    small = PairedGrammar([rule("s", "a {s}", "{0} b"), rule("s", "a a", "b b")], "s")
    assert small.sentence(1, lambda: 0.0) is None
    assert small.sentence(4, lambda: 0.0) == (("a",) * 4, ("b",) * 4)
