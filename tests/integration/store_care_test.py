"""What operators do with the store of statistics: verify it, back it up, restore it, salvage it."""

import csv
import io
import shutil

import pytest

import calls
import processes

CONTENT = calls.rows(*(f"TJK,KAZ,X,2023-{month:02},{month}.5" for month in range(1, 13)),
                     header="reporter,partner,flow,period,value")


@pytest.fixture
def served(tmp_path):
    """A server with one published release, and a folder for its backups."""
    server = processes.statistics(tmp_path, f"--backup_folder={tmp_path}/backups")
    statistics = calls.Statistics(server.channel)
    statistics.release(statistics.create_dataset("trade"), CONTENT)
    yield server, statistics
    server.stop(expect=None)


def verify(*flags, expect=0):
    """What `karvan statistics verify` prints, by part."""
    printed = processes.karvan("--format=csv", *flags[:1], "statistics", "verify", *flags[1:], expect=expect)
    return {row["part"]: row for row in csv.DictReader(io.StringIO(printed)) if row["cells"]}


def test_verify_a_server(served):
    server, _ = served
    parts = verify(f"--statistics-address={server.address}")
    assert parts["datasets/trade"] == {"part": "datasets/trade", "releases": "1", "runs": "1", "pages": "1",
                                       "cells": "12", "log entries": "1", "faults": "0"}
    assert parts["datasets"]["faults"] == "0"


def test_a_backup_is_restored_into_another_store(served, tmp_path):
    server, statistics = served
    cells = statistics.stream("datasets/trade")
    address = f"--statistics-address={server.address}"
    assert f"{tmp_path}/backups/monday" in processes.karvan(address, "statistics", "backup", "monday")
    refused = processes.karvan(address, "statistics", "backup", "../monday", expect=1)
    assert "folder" in refused
    server.stop()

    store = f"rocksdb:{tmp_path}/restored"
    processes.karvan("statistics", "restore", f"{tmp_path}/backups/monday", f"--store={store}")
    assert verify("--timeout=60", f"--store={store}")["datasets/trade"]["cells"] == "12"
    again = processes.karvan("statistics", "restore", f"{tmp_path}/backups/monday", f"--store={store}", expect=1)
    assert "rows" in again
    restored = processes.statistics(tmp_path, store=store)
    assert calls.Statistics(restored.channel).stream("datasets/trade") == cells
    restored.stop()


def test_a_log_that_is_damaged_is_refused_and_salvaged(served, tmp_path):
    server, _ = served
    server.kill()
    crashed = tmp_path / "crashed"
    shutil.copytree(tmp_path / "statistics", crashed)
    log, = crashed.glob("*.log")
    damaged = bytearray(log.read_bytes())
    damaged[damaged.index(b"Dataset trade")] ^= 1
    log.write_bytes(damaged)
    with pytest.raises(RuntimeError, match="orrupt"):
        processes.statistics(tmp_path, store=f"rocksdb:{crashed}")

    processes.karvan("statistics", "salvage", f"--store=rocksdb:{crashed}")
    verify("--timeout=60", f"--store=rocksdb:{crashed}")
    processes.statistics(tmp_path, store=f"rocksdb:{crashed}").stop()
    assert verify("--timeout=60", f"--store=rocksdb:{tmp_path}/statistics")["datasets/trade"]["cells"] == "12"
