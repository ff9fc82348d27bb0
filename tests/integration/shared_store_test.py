"""Two processes on one store in PostgreSQL: the second does not clear away what the first is writing."""

import threading

import pytest

import calls
import postgres
import processes

ROWS = 1_000_000  # of a run


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
        """More rows than a run holds: the first run is written, and named by nothing, when it waits."""
        header = "reporter,partner,flow,period,value,product\n"
        yield from calls.import_messages(draft, (header + "".join(
            f"TJK,KAZ,X,2023,1,{number}\n" for number in range(100_000, 100_000 + ROWS + 1))).encode())
        started.set()
        assert go_on.wait(120)

    call = statistics.releases.begin("ImportObservations", messages())
    assert started.wait(120)
    folder = tmp_path / "second"
    folder.mkdir()
    second = processes.statistics(folder, store=uri)
    # It has cleaned up by the time that it stops.
    assert calls.Statistics(second.channel).query(dataset) == []
    second.stop()
    go_on.set()
    assert call.result().release.observation_count == ROWS + 1
    assert statistics.publish(draft).observation_count == ROWS + 1
    assert len(statistics.stream(dataset)) == ROWS + 1
    first.stop()
