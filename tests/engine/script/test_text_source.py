"""A script reads its text from where it can, and has it beside itself where it cannot."""

from __future__ import annotations

import ast

import pytest

from rnnviz.engine.script.text_source import EMBEDDED, literal, long_list, text_source
from rnnviz.settings import Material

LONG = "Ação e reação: é assim.\n" * (EMBEDDED // 10)


def of_file(path, content):
    path.write_bytes(content)
    return text_source(Material("", str(path)))


def test_a_short_text_stands_in_the_script():
    text = 'She said "it\'s \\ here"\n\tand left.\n'
    source = text_source(Material(text))
    assert source.kind == "embedded"
    assert "".join(map(ast.literal_eval, source.lines)) == text


def test_the_built_in_text_is_read_from_python_itself():
    assert text_source(Material("")).kind == "help"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_file_is_read_where_it_is(tmp_path, encoding, ends):
    source = of_file(tmp_path / "novel.txt", LONG.replace("\n", ends).encode(encoding))
    assert (source.kind, source.path) == ("file", str(tmp_path / "novel.txt"))


def test_accents_that_stand_alone_are_joined(tmp_path):
    source = of_file(tmp_path / "novel.txt", LONG.replace("é", "e\u0301").encode())
    assert source.kind == "file"
    assert source.composed


def test_a_text_without_a_file_stands_beside_the_script():
    assert text_source(Material(LONG)).text == LONG


@pytest.mark.parametrize("text", ["", "it's", 'say "a"', "both ' and \"", "back\\slash", "line\nend", "é∎"])
def test_a_literal_is_the_text(text):
    assert ast.literal_eval(literal(text)) == text
    assert literal(text).startswith('"')


def test_a_long_list_has_a_word_on_each_line():
    words = [f"word number {k}" for k in range(20)]
    name, _, code = long_list("WORDS", words).partition(" = ")
    assert (name, ast.literal_eval(code)) == ("WORDS", words)
    assert len(code.splitlines()) == 22
