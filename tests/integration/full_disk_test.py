"""A disk that is full: writes are refused in words, reads go on, and writes go on when space is free again."""

import os
import random
import subprocess

import grpc
import pytest

import calls
import processes

RESERVED_BYTES = 64 << 20  # what a RocksDB store leaves free
ROOM_BYTES = 86 << 20  # the log of the engine takes some 70 MiB of it at once
BALLAST_BYTES = 16 << 20
DISK_BYTES = RESERVED_BYTES + ROOM_BYTES + BALLAST_BYTES


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a file system of its own. Needs the right to mount, which containers may lack."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "karvan-test", folder],
                             capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)  # a server of a failed test may still be there


def content(seed):
    """Figures that hardly pack: 60,000 rows."""
    rng = random.Random(seed)
    lines = (f"TJK,KAZ,X,{1950 + seed}-{month:02},{rng.randrange(10**14)}.{rng.randrange(10**4):04},{product}"
             for month in range(1, 13) for product in range(1000, 6000))
    return calls.rows(*lines, header="reporter,partner,flow,period,value,product")


def refused(failure):
    assert (failure.code, failure.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "STORAGE_FULL"), failure
    assert "full" in failure.message, failure


def read(statistics, dataset):
    """Some cells of each release, from all over its pages."""
    return statistics.query(dataset, products=[str(product) for product in range(1000, 6000, 500)])


def publish_until_full(statistics, dataset):
    """The names of the releases that were published, and the failure that ended it."""
    published = []
    for seed in range(100):
        try:
            published.append(statistics.release(dataset, content(seed)).name)
        except grpc.RpcError as error:
            return published, calls.failure_of(error)
    raise AssertionError("the disk never filled")


def test_a_full_disk_refuses_writes_and_serves_reads(small_disk, tmp_path):
    ballast = small_disk / "ballast"
    ballast.write_bytes(os.urandom(BALLAST_BYTES))
    server = processes.statistics(tmp_path, store=f"rocksdb:{small_disk}/statistics")
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("full")
    published, failure = publish_until_full(statistics, dataset)
    refused(failure)
    assert published, "the disk is too small for one release"
    cells = read(statistics, dataset)
    assert {cell.release for cell in cells} == set(published)

    # Others may take the last block.
    with open(small_disk / "rest", "wb", buffering=0) as rest, pytest.raises(OSError):
        while True:
            rest.write(bytes(4096))
    refused(calls.fails(statistics.create_release, dataset))
    assert read(statistics, dataset) == cells

    ballast.unlink()
    (small_disk / "rest").unlink()
    resumed = statistics.release(dataset, content(101))
    after = read(statistics, dataset)
    assert resumed.name in {cell.release for cell in after}
    server.stop()

    server = processes.statistics(tmp_path, store=f"rocksdb:{small_disk}/statistics")
    assert read(calls.Statistics(server.channel), dataset) == after
    server.stop()
