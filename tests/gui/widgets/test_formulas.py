"""Formulas as in a book: fractions over their bar at any size, broken where one may, copied as text and as LaTeX."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rnnviz.explain.formula import latex, markup, parsed, plain, sides
from rnnviz.explain.frame_equations import Equation
from rnnviz.gui.widgets.equation_lines import EquationLines
from rnnviz.gui.widgets.formulas import Formulas
from rnnviz.gui.widgets.typesetter import Typesetter, typesetter

BPTT = r"\frac{\partial L}{\partial h(t)} = W_hh^\top \frac{\partial L}{\partial a(t+1)}"


@pytest.fixture
def made(look, qtbot):
    def make(*lines, width=500, size=1.0, centred=True):
        widget = Formulas(look, size, centred)
        qtbot.addWidget(widget)
        widget.show_written(lines)
        widget.resize(width, widget.heightForWidth(width))
        return widget

    return make


def rows(widget):
    return [row for each in widget.rows(widget.width()) for row in each]


def test_a_derivative_of_a_panel_becomes_a_fraction_and_is_copied_as_one():
    for equation, source in {
        "∂L/∂h(t)": r"\frac{\partial L}{\partial h(t)}",
        "∂L/∂a_f": r"\frac{\partial L}{\partial a_{f}}",
        "‖ΔW‖/‖W‖": r"\frac{\| \Delta W\|}{\|W\|}",
        "min(1, 5/2.5)": r"\min(1, \frac{5}{2.5})",
        "‖∂h(t)/∂h(t−1)‖₂": r"\|\frac{\partial h(t)}{\partial h(t-1)}\|_2",
        "1.20e−05/3": r"\frac{1.20e-05}{3}",
    }.items():
        assert latex(parsed(markup(equation))) == source
        assert plain(parsed(markup(equation))).replace("(1.20e−05)", "1.20e−05") == equation


@pytest.mark.parametrize("points", [6.0, 10.0, 40.0])
def test_a_fraction_has_its_bar_between_its_two_parts_at_any_size(look, made, points):
    look.set_points(points)
    widget = made(BPTT, width=4000)
    (row,) = rows(widget)
    assert len(row.what.bars) == 2
    font = row.what.letters[0].font
    assert font.pointSizeF() >= 0.6 * points, "legible"
    for bar in row.what.bars:
        beside = [e for e in row.what.letters if bar.x <= e.x < bar.x + bar.width]
        assert [e for e in beside if e.y < bar.y]
        assert [e for e in beside if e.y > bar.y]


def test_a_narrow_place_breaks_at_signs_never_in_a_fraction_or_a_bracket(made):
    widget = made(r"y = \frac{a + b + c}{d + e} + f(x + y + z) + g + h + i + j + k + l", width=190)
    several = rows(widget)
    assert len(several) > 1
    for row in several:
        text = "".join(e.text for e in row.what.letters)
        assert text.count("(") == text.count(")")
        assert row.x + row.what.width <= 190
    assert sum(len(row.what.bars) for row in several) == 1
    assert widget.heightForWidth(190) > widget.heightForWidth(900)


def test_a_formula_that_cannot_be_broken_is_set_smaller(made):
    word = "a" * 30
    wide, narrow = (rows(made(rf"\text{{{word}}}", width=w))[0].what for w in (2000, 200))
    assert narrow.width <= 200 < wide.width
    assert narrow.letters[0].font.pointSizeF() < wide.letters[0].font.pointSizeF()


def test_equations_of_a_block_stand_aligned_at_their_equals(made):
    widget = made("h = a + b", "yyyyyy = c", width=600)
    starts = widget.beginnings(600)
    equals = [
        start + next(e.x for e in row[0].what.letters if "=" in e.text)
        for start, row in zip(starts, widget.rows(600), strict=True)
    ]
    assert equals[0] == pytest.approx(equals[1], abs=0.01)


def test_an_equals_in_a_bracket_does_not_part_a_formula():
    assert sides(r"\sum_{t=1}^T L = 3")[0].strip() == r"\sum_{t=1}^T L"
    assert sides("a <= b") == ("a <= b", "")


def test_index_and_exponent_of_the_same_letter_stand_one_over_the_other(look):
    put = Typesetter(look.font()).put(parsed("W_hh^T"))
    below, above = (next(e for e in put.letters if e.text == text) for text in ("hh", "T"))
    assert below.x == pytest.approx(above.x)
    assert below.y > 0 > above.y


def test_it_is_copied_by_keys_and_by_the_mouse_s_menu(made, qtbot, qapp):
    widget = made(BPTT)
    widget.show()
    qtbot.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "∂L/∂h(t) = W_hh^⊤ ∂L/∂a(t+1)"
    widget.copy_latex()
    assert qapp.clipboard().text() == (
        r"\frac{\partial L}{\partial h(t)} = W_{\mathrm{hh}}^{\top} \frac{\partial L}{\partial a(t+1)}"
    )
    assert widget.accessibleName() == widget.text


def test_lines_keep_their_room_and_say_how_much_they_need(look, qtbot):
    lines = EquationLines(look, 4)
    qtbot.addWidget(lines)
    lines.resize(300, lines.sizeHint().height())
    lines.show_equations([Equation("a", ("b",))])
    assert lines.needed == 1
    room = lines.sizeHint().height()
    lines.show_equations([Equation("∂L/∂h(t)", ("local + recurrent", "1 + 2", "3"))] * 4)
    assert lines.needed > 4
    assert lines.sizeHint().height() == room
    lines.grab()


def test_live_numbers_do_not_make_what_is_below_jump(qtbot, look):
    shown = Formulas(look, steady=True)
    qtbot.addWidget(shown)
    shown.resize(150, 300)
    shown.show_equations([Equation("h(t)", ("tanh(−1.234e−05)", "−1.234e−05", "−1.234e−05"))])
    high = shown.heightForWidth(150)
    shown.show_equations([Equation("h(t)", ("1",))])
    assert shown.heightForWidth(150) == high
    shown.show_equations([Equation("h(t)", ("1",)), Equation("c(t)", ("1",))])
    assert shown.heightForWidth(150) == shown.needed_height(150)


def test_what_is_set_again_stands_where_it_stood(look):
    formula = parsed(r"\frac{∂L}{∂h(t)} = −0.5·W_hh^⊤")
    first = typesetter(look.font()).whole(formula)
    assert typesetter(look.font()).whole(formula) == first == Typesetter(look.font()).put(formula)
    assert typesetter(look.font(2.0)).whole(formula).width > 1.5 * first.width
