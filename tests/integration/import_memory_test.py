"""The memory of the server while it imports a large file and streams it out again: bounded, whatever its size."""

import os
import pathlib
import re

import pytest
from karvan.statistics.v1 import observation_service_pb2, release_service_pb2

import calls
import processes

ROWS = int(os.environ.get("KARVAN_MEMORY_ROWS", 1_250_000))
ROWS_A_MONTH = min(ROWS // 4, 250_000)
MONTHS = ROWS // ROWS_A_MONTH
LIMIT_MIB = 1024 if ROWS > 5_000_000 else 512  # two chunks and their runs are in memory already at a million rows
MESSAGE_BYTES = 1 << 20
SECONDS = 3000


@pytest.fixture
def server(tmp_path):
    server = processes.statistics(tmp_path)
    yield server
    server.stop()


def peak_mib(server):
    status = pathlib.Path(f"/proc/{server.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024


def month_block():
    """The rows of one month, in no order of the store; the month stands as @@@@@@@."""
    rows = []
    for i in range(ROWS_A_MONTH):
        cell = i * 7919 % ROWS_A_MONTH  # each cell once
        partner = chr(65 + cell // 9000 // 26) + chr(65 + cell // 9000 % 26) + "Q"
        rows.append(f"KAZ,{partner},X,{100000 + cell % 9000},@@@@@@@,{i * 37 % 100003}.{i % 90 + 10},{i % 5003},{i % 977},u\n")
    return "".join(rows).encode()


def messages(release, block):
    yield release_service_pb2.ImportObservationsRequest(header=release_service_pb2.ImportHeader(release=release))
    yield release_service_pb2.ImportObservationsRequest(
        content=b"reporter,partner,flow,product,period,value,net_weight,quantity,quantity_unit\n")
    for month in range(MONTHS):
        rows = block.replace(b"@@@@@@@", f"{2000 + month // 12}-{month % 12 + 1:02}".encode())
        for start in range(0, len(rows), MESSAGE_BYTES):
            yield release_service_pb2.ImportObservationsRequest(content=rows[start:start + MESSAGE_BYTES])


def test_a_large_file_in_bounded_memory(server):
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("large")
    draft = statistics.create_release(dataset)
    answer = statistics.releases.ImportObservations(messages(draft.name, month_block()), timeout=SECONDS)
    assert answer.problem_count == 0, answer.problems[0]
    rows = answer.file.observation_count
    assert rows == ROWS_A_MONTH * MONTHS
    statistics.releases.PublishRelease(release_service_pb2.PublishReleaseRequest(name=draft.name), timeout=SECONDS)
    importing = peak_mib(server)

    streamed = 0
    request = observation_service_pb2.StreamObservationsRequest(dataset=dataset)
    for message in statistics.observations.StreamObservations(request, timeout=SECONDS):
        streamed += len(message.observations)
    assert streamed == rows
    print(f"{rows} rows: {importing} MiB at most while importing, {peak_mib(server)} MiB in all")
    assert importing <= LIMIT_MIB
    assert peak_mib(server) <= LIMIT_MIB
