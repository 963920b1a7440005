"""The list of lessons: by chapter, read when it is first seen, with what is broken and what is the user's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rnnviz.gui.lessons import listed_lessons
from rnnviz.gui.lessons.lesson_list import LessonList
from rnnviz.gui.lessons.own_folder import make_own_folder
from rnnviz.lessons import own_folder

LESSON = 'preset = "hello"\n[title]\nen = "{title}"\n[[steps]]\n'


@pytest.fixture
def there(tmp_path, monkeypatch):
    """Return a maker of lessons in a folder that stands in for the built-in ones; the user's own are in another."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    built_in = tmp_path / "lessons"
    built_in.mkdir()
    real = listed_lessons.folders
    monkeypatch.setattr(listed_lessons, "folders", lambda: real(built_in, own_folder()))

    def make(name, text=LESSON, own=False):
        folder = (own_folder() if own else built_in) / name
        folder.mkdir(parents=True)
        (folder / "lesson.toml").write_text(text.replace("{title}", f"About {name}"), encoding="utf-8")
        (folder / "en.md").write_text("Words.\n\n## One\n", encoding="utf-8")
        return folder

    return make


@pytest.fixture
def shown(qtbot):
    """Return a maker of a list that is seen."""

    def make():
        made = LessonList()
        qtbot.addWidget(made)
        made.show()
        qtbot.waitUntil(lambda: made.lessons is not None)
        return made

    return make


def rows(made):
    """Return what is listed, chapter -> titles."""
    tree = made.tree
    tops = [tree.topLevelItem(k) for k in range(tree.topLevelItemCount())]
    return {
        top.text(0): [top.child(k).text(0) for k in range(top.childCount()) if not top.child(k).isHidden()]
        for top in tops
        if not top.isHidden()
    }


def test_lessons_stand_by_chapter_and_the_users_own_come_last(there, shown):
    there("5.1-flow")
    there("1.2-cycle")
    there("1.1-weather")
    there("0.1-mine", own=True)
    there("notes", own=True)
    assert rows(shown()) == {
        "1  Intuition": ["1.1  About 1.1-weather", "1.2  About 1.2-cycle"],
        "5  Gradient flow": ["5.1  About 5.1-flow"],
        "My lessons": ["0.1  About 0.1-mine", "About notes"],
    }


def test_nothing_is_read_before_the_list_is_seen(there, qtbot):
    there("1.1-weather")
    made = LessonList()
    qtbot.addWidget(made)
    qtbot.wait(20)
    assert made.lessons is None


def test_a_broken_lesson_is_listed_with_the_reason_and_the_others_work(there, shown):
    there("1.1-weather")
    there("1.2-broken", "preset = = 3")
    made = shown()
    assert rows(made)["1  Intuition"] == ["1.1  About 1.1-weather", "⚠  1.2-broken"]
    assert "1.2-broken/lesson.toml, line 1" in made.tree.topLevelItem(0).child(1).toolTip(0)


def test_the_filter_and_enter_open_a_lesson(there, shown, qtbot):
    there("1.1-weather")
    wanted = there("5.1-flow")
    made = shown()
    made.filter.setText("gradient FLOW")
    assert list(rows(made)) == ["5  Gradient flow"]
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(made.filter, Qt.Key.Key_Return)
    assert chosen.args == [wanted]


def test_a_row_is_opened_by_keyboard(there, shown, qtbot):
    folders = [there("1.1-weather"), there("1.2-cycle")]
    made = shown()
    made.mark(folders[0])
    made.tree.setFocus()
    qtbot.keyClick(made.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(made.tree, Qt.Key.Key_Return)
    assert chosen.args == [folders[1]]
    assert made.order() == folders


def test_the_folder_of_own_lessons_is_made_once_with_a_lesson_that_can_be_opened(there, shown):
    folder = make_own_folder()
    assert (folder / "README.md").is_file()
    assert rows(shown()) == {"My lessons": ["My first lesson"]}
    (folder / "my-first-lesson" / "lesson.toml").unlink()
    make_own_folder()
    assert not (folder / "my-first-lesson" / "lesson.toml").exists()
