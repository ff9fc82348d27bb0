"""Two processes on one store in PostgreSQL: the second does not clear away what the first is writing."""

import threading

import pytest
from karvan.statistics.v1 import release_service_pb2_grpc

import calls
import postgres
import processes

ROWS = 1_050_000  # more than a run holds by more than the connection buffers
SECONDS = 300  # that the import may take


@pytest.fixture(scope="module")
def database():
    server = postgres.Server()
    yield server
    server.stop()


def test_a_second_process_leaves_the_import_of_the_first_alone(database, tmp_path):
    uri = database.uri("second_process")
    first = processes.statistics(tmp_path, store=uri)
    statistics = calls.Statistics(first.channel)
    dataset = statistics.create_dataset("importing")
    draft = statistics.create_release(dataset).name
    started, go_on = threading.Event(), threading.Event()

    def messages():
        """When it waits, the first run is written, and named by nothing."""
        header = "reporter,partner,flow,period,value,product\n"
        yield from calls.import_messages(draft, (header + "".join(
            f"TJK,KAZ,X,2023,1,{number}\n" for number in range(100_000, 100_000 + ROWS))).encode())
        started.set()
        assert go_on.wait(SECONDS)

    stub = release_service_pb2_grpc.ReleaseServiceStub(first.channel)
    call = stub.ImportObservations.future(messages(), timeout=SECONDS)
    assert started.wait(SECONDS)
    folder = tmp_path / "second"
    folder.mkdir()
    second = processes.statistics(folder, store=uri)
    # It cleans up as it starts.
    assert calls.Statistics(second.channel).query(dataset) == []
    second.stop()
    go_on.set()
    assert call.result().release.observation_count == ROWS
    assert statistics.publish(draft).observation_count == ROWS
    (last,) = statistics.query(dataset, products=[str(100_000 + ROWS - 1)])
    assert last.value == "1"
    first.stop()
