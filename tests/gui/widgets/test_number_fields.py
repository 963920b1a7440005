"""Number fields and what is around them: what is typed, what is shown, what is sent, and what the wheel does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from rnnviz.engine.commands import Live
from rnnviz.explain.numerals import Range
from rnnviz.explain.setting_words import SETTINGS, allowed
from rnnviz.gui.settings.comparison_dialog import ComparisonDialog
from rnnviz.gui.settings.form import SettingsForm
from rnnviz.gui.widgets.number_fields import NumberField, RealField, WholeField
from rnnviz.gui.widgets.refusal import Refusal
from rnnviz.gui.widgets.wheel import Combo, Slider
from tests.gui.lesson_window import nothing_left_behind, shared_window  # noqa: F401  (fixtures)


@pytest.fixture
def shown(qtbot):
    """Show fields in a window, with something else that can have the focus."""

    kept = []

    def show(*fields):
        window = QWidget()
        kept.append(window)
        column = QVBoxLayout(window)
        window.elsewhere = QLineEdit()
        for each in (*fields, window.elsewhere):
            column.addWidget(each)
        qtbot.addWidget(window)
        window.resize(300, 200)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.elsewhere.setFocus()
        return window

    return show


def type_into(qtbot, field, text, key=Qt.Key.Key_Return):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    if key is not None:
        qtbot.keyClick(field, key)


def heard(field):
    told = []
    field.valueChanged.connect(told.append)
    return told


# --- typing ---


@pytest.mark.parametrize(("typed", "text"), [("0,5", "0.5"), ("5e-3", "0.005"), ("1e-9", "1e-9"), (".25", "0.25")])
def test_the_field_shows_at_once_the_number_that_it_understood(qtbot, shown, typed, text):
    field = RealField(allowed("learning_rate"))
    told = heard(field)
    shown(field)
    type_into(qtbot, field, typed)
    assert field.text() == text
    assert told == [float(text)] == [field.value()]
    assert field.fault == ""


def test_a_field_that_is_left_takes_what_was_typed(qtbot, shown):
    field = RealField(Range(0, 10), step=0.1)
    window = shown(field)
    type_into(qtbot, field, "0,5", key=None)
    assert field.value() == 0.0
    window.elsewhere.setFocus()
    assert (field.value(), field.text()) == (0.5, "0.5")


@pytest.mark.parametrize("typed", ["5000", "0", "1,5", "1.5", "x", "1,000,000", "-3", ""])
def test_what_is_refused_is_said_and_the_former_number_stays(qtbot, shown, typed):
    field = WholeField(Range(1, 4096))
    field.setValue(128)
    told = heard(field)
    window = shown(field)
    type_into(qtbot, field, typed)
    assert field.value() == 128
    assert told == []
    assert field.text() == typed  # to be mended
    assert field.fault.endswith(".")
    (said,) = window.findChildren(Refusal)
    assert said.isVisible()
    assert said.text() == field.fault == field.accessibleDescription()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.fault) == ("128", "")
    assert not said.isVisible()


def test_the_range_is_named(qtbot, shown):
    field = WholeField(Range(1, 4096))
    shown(field)
    type_into(qtbot, field, "5000")
    assert field.fault == "'5000' cannot be taken: it must be at least 1 and at most 4096."


def test_the_sentence_goes_as_soon_as_it_is_being_mended(qtbot, shown):
    field = RealField(Range(0, 10))
    shown(field)
    type_into(qtbot, field, "0,5,3")
    assert field.fault
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.fault == ""
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 0.5


def test_when_the_sentence_has_gone_the_former_number_is_shown(qtbot, shown):
    field = RealField(Range(0, 10))
    window = shown(field)
    type_into(qtbot, field, "11", key=None)
    window.elsewhere.setFocus()
    assert field.fault
    qtbot.mouseClick(window.findChild(Refusal), Qt.MouseButton.LeftButton)
    assert (field.text(), field.fault, field.value()) == ("0", "", 0.0)


def test_nothing_is_rounded_nor_moved_into_the_range(qtbot):
    field = RealField(Range(0, 1, below=True))
    qtbot.addWidget(field)
    for value in (0.8374628374628375, 1e-17, 3.0, -1.0):
        field.setValue(value)
        assert field.value() == float(field.text()) == value


def test_what_is_being_typed_is_not_typed_over(qtbot, shown):
    field = RealField(Range(0, 10))
    shown(field)
    type_into(qtbot, field, "2", key=None)
    field.setValue(7.0)
    assert (field.text(), field.value()) == ("2", 7.0)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "7"


def test_enter_on_the_same_number_changes_nothing(qtbot, shown):
    field = RealField(Range(0, 10))
    field.setValue(0.5)
    told = heard(field)
    shown(field)
    type_into(qtbot, field, "0,50")
    assert (field.text(), told) == ("0.5", [])


def test_words_around_a_number_may_be_left_out_and_a_word_may_stand_for_one(qtbot, shown):
    field = WholeField(Range(0, 100))
    field.set_words("about ", " MB", special=(0, "off"))
    shown(field)
    assert field.text() == "off"
    for typed, text, value in (("5", "about 5 MB", 5), ("about 6 MB", "about 6 MB", 6), ("off", "off", 0)):
        type_into(qtbot, field, typed)
        assert (field.text(), field.value()) == (text, value)


def test_an_optional_field_may_be_empty(qtbot, shown):
    field = RealField(optional=True)
    shown(field)
    assert (field.text(), field.value()) == ("", None)
    type_into(qtbot, field, "1,5")
    assert field.value() == 1.5
    type_into(qtbot, field, "")
    assert (field.value(), field.fault) == (None, "")


# --- steps ---


@pytest.mark.parametrize(
    ("field", "value", "key", "there"),
    [
        (lambda: RealField(allowed("learning_rate")), 0.002, Qt.Key.Key_Up, 0.0021),
        (lambda: RealField(allowed("learning_rate")), 0.001, Qt.Key.Key_Down, 0.00099),
        (lambda: RealField(Range(0, 10), 0.1), 0.8, Qt.Key.Key_PageUp, 1.8),
        (lambda: RealField(Range(0, 10), 0.1), 9.95, Qt.Key.Key_Up, 10.0),
        (lambda: RealField(Range(0, 1, below=True), 0.05), 0.95, Qt.Key.Key_Up, 0.95),
        (lambda: WholeField(Range(1, 4096)), 128, Qt.Key.Key_Up, 129),
        (lambda: WholeField(Range(1, 4096)), 1, Qt.Key.Key_Down, 1),
        (lambda: WholeField(Range(0, 65536), None), 250, Qt.Key.Key_Down, 240),
        (lambda: WholeField(Range(0, 65536), None), 1, Qt.Key.Key_Down, 0),
    ],
)
def test_arrow_keys_change_a_number_by_its_step(qtbot, shown, field, value, key, there):
    made = field()
    made.setValue(value)
    shown(made)
    made.setFocus()
    qtbot.keyClick(made, key)
    assert made.value() == there
    assert made.text() == str(there).removesuffix(".0")


def test_a_step_begins_at_what_was_typed(qtbot, shown):
    field = WholeField(Range(1, 4096))
    shown(field)
    type_into(qtbot, field, "50", key=Qt.Key.Key_Up)
    assert field.value() == 51


# --- the form ---


@pytest.fixture
def form(qtbot, session):
    made = SettingsForm(session)
    qtbot.addWidget(made)
    made.resize(300, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


EXACT = {"clip_at": 0.8374628374628375, "learning_rate": 1.2345678901234567e-13, "momentum": 0.123456789012345678}


@pytest.mark.parametrize("name", sorted({"learning_rate", "clip_at", "singular_value", "nonlinearity"}))
def test_a_field_sends_its_own_value_and_nothing_else(qtbot, session, form, name):
    session.config = session.config.changed(**EXACT)
    session.config_changed.emit(session.config)
    assert session.told == []
    field = form.field(name)
    if isinstance(field, NumberField):
        type_into(qtbot, field, "0,25")
        assert session.told == [Live({name: 0.25})]
    else:
        field.setCurrentIndex(field.currentIndex() + 1)
        assert session.told == [Live({name: field.currentData()})]
    left = {k: v for k, v in EXACT.items() if k != name}
    assert all(getattr(session.config, k) == v for k, v in left.items())


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_field_shows_exactly_what_is_set_and_leaving_it_sends_nothing(qtbot, session, form, setting):
    session.config = session.config.changed(**EXACT)
    session.config_changed.emit(session.config)
    widget = form.field(setting.name)
    widget.setFocus()
    if isinstance(widget, NumberField):
        assert widget.value() == getattr(session.config, setting.name)
        qtbot.keyClick(widget, Qt.Key.Key_Return)
        form.setFocus()
    assert (session.told, form.pending) == ([], {})


def test_what_waits_for_the_button_outlasts_a_live_change(qtbot, session, form):
    type_into(qtbot, form.field("hidden"), "256")
    type_into(qtbot, form.field("learning_rate"), "0,01")
    assert session.told == [Live({"learning_rate": 0.01})]
    assert form.pending == {"hidden": 256}
    assert form.field("hidden").value() == 256


def test_an_edit_that_is_taken_back_does_not_wait(qtbot, session, form):
    type_into(qtbot, form.field("hidden"), "256")
    type_into(qtbot, form.field("hidden"), str(session.config.hidden))
    assert form.pending == {}


def test_nothing_is_built_while_something_typed_is_refused(qtbot, session, form):
    session.build = lambda *_, **__: pytest.fail("built")
    type_into(qtbot, form.field("hidden"), "256")
    type_into(qtbot, form.field("batch"), "5000")
    form.apply()
    assert form.field("batch").fault
    assert form.pending == {"hidden": 256}


def test_the_dialog_changes_what_was_edited_and_nothing_else(qtbot, session):
    config = session.config.changed(**EXACT)
    dialog = ComparisonDialog(None, config)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.config == config
    dialog.field("hidden").lineEdit().setText("64")  # Enter was not pressed
    dialog.accept()
    assert dialog.config == config.changed(hidden=64)


def test_the_dialog_stays_while_something_typed_is_refused(qtbot, session):
    dialog = ComparisonDialog(None, session.config)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    type_into(qtbot, dialog.field("hidden"), "5000")
    assert dialog.isVisible()
    assert "at most 4096" in dialog.field("hidden").fault
    dialog.accept()
    assert dialog.isVisible()


# --- all of the window ---


def turn(widget, up=True):
    """Turn the wheel over a widget, as the window system does: what does not take it passes it on."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120 if up else -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(widget, event)


def controls(root):
    """Return every field, combo box and slider that stands somewhere below, and that turns something."""
    kinds = (QAbstractSpinBox, QComboBox, QAbstractSlider)
    return [each for each in root.findChildren(QWidget) if isinstance(each, kinds) and not isinstance(each, QScrollBar)]


def state(control):
    if isinstance(control, QComboBox):
        return control.currentIndex()
    return control.value()


@pytest.fixture
def window(shared, qtbot):
    shared.docks.complete()
    shared.activateWindow()
    return shared


@pytest.fixture
def dialog(qtbot, window):
    made = ComparisonDialog(window, window.bench.pair.a.config)
    qtbot.addWidget(made)
    return made


def test_every_field_combo_box_and_slider_is_one_of_ours(window, dialog):
    there = controls(window) + controls(dialog)
    assert len(there) > 40
    for each in there:
        assert isinstance(each, NumberField | Combo | Slider), each


def test_the_wheel_turns_nothing_that_has_not_the_focus(window, dialog):
    assert not isinstance(QApplication.focusWidget(), NumberField | Combo | Slider)
    for root in (window, dialog):
        there = controls(root)
        before = [state(each) for each in there]
        config = window.bench.pair.a.config
        for each in there:
            for part in (each, *each.findChildren(QLineEdit)):
                turn(part, up=True)
                turn(part, up=False)
                turn(part, up=False)
        assert [state(each) for each in there] == before
        assert window.bench.pair.a.config == config


def test_the_wheel_gives_nothing_the_focus(window, dialog):
    for each in controls(window) + controls(dialog):
        assert each.focusPolicy() is not Qt.FocusPolicy.WheelFocus, each
        for part in each.findChildren(QLineEdit):
            assert part.focusPolicy() is not Qt.FocusPolicy.WheelFocus, each


@pytest.mark.parametrize(
    "make", [lambda: WholeField(Range(0, 9)), lambda: Slider(0, 9), Combo], ids=["field", "slider", "combo box"]
)
def test_the_wheel_turns_what_has_the_focus(qtbot, shown, make):
    control = make()
    if isinstance(control, QComboBox):
        control.addItems(list("abc"))
        control.setCurrentIndex(1)
    shown(control)
    before = state(control)
    control.setFocus()
    turn(control, up=isinstance(control, QSlider | WholeField))
    assert state(control) > before


def test_every_number_field_of_the_window_reads_a_comma_and_refuses_two(window, dialog):
    for field in [each for each in controls(window) + controls(dialog) if isinstance(each, NumberField)]:
        before, text = field.value(), field.text()
        for typed in ("0,5,5", "1.000,5", "x", "0x1"):
            field.lineEdit().setText(typed)
            assert not field.commit()
            assert field.fault
            assert field.value() == before
            field.give_up()
            assert field.text() == text
        if isinstance(field, WholeField):
            field.lineEdit().setText("1,0")
            assert not field.commit()
            field.give_up()


def test_no_line_edit_of_the_window_has_a_validator_that_hides_what_it_refuses(window, dialog):
    for root in (window, dialog):
        for edit in root.findChildren(QLineEdit):
            own = isinstance(edit.parent(), NumberField)
            assert own or edit.validator() is None, edit
