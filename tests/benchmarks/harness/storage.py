"""What a folder takes on the disk, and how to make the kernel forget it."""

import os
import pathlib
import time


def files(folder):
    return [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]


def used_bytes(folder):
    """As du says: the blocks that are taken, holes left out."""
    total = 0
    for path in files(folder):
        try:
            total += path.stat().st_blocks * 512
        except FileNotFoundError:  # a server at work in the background
            pass
    return total


def wait_until_still(folder, still_seconds, seconds_max):
    """Waits until nothing has changed the size of a folder for some time: what works behind a store is done."""
    deadline = time.monotonic() + seconds_max
    before, since = used_bytes(folder), time.monotonic()
    while time.monotonic() < deadline and time.monotonic() - since < still_seconds:
        time.sleep(0.5)
        now = used_bytes(folder)
        if now != before:
            before, since = now, time.monotonic()


def forget(folder):
    """Drops the files of a folder from the page cache; no server may hold them."""
    os.sync()
    for path in files(folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
