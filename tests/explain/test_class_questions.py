"""A page of questions with headings becomes the text that is learned."""

from rnnviz.explain.class_questions import as_heading, counted, written

PAGE = """
# Recurrence
 Why is W the same at every timestep?
What is h(0)?

#Gates
Does f erase?
#
"""


def test_headings_stand_apart_and_every_question_has_its_line():
    assert written(PAGE) == (
        "Recurrence\nWhy is W the same at every timestep?\nWhat is h(0)?\n\nGates\nDoes f erase?\n"
    )
    assert counted(PAGE) == (2, 3)


def test_a_page_without_words_is_no_text():
    assert written(" \n#\n") == ""
    assert counted("") == (0, 0)


def test_a_line_becomes_a_heading_and_a_question_again():
    assert as_heading("Gates") == "# Gates"
    assert as_heading("## Gates") == "Gates"
    assert as_heading(as_heading("  What?")) == "What?"
