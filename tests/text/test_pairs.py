import pytest

from rnnviz.sentences import Refused
from rnnviz.text.pairs import LONGEST, TextPair, as_columns, of_columns, of_lines

GOOD = "Go.\tVai.\nI see.\tVejo.\tCC-BY 2.0\n\n"


def test_two_columns_are_read_and_a_third_is_left_out():
    assert of_columns(GOOD) == [TextPair("Go.", "Vai."), TextPair("I see.", "Vejo.")]


def test_two_files_of_as_many_lines_are_pairs():
    assert of_lines("Go.\nI see.\n", "Vai.\nVejo.") == of_columns(GOOD)


def test_pairs_are_written_as_they_are_read():
    assert of_columns(as_columns(of_columns(GOOD))) == of_columns(GOOD)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Go.\tVai.\nI see. Vejo.\n", "Line 2 has no tab"),
        ("Go.\tVai.\n\tVejo.\n", "In line 2 one of the two sides is empty"),
        ("Go.\tVai.\nI see.\t \n", "In line 2 one of the two sides is empty"),
        (f"Go.\t{'vai ' * 10_000}\n", f"Line 1 has 10000 words; a sentence may have {LONGEST} at most"),
        ("Go.;Vai.\nI see.;Vejo.\n", "parted by “;”"),
        ("Go. ||| Vai.\nI see. ||| Vejo.\n", "parted by “|||”"),
        ("Go,Vai\nI see,Vejo\n", "parted by “,”"),
        ("Go.\nI see.\n", "No line has a tab"),
        ("", "No line has a tab"),
    ],
)
def test_what_is_no_pairs_is_refused_in_one_sentence(text, sentence):
    with pytest.raises(Refused, match=sentence.replace("|", r"\|")) as refused:
        of_columns(text)
    assert str(refused.value).count("\n") == 0


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [("a\nb\nc", "a\nb", "3 and 2 lines"), ("a\n\nc", "a\nb\nc", "In line 2 one of the two sides")],
)
def test_two_files_that_do_not_match_are_refused(source, target, sentence):
    with pytest.raises(Refused, match=sentence):
        of_lines(source, target)
