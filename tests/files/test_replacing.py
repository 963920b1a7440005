"""A file is written as a whole or not at all."""

import os
import stat
import sys

import pytest

from rnnviz.files.replacing import folder, replacing, write
from rnnviz.sentences import Refused

unix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file rights and limits")


@pytest.fixture
def small_disk():
    """No file of this process can grow beyond 64 bytes: what a full disk is to a writer."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(to=64):
        resource.setrlimit(resource.RLIMIT_FSIZE, (to, before[1]))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_replaces_what_was_there_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "a.bin"
    write(path, b"old")
    write(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.bin"]


@unix
def test_a_full_disk_is_refused_and_the_old_file_stays(tmp_path, small_disk):
    path = tmp_path / "a.bin"
    write(path, b"old")
    small_disk()
    with pytest.raises(Refused) as refused:
        write(path, bytes(100_000))
    small_disk(-1)
    assert str(refused.value).startswith(f"The file {path} could not be written: ")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.bin"]


def test_an_error_in_the_block_keeps_the_old_file(tmp_path):
    path = tmp_path / "a.bin"
    write(path, b"old")

    def half():
        with replacing(path) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.bin"]


def test_a_missing_folder_and_a_folder_in_the_way_are_refused(tmp_path):
    with pytest.raises(Refused, match="could not be written: No such file or directory"):
        write(tmp_path / "nowhere" / "a.bin", b"")
    (tmp_path / "a.bin").mkdir()
    with pytest.raises(Refused, match="could not be written"):
        write(tmp_path / "a.bin", b"")
    assert os.listdir(tmp_path) == ["a.bin"]


@unix
def test_the_file_has_the_usual_rights(tmp_path):
    before = os.umask(0o027)
    try:
        write(tmp_path / "a.bin", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.bin").stat().st_mode) == 0o640


@unix
def test_a_link_is_followed(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_folder_is_made_or_refused(tmp_path):
    assert folder(tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused, match="Nothing can be written to the folder"):
        folder(tmp_path / "file" / "b")
