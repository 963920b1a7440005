"""The list of texts: what the machine has is counted while one looks, what others wrote says its licence."""

import pytest

from rnnviz.gui.shell import texts_dialog
from rnnviz.gui.shell.texts_dialog import TextsDialog, counted
from rnnviz.text.catalogue import ENTRIES
from rnnviz.text.machine_texts import KINDS, Found


@pytest.fixture
def dialog(qtbot, monkeypatch, tmp_path):
    there = {key: Found((), 0, 0) for key in KINDS} | {"machine:python": Found((tmp_path / "a.py",), 1_200_000, 3)}
    monkeypatch.setattr(texts_dialog, "found", there.__getitem__)
    made = TextsDialog(None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made._look.isActive(), timeout=30_000)
    return made


def rows(dialog):
    groups = [dialog.list.topLevelItem(k) for k in range(dialog.list.topLevelItemCount())]
    return [group.child(k) for group in groups for k in range(group.childCount())]


def test_every_kind_and_every_entry_is_listed(dialog):
    found = rows(dialog)
    assert len(found) == len(KINDS) + len(ENTRIES)
    assert [item.text(2) for item in found[: len(KINDS)]] == [
        "files: 1, 2 MB; 3 more are left out",
        "none here",
        "none here",
    ]
    for item, entry in zip(found[len(KINDS) :], ENTRIES, strict=True):
        assert item.text(3) == entry.source
        assert item.text(1)
        assert entry.url in item.toolTip(0)


def test_what_the_machine_has_can_be_learned(dialog):
    dialog.list.setCurrentItem(rows(dialog)[0])
    assert dialog.learn.isEnabled()
    dialog.learn.click()
    assert dialog.result() == TextsDialog.DialogCode.Accepted
    assert (dialog.wanted, dialog.opens_file) == ("machine:python", False)


def test_what_is_not_here_cannot_be_learned_and_tells_where_it_is(dialog):
    dialog.list.setCurrentItem(rows(dialog)[-1])
    assert not dialog.learn.isEnabled()
    assert ENTRIES[-1].url in dialog.address.text()
    dialog.open_file.click()
    assert (dialog.wanted, dialog.opens_file) == ("", True)


def test_how_much_there_is_is_said():
    assert counted(Found((), 0, 0)) == "none here"
