"""The little language: what it knows means what Python means by it, and everything else is refused in one sentence."""

from contextlib import suppress
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.sentences import Refused
from rnnviz.text.drawn_programs import LEVELS, drawn
from rnnviz.text.programs import output

DIFFICULTIES = range(1, len(LEVELS) + 1)


def as_python(text, capsys):
    """Return what Python prints: a ";" after an `if` or a `for` ends its one statement."""
    exec(compile("\n".join(line.strip() for line in text.split(";")), "program", "exec"), {})
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_a_drawn_program_prints_what_the_interpreter_and_python_say(difficulty, capsys):
    draw = Random(difficulty)
    for _ in range(200):
        text, printed = drawn(draw, difficulty)
        assert output(text) == printed == as_python(text, capsys)


def test_the_first_difficulty_has_ten_thousand_programs_of_three_kinds():
    draw = Random(1)
    found = {drawn(draw, 1).text for _ in range(30_000)}
    assert len(found) > 10_000
    assert {text[:2] for text in found if text[1] != "="} == {"if", "pr"}
    assert any(text[1] == "=" for text in found)


def test_a_difficulty_is_as_long_and_as_deep_as_it_says():
    draw = Random(2)
    lengths = [sum(len(drawn(draw, d).text) for _ in range(500)) for d in DIFFICULTIES]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("print(7)", "7"),
        ("a = 3 ; print( a * (2 + 4) )", "18"),
        ("a=2;a+=3;a-=9;print(a)", "-4"),
        ("if 1>2:print(5)", ""),
        ("for a in range(0):b=1;print(2)", "2"),
        ("print(1 if 2<3 else 4)", "1"),
        ("print(10-3-2)", "5"),
        ("print(2+3*4)", "14"),
    ],
)
def test_a_program_means_what_it_means_in_python(text, printed, capsys):
    assert output(text) == printed == as_python(text, capsys)


def test_a_loop_or_an_if_may_have_another_one_as_its_statement():
    assert output("if 1<2:if 3>2:print(5)") == "5"
    assert output("if 1<2:if 3<2:print(5)") == ""
    assert output("x=1;for a in range(3):for b in range(2):x+=a;print(x)") == "7"


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "a", "a=", "a=1", "1", "print", "print(", "print()", "print(1", "print 1", "print(1))", "print(1);"),
        *("print(1);print(2)", "print(1);a=2", "if 1:print(1)", "if 1<2 print(1)", "if 1<2:", "for x in 3:print(1)"),
        *("for x in range(100):a=1;print(1)", "for x in range(2):print(x)", "for 3 in range(2):a=1;print(a)"),
        *(
            "import os",
            "__import__('os')",
            "print(open('x'))",
            "a.b=1;print(1)",
            "print('a')",
            "print(1.5)",
            "print(-1)",
        ),
        *("print(1/2)", "print(1%2)", "print(2**3)", "print(a)", "while 1<2:print(1)", "lambda:0", "print(1)#"),
        *("print(12345)", "print(007)", "ab=1;print(ab)", "z=1;print(z)", "printx(1)", "print(1)x", "ａ=1;print(ａ)"),
        *("print(１)", "print(1\n", "a=1:print(a)", "print(1,2)", "print((1)", "=1", ";print(1)", "print(1)\0"),
        *("(" * 3000, "print(" + "(" * 3000, "if 1<2:" * 3000, "for x in range(99):" * 5 + "a=1;print(a)"),
        "a=99;" + "a=a*a;" * 20 + "print(a)",
    ],
)
def test_what_it_does_not_know_is_refused_in_one_sentence(text):
    with pytest.raises(Refused) as refused:
        output(text)
    said = str(refused.value)
    assert "\n" not in said
    assert len(said) < 260


@settings(deadline=None, max_examples=300)
@given(st.text("print()a=+-*<>:;0123 iforang", max_size=40))
def test_whatever_is_typed_is_run_or_refused(text):
    with suppress(Refused):
        assert output(text).lstrip("-").isdigit() or output(text) == ""
