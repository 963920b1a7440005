from rnnviz.explain.word_by_word import Fate, breaks, word_by_word
from rnnviz.text.english_portuguese import dictionary, families, grammar

FORMS = tuple(tuple(family) for family in families())


def found(english):
    source = tuple(english.split())
    return word_by_word(source, grammar().translation(source), dictionary(), FORMS)


def test_an_adjective_is_at_another_place():
    made = found("i see the red hat")
    assert made.written == ("eu", "vejo", "o", "vermelho", "chapéu")
    assert made.fates[3] is Fate.ORDER or made.fates[4] is Fate.ORDER
    assert not made.exact


def test_an_article_agrees_with_a_noun_to_come():
    made = found("he draws the flowers")
    assert made.fates == (Fate.RIGHT, Fate.RIGHT, Fate.AGREEMENT, Fate.RIGHT)
    assert made.wanted[2] == "as"


def test_a_later_word_settles_a_verb():
    made = found("she plays the piano")
    assert made.fates[1] is Fate.OTHER
    assert any("plays (joga)" in said for said in breaks(made))


def test_lengths_that_differ_are_said():
    assert breaks(found("i do not sleep"))[0].startswith("Length: 4 words are read, 2 are right")


def test_where_nothing_breaks_it_says_so():
    made = found("he draws a hat")
    assert made.exact
    assert breaks(made) == ["Nothing breaks: word by word is right here."]


def test_a_word_that_the_dictionary_lacks_is_marked():
    assert word_by_word(("zebra",), ("zebra",), {}, ()).written == ("—",)
