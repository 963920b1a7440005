"""Words of what a model writes: those that the text has, and those that it could have."""

from __future__ import annotations

from rnnviz.text.words import marked, words_of


def test_a_word_is_invented_if_the_text_has_its_spelling_but_not_the_word():
    known = words_of("Boring stores are storing")
    found = {text: word.invented for text in ("bores", "Bores", "boring", "BORING", "bor", "xqzzt", "are")
             for word in marked(text, known)}  # fmt: skip
    assert found == {
        "bores": True,  # ^bo bor of boring, ore res es$ of stores
        "Bores": True,
        "boring": False,
        "BORING": False,  # it is there, in other letters
        "bor": False,  # too short to be judged
        "xqzzt": False,
        "are": False,
    }


def test_what_is_known_is_not_invented_and_chance_invents_no_short_words():
    known = words_of("the then den")
    assert [word.known for word in marked("then the", known)] == [True, True]
    assert not any(word.invented for word in marked("then the ten", known))
