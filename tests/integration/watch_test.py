"""Watches of a dataset: what happens is told once and in order, across connections and servers."""

import threading
import time

import grpc
import pytest
from google.protobuf import duration_pb2
from karvan.statistics.v1 import release_event_pb2

import calls
import processes


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = processes.statistics(tmp_path_factory.mktemp("watch"))
    yield running
    running.stop()


@pytest.fixture
def statistics(server):
    return calls.Statistics(server.channel)


@pytest.fixture
def dataset(statistics, request):
    return statistics.create_dataset(request.node.originalname.replace("_", "-").lower()[:63])


def publish(statistics, dataset):
    return statistics.release(dataset, calls.rows("TJK,KAZ,X,2023,1,6,"))


def watch(statistics, dataset, heartbeat=None, **fields):
    request = release_event_pb2.WatchReleasesRequest(parent=dataset, **fields)
    if heartbeat:
        request.heartbeat_interval.CopyFrom(duration_pb2.Duration(seconds=heartbeat))
    return statistics.releases.WatchReleases(request)


def test_tells_what_happens(statistics, dataset):
    publish(statistics, dataset)
    stream = watch(statistics, dataset)
    first = next(stream)
    assert not first.HasField("event") and first.resume_token
    release = publish(statistics, dataset)
    began = time.monotonic()
    event = next(stream).event
    assert time.monotonic() - began < 5
    assert (event.sequence, event.kind, event.release) == (2, "release.published", release.name)
    assert event.time == release.publish_time
    stream.cancel()


def test_from_the_beginning_and_heartbeats(statistics, dataset):
    for _ in range(3):
        publish(statistics, dataset)
    stream = watch(statistics, dataset, heartbeat=1, after_sequence=0)
    messages = [next(stream) for _ in range(6)]
    assert [m.event.sequence for m in messages] == [0, 1, 2, 3, 0, 0]
    assert messages[3].resume_token == messages[5].resume_token != messages[2].resume_token
    stream.cancel()


def test_a_cancelled_watch_ends_and_a_deadline_too(statistics, dataset):
    stream = watch(statistics, dataset)
    next(stream)
    threading.Timer(0.2, stream.cancel).start()
    began = time.monotonic()
    assert calls.fails(next, stream).code == grpc.StatusCode.CANCELLED
    assert time.monotonic() - began < 5
    request = release_event_pb2.WatchReleasesRequest(parent=dataset)
    failure = calls.fails(list, statistics.releases.WatchReleases(request, timeout=0.3))
    assert failure.code == grpc.StatusCode.DEADLINE_EXCEEDED


def test_many_watches_hold_up_nothing(statistics, dataset):
    streams = [watch(statistics, dataset) for _ in range(90)]
    for stream in streams:
        next(stream)
    release = publish(statistics, dataset)
    assert {next(stream).event.release for stream in streams} == {release.name}
    for stream in streams:
        stream.cancel()


def test_refusals(statistics, dataset):
    other = statistics.create_dataset("another-watched")
    token = next(watch(statistics, other)).resume_token
    for fields, reason in (({"resume_token": "rubbish"}, "RESUME_TOKEN_INVALID"),
                           ({"resume_token": token}, "RESUME_TOKEN_INVALID"),
                           ({"after_sequence": 1}, "SNAPSHOT_UNKNOWN"), ({"after_sequence": -1}, "INVALID_FIELD"),
                           ({"heartbeat": 301}, "INVALID_FIELD")):
        failure = calls.fails(next, watch(statistics, dataset, **fields))
        assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, reason)
    failure = calls.fails(next, watch(statistics, "datasets/nothing"))
    assert (failure.code, failure.reason) == (grpc.StatusCode.NOT_FOUND, "RESOURCE_NOT_FOUND")


def test_nothing_is_lost_or_told_twice_across_servers(tmp_path):
    """Each server is ended while a watch is open: by the signal, or by a kill."""
    server = processes.statistics(tmp_path)
    dataset = calls.Statistics(server.channel).create_dataset("restarted")
    published, told, token = [], [], ""
    for end in ("stop", "kill", "stop", "kill"):
        statistics = calls.Statistics(server.channel)
        stream = watch(statistics, dataset, resume_token=token) if token else watch(statistics, dataset, after_sequence=0)
        token = next(stream).resume_token
        published += [publish(statistics, dataset).name for _ in range(2)]
        while len(told) < len(published):
            message = next(stream)
            told.append(message.event.release)
            token = message.resume_token
        published.append(publish(statistics, dataset).name)  # which the client may not have read
        began = time.monotonic()
        getattr(server, end)()
        assert time.monotonic() - began < 8, "a watch must not hold up the end of a server"
        server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    stream = watch(statistics, dataset, resume_token=token)
    next(stream)
    told.append(next(stream).event.release)
    assert told == published
    server.stop()
