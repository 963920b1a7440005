"""What the line above a plot says where there is not room for all of it."""

from __future__ import annotations

from rnnviz.gui.widgets.legend import Entry, fitting, in_lines, legend_height, legend_lines

VALUED = [Entry("total", "6.12e−08", "#ff0000"), Entry("local", "0", "#00ff00")]
NAMED = [entry._replace(value="") for entry in VALUED]
NOTE = Entry("at the floor: below 10⁻⁶ (17)")


def narrowest(look, entries) -> int:
    """Return from how many px on all entries are written."""
    return next(room for room in range(2000) if fitting(look, entries, room) == entries)


def test_all_of_it_where_it_fits(qapp, look):
    assert fitting(look, [*VALUED, NOTE], 2000) == [*VALUED, NOTE]


def test_the_value_at_the_cursor_outlives_a_note(qapp, look):
    assert fitting(look, [*VALUED, NOTE], narrowest(look, VALUED)) == VALUED


def test_a_note_stays_beside_names_that_have_no_value(qapp, look):
    room = narrowest(look, [*NAMED, NOTE])
    assert fitting(look, [*NAMED, NOTE], room) == [*NAMED, NOTE]
    assert fitting(look, [*NAMED, NOTE], room - 1) == NAMED


def test_then_values_go_and_then_names_are_shortened_and_no_colour_is_lost(qapp, look):
    room = narrowest(look, NAMED)
    assert fitting(look, VALUED, room) == NAMED
    for less in (1, 8, 16, 24):
        shown = fitting(look, VALUED, room - less)
        assert [entry.colour for entry in shown] == [entry.colour for entry in NAMED]
        assert any(entry.name.endswith("…") for entry in shown)
        assert len(in_lines(look, shown, room - less)) == 1
    assert fitting(look, VALUED, 0) == []


def test_the_longest_name_is_shortened_first(qapp, look):
    entries = [Entry("full", "", "#ff0000"), Entry("a bound that takes many words", "", "#00ff00")]
    room = narrowest(look, entries)
    assert [e.name == f.name for e, f in zip(entries, fitting(look, entries, room - 30), strict=True)] == [True, False]


def test_what_one_line_has_no_room_for_stands_on_two(qapp, look):
    room = narrowest(look, NAMED)
    assert legend_lines(look, VALUED, room) == 1  # values come and go: they move nothing
    assert legend_lines(look, VALUED, room - 1) == 2
    assert legend_lines(look, [*VALUED, NOTE], room) == 1
    assert fitting(look, NAMED, room - 1, lines=2) == NAMED
    assert [len(row) for row in in_lines(look, NAMED, room - 1)] == [1, 1]
    assert legend_height(look, 2) == 2 * legend_height(look)


def test_a_sentence_that_is_alone_is_shortened_not_left_out(qapp, look):
    (shown,) = fitting(look, [NOTE], narrowest(look, [NOTE]) - 20)
    assert shown.name.startswith("at the floor")
    assert shown.name.endswith("…")
