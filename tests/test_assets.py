"""Files of resources/ are found, wherever the program runs from."""

import sys

import pytest

from rnnviz import assets


def test_finds_a_folder_and_a_file():
    assert assets.resource("presets").is_dir()
    assert any(assets.resource("presets").glob("*.toml"))


def test_names_what_is_missing_and_where_it_was_looked_for():
    with pytest.raises(FileNotFoundError, match=r"resources/a/b\.txt is not in .*resources"):
        assets.resource("a", "b.txt")


def test_a_frozen_app_carries_its_own(tmp_path, monkeypatch):
    (tmp_path / "resources" / "presets").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert assets.resource("presets") == tmp_path / "resources" / "presets"
