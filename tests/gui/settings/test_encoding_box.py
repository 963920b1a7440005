"""The list of encodings: what a file may be in stands first, and any one can be chosen."""

from __future__ import annotations

from rnnviz.gui.settings.encoding_box import FOUND_OUT, EncodingBox
from rnnviz.gui.settings.fields import set_value, value_of
from rnnviz.text.reading import Reading
from rnnviz.user_files.encodings import ENCODINGS


def offered(box):
    return [box.itemData(place) for place in range(box.count()) if box.itemData(place) is not None]


def test_every_encoding_can_be_chosen_and_none_is_at_first(qtbot):
    box = EncodingBox()
    qtbot.addWidget(box)
    assert value_of(box) == FOUND_OUT
    assert set(offered(box)) == {FOUND_OUT, *ENCODINGS}


def test_what_a_file_may_be_in_stands_first_and_a_doubt_is_said(qtbot):
    box = EncodingBox()
    qtbot.addWidget(box)
    box.follow(Reading("cp1252", certain=False, others=("cp1250", "utf-16-le+1")))
    assert offered(box)[:4] == [FOUND_OUT, "cp1252", "cp1250", "utf-16-le+1"]
    assert box.itemText(0) == "read as Windows-1252, perhaps wrongly"
    assert box.findText("UTF-16 LE +1") > 0


def test_what_is_chosen_stays_when_another_file_is_read_and_is_shown_if_it_is_on_no_list(qtbot):
    box = EncodingBox()
    qtbot.addWidget(box)
    set_value(box, "gb18030+2")
    box.follow(Reading("cp1252"))
    assert value_of(box) == "gb18030+2"
    set_value(box, "")
    assert value_of(box) == FOUND_OUT
