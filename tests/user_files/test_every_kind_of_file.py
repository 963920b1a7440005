"""Whatever stands where a file was to be: it is read whole, or refused in one sentence, and nothing waits for it."""

import errno
import os
import re
import socket
import stat
import sys

import pytest

from rnnviz.sentences import Refused
from rnnviz.text import corpus
from rnnviz.user_files import faults, reading
from rnnviz.user_files.reading import TEXT, WRITTEN, check, is_file, opened, read_text

unix = pytest.mark.skipif(sys.platform == "win32", reason="files as POSIX has them")

#: What no user should have to read.
JARGON = re.compile(r"Errno|errno|_count|recursion|Traceback|0x|object at|\bE[A-Z]{3,}\b|surrogate|codec|\n")


def said(path, limit=TEXT):
    """Return the sentence that refuses a path at every door."""
    with pytest.raises(Refused) as refusal:
        read_text(path, limit)
    with pytest.raises(Refused) as again:
        corpus.from_file(path)
    for sentence in (str(refusal.value), str(again.value)):
        assert not JARGON.search(sentence), sentence
        assert sentence.endswith(".")
        assert len(sentence) < 300
    assert str(again.value) == str(refusal.value) or limit != TEXT
    sentence.encode()  # a terminal can show it
    return str(refusal.value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no such file", "There is no file"),
        ("a\0b", "There can be no file with the name"),
        ("\ud83d", "There can be no file with the name"),
        ("x" * 300, "is too long for a file"),
        ("x/" * 5000 + "y", "is too long for a file"),
        ("two\nlines", "two\\nlines"),
        ("caf\udce9", "caf\\xe9"),
        ("\u202egnp.exe", "\\u202e"),
    ],
)
@unix
def test_a_name_that_leads_nowhere_is_refused_in_a_sentence(tmp_path, name, words):
    assert words in said(f"{tmp_path}/{name}")


def test_a_home_of_a_user_that_is_not_there_is_refused():
    assert "no user of that name" in said("~nobody-of-that-name/text.txt")


def test_the_home_folder_is_understood(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "text.txt").write_text("ab")
    assert read_text("~/text.txt") == "ab"


def test_a_folder_is_refused_as_one(tmp_path):
    assert "is a folder" in said(tmp_path)


@unix
def test_a_pipe_that_nobody_fills_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe" in said(tmp_path / "pipe")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty", "/dev/random"])
@unix
def test_a_device_is_refused_as_one(device):
    if not os.path.exists(device):
        pytest.skip("this machine has none")
    assert "is a device" in said(device)


@unix
def test_a_connection_between_programs_is_refused_as_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert "is a connection between programs" in said("socket")


@unix
def test_a_link_is_followed_and_one_that_leads_to_itself_is_not(tmp_path):
    (tmp_path / "text").write_text("ab")
    (tmp_path / "link").symlink_to("text")
    assert read_text(tmp_path / "link") == "ab"
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert "leads back to itself" in said(tmp_path / "a")
    (tmp_path / "dangling").symlink_to("nowhere")
    assert "There is no file" in said(tmp_path / "dangling")
    (tmp_path / "to a pipe").symlink_to("pipe")
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe" in said(tmp_path / "to a pipe")


@unix
def test_what_takes_a_file_s_place_between_the_question_and_the_opening_is_refused(tmp_path, monkeypatch):
    (tmp_path / "text").write_text("ab")
    facts = os.stat(tmp_path / "text")
    os.remove(tmp_path / "text")
    os.mkfifo(tmp_path / "text")
    monkeypatch.setattr(reading.os, "stat", lambda _: facts)
    assert "is a pipe" in said(tmp_path / "text")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything may be read")
def test_a_file_that_may_not_be_read_is_refused_as_one(tmp_path):
    (tmp_path / "text").write_text("ab")
    (tmp_path / "text").chmod(0)
    assert "not allowed" in said(tmp_path / "text")


@unix
def test_a_sparse_file_of_40_gb_is_not_even_begun(tmp_path):
    with open(tmp_path / "text", "wb") as file:
        try:
            file.truncate(40 * 10**9)
        except OSError:
            pytest.skip("this disk has no sparse files")
    sentence = said(tmp_path / "text")
    assert "40 GB" in sentence
    assert "1000 MB is the most" in sentence


def test_a_limit_for_each_kind(tmp_path):
    (tmp_path / "text").write_bytes(b"ab" * WRITTEN)
    assert "2 MB, and 1 MB is the most" in said_of(tmp_path / "text", WRITTEN)
    check(tmp_path / "text", TEXT)
    (tmp_path / "text").write_bytes(b"a" * WRITTEN)
    assert len(read_text(tmp_path / "text", WRITTEN)) == WRITTEN


def said_of(path, limit):
    with pytest.raises(Refused) as refusal:
        read_text(path, limit)
    return str(refusal.value)


def test_a_file_that_grows_while_it_is_read_is_not_followed_for_ever(tmp_path):
    path = tmp_path / "text"
    path.write_bytes(b"ab")

    def follow():
        with opened(path, 1000) as file, open(path, "ab") as end:
            while file.read(100):
                end.write(bytes(1000))
                end.flush()

    with pytest.raises(Refused, match="too large"):
        follow()


@pytest.mark.parametrize("change", ["rewritten", "truncated", "longer"])
def test_a_file_that_changes_while_it_is_read(tmp_path, change):
    path = tmp_path / "text"
    path.write_bytes(b"ab" * 100)
    os.utime(path, (1, 1))
    content = {"rewritten": b"cd" * 100, "truncated": b"ab", "longer": b"ab" * 101}[change]

    def halfway(share):
        path.write_bytes(content)

    with pytest.raises(Refused, match="was changed while it was read"):
        corpus.from_file(path, halfway)
    assert corpus.from_file(path).vocabulary.symbols == tuple(sorted(set(content.decode())))


@unix
def test_a_file_that_goes_while_it_is_read_is_read_all_the_same(tmp_path):
    path = tmp_path / "text"
    path.write_bytes(b"ab" * 100)
    assert len(corpus.from_file(path, lambda share: path.unlink()).ids) == 200


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EIO, "is failing"),
        (errno.EACCES, "not allowed"),
        (errno.ESTALE, "out of reach"),
        (errno.ETIMEDOUT, "out of reach"),
        (errno.EHOSTDOWN, "out of reach"),
        (errno.ENOTCONN, "out of reach"),
        (errno.EMFILE, "too many files"),
        (errno.ENOMEM, "memory"),
        (errno.EBUSY, "another program"),
        (errno.ENOSYS, "cannot be read"),
        (99999, "cannot be read"),
    ],
)
def test_a_disk_that_fails_while_it_is_read(tmp_path, code, words):
    path = tmp_path / "text"
    path.write_bytes(b"ab" * 100)

    def fails(share):
        raise OSError(code, os.strerror(code))

    with pytest.raises(Refused, match=words) as refusal:
        corpus.from_file(path, fails)
    assert not JARGON.search(str(refusal.value))


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_every_error_of_the_system_is_a_sentence(code):
    sentence = str(faults.unreadable("text.txt", OSError(code, os.strerror(code), "text.txt")))
    assert sentence.endswith(".")
    assert "text.txt" in sentence
    assert not JARGON.search(sentence)


def test_a_text_that_memory_does_not_hold_is_refused(tmp_path):
    path = tmp_path / "text"
    path.write_bytes(b"ab" * 100)

    def full(share):
        raise MemoryError

    with pytest.raises(Refused, match="does not fit into this machine's memory"):
        corpus.from_file(path, full)


def test_what_stops_the_reading_is_not_taken_for_a_fault(tmp_path):
    class Stop(Exception):
        pass

    (tmp_path / "text").write_bytes(b"ab")

    def stop(share):
        raise Stop

    with pytest.raises(Stop):
        corpus.from_file(tmp_path / "text", stop)


@unix
def test_no_file_stays_open_whether_it_was_read_or_refused(tmp_path):
    def there():
        return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0

    (tmp_path / "text").write_bytes(b"ab")
    os.mkfifo(tmp_path / "pipe")
    before = there()
    for _ in range(10):
        read_text(tmp_path / "text")
        for other in (tmp_path / "pipe", tmp_path, "/dev/zero"):
            with pytest.raises(Refused):
                read_text(other)
    assert there() == before


def test_text_that_is_written_by_hand_is_utf_8(tmp_path):
    path = tmp_path / "lesson.toml"
    path.write_bytes("\ufeffé\r\nb\rc".encode())
    assert read_text(path) == "é\nb\nc"
    path.write_bytes(b"ab\xff")
    assert "not UTF-8 text, as it must be: see byte 2" in said_of(path, WRITTEN)


@unix
def test_whether_there_is_a_file_can_be_asked_of_any_name(tmp_path):
    (tmp_path / "text").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    assert is_file(tmp_path / "text")
    for other in (tmp_path, tmp_path / "pipe", "x" * 300, "a\0b", "\ud83d", "/dev/null"):
        assert not is_file(other)


def test_a_size_is_never_said_smaller_than_it_is():
    assert [faults.size(n) for n in (1, 10**6, 10**6 + 1, 10**10, 10**10 + 1)] == [
        "1 MB", "1 MB", "2 MB", "10 GB", "11 GB",
    ]  # fmt: skip


def test_the_mode_of_anything_else_is_a_device():
    assert "is a device" in str(faults.not_regular("x", stat.S_IFBLK))
