"""keys/master.py: the master key's file and text."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from keys.encodings import base64url
from keys.errors import MasterKeyFault
from keys.master import create_master_key_file, read_master_key
from tests.keys.make import MASTER_KEY, make_random

TEXT = base64url(MASTER_KEY)


def written(folder: Path, content: str = TEXT, mode: int = 0o600) -> Path:
    path = folder / "master.key-for-tests"
    path.write_text(content, "utf-8")
    path.chmod(mode)
    return path


def test_the_key_is_read_from_a_text_or_from_a_file(tmp_path: Path) -> None:
    assert read_master_key(path=None, text=TEXT) == MASTER_KEY
    assert read_master_key(path=written(tmp_path), text=None) == MASTER_KEY


def test_a_final_newline_is_forgiven(tmp_path: Path) -> None:
    assert read_master_key(path=written(tmp_path, TEXT + "\n"), text=None) == MASTER_KEY
    assert read_master_key(path=None, text=f" {TEXT}\r\n") == MASTER_KEY


def test_one_source_and_only_one_is_given(tmp_path: Path) -> None:
    for path, text in ((None, None), (written(tmp_path), TEXT)):
        with pytest.raises(MasterKeyFault, match="either as a file or as a text"):
            read_master_key(path=path, text=text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "changeme",
        TEXT[:-1],
        TEXT + "=",
        TEXT + "A",
        TEXT[:20] + "\n" + TEXT[20:],
        TEXT[:-1] + "_",  # stray bits
        MASTER_KEY.hex(),
        base64url(MASTER_KEY[:31]),
        base64url(MASTER_KEY + b"\x00"),
        base64url(bytes(32)),
        base64url(b"\xff" * 32),
        base64url(b"0123456789abcde" * 2 + b"01"),  # 15 different bytes
    ],
)
def test_other_texts_are_refused_and_never_repeated(tmp_path: Path, text: str) -> None:
    for path, given_text in ((None, text), (written(tmp_path, text), None)):
        with pytest.raises(MasterKeyFault) as caught:
            read_master_key(path=path, text=given_text)
        shown = f"{caught.value}{caught.value.__cause__}"
        assert ("file " + str(path) if path else "setting") in shown
        assert not text.strip() or text.strip() not in shown
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_sixteen_different_bytes_are_enough() -> None:
    key = b"0123456789abcdef" * 2
    assert read_master_key(path=None, text=base64url(key)) == key


@pytest.mark.parametrize(
    "mode, accepted",
    [(0o600, True), (0o440, True), (0o640, True), (0o604, False), (0o602, False), (0o644, False)],
)
def test_the_file_is_closed_to_others(tmp_path: Path, mode: int, accepted: bool) -> None:
    path = written(tmp_path, mode=mode)
    if accepted:
        assert read_master_key(path=path, text=None) == MASTER_KEY
    else:
        with pytest.raises(MasterKeyFault, match="chmod 600"):
            read_master_key(path=path, text=None)


def test_a_link_to_a_closed_file_will_do(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(written(tmp_path))
    assert read_master_key(path=link, text=None) == MASTER_KEY


def test_an_absent_file_a_folder_and_a_pipe_are_no_master_key(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    with pytest.raises(MasterKeyFault, match="cannot be read"):
        read_master_key(path=tmp_path / "absent", text=None)
    for path in (tmp_path, pipe):
        with pytest.raises(MasterKeyFault, match="not a regular file"):
            read_master_key(path=path, text=None)


def test_a_file_of_other_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "binary"
    path.write_bytes(b"\xff\xfe" * 4096)
    path.chmod(0o600)
    with pytest.raises(MasterKeyFault, match="43 characters"):
        read_master_key(path=path, text=None)


def test_a_created_file_is_the_owners_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "master"
    before = os.umask(0)
    try:
        create_master_key_file(path, make_random("create"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    draws = make_random("create")
    draws(8)
    assert read_master_key(path=path, text=None) == draws(32)
    assert os.listdir(tmp_path) == ["master"]


def test_the_key_is_whole_on_the_disk_before_its_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[object] = []
    fsync, link = os.fsync, os.link

    def watched_fsync(descriptor: int) -> None:
        status = os.fstat(descriptor)
        events.append(status.st_size if stat.S_ISREG(status.st_mode) else "folder")
        fsync(descriptor)

    def watched_link(source: Path, target: Path) -> None:
        events.append("name")
        link(source, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "link", watched_link)
    create_master_key_file(tmp_path / "master", make_random("create"))
    assert events == [44, "name", "folder"]


def test_no_file_stays_open(tmp_path: Path) -> None:
    def next_descriptor() -> int:
        descriptor = os.open(tmp_path, os.O_RDONLY)
        os.close(descriptor)
        return descriptor

    before = next_descriptor()
    create_master_key_file(tmp_path / "master", make_random("create"))
    read_master_key(path=tmp_path / "master", text=None)
    with pytest.raises(MasterKeyFault):
        read_master_key(path=tmp_path, text=None)
    assert next_descriptor() == before


def test_a_key_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = written(tmp_path)
    with pytest.raises(FileExistsError):
        create_master_key_file(path, make_random("create"))
    assert read_master_key(path=path, text=None) == MASTER_KEY
    assert os.listdir(tmp_path) == [path.name]


def test_a_dangling_link_is_not_followed(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        create_master_key_file(link, make_random("create"))
    assert os.listdir(tmp_path) == ["link"]


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    def exhausted(size: int) -> bytes:
        if size == 32:
            raise OSError("no randomness")
        return bytes(size)

    with pytest.raises(OSError, match="no randomness"):
        create_master_key_file(tmp_path / "master", exhausted)
    assert os.listdir(tmp_path) == []


def test_of_many_starts_at_once_exactly_one_creates_the_key(tmp_path: Path) -> None:
    path, outcomes = tmp_path / "master", []

    def start(random: Callable[[int], bytes]) -> None:
        try:
            create_master_key_file(path, random)
        except FileExistsError:
            outcomes.append("lost")
        else:
            outcomes.append("won")

    threads = [threading.Thread(target=start, args=(make_random(f"start {n}"),)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["lost"] * 15 + ["won"]
    assert len(read_master_key(path=path, text=None)) == 32
