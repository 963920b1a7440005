"""A pipe that is named on the command line is read whole, or refused."""

import os
import sys
from contextlib import suppress
from threading import Thread

import pytest

from rnnviz.sentences import Refused
from rnnviz.text import corpus
from rnnviz.user_files import pipes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes as POSIX has them")


@pytest.fixture
def pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@pytest.fixture
def write(pipe):
    threads = []

    def begin(content: bytes) -> None:
        def fill() -> None:
            with suppress(BrokenPipeError):
                pipe.write_bytes(content)

        threads.append(Thread(target=fill))
        threads[-1].start()

    yield begin
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_what_it_brings_is_read_to_its_end(pipe, write):
    write("não\r\n".encode() * 50_000)
    assert corpus.piped(pipe).text == "não\n" * 50_000


def test_it_is_learned_as_a_text_and_a_file_by_its_name(pipe, write, tmp_path, ordered):
    write(b"abab")
    assert ordered("characters", "--text", str(pipe)).config.text == "abab"
    (tmp_path / "file").write_bytes(b"abab")
    config = ordered("characters", "--text", str(tmp_path / "file")).config
    assert (config.text, config.text_file) == ("", str(tmp_path / "file"))


def test_one_without_end_is_refused(pipe, write):
    write(bytes(200_000))
    with pytest.raises(Refused, match="brings more than 1 MB"):
        pipes.content(pipe, limit=100_000)


def test_one_that_nobody_writes_to_is_refused(pipe, monkeypatch):
    monkeypatch.setattr(pipes, "WRITER_PATIENCE", 0.05)
    with pytest.raises(Refused, match="Nobody writes to the pipe"):
        pipes.content(pipe)


def test_one_that_falls_silent_is_refused(pipe):
    both = os.open(pipe, os.O_RDWR)
    try:
        os.write(both, b"begun")
        with pytest.raises(Refused, match=r"has brought nothing for 0\.05 seconds"):
            pipes.content(pipe, patience=0.05)
    finally:
        os.close(both)


def test_one_that_brings_no_text_is_refused(pipe, write):
    write(bytes(100))
    with pytest.raises(Refused, match="is not a text"):
        corpus.piped(pipe)


def test_what_is_no_pipe_is_left_to_whoever_opens_files(tmp_path):
    for other in (tmp_path, tmp_path / "none", "/dev/zero", "a\0b", "x" * 300):
        assert pipes.content(other) is None


@pytest.fixture
def standard_input():
    kept = os.dup(0)

    def put(descriptor: int) -> None:
        os.dup2(descriptor, 0)
        os.close(descriptor)

    yield put
    os.dup2(kept, 0)
    os.close(kept)


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input_is_read_by_either_of_its_names(standard_input, name, tmp_path):
    ends = os.pipe()
    os.write(ends[1], b"abab")
    os.close(ends[1])
    standard_input(ends[0])
    assert corpus.piped(name).text == "abab"
    standard_input(os.open("/dev/zero", os.O_RDONLY))
    with pytest.raises(Refused, match="is a device"):
        corpus.piped(name)
    (tmp_path / "file").write_bytes(b"cdcd")
    standard_input(os.open(tmp_path / "file", os.O_RDONLY))
    there = corpus.piped(name)
    assert (None if there is None else there.text) == ("cdcd" if name == "-" else None)
