"""What the line above a plot says where there is not room for all of it."""

from __future__ import annotations

from rnnviz.gui.widgets.legend import Entry, fitting

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


def test_then_values_go_and_then_the_last_entries(qapp, look):
    room = narrowest(look, NAMED)
    assert fitting(look, VALUED, room) == NAMED
    assert fitting(look, VALUED, room - 1) == NAMED[:1]
    assert fitting(look, VALUED, 0) == []
