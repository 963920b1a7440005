from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rnnviz.agent.observation import Facts, Found, FoundKind, Part
from rnnviz.gui.shell.parts_dialog import PartsDialog

RNN = Part("net.encoder.rnn", "LSTM", 80, (("weight_hh_l0", (16, 4)),))
ATTENTION = Part("net.decoder.attention", "Additive", 12)
READOUT = Part("net.readout", "Linear", 10)
NET = Part("net", "Translator", 102, (), (Part("net.encoder", "Encoder", 80, (), (RNN,)), ATTENTION, READOUT))
FACTS = Facts(
    (NET,),
    (
        Found(FoundKind.RECURRENCE, "net.encoder.rnn", "encoder.rnn · 1", "lstm", shape=(7, 4), cost_ms=1.25),
        Found(FoundKind.ATTENTION, "net.decoder.attention", "attention", shape=(1, 5, 7), watched=False),
    ),
    batch=8,
)


@pytest.fixture
def dialog(qtbot):
    made = PartsDialog(None, FACTS, 3)
    qtbot.addWidget(made)
    return made


def rows(dialog):
    found = dialog.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    return {item.text(0): item for item in found}


def test_every_part_has_a_row_and_what_can_be_shown_a_box(dialog):
    there = rows(dialog)
    assert set(there) == {"net", "net.encoder", "net.encoder.rnn", "net.decoder.attention", "net.readout"}
    boxes = {name for name, item in there.items() if item.data(0, Qt.ItemDataRole.CheckStateRole) is not None}
    assert boxes == {"net.encoder.rnn", "net.decoder.attention"}
    assert [there["net.encoder.rnn"].text(k) for k in range(1, 5)] == ["LSTM", "encoder.rnn · 1", "7×4", "80"]


def test_what_is_ticked_is_chosen_and_all_of_it_is_whatever_is_found(dialog):
    assert (dialog.parts, dialog.sequence.value()) == (("net.encoder.rnn",), 3)
    rows(dialog)["net.decoder.attention"].setCheckState(0, Qt.CheckState.Checked)
    assert dialog.parts == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("attention", {"net", "net.decoder.attention"}),
        ("LSTM", {"net", "net.encoder", "net.encoder.rnn"}),
        ("net readout", {"net", "net.readout"}),
        ("nothing of that name", set()),
        ("", {"net", "net.encoder", "net.encoder.rnn", "net.decoder.attention", "net.readout"}),
    ],
)
def test_a_part_is_found_by_its_name_or_its_class_with_what_it_is_in(dialog, text, shown):
    dialog.search.setText(text)
    assert {name for name, item in rows(dialog).items() if not item.isHidden()} == shown


def test_no_sequence_is_chosen_that_the_batch_does_not_have(qtbot):
    made = PartsDialog(None, FACTS, 99)
    qtbot.addWidget(made)
    assert made.sequence.value() == 7
