"""Conditions: what they mean, and that nothing but a comparison of known quantities gets through."""

import ast
import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.engine.breakpoints import Breakpoint, Condition, Known, conditions
from rnnviz.sentences import Marked, Refused

KNOWN = Known(gates=("i", "f", "g", "o"))
VALUES = {
    "update": 120, "loss": 3.5, "smoothed": 1.5, "grad_norm": 2.0, "lr": 0.1, "accuracy": math.nan, "finite": True,
    "spectral_radius": np.float32(1.25), "grad_norms": np.array([0.5, 2.0, 30.0, math.nan][:3]),
    "saturation": SimpleNamespace(i=0.0, f=0.95, g=0.5, o=1.0),
}  # fmt: skip


def read(expression, every=1):
    return Condition.read(Breakpoint(expression, every), KNOWN)


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("loss > 3 and update > 100", True),
        ("loss > 3 and update > 120", False),
        ("loss < 3 or update == 120", True),
        ("max(grad_norms) > 10", True),
        ("min(grad_norms) < 0.5", False),
        ("mean(grad_norms) > 10.8", True),
        ("any(grad_norms > 29)", True),
        ("all(grad_norms > 1)", False),
        ("all(abs(grad_norms - 15) < 16)", True),
        ("max(grad_norms / min(grad_norms)) >= 60", True),
        ("saturation.f > 0.9", True),
        ("saturation.i > 0.9", False),
        ("update % 100 == 20", True),
        ("update % 100 == 0", False),
        ("jump(loss, 2)", True),
        ("jump(loss, 3)", False),
        ("jump(loss)", True),
        ("not finite", False),
        ("not (finite and loss > 4)", True),
        ("1 < spectral_radius < 1.5", True),
        ("loss ** 2 > 12.2 and -loss < 0", True),
        ("accuracy < 1 or accuracy >= 1", False),  # not known yet: NaN
        ("loss / 0 > 1e308", True),
        ("0 / 0 == 0", False),
        ("loss != 3.5", False),
        ("1e999 > 99999999999999999999 * 99999999999999999999", True),
        ("True", True),
        ("  lr == 0.1", True),
    ],
)
def test_a_condition_means_what_it_says(expression, holds):
    assert read(expression).holds(VALUES) is holds


REFUSED = [
    ("", "needs a condition"),
    ("   ", "needs a condition"),
    ("los > 3", r"column 1: there is no quantity los \(did you mean 'loss'\?\)"),
    ("loss > 3 and updat > 1", r"column 14: .*updat \(did you mean 'update'\?\)"),
    ("  ünder > 3", "column 3: there is no quantity ünder"),
    ("lr > 1 or ä > 1 or é > 1", "column 11: there is no quantity ä"),
    ("lr > 1 and 'ä' == 'ö'", "column 12: 'ä' has no place"),
    ("loss >", "column 7: something is missing at the end"),
    ("  loss > 3 and ", "column 15: something is missing"),
    ("(loss > 3", r"column 1: this \( is never closed"),
    ("loss > 3)", r"column 9: there is nothing that this \) closes"),
    ("max(grad_norms] > 1", r"column 15: there is nothing that this \] closes"),
    ("loss > > 3", "column 8: > cannot stand here"),
    ("loss > 3x", "column 8: 3x cannot stand here"),
    ("loss > '3", "column 8: ' cannot stand here"),
    ("loss = 3", "column 6: = cannot stand here; write =="),
    ("(loss = 3)", "column 7: = cannot stand here; write =="),
    ("  loss ≥ 3", "column 8: ≥ cannot stand here; write >="),
    ("loss > 1 && lr > 1", "column 10: && cannot stand here; write and"),
    ("loss > 3; 1", "column 9: ; cannot stand here"),
    ("loss > 3 # and update > 9", "column 10: # cannot stand here"),
    ("import os", "column 1: import cannot stand here"),
    ("__import__('os').system('true')", "column 1: __import__.* is not a function"),
    ("open('x') == 1", "column 1: open is not a function"),
    ("eval('1')", "column 1: eval is not a function"),
    ("maxx(grad_norms) > 1", r"maxx is not a function \(did you mean 'max'\?\)"),
    ("loss > 3 and exit()", "column 14: exit is not a function"),
    ("loss.real > 3", "column 1: loss.real has no place here; only saturation has parts"),
    ("(1).__class__ == 1", r"column 1: \(1\).__class__ has no place"),
    ("saturation.f.real > 1", "column 1: saturation.f.real has no place"),
    ("saturation.__class__ == 1", "no gate __class__"),
    ("saturation.forget > 1", "this model has no gate forget.*; it has i, f, g, o"),
    ("saturation > 1", "say which, as in saturation.i"),
    ("max > 3", r"max is a function; say of what, as in max\(...\)"),
    ("9 ** 9 ** 9 ** 9 > 1", "column 11: an exponent must be a number between -16 and 16"),
    ("loss ** update > 1", "column 9: an exponent"),
    ("loss ** -1e9 > 1", "column 9: an exponent"),
    ("loss ** 1e999 > 1", "an exponent"),
    ("'a' * 9 > 1", "column 1: 'a' has no place"),
    ("f'{loss}' == 1", "has no place"),
    ("[x for x in grad_norms]", "has no place"),
    ("any(x > 3 for x in grad_norms)", "has no place"),
    ("{1: 2} == 1", "has no place"),
    ("lambda: 1", "has no place"),
    ("grad_norms[0] > 1", "has no place"),
    ("loss if finite else update", "has no place"),
    ("(x := 3) > 1", "has no place"),
    ("loss in grad_norms", "has no place"),
    ("loss is 3", "has no place"),
    ("loss > 1j", "column 8: 1j has no place"),
    ("1 << 9 > 3", "1 << 9 has no place"),
    ("~update > 3", "~update has no place"),
    ("None", "None has no place"),
    ("... > 3", "has no place"),
    ("max(*grad_norms) > 1", "has no place"),
    ("max(grad_norms, key=abs) > 1", r"cannot be computed; write it as in max\(grad_norms\)"),
    ("max() > 1", "cannot be computed"),
    ("max(loss) > 1", r"column 1: max\(loss\) cannot be computed"),
    ("any(grad_norms)", r"as in any\(grad_norms > 10\)"),
    ("jump(update, 2)", r"as in jump\(loss, 2\)"),
    ("jump(loss, 2, 3)", r"as in jump\(loss, 2\)"),
    ("jump(loss, grad_norms)", "column 12: grad_norms is one value per timestep"),
    ("grad_norms > 3", "one value per timestep; take min, max, mean, any, all of it"),
    ("1 < grad_norms < 3", "column 5: grad_norms is one value per timestep"),
    ("loss", "column 1: loss is a number; compare it, as in loss > 3"),
    ("loss and update > 1", "column 1: loss is a number"),
    ("not loss", "column 5: loss is a number"),
    ("max(grad_norms)", r"max\(grad_norms\) is a number"),
    ("-" * 150 + "1 > 0", "nested too deeply"),
    ("(" * 190, "never closed"),
    ("x" * 300, "200 characters at most; this one has 300"),
    ("loss > 3\x00", r"column 9: '\\x00' cannot stand here"),
    ("loss >\n3", r"column 7: '\\n' cannot stand here"),
]


@pytest.mark.parametrize(("expression", "said"), REFUSED, ids=[e[:40] for e, _ in REFUSED])
def test_anything_else_is_refused_with_its_place(expression, said):
    with pytest.raises(Refused, match=said):
        read(expression)


def test_of_a_model_without_gates_no_gate_is_asked_for():
    for expression in ("saturation > 1", "saturation.f > 1"):
        with pytest.raises(Refused, match="column 1: this model has no gates"):
            Condition.read(Breakpoint(expression), Known())


@given(st.text(alphabet="los>3=()[]{}'\"\\;:,!&|≥ \n\t\0é.", max_size=12))
def test_a_fault_is_said_in_a_sentence_that_can_be_translated(typed):
    sentence = refusal(typed)
    if sentence is not None:
        assert isinstance(sentence.template, Marked)
        quoted = str(sentence.values.get("text", ""))
        assert quoted in typed or ast.literal_eval(quoted) in typed  # a line break is written as '\n'


def refusal(typed):
    try:
        read(typed)
    except Refused as refused:
        return refused.sentence
    return None


@pytest.mark.parametrize("every", [0, -1, 1.5, "2", True])
def test_how_often_must_be_a_count(every):
    with pytest.raises(Refused, match=f"not {every}"):
        read("loss > 3", every)


PIECES = (
    "loss update grad_norms saturation.f finite max any abs jump ( ) , < > == != + - * / % ** 2 9 1e9 0 not and or "
    "[ ] { } ' : ; . := lambda if else for in x @ ~ \\ é"
)


@given(st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=14))
def test_no_text_does_anything_but_hold_or_not_or_be_refused(pieces):
    try:
        condition = read(" ".join(pieces))
    except Refused:
        return
    assert condition.holds(VALUES) in (True, False)


def test_it_is_due_every_so_often_and_only_if_enabled():
    condition = read("loss > 3", 10)
    assert [u for u in range(31) if condition.due(u)] == [0, 10, 20, 30]
    assert not Condition.read(Breakpoint("loss > 3", enabled=False), KNOWN).due(0)


def test_it_tells_the_values_of_what_it_names():
    condition = read("saturation.f > 0.9 and max(grad_norms) > loss and finite")
    assert condition.names == {"saturation.f", "grad_norms", "loss", "finite"}
    assert condition.values(VALUES) == {
        "saturation.f": 0.95, "grad_norms": (0.5, 2.0, 30.0), "loss": 3.5, "finite": 1.0
    }  # fmt: skip


def test_what_is_not_needed_is_not_asked_for():
    class Dear(dict):
        def __missing__(self, name):
            raise AssertionError(f"{name} was computed")

    assert not read("loss > 4 and max(grad_norms) > 10").holds(Dear(loss=3.5))


def test_the_first_wrong_one_of_several_is_said():
    with pytest.raises(Refused, match="quantity b"):
        conditions([Breakpoint("loss > 1"), Breakpoint("b > 1"), Breakpoint("c > 1")], KNOWN)
