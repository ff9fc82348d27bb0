"""Bytes flipped in a store's files: the answer is the right one, or an error that says so. Never a wrong one."""

import os
import random

import grpc
import pytest

import calls
import processes

FLIPS = int(os.environ.get("KARVAN_FLIPS", "4"))
CONTENT = calls.rows(*(f"TJK,KAZ,X,2023-{month:02},{month}.5,{product}" for month in range(1, 13)
                       for product in range(1000, 1400)), header="reporter,partner,flow,period,value,product")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A folder with a published release, and its cells."""
    folder = tmp_path_factory.mktemp("damage")
    server = processes.statistics(folder)
    statistics = calls.Statistics(server.channel)
    statistics.release(statistics.create_dataset("damaged"), CONTENT)
    cells = statistics.stream("datasets/damaged")
    server.stop()
    return folder, cells


@pytest.mark.parametrize("attempt", range(FLIPS))
def test_a_flipped_byte_is_noticed_or_harmless(store, attempt):
    folder, cells = store
    rng = random.Random(attempt)
    tables = sorted((folder / "statistics").rglob("*.sst"))
    assert tables, "the release is not in a table yet"
    table = max(tables, key=lambda t: t.stat().st_size)
    original = table.read_bytes()
    position = rng.randrange(len(original))
    damaged = bytearray(original)
    damaged[position] ^= 1 << rng.randrange(8)
    table.write_bytes(damaged)
    try:
        assert answer(folder) in (cells, "noticed")
    finally:
        table.write_bytes(original)


def answer(folder):
    """The cells, or "noticed": the server refuses to start, or the call ends with DATA_LOSS."""
    try:
        server = processes.statistics(folder)
    except RuntimeError as error:
        assert "orrupt" in str(error), error
        return "noticed"
    try:
        return calls.Statistics(server.channel).stream("datasets/damaged")
    except grpc.RpcError as error:
        failure = calls.failure_of(error)
        assert (failure.code, failure.reason) == (grpc.StatusCode.DATA_LOSS, "CORRUPT"), failure
        return "noticed"
    finally:
        server.stop(expect=None)
