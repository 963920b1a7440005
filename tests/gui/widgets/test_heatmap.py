"""The heatmap: what is painted where, and what is said of a point."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication

from rnnviz.explain.number import number
from rnnviz.gui.style.theme import DARK, LEVELS, LIGHT
from rnnviz.gui.widgets.axis import index_ticks, nice_step, symbol_font, widest_of
from rnnviz.gui.widgets.band_images import BandImages
from rnnviz.gui.widgets.bands import Band, Cell
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.row_order import RowOrder, Sort, by_activity, by_similarity
from rnnviz.gui.widgets.scale import PATIENCE, Kind, Scale, nice_ceiling


@pytest.fixture
def heatmap(qtbot, look):
    widget = Heatmap(look)
    qtbot.addWidget(widget)
    widget.resize(420, 380)
    return widget


def shown(heatmap, *values, scales=None, symbols=""):
    scales = scales or [Scale(Kind.SIGNED) for _ in values]
    heatmap.set_bands([Band(str(k), scale=scale) for k, scale in enumerate(scales)])
    heatmap.set_symbols(tuple(symbols))
    heatmap.show_values([np.asarray(v, np.float32) for v in values])
    return heatmap.grab().toImage()


def colour_of(heatmap, image, cell):
    return QColor(image.pixel(heatmap.cell_rect(cell).center())).name()


def levels(scale, values):
    return BandImages([(1, values.size)]).levels([scale], [values[None]])[0][0]


def named(argb):
    return QColor(int(argb) & 0xFFFFFF).name()


def test_every_cell_is_painted_in_its_colour(heatmap):
    values = np.random.default_rng(0).uniform(-1.2, 1.2, (13, 17))
    image = shown(heatmap, values)
    expected = np.clip(np.rint((values + 1) / 2 * (LEVELS - 1)), 0, LEVELS - 1).astype(int)
    for (row, column), level in np.ndenumerate(expected):
        assert colour_of(heatmap, image, Cell(0, row, column)) == named(DARK.diverging[level])


def test_non_finite_values_have_their_own_colours_and_harm_no_others(heatmap):
    image = shown(heatmap, [[np.nan, np.inf, -np.inf, 1.0, -1.0]])
    found = [colour_of(heatmap, image, Cell(0, 0, k)) for k in range(5)]
    assert found[:3] == [DARK.not_a_number, DARK.infinite, DARK.infinite]
    assert found[3:] == [named(DARK.diverging[LEVELS - 1]), named(DARK.diverging[0])]


def test_bands_of_several_shapes_and_ranges_are_coloured_together(heatmap):
    signed, unit = np.array([[-1.0, np.nan], [0.5, 1.0]]), np.array([[0.0, 1.0], [np.inf, 0.25], [0.5, 0.75]])
    image = shown(heatmap, signed.T, unit, scales=[Scale(Kind.SIGNED), Scale(Kind.UNIT)])
    assert colour_of(heatmap, image, Cell(0, 0, 0)) == named(DARK.diverging[0])
    assert colour_of(heatmap, image, Cell(0, 0, 1)) == named(DARK.diverging[190])
    assert colour_of(heatmap, image, Cell(0, 1, 0)) == DARK.not_a_number
    assert colour_of(heatmap, image, Cell(1, 0, 1)) == named(DARK.sequential[LEVELS - 1])
    assert colour_of(heatmap, image, Cell(1, 1, 0)) == DARK.infinite
    assert colour_of(heatmap, image, Cell(1, 1, 1)) == named(DARK.sequential[63])


def test_bands_without_values_yet_can_be_restyled(heatmap):
    heatmap.set_bands([Band("h")])
    heatmap.restyle()
    assert heatmap.grab().toImage().pixelColor(200, 200).name() == DARK.panel


def test_a_new_picture_replaces_the_old_one(heatmap):
    shown(heatmap, np.ones((4, 4)))
    heatmap.show_values([np.full((4, 4), -1, np.float32)])
    assert colour_of(heatmap, heatmap.grab().toImage(), Cell(0, 2, 2)) == named(DARK.diverging[0])


def test_another_theme_repaints_everything(heatmap, look):
    shown(heatmap, np.ones((4, 4)))
    look.set_theme(LIGHT)
    heatmap.restyle()
    image = heatmap.grab().toImage()
    assert colour_of(heatmap, image, Cell(0, 0, 0)) == named(LIGHT.diverging[LEVELS - 1])
    assert QColor(image.pixel(0, 0)).name() == LIGHT.panel


def test_a_point_is_the_cell_painted_there_in_any_order(heatmap):
    values = np.arange(6 * 7).reshape(6, 7)
    shown(heatmap, values, values)
    for order in (None, np.array([3, 5, 0, 1, 4, 2])):
        heatmap.set_order(order)
        for band in (0, 1):
            for row in range(6):
                rect = heatmap.cell_rect(Cell(band, row, 4))
                for point in (rect.topLeft(), rect.center(), rect.bottomRight()):
                    assert heatmap.cell_at(point) == Cell(band, row, 4)
    assert heatmap.value(Cell(1, 5, 4)) == 39
    tops = [heatmap.cell_rect(Cell(0, row, 0)).top() for row in (3, 5, 0, 1, 4, 2)]
    assert tops == sorted(tops)


def test_outside_the_bands_is_no_cell(heatmap):
    shown(heatmap, np.zeros((3, 3)), symbols="abc")
    data = heatmap.layout_now().data
    for point in (
        QPoint(0, 0),
        QPoint(data.right() + 1, data.center().y()),
        QPoint(data.center().x(), data.bottom() + 1),
    ):
        assert heatmap.cell_at(point) is None


def mouse(heatmap, kind, at, button=Qt.MouseButton.NoButton):
    """Deliver one mouse event and no other, wherever the real mouse is."""
    at = QPointF(at)
    QApplication.sendEvent(heatmap, QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier))


def test_the_mouse_points_and_chooses(heatmap):
    shown(heatmap, np.zeros((3, 5)))
    pointed, chosen = [], []
    heatmap.pointed.connect(pointed.append)
    heatmap.chosen.connect(chosen.append)
    at = heatmap.cell_rect(Cell(0, 1, 3)).center()
    for point in (at, at + QPoint(1, 1), QPoint(0, 0), at):
        mouse(heatmap, QEvent.Type.MouseMove, point)
    QApplication.sendEvent(heatmap, QEvent(QEvent.Type.Leave))
    mouse(heatmap, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.RightButton)
    mouse(heatmap, QEvent.Type.MouseButtonPress, QPoint(0, 0), Qt.MouseButton.LeftButton)
    mouse(heatmap, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)
    assert pointed == [Cell(0, 1, 3), None, Cell(0, 1, 3), None]
    assert chosen == [Cell(0, 1, 3)]


def test_arrow_keys_move_as_rows_stand_and_stop_at_the_edges(heatmap, qtbot):
    shown(heatmap, np.zeros((3, 5)))
    heatmap.set_order(np.array([2, 0, 1]))
    heatmap.mark(4, 2)
    found = []
    heatmap.chosen.connect(found.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(heatmap, key)
    assert found == [Cell(0, 0, 4), Cell(0, 2, 4), Cell(0, 2, 4), Cell(0, 2, 3)]


def test_the_cursor_outlines_its_column_and_row(heatmap):
    shown(heatmap, np.zeros((8, 8)), symbols="abcdefgh")
    heatmap.mark(3, 5)
    image = heatmap.grab().toImage()
    column, row = heatmap.cell_rect(Cell(0, 0, 3)), heatmap.cell_rect(Cell(0, 5, 0))
    assert QColor(image.pixel(column.left(), column.center().y())).name() == DARK.cursor
    assert QColor(image.pixel(column.right(), column.center().y())).name() == DARK.cursor
    plain = QColor(image.pixel(heatmap.cell_rect(Cell(0, 1, 1)).center())).lightness()
    for y in (row.top() - 1, row.bottom() + 1):
        assert QColor(image.pixel(row.center().x(), y)).lightness() > plain + 50
    assert QColor(image.pixel(row.center().x(), row.top())).lightness() < plain + 50
    heatmap.mark(None, None)
    again = heatmap.grab().toImage()
    assert QColor(again.pixel(column.left(), column.center().y())).name() != DARK.cursor


@pytest.mark.parametrize("rows", [4, 40, 100, 150, 400])
def test_a_marked_row_stays_to_be_seen(heatmap, rows):
    plain = shown(heatmap, np.random.default_rng(0).uniform(-1, 1, (rows, 5)))
    heatmap.mark(None, rows // 2)
    marked, row = heatmap.grab().toImage(), heatmap.cell_rect(Cell(0, rows // 2, 2))
    assert marked != plain
    assert marked.copy(row) == plain.copy(row)


@pytest.mark.parametrize("columns", [100, 150, 300])
def test_a_narrow_marked_column_stays_to_be_seen(heatmap, columns):
    plain = shown(heatmap, np.tile(np.where(np.arange(columns) % 2, 1.0, -1.0), (5, 1)))
    column = heatmap.cell_rect(Cell(0, 2, columns // 2))
    before = plain.pixelColor(column.center()).lightness()
    heatmap.mark(columns // 2, None)
    marked = heatmap.grab().toImage()
    assert marked != plain
    assert abs(marked.pixelColor(column.center()).lightness() - before) < 60  # tinted, not covered


def test_the_column_spoken_of_is_marked_faintly_while_none_is_pointed_at(heatmap):
    plain = shown(heatmap, np.zeros((8, 8)), symbols="abcdefgh")
    heatmap.mark(None, None, 6)
    faint, column = heatmap.grab().toImage(), heatmap.cell_rect(Cell(0, 0, 6))
    edge = [QColor(faint.pixel(column.left(), y)).name() for y in range(column.top(), column.bottom() + 1)]
    assert len(set(edge)) == 2  # dotted
    assert DARK.cursor not in edge
    heatmap.mark(2, None, 6)
    pointed = heatmap.grab().toImage()
    assert pointed.copy(column) == plain.copy(column)


def test_the_value_under_the_mouse_is_written_beside_it(heatmap):
    plain = shown(heatmap, np.zeros((8, 8)))
    rect = heatmap.cell_rect(Cell(0, 4, 2))
    heatmap.point(Cell(0, 4, 2))
    image = heatmap.grab().toImage()
    beside = rect.translated(rect.width(), 0)
    assert image.copy(beside) != plain.copy(beside)
    assert image.copy(rect) == plain.copy(rect)


@pytest.mark.parametrize("size", [(1, 1), (40, 40), (90, 60), (260, 150), (1900, 1000)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(qtbot, look, size, points):
    look.set_points(points)
    widget = Heatmap(look)
    qtbot.addWidget(widget)
    widget.setMinimumSize(1, 1)
    widget.resize(*size)
    image = shown(widget, *[np.zeros((128, 50))] * 5, symbols="x" * 50)
    widget.mark(49, 127)
    assert image.width() >= 1
    assert widget.grab().toImage() is not None


@pytest.mark.parametrize("shape", [(0, 0), (0, 4), (4, 0), (1, 1), (600, 900)])
def test_any_shape_is_painted(heatmap, shape):
    shown(heatmap, np.zeros(shape))
    heatmap.mark(0, 0)
    heatmap.grab()
    cell = heatmap.cell_at(heatmap.layout_now().data.center())
    assert (cell is None) == (0 in shape)


def test_unit_scale_runs_from_0_to_1():
    scale = Scale(Kind.UNIT)
    values = np.array([-1, 0, 0.5, 1, 2], np.float32)
    assert levels(scale, values).tolist() == [0, 0, 126, LEVELS - 1, LEVELS - 1]
    assert scale.ends == ("0", "1")


def test_an_automatic_range_grows_at_once_and_shrinks_late():
    scale = Scale(Kind.SIGNED, None)
    wide, narrow = np.full((4, 4), 4.0, np.float32), np.full((4, 4), 0.4, np.float32)
    assert scale.follow(narrow)
    assert scale.limit == 0.5
    assert scale.follow(wide)
    assert scale.limit == 5.0
    assert not any(scale.follow(narrow) for _ in range(PATIENCE - 1))
    assert scale.follow(narrow)
    assert scale.limit == 0.5


def test_an_automatic_range_keeps_still_while_values_swing_around_a_step():
    scale = Scale(Kind.SIGNED, None)
    changes = [scale.follow(np.full((2, 2), 2 + 0.1 * (-1) ** k, np.float32)) for k in range(4 * PATIENCE)]
    assert sum(changes) <= 2
    assert scale.limit == 3.0


@pytest.mark.parametrize("values", [[np.nan], [np.inf, -np.inf], [0.0], [1e-38], [3e38, -3e38], [np.nan, 2.0]])
def test_no_value_breaks_an_automatic_range(values):
    scale = Scale(Kind.SIGNED, None)
    values = np.array(values, np.float32)
    scale.follow(values)
    assert np.isfinite(scale.limit)
    found = levels(scale, values)
    assert ((found >= 0) & (found <= 255)).all()


def test_one_outlier_does_not_pale_the_others():
    values = np.full(1000, 0.9, np.float32)
    values[7] = 500
    scale = Scale(Kind.SIGNED, None)
    scale.follow(values)
    assert scale.limit == 1.0
    assert levels(scale, values)[7] == LEVELS - 1


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "+0.500"), (-1e-5, "−1.00e−05"), (0, "0"), (-0.0, "0"), (np.nan, "NaN")]
)
def test_numbers_are_written_short(value, text):
    assert number(value) == text


@pytest.mark.parametrize(("value", "step"), [(0.3, 0.5), (1, 1), (1.1, 2), (12, 20), (0, 1), (np.nan, 1)])
def test_ticks_stand_at_round_numbers(value, step):
    assert nice_step(value) == pytest.approx(step)


@pytest.mark.parametrize(("value", "limit"), [(1, 1), (1.2, 1.5), (0.06, 0.07), (8, 10), (21, 30)])
def test_a_scale_ends_at_a_round_number(value, limit):
    assert nice_ceiling(value) == pytest.approx(limit)


def test_row_numbers_keep_apart():
    assert list(index_ticks(32, 320, 40)) == [0, 5, 10, 15, 20, 25, 30]
    assert list(index_ticks(3, 300, 10)) == [0, 1, 2]
    assert list(index_ticks(0, 300, 10)) == []


@pytest.mark.parametrize("points", [7.0, 10.0, 20.0])
@pytest.mark.parametrize("column", [2.0, 5.0, 7.0, 9.0, 40.0])
def test_symbols_never_overlap_and_shrink_before_they_go(look, column, points):
    look.set_points(points)
    symbols = ("a", "⏎", "b")
    font = symbol_font(look, symbols, column)
    smallest = widest_of(look.mono(max(0.7, 6.0 / points)), symbols)
    assert (font is None) is (smallest > column)
    assert font is None or widest_of(font, symbols) <= column


def test_columns_too_narrow_for_their_symbols_are_numbered(heatmap, look):
    values = np.zeros((3, 120))
    symbols, others = shown(heatmap, values, symbols="ab" * 60), shown(heatmap, values, symbols="xy" * 60)
    assert symbols == others  # numbers, whatever the symbols are
    heatmap.mark(7, None)
    marked = heatmap.grab().toImage()
    heatmap.set_symbols(tuple("ab" * 60))
    assert heatmap.grab().toImage() != marked  # the cursor says which symbol it is on


def test_units_that_move_together_stand_together():
    rng = np.random.default_rng(3)
    base = rng.normal(size=(40, 3))
    group = np.arange(30) % 3
    states = base[:, group] + 0.05 * rng.normal(size=(40, 30))
    found = group[by_similarity(states)]
    assert (np.diff(found) != 0).sum() == 2
    assert sorted(by_similarity(states)) == list(range(30))


def test_the_order_by_similarity_keeps_still():
    rng = np.random.default_rng(4)
    states = rng.normal(size=(30, 20))
    first = by_similarity(states)
    assert np.array_equal(by_similarity(states, first), first)
    nearly = by_similarity(states + 0.02 * rng.normal(size=states.shape), first)
    assert np.array_equal(nearly, first)
    assert by_similarity(rng.normal(size=(30, 20)), first)[0] == first[0]


@pytest.mark.parametrize("shape", [(1, 5), (5, 1), (1, 1), (4, 600)])
def test_any_shape_can_be_sorted(shape):
    states = np.zeros(shape)
    assert sorted(by_similarity(states)) == list(range(shape[1]))
    assert sorted(by_activity(states)) == list(range(shape[1]))


def test_an_order_is_kept_for_its_period_and_while_it_is_held():
    now = [0.0]
    order = RowOrder(period=2.0, clock=lambda: now[0])
    rising, falling = np.array([[1.0, 2.0, 3.0]]), np.array([[3.0, np.nan, 1.0]])
    assert order.rows(rising) is None
    order.by(Sort.ACTIVITY)
    assert order.rows(rising).tolist() == [2, 1, 0]
    assert order.rows(falling).tolist() == [2, 1, 0]
    now[0] = 3.0
    assert order.rows(falling, hold=True).tolist() == [2, 1, 0]
    assert order.rows(falling).tolist() == [0, 2, 1]
    now[0] = 4.9
    assert order.rows(rising).tolist() == [0, 2, 1]
    assert order.rows(np.ones((1, 5)), hold=True).tolist() == [0, 1, 2, 3, 4]


def test_the_empty_state_is_muted_and_never_in_the_way(qtbot, look):
    empty = Placeholder(look, "Nothing " * 40)
    qtbot.addWidget(empty)
    assert empty.palette().windowText().color().name() == DARK.muted
    assert empty.accessibleName() == empty.text()
    empty.say("Why")
    assert empty.accessibleName() == empty.text() == "Why"


def test_shift_and_a_click_or_a_drag_reach_over_several_timesteps(heatmap, qtbot):
    shown(heatmap, np.zeros((4, 10)))
    chosen, extended = [], []
    heatmap.chosen.connect(chosen.append)
    heatmap.extended.connect(extended.append)
    first, last = (heatmap.cell_rect(Cell(0, 1, column)).center() for column in (2, 7))
    qtbot.mousePress(heatmap, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(heatmap, last)
    qtbot.mouseRelease(heatmap, Qt.MouseButton.LeftButton, pos=last)
    qtbot.mouseMove(heatmap, first)
    assert [cell.column for cell in chosen] == [2]
    assert {cell.column for cell in extended} == {7}
    qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, first)
    assert extended[-1].column == 2
    heatmap.mark(2, 1)
    heatmap.mark_span((2, 7))
    assert heatmap.span == (2, 7)
    heatmap.grab()
    qtbot.keyClick(heatmap, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert extended[-1].column == 8
    heatmap.mark_span((3, 3))
    assert heatmap.span is None
