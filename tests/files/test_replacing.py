"""A file is written as a whole or not at all."""

import errno
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from rnnviz.files.replacing import folder, replacing, write
from rnnviz.files.temporary import clear
from rnnviz.sentences import Refused
from rnnviz.user_files.writing_faults import unwritable

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
    with pytest.raises(Refused, match="could not be written: there is no such folder"):
        write(tmp_path / "nowhere" / "a.bin", b"")
    (tmp_path / "a.bin").mkdir()
    with pytest.raises(Refused, match="is a folder, not a file"):
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
    for place in (tmp_path / "file" / "b", tmp_path / "file"):
        with pytest.raises(Refused, match=r"Nothing can be written to the folder .*: there is a file of that name"):
            folder(place)


@unix
@pytest.mark.parametrize("place", ["/dev/null", "/dev/null/out", "/proc/out", "x" * 300, "a\0b", "\ud83d"])
def test_a_place_where_no_folder_can_be_is_refused_in_a_sentence(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused) as refused:
        folder(Path(place))
    assert "Errno" not in str(refused.value)
    assert "Nothing can be written to the folder" in str(refused.value)


@unix
@pytest.mark.parametrize("kind", ["device", "pipe", "socket", "link to a device", "link to itself"])
def test_what_is_no_file_is_never_replaced(tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    path = Path("a.bin")
    match kind:
        case "device":
            path = Path("/dev/null")
        case "pipe":
            os.mkfifo(path)
        case "socket":
            socket.socket(socket.AF_UNIX).bind(str(path))
        case "link to a device":
            path.symlink_to("/dev/null")
        case "link to itself":
            path.symlink_to(path)
    before = path.lstat()
    with pytest.raises(Refused) as refused:
        write(path, b"new")
    assert "Errno" not in str(refused.value)
    assert (path.lstat().st_mode, path.lstat().st_ino) == (before.st_mode, before.st_ino)
    assert os.listdir(tmp_path) == ([] if kind == "device" else ["a.bin"])


@unix
@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "\ud83d"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path, name):
    with pytest.raises(Refused, match=r"could not be written: (its name is too long|there can be no such name)"):
        write(tmp_path / name, b"")


@unix
def test_a_name_as_long_as_names_can_be_is_written(tmp_path):
    write(tmp_path / ("x" * 255), b"new")
    assert os.listdir(tmp_path) == ["x" * 255]


@unix
def test_the_rights_of_what_is_replaced_stay(tmp_path):
    (tmp_path / "a.bin").write_bytes(b"old")
    (tmp_path / "a.bin").chmod(0o604)
    write(tmp_path / "a.bin", b"new")
    assert stat.S_IMODE((tmp_path / "a.bin").stat().st_mode) == 0o604


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_every_error_of_the_system_is_a_sentence(code):
    said = str(unwritable("a.bin", OSError(code, os.strerror(code), "a.bin")))
    assert said.startswith("The file a.bin could not be written: ")
    assert "Errno" not in said


KILLED = """
import os, signal, sys
from pathlib import Path
from rnnviz.files.replacing import replacing
with replacing(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("there", flush=True)
    sys.stdin.readline()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@unix
def test_what_a_killed_export_leaves_is_cleared_by_the_next_one_but_not_what_is_being_written(tmp_path):
    (tmp_path / ".rnnviz-notes.txt").write_bytes(b"not ours")
    writing = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "a.bin")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writing.stdout.readline() == b"there\n"
    assert len(os.listdir(tmp_path)) == 2
    clear(tmp_path)
    assert len(os.listdir(tmp_path)) == 2  # its writer lives
    writing.communicate(b"\n")
    assert len(os.listdir(tmp_path)) == 2  # and has died
    write(tmp_path / "b.bin", b"new")
    assert sorted(os.listdir(tmp_path)) == [".rnnviz-notes.txt", "b.bin"]


@unix
def test_clearing_follows_no_links_and_opens_no_pipes(tmp_path):
    (tmp_path / "kept").write_bytes(b"kept")
    (tmp_path / ".rnnviz-abc.part").symlink_to(tmp_path / "kept")
    os.mkfifo(tmp_path / ".rnnviz-def.part")
    clear(tmp_path)
    clear(tmp_path / "none")
    assert len(os.listdir(tmp_path)) == 3
